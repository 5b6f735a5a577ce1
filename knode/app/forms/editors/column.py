"""The editor of one column's name."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QListView, QWidget

from knode.app import icons, theme
from knode.app.forms.editors.column_model import column_model, type_icon
from knode.app.forms.editors.editor import Editor, Marks
from knode.app.forms.editors.inputs import LineEdit
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape
from knode.app.forms.words import breakable
from knode.core.errors import nearest, quoted

translate = QCoreApplication.translate
AUTO = "auto"
"""No column's name: the node looks for one."""
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LEAST = 96
"""Pixels that a name needs between both signs."""


class ColumnLine(LineEdit):
    """A line for a column's name: it finds columns by any part of their names, and opens the list of all."""

    picked = Signal()
    """A column was chosen from the list, and stands in the line now."""

    def __init__(self, known: Known, port: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known, self._port = known, port
        self.setMinimumWidth(LEAST)
        self._model = column_model(known, port)
        completer = QCompleter(self._model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(14)
        self.setCompleter(completer)
        # Queued, as Qt puts the text into the line after it has told who listens.
        completer.activated.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self.sign = QAction(icons.icon("search", "muted"), "", self)
        self.sign.triggered.connect(self.show_all)
        self.addAction(self.sign, QLineEdit.ActionPosition.LeadingPosition)
        chevron = self.addAction(icons.icon("chevron-down", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        chevron.setToolTip(self.tr("All columns"))
        chevron.triggered.connect(self.show_all)
        self.textChanged.connect(self.look)
        known.changed.connect(self.look)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._model.fill()
        popup = self.completer().popup()
        if isinstance(popup, QListView):
            popup.setUniformItemSizes(True)
            popup.setObjectName("columnList")
            popup.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        super().focusInEvent(event)

    def show_all(self) -> None:
        """Open the list of all columns."""
        self.setFocus()
        self._model.fill()
        self.completer().setCompletionPrefix("")
        self.completer().complete()

    @property
    def is_open(self) -> bool:
        """Whether the list is open."""
        popup = self.completer().popup()
        return popup is not None and popup.isVisible()

    def _finish(self) -> None:
        self.picked.emit()

    def look(self) -> None:
        """Show the type of the column that stands there."""
        kind = (self._known.offered(self._port) or {}).get(self.text())
        self.sign.setIcon(type_icon(kind) if kind else icons.icon("search", "muted"))
        self.setToolTip(f"{self.text()}: {kind}" if kind else self.text())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and not self.text() and not self.is_open:
            self.show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self.completer().popup()
        is_left_to_us = self.is_open and popup is not None and not popup.currentIndex().isValid()
        if event.key() == Qt.Key.Key_Down and not self.is_open:
            self.show_all()
        elif event.key() in ENTER and is_left_to_us:
            # Qt would close the list alone, and leave half a name.
            self.take_found()
        else:
            super().keyPressEvent(event)

    def take_found(self) -> None:
        """Close the list, and take the column that is called as typed, or else the first one that is found."""
        found = self.completer().completionModel()
        names = [found.index(number, 0).data() for number in range(found.rowCount())]
        if (popup := self.completer().popup()) is not None:
            popup.hide()
        if names and self.text() not in names:
            self.setText(names[0])
        self.picked.emit()


@edits("column")
class ColumnEditor(Editor):
    """A column's name; one that is not there is said to be missing, with the one that was likely meant."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.line = ColumnLine(known, shape.port)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(self.tr("Choose a column"))
        self.line.textEdited.connect(lambda: self.tell(True))
        self.line.picked.connect(lambda: self.tell(False))
        self.hint = QLabel()
        self.hint.setObjectName("missing")
        self.hint.setWordWrap(True)
        self.hint.setTextFormat(Qt.TextFormat.RichText)  # Without a link in it Qt takes it for plain text.
        self.hint.setTextInteractionFlags(
            Qt.TextInteractionFlag.LinksAccessibleByMouse | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.hint.linkActivated.connect(self.choose)
        self.column(self.line, self.hint).setSpacing(2)
        known.changed.connect(self.look)
        theme.switch().changed.connect(self.look)
        self.look()

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: Any) -> None:
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is no column name")
        self.line.put(value)
        self.look()

    def mark(self, marks: Marks) -> list[str]:
        """That the column is not there is said already."""
        told = super().mark(marks)
        return told if self.hint.isHidden() else []

    def choose(self, name: str) -> None:
        """Take a column that a person picked."""
        self.line.setText(name)
        self.tell(False)

    def tell(self, typing: bool) -> None:
        """Say that a person changed the name."""
        self.look()
        self.edited.emit(typing)

    def look(self) -> None:
        """Say whether the column is there."""
        name, columns = self.line.text(), self.known.types(self.shape.port)
        missing = name not in ("", AUTO) and columns is not None and name not in columns
        self.hint.setVisible(missing)
        self.hint.setText(missing_text(name, self.known.names(self.shape.port)) if missing else "")


def missing_text(name: str, names: list[str], link: str = "{near}") -> str:
    """That a column is not there, and a link to the one that was likely meant."""
    near = nearest(name, names)
    text = translate("ColumnEditor", "There is no column {name} here.").format(name=_escaped(breakable(quoted(name))))
    if near is None:
        return text
    target = _escaped(link.replace("{near}", near))
    shown = f'<a style="color: {theme.colour("accent").name()}" href="{target}">{_escaped(breakable(near))}</a>'
    return f"{text} " + translate("ColumnEditor", "Did you mean {column}?").format(column=shown)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
