"""Rows dealt out to two parts or to folds, in which groups stay whole and times stay in order."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Literal

from knode.api import ColumnType, DataError, quoted
from knode_nodes.prep._drawing import strata
from knode_nodes.prep._order import order_of, ordinals
from knode_nodes.prep._same_rows import group_codes

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Deal = Literal["random", "first", "evenly", "time"]


def check_times(name: str, kind: ColumnType, port: str | None = None) -> None:
    """Raise DataError for a column of a type that does not tell which rows are earlier: texts stand in alphabetical order."""
    if kind not in ("datetime", "duration", "number"):
        raise DataError(
            f"{quoted(name)} holds no times or numbers ({kind}), so what is earlier is not known: make a date of it with Cast "
            "Columns before",
            port=port,
            column=name,
        )


def in_time(column: pd.Series) -> np.ndarray:
    """The positions of the rows, the earliest first; those without a time before all others."""
    return order_of([column.notna().to_numpy(), ordinals(column)])


def whole_groups(table: pd.DataFrame, name: str, wanted: int, deal: Deal, random: np.random.Generator) -> np.ndarray:
    """(rows) booleans: whole groups of rows with about `wanted` rows together."""
    import numpy as np

    codes, count = group_codes(table, [name])
    sizes = np.bincount(codes, minlength=count)
    order = random.permutation(count) if deal == "random" else np.arange(count)
    reached = np.concatenate([[0], np.cumsum(sizes[order])])
    chosen = np.zeros(count, dtype=bool)
    chosen[order[: int(np.abs(reached - wanted).argmin())]] = True
    found: np.ndarray = chosen[codes]
    return found


def folds(
    table: pd.DataFrame, count: int, deal: Deal, stratify: str, order: np.ndarray | None, random: np.random.Generator
) -> np.ndarray:
    """(rows) int64: the fold of each row, from 1. `order` are the positions of the rows in time."""
    import numpy as np

    made = np.zeros(len(table), dtype="int64")
    place = 0
    for rows in strata(table, stratify) if stratify else [np.arange(len(table))]:
        if order is not None:
            among = np.zeros(len(table), dtype=bool)
            among[rows] = True
            rows = order[among[order]]
        if deal in ("first", "time"):
            made[rows] = np.arange(len(rows)) * count // max(len(rows), 1) + 1
            continue
        dealt = random.permutation(rows) if deal == "random" else rows
        # The next value goes on where the last one ended, so that all folds are equally large.
        made[dealt] = (place + np.arange(len(dealt))) % count + 1
        place += len(dealt)
    return made


def group_folds(table: pd.DataFrame, name: str, count: int, deal: Deal, random: np.random.Generator) -> np.ndarray:
    """(rows) int64: the fold of each row, from 1; the rows of a group are in one fold."""
    import numpy as np

    codes, groups = group_codes(table, [name])
    sizes = np.bincount(codes, minlength=groups)
    if deal == "first":
        middles = np.cumsum(sizes) - sizes / 2
        dealt = np.floor(middles * count / max(len(codes), 1)).astype("int64") + 1
    else:
        dealt = _balanced(sizes, count, random)
    found: np.ndarray = dealt[codes]
    return found


def _balanced(sizes: np.ndarray, count: int, random: np.random.Generator) -> np.ndarray:
    """(groups) a fold for each: the largest first, each to the fold that has the fewest rows yet."""
    import numpy as np

    order = random.permutation(len(sizes))
    order = order[np.argsort(-sizes[order], kind="stable")]
    heap = [(0, fold) for fold in range(1, count + 1)]
    made = np.zeros(len(sizes), dtype="int64")
    for group, size in zip(order.tolist(), sizes[order].tolist(), strict=True):
        rows, fold = heap[0]
        made[group] = fold
        heapq.heapreplace(heap, (rows + size, fold))
    return made
