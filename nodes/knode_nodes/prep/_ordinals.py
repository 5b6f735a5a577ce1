"""The order of a column's values, as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def ordinals(column: pd.Series, *, descending: bool = False, port: str = "table") -> np.ndarray:
    """(rows) numbers that are in order as the values are, or as their opposites; the same for the same values.

    NaN where a value is missing and numbers are floats; else missing values have the largest number. Either way they come
    last in a sort. Categories with an order of their own are placed by it, others by their values. Raises DataError for values
    that cannot be compared.
    """
    import numpy as np

    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "iuf" and column.dtype != "float16":
        values = column.to_numpy()
        return values if not descending else -values if column.dtype.kind == "f" else ~values
    try:
        codes, count = _places(column)
    except TypeError:
        raise DataError(
            f"the values of {quoted(column.name)} cannot be compared; make them one type first",
            port=port,
            column=str(column.name),
        ) from None
    made: np.ndarray = np.where(codes < 0, count, count - 1 - codes if descending else codes)
    return made


def same_before(values: np.ndarray) -> np.ndarray:
    """(n - 1) booleans: whether each of some ordinals is that of the row before."""
    found: np.ndarray = (values[1:] == values[:-1]) | ((values[1:] != values[1:]) & (values[:-1] != values[:-1]))
    return found


def _places(column: pd.Series) -> tuple[np.ndarray, int]:
    import numpy as np

    if column_type(column.dtype) != "category":
        codes, values = column.factorize(sort=True)
        _check_order(values)
        return codes.astype("int64"), len(values)
    codes, categories = column.cat.codes.to_numpy().astype("int64"), column.cat.categories
    if not column.cat.ordered:
        places = np.argsort(
            np.array(sorted(range(len(categories)), key=categories.tolist().__getitem__), dtype="int64")
        )
        codes = np.append(places, -1)[codes]
    return codes, len(categories)


def _check_order(values: Any) -> None:
    """Raise TypeError where values have no order: pandas sorts numbers before texts in silence."""
    if values.dtype == object:
        sorted(values)
