"""What was just added to a value and is not filled in yet: it is not called wrong before a person has left it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget

from knode.app.forms.known import Known


class Fresh(QObject):
    """The parts of an editor that were just added.

    They are so until the keyboard leaves the editor, or something is run; `over` says that they are no more.
    """

    over = Signal()

    def __init__(self, editor: QWidget, known: Known) -> None:
        super().__init__(editor)
        self._editor = editor
        self._parts: list[QWidget] = []
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._follow_focus)
        known.run.connect(self.end)

    def __contains__(self, part: QWidget) -> bool:
        return part in self._parts

    def add(self, part: QWidget) -> None:
        """Take a part for one that was just added."""
        self._parts.append(part)

    def end(self) -> None:
        """None of them is fresh any more."""
        if self._parts:
            self._parts = []
            self.over.emit()

    def _follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """A list that opens is a window of its own, in which the person is still at the same place."""
        if old is None or new is None or not self._editor.isAncestorOf(old):
            return
        if new.window() is self._editor.window() and not self._editor.isAncestorOf(new):
            self.end()
