"""The editor of truth values."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QWidget

from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import CheckBox
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape


@edits("boolean")
class BooleanEditor(Editor):
    """A check box that says what it is for."""

    wide = False

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.box = CheckBox(name)
        self.box.toggled.connect(lambda: self.edited.emit(False))
        self.row(self.box)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        if not isinstance(value, bool):
            raise TypeError(f"{value!r} is no truth value")
        with QSignalBlocker(self.box):
            self.box.setChecked(value)
