"""A picture of the window without a person: for docs, and to see whether a program that was built shows anything."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer
from PySide6.QtGui import QImageWriter
from PySide6.QtWidgets import QApplication

from knode.core.errors import UsageError, quoted

if TYPE_CHECKING:
    from knode.app.window import MainWindow

SIZE = QSize(1440, 900)
LOOK_EVERY_MS = 30
PATIENCE_MS = 20_000
FORMATS = ("png", "jpg", "jpeg", "webp")
"""What a picture may be written as, where Qt has the format."""


def check_ending(file: Path) -> None:
    """Raise UsageError where the ending of a file's name is that of no format that Qt writes here."""
    formats = {bytes(each.data()).decode() for each in QImageWriter.supportedImageFormats()}
    ending = file.suffix.lower().removeprefix(".")
    if ending not in FORMATS or ending not in formats:
        known = ", ".join(f".{each}" for each in FORMATS if each in formats)
        what = f"ends in {quoted(file.suffix)}" if ending else "has no ending that says its format"
        raise UsageError(f"No picture can be written to {file}: its name {what}. Choose one of {known}.")


class Portrait(QObject):
    """Waits until a window shows what it was asked to open, writes a picture in the format of its ending, and ends the program.

    The exit code is 2 when the files do not come up, or the picture cannot be written.
    """

    def __init__(self, window: MainWindow, tabs: int, file: Path) -> None:
        super().__init__(window)
        self._window, self._tabs, self._file = window, tabs, file
        window.resize(SIZE)
        self._left = PATIENCE_MS // LOOK_EVERY_MS
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        self._left -= 1
        if len(self._window.workflow_tabs()) >= self._tabs:
            self._timer.stop()
            # Once more around, so that the canvas has found its zoom.
            QTimer.singleShot(LOOK_EVERY_MS, self, self._take)
        elif not self._left:
            self._end(f"the window did not show the files within {PATIENCE_MS // 1000} s")

    def _take(self) -> None:
        is_saved = self._window.grab().save(str(self._file))
        self._end("" if is_saved else "choose another file or folder, or make room there")

    def _end(self, problem: str) -> None:
        for tab in self._window.workflow_tabs():
            tab.close_session()
        if problem:
            print(f"error: No picture was written to {self._file}: {problem}.", file=sys.stderr)
        QApplication.exit(UsageError.exit_code if problem else 0)
