"""A large table through a chain of nodes that change one column each."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Any

import pandas as pd

from knode.api import Node, Table, setting
from knode.core.registry import Registry
from knode.core.workflow import Instance, Link, Workflow
from knode.engine.engine import Engine
from knode.store.store import Store
from tests.bench.work.tables import FLOATS, mixed, size_of

NODES = Registry()
NODES.packs = {}
TABLES: dict[str, pd.DataFrame] = {}
"""The table that the source gives, made before the watch is started."""


@NODES.add
class Source(Node):
    """Gives the table that was made before."""

    pack = "bench"

    def run(self) -> Table:
        return TABLES["given"]


@NODES.add
class ChangeColumn(Node):
    """Doubles a column."""

    pack = "bench"
    column: str = setting(..., "Which.")

    def run(self, table: Table) -> Table:
        return table.assign(**{self.column: table[self.column] * 2})


def _by_hand(table: pd.DataFrame, nodes: int) -> pd.DataFrame:
    for number in range(nodes):
        column = f"float_{number % FLOATS}"
        table = table.assign(**{column: table[column] * 2})
    return table


def _chain(nodes: int) -> Workflow:
    workflow = Workflow("columns", registry=NODES)
    workflow.add(Instance("n0", "bench.Source"))
    for number in range(nodes):
        settings = {"column": f"float_{number % FLOATS}"}
        workflow.add(Instance(f"n{number + 1}", "bench.ChangeColumn", settings=settings))
        workflow.restore_link(Link(f"n{number}", "table", f"n{number + 1}", "table"))
    return workflow


def measure(megabytes: float, nodes: int) -> dict[str, Any]:
    """Seconds to the result and until all of it is on disk, and the bytes of the table and of what was written."""
    _warm_up()
    TABLES["given"] = mixed(megabytes)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store, Engine(store) as engine:
        workflow = _chain(nodes)
        begun, used = time.perf_counter(), time.process_time()
        result = engine.run(workflow)
        made = result[f"n{nodes}"].table
        to_result = time.perf_counter() - begun
        engine.cache.drain()
        durable, cpu = time.perf_counter() - begun, time.process_time() - used
        assert result.status == "done", result.errors
        written = sum(path.stat().st_size for path in (Path(folder) / "objects").iterdir())
        facts = {"rows": len(made), "bytes": size_of(TABLES["given"]), "written": written}
        return {"result": to_result, "durable": durable, "cpu": cpu, **facts}


def by_hand(megabytes: float, nodes: int) -> dict[str, Any]:
    """Seconds for the same by hand, and the bytes of the table."""
    _warm_up()
    table = mixed(megabytes)
    begun = time.perf_counter()
    _by_hand(table, nodes)
    return {"result": time.perf_counter() - begun, "bytes": size_of(table)}


def check(megabytes: float, nodes: int) -> bool:
    """Whether the chain gives what the same by hand gives, and another engine has it without running anything."""
    TABLES["given"] = table = mixed(megabytes)
    workflow, last = _chain(nodes), f"n{nodes}"
    with tempfile.TemporaryDirectory() as folder:
        for states in ({"done"}, {"reused"}):
            with Store(Path(folder)) as store, Engine(store) as engine:
                result = engine.run(workflow)
                assert {node.state for node in result.nodes.values()} == states
                pd.testing.assert_frame_equal(result[last].table, _by_hand(table, nodes))
    return True


def only_the_table(megabytes: float, nodes: int) -> int:
    """Make the table and nothing else."""
    _warm_up()
    return size_of(mixed(megabytes))


def nothing() -> None:
    """Import all, and end: what the peaks of memory are measured from."""
    _warm_up()


def _warm_up() -> None:
    """Import all that a run needs, on a table that is tiny."""
    TABLES["given"] = mixed(0.01)
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store, Engine(store) as engine:
        engine.run(_chain(2)).raise_if_failed()
