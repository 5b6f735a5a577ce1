"""The editor of mappings: a name and a value in each row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from knode.app.forms.editors.buttons import AddButton, IconButton
from knode.app.forms.editors.column import ColumnLine
from knode.app.forms.editors.editor import Editor, Marks, inside, outside
from knode.app.forms.editors.fresh import Fresh
from knode.app.forms.editors.inputs import LineEdit
from knode.app.forms.editors.registry import editor_for, edits
from knode.app.forms.editors.value_line import ValueLine
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape, blank
from knode.app.forms.words import breakable


class Pair(QWidget):
    """A name and its value."""

    def __init__(
        self, shape: Shape, known: Known, name: str, values: Callable[[], list[str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        assert shape.item is not None
        self.key = _line(shape, known, values)
        self.key.setAccessibleName(self.tr("{name}, name").format(name=name))
        self.key.setPlaceholderText(self.tr("Value") if shape.values_of else self.tr("Name"))
        self.editor = editor_for(shape.item, known, self.tr("{name}, value").format(name=name))
        self.remove = IconButton("close", self.tr("Remove"))
        self.reason = QLabel()
        self.reason.setObjectName("fault")
        self.reason.setWordWrap(True)
        self.reason.hide()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(4)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for column, widget in enumerate((self.key, self.editor, self.remove)):
            grid.addWidget(widget, 0, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.reason, 1, 0, 1, 3)

    def mark(self, texts: list[str]) -> None:
        """Say what is wrong with it."""
        self.reason.setText(breakable("\n".join(dict.fromkeys(texts))))
        self.reason.setVisible(bool(texts))


def _line(shape: Shape, known: Known, values: Callable[[], list[str]]) -> LineEdit:
    if shape.values_of:
        return ValueLine(known, values)
    return LineEdit() if shape.is_named else ColumnLine(known, shape.port)


@edits("mapping")
class MappingEditor(Editor):
    """Values by name. A row without a name is left out; of two with the same name the later one counts, and is marked."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.pairs: list[Pair] = []
        self._marks: Marks = ()
        self._fresh = Fresh(self, known)
        self._fresh.over.connect(lambda: self.mark(self._marks))
        self.add_button = AddButton(self.tr("Add"), self.add)
        self.add_button.setAccessibleName(self.tr("Add to {name}").format(name=name))
        self._layout = self.column(self.add_button)
        self._layout.setAlignment(self.add_button, Qt.AlignmentFlag.AlignLeft)

    def value(self) -> dict[str, Any]:
        return {pair.key.text(): pair.editor.value() for pair in self.pairs if pair.key.text()}

    def set_value(self, value: Any) -> None:
        if not isinstance(value, dict):
            raise TypeError(f"{value!r} is no mapping")
        self._fresh.end()
        while len(self.pairs) > len(value):
            self._drop(self.pairs[-1])
        for number, (key, one) in enumerate(value.items()):
            pair = self.pairs[number] if number < len(self.pairs) else self._grow()
            pair.key.put(key)
            if pair.editor.value() != one:
                pair.editor.set_value(one)

    def mark(self, marks: Marks) -> list[str]:
        self._marks = marks
        keys = [pair.key.text() for pair in self.pairs]
        for number, pair in enumerate(self.pairs):
            told = pair.editor.mark(inside(marks, keys[number]) if pair not in self._fresh else ())
            if keys[number] and keys[number] in keys[:number]:
                told.append(self.tr("This name stands above already; the value here counts."))
            pair.mark(told)
        return outside(marks, keys)

    def add(self) -> None:
        """Add a row and go to it."""
        assert self.shape.item is not None
        pair = self._grow()
        self._fresh.add(pair)
        pair.editor.set_value(blank(self.shape.item))
        pair.key.setFocus()

    def remove(self, pair: Pair) -> None:
        """Take a row away."""
        self._drop(pair)
        self.add_button.setFocus()
        self.edited.emit(False)

    def _left(self) -> list[str]:
        """The values that occur and have no row yet."""
        taken = {pair.key.text() for pair in self.pairs}
        return [value for value in self.occurring() if value not in taken]

    def _grow(self) -> Pair:
        pair = Pair(self.shape, self.known, f"{self.name} {len(self.pairs) + 1}", self._left, self)
        pair.key.textEdited.connect(lambda: self.edited.emit(True))
        if isinstance(pair.key, ColumnLine | ValueLine):
            pair.key.picked.connect(lambda: self.edited.emit(False))
        pair.editor.edited.connect(self.edited)
        pair.remove.clicked.connect(lambda: self.remove(pair))
        self.pairs.append(pair)
        self._layout.insertWidget(len(self.pairs) - 1, pair)
        pair.show()
        return pair

    def _drop(self, pair: Pair) -> None:
        self.pairs.remove(pair)
        self._layout.removeWidget(pair)
        pair.hide()
        pair.deleteLater()
