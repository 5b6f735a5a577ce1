"""Missing numbers from the rows that are most alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import column_type
from knode_nodes.prep._exact import is_exact
from knode_nodes.prep._exact_filling import as_exact
from knode_nodes.prep._neighbours import put
from knode_nodes.prep._numbers import floats_of
from knode_nodes.prep.fill_values import FillValues

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

FAR = 1e6
"""Units of spread from the middle, at most: what lies further off counts as this far."""


class NearestRows:
    """Fills a missing number with the mean of the rows that are most alike by the other numbers, and all else as `others` do.

    Follows scikit-learn's `transform`, and finds the rows with its KNNImputer. Its state is plain data: `columns` of numbers;
    `rows` of training, each a list of how far its numbers lie from the `middle` of their column, in units of its `spread`, None
    where one is missing; `count`, how many of them make a value; and the state of a FillValues, which also fills the numbers of
    rows that have none at all.
    """

    keeps_units = True

    def __init__(self, columns: list[str], count: int, others: FillValues, training: pd.DataFrame) -> None:
        import numpy as np

        self.columns, self.count = columns, count
        self.values, self.dtypes, self.indicators = others.values, others.dtypes, dict(others.indicators)
        numbers = self._numbers(training)
        spread = np.nanstd(numbers, axis=0)
        self.middle = np.nanmean(numbers, axis=0).tolist()
        self.spread = np.where(spread > 0, spread, 1.0).tolist()
        held = self._apart(numbers).astype(object)
        held[np.isnan(numbers)] = None
        self.rows = held.tolist()

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return [*self.values, *self.indicators.values()]

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, columns) with every missing value filled. Raises DataError for a column of another type than in training."""
        import numpy as np

        made = FillValues(self.values, self.dtypes, self.indicators).transform(rows)
        gaps = np.array([rows[name].isna().to_numpy(dtype=bool) for name in self.columns]).T
        numbers = self._numbers(rows)
        some = gaps.any(axis=1) & np.isfinite(numbers).any(axis=1)
        if some.any():
            found = self._found(numbers[some])
            for place, name in enumerate(self.columns):
                where = gaps[:, place] & some
                if where.any():
                    made[name] = put(made[name], where, found[where[some], place])
        return made

    def _numbers(self, rows: pd.DataFrame) -> np.ndarray:
        """(rows, columns) float64, NaN for what is missing, infinite or no number."""
        import numpy as np

        made = np.full((len(rows), len(self.columns)), np.nan)
        for place, name in enumerate(self.columns):
            column = rows[name].infer_objects() if rows[name].dtype == object else rows[name]
            if is_exact(self.dtypes[name]):
                column = as_exact(column, self.dtypes[name])
            if column_type(column.dtype) == "number":
                made[:, place] = floats_of(column)
        made[~np.isfinite(made)] = np.nan
        return made

    def _apart(self, numbers: np.ndarray) -> np.ndarray:
        import numpy as np

        made: Any = np.clip((numbers - np.array(self.middle)) / np.array(self.spread), -FAR, FAR)
        return made

    def _found(self, numbers: np.ndarray) -> np.ndarray:
        """(rows, columns) the same with a number for each that is missing; each row has one at least."""
        import numpy as np
        from sklearn.impute import KNNImputer

        known = KNNImputer(n_neighbors=self.count).fit(np.array(self.rows, dtype="float64"))
        made: np.ndarray = known.transform(self._apart(numbers)) * np.array(self.spread) + np.array(self.middle)
        return made
