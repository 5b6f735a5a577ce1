"""What is said above the fields of a form: why a node cannot run, has failed, or warns."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from knode.app import icons
from knode.app.forms.editors.buttons import Sign

Level = Literal["info", "warning", "danger"]
SIGNS: dict[Level, str] = {"info": "info", "warning": "warning", "danger": "error"}


class FormBanner(QFrame):
    """A sign and a text on a coloured ground."""

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
        layout.addWidget(self.text, 1)
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
