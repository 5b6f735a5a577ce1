"""Which rows are learnt from and which are held out, in turn."""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from knode.api import DataError, quoted
from knode_nodes.prep import _folds as dealing

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

How = Literal["auto", "random", "stratified", "groups", "time"]


@dataclass(frozen=True)
class Fold:
    """Positions of the rows to learn from, `train`, and of those that are held out, `test`."""

    repeat: int
    number: int
    train: np.ndarray
    test: np.ndarray
    repeats: int = 1

    @property
    def name(self) -> str:
        """What a person calls it."""
        return f"repeat {self.repeat}, fold {self.number}" if self.repeats > 1 else f"fold {self.number}"

    @property
    def mark(self) -> str:
        """What tells rows that are held out from others: 16 hexadecimal digits."""
        return hashlib.blake2b(self.test.astype("int64").tobytes(), digest_size=8).hexdigest()


@dataclass(frozen=True)
class Plan:
    """How rows are held out: `count` folds, `repeats` times; of one in time `gap` rows before it are not learnt from.

    `column` holds groups or times, or the values that are to have the same share in each fold.
    """

    how: How
    column: str
    count: int
    repeats: int = 1
    gap: int = 0
    share: float | None = None
    """Hold this share of the rows out, once, in place of folds."""


def folds(table: pd.DataFrame, plan: Plan, seed: int) -> list[Fold]:
    """The folds of a table. Raises DataError where there are too few rows, groups or times for them."""
    import numpy as np

    if len(table) < 2 or (plan.share is None and len(table) < plan.count):
        wanted = "2 rows" if plan.share is not None else f"{plan.count} rows for {plan.count} folds"
        raise DataError(f"the table has {len(table):,} rows: there must be at least {wanted}")
    if plan.how == "time":
        return _in_time(table, plan)
    made = []
    for repeat in range(1, plan.repeats + 1):
        random = np.random.default_rng([seed, repeat])
        made += _dealt(table, plan, repeat, random)
    return made


def _dealt(table: pd.DataFrame, plan: Plan, repeat: int, random: np.random.Generator) -> list[Fold]:
    import numpy as np

    count = plan.count if plan.share is None else _parts(plan.share)
    if plan.how == "groups":
        dealt = dealing.group_folds(table, plan.column, count, "random", random)
    else:
        stratify = plan.column if plan.how == "stratified" else ""
        dealt = dealing.folds(table, count, "random", stratify, None, random)
    if plan.share is not None:
        return [_held_out(dealt, plan, count)]
    present = np.unique(dealt)
    if len(present) < plan.count:
        what = f"groups in {quoted(plan.column)}" if plan.how == "groups" else "rows"
        raise DataError(
            f"there are only {len(present)} {what} for {plan.count} folds: choose fewer folds",
            column=plan.column or None,
        )
    return [
        Fold(repeat, int(number), np.flatnonzero(dealt != number), np.flatnonzero(dealt == number), plan.repeats)
        for number in present
    ]


def _parts(share: float) -> int:
    """In how many parts rows are dealt so that a share can be taken of them."""
    return next((count for count in range(2, 101) if abs(round(share * count) - share * count) < 1e-9), 100)


def _held_out(dealt: np.ndarray, plan: Plan, count: int) -> Fold:
    import numpy as np

    assert plan.share is not None
    test = dealt <= max(1, round(plan.share * count))
    if test.all() or not test.any():
        raise DataError(
            f"a share of {plan.share:g} cannot be held out of these rows: one of the two parts has none",
            column=plan.column or None,
        )
    return Fold(1, 1, np.flatnonzero(~test), np.flatnonzero(test))


def _in_time(table: pd.DataFrame, plan: Plan) -> list[Fold]:
    """Each fold is learnt from all rows that are earlier (as sklearn's TimeSeriesSplit); the earliest are in none.

    Rows of one time are never parted: where a border would stand among them, all are held out.
    """
    import numpy as np

    order = dealing.in_time(table[plan.column])
    order = order[table[plan.column].notna().to_numpy()[order]]
    if plan.share is not None:
        borders = [len(order) - max(1, round(plan.share * len(order))), len(order)]
    else:
        size = len(order) // (plan.count + 1)
        borders = [len(order) - size * left for left in range(plan.count, -1, -1)]
    borders = _between_times(borders, table[plan.column].iloc[order])
    if borders[0] - plan.gap < 1 or any(start == end for start, end in itertools.pairwise(borders)):
        times = int(table[plan.column].nunique())
        rows = f"{len(order):,} rows have a time" + (f", of {times:,} different ones" if times < len(order) else "")
        raise DataError(
            f"{rows}, too few for this many folds and a gap of {plan.gap:,} rows: choose fewer folds or a smaller gap",
            column=plan.column,
        )
    return [
        Fold(1, number, np.sort(order[: start - plan.gap]), np.sort(order[start:end]))
        for number, (start, end) in enumerate(itertools.pairwise(borders), 1)
    ]


def _between_times(borders: list[int], times: pd.Series) -> list[int]:
    """Borders of folds moved back to where a time begins; `times` (rows) are those of the rows, the earliest first."""
    import numpy as np

    begins = np.flatnonzero(~times.duplicated().to_numpy())
    return [int(begins[begins <= border][-1]) if border < len(times) else border for border in borders]
