"""Deploy a captured workflow into a folder of bundles."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from knode.api import Context, Example, setting
from knode_nodes.deploy._deploying import _Deploying


class DeployLocal(_Deploying):
    """Put a captured workflow as a bundle into a folder, where `knode serve FOLDER` picks it up.

    The file is called after name and version, `churn-3.knodez`, and appears whole or not at all. As long as nothing
    that was captured has changed, nothing is written; when something has, the next version is written beside the
    others, and a server that watches the folder goes over to it.

    Example: a Quality Gate in front, folder `../serving`: each run of the training workflow deploys what is better.
    """

    icon = "deploy-local"
    keywords = (
        "deploy",
        "publish",
        "serve",
        "REST API",
        "endpoint",
        "web service",
        "model registry",
        "Deploy Workflow",
    )
    example = Example({"folder": "bundles"})
    folder: str = setting(..., "The folder of bundles.", form="folder", min_length=1)
    create_folder: bool = setting(False, "Make the folder if it does not exist.")

    def target(self, context: Context) -> Path:
        """The folder."""
        folder = context.folder / self.folder
        if self.create_folder:
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    def shown(self, place: str) -> str:
        """The path as from the workflow's folder."""
        return str(PurePosixPath(self.folder) / Path(place).name)
