"""A threshold on a probability as an estimator that can be stored and applied to new rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Arrays, ArrayStep, Discrete, TableNeeded, TableSpec

if TYPE_CHECKING:
    import pandas as pd


class Threshold:
    """Gives the positive class where a score is at least a threshold; follows scikit-learn's `transform`.

    Its state is plain data.

    Args:
        threshold: of the score.
        labels: the negative and the positive class.
        dtype: pandas' name for that of the classes.
        categories: all of them, where the dtype is that of categories.
        ordered: whether these have an order.
    """

    def __init__(
        self,
        threshold: float,
        labels: list[Any],
        dtype: str,
        categories: list[Any] | None = None,
        ordered: bool = False,
    ) -> None:
        self.threshold = threshold
        self.labels = labels
        self.dtype = dtype
        self.categories = categories
        self.ordered = ordered

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, 1) The class of each row, missing where the score is."""
        import numpy as np
        import pandas as pd

        scores = rows.iloc[:, 0].to_numpy(dtype="float64", na_value=np.nan)
        places = np.where(np.isnan(scores), 2, scores >= self.threshold)
        kind: Any = self.dtype
        if self.dtype == "category":
            kind = pd.CategoricalDtype(pd.Index(self.categories or self.labels), ordered=self.ordered)
        classes = pd.Series([*self.labels, None], dtype=kind)
        return classes.take(places).to_frame().set_axis(rows.index)

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays; None for classes that are no texts or whole numbers."""
        if not all(isinstance(label, str) for label in self.labels):
            return None
        return AboveThreshold(inputs.names[0], outputs.names[0], self.threshold, self.labels)


@dataclass
class AboveThreshold(ArrayStep):
    """Puts one of two classes, the second where the number in `column` is at least `threshold`, into the column `made`."""

    column: str
    made: str
    threshold: float
    labels: list[str]

    def __call__(self, columns: Arrays) -> Arrays:
        import numpy as np

        if self.column not in columns.layout.numbers:
            raise TableNeeded
        scores = columns.numbers((self.column,))[:, 0]
        codes = np.where(np.isnan(scores), -1, scores >= self.threshold).astype(np.intp)
        return columns.with_others({self.made: Discrete(list(self.labels), codes)})
