"""Edits of several wires at once: detach, connect in series, splice, re-plug, bend."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from knode.app.canvas.geometry import Point
from knode.app.canvas.shapes import present_ports
from knode.app.edit import wires
from knode.app.edit.draft import Drafted
from knode.app.edit.places import GAP, bends, box, place, put_bends, put_place, shift
from knode.app.edit.words import counted, translate
from knode.core.errors import LinkRefused, quoted
from knode.core.workflow import Link, Workflow


@dataclass(frozen=True)
class Detach(Drafted):
    """Take nodes out of their wires; what came before them feeds what came after."""

    nodes: tuple[str, ...]

    @property
    def text(self) -> str:
        """With how many nodes."""
        one, many = translate("Command", "Detach Node"), translate("Edit", "Detach {number} Nodes")
        return counted(one, many, len(self.nodes))

    def edit(self, draft: Workflow) -> None:
        """Links between the nodes stay."""
        wires.take_out(draft, frozenset(self.nodes))


@dataclass(frozen=True)
class ConnectInSeries(Drafted):
    """Connect nodes one behind the other, in the given order."""

    nodes: tuple[str, ...]

    @property
    def text(self) -> str:
        """With how many nodes."""
        return translate("Command", "Connect {number} Nodes in Series").format(number=len(self.nodes))

    def edit(self, draft: Workflow) -> None:
        """Pairs that a link joins already are left alone. Raises LinkRefused when a pair does not fit."""
        for source, target in pairwise(self.nodes):
            if any(link.source == source for link in draft.links_into(target)):
                continue
            link = wires.joining(draft, source, target)
            if link is None:
                raise LinkRefused(
                    f"No output of {quoted(source)} fits a free input of {quoted(target)}. "
                    "Select the nodes in the order in which the data should pass them."
                )
            draft.link(*link)


@dataclass(frozen=True)
class Splice(Drafted):
    """Put a node into a wire; what lies behind it makes room."""

    node: str
    link: Link
    position: Point | None = None

    @property
    def text(self) -> str:
        """The same for all nodes."""
        return translate("Command", "Insert Node into Wire")

    def edit(self, draft: Workflow) -> None:
        """Raises LinkRefused when the node does not fit there."""
        wires.check_there(draft, self.link)
        before, after = spliced(draft, self.node, self.link)
        links = draft.links_into(self.link.target)
        if self.position is not None:
            put_place(draft, self.node, self.position)
        put_bends(draft, self.link, ())
        wires.put_links_into(draft, self.link.target, [after if one == self.link else one for one in links])
        wires.put_link(draft, before)
        _make_room(draft, self.node, self.link)


def spliced(workflow: Workflow, node: str, link: Link) -> tuple[Link, Link]:
    """The two links that take the place of one. Raises LinkRefused when the node does not fit into it."""
    port = wires.output(workflow, link.source, link.source_port)
    ports = present_ports(workflow, node)
    kind = port.kind if port else None
    entry = next((one for one in wires.inputs_for(workflow, node, kind or "")), None)
    leave = next((one for one in ports.outputs if one.kind == kind), None) if ports else None
    loose = node not in (link.source, link.target) and not workflow.links_into(node) and not workflow.links_out_of(node)
    if entry is None or leave is None or not loose:
        reason = f"it has no {kind} input and output" if loose else "it has links already"
        raise LinkRefused(f"Node {quoted(node)} cannot be put into the wire {link}: {reason}.")
    return Link(link.source, link.source_port, node, entry.name), Link(node, leave.name, link.target, link.target_port)


def _make_room(draft: Workflow, node: str, link: Link) -> None:
    """Move the node behind its source, and what it reaches behind itself, as far as needed."""
    if link.source not in draft.layout or node not in draft.layout:
        return
    x, y = place(draft, node)
    x = max(x, box(draft, link.source).right + GAP / 2)
    put_place(draft, node, (x, y))
    short = box(draft, node).right + GAP - place(draft, link.target)[0]
    if short > 0:
        shift(draft, draft.downstream(node), short)


@dataclass(frozen=True)
class ReplugLink(Drafted):
    """Plug an end of a link in elsewhere."""

    old: Link
    new: Link

    @property
    def text(self) -> str:
        """The same for all links."""
        return translate("Command", "Re-plug Wire")

    def edit(self, draft: Workflow) -> None:
        """The link keeps its bends. Raises LinkRefused."""
        wires.check_there(draft, self.old)
        kept = bends(draft, self.old)
        links = draft.links_into(self.old.target)
        draft.unlink(self.old)
        put_bends(draft, self.old, ())
        wires.put_link(draft, self.new)
        put_bends(draft, self.new, kept)
        if self.new.target == self.old.target and self.new.target_port == self.old.target_port:
            order = [self.new if link == self.old else link for link in links]
            wires.put_links_into(draft, self.new.target, order)


@dataclass(frozen=True)
class BendLink(Drafted):
    """Let a link pass some points."""

    link: Link
    points: tuple[Point, ...]

    @property
    def text(self) -> str:
        """By whether there are points left."""
        return translate("Command", "Bend Wire") if self.points else translate("Edit", "Unbend Wire")

    def edit(self, draft: Workflow) -> None:
        """Raises LinkRefused when there is no such link."""
        wires.check_there(draft, self.link)
        put_bends(draft, self.link, self.points)
