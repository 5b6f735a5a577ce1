"""Sizes on the canvas, in scene units, and the curves of wires."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

WIDTH, HEIGHT = 148.0, 60.0
"""Of a node with up to three ports on a side."""
PORT_STEP = 16.0
"""By which a node grows for each port more."""
GRID = 16.0
PORT_RADIUS = 6.0
PORT_REACH = 12.0
"""How far from its middle a port is still hit, at 100 %."""
SIDE_MARGIN = 9.0
"""What a node paints beyond its rectangle: ports, selection ring."""
OVERVIEW_BELOW = 0.45
"""The zoom below which nodes are drawn as plain rectangles and wires as straight lines."""
MIN_ZOOM, MAX_ZOOM = 0.02, 4.0
THUMBNAIL_GAP, THUMBNAIL_HEIGHT = 12.0, 98.0
"""Of the picture below a node that gives a view."""
THUMBNAIL_ROOM = THUMBNAIL_GAP + THUMBNAIL_HEIGHT
VARIABLES_X = 18.0
"""Where the implicit input for variables stands on the upper edge."""

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]


class PortRef(NamedTuple):
    """One port of one node on the canvas."""

    node: str
    side: Literal["in", "out"]
    port: str


def node_height(most_ports: int) -> float:
    """The height of a node with that many ports on its fuller side."""
    return HEIGHT + PORT_STEP * max(0, most_ports - 3)


def port_offset(position: int, count: int, height: float) -> float:
    """How far below the upper edge the port at `position` of `count` stands."""
    return height * (position + 1) / (count + 1)


def segments(points: Sequence[Point]) -> list[Cubic]:
    """The cubic curves of a wire: it leaves and enters ports horizontally, and runs smoothly through the points between."""
    last = len(points) - 1
    made: list[Cubic] = []
    for number, (start, end) in enumerate(itertools.pairwise(points)):
        reach = _reach(start, end)
        leaves = (reach, 0.0) if number == 0 else _slope(points, number, start, end)
        enters = (reach, 0.0) if number + 1 == last else _slope(points, number + 1, start, end)
        first, second = (start[0] + leaves[0], start[1] + leaves[1]), (end[0] - enters[0], end[1] - enters[1])
        made.append((start, first, second, end))
    return made


def _reach(start: Point, end: Point) -> float:
    """How far a wire runs straight on at a port: wider loops where it has to turn back."""
    across, down = end[0] - start[0], abs(end[1] - start[1])
    if across >= 0:
        return max(across * 0.5, min(36.0, down * 0.5))
    return min(48.0 - across * 0.5, 220.0)


def _slope(points: Sequence[Point], number: int, start: Point, end: Point) -> Point:
    """The direction at a point between: that from the one before to the one after, no longer than the part allows."""
    before, after = points[number - 1], points[number + 1]
    across, down = after[0] - before[0], after[1] - before[1]
    length = math.hypot(across, down) or 1.0
    factor = min(length / 6, math.dist(start, end) / 3) / length
    return across * factor, down * factor


def wire_path(points: Sequence[Point], *, straight: bool = False) -> QPainterPath:
    """A wire through `points`: its start, its reroute points, its end."""
    path = QPainterPath(QPointF(*points[0]))
    if straight:
        for point in points[1:]:
            path.lineTo(*point)
    else:
        for _, first, second, end in segments(points):
            path.cubicTo(*first, *second, *end)
    return path


def wire_bounds(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of what a wire through `points` can reach: that of its control points."""
    corners = [corner for cubic in segments(points) for corner in cubic]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def flattened(points: Sequence[Point], *, straight: bool = False, steps: int = 14) -> list[Point]:
    """A wire as a line of short straight parts, for hits and crossings."""
    if straight:
        return list(points)
    made = [points[0]]
    for p, q, r, s in segments(points):
        for step in range(1, steps + 1):
            t = step / steps
            u = 1 - t
            a, b, c, d = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
            made.append((a * p[0] + b * q[0] + c * r[0] + d * s[0], a * p[1] + b * q[1] + c * r[1] + d * s[1]))
    return made


def distance(point: Point, line: Sequence[Point]) -> float:
    """How far `point` is from a line of straight parts."""
    return min(_to_part(point, start, end) for start, end in itertools.pairwise(line))


def _to_part(point: Point, start: Point, end: Point) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    square = across * across + down * down
    along = 0.0 if square == 0 else ((point[0] - start[0]) * across + (point[1] - start[1]) * down) / square
    along = max(0.0, min(1.0, along))
    left, up = start[0] + along * across - point[0], start[1] + along * down - point[1]
    return float((left * left + up * up) ** 0.5)


def crosses(first: tuple[Point, Point], line: Sequence[Point]) -> bool:
    """Whether a straight stroke meets a line of straight parts."""
    return any(_meet(first, (start, end)) for start, end in itertools.pairwise(line))


def _meet(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = first, second
    return _turn(a, b, c) * _turn(a, b, d) <= 0 and _turn(c, d, a) * _turn(c, d, b) <= 0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def around(rects: Sequence[QRectF]) -> QRectF:
    """The smallest rectangle around all of them; an empty one around none."""
    if not rects:
        return QRectF()
    left, top = min(rect.left() for rect in rects), min(rect.top() for rect in rects)
    right, bottom = max(rect.right() for rect in rects), max(rect.bottom() for rect in rects)
    return QRectF(left, top, right - left, bottom - top)
