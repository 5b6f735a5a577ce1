"""Putting new nodes into a workflow: where they stand, what they are connected with, and room for them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject

from knode.app.canvas.geometry import GRID, HEIGHT, WIDTH, Point, PortRef
from knode.app.edit.commands.rewire import Splice
from knode.app.edit.draft import Drafted
from knode.app.edit.places import GAP, box, place, put_place, room, snapped
from knode.app.edit.wires import put_link
from knode.app.edit.words import counted, translate
from knode.app.quick.shelf import habits, keep_habits
from knode.app.session import Session
from knode.core.catalogue import Entry, Side
from knode.core.edits import Path
from knode.core.errors import KnodeError
from knode.core.ports import MODEL, TABLE, Port
from knode.core.workflow import Instance, Link, Workflow

Beside = PortRef | Link | None
"""What a new node is connected with: a port whose wire was dropped, a link that it is put into, or nothing."""
BELOW = 20.0
"""Between a node and one that is put below it, at least."""
STEP_DOWN = HEIGHT + BELOW


@dataclass(frozen=True)
class NewNode:
    """A node to be inserted, and where."""

    instance: Instance
    at: Point


@dataclass(frozen=True)
class InsertNodes(Drafted):
    """Put new nodes in, with their links, as one step. A link that a taken port has gives way."""

    nodes: Sequence[NewNode]
    links: Sequence[Link] = ()
    splice: Link | None = None
    """The link that the one node is put into; what lies behind makes room."""

    @property
    def text(self) -> str:
        """The name of the one node, or how many there are."""
        one = translate("Command", "Add {node}").format(node=self.nodes[0].instance.title)
        return counted(one, translate("Command", "Add {number} Nodes"), len(self.nodes))

    def edit(self, draft: Workflow) -> None:
        """Add, then link. Raises LinkRefused where a link is not allowed."""
        for node in self.nodes:
            draft.add(node.instance)
            put_place(draft, node.instance.id, node.at)
        for link in self.links:
            put_link(draft, link)
        if self.splice is not None:
            Splice(self.path, self.nodes[0].instance.id, self.splice).edit(draft)


def insertion(
    workflow: Workflow,
    path: Path,
    entry: Entry,
    at: Point,
    beside: Beside = None,
    settings: Mapping[str, Any] | None = None,
) -> InsertNodes:
    """The command that adds a node of a catalogue entry at a point of the scene, connected with what it was asked for.

    Args:
        workflow: the one that is looked at.
        path: where it is in the document.
        entry: what to add.
        at: where the wire was dropped, or the middle of the new node.
        beside: what to connect it with.
        settings: of the new node, as JSON data.
    """
    instance = made(workflow, entry, settings)
    if isinstance(beside, Link):
        corner = (at[0] - WIDTH / 2, at[1] - HEIGHT / 2)
        return InsertNodes(path, [NewNode(instance, snapped(corner))], splice=beside)
    if isinstance(beside, PortRef):
        corner = (at[0] if beside.side == "out" else at[0] - WIDTH, at[1] - HEIGHT / 2)
        return InsertNodes(
            path, [NewNode(instance, snapped(corner))], list(_link_with(workflow, entry, instance, beside))
        )
    corner = (at[0] - WIDTH / 2, at[1] - HEIGHT / 2)
    return InsertNodes(path, [NewNode(instance, free_place(workflow, snapped(corner)))])


def following(workflow: Workflow, path: Path, entry: Entry, selected: Sequence[str]) -> InsertNodes:
    """The command that adds a node behind the selected ones and connects it with each of them, where that fits."""
    instance = made(workflow, entry)
    boxes = [box(workflow, node) for node in selected]
    at = (max(one.right for one in boxes) + GAP, sum(one.y for one in boxes) / len(boxes))
    links = list(_links_from(workflow, entry, instance.id, selected))
    return InsertNodes(path, [NewNode(instance, free_place(workflow, snapped(at)))], links)


def add_beside(session: Session, entry: Entry, at: Point | None = None) -> str | None:
    """Add a node and select it: behind the selected nodes and connected where that fits, else at a point of the scene.

    Without a point it stands in the middle of what is looked at. The new node's id; None when the document refused.
    """
    workflow = session.workflow
    selected = [node for node in session.selection if node in workflow]
    command = following(workflow, session.path, entry, selected) if selected else None
    if command is None or (not command.links and at is not None):
        command = insertion(workflow, session.path, entry, at or _in_sight(session))
    added = carry_out(session, command)
    if added is not None:
        session.added.emit(added)
    return added


def carry_out(session: Session, command: InsertNodes) -> str | None:
    """Insert, count, select; the id of the last node, None when the document refused."""
    if not session.do(command):
        return None
    for node in command.nodes:
        habits().count_added(node.instance.type)
    keep_habits()
    session.select(node.instance.id for node in command.nodes)
    return command.nodes[-1].instance.id


def onto(workflow: Workflow, path: Path, entry: Entry, node: str) -> InsertNodes | None:
    """The command that adds a node behind another and connects it, or before it where only that fits; None if neither."""
    behind = following(workflow, path, entry, [node])
    if behind.links:
        return behind
    instance = behind.nodes[0].instance
    used = {link.target_port for link in workflow.links_into(node)}
    ports = _ports(workflow, node)
    for port in ports.inputs if ports else ():
        output = entry.fitting("out", port.kind)
        if output is not None and (port.multiple or port.name not in used):
            there = box(workflow, node)
            at = free_place(workflow, snapped((there.x - GAP - WIDTH, there.y)))
            return InsertNodes(path, [NewNode(instance, at)], [Link(instance.id, output.name, node, port.name)])
    return None


class Sight(QObject):
    """Knows the middle of what a session's canvas shows, for those who have the session only. A child of the session."""

    def __init__(self, session: Session, middle: Callable[[], Point]) -> None:
        super().__init__(session)
        self.middle = middle


