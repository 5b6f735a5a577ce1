"""What lies under a point: node, port, wire, reroute point, note or frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLineF, QPointF, QRectF

from knode.app.canvas.geometry import PORT_REACH, VARIABLES_X, PortRef, crosses, distance
from knode.app.canvas.layer import box
from knode.core.ports import VARIABLES_PORT

if TYPE_CHECKING:
    from knode.app.canvas.annotations import Annotations
    from knode.app.canvas.graph import Graph
    from knode.app.canvas.shapes import NodeShape
    from knode.core.workflow import Link

Direction = Literal["left", "right", "up", "down"]
WIRE_REACH = 6.0
BEND_REACH = 8.0
EDGE_REACH = 8.0
"""How near the border of a frame is hit."""


class Hits:
    """Hit tests on the shapes of a workflow."""

    def __init__(self, graph: Graph, annotations: Annotations) -> None:
        self.graph = graph
        self.annotations = annotations

    def node_at(self, pos: QPointF) -> str | None:
        """The node whose card is there, the one in front."""
        x, y = pos.x(), pos.y()
        for node in reversed(self.graph.node_index.meeting((x, y, x, y))):
            shape = self.graph.nodes[node]
            if not shape.hidden and shape.rect.contains(pos):
                return node
        return None

    def port_at(self, pos: QPointF, radius: float = PORT_REACH, *, implicit: bool = False) -> PortRef | None:
        """The nearest port within a radius. `implicit` finds the input for variables too where no wire is at it."""
        x, y = pos.x(), pos.y()
        best: tuple[float, PortRef] | None = None
        for node in self.graph.node_index.meeting((x - radius, y - radius, x + radius, y + radius)):
            shape = self.graph.nodes[node]
            if shape.hidden:
                continue
            for ref, at_x, at_y in _ports(shape, implicit=implicit):
                away = ((at_x - x) ** 2 + (at_y - y) ** 2) ** 0.5
                if away <= radius and (best is None or away <= best[0]):
                    best = away, ref
        return best[1] if best else None

    def link_at(self, pos: QPointF, radius: float = WIRE_REACH) -> Link | None:
        """The nearest wire within a radius."""
        point = pos.x(), pos.y()
        best: tuple[float, Link] | None = None
        for link in self.graph.wire_index.meeting(
            (point[0] - radius, point[1] - radius, point[0] + radius, point[1] + radius)
        ):
            wire = self.graph.wires[link]
            if not wire.hidden and (away := distance(point, wire.line)) <= radius and (not best or away < best[0]):
                best = away, link
        return best[1] if best else None

    def reroute_at(self, pos: QPointF, radius: float = BEND_REACH) -> tuple[Link, int] | None:
        """A reroute point and its place among those of its wire."""
        x, y = pos.x(), pos.y()
        for link in self.graph.wire_index.meeting((x - radius, y - radius, x + radius, y + radius)):
            wire = self.graph.wires[link]
            for number, (at_x, at_y) in enumerate(wire.points[1:-1]):
                if not wire.hidden and (at_x - x) ** 2 + (at_y - y) ** 2 <= radius * radius:
                    return link, number
        return None

    def annotation_at(self, pos: QPointF) -> str | None:
        """The note there, or the frame whose title or border is there; of nested frames the inner one."""
        x, y = pos.x(), pos.y()
        notes = self.annotations.note_index.meeting((x, y, x, y))
        if notes:
            return notes[-1]
        frames = sorted(self.annotations.frames.values(), key=lambda frame: frame.rect.width() * frame.rect.height())
        for frame in frames:
            border = frame.rect.adjusted(-EDGE_REACH, -EDGE_REACH, EDGE_REACH, EDGE_REACH)
            inside = frame.rect.adjusted(EDGE_REACH, EDGE_REACH, -EDGE_REACH, -EDGE_REACH)
            if frame.title_rect.contains(pos) or (border.contains(pos) and not inside.contains(pos)):
                return frame.id
        return None

    def links_crossing(self, line: QLineF) -> list[Link]:
        """The wires that a straight stroke crosses."""
        stroke = (line.x1(), line.y1()), (line.x2(), line.y2())
        found = self.graph.wire_index.meeting(box(QRectF(line.p1(), line.p2()).normalized()))
        wires = [self.graph.wires[link] for link in found]
        return [wire.link for wire in wires if not wire.hidden and crosses(stroke, wire.line)]

    def neighbour(self, node: str, direction: Direction) -> str | None:
        """Where an arrow key leads from a node: along a wire to the left or right, or to the nearest above or below."""
        shape = self.graph.nodes.get(node)
        if shape is None:
            return None
        if direction in ("left", "right"):
            links = self.graph.into[node] if direction == "left" else self.graph.out_of[node]
            ends = [link.source if direction == "left" else link.target for link in links]
            if ends:
                return min(ends, key=lambda other: abs(self.graph.nodes[other].y - shape.y))
        return self._nearest(shape, direction)

    def _nearest(self, shape: NodeShape, direction: Direction) -> str | None:
        """The nearest node that lies in a direction rather than beside it."""
        best: tuple[float, str] | None = None
        for other in self.graph.nodes.values():
            across, down = other.x - shape.x, other.y - shape.y
            ahead, aside = {
                "left": (-across, down),
                "right": (across, down),
                "up": (-down, across),
                "down": (down, across),
            }[direction]
            if other.hidden or ahead <= 0 or abs(aside) > 2 * ahead + 1:
                continue
            away = ahead + 2 * abs(aside)
            if best is None or away < best[0]:
                best = away, other.id
        return best[1] if best else None


def _ports(shape: NodeShape, *, implicit: bool) -> list[tuple[PortRef, float, float]]:
    found = [(PortRef(shape.id, "in", plug.name), shape.x, shape.y + plug.y) for plug in shape.inputs]
    right = shape.rect.right()
    found += [(PortRef(shape.id, "out", plug.name), right, shape.y + plug.y) for plug in shape.outputs]
    if shape.variables or implicit:
        found.append((PortRef(shape.id, "in", VARIABLES_PORT.name), shape.x + VARIABLES_X, shape.y))
    return found
