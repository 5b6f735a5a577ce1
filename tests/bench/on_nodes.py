"""Benchmarks of nodes: each beside pandas, polars and DuckDB by hand."""

from __future__ import annotations

import json
import statistics
import sys
from typing import Any

from tests.bench.figures import Figure, with_unit
from tests.bench.process import answer, median, spend, work
from tests.bench.scale import Scale

LARGE = 5_000_000
"""With so many rows only some cases are measured, each way in a process of its own: together they need too much memory."""
OTHERS = ("pandas", "polars", "duckdb")
Turns = list[dict[str, dict[str, float]]]


def nodes(scale: Scale) -> list[Figure]:
    """Nodes beside the same by hand: CPU time of a node, as a multiple of that of pandas."""
    figures = []
    for rows in scale.rows:
        for case in answer("nodes:names", large=rows >= LARGE):
            if scale.only.lower() in case["name"].lower():
                ways = answer("nodes:check", name=case["name"])
                figures.append(_figure(case, rows, _turns(case["name"], rows, ways, scale)))
                # All cases take long: what is known is told at once.
                print(" | ".join(figures[-1].cells()), file=sys.stderr, flush=True)
    return figures


def _turns(name: str, rows: int, ways: list[str], scale: Scale) -> Turns:
    if rows < LARGE:
        made: Turns = answer("nodes:measure", name=name, rows=rows, turns=scale.turns, ways=ways)
        return made
    apart = {way: _apart(name, rows, way, max(2, scale.few_turns)) for way in ways}
    return [dict(zip(ways, turn, strict=True)) for turn in zip(*apart.values(), strict=True)]


def _apart(name: str, rows: int, way: str, turns: int) -> list[dict[str, float]]:
    """The turns of one way in a process of its own."""
    cost = spend(work("nodes:measure", name=name, rows=rows, turns=turns, ways=[way]))
    return [{**turn[way], "peak": median([cost]).peak} for turn in json.loads(cost.said)]


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
