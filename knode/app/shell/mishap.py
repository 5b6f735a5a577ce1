"""Mistakes of our own: an error that nobody expected is told to the person, and kept for a report."""

from __future__ import annotations

import sys
import traceback
from collections import deque
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

from knode.app.shell.report import without_data

KEPT = 10
ROOTS = ("site-packages", "knode", "knode_nodes", "lib")


class Mishaps(QObject):
    """Hears of errors that came up to the event loop. It goes on; the document is not touched by it."""

    happened = Signal(str)
    """The kind of error, in a word."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.kept: deque[str] = deque(maxlen=KEPT)

    def install(self) -> None:
        """Hear of them from now on."""
        sys.excepthook = self.hear

    def hear(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Keep an error and tell of it; the whole of it goes to stderr as ever."""
        sys.__excepthook__(kind, error, trace)
        if issubclass(kind, Exception):
            self.kept.append(described(error))
            self.happened.emit(kind.__name__)


def described(error: BaseException) -> str:
    """Where an error came from and of what kind it is, without data: no values, no folders of the person's."""
    frames = traceback.extract_tb(error.__traceback__)
    lines = [f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}" for frame in frames]
    return "\n".join([*lines, f"{type(error).__name__}: {without_data(str(error))[:300]}"])


def _short(filename: str) -> str:
    """A source file from its package on."""
    parts = Path(filename).parts
    for root in ROOTS:
        if root in parts:
            start = len(parts) - 1 - parts[::-1].index(root)
            return "/".join(parts[start + (root == "site-packages") :])
    return parts[-1] if parts else filename
