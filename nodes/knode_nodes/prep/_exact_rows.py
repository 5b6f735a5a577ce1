"""What is computed of the exact decimals, or whole numbers, in several columns of a row without rounding."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from knode.api import DataError
from knode_nodes.prep._arrow_columns import common_decimal
from knode_nodes.prep._exact import (
    PLAIN,
    WIDE,
    decimal_type,
    decimals,
    difference_type,
    divided,
    is_exact,
    mean_type,
    quotients,
    sum_type,
    units,
)

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

METHODS = ("sum", "mean", "median", "range", "product")
DIGITS = 19
"""Digits of a whole number of 64 bits."""


def are_exact(columns: Sequence[pd.Series]) -> bool:
    """Whether columns are exact decimals, and whole numbers beside them, that one type of exact decimals holds."""
    return common_decimal(column.dtype for column in columns) is not None


def of_rows(columns: Sequence[pd.Series], method: str, gaps: np.ndarray) -> Any:
    """(rows) exact decimals: what `method` makes of the values of a row that are there, missing where there are none.

    A sum of none is 0. Raises DataError where one has too many digits.
    """
    import numpy as np

    none: Any = gaps.all(axis=1)
    names = [column.name for column in columns]
    if method == "product":
        return _product(columns, gaps, names)
    kind = common_decimal(column.dtype for column in columns).pyarrow_dtype
    held = units_of(columns, kind.scale)
    if method == "sum":
        return decimals(held.sum(axis=1), np.zeros(len(none), dtype=bool), sum_type(kind), method, *names)
    if method == "range":
        high, low = extreme(held, gaps, largest=True), extreme(held, gaps, largest=False)
        return decimals(high - low, none, difference_type(kind), method, *names)
    factor, count = 10 ** (mean_type(kind).scale - kind.scale), (~gaps).sum(axis=1)
    if method == "mean":
        made = divided(held.sum(axis=1).astype(object) * factor, np.maximum(count, 1).astype(object))
    else:
        made = divided(_middles(held, gaps, count).astype(object) * factor, 2)
    return decimals(made, none, mean_type(kind), method, *names)


def of_whole_rows(columns: Sequence[pd.Series], method: str, gaps: np.ndarray) -> np.ndarray:
    """(rows) float64: the mean or median of the whole numbers of a row, rounded once; missing where there are none."""
    import numpy as np

    held, count = units_of(columns, 0), (~gaps).sum(axis=1)
    totals, by = (held.sum(axis=1), np.maximum(count, 1)) if method == "mean" else (_middles(held, gaps, count), 2)
    return np.where(gaps.all(axis=1), np.nan, quotients(totals, by))


def units_of(columns: Sequence[pd.Series], scale: int) -> np.ndarray:
    """(rows, columns) the values times 10**scale, 0 where one is missing."""
    import numpy as np

    held = [units(column, scale, room=2 * len(columns)) for column in columns]
    return np.array(held, dtype=object if any(one.dtype == object for one in held) else "int64").T


def extreme(held: np.ndarray, gaps: np.ndarray, *, largest: bool) -> np.ndarray:
    """(rows) the largest or smallest of the numbers that are there; any where there are none."""
    import numpy as np

    if not held.size:
        return held.sum(axis=1)
    # What is missing is as the value at the other end of all.
    filled = np.where(gaps, held.min() if largest else held.max(), held)
    made: np.ndarray = filled.max(axis=1) if largest else filled.min(axis=1)
    return made


def _middles(held: np.ndarray, gaps: np.ndarray, count: np.ndarray) -> np.ndarray:
    """(rows) twice the medians."""
    import numpy as np

    if not held.size:
        return held.sum(axis=1)
    ordered = np.sort(np.where(gaps, held.max(), held), axis=1)
    rows = np.arange(len(held))
    made: np.ndarray = (
        ordered[rows, np.maximum(count - 1, 0) // 2] + ordered[rows, np.minimum(count // 2, held.shape[1] - 1)]
    )
    return made


def _product(columns: Sequence[pd.Series], gaps: np.ndarray, names: Sequence[object]) -> Any:
    import numpy as np

    types: list[Any] = [column.dtype for column in columns]
    kinds = [one.pyarrow_dtype if is_exact(one) else decimal_type(DIGITS, 0) for one in types]
    scale, precision = sum(kind.scale for kind in kinds), sum(kind.precision for kind in kinds)
    if scale > WIDE:
        raise DataError(
            f"the product of {len(names)} columns would have {scale} digits behind the point, more than an exact decimal can "
            "have: convert them to numbers with decimals before, such as with Cast Columns",
            port="table",
        )
    made: Any = 1
    for column, kind, missing in zip(columns, kinds, gaps.T, strict=True):
        made = made * np.where(missing, 10**kind.scale, units(column, kind.scale).astype(object))
    kind = decimal_type(precision, scale, wide=max(one.precision for one in kinds) > PLAIN)
    return decimals(np.asarray(made, dtype=object), gaps.all(axis=1), kind, "product", *names)
