"""The bins that numbers fall into, by column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, TableSpec
from knode_nodes.prep._numbers import floats_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


FEW = 12
"""So many edges are compared one by one."""


class Bins:
    """Puts numbers into bins: an ordered category, or the number of the bin from 1 on.

    Follows scikit-learn's `transform`. Its state is plain data: `edges` between the bins by column, or with `bounded` those
    at both ends too; `labels` of the bins by column, `names` of the columns made; `closed`, the side of a bin that its edge
    belongs to; and whether `numbers` are given.
    """

    def __init__(
        self,
        edges: dict[str, list[float]],
        labels: dict[str, list[str]],
        names: dict[str, str],
        *,
        closed: str,
        bounded: bool,
        numbers: bool,
    ) -> None:
        self.edges = edges
        self.labels = labels
        self.names = names
        self.closed = closed
        self.bounded = bounded
        self.numbers = numbers

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return list(self.names.values())

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, columns) of bins; missing where a number is missing, or outside of bounded ends."""
        import pandas as pd

        made = {self.names[name]: self._column(rows[name], name) for name in self.edges}
        return pd.DataFrame(made, index=rows.index, copy=False)

    def narrowed(self, columns: Iterable[str]) -> Bins:
        """The same for fewer columns."""
        kept = [name for name in self.edges if name in set(columns)]
        return Bins(
            {name: self.edges[name] for name in kept},
            {name: self.labels[name] for name in kept},
            {name: self.names[name] for name in kept},
            closed=self.closed,
            bounded=self.bounded,
            numbers=self.numbers,
        )

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays."""
        from knode_nodes.prep._compiled_fitted import Binned

        columns = [[name, self.names[name], self.edges[name], self.labels[name]] for name in self.edges]
        return Binned(columns, self.closed, self.bounded, self.numbers)

    def _column(self, column: pd.Series, name: str) -> Any:
        import numpy as np
        import pandas as pd

        codes = bin_codes(floats_of(column), np.array(self.edges[name]), self.closed, self.bounded)
        if self.numbers:
            return pd.arrays.IntegerArray(np.maximum(codes, 0).astype("int64") + 1, codes < 0)
        dtype = pd.CategoricalDtype(pd.Index(self.labels[name], dtype="str"), ordered=True)
        return pd.Categorical.from_codes(codes, dtype=dtype)


def bin_codes(values: np.ndarray, edges: np.ndarray, closed: str, bounded: bool) -> np.ndarray:
    """(rows) the position of each number's bin, -1 for NaN and outside of bounded ends."""
    import numpy as np

    codes = _edges_below(values, edges, closed)
    if bounded:
        # The outermost edges belong to their bins on both sides.
        codes = np.where(values == edges[0], 1, np.where(values == edges[-1], len(edges) - 1, codes)) - 1
        codes = np.where(codes >= len(edges) - 1, -1, codes)
    return np.where(np.isnan(values), -1, codes)


def _edges_below(values: np.ndarray, edges: np.ndarray, closed: str) -> np.ndarray:
    """(rows) how many of the edges, in order, are below each number, or with bins closed at the left at it too."""
    import numpy as np

    if len(edges) > FEW:
        return np.searchsorted(edges, values, side="left" if closed == "right" else "right")
    # To compare all with each of a few edges takes a third of the time.
    compare = np.greater if closed == "right" else np.greater_equal
    counts = np.zeros(len(values), dtype="int8")
    for edge in edges:
        counts += compare(values, edge).view("int8")
    return counts
