"""The status of a component as a whole, from those of the nodes inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.core.errors import KnodeError
from knode.core.spec import Spec
from knode.core.workflow import Instance
from knode.host.protocol import NodeStateName, NodeStatus, PortStatus

if TYPE_CHECKING:
    from knode.host.book import Book

FIRST: tuple[NodeStateName, ...] = ("failed", "running", "queued", "skipped", "idle", "ready", "done", "inactive")
"""The first of these that a node inside has is the component's."""


def status_of_component(book: Book, path: str, instance: Instance) -> NodeStatus:
    """What a component shows outside: the state that matters most inside, its ports as those of its ends."""
    problem, disabled = (None, False)
    graph = book.graph
    if graph is None or path in graph.left_out.problems or path in graph.left_out.modes:
        problem, disabled = book.reason(path)
    inside = instance.workflow
    assert inside is not None
    inner = [(node, entry.status) for node in inside.nodes if (entry := book.told.get(f"{path}/{node}")) is not None]
    counted = [status for _, status in inner if status.state != "disabled"]
    state: NodeStateName = next((one for one in FIRST if any(status.state == one for status in counted)), "idle")
    if problem is not None:
        state = "idle"
    if disabled or (graph is not None and path in graph.left_out.modes):
        state = "disabled"
    if problem is None and state in ("failed", "idle"):
        problem = next((status.error for status in counted if status.state == state and status.error), None)
    busy = state in ("running", "queued")
    over = sum(status.state in ("done", "failed", "skipped", "inactive") for status in counted)
    inputs, outputs = _ends(book, path, instance)
    seconds = [status.seconds for status in counted if status.seconds is not None]
    return NodeStatus(
        state=state,
        reused=state == "done" and all(status.reused for status in counted),
        stale=state != "done" and any(status.stale for status in counted),
        fraction=over / len(counted) if busy and counted else None,
        seconds=sum(seconds) if seconds else None,
        inputs=inputs,
        outputs=outputs,
        warnings=tuple(text for status in counted for text in status.warnings),
        infos=tuple(text for status in counted for text in status.infos),
        error=problem,
    )


def _ends(
    book: Book, path: str, instance: Instance
) -> tuple[dict[str, tuple[Spec | None, ...]], dict[str, PortStatus]]:
    inside = instance.workflow
    assert inside is not None
    inputs: dict[str, tuple[Spec | None, ...]] = {}
    outputs: dict[str, PortStatus] = {}
    try:
        ends, entries = inside.ends("output"), inside.ends("input")
    except KnodeError:  # Two ends of one name: a problem that the workflow inside is told of.
        return {}, {}
    for name, node in entries.items():
        entry = book.told.get(f"{path}/{node}")
        if entry is not None and "value" in entry.status.inputs:
            inputs[name] = entry.status.inputs["value"]
    for name, node in ends.items():
        entry = book.told.get(f"{path}/{node}")
        if entry is not None and entry.status.outputs:
            outputs[name] = next(iter(entry.status.outputs.values()))
    return inputs, outputs
