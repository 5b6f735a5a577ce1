"""Figures of exact decimals, of whole groups and of the rows around each row, that stay exact decimals."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from knode_nodes.prep._exact import between, decimals, difference_type, divided, mean_type, quotients, sum_type, units
from knode_nodes.prep._order import order_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

    from knode_nodes.prep._numbering import Numbering

OF_GROUPS = ("sum", "mean", "median", "quantile", "range")
OF_WINDOWS = ("sum", "mean", "median", "min", "max")
HALF = Fraction(1, 2)


def of_groups(method: str, column: pd.Series, groups: Numbering, quantile: float) -> Any:
    """(groups) exact decimals: what is computed of the values of each group, missing where there are none; but a sum is 0.

    Raises DataError where one has too many digits.
    """
    import numpy as np

    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    there = column.notna().to_numpy(dtype=bool) & (groups.rows >= 0)
    values, codes = units(column, kind.scale, room=len(column) + 1)[there], groups.rows[there]
    sizes = np.bincount(codes, minlength=groups.count)
    if method == "range":
        made = _reduced(np.maximum, values, codes, groups.count) - _reduced(np.minimum, values, codes, groups.count)
        return decimals(made, sizes == 0, difference_type(kind), method, column.name)
    if method in ("sum", "mean"):
        totals = _reduced(np.add, values, codes, groups.count)
        if method == "sum":
            return decimals(totals, np.zeros(len(totals), dtype=bool), sum_type(kind), method, column.name)
        made = divided(totals.astype(object) * _factor(kind), np.maximum(sizes, 1).astype(object))
    else:
        share = Fraction(Decimal(repr(quantile))) if method == "quantile" else HALF
        made = _quantiles(values, codes, sizes, share, _factor(kind))
    return decimals(made, sizes == 0, mean_type(kind), method, column.name)


def of_whole_groups(method: str, column: pd.Series, groups: Numbering) -> np.ndarray:
    """(groups) float64: the mean or median of the whole numbers of each group, rounded once; missing where there are none."""
    import numpy as np

    there = column.notna().to_numpy(dtype=bool) & (groups.rows >= 0)
    values, codes = units(column, 0, room=len(column) + 1)[there], groups.rows[there]
    sizes = np.bincount(codes, minlength=groups.count)
    if method == "mean":
        made = quotients(_reduced(np.add, values, codes, groups.count), np.maximum(sizes, 1))
    else:
        made = quotients(_quantiles(values, codes, sizes, HALF, 2), 2)
    return np.where(sizes == 0, np.nan, made)


def _factor(kind: Any) -> int:
    """How many units of a mean are one of the column."""
    made: int = 10 ** (mean_type(kind).scale - kind.scale)
    return made


def _reduced(how: np.ufunc, values: np.ndarray, codes: np.ndarray, count: int) -> np.ndarray:
    """(groups) the values of each group put together, 0 where there are none."""
    import numpy as np

    order = order_of([codes])
    there, first = np.unique(codes[order], return_index=True)
    made = np.zeros(count, dtype=values.dtype)
    if len(there):
        made[there] = how.reduceat(values[order], first)
    return made


def _quantiles(values: np.ndarray, codes: np.ndarray, sizes: np.ndarray, share: Fraction, factor: int) -> np.ndarray:
    import numpy as np

    _, places = np.unique(values, return_inverse=True)
    ordered = values[order_of([codes, places])]
    # Those without a value look at the one number that is always there.
    ordered = np.append(ordered, 0)
    starts = np.append(0, np.cumsum(sizes)[:-1]).astype("int64") if len(sizes) else sizes
    steps = [share * max(int(size) - 1, 0) for size in sizes]
    low = starts + np.array([int(step) for step in steps], dtype="int64")
    high = np.minimum(low + 1, starts + np.maximum(sizes - 1, 0))
    rest = np.array([step - int(step) for step in steps], dtype=object)
    return between(ordered[low], ordered[high], rest, factor)


def of_windows(
    column: pd.Series, method: str, least: int, windows: Callable[[pd.Series], Any], seen: Callable[[Any], Any]
) -> Any:
    """(rows) exact decimals: what the window of each row gives, missing where it has fewer than `least` values.

    Args:
        column: exact decimals in the order in which windows look at them.
        method: one of `OF_WINDOWS`.
        least: how many values a window needs.
        windows: the windows of pandas over a column of floats.
        seen: (rows) of what these gave, what each row is told.
    """
    import numpy as np
    import pandas as pd

    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    values, gaps = units(column, kind.scale, room=len(column) + 1), column.isna().to_numpy(dtype=bool)
    rows = pd.Series(np.arange(len(column), dtype="float64"))
    ends = [seen(getattr(windows(rows), end)()) for end in ("min", "max")]
    nothing = np.isnan(ends[0])
    first, last = (np.nan_to_num(one).astype("int64") for one in ends)
    counts = _sums_between((~gaps).astype("int64"), first, last)
    short = nothing | (counts < max(least, 1))
    if method in ("sum", "mean"):
        made = _sums_between(values, first, last)
        if method == "sum":
            return decimals(made, short, sum_type(kind), method, column.name)
        made = divided(made.astype(object) * _factor(kind), np.maximum(counts, 1).astype(object))
        return decimals(made, short, mean_type(kind), method, column.name)
    different, places = np.unique(values, return_inverse=True)
    ranks = pd.Series(np.where(gaps, np.nan, places.astype("float64")))
    different = np.append(different, 0)

    def chosen(found: Any) -> np.ndarray:
        return different[np.nan_to_num(seen(found), nan=len(different) - 1).astype("int64")]

    if method in ("min", "max"):
        return decimals(chosen(getattr(windows(ranks), method)()), short, kind, method, column.name)
    low, high = (chosen(windows(ranks).quantile(0.5, interpolation=end)) for end in ("lower", "higher"))
    return decimals(between(low, high, HALF, _factor(kind)), short, mean_type(kind), method, column.name)


def _sums_between(values: np.ndarray, first: np.ndarray, last: np.ndarray) -> np.ndarray:
    """(rows) the sums of the values from one row to another, both included."""
    import numpy as np

    totals = np.cumsum(np.append(np.zeros(1, dtype=values.dtype), values))
    made: np.ndarray = totals[last + 1] - totals[first] if len(values) else values
    return made


def difference(column: pd.Series, before: pd.Series) -> Any:
    """(rows) how much larger each exact decimal is than another one of the same type."""
    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    now, then = (units(one, kind.scale, room=2) for one in (column, before))
    gaps: Any = column.isna().to_numpy(dtype=bool) | before.isna().to_numpy(dtype=bool)
    return decimals(now - then, gaps, difference_type(kind), "difference", column.name)
