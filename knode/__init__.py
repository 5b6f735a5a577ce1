"""knode: visual, node-based data science. Build a workflow, run it, put the part that production needs into production."""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Workflow", "__version__"]

if TYPE_CHECKING:
    from knode.builder import Workflow


def __getattr__(name: str) -> object:
    """`knode.Workflow` is imported when it is first asked for, so that the command line starts at once."""
    if name == "Workflow":
        from knode.builder import Workflow

        return Workflow
    raise AttributeError(f"module 'knode' has no attribute {name!r}")
