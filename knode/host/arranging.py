"""Places for boxes so that links run from left to right, few of them cross, and none runs behind a box."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knode.host.protocol import Arranged, ArrangeParams
from knode.picture.layering import Edge
from knode.picture.layout import Point, Sizes, arranged

if TYPE_CHECKING:
    from knode.host.host import Host

LEVEL = 12.0
"""A link that leaves its straight way by no more than this needs no points."""


def arrange(host: Host, params: ArrangeParams) -> Arranged:
    """Columns from left to right; parts that no link connects side by side. All columns are as wide as the widest box."""
    if not params.sizes:
        return Arranged(places={})
    number = {box: position for position, box in enumerate(params.sizes)}
    width = max(size[0] for size in params.sizes.values())
    sizes = Sizes(width, [size[1] for size in params.sizes.values()], params.gap_x, params.gap_y)
    known = [link for link, (source, target, *_) in enumerate(params.links) if {source, target} <= number.keys()]
    edges = [
        Edge(number[source], number[target], *levels)
        for source, target, *levels in map(params.links.__getitem__, known)
    ]
    layout = arranged(sizes, edges)
    bends: dict[int, tuple[tuple[float, float], ...]] = {}
    for place, (link, edge) in enumerate(zip(known, edges, strict=True)):
        start, end = layout.corners[edge.source].y + edge.start, layout.corners[edge.target].y + edge.end
        points = _needed(layout.passes.get(place, ()), start, end)
        if points:
            bends[link] = points
    return Arranged(
        places={box: (layout.corners[position].x, layout.corners[position].y) for box, position in number.items()},
        bends=bends,
    )


def _needed(points: Sequence[Point], start: float, end: float) -> tuple[tuple[float, float], ...]:
    """The points that a link must pass, of which those on a straight way between others can go."""
    if all(abs(point.y - level) <= LEVEL for point in points for level in (start, end)):
        return ()
    turns = [
        point
        for place, point in enumerate(points)
        if place in (0, len(points) - 1) or not points[place - 1].y == point.y == points[place + 1].y
    ]
    return tuple((point.x, point.y) for point in turns)
