"""Read a bundle file as a workflow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from knode.api import Captured, Context, Node, setting


class BundleReader(Node):
    """Read a bundle file and give the workflow in it.

    The file is checked before anything in it is used, and opening it runs no code.

    Example: connect it to a Workflow Executor to score rows with a bundle inside another workflow.
    """

    pack = "deploy"
    icon = "bundle-reader"
    keywords = ("Workflow Reader", "import", "load model")
    path: str = setting(..., "The bundle file to read.", form="file")

    def fingerprint(self, folder: Path) -> Any:
        """Path, size and time of the file."""
        path = folder / self.path
        try:
            stat = path.stat()
        except OSError:
            return [str(path), None]
        return [str(path), stat.st_size, stat.st_mtime_ns]

    def run(self, context: Context) -> Captured:
        """Open the bundle."""
        return context.read_bundle(context.folder / self.path)
