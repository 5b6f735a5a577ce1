"""Read a captured workflow from a bundle or a workflow file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knode.api import Captured, Context, Example, Node, file_spec, setting


class BundleReader(Node):
    """Read a bundle, or a workflow file with inputs and outputs, and give the workflow in it.

    A bundle (`.knodez`) is checked before anything in it is used, and opening it runs no code. A workflow file (`.knode`)
    must have a Container Input and a Container Output; it has no held-out rows that could prove it.

    Example: connect it to a Workflow Executor to score rows with a bundle inside another workflow.
    """

    pack = "deploy"
    icon = "bundle-reader"
    keywords = ("Workflow Reader", "import", "load model", "open bundle", "PMML Reader")
    example = Example({"path": "churn.knodez"})
    reads = (".knodez", ".knode")
    path: str = setting(..., "The bundle (.knodez) or workflow file (.knode) to read.", form="file")

    def fingerprint(self, folder: Path) -> Any:
        """Path, size and time of the file."""
        path = folder / self.path
        try:
            stat = path.stat()
        except OSError:
            return [str(path), None]
        return [str(path), stat.st_size, stat.st_mtime_ns]

    def peek(self, folder: Path) -> dict[str, Any]:
        """The inputs and outputs of the workflow in the file."""
        return {"workflow": file_spec(folder / self.path)}

    def run(self, context: Context) -> Captured:
        """Open the file."""
        return context.read_bundle(context.folder / self.path)
