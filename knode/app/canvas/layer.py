"""What all layers of the canvas are: one item each, that paints whatever of its kind lies in the part to be painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from knode.app.canvas.geometry import OVERVIEW_BELOW

if TYPE_CHECKING:
    from knode.app.canvas.scene import CanvasScene

EVERYWHERE = QRectF(-4e6, -4e6, 8e6, 8e6)


class Layer(QGraphicsItem):
    """One of the layers of a scene. An item for each node would cost Python time for each node at every turn."""

    def __init__(self, canvas: CanvasScene, depth: float) -> None:
        super().__init__()
        self.canvas = canvas
        self.setZValue(depth)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        zoom = painter.worldTransform().m11()
        exposed = self.canvas.exposed or [QRectF(option.exposedRect)]
        if zoom < OVERVIEW_BELOW:
            self.paint_overview(painter, exposed, zoom)
        else:
            self.paint_detail(painter, exposed, zoom)

    def paint_overview(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        """Paint what is seen from far away."""

    def paint_detail(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        """Paint what is seen from near."""


def box(rect: QRectF) -> tuple[float, float, float, float]:
    """Left, top, right and bottom."""
    return rect.left(), rect.top(), rect.right(), rect.bottom()
