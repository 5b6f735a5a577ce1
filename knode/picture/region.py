"""The area behind the nodes that will be captured, as one smooth shape where that is possible."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from knode.core.workflow import Workflow
from knode.picture.cards import WIDTH, Card
from knode.picture.layout import Point
from knode.picture.text import number as _n

SIDE, ABOVE, BELOW = 17.0, 16.0, 11.0
CORNER = 20.0


@dataclass(slots=True)
class _Column:
    """Captured nodes above each other: what they take up, with some room around."""

    left: float
    right: float
    top: float
    bottom: float


def captured(workflow: Workflow, cards: Sequence[Card]) -> set[str]:
    """The nodes that lie between Capture Start and Capture End."""
    starts = [card.id for card in cards if card.captures == "start"]
    ends = [card.id for card in cards if card.captures == "end"]
    if not starts or not ends:
        return set()
    after = set(starts).union(*(workflow.downstream(start) for start in starts))
    before = set(ends)
    waiting = list(ends)
    while waiting:
        for link in workflow.links_into(waiting.pop()):
            if link.source not in before:
                before.add(link.source)
                waiting.append(link.source)
    return after & before


def area(cards: Sequence[Card], corners: Sequence[Point], inside: set[str], routes: Sequence[str]) -> Iterator[str]:
    """The area as SVG. `routes` are the links inside it."""
    placed = list(zip(cards, corners, strict=True))
    columns = _columns([(card, corner) for card, corner in placed if card.id in inside])
    strangers = [(card, corner) for card, corner in placed if card.id not in inside]
    if not any(_covers(columns, card, corner) for card, corner in strangers):
        yield f'<path class="river" d="{_river(columns)}"/>'
        return
    shapes = [
        f'<rect x="{_n(corner.x - SIDE - 12)}" y="{_n(corner.y - ABOVE)}" width="{_n(WIDTH + 2 * SIDE + 24)}" '
        f'height="{_n(card.total + ABOVE + BELOW)}" rx="{_n(CORNER)}"/>'
        for card, corner in placed
        if card.id in inside
    ]
    joined = "".join([*shapes, *(f'<path d="{route}"/>' for route in routes)])
    yield f'<g class="region">{joined}</g><g class="area">{joined}</g>'


def _columns(placed: Sequence[tuple[Card, Point]]) -> list[_Column]:
    columns: list[_Column] = []
    for card, corner in sorted(placed, key=lambda one: one[1]):
        one = _Column(
            corner.x - SIDE, corner.x + WIDTH + SIDE, corner.y - ABOVE, corner.y + card.total + BELOW
        )  # fmt: skip
        if columns and one.left < columns[-1].right:
            last = columns[-1]
            last.right = max(last.right, one.right)
            last.top, last.bottom = min(last.top, one.top), max(last.bottom, one.bottom)
        else:
            columns.append(one)
    return columns


def _covers(columns: Sequence[_Column], card: Card, corner: Point) -> bool:
    """Whether the shape would lie under a node that is not captured."""
    left, right = corner.x - 6, corner.x + WIDTH + 6
    hull = [*columns, *(_between(one, other) for one, other in pairwise(columns))]
    return any(
        column.left < right and left < column.right and column.top < corner.y + card.total and corner.y < column.bottom
        for column in hull
    )


def _between(one: _Column, other: _Column) -> _Column:
    return _Column(one.right, other.left, min(one.top, other.top), max(one.bottom, other.bottom))


def _river(columns: Sequence[_Column]) -> str:
    """Along the upper side to the right, and back along the lower side."""
    first, last = columns[0], columns[-1]
    c = CORNER
    parts = [f"M{_n(first.left)} {_n(first.top + c)}q0 {_n(-c)} {_n(c)} {_n(-c)}"]
    for one, other in pairwise(columns):
        parts.append(_step(one.right - c * 0.6, one.top, other.left + c * 0.6, other.top))
    parts.append(f"H{_n(last.right - c)}q{_n(c)} 0 {_n(c)} {_n(c)}V{_n(last.bottom - c)}q0 {_n(c)} {_n(-c)} {_n(c)}")
    for one, other in pairwise(list(reversed(columns))):
        parts.append(_step(one.left + c * 0.6, one.bottom, other.right - c * 0.6, other.bottom))
    parts.append(f"H{_n(first.left + c)}q{_n(-c)} 0 {_n(-c)} {_n(-c)}Z")
    return "".join(parts)


def _step(x: float, y: float, to_x: float, to_y: float) -> str:
    middle = (x + to_x) / 2
    return f"H{_n(x)}C{_n(middle)} {_n(y)} {_n(middle)} {_n(to_y)} {_n(to_x)} {_n(to_y)}"
