"""A page of text: HTML as a node made it, or JSON laid out to be read. Nothing is fetched from anywhere."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QTextBrowser, QWidget

from knode.app import theme

EMBEDDED = "data"


class PageView(QTextBrowser):
    """Shows a page; links to other places are not followed, and pictures that are not in the page are not loaded."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setOpenLinks(False)
        self.setFrameShape(QTextBrowser.Shape.NoFrame)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        url = QUrl(name)
        return super().loadResource(kind, url) if url.scheme() == EMBEDDED else None

    def show_html(self, text: str) -> None:
        """Show HTML."""
        self.setHtml(text)

    def show_json(self, text: str) -> None:
        """Show JSON data, or the text as it is when it is none."""
        try:
            shown = json.dumps(json.loads(text), indent=2, ensure_ascii=False)
        except ValueError:
            shown = text
        self.document().setDefaultFont(theme.font(10, mono=True))
        self.setPlainText(shown)

    def zoom(self, factor: float) -> None:
        """Larger or smaller letters."""
        self.zoomIn(1 if factor > 1 else -1)

    def home(self) -> None:
        """Back to the start of the page."""
        self.verticalScrollBar().setValue(0)
