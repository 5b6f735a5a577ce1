"""What became of nodes, drawn over a canvas: an outline and a sign, so that colour is not all that tells."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from knode.app import theme
from knode.app.canvas.scene import CanvasScene
from knode.core.comparison import How

COLOURS: dict[How, str] = {"added": "success", "removed": "danger", "changed": "warning", "moved": "info"}
SIGNS: dict[How, str] = {"added": "+", "removed": "−", "changed": "~", "moved": "↔"}
MARGIN = 7.0
SIGN = 18.0


class MarksItem(QGraphicsItem):
    """Outlines around nodes by what became of them."""

    def __init__(self, canvas: CanvasScene, marks: Mapping[str, How]) -> None:
        super().__init__()
        self._canvas = canvas
        self._marks = marks
        self.setZValue(10)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        canvas.addItem(self)

    def boundingRect(self) -> QRectF:
        margin = MARGIN + SIGN
        return self._canvas.bounds().adjusted(-margin, -margin, margin, margin)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(9, 700))
        for node, how in self._marks.items():
            rect = self._canvas.node_rect(node)
            if not rect.isEmpty():
                self._mark(painter, rect, how)

    def _mark(self, painter: QPainter, rect: QRectF, how: How) -> None:
        colour = theme.colour(COLOURS[how])
        outline = rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        style = Qt.PenStyle.DashLine if how == "removed" else Qt.PenStyle.SolidLine
        painter.setPen(QPen(colour, 2.5, style))
        tint = QColor(colour)
        tint.setAlphaF(0.12)
        painter.setBrush(tint)
        painter.drawRoundedRect(outline, 14, 14)
        sign = QRectF(0, 0, SIGN, SIGN)
        sign.moveCenter(outline.topRight() + QPointF(-8, 0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(sign)
        painter.setPen(theme.colour("panel"))
        painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, SIGNS[how])
