"""Opens whatever is accepted as a workflow: a `.knode` file or a bundle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from knode.core import document
from knode.core.registry import REGISTRY, Registry
from knode.core.workflow import Workflow
from knode.deploy.requirements import Difference, differences
from knode.engine.engine import Supplied

ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Opened:
    """A workflow, the values that came frozen with it, and the folder that its relative file names start from."""

    workflow: Workflow
    folder: Path
    frozen: Mapping[str, Supplied] = field(default_factory=dict)
    manifest: Mapping[str, Any] | None = None
    """Of a bundle."""

    @property
    def differences(self) -> tuple[Difference, ...]:
        """The packages that are installed in another version than a bundle was made with."""
        return differences((self.manifest or {}).get("packages", {}))


def is_bundle(path: Path) -> bool:
    """Whether the file is a bundle rather than a workflow file, by its first bytes; its name when it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(4) == ZIP or path.suffix == ".knodez"
    except OSError:
        return path.suffix == ".knodez"


def open_any(path: Path, registry: Registry = REGISTRY) -> Opened:
    """Open a workflow file or a bundle.

    Raises:
        WorkflowFileError: it is no readable workflow.
        BundleDamaged: it is a bundle whose content is not what its manifest says.
    """
    folder = path.resolve().parent
    if not is_bundle(path):
        return Opened(document.load(path, registry), folder)
    from knode.deploy.bundle import read_bundle

    bundle = read_bundle(path, registry)
    frozen = {node: Supplied(value, bundle.signatures[node]) for node, (_, value) in bundle.captured.frozen.items()}
    return Opened(bundle.captured.workflow, folder, frozen, bundle.manifest)
