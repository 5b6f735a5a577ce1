"""Horizontal bars, painted by hand: probabilities, and what moved a prediction up or down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from knode.app import theme

ROW = 24
THICK = 12
GAP = 10
LABEL_SHARE = 0.38
UP, DOWN = "accent", "pack:io"


class Bar(NamedTuple):
    """One bar: what it is called, how long it is, and the value in words."""

    label: str
    size: float
    text: str


class BarChart(QWidget):
    """Bars below one another. With `signed` they go both ways from a line in the middle; else from 0 to 1."""

    def __init__(self, name: str, *, signed: bool) -> None:
        super().__init__()
        self.name = name
        self.signed = signed
        self.bars: tuple[Bar, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these bars, from the top."""
        self.bars = tuple(bars)
        self.setAccessibleName(self.name)
        self.setAccessibleDescription(", ".join(f"{bar.label}: {bar.text}" for bar in self.bars))
        self.setFixedHeight(max(1, ROW * len(self.bars)))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(280, max(1, ROW * len(self.bars)))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, max(1, ROW * len(self.bars)))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            bar = self.bar_at(event.pos())
            if bar is not None:
                QToolTip.showText(event.globalPos(), f"{bar.label}: {bar.text}", self)
            return True
        return super().event(event)

    def bar_at(self, place: QPoint) -> Bar | None:
        """The bar at a place of the widget."""
        row = place.y() // ROW
        return self.bars[row] if 0 <= row < len(self.bars) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        labels = self.width() * LABEL_SHARE
        texts = max((painter.fontMetrics().horizontalAdvance(bar.text) for bar in self.bars), default=0) + GAP
        room = QRectF(labels + GAP, 0, max(20.0, self.width() - labels - GAP - texts), self.height())
        largest = max((abs(bar.size) for bar in self.bars), default=0.0) if self.signed else 1.0
        for row, bar in enumerate(self.bars):
            self._paint_bar(painter, bar, row * ROW, labels, room, largest or 1.0)
        if self.signed and self.bars:
            painter.setPen(theme.colour("strong_border"))
            painter.drawLine(round(room.center().x()), 2, round(room.center().x()), self.height() - 2)
        painter.end()

    def _paint_bar(self, painter: QPainter, bar: Bar, top: float, labels: float, room: QRectF, largest: float) -> None:
        metrics = painter.fontMetrics()
        painter.setPen(theme.colour("ink"))
        name = metrics.elidedText(bar.label, Qt.TextElideMode.ElideMiddle, int(labels))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(0, top, labels, ROW), right, name)
        painter.setPen(theme.colour("muted"))
        painter.drawText(QRectF(room.right(), top, self.width() - room.right(), ROW), right, bar.text)
        painter.setPen(Qt.PenStyle.NoPen)
        place = QRectF(room.left(), top + (ROW - THICK) / 2, room.width(), THICK)
        if self.signed:
            length = room.width() / 2 * abs(bar.size) / largest
            start = room.center().x() - (length if bar.size < 0 else 0.0)
            colour = theme.colour(UP if bar.size >= 0 else DOWN)
        else:
            painter.setBrush(theme.colour("pressed"))
            painter.drawRoundedRect(place, 3, 3)
            length, start = room.width() * min(1.0, max(0.0, bar.size)), room.left()
            colour = theme.colour(UP)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(QRectF(start, place.top(), max(length, 1.5), THICK), 3, 3)
