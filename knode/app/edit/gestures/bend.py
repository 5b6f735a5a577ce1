"""Reroute a wire: a point of it is dragged; a double click makes one."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QLineF, QPointF
from PySide6.QtGui import QMouseEvent

from knode.app.canvas.geometry import Point
from knode.app.edit.commands.rewire import BendLink
from knode.app.edit.gestures.gesture import ALT, SHIFT, Gesture, holds, is_double, is_left
from knode.app.edit.places import bends, snapped
from knode.core.workflow import Link

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView


class DragBend(Gesture):
    """Drags a reroute point. A double click on a wire makes one there; Alt+click, or a double click on it, takes it away."""

    def __init__(self, view: CanvasView, press: QMouseEvent, link: Link, number: int, *, is_new: bool) -> None:
        super().__init__(view, press)
        self.link = link
        self.number = number
        self.is_new = is_new
        self.points: list[Point] = bends(self.workflow, link)
        if is_new:
            self.points.insert(number, snapped((self.start.x(), self.start.y())))
        self.removes = not is_new and (is_double(press) or holds(press, ALT))

    @classmethod
    def begin(cls, view: CanvasView, press: QMouseEvent) -> Self | None:
        """On a point of a wire, or with a double click on a wire."""
        if not is_left(press):
            return None
        pos = view.scene_pos(press.position())
        if view.canvas.node_at(pos) or view.canvas.port_at(pos):
            return None
        found = view.canvas.reroute_at(pos)
        if found is not None:
            return cls(view, press, *found, is_new=False)
        link = view.canvas.link_at(pos) if is_double(press) else None
        return None if link is None else cls(view, press, link, _segment(view, link, pos), is_new=True)

    def drag(self, pos: QPointF, event: QMouseEvent) -> None:
        self.points[self.number] = self._at(pos, event)
        shown = [
            self.canvas.graph.wires[self.link].points[0],
            *self.points,
            self.canvas.graph.wires[self.link].points[-1],
        ]
        before, after = shown[self.number], shown[self.number + 2]
        here = QPointF(*self.points[self.number])
        self.canvas.guides([QLineF(QPointF(*before), here), QLineF(here, QPointF(*after))])

    def _at(self, pos: QPointF, event: QMouseEvent) -> Point:
        free = pos.x(), pos.y()
        return free if holds(event, SHIFT) else snapped(free)

    def clear(self) -> None:
        self.canvas.guides([])

    def finish(self, pos: QPointF, event: QMouseEvent) -> None:
        self.points[self.number] = self._at(pos, event)
        self.do(BendLink(self.session.path, self.link, tuple(self.points)))
        self.canvas.select((), links=[self.link])

    def click(self, pos: QPointF, event: QMouseEvent) -> None:
        if self.removes:
            del self.points[self.number]
        if self.removes or self.is_new:
            self.do(BendLink(self.session.path, self.link, tuple(self.points)))
        self.canvas.select((), links=[self.link])


def _segment(view: CanvasView, link: Link, pos: QPointF) -> int:
    """Between which points of a wire a position lies: how many of its bends come before it."""
    points = view.canvas.graph.wires[link].points
    return min(range(len(points) - 1), key=lambda number: _detour(points[number], points[number + 1], pos))


def _detour(start: Point, end: Point, pos: QPointF) -> float:
    """How much longer the way between two points is by way of a third."""
    here = pos.x(), pos.y()
    return math.dist(start, here) + math.dist(here, end) - math.dist(start, end)
