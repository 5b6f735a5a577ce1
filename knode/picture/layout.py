"""Where each node of a picture stands, and which way its links go: from left to right, or as the canvas has it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from knode.picture.layering import Columns, Edge, Neighbour, layered

SWEEPS = 10
"""How often heights are adjusted to the neighbours'."""
BEND_GAP = 16.0
"""Between two links that pass the same column."""


class Point(NamedTuple):
    """A place in the picture; y grows downwards."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a layout needs to know of the boxes: one width for all, a height each, and the room between them."""

    width: float
    heights: Sequence[float]
    gap_x: float
    gap_y: float


@dataclass(slots=True)
class Layout:
    """The top left corner of each box, the points that a long link passes, and the size of it all."""

    corners: list[Point]
    passes: dict[int, list[Point]] = field(default_factory=dict)
    width: float = 0.0
    height: float = 0.0


def arranged(sizes: Sizes, edges: Sequence[Edge]) -> Layout:
    """Boxes in columns from left to right. Parts that no link connects are packed side by side."""
    made = Layout([Point(0, 0)] * len(sizes.heights))
    parts = [_part(members, numbers, sizes, edges) for members, numbers in _connected(len(sizes.heights), edges)]
    room = sum((part.layout.width + sizes.gap_x) * (part.layout.height + sizes.gap_y) for part in parts)
    limit = max([math.sqrt(room * 1.8), *(part.layout.width for part in parts)])
    x = y = shelf = 0.0
    for part in parts:
        if x and x + part.layout.width > limit:
            x, y, shelf = 0.0, y + shelf + sizes.gap_y, 0.0
        part.place(made, Point(x, y))
        made.width = max(made.width, x + part.layout.width)
        made.height = max(made.height, y + part.layout.height)
        x, shelf = x + part.layout.width + sizes.gap_x, max(shelf, part.layout.height)
    return made


def stored(sizes: Sizes, positions: Sequence[Any], bends: Mapping[int, Any] | None = None) -> Layout | None:
    """The layout that the document holds, or None when it does not place every node.

    It is stretched where the boxes of this picture would otherwise lie upon each other. `bends` are the points that links
    pass, by the links' numbers.
    """
    points = [_point(position) for position in positions]
    if not points or any(point is None for point in points):
        return None
    known = [point for point in points if point is not None]
    left, top = min(point.x for point in known), min(point.y for point in known)
    stretch = _stretch(sizes, known)
    corners = [Point(round((point.x - left) * stretch), round((point.y - top) * stretch)) for point in known]
    passes = {
        number: [Point((point.x - left) * stretch, (point.y - top) * stretch) for point in found]
        for number, given in (bends or {}).items()
        if isinstance(given, list) and (found := [point for one in given if (point := _point(one)) is not None])
    }
    width = max(corner.x for corner in corners) + sizes.width
    height = max(corner.y + tall for corner, tall in zip(corners, sizes.heights, strict=True))
    return Layout(corners, passes, width, height)


def _point(position: Any) -> Point | None:
    if isinstance(position, Mapping):
        position = [position.get("x"), position.get("y")]
    if not isinstance(position, list | tuple) or len(position) != 2:
        return None
    x, y = position
    fine = all(isinstance(one, int | float) and math.isfinite(one) and abs(one) < 1e7 for one in (x, y))
    return Point(float(x), float(y)) if fine else None


def _stretch(sizes: Sizes, points: list[Point]) -> float:
    """By how much distances grow so that neighbours stay apart; at most threefold."""
    order = sorted(range(len(points)), key=points.__getitem__)
    needed = 1.0
    for position, one in enumerate(order):
        for other in order[position + 1 : position + 200]:
            across = points[other].x - points[one].x
            if across >= sizes.width:
                break
            down = abs(points[other].y - points[one].y)
            tall = sizes.heights[one if points[one].y < points[other].y else other]
            fits = [room / far for room, far in ((sizes.width * 1.2, across), (tall * 1.1, down)) if far > 0]
            if down < tall and fits:
                needed = max(needed, min(fits))
    return min(needed, 3.0)


# ---- one connected part


@dataclass(frozen=True, slots=True)
class _Part:
    members: list[int]
    numbers: list[int]
    layout: Layout

    def place(self, whole: Layout, corner: Point) -> None:
        """Put this part's boxes and links into the whole picture."""
        for member, own in zip(self.members, self.layout.corners, strict=True):
            whole.corners[member] = Point(corner.x + own.x, corner.y + own.y)
        for position, points in self.layout.passes.items():
            whole.passes[self.numbers[position]] = [Point(corner.x + own.x, corner.y + own.y) for own in points]


