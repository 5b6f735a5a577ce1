"""Which column changes the effect of another one most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode_nodes.explain._explained import NUMERIC, Explained
from knode_nodes.visualize._values import coded, kind_of, values_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_PARTS = 50
ROWS_OF_A_PART = 10


def strongest(found: Explained, column: int) -> str:
    """The name of the explained column with which the effect of a column hangs together most, among rows of about the same
    value of it; empty where there is no other one.

    The rows are sorted by the column's value and cut into parts; in each part the correlation of effect and other column
    counts, as in `shap.approximate_interactions`, of ranks.
    """
    import numpy as np

    table = found.table
    assert table is not None, "the rows that were explained are known"
    own = _numbers(table, found.names[column])
    order = np.argsort(own, kind="stable")
    size = max(min(len(order) // 10, MOST_PARTS), ROWS_OF_A_PART)
    parts = [order[start : start + size] for start in range(0, len(order), size)]
    best, most = "", 0.0
    for number, name in enumerate(found.names):
        if number != column:
            others = _numbers(table, name)
            weight = sum(_correlation(found.values[part, column], others[part]) for part in parts)
            if weight > most:
                best, most = name, weight
    return best


def _numbers(table: pd.DataFrame, name: str) -> np.ndarray:
    """(rows) numbers to compare; of words their place in the alphabet, and missing ones last."""
    import numpy as np

    if kind_of(table, name) in NUMERIC:
        found = values_of(table, name).numbers
        return np.where(np.isnan(found), np.inf, found)
    return coded(table[name])[0].astype("float64")


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """The size of Spearman's correlation, times the rows; 0 where one does not vary."""
    import numpy as np
    from scipy.stats import rankdata

    if len(one) < 3 or (one == one[0]).all() or (other == other[0]).all():
        return 0.0
    return float(abs(np.corrcoef(rankdata(one), rankdata(other))[0, 1]) * len(one))
