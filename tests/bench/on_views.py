"""Benchmarks of plots and profiles of large tables."""

from __future__ import annotations

from tests.bench.figures import Figure
from tests.bench.process import answer
from tests.bench.scale import Scale
from tests.bench.work.clock import medians
from tests.bench.work.views import VIEWS

PROFILE_SECONDS = 3


def views(scale: Scale) -> list[Figure]:
    """Plots and profiles of a table of 14 mixed columns, until their data is there."""
    rows = min(scale.rows)
    figures = []
    for node in VIEWS:
        found = medians(answer("views:measure", node=node, rows=rows, turns=scale.turns))
        asked = PROFILE_SECONDS if node == "DataProfile" else None
        figures.append(Figure(f"{node}, {rows:,} rows", found["wall"], "s", asked, f"{found['cpu']:.2f} s CPU"))
    return figures
