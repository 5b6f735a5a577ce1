"""What a gesture shows while it goes on: one light item each, on top of everything."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import QGraphicsItem, QGraphicsPathItem, QStyleOptionGraphicsItem, QWidget

from knode.app.canvas.colours import faint
from knode.app.canvas.geometry import WIDTH, wire_path
from knode.app.canvas.layer import EVERYWHERE

if TYPE_CHECKING:
    from knode.app.canvas.scene import CanvasScene

LIVE = 24
"""Up to so many nodes move as they are, with their wires; of more, an outline does."""
OUTLINED = 200
"""Up to so many nodes have one outline with their wires: it is costly to find."""
ON_TOP = 100.0


class FeedbackItem(QGraphicsPathItem):
    """A path on top of the canvas, in a pen that keeps its width at every zoom."""

    def __init__(self, canvas: CanvasScene) -> None:
        super().__init__()
        self.canvas = canvas
        self.setZValue(ON_TOP)
        self.setVisible(False)
        canvas.addItem(self)

    def show_path(self, path: QPainterPath | None, pen: QPen, fill: float = 0.0) -> None:
        """Show a path, filled with the pen's colour at an opacity; None hides it."""
        if path is None:
            self.setVisible(False)
            return
        pen.setCosmetic(True)
        self.setPen(pen)
        self.setBrush(faint(pen.color(), fill) if fill else Qt.BrushStyle.NoBrush)
        self.setPath(path)
        self.setVisible(True)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.path().elementCount() < 2_000)
        super().paint(painter, option, widget)


class GhostItem(FeedbackItem):
    """Nodes on the move. `set_offset` shows them elsewhere; the document is not touched. `drop` puts an end to it.

    A few nodes move themselves, with their wires; of many only the outline does, in one item.
    """

    def __init__(self, canvas: CanvasScene, nodes: Sequence[str]) -> None:
        super().__init__(canvas)
        self.nodes = [node for node in nodes if node in canvas.graph.nodes]
        self.offset = QPointF()
        self._places = {node: (canvas.graph.nodes[node].x, canvas.graph.nodes[node].y) for node in self.nodes}
        self._is_live = len(self.nodes) <= LIVE
        if not self._is_live:
            canvas.is_carrying = True
            canvas.update()
            pen = QPen(canvas.colours.accent, 0)
            self.show_path(self._outline(), pen, 0.35)
            self.setPen(Qt.PenStyle.NoPen)

    def _outline(self) -> QPainterPath:
        path = QPainterPath()
        for node in self.nodes:
            path.addRect(*self._places[node], WIDTH, self.canvas.graph.nodes[node].height)
        return path

    def set_offset(self, dx: float, dy: float) -> None:
        """Show the nodes that far from where they are in the document."""
        self.offset = QPointF(dx, dy)
        if self._is_live:
            self.canvas.show_at({node: (x + dx, y + dy) for node, (x, y) in self._places.items()})
        else:
            self.setPos(self.offset)

    def drop(self) -> None:
        """Show the nodes where the document has them, and go away."""
        if self._is_live and not self.offset.isNull():
            self.canvas.show_at(
                {node: place for node, place in self._places.items() if node in self.canvas.graph.nodes}
            )
        if self.scene() is not None:
            self.canvas.is_carrying = False
            self.canvas.removeItem(self)
            self.canvas.update()


