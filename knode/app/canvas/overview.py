"""The graph seen from far: rectangles and straight lines, drawn in chunks, as one path for each colour of a chunk."""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath

from knode.app.canvas.geometry import WIDTH, Point
from knode.app.canvas.node_painter import light_of

if TYPE_CHECKING:
    from knode.app.canvas.graph import Graph
    from knode.app.canvas.shapes import NodeShape

CHUNK = 1500.0
BUDGET = 0.016
"""Seconds of one frame that may go into making chunks; the rest are made in the next."""
Cell = tuple[int, int]


class Chunk:
    """What stands in one square: `cards` by pack or state, `crosses` over what failed, `wires` by kind, those that leave."""

    __slots__ = ("cards", "crosses", "rect", "wires")

    def __init__(self, graph: Graph, shapes: Iterable[NodeShape]) -> None:
        self.cards: dict[str, QPainterPath] = {}
        self.crosses = QPainterPath()
        self.wires: dict[str, QPainterPath] = {}
        for shape in shapes:
            if not shape.hidden:
                self._add(shape)
            self._add_wires(graph, shape)
        self.rect = QRectF()
        for path in (*self.cards.values(), *self.wires.values()):
            self.rect = self.rect.united(path.controlPointRect())
        self.rect.adjust(-2, -2, 2, 2)

    def _add(self, shape: NodeShape) -> None:
        light = light_of(shape)
        look = f"state:{light}" if light in ("failed", "running") else f"pack:{shape.pack}"
        if shape.mode != "run" or shape.form == "placeholder":
            look = "off"
        self.cards.setdefault(look, QPainterPath()).addRect(shape.x, shape.y, WIDTH, shape.height)
        if light == "failed":
            right, bottom = shape.x + WIDTH, shape.y + shape.height
            self.crosses.moveTo(shape.x, shape.y)
            self.crosses.lineTo(right, bottom)
            self.crosses.moveTo(shape.x, bottom)
            self.crosses.lineTo(right, shape.y)

    def _add_wires(self, graph: Graph, shape: NodeShape) -> None:
        for link in graph.out_of[shape.id]:
            wire = graph.wires[link]
            if wire.hidden:
                continue
            path = self.wires.setdefault(wire.kind, QPainterPath())
            x, y = wire.points[0]
            path.moveTo(x, y)
            for x, y in wire.points[1:]:
                path.lineTo(x, y)


class Overview:
    """The chunks of a graph. Only those that something happened to are made anew, and only when they are painted."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self._chunks: dict[Cell, Chunk | None] = {}
        self._stale: set[Cell] = set()
        self.forget((shape.x, shape.y) for shape in graph.nodes.values())

    def forget(self, places: Iterable[Point]) -> None:
        """Something has changed at these places."""
        for place in places:
            cell = cell_of(place)
            self._stale.add(cell)
            self._chunks.setdefault(cell, None)

    def refresh(self) -> bool:
        """Make chunks anew that something happened to, for as long as a frame allows; whether all are."""
        until = time.perf_counter() + BUDGET
        while self._stale:
            self._make(self._stale.pop())
            if time.perf_counter() > until:
                return not self._stale
        return True

    def chunks(self, exposed: QRectF) -> list[Chunk]:
        """The chunks that have something in a rectangle."""
        return [chunk for chunk in self._chunks.values() if chunk is not None and chunk.rect.intersects(exposed)]

    def _make(self, cell: Cell) -> None:
        left, top = cell[0] * CHUNK, cell[1] * CHUNK
        nodes = self.graph.nodes
        near = self.graph.node_index.meeting((left, top, left + CHUNK, top + CHUNK))
        shapes = [shape for node in near if cell_of(((shape := nodes[node]).x, shape.y)) == cell]
        if not shapes:
            del self._chunks[cell]
        else:
            self._chunks[cell] = Chunk(self.graph, shapes)


def cell_of(place: Point) -> Cell:
    """The chunk that a place is in."""
    return int(place[0] // CHUNK), int(place[1] // CHUNK)
