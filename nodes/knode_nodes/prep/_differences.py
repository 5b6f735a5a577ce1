"""Where the values of two columns differ, row by row."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from knode.api import column_type
from knode_nodes.prep._categories import values_of
from knode_nodes.prep._exact import is_exact
from knode_nodes.prep._groups import numbers_of
from knode_nodes.prep._moments import zone_of
from knode_nodes.prep._numbers import FLOATS
from knode_nodes.prep._texts import texts

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

EXACT = ("decimal", "int", "Int", "uint", "UInt")
"""What the dtypes of whole numbers and exact decimals begin with; not that of ranges."""


def differing(old: pd.Series, new: pd.Series, *, tolerance: float, relative: float) -> np.ndarray:
    """(rows) booleans: where two columns differ. Missing values are alike; numbers may differ by the tolerances.

    Columns of different types are compared as text, but for all numbers, and for texts and categories.
    """
    old, new = values_of(old).reset_index(drop=True), values_of(new).reset_index(drop=True)
    kinds = {_kind(old), _kind(new)}
    if kinds == {"number"}:
        return _numbers_differ(old, new, tolerance, relative)
    if len(kinds) > 1 or (kinds == {"other"} and old.dtype != new.dtype):
        old, new = texts(old), texts(new)
    try:
        return _values_differ(old, new)
    except (TypeError, ValueError):
        return _values_differ(old.astype("object").map(str).astype("str"), new.astype("object").map(str).astype("str"))


def _values_differ(old: pd.Series, new: pd.Series) -> np.ndarray:
    missing, absent = old.isna().to_numpy(dtype=bool), new.isna().to_numpy(dtype=bool)
    same = (old == new).to_numpy(dtype=bool, na_value=False)
    found: np.ndarray = (missing != absent) | ~(same | missing)
    return found


def _kind(column: pd.Series) -> str:
    """What the values are compared as; moments with and without a time zone cannot be compared."""
    kind = column_type(column.dtype)
    if str(column.dtype).startswith(("period", "date32", "date64")):
        return str(column.dtype)
    if column.dtype.kind == "c":
        return "complex"
    return f"{kind} in a zone" if kind == "datetime" and zone_of(column.dtype) is not None else kind


def _numbers_differ(old: pd.Series, new: pd.Series, tolerance: float, relative: float) -> np.ndarray:
    import numpy as np

    missing, absent = old.isna().to_numpy(dtype=bool), new.isna().to_numpy(dtype=bool)
    if all(str(column.dtype).startswith(EXACT) for column in (old, new)):
        apart = _values_differ(*(_exact_numbers(column) for column in (old, new)))
    else:
        apart = _exact(old) != _exact(new)
    if tolerance or relative:
        rows = np.flatnonzero(apart & ~missing & ~absent)
        first, second = old.iloc[rows], new.iloc[rows]
        with np.errstate(invalid="ignore"):
            most = tolerance + relative * np.abs(numbers_of(first).to_numpy())
            apart[rows] = ~(np.abs(_changes(first, second)) <= most)
    found: np.ndarray = (missing != absent) | (apart & ~missing & ~absent)
    return found


def _exact_numbers(column: pd.Series) -> pd.Series:
    """Whole numbers as they are, exact decimals as objects, whatever their digits."""
    return column.astype("object") if str(column.dtype).startswith("decimal") else column


def _exact(column: pd.Series) -> np.ndarray:
    """(rows) numbers as NumPy compares them exactly: whole ones stay whole."""
    if column.dtype.kind in "iu":
        whole: np.ndarray = column.to_numpy(dtype="uint64" if column.dtype.kind == "u" else "int64", na_value=0)
        return whole
    numbers: np.ndarray = numbers_of(column).to_numpy()
    return numbers


def change_of(old: pd.Series, new: pd.Series) -> Any:
    """(rows) float64: how much larger the new values are; missing where they are no numbers."""
    import numpy as np

    if {column_type(old.dtype), column_type(new.dtype)} != {"number"} or "c" in (old.dtype.kind, new.dtype.kind):
        return np.full(len(old), np.nan)
    return _changes(old, new)


def _changes(old: pd.Series, new: pd.Series) -> np.ndarray:
    """(rows) float64: differences of numbers, those of whole numbers and exact decimals rounded once."""
    import numpy as np

    first, second = numbers_of(old).to_numpy(), numbers_of(new).to_numpy()
    with np.errstate(invalid="ignore"):
        made: np.ndarray = second - first
    if all(str(column.dtype).startswith(EXACT) for column in (old, new)):
        decimals = any(is_exact(column.dtype) for column in (old, new))
        long = (np.maximum(np.abs(first), np.abs(second)) > FLOATS) | decimals
        rows = np.flatnonzero(long & old.notna().to_numpy(dtype=bool) & new.notna().to_numpy(dtype=bool))
        held = [column.iloc[rows].astype(object) for column in (old, new)]
        made[rows] = [float(Fraction(other) - Fraction(one)) for one, other in zip(*held, strict=True)]
    return made
