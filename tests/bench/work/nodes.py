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


def measure(name: str, rows: int, turns: int) -> list[dict[str, Times]]:
    """Seconds of each way in each turn."""
    case = CASES[name]
    with _in_folder():
        for act in _ways(case, mixed(WARM)).values():
            act()
        acts = _ways(case, mixed(rows))
        if turns > 1:
            # The first that needs so much memory pays for getting it from the system.
            for act in acts.values():
                act()
        return [_turn(acts, backwards=bool(turn % 2)) for turn in range(turns)]


def _turn(acts: dict[str, Callable[[], Any]], *, backwards: bool) -> dict[str, Times]:
    """Each way once, every other time from the last to the first: whoever comes later finds memory that is there."""
    found = {way: _alone(acts[way]) for way in (reversed(acts) if backwards else acts)}
    return {way: found[way] for way in acts}


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
        frames = [pl.from_pandas(one) for one in given.values()]
        ways["polars"] = lambda: case.polars(*frames)  # type: ignore[misc]
    if case.sql:
        ways["duckdb"] = _by_sql(case.sql, given)
    return ways


def _by_node(case: Case, given: Tables) -> Callable[[], Any]:
    node = REGISTRY.get(case.node).from_settings(dict(case.settings))
    context = QuietContext(folder=Path.cwd())
    context.cores = os.cpu_count() or 1
    arguments = given if node.ports().context is None else {**given, node.ports().context: context}
    return lambda: node.outputs(node.run(**arguments))[case.output]


def _by_sql(sql: str, given: Tables) -> Callable[[], Any]:
    connection = duckdb.connect()
    for name, table in given.items():
        connection.register(name, pa.Table.from_pandas(table, preserve_index=False))
    return lambda: connection.sql(sql).to_arrow_table()
