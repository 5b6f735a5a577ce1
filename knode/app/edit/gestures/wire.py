"""Draw a wire from a port, or plug an end of one in elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Self

from PySide6.QtCore import QPointF
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QToolTip

from knode.app.canvas.geometry import OVERVIEW_BELOW, PORT_REACH, PortRef
from knode.app.edit import wires
from knode.app.edit.commands.links import AddLink, RemoveLinks
from knode.app.edit.commands.rewire import ReplugLink
from knode.app.edit.draft import draft_of
from knode.app.edit.gestures.gesture import SHIFT, Gesture, holds, is_double, is_left
from knode.app.edit.words import translate
from knode.app.messages import worded
from knode.core.workflow import Link

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

END_REACH = 28.0
"""How near its end a wire is taken off its port, in pixels."""


class DragWire(Gesture):
    """Draws a wire from either port to the other.

    A press on an input that has its one wire takes that off, as does a press near the end of a wire. Ports that fit
    light up, others say why not. Dropped on a node, the wire takes the first port that fits; dropped on nothing, a new
    one asks for a node and one that was taken off is gone.
    """

    def __init__(self, view: CanvasView, press: QMouseEvent, fixed: PortRef, old: Link | None) -> None:
        super().__init__(view, press)
        self.fixed = fixed
        self.old = old
        self.target: Link | None = None
        self.reason: str | None = None
        self.is_lit = False
        self.rules = self.workflow
        self.closed: frozenset[str] = frozenset()

    @classmethod
    def begin(cls, view: CanvasView, press: QMouseEvent) -> Self | None:
        """On a port, or near the end of a wire."""
        if not is_left(press) or is_double(press) or view.zoom < OVERVIEW_BELOW:
            return None
        pos = view.scene_pos(press.position())
        port = view.canvas.port_at(pos, PORT_REACH)
        if port is not None and port.node in view.session.workflow:
            old = _one_wire(view, port)
            return cls(view, press, port if old is None else PortRef(old.source, "out", old.source_port), old)
        link = None if view.canvas.node_at(pos) or holds(press, SHIFT) else view.canvas.link_at(pos)
        side = _near_end(view, link, pos) if link is not None else None
        if link is None or side is None:
            return None
        fixed = PortRef(link.source, "out", link.source_port)
        return cls(view, press, fixed if side == "in" else PortRef(link.target, "in", link.target_port), link)

    def _light(self) -> None:
        """Find out what fits once, at the start of the drag: the document stays as it is meanwhile."""
        self.is_lit = True
        if self.old is not None:
            self.rules = draft_of(self.workflow)
            self.rules.unlink(self.old)
        node = self.fixed.node
        reached = wires.upstream(self.rules, node) if self.fixed.side == "out" else self.rules.downstream(node)
        self.closed = frozenset({node, *reached})
        self.canvas.light_ports({ref: self._why_not(self._link(ref)) for ref in self._visible_ports()})

    def _visible_ports(self) -> list[PortRef]:
        side: Literal["in", "out"] = "in" if self.fixed.side == "out" else "out"
        found = []
        for node in self.canvas.nodes_in(self.view.visible_rect()):
            shape = self.canvas.graph.nodes[node]
            plugs = shape.inputs if side == "in" else shape.outputs
            found += [PortRef(node, side, plug.name) for plug in plugs]
        return found

    def _link(self, ref: PortRef) -> Link:
        """The link from or to the fixed port."""
        if self.fixed.side == "out":
            return Link(self.fixed.node, self.fixed.port, ref.node, ref.port)
        return Link(ref.node, ref.port, self.fixed.node, self.fixed.port)

    def _why_not(self, link: Link) -> str | None:
        other = link.target if self.fixed.side == "out" else link.source
        behind = {link.source} if other in self.closed else ()
        return wires.why_not(self.rules, link, behind=behind)

    def drag(self, pos: QPointF, event: QMouseEvent) -> None:
        if not self.is_lit:
            self._light()
        self._aim(pos)
        end = pos
        if self.target is not None and self.reason is None:
            end = self.canvas.port_pos(self._other(self.target))
        start = self.canvas.port_pos(self.fixed)
        self.canvas.draft_style(self.reason is None)
        self.canvas.draft_link(*((start, end) if self.fixed.side == "out" else (end, start)))
        self.canvas.highlight_nodes([self._other(self.target).node] if self.target and not self.reason else [])
        QToolTip.showText(event.globalPosition().toPoint(), worded(self.reason or ""), self.view.viewport())

    def _other(self, link: Link) -> PortRef:
        if self.fixed.side == "out":
            return PortRef(link.target, "in", link.target_port)
        return PortRef(link.source, "out", link.source_port)

    def _aim(self, pos: QPointF) -> None:
        """What a drop at a position would make, and why not."""
        self.target, self.reason = None, None
        port = self.canvas.port_at(pos, PORT_REACH * 1.5 * self.reach, implicit=True)
        if port is not None and port.side != self.fixed.side:
            self.target = self._link(port)
            self.reason = None if self.target == self.old else self._why_not(self.target)
            return
        node = self.canvas.node_at(pos)
        if node is None or node == self.fixed.node:
            return
        self.target = self._fitting(node)
        if self.target is None:
            self.reason = translate("Edit", "No free port of this node fits.")

    def _fitting(self, node: str) -> Link | None:
        if node in self.closed:
            return None
        if self.fixed.side == "out":
            return wires.link_into(self.rules, self.fixed.node, self.fixed.port, node)
        return wires.link_out_of(self.rules, node, self.fixed.node, self.fixed.port)

    def clear(self) -> None:
        self.canvas.draft_link(QPointF(), None)
        self.canvas.draft_style(True)
        self.canvas.light_ports(None)
        self.canvas.highlight_nodes([])
        QToolTip.hideText()

    def finish(self, pos: QPointF, event: QMouseEvent) -> None:
        self._aim(pos)
        if self.reason is not None:
            self.session.refused.emit(self.reason)
        elif self.target is not None and self.old is None:
            self.do(AddLink(self.session.path, self.target))
        elif self.target is not None and self.target != self.old:
            assert self.old is not None
            self.do(ReplugLink(self.session.path, self.old, self.target))
        elif self.target is None and self.old is not None:
            self.do(RemoveLinks(self.session.path, (self.old,)))
        elif self.target is None and self.canvas.node_at(pos) is None:
            self.view.request_add(pos, self.fixed)

    def click(self, pos: QPointF, event: QMouseEvent) -> None:
        if self.old is not None:
            self.canvas.select((), links=[self.old])


def _one_wire(view: CanvasView, port: PortRef) -> Link | None:
    """The wire that an input takes off its port: its only one."""
    if port.side == "out":
        return None
    links = [link for link in view.session.workflow.links_into(port.node) if link.target_port == port.port]
    return links[-1] if links else None


def _near_end(view: CanvasView, link: Link, pos: QPointF) -> Literal["in", "out"] | None:
    """The end of a wire that is near enough to be taken off, the nearer one."""
    ends: dict[Literal["in", "out"], QPointF] = {
        "in": view.canvas.port_pos(PortRef(link.target, "in", link.target_port)),
        "out": view.canvas.port_pos(PortRef(link.source, "out", link.source_port)),
    }
    away = {side: (end - pos).manhattanLength() * view.zoom for side, end in ends.items()}
    side = min(away, key=lambda one: away[one])
    return side if away[side] <= END_REACH else None
