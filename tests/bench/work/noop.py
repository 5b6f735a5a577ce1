"""Graphs of nodes that do nothing: what the engine and the store add to a node."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from knode.api import Node, Table, Variables, setting
from knode.core.registry import Registry
from knode.core.workflow import Instance, Link, Workflow
from knode.engine.engine import Engine
from knode.store.store import Store
from tests.bench.work.clock import Times, medians, timed

NODES = Registry()
NODES.packs = {}


@NODES.add
class VariablesSource(Node):
    """Gives a variable."""

    pack = "bench"

    def run(self) -> Variables:
        return Variables(n=1)


@NODES.add
class VariablesNoop(Node):
    """Hands variables on."""

    pack = "bench"
    step: int = setting(0, "Makes one node differ from the next.")

    def run(self, given: Variables) -> Variables:
        return given


@NODES.add
class TableSource(Node):
    """Gives a small table."""

    pack = "bench"

    def run(self) -> Table:
        import pandas as pd

        return pd.DataFrame({"n": range(100), "x": 0.5, "name": "a text"})


@NODES.add
class TableNoop(Node):
    """Hands a table on."""

    pack = "bench"
    step: int = setting(0, "Makes one node differ from the next.")

    def run(self, given: Table) -> Table:
        return given


def graph(shape: str, kind: str, count: int) -> Workflow:
    """A `chain` of nodes, or a `wide` graph in which all read from the first."""
    workflow = Workflow(shape, registry=NODES)
    workflow.add(Instance("n0", f"bench.{kind}Source"))
    for number in range(1, count):
        workflow.add(Instance(f"n{number}", f"bench.{kind}Noop", settings={"step": number}))
        before = f"n{number - 1}" if shape == "chain" else "n0"
        workflow.restore_link(Link(before, kind.lower(), f"n{number}", "given"))
    return workflow


def warm_up(kind: str) -> None:
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store, Engine(store) as engine:
        for _ in range(2):
            engine.run(graph("chain", kind, 30))
            engine.cache.drain()


def measure(shape: str, kind: str, counts: list[int], repeats: int, folder: str) -> list[dict[str, Times]]:
    """Seconds for whole graphs: fresh (compiled, run, logged), until durable, and reused by the same engine.

    The stores of the last turn stay in `folder`, for `reopened`.
    """
    warm_up(kind)
    return [_measured(shape, kind, count, repeats, Path(folder)) for count in counts]


def _measured(shape: str, kind: str, count: int, repeats: int, folder: Path) -> dict[str, Times]:
    turns = []
    for _ in range(repeats):
        place = folder / str(count)
        shutil.rmtree(place, ignore_errors=True)
        turns.append(_turn(graph(shape, kind, count), place))
    return {stage: medians(turn[stage] for turn in turns) for stage in turns[0]}


def _turn(workflow: Workflow, folder: Path) -> dict[str, Times]:
    with Store(folder) as store, Engine(store) as engine:
        return {
            "fresh": timed(lambda: _expect(engine, workflow, {"done"})),
            "drain": timed(engine.cache.drain),
            "reused": timed(lambda: _expect(engine, workflow, {"reused"})),
        }


def reopened(shape: str, kind: str, counts: list[int], repeats: int, folder: str) -> list[Times]:
    """Seconds for whole graphs that another process has run: a new engine on the same store."""
    warm_up(kind)
    return [
        medians(_reopened(graph(shape, kind, count), Path(folder) / str(count)) for _ in range(repeats))
        for count in counts
    ]


def _reopened(workflow: Workflow, folder: Path) -> Times:
    with Store(folder) as store, Engine(store) as engine:
        return timed(lambda: _expect(engine, workflow, {"reused"}))


def changed_at_the_end(count: int, repeats: int) -> dict[str, Any]:
    """Seconds to run a chain again after a change of its last node, and how many nodes ran."""
    warm_up("Variables")
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder)) as store, Engine(store) as engine:
        workflow = graph("chain", "Variables", count)
        engine.run(workflow)
        engine.cache.drain()
        found, ran = [], set()
        for turn in range(repeats):
            workflow.set(f"n{count - 1}", step=-1 - turn)
            found.append(timed(lambda: ran.add(_ran(engine, workflow))))
        return {**medians(found), "ran": max(ran)}


def _expect(engine: Engine, workflow: Workflow, states: set[str]) -> None:
    result = engine.run(workflow)
    assert {node.state for node in result.nodes.values()} == states


def _ran(engine: Engine, workflow: Workflow) -> int:
    return sum(node.state == "done" for node in engine.run(workflow).nodes.values())