def _in_sight(session: Session) -> Point:
    """The middle of what is looked at; below all nodes when there is no canvas."""
    sight = session.findChild(Sight)
    if sight is not None:
        return sight.middle()
    places = [place(session.workflow, node) for node in session.workflow.nodes] or [(0.0, -STEP_DOWN)]
    return min(x for x, _ in places) + WIDTH / 2, max(y for _, y in places) + STEP_DOWN + HEIGHT / 2


def made(workflow: Workflow, entry: Entry, settings: Mapping[str, Any] | None = None) -> Instance:
    """A new node with a free id and these settings (JSON data)."""
    given = dict(settings or {})
    return Instance(workflow.free_id(entry.type), entry.type, version=entry.cls.version, settings=given)


def free_place(workflow: Workflow, at: Point) -> Point:
    """The point, or one below it, where a node covers no other and no picture of a view."""
    places = [(place(workflow, node), room(workflow, node)) for node in workflow.nodes]
    left, top = at
    for y, bottom in sorted((y, y + tall) for (x, y), tall in places if abs(x - left) < WIDTH):
        if y - HEIGHT < top < bottom:
            top = GRID * math.ceil((bottom + BELOW) / GRID)
    return left, top


def fits(workflow: Workflow, entry: Entry, beside: Beside) -> bool:
    """Whether a node can be connected with what it is wanted for."""
    if beside is None:
        return True
    if isinstance(beside, Link):
        carried = kind_at(workflow, PortRef(beside.source, "out", beside.source_port)) or ""
        return bool(entry.giving_on(carried))
    kind = kind_at(workflow, beside)
    return kind is not None and entry.fitting(_other(beside), kind) is not None


def kind_at(workflow: Workflow, ref: PortRef) -> str | None:
    """The kind that a port carries; None for a port of a placeholder."""
    find = _input if ref.side == "in" else _output
    port = find(workflow, ref.node, ref.port)
    return port.kind if port else None


