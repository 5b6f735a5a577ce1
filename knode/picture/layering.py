"""Which column each node stands in, and in which order: longest paths, then barycentres so that few links cross."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

SWEEPS = 12
"""How often the columns are put in order anew."""
BENDS = 10_000
"""A long link takes a place in each column that it passes; beyond this many places, links run straight."""


class Edge(NamedTuple):
    """A link between two boxes by their numbers; `start` and `end` are how far below a box's top its ends are."""

    source: int
    target: int
    start: float
    end: float


class Neighbour(NamedTuple):
    """What is linked in the column beside: its number, and the two ends as distances below the tops."""

    item: int
    own: float
    other: float


@dataclass(slots=True)
class Columns:
    """Items in columns: the boxes by their numbers, then the bends of long links. `columns` is their order.

    `bends` holds, for each edge that spans several columns, its bends from left to right.
    """

    columns: list[list[int]]
    layer: list[int]
    before: list[list[Neighbour]]
    after: list[list[Neighbour]]
    bends: dict[int, list[int]] = field(default_factory=dict)


def layered(boxes: int, edges: Sequence[Edge]) -> Columns:
    """The columns of `boxes` boxes, in the order in which the fewest links were found to cross."""
    made = _with_bends(_layers(boxes, edges), edges)
    _put_in_order(made)
    return made


def _layers(boxes: int, edges: Sequence[Edge]) -> list[int]:
    """The column of each box: after all that lead to it, and then as near to what follows as that allows."""
    following: list[list[int]] = [[] for _ in range(boxes)]
    leading = [0] * boxes
    for edge in edges:
        following[edge.source].append(edge.target)
        leading[edge.target] += 1
    waits = leading.copy()
    layer = [0] * boxes
    order = [box for box in range(boxes) if not waits[box]]
    for box in order:
        for target in following[box]:
            layer[target] = max(layer[target], layer[box] + 1)
            waits[target] -= 1
            if not waits[target]:
                order.append(target)
    for box in reversed(order):
        if following[box] and leading[box] < len(following[box]):
            layer[box] = max(layer[box], min(layer[target] for target in following[box]) - 1)
    return layer


def _with_bends(layer: list[int], edges: Sequence[Edge]) -> Columns:
    """The columns, with a bend in each column that a long link passes; links from one port share theirs."""
    made = Columns([], layer, [[] for _ in layer], [[] for _ in layer])
    chains: dict[tuple[int, float], list[int]] = defaultdict(list)
    for number in sorted(range(len(edges)), key=lambda number: _span(layer, edges[number])):
        edge = edges[number]
        chain = chains[edge.source, edge.start]
        needed = _span(layer, edge) - 1
        if needed < 0 or len(made.before) + needed - len(chain) > len(edges) + BENDS:
            continue
        while len(chain) < needed:
            bend = _add_bend(made, layer[edge.source] + len(chain) + 1)
            _connect(made, *((chain[-1], 0.0) if chain else (edge.source, edge.start)), bend, 0.0)
            chain.append(bend)
        made.bends[number] = chain[:needed]
        _connect(made, *((chain[needed - 1], 0.0) if needed else (edge.source, edge.start)), edge.target, edge.end)
    made.columns = [[] for _ in range(max(layer, default=-1) + 1)]
    for item, column in enumerate(layer):
        made.columns[column].append(item)
    return made


def _span(layer: list[int], edge: Edge) -> int:
    return layer[edge.target] - layer[edge.source]


def _add_bend(made: Columns, column: int) -> int:
    made.layer.append(column)
    made.before.append([])
    made.after.append([])
    return len(made.layer) - 1


def _connect(made: Columns, source: int, start: float, target: int, end: float) -> None:
    made.after[source].append(Neighbour(target, start, end))
    made.before[target].append(Neighbour(source, end, start))


# ---- order


def _put_in_order(made: Columns) -> None:
    """Order each column by the mean place of its neighbours, from both sides in turn, and keep the best order seen."""
    place = [0.0] * len(made.layer)
    for column in made.columns:
        _note_places(column, place)
    best, fewest = [column.copy() for column in made.columns], _crossings(made, place)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        forward = sweep % 2 == 0
        links = made.before if forward else made.after
        for column in made.columns[1:] if forward else made.columns[-2::-1]:
            _order_column(column, links, place)
        count = _crossings(made, place)
        if count < fewest:
            best, fewest = [column.copy() for column in made.columns], count
    made.columns = best


def _note_places(column: list[int], place: list[float]) -> None:
    for position, item in enumerate(column):
        place[item] = position


def _order_column(column: list[int], links: list[list[Neighbour]], place: list[float]) -> None:
    """Sort those that have neighbours; the others stay where they are."""
    linked = [item for item in column if links[item]]
    means = {item: sum(_at(place, near) for near in links[item]) / len(links[item]) for item in linked}
    ordered = iter(sorted(linked, key=means.__getitem__))
    column[:] = [next(ordered) if item in means else item for item in column]
    _note_places(column, place)


def _at(place: list[float], near: Neighbour) -> float:
    """The place of a neighbour; of two links to one box, the one at the lower port counts as lower."""
    return place[near.item] + near.other * 1e-3


def _crossings(made: Columns, place: list[float]) -> int:
    found = 0
    for column in made.columns[1:]:
        ends = [(_at(place, near), place[item] + near.own * 1e-3) for item in column for near in made.before[item]]
        seen: list[float] = []
        for _, end in sorted(ends):
            found += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return found
