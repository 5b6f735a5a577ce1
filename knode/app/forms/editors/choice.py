"""Editors of choices: buttons side by side for a few short values, a list to choose from otherwise, check boxes for several."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCompleter, QGridLayout, QHBoxLayout, QPushButton, QWidget

from knode.app.forms import words
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import CheckBox, ComboBox, LineEdit
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape

SEGMENTS = 3
LETTERS = 30
"""Of as many of the longest value as there are values: buttons side by side are of one width in a narrow form."""

MANY = 24
"""Values above which they can be searched."""
VISIBLE = 16
"""Values that a list shows before it scrolls."""
BESIDE = 14
"""Letters of a value up to which a list stands beside its label."""
LONG = 18
"""Letters of a check box above which one stands in a line."""


def texts_of(shape: Shape) -> list[str]:
    """What the values of a choice are called."""
    return [words.choice(value, shape.labels) for value in shape.choices]


def is_short(shape: Shape, letters: int = LETTERS) -> bool:
    """Whether the values of a choice fit side by side."""
    count = len(shape.choices)
    return 1 < count <= SEGMENTS and count * max(map(len, texts_of(shape))) <= letters


class Segments(QWidget):
    """Buttons side by side of which one is down. The arrow keys go from one to the next."""

    def __init__(self, texts: list[str], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for number, text in enumerate(texts):
            button = QPushButton(text)
            button.setProperty("segment", _place(number, len(texts)))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {text}")
            self.group.addButton(button, number)
            layout.addWidget(button, 1)

    @property
    def index(self) -> int:
        """The number of the button that is down, -1 for none."""
        return self.group.checkedId()

    def set_index(self, index: int) -> None:
        """Put a button down; -1 lets all be up."""
        with QSignalBlocker(self.group):
            self.group.setExclusive(index >= 0)
            for button in self.group.buttons():
                button.setChecked(self.group.id(button) == index)
            self.group.setExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        target = self.group.button(self.index + step)
        if step and target is not None:
            target.setFocus()
            target.click()
        else:
            super().keyPressEvent(event)


def _place(number: int, count: int) -> str:
    return "first" if number == 0 else "last" if number == count - 1 else "middle"


def _index(choices: tuple[Any, ...], value: Any) -> int:
    """The number of a value, -1 for nothing, where nothing is chosen yet. Raises ValueError for what is no choice."""
    return -1 if value is None and None not in choices else choices.index(value)


def _at(choices: tuple[Any, ...], index: int) -> Any:
    return choices[index] if index >= 0 else None


@edits("choice")
class ChoiceEditor(Editor):
    """One of a few values."""

    wide = False

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.combo = ComboBox()
        self.combo.addItems(texts_of(shape))
        self.combo.setPlaceholderText(self.tr("Choose"))
        self.combo.setMaxVisibleItems(VISIBLE)
        self.combo.setAccessibleName(name)
        self.wide = max(map(len, texts_of(shape))) > BESIDE
        self.combo.activated.connect(lambda: self.edited.emit(False))
        self.row(self.combo)

    def value(self) -> Any:
        return _at(self.shape.choices, self.combo.currentIndex())

    def set_value(self, value: Any) -> None:
        self.combo.setCurrentIndex(_index(self.shape.choices, value))


@edits("choice", when=is_short)
class SegmentsEditor(Editor):
    """One of two or three values with short names."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.segments = Segments(texts_of(shape), name)
        self.segments.group.idClicked.connect(lambda: self.edited.emit(False))
        self.row(self.segments)
        self.setFocusProxy(self.segments.group.button(0))

    def value(self) -> Any:
        return _at(self.shape.choices, self.segments.index)

    def set_value(self, value: Any) -> None:
        self.segments.set_index(_index(self.shape.choices, value))


@edits("choice", when=lambda shape: len(shape.choices) > MANY)
class SearchEditor(ChoiceEditor):
    """One of many values: what is typed finds those that hold it."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.wide = True
        self.line = LineEdit()
        self.line.setPlaceholderText(self.tr("Choose, or type a part of it"))
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.combo.setLineEdit(self.line)
        self.line.setAccessibleName(name)
        completer = self.combo.completer()
        assert completer is not None
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(VISIBLE)
        self.line.editingFinished.connect(self._tidy)
        self.combo.setCurrentIndex(-1)

    def _tidy(self) -> None:
        """What is none of the values goes."""
        self.line.put(self.combo.itemText(self.combo.currentIndex()))


@edits("choices")
class ChoicesEditor(Editor):
    """Any number of values of a closed list."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.boxes = [CheckBox(text) for text in texts_of(shape)]
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(4)
        columns = 1 if max(len(box.text()) for box in self.boxes) > LONG else 2
        rows = -(-len(self.boxes) // columns)
        for number, box in enumerate(self.boxes):
            box.setAccessibleName(f"{name}: {box.text()}")
            box.toggled.connect(lambda: self.edited.emit(False))
            grid.addWidget(box, number % rows, number // rows)
        self.setFocusProxy(self.boxes[0])
        self._order: list[Any] = []

    def value(self) -> list[Any]:
        """Those that were chosen already stay in their order."""
        ticked = [choice for choice, box in zip(self.shape.choices, self.boxes, strict=True) if box.isChecked()]
        self._order = [one for one in self._order if one in ticked] + [one for one in ticked if one not in self._order]
        return list(self._order)

    def set_value(self, value: Any) -> None:
        unknown = [one for one in value if one not in self.shape.choices]
        if unknown:
            raise ValueError(f"{unknown[0]!r} is none of the values")
        self._order = list(value)
        for choice, box in zip(self.shape.choices, self.boxes, strict=True):
            with QSignalBlocker(box):
                box.setChecked(choice in value)
