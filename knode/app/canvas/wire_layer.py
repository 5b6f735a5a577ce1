"""Paints the wires that lie in the part to be painted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from knode.app.canvas.colours import THIN_BELOW, mixed
from knode.app.canvas.layer import Layer, box
from knode.app.canvas.shapes import WireShape

if TYPE_CHECKING:
    from knode.core.workflow import Link

BEND_RADIUS = 4.0
FEW = 60
"""Up to so many wires keep their width while the view zooms."""


class WireLayer(Layer):
    """All wires and their reroute points."""

    def paint_overview(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colours = self.canvas.colours
        painter.setBrush(Qt.BrushStyle.NoBrush)
        whole = exposed[0]
        for rect in exposed[1:]:
            whole = whole.united(rect)
        if not self.canvas.overview.refresh():
            self.canvas.paint_again()
        for chunk in self.canvas.overview.chunks(whole):
            for kind, path in chunk.wires.items():
                painter.setPen(colours.far_wire_pen(kind))
                painter.drawPath(path)
        self._paint_marked(painter, zoom)

    def paint_detail(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        graph, colours = self.canvas.graph, self.canvas.colours
        ratio = painter.device().devicePixelRatioF()
        found: dict[Link, None] = {}
        for rect in exposed:
            found.update(dict.fromkeys(graph.wire_index.meeting(box(rect))))
        by_kind: dict[str, list[WireShape]] = {}
        for link in found:
            wire = graph.wires[link]
            if not wire.hidden:
                by_kind.setdefault(wire.kind, []).append(wire)
        broad = zoom >= THIN_BELOW and len(found) <= FEW
        for kind, wires in by_kind.items():
            if self.canvas.is_zooming:
                self._paint_fast(painter, kind, wires, zoom, broad=broad)
                continue
            painter.setPen(colours.wire_pen(kind, zoom * ratio))
            for wire in wires:
                painter.drawPath(wire.path)
        self._paint_bends(painter, by_kind)
        self._paint_marked(painter, zoom)

    def _paint_fast(self, painter: QPainter, kind: str, wires: list[WireShape], zoom: float, *, broad: bool) -> None:
        """Lines one pixel wide, twice where they should be broader: a third of what Qt needs for broad ones."""
        painter.setPen(QPen(self.canvas.colours.wire_pen(kind, zoom).color(), 0))
        for shift in (-0.4, 0.4) if broad else (0.0,):
            painter.translate(0, shift / zoom)
            for wire in wires:
                painter.drawPath(wire.path)
            painter.translate(0, -shift / zoom)

    def _paint_bends(self, painter: QPainter, by_kind: dict[str, list[WireShape]]) -> None:
        colours = self.canvas.colours
        for kind, wires in by_kind.items():
            bent = [wire for wire in wires if len(wire.points) > 2]
            if bent:
                painter.setPen(QPen(colours.canvas, 1.5))
                painter.setBrush(colours.kind(kind))
            for wire in bent:
                for point in wire.points[1:-1]:
                    painter.drawEllipse(QPointF(*point), BEND_RADIUS, BEND_RADIUS)

    def _paint_marked(self, painter: QPainter, zoom: float) -> None:
        """Wires under the mouse, selected or shown by a gesture stand out above the others."""
        canvas = self.canvas
        painter.setBrush(Qt.BrushStyle.NoBrush)
        width = max(3.0, 2.0 / zoom)
        self._paint_some(painter, canvas.selected_links, QPen(canvas.colours.accent, width))
        marked = [link for link in (canvas.hovered_link, canvas.highlighted_link) if link is not None]
        self._paint_some(painter, marked, QPen(mixed(canvas.colours.accent, canvas.colours.ink, 0.7), width + 0.5))

    def _paint_some(self, painter: QPainter, links: Iterable[Link], pen: QPen) -> None:
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        for link in links:
            wire = self.canvas.graph.wires.get(link)
            if wire is not None and not wire.hidden:
                painter.drawPath(wire.path)
