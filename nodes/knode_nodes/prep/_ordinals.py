"""The order of a column's values, as whole numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def ordinals(column: pd.Series, *, descending: bool = False, port: str = "table") -> np.ndarray:
    """(rows) int64: the place of each row's value among the different ones; missing values come after all others.

    Categories with an order of their own are placed by it, others by their values. Raises DataError for values that cannot be
    compared.
    """
    import numpy as np

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
