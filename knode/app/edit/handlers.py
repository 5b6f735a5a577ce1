"""What the actions do on a canvas, and when they can be done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from knode.app.canvas.geometry import GRID
from knode.app.edit import arranging, clipboard, in_place, sharing, swapping, walking
from knode.app.edit.commands.arrange import Align, Distribute, Edge, Straighten
from knode.app.edit.commands.components import BESIDE, MakeComponent, Unpack
from knode.app.edit.commands.frames import COLOURS, AddFrame, CollapseFrame, LeaveFrame
from knode.app.edit.commands.links import RemoveLinks
from knode.app.edit.commands.mode import SetMode
from knode.app.edit.commands.nodes import MoveNodes, RemoveNodes
from knode.app.edit.commands.notes import AddNote, ColourAnnotations, DissolveFrames, RemoveAnnotations
from knode.app.edit.commands.rewire import BendLink, ConnectInSeries, Detach
from knode.app.edit.doing import Chosen, carry_out, chosen
from knode.app.edit.draft import Together
from knode.app.edit.gestures.knife import Knife
from knode.app.edit.places import Box, annotation, bends, clear_of_others, frames, snapped
from knode.app.edit.words import translate

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView
    from knode.app.edit.command import Command
    from knode.core.workflow import Mode

NOTE_SIZE = 224.0, 128.0


class Handler(NamedTuple):
    """What an action does, and when it can be."""

    do: Callable[[CanvasView], object]
    when: Callable[[CanvasView], bool]


# ---- when


def always(view: CanvasView) -> bool:
    """A workflow is open."""
    return True


def several(least: int) -> Callable[[CanvasView], bool]:
    """So many nodes are selected, or more."""
    return lambda view: len(view.session.selection) >= least


def something(view: CanvasView) -> bool:
    """Nodes, wires, notes or frames are selected."""
    return copyable(view) or one_link(view)


def copyable(view: CanvasView) -> bool:
    """Nodes, notes or frames are selected."""
    return several(1)(view) or annotated(view)


def one_component(view: CanvasView) -> bool:
    """The node selected last is a component."""
    node = view.session.workflow.nodes.get(view.session.selection[-1]) if view.session.selection else None
    return node is not None and node.workflow is not None


def inside(view: CanvasView) -> bool:
    """A component is looked at."""
    return bool(view.session.path)


def one_link(view: CanvasView) -> bool:
    """A wire is selected."""
    return bool(view.canvas.selected_links)


def annotated(view: CanvasView) -> bool:
    """A note or frame is selected."""
    return bool(view.canvas.selected_annotations)


def framed(view: CanvasView) -> bool:
    """A frame is selected."""
    return bool(_chosen_frames(view))


def in_frame(view: CanvasView) -> bool:
    """A selected node is in a frame."""
    nodes = view.canvas.selected
    return bool(nodes) and any(not nodes.isdisjoint(frame["nodes"]) for frame in frames(view.session.workflow))


def _chosen_frames(view: CanvasView) -> list[str]:
    selected = chosen(view).annotations
    return [frame["id"] for frame in frames(view.session.workflow) if frame["id"] in selected]


# ---- delete, move


def delete(view: CanvasView, *, heal: bool = False) -> None:
    """Delete what is selected, as one step; of a wire the point that the mouse is on. The nodes of a frame stay."""
    now, path = chosen(view), view.session.path
    bend = view.canvas.reroute_at(view.pointer_pos())
    if bend is not None and now == Chosen((), (bend[0],)):
        points = bends(view.session.workflow, bend[0])
        del points[bend[1]]
        carry_out(view, BendLink(path, bend[0], tuple(points)))
        return
    commands: list[Command] = []
    if now.annotations:
        commands.append(RemoveAnnotations(path, now.annotations))
    if now.links:
        commands.append(RemoveLinks(path, now.links))
    if now.nodes:
        commands.append(RemoveNodes(path, now.nodes, heal=heal))
    if len(commands) == 1:
        carry_out(view, commands[0])
    elif commands:
        carry_out(view, Together(path, tuple(commands), translate("Command", "Delete Selection")))


def cut(view: CanvasView) -> None:
    """Copy, then delete."""
    if clipboard.copy(view):
        delete(view)


def paste(view: CanvasView, at: QPointF | None = None) -> None:
    """Paste nodes, or what else the clipboard holds: a table, files."""
    from knode.app.quick import pasting

    if clipboard.is_empty() or not (clipboard.paste(view, at) or pasting.paste(view, at)):
        view.session.refused.emit(translate("Edit", "The clipboard holds no nodes, no table and no files."))


def nudge(dx: float, dy: float, view: CanvasView) -> None:
    """Move what is selected by a step of the grid."""
    now, shapes = chosen(view), view.canvas.graph.nodes
    places = {node: (shapes[node].x + dx, shapes[node].y + dy) for node in now.nodes}
    notes = {key: annotation(view.session.workflow, key) for key in now.annotations}
    moved = {key: (note["x"] + dx, note["y"] + dy) for key, note in notes.items() if "x" in note}
    if places or moved:
        carry_out(view, MoveNodes(view.session.path, places, moved))


def align(edge: Edge, view: CanvasView) -> None:
    """Align the selected nodes."""
    carry_out(view, Align(view.session.path, chosen(view).nodes, edge))


# ---- nodes


def toggle(mode: Mode, view: CanvasView) -> None:
    """Bring the selected nodes into a mode; when all are in it, let them run."""
    nodes, instances = chosen(view).nodes, view.session.workflow.nodes
    wanted: Mode = "run" if all(instances[node].mode == mode for node in nodes) else mode
    carry_out(view, SetMode(view.session.path, nodes, wanted))


def rename(view: CanvasView) -> None:
    """Edit the label of the node, the title of the frame or the text of the note that is selected."""
    now = chosen(view)
    if now.nodes:
        in_place.rename_node(view, now.nodes[-1])
    elif now.annotations:
        in_place.edit_annotation(view, now.annotations[-1])


def insert_into_wire(view: CanvasView) -> None:
    """Ask which node to put into the selected wire."""
    link = chosen(view).links[-1]
    wire = view.canvas.graph.wires[link]
    x, y = wire.line[len(wire.line) // 2]
    view.request_add(QPointF(x, y), link)


def unbend(view: CanvasView) -> None:
    """Let the selected wires run free."""
    path = view.session.path
    bent = tuple(BendLink(path, link, ()) for link in chosen(view).links)
    carry_out(view, Together(path, bent, bent[0].text))


# ---- components


def make_component(view: CanvasView) -> None:
    """Put the selected nodes into a component."""
    command = MakeComponent(view.session.path, chosen(view).nodes, translate("Edit", "Component"))
    carry_out(view, command, command.made)


def make_holding(type_id: str, view: CanvasView) -> None:
    """Put the selected nodes, or a copy of them, into a node that runs them as its settings say, such as a Loop."""
    command = MakeComponent(view.session.path, chosen(view).nodes, type=type_id, beside=type_id in BESIDE)
    carry_out(view, command, command.made)


def unpack(view: CanvasView) -> None:
    """Put the inside of the component in its place."""
    command = Unpack(view.session.path, chosen(view).nodes[-1])
    carry_out(view, command, command.made)


def enter(view: CanvasView) -> None:
    """Look at the inside of the component."""
    view.session.set_path((*view.session.path, chosen(view).nodes[-1]))


def leave(view: CanvasView) -> None:
    """Look at the workflow around, with the component selected."""
    *path, component = view.session.path
    view.session.set_path(tuple(path))
    view.canvas.select([component])


# ---- notes and frames


def add_note(view: CanvasView) -> None:
    """Put a note under the mouse, or below what stands there, and ask for its text."""
    x, y = snapped(view.pointer_pos().toTuple())
    rects = [note.rect for note in view.canvas.annotations.notes.values()]
    notes = [Box(rect.x(), rect.y(), rect.width(), rect.height()) for rect in rects]
    place = clear_of_others(view.session.workflow, Box(x, y, *NOTE_SIZE), notes)
    view.bring_into_sight(QRectF(*place), animated=False)
    _annotate(view, AddNote(view.session.path, place))


def add_frame(view: CanvasView) -> None:
    """Put a frame around the selected nodes and ask for its title."""
    _annotate(view, AddFrame(view.session.path, chosen(view).nodes))


def _annotate(view: CanvasView, command: Command) -> None:
    before = {one["id"] for one in view.session.workflow.annotations}
    if carry_out(view, command):
        made = next(one["id"] for one in view.session.workflow.annotations if one["id"] not in before)
        view.canvas.select((), annotations=[made])
        in_place.edit_annotation(view, made)


def collapse(view: CanvasView) -> None:
    """Collapse the selected frame, or expand it."""
    key = _chosen_frames(view)[-1]
    carry_out(view, CollapseFrame(view.session.path, key, not annotation(view.session.workflow, key).get("collapsed")))


def dissolve(view: CanvasView) -> None:
    """Take the selected frames away."""
    carry_out(view, DissolveFrames(view.session.path, tuple(_chosen_frames(view))))


def colour(name: str, view: CanvasView) -> None:
    """Colour the selected notes and frames."""
    carry_out(view, ColourAnnotations(view.session.path, chosen(view).annotations, name))


def _on_nodes(command: Callable[..., Command], *rest: object) -> Callable[[CanvasView], object]:
    return lambda view: carry_out(view, command(view.session.path, chosen(view).nodes, *rest))


EDGES: tuple[Edge, ...] = ("left", "centre", "right", "top", "middle", "bottom")
HANDLERS: Mapping[str, Handler] = {
    "edit.cut": Handler(cut, copyable),
    "edit.copy": Handler(clipboard.copy, copyable),
    "edit.paste": Handler(paste, always),
    "edit.duplicate": Handler(partial(clipboard.duplicate, linked=False), copyable),
    "edit.duplicate-linked": Handler(partial(clipboard.duplicate, linked=True), several(1)),
    "edit.delete": Handler(delete, something),
    "edit.delete-heal": Handler(partial(delete, heal=True), several(1)),
    "select.all": Handler(walking.select_all, always),
    "select.none": Handler(walking.select_none, always),
    "select.invert": Handler(walking.invert, always),
    "select.upstream": Handler(walking.select_upstream, several(1)),
    "select.downstream": Handler(walking.select_downstream, several(1)),
    "select.connected": Handler(walking.select_connected, several(1)),
    "walk.left": Handler(partial(walking.walk, direction="left"), always),
    "walk.right": Handler(partial(walking.walk, direction="right"), always),
    "walk.up": Handler(partial(walking.walk, direction="up"), always),
    "walk.down": Handler(partial(walking.walk, direction="down"), always),
    "nudge.left": Handler(partial(nudge, -GRID, 0.0), copyable),
    "nudge.right": Handler(partial(nudge, GRID, 0.0), copyable),
    "nudge.up": Handler(partial(nudge, 0.0, -GRID), copyable),
    "nudge.down": Handler(partial(nudge, 0.0, GRID), copyable),
    "edit.arrange": Handler(lambda view: arranging.arrange(view, chosen(view).nodes), always),
    "edit.straighten": Handler(_on_nodes(Straighten), several(2)),
    **{f"align.{edge}": Handler(partial(align, edge), several(2)) for edge in EDGES},
    "distribute.across": Handler(_on_nodes(Distribute, "across"), several(3)),
    "distribute.down": Handler(_on_nodes(Distribute, "down"), several(3)),
    "node.rename": Handler(rename, copyable),
    "node.swap": Handler(swapping.ask, several(1)),
    "node.disable": Handler(partial(toggle, "disabled"), several(1)),
    "node.bypass": Handler(partial(toggle, "bypass"), several(1)),
    "wire.series": Handler(_on_nodes(ConnectInSeries), several(2)),
    "wire.detach": Handler(_on_nodes(Detach), several(1)),
    "wire.knife": Handler(Knife.toggle, always),
    "wire.insert": Handler(insert_into_wire, one_link),
    "wire.unbend": Handler(unbend, one_link),
    "component.make": Handler(make_component, several(1)),
    "component.loop": Handler(partial(make_holding, "flow.Loop"), several(1)),
    "component.try": Handler(partial(make_holding, "flow.TryCatch"), several(1)),
    "component.validate": Handler(partial(make_holding, "learn.CrossValidate"), several(1)),
    "component.optimize": Handler(partial(make_holding, "learn.ParameterOptimizer"), several(1)),
    "component.unpack": Handler(unpack, one_component),
    "component.enter": Handler(enter, one_component),
    "component.leave": Handler(leave, inside),
    "component.share": Handler(sharing.ask_save, one_component),
    "component.insert": Handler(sharing.ask_insert, always),
    "note.add": Handler(add_note, always),
    "frame.add": Handler(add_frame, several(1)),
    "frame.leave": Handler(_on_nodes(LeaveFrame), in_frame),
    "frame.collapse": Handler(collapse, framed),
    "frame.dissolve": Handler(dissolve, framed),
    **{f"colour.{name}": Handler(partial(colour, name), annotated) for name in COLOURS},
}
