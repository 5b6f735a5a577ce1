"""The editor of values that no other editor can show, as JSON: what another program wrote into the file."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtWidgets import QWidget

from knode.app import theme
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import TextArea
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape


class RawEditor(Editor):
    """Any JSON value as its text. Text that is no JSON stands for itself."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.area = TextArea(least=1)
        self.area.setFont(theme.font(9.5, mono=True))
        self.area.setAccessibleName(self.tr("{name}, as JSON").format(name=name))
        self.area.textChanged.connect(self._tell)
        self._quiet = False
        self.row(self.area)

    def value(self) -> Any:
        text = self.area.content()
        try:
            return json.loads(text)
        except ValueError:
            return text

    def set_value(self, value: Any) -> None:
        self._quiet = True
        self.area.put(json.dumps(value, ensure_ascii=False, indent=2))
        self._quiet = False

    def _tell(self) -> None:
        if not self._quiet:
            self.edited.emit(True)
