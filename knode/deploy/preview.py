"""What a capture holds, as JSON data to look at before anything is written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from knode.core.document import canonical
from knode.core.errors import ParityFailed
from knode.core.spec import TableSpec
from knode.core.values import Captured
from knode.core.workflow import Instance
from knode.deploy.building import APPLY
from knode.deploy.parity import prove
from knode.deploy.scratch import scratch
from knode.engine.inline import Inline, captured_graph
from knode.store.kinds import codec_of
from knode.store.objects import ObjectStore


def preview(captured: Captured, facts: Inline | None = None) -> dict[str, Any]:
    """All that a person wants to know of a capture before it is deployed. The contract rows are replayed for it.

    Returns:
        `workflow`, `captured_at`: where it comes from; `nodes`: what it consists of; `crossings`: what enters and leaves,
        as `input`, `frozen` or `output`; `frozen_bytes`: of all frozen values; `left_out`: nodes that production does not
        repeat, and why; `inputs` and `outputs`: their columns; `parameters`, `secrets`: what it wants beside rows;
        `targets_asked_for`: columns to be predicted that an input wants all the same; `parity`: whether it gives what the
        training workflow gave.
    """
    sizes = {node: _size(kind, value) for node, (kind, value) in captured.frozen.items()}
    return {
        "workflow": captured.lineage.get("workflow", captured.workflow.name),
        "captured_at": captured.lineage.get("captured_at"),
        "nodes": [
            {"id": node, "type": instance.type, "label": instance.title, "does": _does(captured, instance)}
            for node, instance in _in_order(captured)
        ],
        "crossings": [*_inputs(captured), *_frozen(captured, sizes), *_outputs(captured)],
        "frozen_bytes": sum(sizes.values()),
        "left_out": [
            {"node": node, "because": reason} for node, reason in captured.lineage.get("left_out_because", {}).items()
        ],
        "inputs": {name: _described(captured, node) for name, node in captured.workflow.ends("input").items()},
        "outputs": {name: _columns(table) for name, table in captured.contract.outputs.items()},
        "parameters": [
            {"name": name, "type": parameter.type, "default": parameter.default}
            for name, parameter in captured.workflow.parameters.items()
        ],
        "secrets": list(captured.lineage.get("secrets", [])),
        "targets_asked_for": list(captured.lineage.get("targets_asked_for", [])),
        "parity": _parity(captured, facts),
    }


def _size(kind: str, value: Any) -> int:
    """The bytes that a frozen value takes in a bundle."""
    with scratch() as folder:
        objects = ObjectStore(folder)
        payload = codec_of(kind).dump(value, objects)
        return len(canonical(payload).encode()) + sum(objects.path(name).stat().st_size for name in objects)


def _in_order(captured: Captured) -> list[tuple[str, Instance]]:
    """The nodes in the order in which they run; a component counts as one node."""
    graph, _, _ = captured_graph(captured, trust=True)
    nodes = dict.fromkeys(step.partition("/")[0] for step in graph.steps)
    return [(node, captured.workflow.nodes[node]) for node in nodes]


def _does(captured: Captured, instance: Instance) -> str:
    cls = captured.workflow.registry.find(instance.type)
    boundary = None if cls is None else cls.boundary
    return "apply" if instance.type == APPLY else boundary or "copy"


def _inputs(captured: Captured) -> Iterator[dict[str, Any]]:
    data = captured.lineage.get("data", {})
    for name, node in captured.workflow.ends("input").items():
        source = captured.lineage.get("inputs", {}).get(name, "")
        rows = data.get(name, {}).get("rows")
        yield {"as": "input", "name": name, "kind": "table", "from": source, "to": _into(captured, node), "rows": rows}


def _frozen(captured: Captured, sizes: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    origins = captured.lineage.get("frozen", {})
    for node, (kind, _) in captured.frozen.items():
        source = origins.get(node, "")
        into = _into(captured, node)
        yield {"as": "frozen", "name": node, "kind": kind, "from": source, "to": into, "bytes": sizes[node]}


def _outputs(captured: Captured) -> Iterator[dict[str, Any]]:
    for name, node in captured.workflow.ends("output").items():
        settings = captured.workflow.nodes[node].settings
        source = captured.lineage.get("outputs", {}).get(name, "")
        yield {
            "as": "output",
            "name": name,
            "kind": settings.get("kind", "table"),
            "from": source,
            "to": [],
            "explains": bool(settings.get("explains", False)),
        }


def _into(captured: Captured, node: str) -> list[str]:
    return [f"{link.target}.{link.target_port}" for link in captured.workflow.links_out_of(node)]


def _described(captured: Captured, node: str) -> dict[str, Any]:
    settings = captured.workflow.nodes[node].settings
    left_out = captured.lineage.get("columns_left_out", {}).get(settings["name"], [])
    # Settings leave out what is the default; here it is said.
    columns = [{"nullable": True, **column} for column in settings.get("columns", ())]
    return {"columns": columns, "columns_left_out": list(left_out)}


def _columns(table: Any) -> dict[str, Any]:
    return {"columns": [{"name": column.name, "dtype": column.dtype} for column in TableSpec.of(table).columns]}


def _parity(captured: Captured, facts: Inline | None) -> dict[str, Any]:
    rows = {name: len(table) for name, table in captured.contract.outputs.items()}
    try:
        prove(captured, facts)
    except ParityFailed as error:
        return {"equal": False, "rows": rows, "difference": error.as_json()}
    return {"equal": True, "rows": rows, "difference": None}
