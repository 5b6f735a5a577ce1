"""The editor of secrets: their names, never their values."""

from __future__ import annotations

import os
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from knode.app.background import Task, in_background
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import LineEdit
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape
from knode.core.secret import value_of
from knode.core.settings import SECRET_NAME, Secret

PAUSE = 300
"""Milliseconds without typing after which the keyring is asked."""


@edits("secret")
class SecretEditor(Editor):
    """The name of a secret, and whether the environment or the keyring holds it."""

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
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self._ask_keyring)
        self._asked: Task | None = None
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
        """Say whether the secret is there: of the environment at once, of the keyring when it has answered."""
        if self._asked is not None:
            self._asked.forget()
        self._later.stop()
        secret = self._secret()
        is_set = secret is not None and secret.variable in os.environ
        self.state.setVisible(is_set)
        if secret is not None and is_set:
            self._say(self.tr("✓ The environment variable {variable} is set."), secret)
        elif secret is not None:
            self._later.start()

    def _secret(self) -> Secret | None:
        name = self.line.text()
        return Secret(name) if SECRET_NAME.fullmatch(name) else None

    def _ask_keyring(self) -> None:
        """On a thread: a locked keyring asks the person first."""
        secret = self._secret()
        if secret is not None:
            self._asked = in_background(lambda: value_of(secret) is not None, lambda held: self._told(secret, held))

    def _told(self, secret: Secret, held: bool) -> None:
        if secret == self._secret():
            not_set = self.tr(
                "It is not set. Set the environment variable {variable} before the workflow runs, or put it into the "
                "keyring: knode secret set {name}"
            )
            self._say(self.tr("✓ The keyring holds it.") if held else not_set, secret)

    def _say(self, text: str, secret: Secret) -> None:
        self.state.setText(text.format(variable=secret.variable, name=str(secret)))
        self.state.show()
