"""Ask which type a node should be of instead."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.app.canvas.shapes import present_ports
from knode.app.edit.commands.swap import SwapType, holds_inside
from knode.app.edit.doing import carry_out, chosen
from knode.app.edit.words import translate

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView
    from knode.app.quick.quick_add import QuickAdd
    from knode.core.catalogue import Entry, Hit
    from knode.core.workflow import Workflow


def ask(view: CanvasView) -> QuickAdd:
    """Open the search for nodes beside the node selected last; those that take up all of its wires are offered."""
    from knode.app.quick.quick_add import QuickAdd
    from knode.app.quick.shelf import catalogue

    session, node = view.session, chosen(view).nodes[-1]
    among = [entry for entry in catalogue().entries if _takes_up(session.workflow, node, entry)]

    def find(typed: str) -> list[Hit]:
        return catalogue().search(typed, among)

    def swap(entry: Entry, stays: bool) -> None:
        carry_out(view, SwapType(session.path, node, entry.type))

    title = session.workflow.instance(node).title
    popup = QuickAdd(find, view, context=translate("Edit", "Instead of {node}").format(node=title), is_one=True)
    popup.chosen.connect(swap)
    popup.open_at(view.viewport().mapToGlobal(view.mapFromScene(view.canvas.node_rect(node).topLeft())))
    return popup


def _takes_up(workflow: Workflow, node: str, entry: Entry) -> bool:
    """Whether another type has a port for each kind of value that wires bring to a node and take from it."""
    if entry.type == workflow.nodes[node].type:
        return False
    if workflow.nodes[node].workflow is not None:
        return holds_inside(entry.cls)
    inside, outside = _kinds(workflow, node)
    inputs, outputs = {port.kind for port in entry.ports.inputs}, {port.kind for port in entry.ports.outputs}
    return inside <= inputs and outside <= outputs


def _kinds(workflow: Workflow, node: str) -> tuple[set[str], set[str]]:
    ports = present_ports(workflow, node)
    if ports is None:
        return set(), set()
    entering = {link.target_port for link in workflow.links_into(node)}
    leaving = {link.source_port for link in workflow.links_out_of(node)}
    return (
        {port.kind for port in ports.inputs if port.name in entering},
        {port.kind for port in ports.outputs if port.name in leaving},
    )
