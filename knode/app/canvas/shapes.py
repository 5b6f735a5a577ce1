"""What is known of each node and wire on the canvas: plain values read from the document, no items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath, QPixmap

from knode.app import icons
from knode.app.canvas.geometry import (
    HEIGHT,
    SIDE_MARGIN,
    THUMBNAIL_GAP,
    THUMBNAIL_HEIGHT,
    THUMBNAIL_ROOM,
    VARIABLES_X,
    WIDTH,
    Point,
    flattened,
    node_height,
    port_offset,
    wire_bounds,
    wire_path,
)
from knode.core.errors import KnodeError
from knode.core.node import Node
from knode.core.ports import VARIABLES_PORT, Ports
from knode.core.workflow import Instance, Link, Workflow

if TYPE_CHECKING:
    from knode.app.canvas.node_text import Texts
    from knode.host.protocol import NodeStatus

Form = Literal["card", "input", "output", "component", "placeholder"]


class Plug(NamedTuple):
    """One port as it is drawn: `y` below the node's upper edge; `free` when no wire is at it."""

    name: str
    kind: str
    y: float
    free: bool
    optional: bool
    multiple: bool


@dataclass(slots=True, eq=False)
class NodeShape:
    """One node as it is drawn. `line` is the second line and `hidden` the collapsed frame that it is in."""

    id: str
    x: float
    y: float
    height: float = HEIGHT
    title: str = ""
    form: Form = "card"
    pack: str = ""
    glyph: str = ""
    mode: str = "run"
    gives_view: bool = False
    inputs: tuple[Plug, ...] = ()
    outputs: tuple[Plug, ...] = ()
    variables: bool = False
    status: NodeStatus | None = None
    hidden: str = ""
    picture: QPixmap | None = None
    texts: Texts | None = None

    @property
    def rect(self) -> QRectF:
        """Its card, without what is painted around it."""
        return QRectF(self.x, self.y, WIDTH, self.height)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom with ports and rings."""
        return (
            self.x - SIDE_MARGIN,
            self.y - SIDE_MARGIN,
            self.x + WIDTH + SIDE_MARGIN,
            self.y + self.height + SIDE_MARGIN + self._below,
        )

    @property
    def _below(self) -> float:
        return THUMBNAIL_ROOM if self.picture is not None else 0.0

    @property
    def picture_rect(self) -> QRectF:
        """Where the picture of its view is shown."""
        return QRectF(self.x, self.y + self.height + THUMBNAIL_GAP, WIDTH, THUMBNAIL_HEIGHT)

    @property
    def room(self) -> QRectF:
        """Its card, and the picture that it may have."""
        return self.rect.united(self.picture_rect) if self.gives_view else self.rect

    @property
    def painted(self) -> QRectF:
        """All that it may paint."""
        return self.rect.adjusted(-SIDE_MARGIN, -SIDE_MARGIN, SIDE_MARGIN, SIDE_MARGIN + self._below)

    def plug(self, side: str, name: str) -> Plug | None:
        """The port of that name; None for one that it has not, such as the implicit input for variables."""
        return next((plug for plug in (self.inputs if side == "in" else self.outputs) if plug.name == name), None)

    def port_point(self, side: str, name: str) -> Point:
        """Where the middle of a port is."""
        plug = self.plug(side, name)
        if plug is not None:
            return (self.x if side == "in" else self.x + WIDTH), self.y + plug.y
        if side == "in" and name == VARIABLES_PORT.name:
            return self.x + VARIABLES_X, self.y
        return (self.x if side == "in" else self.x + WIDTH), self.y + self.height / 2


def read_node(workflow: Workflow, node: str, place: Point) -> NodeShape:
    """The shape of a node of a workflow, with the ports that it has and those that its links name."""
    instance = workflow.nodes[node]
    cls = workflow.registry.find(instance.type)
    shape = NodeShape(node, *place, title=instance.title, mode=instance.mode)
    shape.form, shape.glyph = _form(instance, cls)
    shape.pack = cls.pack if cls is not None else instance.type.partition(".")[0]
    ports = known_ports(workflow, node)
    shape.inputs, shape.variables = _inputs(workflow, node, ports)
    shape.outputs = _outputs(workflow, node, ports)
    shape.height = node_height(max(len(shape.inputs), len(shape.outputs)))
    shape.inputs, shape.outputs = _spread(shape.inputs, shape.height), _spread(shape.outputs, shape.height)
    shape.gives_view = any(plug.kind == "view" for plug in shape.outputs)
    return shape


def known_ports(workflow: Workflow, node: str) -> Ports | None:
    """The ports of a node; None for a placeholder, and while a setting that they follow from is wrong."""
    try:
        return workflow.ports(node)
    except KnodeError:
        return None


def room_of(ports: Ports | None) -> float:
    """How much a node with these ports takes from top to bottom, with the picture below it that it may have."""
    if ports is None:
        return node_height(0)
    tall = node_height(max(len(ports.inputs), len(ports.outputs)))
    return tall + THUMBNAIL_ROOM if any(port.kind == "view" for port in ports.outputs) else tall


def present_ports(workflow: Workflow, node: str) -> Ports | None:
    """The same of a node that must be there. Raises UnknownName."""
    workflow.instance(node)
    return known_ports(workflow, node)


def _form(instance: Instance, cls: type[Node] | None) -> tuple[Form, str]:
    if instance.workflow is not None:
        return "component", "component" if instance.is_component or cls is None else icons.glyph_of(cls)
    if cls is None:
        return "placeholder", "placeholder"
    if cls.boundary in ("input", "output"):
        return cls.boundary, f"container-{cls.boundary}"
    return "card", icons.glyph_of(cls)


def _inputs(workflow: Workflow, node: str, ports: Ports | None) -> tuple[tuple[Plug, ...], bool]:
    linked = {link.target_port: link for link in workflow.links_into(node)}
    made = [
        Plug(port.name, port.kind, 0.0, port.name not in linked, port.optional, port.multiple)
        for port in (ports.inputs if ports else ())
    ]
    known = {plug.name for plug in made}
    variables = VARIABLES_PORT.name in linked and VARIABLES_PORT.name not in known
    for name, link in linked.items():
        if name not in known and not (variables and name == VARIABLES_PORT.name):
            made.append(Plug(name, _kind_given(workflow, link), 0.0, False, True, False))
    return tuple(made), variables


def _outputs(workflow: Workflow, node: str, ports: Ports | None) -> tuple[Plug, ...]:
    linked = {link.source_port: link for link in workflow.links_out_of(node)}
    made = [
        Plug(port.name, port.kind, 0.0, port.name not in linked, True, True)
        for port in (ports.outputs if ports else ())
    ]
    known = {plug.name for plug in made}
    for name, link in linked.items():
        if name not in known:
            made.append(Plug(name, _kind_taken(workflow, link), 0.0, False, True, True))
    return tuple(made)


def _kind_given(workflow: Workflow, link: Link) -> str:
    ports = known_ports(workflow, link.source)
    port = ports.output(link.source_port) if ports else None
    return port.kind if port else "table"


def _kind_taken(workflow: Workflow, link: Link) -> str:
    ports = known_ports(workflow, link.target)
    port = ports.input(link.target_port) if ports else None
    return port.kind if port else "table"


def _spread(plugs: tuple[Plug, ...], height: float) -> tuple[Plug, ...]:
    return tuple(plug._replace(y=port_offset(position, len(plugs), height)) for position, plug in enumerate(plugs))


@dataclass(slots=True, eq=False)
class WireShape:
    """One wire: the points that it passes, and what is made of them when it is wanted."""

    link: Link
    kind: str
    points: list[Point]
    straight: bool = False
    hidden: bool = False
    _path: QPainterPath | None = None
    _line: list[Point] | None = None

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom, with room for its width."""
        left, top, right, bottom = wire_bounds(self.points)
        return left - 4, top - 4, right + 4, bottom + 4

    @property
    def painted(self) -> QRectF:
        """All that it may paint, its reroute points included."""
        left, top, right, bottom = self.bounds
        return QRectF(left - 3, top - 3, right - left + 6, bottom - top + 6)

    @property
    def path(self) -> QPainterPath:
        """Its curve."""
        if self._path is None:
            self._path = wire_path(self.points, straight=self.straight)
        return self._path

    @property
    def line(self) -> list[Point]:
        """Its curve as short straight parts."""
        if self._line is None:
            self._line = flattened(self.points, straight=self.straight)
        return self._line

    def lead(self, points: list[Point]) -> None:
        """Lead it through other points."""
        self.points, self._path, self._line = points, None, None