class DraftLinkItem(FeedbackItem):
    """The wire that is being drawn. `is_right` is whether it may end where it ends."""

    def __init__(self, canvas: CanvasScene) -> None:
        super().__init__(canvas)
        self.is_right = True
        self._ends: tuple[QPointF, QPointF] | None = None

    def lead(self, start: QPointF, end: QPointF | None) -> None:
        """Show the wire between two points; without an end it is gone."""
        self._ends = None if end is None else (start, end)
        self.refresh()

    def refresh(self) -> None:
        """Show it as it is now."""
        if self._ends is None:
            self.show_path(None, QPen())
            return
        start, end = self._ends
        colours = self.canvas.colours
        pen = QPen(colours.accent if self.is_right else colours.failed, 2.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        if not self.is_right:
            pen.setStyle(Qt.PenStyle.DashLine)
        path = wire_path([(start.x(), start.y()), (end.x(), end.y())], straight=self.canvas.graph.straight)
        self.show_path(path, pen)


class BandItem(QGraphicsItem):
    """The rubber band. Of a band that grows only the strips that it gained or lost are painted again."""

    def __init__(self, canvas: CanvasScene) -> None:
        super().__init__()
        self.canvas = canvas
        self.rect = QRectF()
        self.setZValue(ON_TOP)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemUsesExtendedStyleOption)
        canvas.addItem(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def stretch(self, rect: QRectF) -> None:
        """Be that large; an empty rectangle is no band."""
        before, self.rect = self.rect, rect
        margin = 2.0 / min([view.transform().m11() for view in self.canvas.views()] or [1.0])
        for strip in strips(before, rect):
            self.canvas.update(strip.adjusted(-margin, -margin, margin, margin))

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self.rect.isEmpty():
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        accent = self.canvas.colours.accent
        painter.fillRect(self.rect.intersected(QRectF(option.exposedRect)), faint(accent, 0.1))
        painter.setPen(QPen(accent, 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(self.rect)


def strips(one: QRectF, other: QRectF) -> list[QRectF]:
    """What lies in one of two rectangles and not in both, and the borders of both."""
    common = one.intersected(other)
    if common.isEmpty():
        return [rect for rect in (one, other) if not rect.isEmpty()]
    left, right = min(one.left(), other.left()), max(one.right(), other.right())
    top, bottom = min(one.top(), other.top()), max(one.bottom(), other.bottom())
    return [
        QRectF(left, top, common.left() - left, bottom - top),
        QRectF(common.right(), top, right - common.right(), bottom - top),
        QRectF(left, top, right - left, common.top() - top),
        QRectF(left, common.bottom(), right - left, bottom - common.bottom()),
    ]


class FeedbackItems:
    """All feedback of one scene but for ghosts: made once, shown when wanted."""

    def __init__(self, canvas: CanvasScene) -> None:
        self.canvas = canvas
        self.draft = DraftLinkItem(canvas)
        self._band = BandItem(canvas)
        self._knife = FeedbackItem(canvas)
        self._guides = FeedbackItem(canvas)
        self._marks = FeedbackItem(canvas)
        self._marks.setZValue(-0.5)

    def band(self, rect: QRectF | None) -> None:
        """The rubber band."""
        self._band.stretch(rect if rect is not None else QRectF())

    def knife(self, line: QLineF | None) -> None:
        """The stroke that cuts wires."""
        pen = QPen(self.canvas.colours.failed, 1.8, Qt.PenStyle.DashLine)
        self._knife.show_path(None if line is None else _strokes([line]), pen)

    def guides(self, lines: Sequence[QLineF]) -> None:
        """Lines that tell with what a moved node is in line."""
        pen = QPen(self.canvas.colours.region, 1.0, Qt.PenStyle.DashLine)
        self._guides.show_path(_strokes(lines) if lines else None, pen)

    def marks(self, nodes: Sequence[str], colour: str) -> None:
        """An area behind some nodes, such as a captured region."""
        path = self._area([node for node in nodes if node in self.canvas.graph.nodes])
        self._marks.show_path(path, QPen(self.canvas.colours.named(colour), 1.6), 0.18)

    def _area(self, nodes: Sequence[str]) -> QPainterPath | None:
        """Around some nodes and the wires between them, as one outline where they are few."""
        if not nodes:
            return None
        graph, among = self.canvas.graph, set(nodes)
        path = QPainterPath()
        path.setFillRule(Qt.FillRule.WindingFill)
        for node in nodes:
            path.addRoundedRect(graph.nodes[node].rect.adjusted(-14, -14, 14, 14), 16, 16)
        if len(nodes) > OUTLINED:
            return path
        stroker = QPainterPathStroker()
        stroker.setWidth(26)
        for link in {link for node in nodes for link in graph.into[node] if link.source in among}:
            path.addPath(stroker.createStroke(graph.wires[link].path))
        return path.simplified()


def _strokes(lines: Sequence[QLineF]) -> QPainterPath:
    path = QPainterPath()
    for line in lines:
        path.moveTo(line.p1())
        path.lineTo(line.p2())
    return path
