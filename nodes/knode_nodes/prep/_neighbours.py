"""Missing values from the rows before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode_nodes.prep import _exact_filling as exact_filling
from knode_nodes.prep._exact import is_exact
from knode_nodes.prep._numbers import floats_of, numpy_name, whole_limits

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def from_neighbours(column: pd.Series, how: str) -> Any:
    """The column with its gaps filled from the value before ("previous"), the one after ("next"), or both ("interpolate").

    Gaps that have no such value stay; a line holds the value at its ends. Whole numbers stay whole.
    """
    if is_exact(column.dtype):
        return exact_filling.from_neighbours(column, how)
    if how == "previous":
        return column.ffill()
    return column.bfill() if how == "next" else _on_lines(column)


def _on_lines(column: pd.Series) -> Any:
    import numpy as np

    values = floats_of(column)
    known = np.isfinite(values)
    gaps = column.isna().to_numpy(dtype=bool)
    if not known.any():
        return column
    return put(column, gaps, np.interp(np.flatnonzero(gaps), np.flatnonzero(known), values[known]))


def put(column: pd.Series, places: np.ndarray, values: np.ndarray) -> Any:
    """A column of numbers with float64 `values` at some places, (rows) booleans. Whole numbers stay whole, decimals exact."""
    if is_exact(column.dtype):
        return exact_filling.put(column, places, values)
    name = str(column.dtype).lower()
    filled = column.copy()
    if name.startswith(("int", "uint")):
        lowest, highest = whole_limits(name)
        # The largest whole numbers are no floats: the nearest one may lie beyond.
        filled[places] = [min(max(round(value), lowest), highest) for value in values.tolist()]
    else:
        filled[places] = values.astype(numpy_name(name))
    return filled
