"""Benchmarks of the engine: what it adds to a node, and how it uses the cores."""

from __future__ import annotations

import tempfile

from tests.bench.figures import Figure
from tests.bench.process import answer
from tests.bench.scale import Scale

CORES, BRANCHES = 2, 8
FLAT = 1.25
"""A node in ten times as many nodes may cost this much more and still count as the same."""


def noop(scale: Scale) -> list[Figure]:
    """What knode adds to a node that does nothing, in chains and wide graphs of variables and of small tables."""
    return [
        figure for kind in ("Variables", "Table") for shape in ("chain", "wide") for figure in _noop(shape, kind, scale)
    ]


def _noop(shape: str, kind: str, scale: Scale) -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        facts = {"shape": shape, "kind": kind, "counts": scale.nodes, "repeats": scale.turns, "folder": folder}
        measured = answer("noop:measure", **facts)
        reopened = answer("noop:reopened", **facts)
    figures: list[Figure] = []
    fresh: list[float] = []
    for count, stages, again in zip(scale.nodes, measured, reopened, strict=True):
        each = {
            stage: {part: value / count * 1e6 for part, value in times.items()}
            for stage, times in {**stages, "reopened": again}.items()
        }
        figures += _of_a_node(f"{shape} of {kind.lower()}, {count:,} nodes", each, asked=shape == "chain")
        fresh.append(each["fresh"]["wall"])
    what = f"{shape} of {kind.lower()}: a node in {scale.nodes[-1]:,} beside one in {scale.nodes[-2]:,}, fresh"
    return [*figures, Figure(what, fresh[-1] / fresh[-2], "×", FLAT if shape == "chain" else None)]


def _of_a_node(what: str, each: dict[str, dict[str, float]], *, asked: bool) -> list[Figure]:
    fresh, reused, reopened = (each[stage] for stage in ("fresh", "reused", "reopened"))
    durable = fresh["cpu"] + each["drain"]["cpu"]
    beside = f"{_cpu(fresh)}, {durable:.1f} µs CPU until durable"
    return [
        Figure(f"{what}: fresh, a node", fresh["wall"], "µs", 50 if asked else None, beside),
        Figure(f"{what}: reused, a node", reused["wall"], "µs", 10 if asked else None, _cpu(reused)),
        Figure(f"{what}: reused in a new process, a node", reopened["wall"], "µs", None, _cpu(reopened)),
    ]


def _cpu(times: dict[str, float]) -> str:
    return f"{times['cpu']:.1f} µs CPU"


def change(scale: Scale) -> list[Figure]:
    """A change at the end of a long chain."""
    count = scale.nodes[-2]
    found = answer("noop:changed_at_the_end", count=count, repeats=2 * scale.turns)
    what = f"change of the last of {count:,} nodes"
    return [
        Figure(f"{what}: the run", found["wall"] * 1e3, "ms", 20, f"{found['cpu'] * 1e3:.1f} ms CPU"),
        Figure(f"{what}: nodes that ran", found["ran"], "nodes", 1, exact=True),
    ]


def branches(scale: Scale) -> list[Figure]:
    """Branches of NumPy work side by side."""
    found = answer(
        "branches:measure", branches=BRANCHES, seconds=scale.branch_seconds, threads=CORES, repeats=scale.turns
    )
    took, hand = found["knode"], found["by hand"]
    asked = 0.45 * scale.branch_seconds / 0.1
    beside = f"{took['cpu']:.2f} s CPU; one after the other by hand {found['in turn']['wall']:.2f} s"
    what = f"{BRANCHES} branches of {scale.branch_seconds * 1e3:g} ms of NumPy on {CORES} cores"
    return [
        Figure(what, took["wall"], "s", asked, beside),
        Figure(f"{what}, beside a pool of threads", took["wall"] / hand["wall"], "×", None, f"{hand['wall']:.2f} s"),
    ]
