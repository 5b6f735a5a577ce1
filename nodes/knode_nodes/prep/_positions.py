"""Times, durations and numbers of two columns as numbers that can be compared and subtracted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted

if TYPE_CHECKING:
    import pandas as pd

NANOSECONDS = {
    "weeks": 604_800 * 10**9,
    "days": 86_400 * 10**9,
    "hours": 3_600 * 10**9,
    "minutes": 60 * 10**9,
    "seconds": 10**9,
    "milliseconds": 10**6,
    "s": 10**9,
    "ms": 10**6,
    "us": 1000,
    "ns": 1,
}
UNITS = ("s", "ms", "us", "ns")
EXACT = 2**53


def positions(left: pd.Series, right: pd.Series) -> tuple[pd.Series, pd.Series, str | None]:
    """Both columns as Int64 or both as float64 numbers, and the unit of time that they count; None for plain numbers.

    Raises DataError where one has a time zone and the other none, or where a whole number would change.
    """
    if column_type(left.dtype) == "number":
        return (*_numbers(left, right), None)
    one, other = _times(left), _times(right)
    zones = [getattr(column.dt, "tz", None) for column in (one, other)]
    if (zones[0] is None) != (zones[1] is None):
        raise DataError(
            f"the times of {quoted(left.name)} and {quoted(right.name)} cannot be compared: one of them has a time zone and "
            "the other none; give it one",
            port="right",
            column=str(right.name),
        )
    unit: Any = max(one.dt.unit, other.dt.unit, key=UNITS.index)
    counts = [_counted(column.dt.as_unit(unit)) for column in (one, other)]
    return counts[0], counts[1], unit


def _times(column: pd.Series) -> Any:
    from knode_nodes.prep._moments import moments

    if column_type(column.dtype) == "datetime":
        return moments(column)
    return column if column.dtype.kind == "m" and hasattr(column.dt, "unit") else column.astype("timedelta64[ns]")


def _counted(column: pd.Series) -> pd.Series:
    """Since 1970, or in all, as Int64."""
    return column.astype("int64").astype("Int64").mask(column.isna())


def _numbers(left: pd.Series, right: pd.Series) -> tuple[pd.Series, pd.Series]:
    if left.dtype.kind in "iu" and right.dtype.kind in "iu" and "u" not in left.dtype.kind + right.dtype.kind:
        return left.astype("Int64"), right.astype("Int64")
    return _floats(left, "left"), _floats(right, "right")


def _floats(column: pd.Series, port: str) -> pd.Series:
    """As float64 with NaN. Raises DataError for a whole number that would change."""
    import numpy as np
    import pandas as pd

    if column.dtype.kind in "iu" and ((column > EXACT) | (column < -EXACT)).any():
        raise DataError(
            f"{quoted(column.name)} holds whole numbers that are too large to be compared with decimals exactly: convert both "
            "columns to whole numbers",
            port=port,
            column=str(column.name),
        )
    return pd.Series(column.to_numpy(dtype="float64", na_value=np.nan))
