"""The shapes of one workflow, found by place, and kept in step with the document by its changes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF

from knode.app.canvas.geometry import GRID, HEIGHT, WIDTH, Point, around
from knode.app.canvas.grid_index import Bounds, GridIndex
from knode.app.canvas.overview import cell_of
from knode.app.canvas.shapes import NodeShape, WireShape, known_ports, read_node, room_of
from knode.core.workflow import Link, Workflow
from knode.picture.layering import Edge
from knode.picture.layout import Sizes, arranged

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from knode.core.edits import Change

MANY = 200
"""More nodes than this are moved together, and everything is painted again."""


class Graph:
    """The shapes of a workflow's nodes and wires.

    Responsibilities: makes them from the document, follows its changes, says what lies where. `touched` collects the
    rectangles to paint again (everything when `all_touched`), `dirty_places` where the overview looks different.
    """

    def __init__(self, workflow: Workflow, *, straight: bool = False) -> None:
        self.workflow = workflow
        self.straight = straight
        self.nodes: dict[str, NodeShape] = {}
        self.wires: dict[Link, WireShape] = {}
        self.node_index: GridIndex[str] = GridIndex(512.0)
        self.wire_index: GridIndex[Link] = GridIndex(1024.0)
        self.into: dict[str, list[Link]] = {}
        self.out_of: dict[str, list[Link]] = {}
        self.folded: dict[str, tuple[str, QRectF]] = {}
        self.touched: list[QRectF] = []
        self.dirty_places: list[Point] = []
        self.all_touched = False
        self._following: set[str] = set()
        self._pictured: set[str] = set()
        places = _places(workflow)
        for node in workflow.nodes:
            self._put_node(read_node(workflow, node, places[node]))
        for link in workflow.links:
            self._put_wire(link)

    # ---- following the document

    def follow(self, changes: Iterable[Change]) -> None:
        """Take in changes that the document has applied to this very workflow."""
        nodes: dict[str, None] = {}
        links: dict[Link, None] = {}
        places: dict[str, Point] = {}
        for change in changes:
            if change.kind == "node":
                nodes[change.key] = None
            elif change.kind == "links":
                self._note_links(change, nodes, links)
            elif change.kind == "place":
                self._note_place(change, places, links)
        self.shift({node: place for node, place in places.items() if node not in nodes})
        for node in [*nodes, *(other for other in self._following if other not in nodes)]:
            self._refresh(node)
        for link in links:
            self._refresh_wire(link)

    def _note_links(self, change: Change, nodes: dict[str, None], links: dict[Link, None]) -> None:
        before, after = set(self.into.get(change.key, ())), tuple(change.after or ())
        for link in {*before, *(change.before or ()), *after}:
            links[link] = None
            nodes[link.source] = None
        nodes[change.key] = None

    def _note_place(self, change: Change, places: dict[str, Point], links: dict[Link, None]) -> None:
        if change.key in self.nodes:
            place = _given(change.after)
            if place is not None:
                places[change.key] = place
        elif " -> " in change.key:
            links.update(dict.fromkeys(link for link in self.wires if str(link) == change.key))

    def _refresh(self, node: str) -> None:
        """Make a node's shape anew, or take it away when it is gone."""
        old = self.nodes.get(node)
        if node not in self.workflow.nodes:
            if old is not None:
                self._drop_node(node)
            return
        place = _given(self.workflow.layout.get(node)) or ((old.x, old.y) if old else (0.0, 0.0))
        shape = read_node(self.workflow, node, place)
        if old is not None:
            self._touch_node(old)
            shape.status, shape.hidden, shape.picture = old.status, old.hidden, old.picture
        self._put_node(shape)
        self._touch_node(shape)
        for link in self.links_of(node):
            self._refresh_wire(link)

    def _put_node(self, shape: NodeShape) -> None:
        self.nodes[shape.id] = shape
        self.into.setdefault(shape.id, [])
        self.out_of.setdefault(shape.id, [])
        self.node_index.put(shape.id, shape.bounds)
        cls = self.workflow.registry.find(self.workflow.nodes[shape.id].type)
        if cls is not None and cls.follows is not None:
            self._following.add(shape.id)

    def _drop_node(self, node: str) -> None:
        for link in self.links_of(node):
            self._drop_wire(link)
        self._touch_node(self.nodes.pop(node))
        self.node_index.drop(node)
        self._following.discard(node)
        self._pictured.discard(node)
        del self.into[node], self.out_of[node]

    def _refresh_wire(self, link: Link) -> None:
        known = self.wires.get(link)
        if known is not None:
            self._touch_wire(known)
        if link not in self.workflow_links(link.target):
            self._drop_wire(link)
        elif link.source in self.nodes and link.target in self.nodes:
            self._touch_wire(self._put_wire(link))

    def workflow_links(self, node: str) -> Sequence[Link]:
        """The links that enter a node of the document; none when it is gone."""
        return self.workflow.links_into(node) if node in self.workflow.nodes else ()

    def _put_wire(self, link: Link) -> WireShape:
        wire = self.wires.get(link)
        if wire is None:
            wire = self.wires[link] = WireShape(link, "table", [], straight=self.straight)
            self.into[link.target].append(link)
            self.out_of[link.source].append(link)
        self._lead(wire)
        return wire

    def _lead(self, wire: WireShape) -> None:
        self._point(wire)
        self.wire_index.put(wire.link, wire.bounds)

    def _point(self, wire: WireShape) -> None:
        """Find the points that a wire passes."""
        link = wire.link
        source, target = self.nodes[link.source], self.nodes[link.target]
        plug = source.plug("out", link.source_port) or target.plug("in", link.target_port)
        wire.kind = plug.kind if plug else "table"
        bends = self.bends(link)
        wire.hidden = bool(source.hidden) and source.hidden == target.hidden
        wire.lead(
            [self.port_point(source, "out", link.source_port), *bends, self.port_point(target, "in", link.target_port)]
        )

    def bends(self, link: Link) -> list[Point]:
        """The reroute points of a link."""
        layout = self.workflow.layout
        given = layout.get(str(link)) if len(layout) > len(self.workflow.nodes) or str(link) in layout else None
        return [point for one in given or () if (point := _given(one)) is not None]

    def port_point(self, shape: NodeShape, side: str, name: str) -> Point:
        """Where a wire meets a node, or the card of the collapsed frame that the node is in."""
        if shape.hidden:
            rect = self.folded[shape.hidden][1]
            return (rect.left() if side == "in" else rect.right()), rect.center().y()
        return shape.port_point(side, name)

    def _drop_wire(self, link: Link) -> None:
        wire = self.wires.pop(link, None)
        if wire is None:
            return
        self._touch_wire(wire)
        self.wire_index.drop(link)
        self.into[link.target].remove(link)
        self.out_of[link.source].remove(link)

    def _touch_node(self, shape: NodeShape) -> None:
        self.touched.append(shape.painted)
        if self._pictured:
            self.touched += [other.painted for other in self._near(shape.rect) if other.picture is not None]
        self.dirty_places.append((shape.x, shape.y))

    def _touch_wire(self, wire: WireShape) -> None:
        self.touched.append(wire.painted)
        source = self.nodes.get(wire.link.source)
        if source is not None:
            self.dirty_places.append((source.x, source.y))

    # ---- what a gesture or an animation shows before the document says so

    def shift(self, places: Mapping[str, Point]) -> None:
        """Show nodes at other places, with their wires; the document is not touched."""
        if len(places) > MANY:
            self._shift_many({node: place for node, place in places.items() if node in self.nodes})
            return
        links: dict[Link, None] = {}
        for node, (x, y) in places.items():
            shape = self.nodes.get(node)
            if shape is None:
                continue
            self._touch_node(shape)
            shape.x, shape.y = x, y
            self.node_index.put(node, shape.bounds)
            self._touch_node(shape)
            links.update(dict.fromkeys(self.links_of(node)))
        for link in links:
            wire = self.wires[link]
            self._touch_wire(wire)
            self._lead(wire)
            self._touch_wire(wire)

    def _shift_many(self, places: Mapping[str, Point]) -> None:
        """The same for so many nodes that everything is painted again, and wires that only move along are not led anew."""
        self.all_touched = True
        changed: dict[tuple[int, int], Point] = {}
        moved: dict[str, Point] = {}
        bounds: dict[str, Bounds] = {}
        for node, (x, y) in places.items():
            shape = self.nodes[node]
            for place in ((shape.x, shape.y), (x, y)):
                changed[cell_of(place)] = place
            moved[node] = x - shape.x, y - shape.y
            shape.x, shape.y = x, y
            bounds[node] = shape.bounds
        self.node_index.put_many(bounds)
        led: dict[Link, Bounds] = {}
        for node, offset in moved.items():
            for link in self.out_of[node]:
                self._carry(link, offset if moved.get(link.target) == offset else None, led)
            for link in self.into[node]:
                if link.source not in moved:
                    self._carry(link, None, led)
                    source = self.nodes[link.source]
                    changed[cell_of((source.x, source.y))] = source.x, source.y
        self.dirty_places += changed.values()
        self.wire_index.put_many(led)

    def _carry(self, link: Link, offset: Point | None, led: dict[Link, Bounds]) -> None:
        wire = self.wires[link]
        if offset is None or len(wire.points) > 2 or self.folded:
            self._point(wire)
            led[link] = wire.bounds
            return
        dx, dy = offset
        (a, b), (c, d) = wire.points
        wire.lead([(a + dx, b + dy), (c + dx, d + dy)])
        left, top, right, bottom = self.wire_index.bounds[link]
        led[link] = left + dx, top + dy, right + dx, bottom + dy

    def fold(self, folded: Mapping[str, tuple[str, QRectF]], members: Mapping[str, str]) -> None:
        """Hide the nodes in `members` in the card of the collapsed frame named there."""
        if dict(folded) == self.folded and not any(
            shape.hidden != members.get(node, "") for node, shape in self.nodes.items()
        ):
            return
        self.folded = dict(folded)
        changed = [shape for node, shape in self.nodes.items() if shape.hidden or node in members]
        for shape in changed:
            shape.hidden = members.get(shape.id, "")
            self._touch_node(shape)
        for shape in changed:
            for link in self.links_of(shape.id):
                self._refresh_wire(link)

    def set_picture(self, node: str, picture: QPixmap | None) -> list[QRectF]:
        """Show a picture of the node's view below it, or none; what is to be painted again."""
        shape = self.nodes[node]
        before = shape.painted
        shape.picture = picture
        (self._pictured.discard if picture is None else self._pictured.add)(node)
        self.node_index.put(node, shape.bounds)
        return [before, shape.painted]

    # ---- reading

    def links_of(self, node: str) -> list[Link]:
        """The links at a node, those that enter it first."""
        return [*self.into.get(node, ()), *self.out_of.get(node, ())]

    def room(self, nodes: Iterable[str]) -> QRectF:
        """The rectangle around some nodes and the pictures that they may have below them."""
        return around([self.nodes[node].room for node in nodes if node in self.nodes])

    def nodes_in(self, rect: QRectF) -> list[str]:
        """The nodes that a rectangle touches, in the document's order."""
        found = self.node_index.meeting((rect.left(), rect.top(), rect.right(), rect.bottom()))
        return [node for node in found if not self.nodes[node].hidden and self.nodes[node].rect.intersects(rect)]

    def picture_of(self, shape: NodeShape) -> QPixmap | None:
        """The picture of a node's view, unless another node stands where it is shown."""
        if shape.picture is None:
            return None
        place = shape.picture_rect
        others = (other for other in self._near(place) if other is not shape and not other.hidden)
        return None if any(other.rect.intersects(place) for other in others) else shape.picture

    def _near(self, rect: QRectF) -> list[NodeShape]:
        """The nodes that a rectangle touches with all that they paint."""
        found = self.node_index.meeting((rect.left(), rect.top(), rect.right(), rect.bottom()))
        return [self.nodes[node] for node in found if node in self.nodes]

    def refresh_ports(self, node: str) -> None:
        """Read a component's ports again, whose inside has changed."""
        if node in self.nodes and known_ports(self.workflow, node) is not None:
            self._refresh(node)


