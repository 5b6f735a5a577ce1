"""Where a dragged node snaps to: a level wire, the edges and middles of its neighbours, or the grid."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF

from knode.app.canvas.geometry import GRID, PortRef
from knode.app.canvas.scene import CanvasScene
from knode.core.ports import VARIABLES_PORT
from knode.core.workflow import Link

PULL = 7.0
"""Pixels within which something pulls."""
MOST = 200
"""Neighbours that are looked at."""


class Snap(NamedTuple):
    """The way to go, and the lines that tell why."""

    offset: QPointF
    lines: Sequence[QLineF] = ()


class Snapper:
    """Snaps one dragged node, `grabbed`; the others that are `moving` go with it."""

    def __init__(self, canvas: CanvasScene, grabbed: str, moving: Collection[str], seen: QRectF) -> None:
        self.canvas = canvas
        self.rect = canvas.node_rect(grabbed)
        still = [node for node in canvas.nodes_in(seen) if node not in moving]
        self.neighbours = [canvas.node_rect(node) for node in still[:MOST]]
        self.levels = [
            pair for link in canvas.graph.links_of(grabbed) for pair in _level(canvas, link, grabbed, moving)
        ]

    def snap(self, offset: QPointF, zoom: float) -> Snap:
        """The offset that is meant by one that the mouse has made."""
        pull = PULL / max(zoom, 0.1)
        moved = self.rect.translated(offset)
        dx, across = _nearest(_columns(moved), (pair for rect in self.neighbours for pair in _columns(rect)), pull)
        dy, down = self._level_wire(offset, pull)
        if dy is None:
            dy, down = _nearest(_rows(moved), (pair for rect in self.neighbours for pair in _rows(rect)), pull)
        x = offset.x() + dx if dx is not None else _on_grid(moved.x()) - self.rect.x()
        y = offset.y() + dy if dy is not None else _on_grid(moved.y()) - self.rect.y()
        made = self.rect.translated(x, y)
        lines = [_vertical(across, made, self.neighbours)] if across is not None else []
        lines += [_horizontal(down, made, self.neighbours)] if down is not None else []
        return Snap(QPointF(x, y), lines)

    def _level_wire(self, offset: QPointF, pull: float) -> tuple[float | None, float | None]:
        """How far to go for a wire to be level, and at which height it is then."""
        found = [(there - (own + offset.y()), there) for own, there in self.levels]
        near = [pair for pair in found if abs(pair[0]) <= pull]
        return min(near, key=lambda pair: abs(pair[0])) if near else (None, None)


def _level(canvas: CanvasScene, link: Link, grabbed: str, moving: Collection[str]) -> Iterator[tuple[float, float]]:
    """The heights of a wire's own and other end, when the other end stays."""
    ends = PortRef(link.source, "out", link.source_port), PortRef(link.target, "in", link.target_port)
    own, other = ends if link.source == grabbed else (ends[1], ends[0])
    if other.node not in moving and link.target_port != VARIABLES_PORT.name:
        yield canvas.port_pos(own).y(), canvas.port_pos(other).y()


def _columns(rect: QRectF) -> tuple[float, ...]:
    return rect.left(), rect.center().x(), rect.right()


def _rows(rect: QRectF) -> tuple[float, ...]:
    return rect.top(), rect.center().y(), rect.bottom()


def _nearest(own: Sequence[float], others: Iterable[float], pull: float) -> tuple[float, float] | tuple[None, None]:
    """The shortest way to a line of others, and that line."""
    best: tuple[float, float] | None = None
    for other in others:
        for line in own:
            if abs(other - line) <= pull and (best is None or abs(other - line) < abs(best[0])):
                best = other - line, other
    return best or (None, None)


def _on_grid(value: float) -> float:
    return round(value / GRID) * GRID


def _vertical(x: float, made: QRectF, others: Iterable[QRectF]) -> QLineF:
    """From the uppermost to the lowest of those in line."""
    rects = [made, *(rect for rect in others if any(abs(line - x) < 0.5 for line in _columns(rect)))]
    return QLineF(x, min(rect.top() for rect in rects), x, max(rect.bottom() for rect in rects))


def _horizontal(y: float, made: QRectF, others: Iterable[QRectF]) -> QLineF:
    """From the leftmost to the rightmost of those in line."""
    rects = [made, *(rect for rect in others if rect.top() - 0.5 <= y <= rect.bottom() + 0.5 and _near(rect, made))]
    return QLineF(min(rect.left() for rect in rects), y, max(rect.right() for rect in rects), y)


def _near(rect: QRectF, made: QRectF) -> bool:
    return abs(rect.center().x() - made.center().x()) < 600
