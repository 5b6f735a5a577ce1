"""The benchmarks by name: each measures at a scale and gives its figures."""

from __future__ import annotations

from collections.abc import Callable

from tests.bench import on_bulk, on_engine, on_nodes, on_processes, on_tables, on_views
from tests.bench.figures import Figure
from tests.bench.scale import Scale

BENCHMARKS: dict[str, Callable[[Scale], list[Figure]]] = {
    "noop": on_engine.noop,
    "change": on_engine.change,
    "branches": on_engine.branches,
    "startup": on_processes.startup,
    "breast-cancer": on_processes.breast_cancer,
    "storing": on_tables.storing,
    "columns": on_tables.columns,
    "pipeline": on_tables.pipeline,
    "bulk": on_bulk.bulk,
    "nodes": on_nodes.nodes,
    "views": on_views.views,
}
