"""What every edit is: a command that says, from the workflow as it is, which changes it would make."""

from __future__ import annotations

from typing import ClassVar, Protocol, runtime_checkable

from knode.core.edits import Change
from knode.core.workflow import Workflow


@runtime_checkable
class Command(Protocol):
    """One edit by a person. Frozen data; `changes` reads the workflow and does not touch it."""

    @property
    def text(self) -> str:
        """What it does, in words for the menu and the history: "Move 3 Nodes"."""
        ...

    @property
    def merge_key(self) -> str | None:
        """Consecutive commands with the same key become one step to undo, as when a person types in a field."""
        ...

    def changes(self, workflow: Workflow) -> list[Change]:
        """The changes to the root workflow, in the order in which they apply; [] when there is nothing to change.

        Raises KnodeError with the reason when the document does not allow it.
        """
        ...


class Single:
    """A command that is a step of its own."""

    merge_key: ClassVar[str | None] = None