def _other(ref: PortRef) -> Side:
    """The side of a new node that is to be connected with a port."""
    return "in" if ref.side == "out" else "out"


def _link_with(workflow: Workflow, entry: Entry, instance: Instance, ref: PortRef) -> Iterator[Link]:
    kind = kind_at(workflow, ref)
    port = entry.fitting(_other(ref), kind) if kind else None
    if port is None:
        return
    if ref.side == "out":
        yield Link(ref.node, ref.port, instance.id, port.name)
    else:
        yield Link(instance.id, port.name, ref.node, ref.port)


def _links_from(workflow: Workflow, entry: Entry, node: str, selected: Sequence[str]) -> Iterator[Link]:
    """One link from each selected node into an input that is still free, the needed inputs first."""
    free = sorted(entry.ports.inputs, key=lambda port: port.optional)
    for source in selected:
        found = next(_pairs(workflow, source, free), None)
        if found is not None:
            output, port = found
            yield Link(source, output.name, node, port.name)
            if not port.multiple:
                free.remove(port)
    lacking = next((port for port in free if port.kind == MODEL.name and not port.optional), None)
    models = {
        link for source in selected if not _is_alike(workflow, source, entry) for link in _models(workflow, source)
    }
    if lacking is not None and len(models) == 1:
        model, output_name = models.pop()
        yield Link(model, output_name, node, lacking.name)
    rows = next((port for port in free if port.kind == TABLE.name and not port.optional), None)
    kept = [place for source in selected if (place := _held_out(workflow, source)) is not None]
    if rows is not None and len(kept) == 1:
        yield Link(*kept[0], node, rows.name)


def _held_out(workflow: Workflow, learner: str) -> tuple[str, str] | None:
    """The rows that a Partition right before a learner keeps from it, for what applies or explains its model."""
    ports = _ports(workflow, learner)
    if ports is None or not any(port.kind == MODEL.name for port in ports.outputs):
        return None
    for link in workflow.links_into(learner):
        cls, before = workflow.registry.find(workflow.nodes[link.source].type), _ports(workflow, link.source)
        # Only rows that are chosen for training are not chosen in production.
        if cls is None or cls.serving != "pass" or before is None:
            continue
        others = [port.name for port in before.outputs if port.kind == TABLE.name and port.name != link.source_port]
        if len(others) == 1:
            return link.source, others[0]
    return None


def _models(workflow: Workflow, node: str) -> Iterator[tuple[str, str]]:
    """The models that a node applies: what explains or measures its predictions takes the same."""
    for link in workflow.links_into(node):
        port = _input(workflow, node, link.target_port)
        if port is not None and port.kind == MODEL.name:
            yield link.source, link.source_port


def _is_alike(workflow: Workflow, node: str, entry: Entry) -> bool:
    """Whether a node does the same as the new one, which then has a model of its own."""
    return workflow.nodes[node].type == entry.type


def _pairs(workflow: Workflow, source: str, free: Sequence[Port]) -> Iterator[tuple[Port, Port]]:
    """Outputs of a node with inputs that take them; an output that nothing is connected to yet comes first."""
    used = {link.source_port for link in workflow.links_out_of(source)}
    ports = _ports(workflow, source)
    outputs = sorted(ports.outputs, key=lambda port: port.name in used) if ports else []
    for output in outputs:
        for port in free:
            if port.kind == output.kind:
                yield output, port


# ---- ports of nodes that are there


def _ports(workflow: Workflow, node: str) -> Any:
    try:
        return workflow.ports(node) if node in workflow else None
    except KnodeError:
        return None  # Its settings are wrong, so nobody knows its ports.


def _input(workflow: Workflow, node: str, name: str) -> Port | None:
    ports = _ports(workflow, node)
    return ports.input(name) if ports else None


def _output(workflow: Workflow, node: str, name: str) -> Port | None:
    ports = _ports(workflow, node)
    return ports.output(name) if ports else None
