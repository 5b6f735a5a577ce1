"""The values of a column that a model is asked about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.api import DataError, column_type, quoted
from knode_nodes.prep._numbering import without_halves

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def steps_of(rows: pd.DataFrame, name: str, most: int, outermost: float) -> pd.Series:
    """Different values of a column, in order and in its own dtype: numbers that divide its rows into parts of the same size;
    of other columns the most frequent values.

    Args:
        rows: what the model reads.
        name: of the column.
        most: values.
        outermost: the share of rows below the first number, and above the last.
    """
    column = rows[name].dropna()
    if not len(column):
        raise DataError(f"the column {quoted(name)} has no values", port="table", column=name)
    if column_type(column.dtype) == "number":
        return _numbers(column, most, outermost)
    counts = column.value_counts(sort=True)
    kept = counts[counts > 0].index[:most]
    return column[column.isin(kept)].drop_duplicates().sort_values().reset_index(drop=True)


def _numbers(column: pd.Series, most: int, outermost: float) -> pd.Series:
    """Values of rows, so that a whole number stays one however large it is."""
    import numpy as np

    ordered = without_halves(column).sort_values(kind="stable").reset_index(drop=True)
    if ordered.nunique() > most:
        last = len(ordered) - 1
        shares = np.linspace(outermost, 1.0 - outermost, most)
        ordered = ordered.iloc[np.unique(np.round(shares * last).astype(np.intp))]
    return ordered.drop_duplicates().reset_index(drop=True).astype(column.dtype)


def edges_of(numbers: np.ndarray) -> tuple[float, ...]:
    """Between numbers in order the middles, and beyond the outermost as far as to the middle on the other side."""
    import numpy as np

    if len(numbers) == 1:
        return float(numbers[0]) - 0.5, float(numbers[0]) + 0.5
    middles = (numbers[1:] + numbers[:-1]) / 2
    return tuple(np.concatenate([[2 * numbers[0] - middles[0]], middles, [2 * numbers[-1] - middles[-1]]]).tolist())
