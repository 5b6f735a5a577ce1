"""Which nodes run, on file: so that a process that dies without a word has still named what ran in it.

Events are gathered before they are sent. A node that ends the process, or lets nothing else run, in its first moment would
not be known otherwise.
"""

from __future__ import annotations

import os
from pathlib import Path

FILE = "started.txt"


class Started:
    """Written by the engine process: a line for each start and end of a node, before and after it runs."""

    def __init__(self, folder: Path) -> None:
        self._file = os.open(folder / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def begin(self, node: str) -> None:
        """A node is about to run."""
        os.write(self._file, f"+{node}\n".encode())

    def end(self, node: str) -> None:
        """It has ended, however."""
        os.write(self._file, f"-{node}\n".encode())

    def clear(self) -> None:
        """A new run begins."""
        os.ftruncate(self._file, 0)


def running_in(folder: Path) -> tuple[str, ...]:
    """The nodes that ran when the process which wrote into `folder` ended."""
    try:
        lines = (folder / FILE).read_text("utf-8").splitlines()
    except OSError:  # It ended before it ran anything.
        return ()
    running: dict[str, None] = {}
    for line in lines:
        if line.startswith("+"):
            running[line[1:]] = None
        else:
            running.pop(line[1:], None)
    return tuple(running)
