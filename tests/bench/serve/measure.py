"""Measures servers turn by turn, and puts what was measured beside what is asked."""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.figures import Figure, grid
from tests.bench.serve.running import Running, started
from tests.bench.serve.servers import BARE, MLFLOW, OURS, SERVERS, Place, Server

Case = tuple[int, int]
"""Rows of a request, and requests under way at a time."""
ONE, MANY, HUNDRED = CASES = ((1, 1), (1, 16), (100, 1))
P50_MS = {"linear": 0.5, "boosting": 0.7, "forest": 0.7}
HUNDRED_MS = {"linear": 1.5}
TIMES_MLFLOW = {ONE: 15, MANY: 40}
READY_S, MEMORY_MB = 2.5, 250
ALIKE = 1e-9
WARM_UP = 0.1
MODELS = tuple(P50_MS)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is measured, and with how many requests: `fast` and `slow` servers get so many in each of the cases."""

    servers: tuple[str, ...] = tuple(SERVERS)
    models: tuple[str, ...] = MODELS
    turns: int = 3
    train: int = 10_000
    fast: tuple[int, int, int] = (5_000, 20_000, 3_000)
    slow: tuple[int, int, int] = (300, 300, 150)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn measured of one server with one model."""

    ready: float
    memory: float
    cases: dict[Case, dict[str, float]]


Found = dict[tuple[str, str], list[Turn]]
"""By server and model."""


def measure(plan: Plan, folder: Path, peers: Path) -> Found:
    """Start, load and stop each server with each model, turn by turn (A B C A B C).

    Raises:
        AssertionError: a server says something else than scikit-learn does.
        RuntimeError: a server does not start, or fails.
    """
    given = json.loads((folder / "requests.json").read_text())
    found: Found = {}
    for turn in range(plan.turns):
        for model in plan.models:
            for server, place in installed(plan, folder, peers, model):
                print(f"turn {turn + 1} of {plan.turns}: {server.name}, {model}", file=sys.stderr, flush=True)
                counts = plan.fast if server.fast else plan.slow
                found.setdefault((server.name, model), []).append(_turn(server, place, given, counts))
    return found


def installed(plan: Plan, folder: Path, peers: Path, model: str) -> Iterator[tuple[Server, Place]]:
    """The servers to measure that are there, with their places. What the client alone can do is measured once a turn."""
    names = [SERVERS[name] for name in plan.servers] + ([BARE] if model == plan.models[0] else [])
    for server in names:
        place = Place(folder, peers / server.name, model)
        if server.is_there(place):
            yield server, place


def _turn(server: Server, place: Place, given: Any, counts: Sequence[int]) -> Turn:
    bodies = {int(size): server.bodies(requests) for size, requests in given["rows"].items()}
    with started(server, place, bodies[1][0]) as running:
        if server is not BARE:
            for size, sent in bodies.items():
                check_answers(running, sent, given["expected"][place.model][str(size)])
        cases = {
            case: _loaded(running, bodies[case[0]], case[1], count) for case, count in zip(CASES, counts, strict=True)
        }
        return Turn(running.ready, running.memory(), cases)


def check_answers(running: Running, bodies: list[str], expected: list[list[float]]) -> None:
    """Raise AssertionError unless the server says what scikit-learn says of the same rows."""
    for body, probabilities in zip(bodies, expected, strict=True):
        said = running.server.yes(running.ask(body))
        worst = max(abs(one - other) for one, other in zip(said, probabilities, strict=True))
        assert worst <= ALIKE, f"{running.server.name} differs from scikit-learn by {worst}"


def _loaded(running: Running, bodies: list[str], concurrency: int, count: int) -> dict[str, float]:
    """Milliseconds of requests, requests a second, CPU milliseconds of the server a request, how busy the client was."""
    warm_up = max(concurrency, round(count * WARM_UP))
    took = running.load(bodies, concurrency, max(count, concurrency), warm_up)
    seconds = sorted(took["seconds"])
    percentiles = {
        f"p{share}": 1e3 * seconds[min(len(seconds) - 1, len(seconds) * share // 100)] for share in (50, 95, 99)
    }
    return {**percentiles, "rate": len(seconds) / took["wall"], "cpu": 1e3 * took["cpu"], "busy": took["busy"]}


# ---- what came of it


def figures(found: Found, models: Sequence[str]) -> list[Figure]:
    """Our own figures beside what is asked of them."""
    return [figure for model in models if (OURS.name, model) in found for figure in _figures(found, model)]


def _figures(found: Found, model: str) -> list[Figure]:
    ours, theirs = found[OURS.name, model], found.get((MLFLOW.name, model))
    made = [
        Figure(f"{model}: one row, one client, p50", _median(ours, ONE, "p50"), "ms", P50_MS[model],
               f"p95 {_median(ours, ONE, 'p95'):.2f} ms, p99 {_median(ours, ONE, 'p99'):.2f} ms"),
        Figure(f"{model}: 100 rows, one client, p50", _median(ours, HUNDRED, "p50"), "ms", HUNDRED_MS.get(model)),
        Figure(f"{model}: start to the first answer", statistics.median(turn.ready for turn in ours), "s", READY_S),
        Figure(f"{model}: resident memory", statistics.median(turn.memory for turn in ours) / 1e6, "MB", MEMORY_MB),
    ]  # fmt: skip
    if theirs:
        made += [_beside_mlflow(model, case, ours, theirs) for case in TIMES_MLFLOW]
    return made


def _beside_mlflow(model: str, case: Case, ours: list[Turn], theirs: list[Turn]) -> Figure:
    ratio = statistics.median(
        our.cases[case]["rate"] / their.cases[case]["rate"] for our, their in zip(ours, theirs, strict=True)
    )
    beside = f"{_median(ours, case, 'rate'):,.0f} and {_median(theirs, case, 'rate'):,.0f} req/s"
    what = f"{model}: requests a second beside MLflow's, {case[1]} at a time"
    return Figure(what, ratio, "×", TIMES_MLFLOW[case], beside, least=True)


def _median(turns: list[Turn], case: Case, part: str) -> float:
    return statistics.median(turn.cases[case][part] for turn in turns)


HEADER = ("model", "server", "p50 ms", "p95", "p99", "CPU ms", "req/s", "req/s at 16", "p50 ms at 16", "client busy at 16",
          "p50 ms, 100 rows", "memory MB", "start s")  # fmt: skip


def all_measured(found: Found) -> str:
    """Everything that was measured, a line for each server and model; one row a request but where it says 100."""
    lines = sorted(found.items(), key=lambda item: (MODELS.index(item[0][1]), item[0][0] != OURS.name))
    return grid(HEADER, [_cells(server, model, turns) for (server, model), turns in lines])


def _cells(server: str, model: str, turns: list[Turn]) -> tuple[str, ...]:
    one = [f"{_median(turns, ONE, part):.2f}" for part in ("p50", "p95", "p99", "cpu")]
    rates = [f"{_median(turns, case, 'rate'):,.0f}" for case in (ONE, MANY)]
    return (
        "" if server == BARE.name else model,
        server,
        *one,
        *rates,
        f"{_median(turns, MANY, 'p50'):.2f}",
        f"{_median(turns, MANY, 'busy'):.0%}",
        f"{_median(turns, HUNDRED, 'p50'):.2f}",
        f"{statistics.median(turn.memory for turn in turns) / 1e6:.0f}",
        f"{statistics.median(turn.ready for turn in turns):.1f}",
    )
