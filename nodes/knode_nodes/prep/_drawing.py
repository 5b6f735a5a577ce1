"""Which rows are drawn: at random, at even distances, or from the start; by value in equal shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from knode.api import DataError, quoted
from knode_nodes.prep._same_rows import group_codes, rows_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Draw = Literal["random", "first", "evenly"]


def strata(table: pd.DataFrame, name: str) -> list[np.ndarray]:
    """The positions of the rows of each value of a column; missing values are one more.

    Raises DataError where the values make no groups, or nearly each row has one of its own.
    """
    try:
        codes, count = group_codes(table, [name])
    except DataError:
        raise DataError(
            f"{quoted(name)} holds values such as lists, which make no groups: stratify by another column",
            port="table",
            column=name,
        ) from None
    if count > max(1, len(table) // 2):
        raise DataError(
            f"{quoted(name)} has {count:,} different values in {len(table):,} rows; stratify by a column with few values",
            port="table",
            column=name,
        )
    return rows_of(codes, count)


def shares(sizes: np.ndarray, wanted: int) -> np.ndarray:
    """How many rows of each group are wanted: proportional, rounded so that they add up (largest remainder)."""
    import numpy as np

    if not sizes.sum():
        return sizes
    exact = sizes * wanted / sizes.sum()
    counts = np.floor(exact).astype(int)
    rest = wanted - int(counts.sum())
    counts[np.argsort(-(exact - counts), kind="stable")[:rest]] += 1
    return counts


def drawn(
    table: pd.DataFrame,
    wanted: int,
    draw: Draw,
    stratify: str,
    random: np.random.Generator,
    *,
    replace: bool = False,
) -> np.ndarray:
    """The positions of `wanted` rows, from each value of the column `stratify` its share if there is one.

    With `replace` rows are drawn at random, and each may be drawn several times.
    """
    import numpy as np

    groups = strata(table, stratify) if stratify else [np.arange(len(table))]
    counts = shares(np.array([len(group) for group in groups]), wanted)
    parts = [
        random.choice(group, int(count)) if replace else _picked(group, int(count), draw, random)
        for group, count in zip(groups, counts, strict=True)
        if count
    ]
    return np.concatenate(parts) if parts else np.array([], dtype="int64")


def _picked(rows: np.ndarray, count: int, draw: Draw, random: np.random.Generator) -> np.ndarray:
    import numpy as np

    if draw == "first":
        return rows[:count]
    if draw == "evenly":
        return rows[np.arange(count) * len(rows) // max(count, 1)]
    return random.permutation(rows)[:count]
