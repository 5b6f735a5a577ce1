"""What an empty canvas says: how the first node gets there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel

from knode.app import theme

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

WIDTH = 420


class EmptyHint(QLabel):
    """Lies in the middle of a canvas while there is nothing on it. The mouse goes through it."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view.viewport())
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setText(self.tr("Drop a file here, drag a node from the library, or press Tab to find one by name."))
        view.canvas.rebuilt.connect(self.look)
        view.canvas.content_changed.connect(self.look)
        view.looked.connect(self.look)
        theme.switch().changed.connect(self.dress)
        self.dress()
        self.look()

    def dress(self) -> None:
        """Take the colour of the theme."""
        self.setStyleSheet(f"color: {theme.colour('muted').name()}; background: transparent; font-size: 13pt;")

    def look(self) -> None:
        """Be there while the canvas is empty."""
        canvas = self._view.canvas
        empty = not canvas.graph.nodes and not canvas.session.workflow.annotations
        if empty:
            room = self._view.viewport().rect()
            place = QRect(0, 0, min(WIDTH, max(room.width() - 40, 80)), 80)
            place.moveCenter(room.center())
            self.setGeometry(place)
        self.setVisible(empty)
