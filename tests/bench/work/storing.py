"""Storing and loading a table, beside the files that a person would write."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.feather as feather

from knode.store.results import Output
from knode.store.store import Store
from tests.bench.work.clock import Times, medians, timed
from tests.bench.work.tables import mixed, size_of

Way = tuple[Callable[[pd.DataFrame, Path], None], Callable[[Path], pd.DataFrame]]


def measure(megabytes: float, repeats: int) -> dict[str, Any]:
    """Seconds to write and to read a mixed table, by the name of the way."""
    table = mixed(megabytes)
    for way in WAYS.values():
        pd.testing.assert_frame_equal(_there_and_back(table, way)[2], table)
    found: dict[str, list[tuple[Times, Times]]] = {name: [] for name in WAYS}
    for _ in range(repeats):
        for name, way in WAYS.items():
            found[name].append(_there_and_back(table, way)[:2])
    times = {
        name: {"write": medians(wrote for wrote, _ in rows), "read": medians(read for _, read in rows)}
        for name, rows in found.items()
    }
    return {"bytes": size_of(table), "ways": times}


def _there_and_back(table: pd.DataFrame, way: Way) -> tuple[Times, Times, pd.DataFrame]:
    write, read = way
    back: list[pd.DataFrame] = []
    with tempfile.TemporaryDirectory() as folder:
        wrote = timed(lambda: write(table, Path(folder)))
        return wrote, timed(lambda: back.append(read(Path(folder)))), back[0]


def _knode_write(table: pd.DataFrame, folder: Path) -> None:
    with Store(folder) as store:
        (folder / "payload.json").write_text(json.dumps(store.dump("table", table)))


def _knode_read(folder: Path) -> pd.DataFrame:
    with Store(folder) as store:
        payload = json.loads((folder / "payload.json").read_text())
        return store.load(Output("table", payload, None, None, 0))


def _feather_write(table: pd.DataFrame, folder: Path) -> None:
    feather.write_feather(table, str(folder / "t.feather"), compression="uncompressed")


def _parquet_write(table: pd.DataFrame, folder: Path) -> None:
    table.to_parquet(folder / "t.parquet")


def _pickle_write(table: pd.DataFrame, folder: Path) -> None:
    table.to_pickle(folder / "t.pickle")


WAYS: dict[str, Way] = {
    "knode": (_knode_write, _knode_read),
    "feather": (_feather_write, lambda folder: pd.read_feather(folder / "t.feather")),
    "parquet": (_parquet_write, lambda folder: pd.read_parquet(folder / "t.parquet")),
    "pickle": (_pickle_write, lambda folder: pd.read_pickle(folder / "t.pickle")),
}
