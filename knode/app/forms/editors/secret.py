"""The editor of secrets: their names, never their values."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import LineEdit
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape
from knode.core.settings import SECRET_NAME, Secret


@edits("secret")
class SecretEditor(Editor):
    """The name of a secret, and whether the environment holds it."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.line = LineEdit()
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(self.tr("Name of the secret"))
        self.line.textEdited.connect(self._tell)
        self.state = QLabel()
        self.state.setObjectName("hint")
        self.state.setWordWrap(True)
        self.column(self.line, self.state).setSpacing(2)
        self._look()

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: Any) -> None:
        if not isinstance(value, str):
            raise TypeError("a secret has a name")
        self.line.put(value)
        self._look()

    def _tell(self) -> None:
        self._look()
        self.edited.emit(True)

    def _look(self) -> None:
        name = self.line.text()
        known = bool(SECRET_NAME.fullmatch(name))
        self.state.setVisible(known)
        if known:
            variable = Secret(name).variable
            text = (
                self.tr("✓ The environment variable {variable} is set.")
                if variable in os.environ
                else self.tr("The environment variable {variable} is not set: set it before the workflow runs.")
            )
            self.state.setText(text.format(variable=variable))
