"""`python -m tests.bench.serve.stages`: where the time of one request goes, inside one process and without a socket."""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from knode.deploy.bundle import Sealed
from knode.deploy.plan import Plan, Planned, written
from knode.serve.scoring import Scorer
from tests.bench.figures import grid
from tests.bench.process import answer
from tests.bench.serve.measure import MODELS

Rows = list[dict[str, Any]]
ROUNDS, SECONDS = 5, 0.2


def main() -> None:
    """Print microseconds by stage, for each model and size of a request."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.serve.stages", description=__doc__)
    parser.add_argument("--models", nargs="+", choices=MODELS, default=list(MODELS))
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as text:
        answer("fitted:prepare", folder=text, train=10_000, models=asked.models)
        requests = json.loads((Path(text) / "requests.json").read_text())["rows"]
        for model in asked.models:
            bundle = Path(text) / f"{model}.knodez"
            columns = [dict(stages(bundle, requests[size][0])) for size in ("1", "100")]
            rows = [(stage, *(f"{found[stage] * 1e6:.1f}" for found in columns)) for stage in columns[0]]
            print(f"\n{model}\n\n{grid(('stage', 'µs, 1 row', 'µs, 100 rows'), rows)}", flush=True)


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
