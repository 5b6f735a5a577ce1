"""The mixed table that is stored, loaded and changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW_BYTES = 160.0
"""Of a row of `mixed`, about: 14 numbers, a time, a category, a truth, two texts of some 9 characters."""
CITIES = ("Amsterdam", "Barcelona", "Cologne", "Dublin", "Edinburgh", "Florence", "Genoa", "Helsinki")
FLOATS, INTEGERS = 10, 4


def mixed(megabytes: float, seed: int = 0) -> pd.DataFrame:
    """A table of that size in memory: floats with missing ones, integers, a time, a category, a truth, texts."""
    rows = int(megabytes * 1e6 / ROW_BYTES)
    return pd.DataFrame(dict(_columns(rows, np.random.default_rng(seed))), copy=False)


def _columns(rows: int, rng: np.random.Generator) -> Iterator[tuple[str, object]]:
    for number in range(FLOATS):
        values = rng.random(rows)
        values[::100] = np.nan
        yield f"float_{number}", values
    for number in range(INTEGERS):
        yield f"integer_{number}", rng.integers(0, 1_000_000, rows)
    seconds = rng.integers(1_600_000_000, 1_700_000_000, rows)
    yield "time", seconds.astype("M8[s]").astype("M8[us]")
    yield "category", pd.Categorical.from_codes(rng.integers(0, len(CITIES), rows, dtype="i1"), CITIES)
    yield "truth", rng.random(rows) < 0.5
    for number in range(2):
        yield f"text_{number}", _texts(rng.integers(0, len(CITIES), rows, dtype="i1"))


def _texts(codes: np.ndarray) -> pd.arrays.ArrowStringArray:
    words = pa.array(CITIES, type=pa.large_string()).take(pa.array(codes))
    return pd.array(words, dtype="str")


def size_of(table: pd.DataFrame) -> int:
    """Bytes of its columns."""
    return int(table.memory_usage(index=False, deep=True).sum())
