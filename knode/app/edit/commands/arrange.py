"""Put nodes where they look orderly: align, distribute, straighten, arrange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from knode.app.canvas.geometry import Point
from knode.app.canvas.shapes import present_ports
from knode.app.edit import wires
from knode.app.edit.draft import Drafted
from knode.app.edit.places import Box, bounds, box, place, port_level, put_bends, put_place
from knode.app.edit.words import translate
from knode.core.errors import UsageError
from knode.core.workflow import Link, Workflow

Edge = Literal["left", "right", "top", "bottom", "centre", "middle"]
"""`centre` is on one vertical line, `middle` on one horizontal line."""


@dataclass(frozen=True)
class Align(Drafted):
    """Bring an edge, or the middle, of all nodes onto one line."""

    nodes: tuple[str, ...]
    edge: Edge

    @property
    def text(self) -> str:
        """By the edge."""
        return {
            "left": translate("Command", "Align Left"),
            "right": translate("Command", "Align Right"),
            "top": translate("Command", "Align Top"),
            "bottom": translate("Command", "Align Bottom"),
            "centre": translate("Command", "Align Centres"),
            "middle": translate("Command", "Align Middles"),
        }[self.edge]

    def edit(self, draft: Workflow) -> None:
        """Within the rectangle around them."""
        around = bounds(draft, self.nodes)
        for node in self.nodes:
            put_place(draft, node, _aligned(box(draft, node), around, self.edge))


def _aligned(one: Box, around: Box, edge: Edge) -> Point:
    return {
        "left": (around.x, one.y),
        "right": (around.right - one.width, one.y),
        "top": (one.x, around.y),
        "bottom": (one.x, around.bottom - one.height),
        "centre": (around.x + (around.width - one.width) / 2, one.y),
        "middle": (one.x, around.y + (around.height - one.height) / 2),
    }[edge]


@dataclass(frozen=True)
class Distribute(Drafted):
    """Make the gaps between nodes equal, from left to right or from top to bottom."""

    nodes: tuple[str, ...]
    axis: Literal["across", "down"]

    @property
    def text(self) -> str:
        """By the axis."""
        if self.axis == "across":
            return translate("Command", "Distribute Horizontally")
        return translate("Command", "Distribute Vertically")

    def edit(self, draft: Workflow) -> None:
        """The first and the last stay. Raises UsageError for fewer than three."""
        if len(self.nodes) < 3:
            raise UsageError("Distributing takes three nodes or more. Select more of them.")
        across = self.axis == "across"
        boxes = {node: box(draft, node) for node in self.nodes}
        order = sorted(self.nodes, key=lambda node: boxes[node][0 if across else 1])
        sizes = [boxes[node].width if across else boxes[node].height for node in order]
        first, last = boxes[order[0]], boxes[order[-1]]
        room = (last.right - first.x) if across else (last.bottom - first.y)
        gap = (room - sum(sizes)) / (len(order) - 1)
        at = first.x if across else first.y
        for node, size in zip(order, sizes, strict=True):
            x, y = place(draft, node)
            put_place(draft, node, (at, y) if across else (x, at))
            at += size + gap


@dataclass(frozen=True)
class Straighten(Drafted):
    """Bring nodes to the height at which the wires between them are level; their bends go."""

    nodes: tuple[str, ...]

    @property
    def text(self) -> str:
        """The same for all nodes."""
        return translate("Command", "Straighten Wires")

    def edit(self, draft: Workflow) -> None:
        """From source to target, by the first wire that comes in."""
        chosen = frozenset(self.nodes)
        for node in wires.in_order(draft, chosen):
            links = [link for link in draft.links_into(node) if link.source in chosen]
            for link in links:
                put_bends(draft, link, ())
            if links:
                x, _ = place(draft, node)
                put_place(draft, node, (x, level(draft, links[0])))


def level(workflow: Workflow, link: Link) -> float:
    """The top of a link's target at which the link is a level line."""
    _, top = place(workflow, link.source)
    out, into = levels(workflow, link)
    return top + out - into


def levels(workflow: Workflow, link: Link) -> tuple[float, float]:
    """How far below the tops of its nodes a link starts and ends."""
    return _out_level(workflow, link), _in_level(workflow, link)


def _out_level(workflow: Workflow, link: Link) -> float:
    ports = present_ports(workflow, link.source)
    names = [port.name for port in ports.outputs] if ports else [link.source_port]
    return port_level(workflow, link.source, names, link.source_port) if link.source_port in names else 0.0


def _in_level(workflow: Workflow, link: Link) -> float:
    ports = present_ports(workflow, link.target)
    names = [port.name for port in ports.inputs] if ports else [link.target_port]
    return port_level(workflow, link.target, names, link.target_port) if link.target_port in names else 0.0


@dataclass(frozen=True)
class Arrange(Drafted):
    """Put nodes where a layout wants them; wires between them bend where it says, and nowhere else."""

    positions: Mapping[str, Point]
    bends: Mapping[Link, Sequence[Point]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The same for all nodes."""
        return translate("Command", "Arrange")

    def edit(self, draft: Workflow) -> None:
        """Nodes that are gone by now are left out."""
        for node, point in self.positions.items():
            if node in draft:
                put_place(draft, node, point)
        for link in draft.links:
            if link.source in self.positions and link.target in self.positions:
                put_bends(draft, link, self.bends.get(link, ()))
