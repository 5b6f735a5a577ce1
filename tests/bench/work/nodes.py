"""A node beside the same by hand, in turns."""

from __future__ import annotations

import contextlib
import gc
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa

from knode.core.check import QuietContext
from knode.core.registry import REGISTRY
from tests.bench.nodes.case import Case, Tables
from tests.bench.nodes.cases import CASES
from tests.bench.nodes.same import assert_same
from tests.bench.nodes.table import mixed
from tests.bench.work.clock import Times, timed

CHECKED = 1_000
WARM = 1_000
QUICK = 0.5
"""Seconds; what takes less is measured more often: what the system does meanwhile is much beside it."""
QUICK_TURNS = 5


def names() -> list[dict[str, Any]]:
    """The cases, with what is asked of them."""
    return [{"name": case.name, "most": case.most, "part": case.part} for case in CASES.values()]


def check(name: str) -> list[str]:
    """The ways of a case, after all gave the same for a small table."""
    case = CASES[name]
    with _in_folder():
        ways = _ways(case, mixed(CHECKED))
        told = case.told or (lambda made: made)
        made = told(ways["knode"]())
        for way, act in ways.items():
            try:
                assert_same(made, told(act()), in_order=case.in_order and way != "duckdb")
            except AssertionError as error:
                raise AssertionError(f"{name} by {way}: {error}") from error
        return list(ways)


def measure(name: str, rows: int, turns: int) -> dict[str, list[Times]]:
    """Seconds of each way in each turn; knode and pandas by turns, then the others."""
    case = CASES[name]
    with _in_folder():
        for act in _ways(case, mixed(WARM)).values():
            act()
        ways = _ways(case, mixed(rows))
        pair = {way: ways.pop(way) for way in ("knode", "pandas")}
        return _in_turns(pair, turns) | _in_turns(ways, turns, quick=1)


def _in_turns(acts: dict[str, Callable[[], Any]], turns: int, quick: int = QUICK_TURNS) -> dict[str, list[Times]]:
    """Each way once a turn, every other time from the last to the first: whoever comes later finds memory that is there."""
    found: dict[str, list[Times]] = {way: [] for way in acts}
    if turns > 1:
        # The first that needs so much memory pays for getting it from the system.
        slowest = max((_alone(act)["wall"] for act in acts.values()), default=0.0)
        turns *= quick if slowest < QUICK else 1
    for turn in range(turns):
        for way in reversed(acts) if turn % 2 else acts:
            found[way].append(_alone(acts[way]))
    return found


def _alone(act: Callable[[], Any]) -> Times:
    gc.collect()
    return timed(act)


@contextlib.contextmanager
def _in_folder() -> Iterator[None]:
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def _ways(case: Case, table: Any) -> dict[str, Callable[[], Any]]:
    given = case.inputs(table)
    ways = {"knode": _by_node(case, given), "pandas": lambda: case.pandas(*given.values())}
    if case.polars is not None:
        frames = [
            [*map(pl.from_pandas, one)] if isinstance(one, list) else pl.from_pandas(one) for one in given.values()
        ]
        ways["polars"] = lambda: case.polars(*frames)  # type: ignore[misc]
    if case.sql:
        ways["duckdb"] = _by_sql(case.sql, given)
    return ways


def _by_node(case: Case, given: Tables) -> Callable[[], Any]:
    node = REGISTRY.get(case.node).from_settings(dict(case.settings))
    context = QuietContext(folder=Path.cwd())
    context.cores = os.cpu_count() or 1
    arguments = given if node.ports().context is None else {**given, node.ports().context: context}
    # A writer gives nothing.
    return lambda: node.outputs(node.run(**arguments)).get(case.output)


def _by_sql(sql: str, given: Tables) -> Callable[[], Any]:
    connection = duckdb.connect()
    for name, table in given.items():
        parts = (
            {f"{name}_{place}": one for place, one in enumerate(table, 1)} if isinstance(table, list) else {name: table}
        )
        for part, one in parts.items():
            connection.register(part, pa.Table.from_pandas(one, preserve_index=False))
    return lambda: connection.sql(sql).to_arrow_table()
