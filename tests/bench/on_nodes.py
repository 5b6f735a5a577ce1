"""Benchmarks of nodes: each beside pandas, polars and DuckDB by hand."""

from __future__ import annotations

import statistics
import sys
from typing import Any

from tests.bench.figures import Figure, with_unit
from tests.bench.process import answer
from tests.bench.scale import Scale

OTHERS = ("pandas", "polars", "duckdb")
Turns = dict[str, list[dict[str, float]]]


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
    beside = ", ".join(f"{_beside(way, turns):.2f} × {way}" for way in OTHERS if way in turns)
    cpu = f"; CPU: {_beside('pandas', turns, 'cpu'):.2f} × pandas" if case["part"] == "wall" else ""
    return Figure(
        f"{case['name']}, {rows:,} rows",
        _beside("pandas", turns, case["part"]),
        "×",
        case["most"],
        f"{with_unit(_median(turns['knode'], 'wall') * 1_000, 'ms')}; wall: {beside}{cpu}",
    )


def _beside(way: str, turns: Turns, part: str = "wall") -> float:
    """Of ways that take turns the median of the ratios within: what slows the machine down for a while slows both."""
    ours, theirs = turns["knode"], turns[way]
    if way != "pandas":
        return _median(ours, part) / max(_median(theirs, part), 1e-9)
    return statistics.median(our[part] / max(their[part], 1e-9) for our, their in zip(ours, theirs, strict=True))


def _median(turns: list[dict[str, float]], part: str) -> float:
    return statistics.median(turn[part] for turn in turns)
