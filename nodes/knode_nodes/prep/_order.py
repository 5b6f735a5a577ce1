"""Rows put in order by columns of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from knode.api import column_type
from knode_nodes.prep._categories import values_of
from knode_nodes.prep._numbering import incomparable, of_column

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def order_of(keys: Sequence[np.ndarray], groups: np.ndarray | None = None) -> np.ndarray:
    """The positions of the rows in the order of some ordinals, the first of them first; with groups one after the other."""
    import numpy as np

    first, *others = reversed([_short(key) for key in (keys if groups is None else [groups, *keys])])
    order = np.argsort(first, kind="stable")
    for key in others:
        order = order[np.argsort(key[order], kind="stable")]
    return order


def _short(key: np.ndarray) -> np.ndarray:
    """Whole numbers as such of 16 bits where these are enough: they are sorted several times as fast."""
    small = key.dtype.kind in "iu" and len(key) and key.min() >= -(2**15) and key.max() < 2**15
    return key.astype("int16") if small else key


def ordinals(
    column: pd.Series, *, descending: bool = False, missing: Literal["last", "first"] = "last", port: str = "table"
) -> np.ndarray:
    """(rows) numbers that are in order as the values are, or as their opposites; the same for the same values.

    Where a value is missing, NaN if the numbers are floats, and they come last; otherwise the largest number, or with
    `missing` "first" -1. Categories with an order of their own are placed by it, others by their values.

    Raises:
        DataError: the values cannot be compared with each other.
    """
    import numpy as np

    plain = isinstance(column.dtype, np.dtype) and column.dtype.kind in "iufM" and column.dtype != "float16"
    if plain and (missing == "last" or column.dtype.kind in "iu") and not (column.dtype.kind == "M" and column.hasnans):
        values = column.astype("int64").to_numpy() if column.dtype.kind == "M" else column.to_numpy()
        return values if not descending else -values if values.dtype.kind == "f" else ~values
    if column_type(column.dtype) == "category" and not column.cat.ordered:
        column = values_of(column)
    try:
        codes, values = of_column(column, dropna=True)
        if values.dtype == object:
            # pandas sorts numbers before texts in silence.
            sorted(values)
    except (TypeError, NotImplementedError):
        raise incomparable(column, port) from None
    places = len(values) - 1 - codes if descending else codes
    return np.where(codes < 0, len(values) if missing == "last" else -1, places)


def same_before(values: np.ndarray) -> np.ndarray:
    """(n - 1) booleans: whether each of some ordinals is that of the row before."""
    found: np.ndarray = (values[1:] == values[:-1]) | ((values[1:] != values[1:]) & (values[:-1] != values[:-1]))
    return found
