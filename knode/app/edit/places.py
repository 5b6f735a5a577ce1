"""Where things stand in a workflow's layout: nodes, the bends of links, notes and frames."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from knode.app.canvas.geometry import GRID, WIDTH, Point, node_height, port_offset
from knode.app.canvas.shapes import present_ports, room_of
from knode.core.edits import free_annotation
from knode.core.errors import UnknownName
from knode.core.workflow import Link, Workflow

Annotation = Mapping[str, Any]
GAP = 64.0
"""Between neighbours in a row that knode lays out."""


class Box(NamedTuple):
    """A rectangle in scene units, y downwards."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The bottom edge."""
        return self.y + self.height


def place(workflow: Workflow, node: str) -> Point:
    """Where a node stands; the origin when the file does not say."""
    match workflow.layout.get(node):
        case [int() | float() as x, int() | float() as y]:
            return float(x), float(y)
        case _:
            return 0.0, 0.0


def put_place(draft: Workflow, node: str, point: Point) -> None:
    """Let a node stand there."""
    draft.layout[node] = rounded(point)


def bends(workflow: Workflow, link: Link) -> list[Point]:
    """The points that a link passes."""
    found = workflow.layout.get(str(link))
    return [(float(x), float(y)) for x, y in found] if isinstance(found, list) else []


def put_bends(draft: Workflow, link: Link, points: Sequence[Point]) -> None:
    """Let a link pass these points; without any it runs free."""
    if points:
        draft.layout[str(link)] = [rounded(point) for point in points]
    else:
        draft.layout.pop(str(link), None)


def shift(draft: Workflow, nodes: Collection[str], dx: float) -> None:
    """Move nodes to the right, and the bends of the wires between them."""
    for node in nodes:
        if node in draft.layout:
            x, y = place(draft, node)
            put_place(draft, node, (x + dx, y))
        for link in draft.links_into(node):
            if link.source in nodes:
                put_bends(draft, link, [(x + dx, y) for x, y in bends(draft, link)])


def rounded(point: Point) -> list[float]:
    """A point as it stands in a file: to a hundredth of a unit, whole numbers without a fraction."""
    return [_short(point[0]), _short(point[1])]


def _short(value: float) -> float:
    near = round(value, 2)
    return int(near) if near == int(near) else near


def snapped(point: Point) -> Point:
    """The point of the grid that is nearest."""
    return round(point[0] / GRID) * GRID, round(point[1] / GRID) * GRID


def box(workflow: Workflow, node: str) -> Box:
    """The rectangle of a node."""
    return Box(*place(workflow, node), WIDTH, height(workflow, node))


def height(workflow: Workflow, node: str) -> float:
    """How tall a node is: its ports stand on both sides."""
    ports = present_ports(workflow, node)
    return node_height(max(len(ports.inputs), len(ports.outputs)) if ports else 0)


def room(workflow: Workflow, node: str) -> float:
    """How much a node takes from top to bottom, with the picture of its view."""
    return room_of(present_ports(workflow, node))


def port_level(workflow: Workflow, node: str, names: Sequence[str], name: str) -> float:
    """How far below the top of a node one of the ports on a side stands."""
    return port_offset(list(names).index(name), len(names), height(workflow, node))


def clear_of_others(workflow: Workflow, wanted: Box, notes: Iterable[Box] = ()) -> Box:
    """The rectangle, or one below it, that covers no node with the picture of its view, and none of these notes."""
    nodes = [Box(*place(workflow, node), WIDTH, room(workflow, node)) for node in workflow.nodes]
    for other in sorted([*nodes, *notes], key=lambda one: one.y):
        beside = other.right <= wanted.x or wanted.right <= other.x
        if not beside and other.y < wanted.bottom and wanted.y < other.bottom:
            wanted = wanted._replace(y=GRID * math.ceil(other.bottom / GRID + 1))
    return wanted


def bounds(workflow: Workflow, nodes: Iterable[str]) -> Box:
    """The rectangle around nodes; an empty one at the origin when there are none."""
    boxes = [box(workflow, node) for node in nodes]
    if not boxes:
        return Box(0, 0, 0, 0)
    left, top = min(one.x for one in boxes), min(one.y for one in boxes)
    return Box(left, top, max(one.right for one in boxes) - left, max(one.bottom for one in boxes) - top)


# ---- notes and frames


def annotation(workflow: Workflow, key: str) -> dict[str, Any]:
    """The note or frame of that id. Raises UnknownName."""
    found = next((one for one in workflow.annotations if one.get("id") == key), None)
    if found is None:
        raise UnknownName("note or frame", key, [str(one.get("id")) for one in workflow.annotations])
    return found


def put_annotation(draft: Workflow, made: dict[str, Any]) -> None:
    """Put a note or frame in, in the place of the one with its id if there is one."""
    kept = [one for one in draft.annotations if one.get("id") != made["id"]]
    draft.annotations = [*kept, made]


def free_id(workflow: Workflow, kind: str) -> str:
    """An id that no annotation and no node has, so that a selection may hold both."""
    return free_annotation(workflow, kind, workflow.nodes)


def frames(workflow: Workflow) -> list[dict[str, Any]]:
    """All frames."""
    return [one for one in workflow.annotations if one.get("kind") == "frame"]
