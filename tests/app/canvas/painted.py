"""Watches what a canvas paints."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from knode.app.canvas.view import CanvasView


class Painted(QObject):
    """Notes the rectangles that a viewport paints."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self.rects: list[QRectF] = []
        self.after_events()
        view._settle()
        self.after_events()
        self.rects.clear()
        view.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.rects += [QRectF(rect) for rect in event.region()]
        return False

    def after_events(self) -> list[QRectF]:
        QApplication.sendPostedEvents()
        QApplication.processEvents()
        return self.rects
