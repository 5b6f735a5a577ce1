"""Select along the wires: upstream, downstream, connected, the neighbour in a direction."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from knode.app.edit.doing import chosen
from knode.app.edit.wires import upstream

if TYPE_CHECKING:
    from knode.app.canvas.hits import Direction
    from knode.app.canvas.view import CanvasView


def select_reached(view: CanvasView, *ways: Callable[[str], Iterable[str]]) -> None:
    """Add to the selection what each selected node reaches."""
    nodes = chosen(view).nodes
    found = [other for node in nodes for way in ways for other in way(node)]
    view.canvas.select(dict.fromkeys([*nodes, *found]))


def select_upstream(view: CanvasView) -> None:
    """Add what feeds the selected nodes."""
    select_reached(view, lambda node: upstream(view.session.workflow, node))


def select_downstream(view: CanvasView) -> None:
    """Add what the selected nodes feed."""
    select_reached(view, view.session.workflow.downstream)


def select_connected(view: CanvasView) -> None:
    """Add everything that wires join with the selected nodes."""
    workflow = view.session.workflow
    found = dict.fromkeys(chosen(view).nodes)
    waiting = list(found)
    while waiting:
        node = waiting.pop()
        ends = [link.source for link in workflow.links_into(node)] + [
            link.target for link in workflow.links_out_of(node)
        ]
        for other in ends:
            if other not in found:
                found[other] = None
                waiting.append(other)
    view.canvas.select(found)


def select_all(view: CanvasView) -> None:
    """Select all nodes and notes."""
    view.canvas.select(view.session.workflow.nodes, annotations=view.canvas.annotations.notes)


def select_none(view: CanvasView) -> None:
    """Select nothing."""
    view.canvas.select(())


def invert(view: CanvasView) -> None:
    """Select the other nodes."""
    selected = set(view.session.selection)
    view.canvas.select(node for node in view.session.workflow.nodes if node not in selected)


def walk(view: CanvasView, direction: Direction) -> None:
    """Go from the node selected last to its neighbour; with nothing selected, to the first node."""
    nodes = chosen(view).nodes
    if not nodes:
        first = _first(view)
        nodes = (first,) if first else ()
        found = first
    else:
        found = view.canvas.neighbour(nodes[-1], direction)
    if found is not None:
        view.canvas.select([found])
        if not view.visible_rect().contains(view.canvas.node_rect(found)):
            view.center_on(found)


def _first(view: CanvasView) -> str | None:
    shapes = view.canvas.graph.nodes.values()
    return min(shapes, key=lambda shape: (shape.x, shape.y)).id if shapes else None
