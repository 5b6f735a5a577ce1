"""Rows put in order by any kind of column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.api import DataError, column_type, quoted

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def places_in_order(column: pd.Series, *, descending: bool = False, missing: str = "last") -> np.ndarray:
    """(rows) numbers whose order is that of the values, turned round where the largest come first.

    A missing value has the largest number with `missing` "last", else the smallest. Categories with an order of their own
    have it, others that of their values.

    Raises:
        DataError: the values cannot be compared with each other.
    """
    import numpy as np

    if column_type(column.dtype) == "category":
        column = column if column.cat.ordered else column.astype(column.cat.categories.dtype)
    codes = _factorized(column)
    top = codes.max(initial=-1)
    turned = np.where(codes < 0, -1, top - codes) if descending else codes
    made: np.ndarray = np.where(turned < 0, top + 1 if missing == "last" else -1, turned).astype("float64")
    return made


def _factorized(column: pd.Series) -> np.ndarray:
    """(rows) the places of the values among all different ones in order, -1 for a missing one."""
    import numpy as np

    if column_type(column.dtype) == "category":
        return column.cat.codes.to_numpy().astype("int64")
    try:
        codes, values = column.factorize(sort=False)
        places = np.empty(len(values), dtype="int64")
        places[np.asarray(values.argsort())] = np.arange(len(values))
    except TypeError:
        raise DataError(
            f"the values of {quoted(column.name)} cannot be put in order, they are of several types: make the column one "
            "type before",
            port="table",
            column=str(column.name),
        ) from None
    return np.append(places, -1)[codes]
