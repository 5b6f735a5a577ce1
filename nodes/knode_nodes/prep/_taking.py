"""Rows taken out of tables by their positions, in any order."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from knode_nodes.prep._known import different
from knode_nodes.prep._suffixes import nullable

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MANY = 100_000
"""Of fewer rows nothing is looked at before they are taken."""
CELLS = 50_000_000
"""Fewer values are taken by one thread."""
SAMPLE, FEW = 5_000, 4_250
"""Texts with at most so many different values in a sample have some 15,000 in all."""
FAR = 1_000
"""Rows further apart than this are not near each other in memory."""


def rows_at(table: pd.DataFrame, rows: np.ndarray, cores: int) -> pd.DataFrame:
    """The rows at some positions from 0 on, as `DataFrame.take` gives them."""
    if len(rows) < MANY:
        return table.take(rows)
    return taken(table, rows, cores=cores).set_axis(table.index.take(rows))


def taken(
    table: pd.DataFrame,
    rows: np.ndarray | None,
    *,
    wide: bool = False,
    plain: Callable[[np.ndarray], np.ndarray] | None = None,
    cores: int = 1,
) -> pd.DataFrame:
    """The rows at some positions, numbered anew; missing values where the position is -1, all rows for None.

    Where there are missing values, whole numbers and booleans get dtypes that hold them; with `wide` in any case. `plain`
    takes the same rows of an array, where there is a faster way for positions such as these, of which none is -1. So many
    columns as there are cores are taken at the same time.
    """
    import pandas as pd

    if rows is None:
        return table.reset_index(drop=True)
    taking = _Taking(rows, wide or (plain is None and bool(len(rows) and rows.min() < 0)), plain)
    columns = [table.iloc[:, place] for place in range(len(table.columns))]
    found = pd.DataFrame(
        dict(enumerate(taking.each(columns, cores))), index=pd.RangeIndex(len(rows)), copy=False
    ).set_axis(table.columns, axis=1)
    found.attrs = dict(table.attrs)
    return found


class _Taking:
    """Takes the same rows of several columns."""

    def __init__(self, rows: np.ndarray, fills: bool, plain: Callable[[np.ndarray], np.ndarray] | None) -> None:
        self.rows, self.fills, self.plain = rows, fills, plain

    def each(self, columns: list[pd.Series], cores: int) -> list[pd.Series]:
        """The columns' values, each with its dtype said, as pandas makes texts of objects that are some."""
        import numpy as np

        if cores == 1 or len(self.rows) * len(columns) < CELLS:
            return [self._of(column) for column in columns]
        # What is no array takes longest: it comes first, so that nobody waits for it in the end.
        order = sorted(range(len(columns)), key=lambda place: isinstance(columns[place].dtype, np.dtype))
        with ThreadPoolExecutor(cores) as pool:
            made = dict(zip(order, pool.map(lambda place: self._of(columns[place]), order), strict=True))
        return [made[place] for place in range(len(columns))]

    def _of(self, column: pd.Series) -> pd.Series:
        import numpy as np
        import pandas as pd

        if self.fills:
            wider: Any = nullable(str(column.dtype))
            column = column if wider == str(column.dtype) else column.astype(wider)
        if column.dtype == "str" and self._by_number(column):
            values: Any = self._numbered(column)
        elif self.fills:
            values = column.array.take(self.rows, allow_fill=True)
        elif isinstance(column.dtype, np.dtype):
            # NumPy's own is faster than that of pandas.
            values = column.to_numpy()
            values = values.take(self.rows) if self.plain is None else self.plain(values)
        else:
            values = column.array.take(self.rows)
        return pd.Series(values, dtype=column.dtype, copy=False)

    def _numbered(self, column: pd.Series) -> Any:
        """Few different texts lie near each other, and their numbers are a tenth of the size of texts."""
        import numpy as np

        codes, values = different(column)
        codes = np.append(codes, codes.dtype.type(-1)) if self.fills else codes
        return values.array.take(codes.take(self.rows), allow_fill=True)

    def _by_number(self, column: pd.Series) -> bool:
        """Whether texts are faster taken by the numbers of the different ones, which must be found first."""
        import numpy as np

        if not self._scattered or not MANY <= len(column) <= 2 * len(self.rows):
            return False
        sample = column.array.take(np.linspace(0, len(column) - 1, SAMPLE).astype("intp"))
        return len(sample.unique()) <= FEW

    @functools.cached_property
    def _scattered(self) -> bool:
        """Whether many of the rows lie far from the one before."""
        import numpy as np

        if len(self.rows) < MANY:
            return False
        places = np.linspace(0, len(self.rows) - 2, SAMPLE).astype("intp")
        return bool((np.abs(self.rows[places + 1] - self.rows[places]) > FAR).mean() > 0.1)
