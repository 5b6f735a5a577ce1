"""What a run shows while it goes on: plain lines here, the live display in its own module. All of it goes to stderr."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING, Literal, Self

from knode.cli import console
from knode.cli.wording import duration, shape
from knode.core.events import Event, NodeFinished

if TYPE_CHECKING:
    from knode.core.workflow import Workflow

STOPPING = "Stopping: running nodes are asked to end. Press Ctrl-C again to end at once."


class Silent:
    """Shows nothing of a run; what the others have in common."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, workflow: Workflow) -> None:
        """The workflow is read, its run is about to begin."""

    def hear(self, event: Event) -> None:
        """Show an event. Called from any thread, some with locks of the engine held: it must be quick."""

    def stopping(self) -> None:
        """The person has asked the run to stop. Called from a signal handler."""
        # A signal may have come in the middle of a print, which must not be entered twice.
        with contextlib.suppress(OSError):
            os.write(2, (STOPPING + "\n").encode())

    def close(self) -> None:
        """The run is over; leave the terminal as it was."""


class Plain(Silent):
    """One line for each node that has ended."""

    def __init__(self) -> None:
        self._width = 0

    def begin(self, workflow: Workflow) -> None:
        self._width = id_width(workflow)

    def hear(self, event: Event) -> None:
        if isinstance(event, NodeFinished):
            console.notice(self.line(event))

    def line(self, event: NodeFinished) -> str:
        """`done     partition     0.012 s  398 × 31`. Only what ran in this run has a time."""
        took = duration(event.seconds) if event.state in ("done", "failed") else ""
        cells = f"{event.state:<9}  {event.node:<{self._width}}  {took:>10}  {shape(event.rows, event.columns)}"
        return cells.rstrip()


def id_width(workflow: Workflow) -> int:
    """How wide the column of node ids is."""
    return min(40, max((len(path) for path, _ in workflow.walk()), default=0))


def display(asked: Literal["auto", "plain", "none"]) -> Silent:
    """What `--progress` asks for."""
    if asked == "none":
        return Silent()
    if asked == "plain" or not console.is_terminal(sys.stderr):
        return Plain()
    from knode.cli.live import Live

    return Live()
