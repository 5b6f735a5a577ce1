"""What nodes of the pack `visualize` take for a large table."""

from __future__ import annotations

import gc
from typing import Any

from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from tests.bench.nodes.table import mixed
from tests.bench.work.clock import Times, timed

VIEWS: dict[str, dict[str, Any]] = {
    "DataProfile": {},
    "TableView": {},
    "Histogram": {"column": "price", "group": "plan"},
    "BoxPlot": {"columns": ["price"], "group": "city"},
    "ScatterPlot": {"x": "price", "y": "score"},
    "LinePlot": {"x": "day", "y": ["price"], "group": "plan", "resample": "month"},
    "BarChart": {"category": "city", "value": "price", "group": "plan"},
    "Heatmap": {"x": "plan", "y": "city", "value": "price"},
    "CorrelationMatrix": {"method": "spearman"},
    "ScatterMatrix": {"columns": ["price", "discount", "score"]},
    "MissingnessMap": {},
}
"""By the node its settings, for the columns of `mixed`."""


def measure(node: str, rows: int, turns: int) -> list[Times]:
    """Seconds of each turn, after one that does not count."""
    cls = REGISTRY.get(f"visualize.{node}")
    given: dict[str, Any] = {"table": mixed(rows)}
    if context := cls.declared_ports().context:
        given[context] = QuietContext()
    made: Any = cls.from_settings(VIEWS[node])
    made.run(**given)
    found = []
    for _ in range(turns):
        gc.collect()
        found.append(timed(lambda: made.run(**given)))
    return found
