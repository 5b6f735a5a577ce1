"""Carries commands out for the canvas, and knows what is selected there."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from knode.app.edit.commands.nodes import MoveNodes
from knode.app.edit.draft import Together
from knode.core.workflow import Link

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView
    from knode.app.edit.command import Command
    from knode.core.workflow import Workflow


class Chosen(NamedTuple):
    """What is selected on a canvas."""

    nodes: tuple[str, ...]
    links: tuple[Link, ...] = ()
    annotations: tuple[str, ...] = ()


def chosen(view: CanvasView) -> Chosen:
    """What is selected, as far as it is there."""
    known = {str(one.get("id")) for one in view.session.workflow.annotations}
    nodes = tuple(node for node in view.session.selection if node in view.session.workflow)
    notes = tuple(note for note in view.canvas.selected_annotations if note in known)
    return Chosen(nodes, tuple(view.canvas.selected_links), notes)


def carry_out(view: CanvasView, command: Command, made: Callable[[Workflow], Iterable[str]] | None = None) -> bool:
    """Carry a command out, and select what it `made`. Nodes that the file gives no place stay where they are shown."""
    session = view.session
    shown = _unplaced(view)
    if shown:
        command = Together(session.path, (MoveNodes(session.path, shown), command), command.text)
    wanted = list(made(session.document.workflow)) if made else None
    done = session.do(command)
    if done and wanted is not None:
        view.canvas.select([node for node in wanted if node in session.workflow])
    return done


def _unplaced(view: CanvasView) -> dict[str, tuple[float, float]]:
    layout, shapes = view.session.workflow.layout, view.canvas.graph.nodes
    return {node: (shape.x, shape.y) for node, shape in shapes.items() if node not in layout}
