"""Branches of NumPy work that can run side by side."""

from __future__ import annotations

import concurrent.futures
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from knode.api import Node, Variables, setting
from knode.core.registry import Registry
from knode.core.workflow import Instance, Link, Workflow
from knode.engine.engine import Engine
from knode.store.store import Store
from tests.bench.work.clock import medians, timed

NODES = Registry()
NODES.packs = {}
LENGTH = 20_000
"""Numbers that stay in a core's own cache, so that cores do not wait for memory."""


def toil(rounds: int) -> float:
    """Sort the same numbers again and again; NumPy lets other threads run meanwhile."""
    numbers = np.random.default_rng(0).random(LENGTH)
    return sum(float(np.sort(numbers)[0]) for _ in range(rounds))


@NODES.add
class Begin(Node):
    """Gives a variable."""

    pack = "bench"

    def run(self) -> Variables:
        return Variables(n=1)


@NODES.add
class Toil(Node):
    """Works for a while."""

    pack = "bench"
    branch: int = setting(0, "Makes one branch differ from the next.")
    rounds: int = setting(1, "How often to sort.")

    def run(self, given: Variables) -> Variables:
        return Variables(total=toil(self.rounds))


def measure(branches: int, seconds: float, threads: int, repeats: int) -> dict[str, Any]:
    """Seconds for all branches: with knode on `threads` cores, with a thread pool by hand, and one after the other."""
    rounds = _rounds(seconds)
    workflow = _workflow(branches, rounds)

    def by_hand() -> None:
        with concurrent.futures.ThreadPoolExecutor(threads) as pool:
            list(pool.map(toil, [rounds] * branches))

    def in_turn() -> None:
        for _ in range(branches):
            toil(rounds)

    acts: dict[str, Callable[[], Any]] = {
        "knode": lambda: _run(workflow, threads), "by hand": by_hand, "in turn": in_turn
    }  # fmt: skip
    found: dict[str, list[Any]] = {name: [] for name in acts}
    for turn in range(-1, repeats):
        for name, act in acts.items():
            times = timed(act)
            if turn >= 0:
                found[name].append(times)
    return {name: medians(rows) for name, rows in found.items()}


def _rounds(seconds: float) -> int:
    """How many rounds take that long on one core."""
    toil(10)
    rounds = 1
    while True:
        begun = time.thread_time()
        toil(rounds)
        took = time.thread_time() - begun
        if took > min(seconds, 0.05):
            return max(1, round(rounds * seconds / took))
        rounds *= 2


def _workflow(branches: int, rounds: int) -> Workflow:
    workflow = Workflow("branches", registry=NODES)
    workflow.add(Instance("begin", "bench.Begin"))
    for branch in range(branches):
        workflow.add(Instance(f"branch{branch}", "bench.Toil", settings={"branch": branch, "rounds": rounds}))
        workflow.restore_link(Link("begin", "variables", f"branch{branch}", "given"))
    return workflow


def _run(workflow: Workflow, threads: int) -> None:
    with (
        tempfile.TemporaryDirectory() as folder,
        Store(Path(folder)) as store,
        Engine(store, threads=threads) as engine,
    ):
        assert engine.run(workflow).status == "done"
