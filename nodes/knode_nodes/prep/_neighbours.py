"""Missing values from the rows before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from knode_nodes.prep import _exact_filling as exact_filling
from knode_nodes.prep._exact import is_exact
from knode_nodes.prep._numbers import floats_of, numpy_name, whole_limits
from knode_nodes.prep._order import order_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Gaps(NamedTuple):
    """Rows with a missing value, and the nearest ones before and after that have one: places in `order`, -1 for none.

    `order` are the positions of the rows, group after group.
    """

    order: np.ndarray
    places: np.ndarray
    before: np.ndarray
    after: np.ndarray

    def of(self, chosen: np.ndarray) -> Gaps:
        """Some of them."""
        return Gaps(self.order, self.places[chosen], self.before[chosen], self.after[chosen])


def from_neighbours(column: pd.Series, how: str, groups: np.ndarray | None = None) -> Any:
    """The column with its gaps filled from the value before ("previous"), the one after ("next"), or both ("interpolate").

    Gaps that have no such value stay; a line holds the value at its ends. Whole numbers stay whole. With `groups`, (rows)
    the number of the group of each row, only rows of the same group are looked at.
    """
    import numpy as np

    missing = column.isna().to_numpy(dtype=bool)
    if how == "interpolate":
        known = ~missing if is_exact(column.dtype) else np.isfinite(floats_of(column))
        found = _gaps(missing, known, groups)
        return _on_lines(column, found.of((found.before >= 0) | (found.after >= 0)))
    found = _gaps(missing, ~missing, groups)
    sources = found.before if how == "previous" else found.after
    rows = np.arange(len(column))
    rows[found.order[found.places[sources >= 0]]] = found.order[sources[sources >= 0]]
    return column.take(rows).set_axis(column.index)


def _gaps(missing: np.ndarray, known: np.ndarray, groups: np.ndarray | None) -> Gaps:
    import numpy as np

    order = np.arange(len(missing)) if groups is None else order_of([groups])
    places, there = np.flatnonzero(missing[order]), np.flatnonzero(known[order])
    following = np.searchsorted(there, places)
    framed = np.concatenate([[-1], there, [-1]])
    before, after = framed[following], framed[following + 1]
    if groups is not None:
        numbers = groups[order]
        before = np.where(numbers[before] == numbers[places], before, -1)
        after = np.where(numbers[after] == numbers[places], after, -1)
    return Gaps(order, places, before, after)


def _on_lines(column: pd.Series, gaps: Gaps) -> Any:
    import numpy as np

    low = np.where(gaps.before < 0, gaps.after, gaps.before)
    high = np.where(gaps.after < 0, gaps.before, gaps.after)
    rows, first, last = gaps.order[gaps.places], gaps.order[low], gaps.order[high]
    passed, length = np.where(low < high, gaps.places - low, 0), np.where(low < high, high - low, 1)
    if is_exact(column.dtype):
        return exact_filling.on_lines(column, rows, first, last, passed, length)
    values = floats_of(column)
    with np.errstate(over="ignore"):
        return put(column, rows, values[first] + (values[last] - values[first]) / length * passed)


def put(column: pd.Series, places: np.ndarray, values: np.ndarray) -> Any:
    """A column of numbers with float64 `values` at some places, booleans or positions.

    Whole numbers stay whole, decimals exact.
    """
    if is_exact(column.dtype):
        return exact_filling.put(column, places, values)
    name = str(column.dtype).lower()
    filled = column.copy()
    if name.startswith(("int", "uint")):
        lowest, highest = whole_limits(name)
        # The largest whole numbers are no floats: the nearest one may lie beyond.
        filled.iloc[places] = [min(max(round(value), lowest), highest) for value in values.tolist()]
    else:
        filled.iloc[places] = values.astype(numpy_name(name))
    return filled
