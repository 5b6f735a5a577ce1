"""The editor of lists of a fixed length, such as a smallest and a largest number."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from knode.app.forms.editors.editor import Editor, Marks, inside, outside
from knode.app.forms.editors.registry import editor_for, edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape


@edits("fixed")
class FixedEditor(Editor):
    """The values side by side."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.editors = [editor_for(item, known, f"{name} {number}") for number, item in enumerate(shape.items, 1)]
        for editor in self.editors:
            editor.edited.connect(self.edited)
        layout = self.row(*self.editors)
        for number in range(len(self.editors)):
            layout.setStretch(number, 1)

    def value(self) -> list[Any]:
        return [editor.value() for editor in self.editors]

    def set_value(self, value: Any) -> None:
        for editor, one in zip(self.editors, value, strict=True):
            editor.set_value(one)

    def mark(self, marks: Marks) -> list[str]:
        told = [text for number, editor in enumerate(self.editors) for text in editor.mark(inside(marks, number))]
        return [*outside(marks, range(len(self.editors))), *told]
