"""Split the rows into two parts."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import Column, Context, DataError, Node, Spec, Table, TableSpec, quoted, setting

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Parts(NamedTuple):
    """The two parts."""

    train: Table
    test: Table


class Partition(Node):
    """Split the rows into a part to learn from and a part to test with.

    Rows are drawn at random; the same seed draws the same rows. With a column to stratify by, each of its values has the
    same share in both parts. Both parts keep the order and the index of the rows.

    In a captured workflow this node is left out: new rows are never split.

    Example: 100 rows and a fraction of 0.7 give 70 rows to learn from and 30 to test with.
    """

    pack = "prep"
    icon = "partition"
    keywords = ("Partitioning", "Table Partitioner", "Data Sampler", "train_test_split", "Create Samples", "Split")
    serving = "pass"
    size: Literal["fraction", "count"] = setting("fraction", "Whether the first part is a share or a number of rows.")
    fraction: float = setting(0.7, "The share of the rows in the first part.", gt=0, lt=1)
    count: int = setting(100, "The number of rows in the first part.", ge=0)
    draw: Literal["random", "first", "evenly"] = setting(
        "random", "Draw the rows of the first part at random, take the first ones, or take them at even distances."
    )
    stratify: Column = setting(Column(""), "A column whose values have the same share in both parts.")
    seed: int | None = setting(None, "The seed of the draw; the run's own when empty.", ge=0)

    def run(self, table: Table, context: Context) -> Parts:
        import numpy as np

        rows = len(table)
        wanted = min(self.count, rows) if self.size == "count" else round(rows * self.fraction)
        if self.size == "count" and self.count > rows:
            context.warn(f"The table has only {rows:,} rows: all of them are in the first part.")
        seed = context.seed if self.seed is None else self.seed
        chosen = np.zeros(rows, dtype=bool)
        chosen[self._drawn(table, wanted, np.random.default_rng(seed))] = True
        if rows and not 0 < wanted < rows and not (self.size == "count" and self.count > rows):
            context.warn(f"The {'second' if wanted else 'first'} part has no rows.")
        return Parts(table[chosen], table[~chosen])

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec) and self.stratify:
            self.stratify.of(table, port="table")
        return {"train": table, "test": table}

    def _drawn(self, table: pd.DataFrame, wanted: int, random: np.random.Generator) -> np.ndarray:
        """The positions of the rows in the first part."""
        import numpy as np

        if not self.stratify:
            return self._picked(np.arange(len(table)), wanted, random)
        name = self.stratify.of(table, port="table")
        try:
            groups = _groups(table[name])
        except TypeError:
            raise DataError(
                f"{quoted(name)} holds values such as lists, which make no groups: stratify by another column",
                port="table",
                column=name,
            ) from None
        if len(groups) > max(1, len(table) // 2):
            raise DataError(
                f"{quoted(name)} has {len(groups):,} different values in {len(table):,} rows; stratify by a column with "
                "few values",
                port="table",
                column=name,
            )
        counts = _shares(np.array([len(group) for group in groups]), wanted)
        parts = [self._picked(group, int(count), random) for group, count in zip(groups, counts, strict=True)]
        return np.concatenate(parts) if parts else np.array([], dtype=int)

    def _picked(self, rows: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
        import numpy as np

        if self.draw == "first":
            return rows[:count]
        if self.draw == "evenly":
            return rows[np.arange(count) * len(rows) // max(count, 1)]
        return random.permutation(rows)[:count]


def _groups(column: pd.Series) -> list[np.ndarray]:
    """The positions of the rows of each value; missing values are one more."""
    import numpy as np

    codes, uniques = column.factorize(use_na_sentinel=False)
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(len(uniques) + 1))
    return [order[start:end] for start, end in itertools.pairwise(bounds)]


def _shares(sizes: np.ndarray, wanted: int) -> np.ndarray:
    """How many rows of each group are wanted: proportional, rounded so that they add up (largest remainder)."""
    import numpy as np

    if not sizes.sum():
        return sizes
    exact = sizes * wanted / sizes.sum()
    counts = np.floor(exact).astype(int)
    rest = wanted - int(counts.sum())
    counts[np.argsort(-(exact - counts), kind="stable")[:rest]] += 1
    return counts
