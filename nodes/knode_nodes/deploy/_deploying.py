"""What the nodes that deploy a captured workflow have in common: settings, and what they give."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import urlsplit

from knode.api import Captured, Context, Node, Target, Variables, VariablesSpec, setting

FACTS = ("name", "version", "sha256", "bytes", "parity_rows", "changed")


class _Deploying(Node):
    """Bring a captured workflow as a bundle to a target."""

    pack = "deploy"
    effect = True
    where: ClassVar[str] = "path"
    """What the variable is called that says where the bundle is."""

    name: str = setting("", "The bundle's name; the workflow's own when empty.")
    bundle_version: str = setting(
        "auto",
        "The bundle's version; auto is the newest one while nothing has changed, and the next whole number when something "
        "has.",
    )
    intended_use: str = setting("", "What the model is for, and what not: it stands in its card.", form="text")
    replace: bool = setting(False, "Replace another bundle of the same name and version.")

    def run(self, workflow: Captured, context: Context) -> Variables:
        """Deploy."""
        facts = context.deploy(
            workflow,
            self.target(context),
            name=self.bundle_name(workflow),
            version=self.bundle_version,
            intended_use=self.intended_use.strip(),
            replace=self.replace,
        )
        if not facts["parity_rows"]:
            context.warn(
                "No held-out rows came with this workflow, so nothing proves that the bundle answers as it should."
            )
        place = self.shown(str(facts["path"]))
        done = "brought to" if facts["changed"] else "left as it is, nothing changed:"
        file = Path(str(facts["path"]))
        told = f'"{file}"' if file.is_absolute() and file.exists() else place
        context.info(
            f"{facts['name']} {facts['version']} {done} {told}, {facts['bytes']:,} bytes; parity proved on "
            f"{facts['parity_rows']} held-out rows"
        )
        return Variables({self.where: place, **{fact: facts[fact] for fact in FACTS}})

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The facts about the bundle."""
        return {"variables": VariablesSpec(names=(self.where, *FACTS))}

    def target(self, context: Context) -> Target | Path:
        """Where to."""
        raise NotImplementedError

    def bundle_name(self, workflow: Captured) -> str:
        """The bundle's name; of the workflow's only what may stand in one."""
        return self.name or re.sub(r"[^A-Za-z0-9._-]+", "_", workflow.workflow.name).strip("._-") or "workflow"

    def shown(self, place: str) -> str:
        """The place as a person knows it."""
        return place


def check_address(setting: str, url: str) -> None:
    """Raise ValueError unless `url` is the address of a server. It is not repeated: somebody may have typed a password."""
    parts = urlsplit(url)
    if parts.username is not None or parts.password is not None:
        raise ValueError(f"a password does not belong into {setting}: give the name of a secret in the setting for it")
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment:
        raise ValueError(f"{setting} should be an address such as https://models.example.org")
