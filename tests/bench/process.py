"""Fresh processes and what they cost: wall time, CPU time, peak memory.

This process imports nothing heavy and holds no data: on Linux a new process inherits the peak of the one that started
it, so that a fat parent would hide what its children need.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KNODE = (sys.executable, "-c", "from knode.cli.main import main; main()")
"""The command `knode`, as its console script starts it."""
RSS_UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes in the unit of `ru_maxrss`."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process cost: seconds, seconds of CPU on all cores, peak bytes of resident memory."""

    wall: float
    cpu: float
    peak: float
    said: str = ""

    def __str__(self) -> str:
        return f"{self.wall:.2f} s, {self.cpu:.2f} s CPU, {self.peak / 1e6:.0f} MB"


def spend(command: Sequence[str], folder: Path = ROOT) -> Cost:
    """Run a command to its end; its cost, that of its own children included. Raises RuntimeError when it fails."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "nodes")))}
    with tempfile.TemporaryFile("w+", encoding="utf-8") as said, tempfile.TemporaryFile("w+") as complaint:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=complaint)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        complaint.seek(0)
        if process.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}:\n{complaint.read()}")
        return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * RSS_UNIT, said.read())


def alternate(
    commands: Mapping[str, Sequence[str]],
    repeats: int,
    *,
    folder: Path = ROOT,
    warm_up: bool = True,
    before: Callable[[], object] = lambda: None,
) -> dict[str, list[Cost]]:
    """The costs of each command, turn by turn (A B A B …), after one turn that does not count.

    `before` is called before each command, and does not count.
    """
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(-1 if warm_up else 0, repeats):
        for name, command in commands.items():
            before()
            cost = spend(command, folder)
            if turn >= 0:
                costs[name].append(cost)
    return costs


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each part."""
    parts = [statistics.median(getattr(cost, part) for cost in costs) for part in ("wall", "cpu", "peak")]
    return Cost(*parts, said=costs[-1].said)


def ratio(ours: Sequence[Cost], theirs: Sequence[Cost], part: str = "wall") -> float:
    """The median of the ratios within each turn: what slows the machine down for a while slows both."""
    return statistics.median(getattr(our, part) / getattr(their, part) for our, their in zip(ours, theirs, strict=True))


def work(task: str, **facts: Any) -> list[str]:
    """The command that does a task of `tests.bench.work` (`module:function`) and prints its answer as JSON."""
    return [sys.executable, "-m", "tests.bench.work", task, json.dumps(facts)]


def answer(task: str, **facts: Any) -> Any:
    """What a task gives that measures itself, in a process of its own."""
    return json.loads(spend(work(task, **facts)).said)
