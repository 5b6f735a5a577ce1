"""Write a captured workflow as a bundle file."""

from __future__ import annotations

from pathlib import Path

from knode.api import Captured, Context, Example, setting
from knode_nodes.deploy._deploying import _Deploying


class BundleWriter(_Deploying):
    """Write a captured workflow to one file, a bundle, which runs anywhere knode is installed.

    Before the file gets its name, the held-out rows are sent through it, and it must answer as the training workflow
    did; otherwise nothing is written. The same content gives the same file to the byte, and a file that is there
    already and the same is left alone. A file with other content is replaced.

    Example: connect the workflow of a Capture End, choose `models/churn.knodez`, and run
    `knode exec models/churn.knodez --input rows=new.csv --output predictions=out.csv`. As a job that comes again and
    again, let cron or another scheduler run that line; to answer requests, `knode serve models/churn.knodez`.
    """

    icon = "bundle-writer"
    keywords = (
        "Workflow Writer",
        "export",
        "deploy",
        "save model",
        "PMML Writer",
        "batch job",
        "scheduled job",
        "schedule",
        "cron",
    )
    example = Example({"path": "churn.knodez"})
    path: str = setting(..., "The bundle file to write; it ends in .knodez.", form="file", pattern=r"\.knodez$")
    name: str = setting("", "The bundle's name; the file's name when empty.")
    bundle_version: str = setting("1", "The bundle's version; auto counts up from the one in the file when it changes.")
    replace: bool = setting(True, "Replace a file with other content.")
    create_folder: bool = setting(False, "Make the folder if it does not exist.")

    def target(self, context: Context) -> Path:
        """The file."""
        path = context.folder / self.path
        if self.create_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def bundle_name(self, workflow: Captured) -> str:
        """As set, or as the file is called."""
        return self.name or Path(self.path).stem

    def shown(self, place: str) -> str:
        """The path as it is set."""
        return self.path
