"""What is said above the fields of a form: why a node cannot run, has failed, or warns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.forms.editors.buttons import Sign

Level = Literal["info", "warning", "danger"]
SIGNS: dict[Level, str] = {"info": "info", "warning": "warning", "danger": "error"}


class FormBanner(QFrame):
    """A sign and a text on a coloured ground, and below it a button for what can be done about it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sign = Sign(16)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 7, 8, 7)
        layout.setSpacing(8)
        layout.addWidget(self.sign, 0, Qt.AlignmentFlag.AlignTop)
        self.button = QPushButton()
        self.button.setAutoDefault(False)
        self.button.clicked.connect(lambda: self._act())
        self._act: Callable[[], object] = lambda: None
        body = QVBoxLayout()
        body.setSpacing(6)
        body.addWidget(self.text)
        body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(body, 1)
        self.button.hide()
        self.hide()

    def tell(self, text: str, level: Level) -> None:
        """Say something; nothing hides the banner."""
        self.setVisible(bool(text))
        if text:
            self.text.setText(text)
            self.sign.put(icons.icon(SIGNS[level], level))
            self.setProperty("level", level)
            self.style().unpolish(self)
            self.style().polish(self)

    def offer(self, text: str, act: Callable[[], object] = lambda: None) -> None:
        """Offer to do something about it; nothing hides the button."""
        self.button.setVisible(bool(text))
        self.button.setText(text)
        self._act = act
