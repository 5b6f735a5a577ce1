"""Lineage: from which workflow, with which parameters, and from what data a captured workflow came."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from knode.core import document
from knode.core.errors import StoreDamaged
from knode.core.workflow import Instance, Workflow
from knode.engine.graph import Graph
from knode.store.kinds import codec_of

if TYPE_CHECKING:
    import pandas as pd


def source_facts(graph: Graph, ends: Iterable[str], came_in: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of the source of a capture, as JSON data.

    It follows from what leads to the steps `ends` alone: a moved box, or an edit elsewhere in the workflow, changes none
    of it, so that the same capture gives the same bundle.

    Returns:
        `workflow`: its name; `workflow_sha256`: of the part of its document that leads there, without layout;
        `parameters`: those that part is bound to, with their values; `data`: rows, columns and a fingerprint of each
        table in `came_in`.
    """
    leading = leading_nodes(graph, ends)
    part = _part(graph.workflow, leading)
    bound = {name: graph.parameters[name] for name in sorted(_bound(part)) if name in graph.parameters}
    return {
        "workflow": graph.workflow.name,
        "workflow_sha256": sha256(document.dumps(part).encode()).hexdigest(),
        # Numbers from a file know how they were written there; those in the lineage are plain.
        "parameters": json.loads(json.dumps(bound)),
        "data": {name: table_facts(table) for name, table in came_in.items() if hasattr(table, "iloc")},
    }


def leading_nodes(graph: Graph, ends: Iterable[str]) -> set[str]:
    """The nodes of the workflow that lead to some steps: those of a component count as the component."""
    return {step.partition("/")[0] for step in graph.upstream(ends)}


def _part(workflow: Workflow, nodes: set[str]) -> Workflow:
    part = Workflow(workflow.name, registry=workflow.registry)
    for node in sorted(nodes):
        part.add(replace(workflow.nodes[node], label=""))
    for node in sorted(nodes):
        for link in workflow.links_into(node):
            part.restore_link(link)
    return part


def _bound(workflow: Workflow) -> Iterator[str]:
    """The parameters that the nodes of a workflow are bound to."""
    for instance in workflow.nodes.values():
        yield from _parameters_of(instance)


def _parameters_of(instance: Instance) -> Iterator[str]:
    for binding in instance.bindings.values():
        if binding.source == "parameter":
            yield binding.name


def table_facts(table: pd.DataFrame) -> dict[str, Any]:
    """Rows, columns, and a sha256 of the content, types and names of a table."""
    described = codec_of("table").dump(table, _Hashes())
    digest = sha256(document.canonical(described).encode()).hexdigest()
    return {"rows": len(table), "columns": table.shape[1], "sha256": digest}


class _Hashes:
    """Objects of which only the hash is kept."""

    def put(self, write: Callable[[IO[bytes]], None]) -> str:
        sink = _Sink()
        write(cast("IO[bytes]", sink))
        return sink.digest.hexdigest()

    def path(self, sha256: str) -> Path:
        raise StoreDamaged(f"Nothing was kept of {sha256}.")


class _Sink(io.RawIOBase):
    def __init__(self) -> None:
        super().__init__()
        self.digest = sha256()
        self._size = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def write(self, data: Any) -> int:
        view = memoryview(data).cast("B")
        self.digest.update(view)
        self._size += len(view)
        return len(view)
