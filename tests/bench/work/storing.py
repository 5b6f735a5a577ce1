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


def measure(megabytes: float, repeats: int) -> dict[str, Any]:
    """Seconds to write and to read a mixed table, by name of the way."""
    table = mixed(megabytes)
    found: dict[str, dict[str, list[Times]]] = {}
    for turn in range(-1, repeats):
        for way, (write, read) in _ways().items():
            with tempfile.TemporaryDirectory() as folder:
                wrote = timed(lambda: write(table, Path(folder)))
                back: list[pd.DataFrame] = []
                took = timed(lambda: back.append(read(Path(folder))))
                if turn < 0:
                    pd.testing.assert_frame_equal(back.pop(), table)
                back.clear()
            if turn >= 0:
                rows = found.setdefault(way, {"write": [], "read": []})
                rows["write"].append(wrote)
                rows["read"].append(took)
    times = {way: {stage: medians(rows) for stage, rows in stages.items()} for way, stages in found.items()}
    return {"bytes": size_of(table), "ways": times}


Way = tuple[Callable[[pd.DataFrame, Path], object], Callable[[Path], pd.DataFrame]]


def _ways() -> dict[str, Way]:
    return {
        "knode": (_knode_write, _knode_read),
        "feather": (_feather_write, lambda folder: pd.read_feather(folder / "t.feather")),
        "parquet": (lambda table, folder: table.to_parquet(folder / "t.parquet"), _parquet_read),
        "pickle": (lambda table, folder: table.to_pickle(folder / "t.pickle"), _pickle_read),
    }


def _knode_write(table: pd.DataFrame, folder: Path) -> None:
    with Store(folder) as store:
        (folder / "payload.json").write_text(json.dumps(store.dump("table", table)))


def _knode_read(folder: Path) -> pd.DataFrame:
    with Store(folder) as store:
        payload = json.loads((folder / "payload.json").read_text())
        return store.load(Output("table", payload, None, None, 0))


def _feather_write(table: pd.DataFrame, folder: Path) -> None:
    feather.write_feather(table, str(folder / "t.feather"), compression="uncompressed")


def _parquet_read(folder: Path) -> pd.DataFrame:
    return pd.read_parquet(folder / "t.parquet")


def _pickle_read(folder: Path) -> pd.DataFrame:
    return pd.read_pickle(folder / "t.pickle")
