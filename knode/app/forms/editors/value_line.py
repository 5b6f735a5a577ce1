"""A line for a value that occurs in a column: those that are known are proposed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from knode.app import icons
from knode.app.forms.editors.inputs import LineEdit
from knode.app.forms.known import Known

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
ROOM, WIDEST = 40, 420
"""Pixels of the open list: around its texts, and at most."""


class ValueLine(LineEdit):
    """A line of text that opens a list of values, and finds them by any part."""

    picked = Signal()
    """A value was chosen from the list, and stands in the line now."""

    def __init__(self, known: Known, values: Callable[[], list[str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = values
        self._model = QStringListModel(self)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(14)
        self.setCompleter(completer)
        popup = completer.popup()
        assert popup is not None
        popup.setObjectName("valueList")
        self._popup = popup
        # Queued, as Qt puts the text into the line after it has told who listens.
        completer.activated.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._chevron = self.addAction(icons.icon("chevron-down", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._chevron.setToolTip(self.tr("Values that occur"))
        self._chevron.triggered.connect(self.show_all)
        self._chevron.setVisible(False)
        known.learnt.connect(self.look)
        known.changed.connect(self.look)

    @property
    def is_open(self) -> bool:
        """Whether the list is open."""
        return self._popup.isVisible()

    def look(self) -> None:
        """Hold the values that are known now; which column is meant may have changed."""
        found = self._values()
        if found != self._model.stringList():
            self._model.setStringList(found)
            longest = max(map(self.fontMetrics().horizontalAdvance, found), default=0)
            self._popup.setMinimumWidth(min(longest + ROOM, WIDEST))
        self._chevron.setVisible(bool(found))

    def show_all(self) -> None:
        """Open the list of all values."""
        self.setFocus()
        self.look()
        self.completer().setCompletionPrefix("")
        self.completer().complete()

    def showEvent(self, event: QShowEvent) -> None:
        self.look()
        super().showEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.look()
        super().focusInEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        is_left = event.button() == Qt.MouseButton.LeftButton
        if is_left and not self.text() and not self.is_open and self._model.rowCount():
            self.show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.is_open and self._model.rowCount():
            self.show_all()
        elif event.key() in ENTER and self.is_open and not self._popup.currentIndex().isValid():
            # Qt would close the list alone; what is typed is a value as good as those that occur.
            self._popup.hide()
            self.picked.emit()
        else:
            self.look()
            super().keyPressEvent(event)

    def _finish(self) -> None:
        self.picked.emit()
