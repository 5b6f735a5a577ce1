"""Editors of texts: a line, a line with proposals, several lines."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from knode.app import icons
from knode.app.forms import words
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import ComboBox, LineEdit, TextArea
from knode.app.forms.editors.registry import edits
from knode.app.forms.editors.value_line import ValueLine
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape


@edits("text")
class TextEditor(Editor):
    """A line of text."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.line = ValueLine(known, self.occurring) if shape.values_of else LineEdit()
        if isinstance(self.line, ValueLine):
            self.line.picked.connect(lambda: self.edited.emit(False))
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(words.example_text(shape))
        self.line.textEdited.connect(lambda: self.edited.emit(True))
        self.row(self.line)

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: Any) -> None:
        self.line.put(_text(value))


@edits("text", when=lambda shape: bool(shape.choices or shape.proposals))
class ProposalEditor(Editor):
    """A line of text, with proposals to choose from."""

    wide = False

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.combo = ComboBox()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(ComboBox.InsertPolicy.NoInsert)
        self.line = LineEdit()
        self.combo.setLineEdit(self.line)
        for choice in shape.choices:
            self.combo.addItem(str(choice))
            if not str(choice).strip() or choice in dict(shape.labels):
                about = words.choice(choice, shape.labels)
                self.combo.setItemData(self.combo.count() - 1, about, Qt.ItemDataRole.ToolTipRole)
        for proposal in shape.proposals:
            self.combo.addItem(icons.icon("bind") if proposal.is_new else QIcon(), proposal.text)
            self.combo.setItemData(self.combo.count() - 1, proposal.about, Qt.ItemDataRole.ToolTipRole)
        self.combo.setAccessibleName(name)
        self.line.setAccessibleName(name)
        self.line.textEdited.connect(lambda: self.edited.emit(True))
        self.combo.activated.connect(lambda: self.edited.emit(False))
        self.row(self.combo)

    def value(self) -> str:
        return self.combo.currentText()

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self.combo):
            self.line.put(_text(value))


@edits("lines")
class LinesEditor(Editor):
    """Several lines of text."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.area = TextArea()
        self.area.setAccessibleName(name)
        self.area.textChanged.connect(lambda: self.edited.emit(True))
        self.row(self.area)

    def value(self) -> str:
        return self.area.content()

    def set_value(self, value: Any) -> None:
        with QSignalBlocker(self.area):
            self.area.put(_text(value))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
