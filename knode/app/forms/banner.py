"""What is said above the fields of a form: why a node cannot run, has failed, or warns, and what it told of its run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from knode.app import icons, theme
from knode.app.forms.editors.buttons import Sign
from knode.app.forms.editors.text_label import TextLabel
from knode.app.forms.file_links import show_in_folder, with_links

Level = Literal["info", "warning", "danger"]
SIGNS: dict[Level, str] = {"info": "info", "warning": "warning", "danger": "error"}


class FormBanner(QFrame):
    """A sign and a text on a coloured ground, and below it a button for what can be done about it. Paths are links."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.sign = Sign(16)
        self.text = TextLabel(Qt.TextInteractionFlag.TextBrowserInteraction)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.linkActivated.connect(show_in_folder)
        self.text.linkHovered.connect(self._explain)
        self._said = ""
        self._folder: Path | None = None
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
        theme.switch().changed.connect(self._write)
        self.hide()

    def tell(self, text: str, level: Level, folder: Path | None = None) -> None:
        """Say something; nothing hides the banner. Files in `folder` are called as from there."""
        self.setVisible(bool(text))
        self._said, self._folder = text, folder
        if text:
            self._write()
            self.sign.put(icons.icon(SIGNS[level], level))
            self.setProperty("level", level)
            self.style().unpolish(self)
            self.style().polish(self)

    @property
    def said(self) -> str:
        """What it says, as plain text."""
        return self._said

    def _write(self) -> None:
        # The links of a rich text have the colour that was given with it.
        style = f"<style>a {{ color: {theme.current().ui.accent}; }}</style>"
        self.text.setText(style + with_links(self._said, self._folder))

    def _explain(self, link: str) -> None:
        path = QUrl(link).toLocalFile()
        self.text.setToolTip(self.tr("Show in its folder: {path}").format(path=path) if link else "")

    def offer(self, text: str, act: Callable[[], object] = lambda: None) -> None:
        """Offer to do something about it; nothing hides the button."""
        self.button.setVisible(bool(text))
        self.button.setText(text)
        self._act = act
