"""Benchmarks of tables: to disk and back, through a chain of nodes, and a pipeline beside the same by hand."""

from __future__ import annotations

import json
import statistics
import tempfile
from collections.abc import Sequence

from tests.bench.figures import Figure
from tests.bench.process import Cost, alternate, answer, median, ratio, work
from tests.bench.scale import Scale

CHANGES = 10


def storing(scale: Scale) -> list[Figure]:
    """A mixed table to disk and back, beside the files that a person would write."""
    found = answer("storing:measure", megabytes=scale.megabytes, repeats=scale.turns)
    size, ways = found["bytes"] / 1e6, found["ways"]
    figures = []
    for stage, verb in (("write", "store"), ("read", "load")):
        took = ways["knode"][stage]
        others = ", ".join(f"{way} {times[stage]['wall']:.3f} s" for way, times in ways.items() if way != "knode")
        beside = f"{took['cpu']:.3f} s CPU; {others}"
        figures.append(Figure(f"{verb} a mixed table of {size:.3g} MB", took["wall"], "s", None, beside))
    return figures


def columns(scale: Scale) -> list[Figure]:
    """A table through a chain of nodes that change one column each."""
    facts = {"megabytes": scale.megabytes, "nodes": CHANGES}
    assert answer("columns:check", megabytes=scale.megabytes / 10, nodes=CHANGES)
    names = ("measure", "by_hand", "only_the_table", "nothing")
    commands = {name: work(f"columns:{name}", **(facts if name != "nothing" else {})) for name in names}
    found = alternate(commands, scale.turns, warm_up=scale.warm_up)
    took, hand = _facts(found["measure"]), _facts(found["by_hand"])
    peaks = {name: median(costs).peak for name, costs in found.items()}
    above = {name: (peaks[name] - peaks["nothing"]) / took["bytes"] for name in names}
    others = f"by hand {above['by_hand']:.2f} ×, the table alone {above['only_the_table']:.2f} ×"
    small = scale.megabytes / 100
    what = f"{took['bytes'] / 1e6:.3g} MB through {CHANGES} nodes that change a column each"
    return [
        Figure(f"{what}: to the result", took["result"], "s", 0.05 * small, f"by hand {hand['result']:.3f} s"),
        Figure(f"{what}: durable", took["durable"], "s", 0.7 * small,
               f"{took['cpu']:.2f} s CPU, {took['written'] / 1e6:.3g} MB written"),
        Figure(f"{what}: peak memory above that of the libraries", above["measure"], "×", 2.5,
               f"{others}; whole process {peaks['measure'] / 1e6:.0f} MB"),
    ]  # fmt: skip


def _facts(costs: Sequence[Cost]) -> dict[str, float]:
    """The median of each fact that a task gave."""
    rows = [json.loads(cost.said) for cost in costs]
    return {name: statistics.median(row[name] for row in rows) for name in rows[0]}


def pipeline(scale: Scale) -> list[Figure]:
    """Twelve nodes of pandas beside the same calls by hand."""
    return [figure for rows in scale.rows for figure in _pipeline(rows, scale)]


def _pipeline(rows: int, scale: Scale) -> list[Figure]:
    names = {"knode": "knode", "one_name_a_step": "by hand", "one_name": "by hand, one name for all"}
    with tempfile.TemporaryDirectory() as folder:
        files = {"file": f"{folder}/large.parquet", "small": f"{folder}/small.parquet"}
        answer("pipeline:generate", rows=min(rows, 5_000), file=files["small"])
        answer("pipeline:generate", rows=rows, file=files["file"])
        assert answer("pipeline:check", file=files["small"])
        commands = {name: work(f"pipeline:{name}", **files) for name in names}
        found = alternate(commands, scale.few_turns, warm_up=scale.warm_up)
    facts = _facts(found["knode"])
    late = f"durable {facts['durable']:.2f} s, {facts['written'] / 1e6:.0f} MB written"
    ours, what = _inside(found["knode"]), f"12 nodes, {rows:,} rows"
    figures = []
    for name in ("one_name_a_step", "one_name"):
        asked = name == "one_name_a_step"
        hand, label = _inside(found[name]), f"{what}, beside {names[name]}"
        beside = f"{median(ours)}, {late}; by hand {median(hand)}"
        figures += [
            Figure(f"{label}: wall", ratio(ours, hand), "×", 1.15 if asked else None, beside),
            Figure(f"{label}: CPU", ratio(ours, hand, "cpu"), "×"),
            Figure(f"{label}: peak memory", ratio(ours, hand, "peak"), "×", 0.7 if asked else None),
        ]
    return figures


def _inside(costs: Sequence[Cost]) -> list[Cost]:
    """The times that the tasks took for themselves, without the start of Python; the peaks of the whole processes."""
    rows = [json.loads(cost.said) for cost in costs]
    return [Cost(row["wall"], row["cpu"], cost.peak) for row, cost in zip(rows, costs, strict=True)]