def _places(workflow: Workflow) -> dict[str, Point]:
    """Where each node stands; nodes without a place are laid out below the others."""
    places = {node: place for node in workflow.nodes if (place := _given(workflow.layout.get(node))) is not None}
    absent = [node for node in workflow.nodes if node not in places]
    if not absent:
        return places
    numbers = {node: number for number, node in enumerate(absent)}
    pairs = {(link.source, link.target) for link in workflow.links if link.source in numbers and link.target in numbers}
    edges = [Edge(numbers[source], numbers[target], HEIGHT / 2, HEIGHT / 2) for source, target in sorted(pairs)]
    sizes = Sizes(WIDTH, [room_of(known_ports(workflow, node)) for node in absent], 5 * GRID, 2 * GRID)
    corners = arranged(sizes, edges).corners
    taken = max((y + room_of(known_ports(workflow, node)) for node, (_, y) in places.items()), default=-4 * GRID)
    top = GRID * math.ceil(taken / GRID) + 4 * GRID
    left = min((x for x, _ in places.values()), default=0.0)
    for node, corner in zip(absent, corners, strict=True):
        places[node] = (left + GRID * round(corner.x / GRID), top + GRID * round(corner.y / GRID))
    return places


def _given(place: Any) -> Point | None:
    """A place as the file has it; None where it is none."""
    if isinstance(place, list | tuple) and len(place) == 2 and all(isinstance(one, int | float) for one in place):
        return float(place[0]), float(place[1])
    return None
