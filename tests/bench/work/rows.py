"""Seeded rows to learn from and to score: ten numbers and four texts, some of them missing, and what follows from them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

TARGET = "left"
NUMBERS = tuple(f"number_{place}" for place in range(10))
TEXTS = {
    "region": ("east", "north", "south", "west"),
    "plan": ("basic", "family", "student"),
    "channel": ("partner", "phone", "shop", "web", "mail"),
    "device": tuple(f"device {letter}" for letter in "abcdefghijkl"),
}
FEATURES = (*NUMBERS, *TEXTS)
MISSING_NUMBERS, MISSING_TEXTS = 0.05, 0.03
ROW_GROUP = 250_000


def rows(count: int, seed: int, *, complete: bool = False) -> pd.DataFrame:
    """So many rows with their target; `complete`: without missing values."""
    random = np.random.default_rng(seed)
    numbers = random.normal(0, 1, (count, len(NUMBERS)))
    codes = {name: random.integers(0, len(words), count) for name, words in TEXTS.items()}
    score = (
        numbers[:, 0] - 0.7 * numbers[:, 1] + 0.5 * numbers[:, 2] * (codes["plan"] == 1) + (codes["region"] - 1.5) / 2
    )
    target = np.where(score + random.logistic(0, 1, count) > 1, "yes", "no")
    made: dict[str, object] = {}
    for place, name in enumerate(NUMBERS):
        values = np.round(numbers[:, place] * 10.0 ** (place % 4) + place, 3)
        values[_some(random, count, 0 if complete else MISSING_NUMBERS)] = np.nan
        made[name] = values
    for name, words in TEXTS.items():
        chosen = codes[name].astype("i1")
        missing = _some(random, count, 0 if complete else MISSING_TEXTS)
        made[name] = pd.array(pa.array(words, type=pa.large_string()).take(pa.array(chosen, mask=missing)), dtype="str")
    made[TARGET] = pd.array(pa.array(target, type=pa.large_string()), dtype="str")
    return pd.DataFrame(made, copy=False)


def _some(random: np.random.Generator, count: int, share: float) -> np.ndarray:
    return random.random(count) < share


def write(file: str, count: int) -> int:
    """Write so many rows without their target to a Parquet file, a group of rows at a time; the bytes of the file."""
    first = pa.Table.from_pandas(rows(1, 0)[list(FEATURES)], preserve_index=False)
    with pq.ParquetWriter(file, first.schema) as writer:
        for group, start in enumerate(range(0, count, ROW_GROUP)):
            part = rows(min(ROW_GROUP, count - start), 1_000 + group)[list(FEATURES)]
            writer.write_table(pa.Table.from_pandas(part, schema=first.schema, preserve_index=False))
    return count