def _connected(boxes: int, edges: Sequence[Edge]) -> list[tuple[list[int], list[int]]]:
    """The parts that links hold together: the numbers of their boxes and of their edges, in the given order."""
    head = list(range(boxes))

    def find(box: int) -> int:
        while head[box] != box:
            head[box] = head[head[box]]
            box = head[box]
        return box

    for edge in edges:
        one, other = find(edge.source), find(edge.target)
        head[max(one, other)] = min(one, other)
    parts: dict[int, tuple[list[int], list[int]]] = {}
    for box in range(boxes):
        parts.setdefault(find(box), ([], []))[0].append(box)
    for number, edge in enumerate(edges):
        parts[find(edge.source)][1].append(number)
    return list(parts.values())


def _part(members: list[int], numbers: list[int], sizes: Sizes, edges: Sequence[Edge]) -> _Part:
    local = {member: position for position, member in enumerate(members)}
    mine = [edges[number] for number in numbers]
    own = [edge._replace(source=local[edge.source], target=local[edge.target]) for edge in mine]
    columns = layered(len(members), own)
    heights = [sizes.heights[member] for member in members] + [0.0] * (len(columns.layer) - len(members))
    tops = _tops(columns, heights, len(members), sizes.gap_y)
    pitch = sizes.width + sizes.gap_x
    made = Layout([Point(columns.layer[box] * pitch, tops[box]) for box in range(len(members))])
    made.passes = {
        number: [Point(columns.layer[bend] * pitch + side, tops[bend]) for bend in bends for side in (0.0, sizes.width)]
        for number, bends in columns.bends.items()
        if bends
    }
    made.width = len(columns.columns) * pitch - sizes.gap_x
    made.height = max(top + tall for top, tall in zip(tops, heights, strict=True))
    return _Part(members, numbers, made)


def _tops(columns: Columns, heights: list[float], boxes: int, gap: float) -> list[float]:
    """The top of every item, so that links run as level as the order in the columns allows."""
    tops = [0.0] * len(heights)
    for column in columns.columns:
        _settle(column, [tops[item] for item in column], [1.0] * len(column), tops, heights, boxes, gap)
    for sweep in range(SWEEPS + 1):
        forward = sweep % 2 == 0
        for column in columns.columns if forward else reversed(columns.columns):
            wanted, weights = [], []
            for item in column:
                near = [(one, columns.layer[item]) for one in (columns.before if forward else columns.after)[item]]
                weight = sum(_weight(one, item, boxes) for one, _ in near)
                weights.append(weight or 0.01)
                level = sum(_weight(one, item, boxes) * (tops[one.item] + one.other - one.own) for one, _ in near)
                wanted.append(level / weight if weight else tops[item])
            _settle(column, wanted, weights, tops, heights, boxes, gap)
    highest = min(tops, default=0.0)
    return [round((top - highest) * 2) / 2 for top in tops]


def _weight(near: Neighbour, item: int, boxes: int) -> float:
    """Long links are kept straight first: a bend catches the eye."""
    return (1.0, 2.0, 8.0)[(near.item >= boxes) + (item >= boxes)]


def _settle(
    column: list[int],
    wanted: list[float],
    weights: list[float],
    tops: list[float],
    heights: list[float],
    boxes: int,
    gap: float,
) -> None:
    """Put a column as near to its wanted tops as its order and its gaps allow: least squares, by pooling neighbours."""
    offsets = [0.0]
    for one, other in pairwise(column):
        offsets.append(offsets[-1] + heights[one] + (gap if one < boxes and other < boxes else BEND_GAP))
    pools: list[tuple[float, float, int]] = []
    for level, offset, weight in zip(wanted, offsets, weights, strict=True):
        mean, total, count = level - offset, weight, 1
        while pools and pools[-1][0] > mean:
            last, heavy, many = pools.pop()
            mean, total, count = (mean * total + last * heavy) / (total + heavy), total + heavy, count + many
        pools.append((mean, total, count))
    levels = iter([mean for mean, _, count in pools for _ in range(count)])
    for item, offset in zip(column, offsets, strict=True):
        tops[item] = next(levels) + offset
