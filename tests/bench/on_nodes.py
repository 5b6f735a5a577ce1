"""Benchmarks of nodes: each beside pandas, polars and DuckDB by hand."""

from __future__ import annotations

import statistics
import sys
from typing import Any

from tests.bench.figures import Figure, with_unit
from tests.bench.process import answer
from tests.bench.scale import Scale

OTHERS = ("pandas", "polars", "duckdb")
Turns = list[dict[str, dict[str, float]]]


def nodes(scale: Scale) -> list[Figure]:
    """Nodes beside the same by hand: CPU time of a node, as a multiple of that of pandas."""
    figures = []
    for rows in scale.rows:
        for case in answer("nodes:names"):
            if scale.only.lower() in case["name"].lower():
                answer("nodes:check", name=case["name"])
                turns = answer("nodes:measure", name=case["name"], rows=rows, turns=scale.turns)
                figures.append(_figure(case, rows, turns))
                # All cases take long: what is known is told at once.
                print(" | ".join(figures[-1].cells()), file=sys.stderr, flush=True)
    return figures


def _figure(case: dict[str, Any], rows: int, turns: Turns) -> Figure:
    beside = ", ".join(_beside(way, turns) for way in OTHERS if way in turns[0])
    took = statistics.median(turn["knode"]["wall"] for turn in turns)
    cpu = f"; CPU: {_ratio(turns, 'pandas', 'cpu'):.2f} × pandas" if case["part"] == "wall" else ""
    return Figure(
        f"{case['name']}, {rows:,} rows",
        _ratio(turns, "pandas", case["part"]),
        "×",
        case["most"],
        f"{with_unit(took * 1_000, 'ms')}; wall: {beside}{cpu}",
    )


def _beside(way: str, turns: Turns) -> str:
    return f"{_ratio(turns, way, 'wall'):.2f} × {way}"


def _ratio(turns: Turns, way: str, part: str) -> float:
    """The median of the ratios within the turns: what slows the machine down for a while slows both."""
    return statistics.median(turn["knode"][part] / max(turn[way][part], 1e-9) for turn in turns)
