"""Times, durations and numbers of two columns as numbers that can be compared and subtracted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import DataError, column_type, quoted

if TYPE_CHECKING:
    import numpy as np
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
FLOAT_DIGITS = 15
"""Digits of a decimal number that a float surely tells from others."""
UNITS = ("s", "ms", "us", "ns")
EXACT = 2**53


class Places(NamedTuple):
    """(rows) int64 or float64 numbers, and which of them are known; None for all."""

    values: np.ndarray
    known: np.ndarray | None


def positions(left: pd.Series, right: pd.Series) -> tuple[Places, Places, str | None]:
    """Both columns as int64 or both as float64 numbers, and the unit of time that they count; None for plain numbers.

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
    counts = [_known(column.dt.as_unit(unit), "int64") for column in (one, other)]
    return counts[0], counts[1], unit


def _times(column: pd.Series) -> Any:
    from knode_nodes.prep._moments import moments

    if column_type(column.dtype) == "datetime":
        return moments(column)
    return column if column.dtype.kind == "m" and hasattr(column.dt, "unit") else column.astype("timedelta64[ns]")


def _known(column: pd.Series, dtype: Literal["int64", "float64"]) -> Places:
    """The numbers of a column, or those that times count since 1970, and durations in all."""
    import numpy as np

    known = column.notna().to_numpy(dtype=bool) if column.hasnans else None
    if column.dtype.kind in "mM":
        return Places(column.astype("int64").to_numpy(), known)
    if dtype == "int64":
        return Places(column.to_numpy(dtype=dtype) if known is None else column.fillna(0).to_numpy(dtype=dtype), known)
    return Places(column.to_numpy(dtype=dtype, na_value=np.nan), known)


def _numbers(left: pd.Series, right: pd.Series) -> tuple[Places, Places]:
    kinds = {left.dtype.kind, right.dtype.kind}
    if kinds <= {"i", "u"} and not any(_is_beyond(column) for column in (left, right)):
        return _known(left, "int64"), _known(right, "int64")
    if kinds == {"u"}:
        return _unsigned(left), _unsigned(right)
    return _floats(left, "left"), _floats(right, "right")


def _is_beyond(column: pd.Series) -> bool:
    """Whether there are whole numbers that int64 does not hold."""
    return column.dtype.kind == "u" and bool((column > 2**63 - 1).any())


def _unsigned(column: pd.Series) -> Places:
    """Whole numbers from 0 on as int64 of the same order and distances: those in the middle become 0."""
    import numpy as np

    known = column.notna().to_numpy(dtype=bool) if column.hasnans else None
    values = column.fillna(0).to_numpy(dtype="uint64")
    return Places((values ^ np.uint64(2**63)).view("int64"), known)


def _is_long(value: Decimal) -> bool:
    return len(value.normalize().as_tuple().digits) > FLOAT_DIGITS


def _floats(column: pd.Series, port: str) -> Places:
    """As float64. Raises DataError for a whole number that would change."""
    if str(column.dtype).startswith("decimal") and any(_is_long(value) for value in column.dropna()):
        raise DataError(
            f"{quoted(column.name)} holds decimals of more digits than can be compared exactly: convert both columns to "
            "numbers or to whole numbers before",
            port=port,
            column=str(column.name),
        )
    if column.dtype.kind in "iu" and ((column > EXACT) | (column < -EXACT)).any():
        raise DataError(
            f"{quoted(column.name)} holds whole numbers that are too large to be compared exactly with those of the other "
            "column: convert both columns to whole numbers of one kind",
            port=port,
            column=str(column.name),
        )
    return _known(column, "float64")
