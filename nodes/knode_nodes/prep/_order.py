"""Rows put in order by columns of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from knode.api import column_type
from knode_nodes.prep._categories import values_of
from knode_nodes.prep._numbering import incomparable, of_column
from knode_nodes.prep._packing import above, by_number, has_room, inverse, packed, places_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def order_of(keys: Sequence[np.ndarray], groups: np.ndarray | None = None) -> np.ndarray:
    """The positions of the rows in the order of some ordinals, the first of them first; with groups one after the other."""
    first, *others = reversed(keys if groups is None else [groups, *keys])
    order = _sorted(_short(first), None)
    for key in others:
        order = _sorted(_short(key), order)
    return order


def _sorted(key: np.ndarray, before: np.ndarray | None) -> np.ndarray:
    """The positions of the rows in the order of their numbers; equal ones stand as they do in `before`, or in the table."""
    import numpy as np

    if key.dtype.itemsize <= 2:
        return np.argsort(key, kind="stable") if before is None else before[np.argsort(key[before], kind="stable")]
    if before is None and (key[1:] >= key[:-1]).all():
        return np.arange(len(key))
    if len(key) and key.dtype.kind in "iu":
        smallest = int(key.min())
        if has_room(int(key.max()) - smallest + 1, len(key)):
            return by_number(above(key, smallest), before)
    # NumPy sorts several times as fast where equal numbers may change places and none is NaN. The places of equal ones are
    # then put in order together with the number of their run.
    found = _quickly(key)
    same = same_before(key[found])
    if not same.any():
        return found
    places = found if before is None else inverse(before)[found]
    made = packed(np.append(0, np.cumsum(~same)), places)
    made &= places_of(len(key))
    return made if before is None else before[made]


def _quickly(key: np.ndarray) -> np.ndarray:
    """The positions of numbers in their order, those of NaN at the end."""
    import numpy as np

    missing = np.isnan(key) if key.dtype.kind == "f" else None
    if missing is None or not missing.any():
        return np.argsort(key)
    known = np.flatnonzero(~missing)
    return np.concatenate([known[np.argsort(key[known])], np.flatnonzero(missing)])


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
    if column_type(column.dtype) == "category" and not column.cat.ordered and column.cat.categories.dtype != "str":
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


def starts_of(keys: Sequence[np.ndarray], order: np.ndarray) -> np.ndarray:
    """(rows, in an order) booleans: the first one, and each that differs in some ordinal from the one before."""
    import numpy as np

    found = np.zeros(len(order), dtype=bool)
    found[:1] = True
    for key in keys:
        found[1:] |= ~same_before(key[order])
    return found
