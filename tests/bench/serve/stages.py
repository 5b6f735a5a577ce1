"""`python -m tests.bench.serve.stages`: where the time of one request goes, inside one process and without a socket."""

from __future__ import annotations

import argparse
import asyncio
import cProfile
import json
import pstats
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from knode.deploy.bundle import Sealed
from knode.deploy.plan import Plan, Planned, written
from knode.serve.app import app_of
from knode.serve.hot import App
from knode.serve.limits import Limits
from knode.serve.scoring import Scorer
from knode.serve.service import Service
from tests.bench.figures import grid
from tests.bench.process import answer
from tests.bench.serve.measure import MODELS

Rows = list[dict[str, Any]]
ROUNDS, SECONDS = 5, 0.2
PROFILED, FUNCTIONS = 2_000, 25


def main() -> None:
    """Print microseconds by stage, for each model and size of a request."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serve.stages", description=__doc__)
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    parser.add_argument("--functions", action="store_true", help="also print which functions the app spends it in")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as text:
        answer("fitted:prepare", folder=text, train=10_000, models=asked.models)
        requests = json.loads((Path(text) / "requests.json").read_text())["rows"]
        for model in asked.models:
            bundle = Path(text) / f"{model}.knodez"
            columns = [dict(stages(bundle, requests[size][0])) for size in ("1", "100")]
            rows = [(stage, *(f"{found[stage] * 1e6:.1f}" for found in columns)) for stage in columns[0]]
            print(f"\n{model}\n\n{grid(('stage', 'µs, 1 row', 'µs, 100 rows'), rows)}", flush=True)
            if asked.functions:
                print_functions(bundle, requests["1"][0])


def stages(bundle: Path, rows: Rows) -> Iterator[tuple[str, float]]:
    """The stages of a request with their seconds: what is written with a colon is a part of the line before."""
    scorer = Scorer.open(bundle)
    body = msgspec.json.encode({"rows": rows})
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    given = {next(iter(scorer.inputs)): columns}
    made = scorer.score(given)
    yield "JSON to rows", seconds(lambda: msgspec.json.decode(body))
    yield "rows to columns", seconds(lambda: {name: [row[name] for row in rows] for name in rows[0]})
    yield "columns to predictions", seconds(lambda: scorer.score(given))
    plan = Sealed.read(bundle).plan()
    if plan is not None and all(scorer.compiled.values()):
        yield from _parts(plan, given)
    yield "predictions to JSON", seconds(lambda: msgspec.json.encode(made))
    yield "the whole app, without HTTP", in_app(bundle, body)


def _parts(plan: Plan, given: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """The steps of the plan, and the writing of what came of them."""
    tables: dict[str, Any] = {}
    by_node = {plan.inputs[name]: columns for name, columns in given.items()}
    for planned in plan.steps:
        step = _called(planned, tables, by_node)
        tables[planned.node] = step()
        yield f": {planned.node} ({type(planned.step).__name__})", seconds(step)
    for name, node in plan.outputs.items():
        yield f": {name} as values", seconds(lambda name=name, node=node: written(tables[node], plan.kinds[name]))


def _called(planned: Planned, tables: dict[str, Any], by_node: dict[str, Any]) -> Callable[[], Any]:
    if planned.source is None:
        columns = by_node[planned.node]
        return lambda: planned.step.admit(columns)
    table = tables[planned.source]
    return lambda: planned.step(table)


def in_app(bundle: Path, body: bytes) -> float:
    """Seconds of a request in the app of the server, called as uvicorn calls it."""
    with asyncio.Runner() as runner, closing(_opened(bundle)) as service:
        app = app_of(service)

        async def many(calls: int) -> float:
            begun = time.perf_counter()
            for _ in range(calls):
                await call(app, bundle.stem, body)
            return (time.perf_counter() - begun) / calls

        once = runner.run(many(10))
        calls = max(1, int(SECONDS / ROUNDS / once))
        return statistics.median(runner.run(many(calls)) for _ in range(ROUNDS))


async def call(app: App, name: str, body: bytes) -> bytes:
    """The body that the app answers. Raises AssertionError for another status than 200."""
    sent: list[Any] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    path = f"/v1/{name}/predict"
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": headers,
    }
    await app(scope, receive, send)
    assert sent[0]["status"] == 200, sent
    return sent[1]["body"]


def print_functions(bundle: Path, rows: Rows) -> None:
    """Print the functions that the app spends its own time in, under a profiler, which slows all of them."""
    body = msgspec.json.encode({"rows": rows})
    with asyncio.Runner() as runner, closing(_opened(bundle)) as service, cProfile.Profile() as profile:
        app = app_of(service)

        async def many() -> None:
            for _ in range(PROFILED):
                await call(app, bundle.stem, body)

        profile.clear()
        runner.run(many())
    pstats.Stats(profile).sort_stats("tottime").print_stats(FUNCTIONS)


def _opened(bundle: Path) -> Service:
    service = Service([bundle], Limits())
    service.open()
    return service


def seconds(act: Callable[[], Any]) -> float:
    """What a call takes: the median of some rounds of many calls."""
    act()
    begun = time.perf_counter()
    act()
    calls = max(1, int(SECONDS / ROUNDS / (time.perf_counter() - begun)))
    return statistics.median(_round(act, calls) for _ in range(ROUNDS))


def _round(act: Callable[[], Any], calls: int) -> float:
    begun = time.perf_counter()
    for _ in range(calls):
        act()
    return (time.perf_counter() - begun) / calls


if __name__ == "__main__":
    main()
