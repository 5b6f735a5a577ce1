"""The editor of lists of texts: each one a chip, and a line to add more."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from knode.app.flow_layout import FlowLayout
from knode.app.forms.editors.buttons import AddButton, IconButton
from knode.app.forms.editors.column import ColumnLine
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import LineEdit
from knode.app.forms.editors.registry import edits
from knode.app.forms.editors.value_line import ValueLine
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape


class Chip(QFrame):
    """One text of the list, with a button that takes it away. Focused, Delete removes it and Ctrl with an arrow moves it."""

    removed = Signal()
    moved = Signal(int)

    def __init__(self, text: str, *, missing: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chip")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("{text}, not there").format(text=text) if missing else text)
        self.setProperty("gone", missing)
        label = QLabel(text if text else "“”")
        label.setTextFormat(Qt.TextFormat.PlainText)
        close = IconButton("close", self.tr("Remove {text}").format(text=text), self.removed.emit)
        close.setIconSize(QSize(10, 10))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 1, 2, 1)
        layout.setSpacing(2)
        if missing:
            sign = QLabel("⚠")
            sign.setObjectName("missing")
            layout.addWidget(sign)
            self.setToolTip(self.tr("There is no such column here."))
        layout.addWidget(label)
        layout.addWidget(close)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif step and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.moved.emit(step)
        elif step:
            self.focusNextPrevChild(step > 0)
        else:
            super().keyPressEvent(event)


@edits("texts", "names")
class ChipsEditor(Editor):
    """A list of texts. Enter or a comma adds what is typed, Backspace in the empty line takes the last one back."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self._texts: list[str] = []
        self._chips: list[Chip] = []
        self.box = QFrame()
        self.box.setObjectName("chips")
        self._flow = FlowLayout(self.box, gap=4, margin=4, fills=True)
        self.line = self._new_line()
        self.line.setObjectName("chip-line")
        self.line.setFrame(False)
        self.line.setAccessibleName(self.tr("Add to {name}").format(name=name))
        self.line.setPlaceholderText(self.tr("Add a column") if shape.kind == "names" else self.tr("Add"))
        self.line.installEventFilter(self)
        self.line.editingFinished.connect(self._finish)
        self._flow.addWidget(self.line)
        self.take_button = AddButton(self.tr("All that occur"), self.add_all)
        self.take_button.setToolTip(self.tr("Add all values that occur in the columns"))
        self.take_button.hide()
        layout = self.column(self.box, self.take_button)
        layout.setAlignment(self.take_button, Qt.AlignmentFlag.AlignLeft)
        layout.setSpacing(2)
        self.setFocusProxy(self.line)
        known.changed.connect(self._draw)
        if shape.values_of:
            known.learnt.connect(self._offer)

    def _new_line(self) -> LineEdit:
        if self.shape.values_of:
            values = ValueLine(self.known, self._left)
            values.picked.connect(self._take)
            return values
        if self.shape.kind == "names":
            columns = ColumnLine(self.known, self.shape.port)
            columns.picked.connect(self._take)
            return columns
        return LineEdit()

    def _left(self) -> list[str]:
        """The values that occur and are not in the list yet."""
        return [value for value in self.occurring() if value not in self._texts]

    def _offer(self) -> None:
        """Offer to add all values that occur, where some are left."""
        self.take_button.setVisible(bool(self.shape.values_of) and bool(self._left()))

    def add_all(self) -> None:
        """Add all values that occur and are not in the list yet."""
        self._texts += self._left()
        self._draw()
        self.edited.emit(False)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._offer()

    def value(self) -> list[str]:
        return list(self._texts)

    def set_value(self, value: Any) -> None:
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise TypeError(f"{value!r} is no list of texts")
        if list(value) != self._texts:
            self._texts = list(value)
            self._draw()

    def add(self, text: str) -> None:
        """Add a text at the end."""
        self.line.clear()
        if self.shape.kind == "names" and text in self._texts:
            return
        self._texts.append(text)
        self._draw()
        self.edited.emit(False)

    def eventFilter(self, watched: object, event: Any) -> bool:
        if event.type() == event.Type.KeyPress:
            if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._texts:
                self.remove(len(self._texts) - 1)
                return True
            if event.text() == "," or (event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)):
                return self._take()
        return False

    def _take(self) -> bool:
        """Add what is typed; whether there was anything."""
        text = self.line.text().strip()
        if text:
            self.add(text)
        return bool(text)

    def _finish(self) -> None:
        if not (isinstance(self.line, ColumnLine | ValueLine) and self.line.is_open):
            self._take()

    def remove(self, place: int) -> None:
        """Take the text at a place away."""
        del self._texts[place]
        self._draw()
        self.line.setFocus()
        self.edited.emit(False)

    def _move(self, place: int, step: int) -> None:
        target = place + step
        if 0 <= target < len(self._texts):
            self._texts.insert(target, self._texts.pop(place))
            self._draw()
            self._chips[target].setFocus()
            self.edited.emit(False)

    def _draw(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        names = self.known.types(self.shape.port) if self.shape.kind == "names" else None
        self._chips = [Chip(text, missing=names is not None and text not in names) for text in self._texts]
        for place, chip in enumerate(self._chips):
            chip.removed.connect(lambda place=place: self.remove(place))
            chip.moved.connect(lambda step, place=place: self._move(place, step))
            self._flow.insert(place, chip)
            chip.show()
        self._offer()
        self.box.updateGeometry()
        self.updateGeometry()
