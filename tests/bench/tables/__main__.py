"""`python -m tests.bench.tables`: stores a long table, opens it in a window of its own process, scrolls, sorts, filters."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from knode.host import table_protocol as protocol
from knode.host import tables
from tests.bench.figures import Figure, table
from tests.bench.process import spend
from tests.host.table_host import TableHost

COLUMNS = 20
FRAME_MS = 1_000 / 60
OPEN_SECONDS = 0.3
LATE_MS = 50


def long_table(rows: int) -> pd.DataFrame:
    """Mixed columns: numbers, dates, texts, categories, truth values, gaps."""
    rng = np.random.default_rng(7)
    made: dict[str, Any] = {f"x{place}": rng.normal(size=rows) for place in range(COLUMNS - 8)}
    made["gaps"] = np.where(rng.random(rows) < 0.1, np.nan, rng.random(rows))
    made["whole"] = rng.integers(0, 1_000_000, rows)
    made["small"] = rng.integers(0, 9, rows).astype("int8")
    made["when"] = pd.Timestamp("2020-01-01") + pd.to_timedelta(rng.integers(0, 10**8, rows), unit="s")
    made["zoned"] = pd.DatetimeIndex(made["when"]).tz_localize("UTC").tz_convert("Europe/Berlin")
    made["truth"] = rng.random(rows) < 0.5
    made["colour"] = pd.Categorical.from_codes(rng.integers(0, 4, rows), ["red", "green", "blue", "grey"])
    made["word"] = pd.Series(np.array(["ant", "bee", "cow", "dog"])[rng.integers(0, 4, rows)], dtype="str")
    return pd.DataFrame(made)


def in_window(folder: Path, turns: int) -> list[Figure]:
    """What the window's process measures."""
    said = json.loads(spend([sys.executable, "-m", "tests.bench.tables.child", str(folder), str(turns)]).said)
    (first, first_busy), (later, later_busy) = said["first"], said["later"]
    figures = [
        Figure(
            "opening, the first table of a window", first, "s", OPEN_SECONDS, f"{first_busy:.2f} s CPU, pyarrow's too"
        ),
        Figure("opening, a later one", later, "s", OPEN_SECONDS, f"{later_busy:.2f} s CPU"),
        Figure("heavy modules that the window has imported", len(said["modules"]), "modules", 0, exact=True),
        Figure("longest turn of the event loop meanwhile", said["longest"], "ms", LATE_MS),
    ]
    for name, step in said["steps"].items():
        beside = f"longest {step['longest']:.1f} ms; all cells there after {step['there']:.1f} ms"
        figures.append(Figure(f"{name}, CPU of one frame", step["median"], "ms", FRAME_MS, beside))
    return figures


def in_engine(host: TableHost, view: str) -> list[Figure]:
    """What the engine process is asked for while a person looks."""
    asks: dict[str, Any] = {
        "sorting by a column of floats": {"sort": ({"column": 0},)},
        "sorting by texts, then whole numbers": {"sort": ({"column": COLUMNS - 1}, {"column": COLUMNS - 7})},
        "filtering by a range": {"filters": ({"kind": "range", "column": 0, "low": 1.0},)},
        "rows with a text anywhere": {"text": "bee"},
    }
    figures = []
    for name, ask in asks.items():
        begun = time.perf_counter()
        tables.order_table(host, protocol.OrderTable(view=view, **ask))
        figures.append(Figure(name, time.perf_counter() - begun, "s"))
    for full in (False, True):
        begun = time.perf_counter()
        tables.table_statistics(host, protocol.AskStatistics(view=view, column=1, full=full))
        words = "all statistics of a column" if full else "bars of a column"
        figures.append(Figure(words, time.perf_counter() - begun, "s"))
    return figures


def measured(rows: int, turns: int) -> list[Figure]:
    """All figures of one size."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        host = TableHost(folder)
        host.put(long_table(rows))
        (folder / "payload.json").write_text(json.dumps(host.payload("reader", "table").payload))
        figures = in_window(folder, turns)
        opened = tables.open_table(host, protocol.OpenTable(step="reader", port="table"))
        figures += in_engine(host, opened.view)
        host.close()
    return figures


def main(arguments: list[str] | None = None) -> None:
    """Measure one size."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tables", description="Measure the table viewer.")
    parser.add_argument("--rows", type=int, default=10_000_000, help="of the table [10000000]")
    parser.add_argument("--turns", type=int, default=100, help="of which medians are taken [100]")
    asked = parser.parse_args(arguments)
    figures = measured(asked.rows, asked.turns)
    print(f"\n{asked.rows:,} rows × {COLUMNS} columns\n\n{table(figures)}", flush=True)


if __name__ == "__main__":
    main()
