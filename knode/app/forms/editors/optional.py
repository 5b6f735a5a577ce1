"""The editor of values that may be left out."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QLineEdit, QWidget

from knode.app.forms.editors.editor import Editor, Marks
from knode.app.forms.editors.inputs import CheckBox
from knode.app.forms.editors.registry import editor_class, editor_for, edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape, blank


@edits("optional")
class OptionalEditor(Editor):
    """A check box that says whether there is a value, and the editor of the value."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        assert shape.item is not None
        self.wide = editor_class(shape.item).wide
        self.box = CheckBox()
        self.box.setToolTip(self.tr("Set a value"))
        self.box.setAccessibleName(self.tr("Set {name}").format(name=name))
        self.inner = editor_for(shape.item, known, name)
        self.inner.edited.connect(self.edited)
        self.row(self.box, self.inner, stretch=1)
        self.setFocusProxy(self.box)
        is_number = shape.item.kind in ("integer", "number")
        for line in self.inner.findChildren(QLineEdit):
            line.setPlaceholderText((line.placeholderText() if not is_number else "") or self.tr("not set"))
        self.inner.setEnabled(False)
        self._is_blank = True
        self.box.toggled.connect(self._toggle)

    def value(self) -> Any:
        return self.inner.value() if self.box.isChecked() else None

    def set_value(self, value: Any) -> None:
        if value is not None:
            self.inner.set_value(value)
            self._is_blank = False
        with QSignalBlocker(self.box):
            self.box.setChecked(value is not None)
        self.inner.setEnabled(value is not None)

    def mark(self, marks: Marks) -> list[str]:
        return self.inner.mark(marks)

    def _toggle(self, checked: bool) -> None:
        self.inner.setEnabled(checked)
        start: Any = None
        if checked and self._is_blank:
            assert self.shape.item is not None
            start = blank(self.shape.item)
            self.inner.set_value(start)
            self._is_blank = False
        if checked:
            self.inner.setFocus()
        if start != "":  # Else it is still to be typed.
            self.edited.emit(False)
