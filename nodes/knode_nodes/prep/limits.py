"""The limits between which the values of columns are no outliers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, TableSpec
from knode_nodes.prep._columns import NULLABLE

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Limits:
    """What becomes of numbers beyond the limits of their column.

    Follows scikit-learn's `transform`. Its state is plain data: `limits` has for each column its lowest and highest number,
    or None; `treatment` is "clip", "missing", "mark" (a column of booleans, called as in `names`) or "remove", which leaves
    rows that come later as they are.
    """

    keeps_units = True

    def __init__(self, limits: dict[str, list[Any]], treatment: str, names: dict[str, str]) -> None:
        self.limits = limits
        self.treatment = treatment
        self.names = names

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return [self.names[name] for name in self.limits]

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, columns) within the limits, or the marks."""
        import pandas as pd

        made = {self.names[name]: self._column(rows[name], name) for name in self.limits}
        return pd.DataFrame(made, index=rows.index, copy=False)

    def sides(self, column: pd.Series, name: str) -> tuple[np.ndarray, np.ndarray]:
        """(rows) booleans each: which values lie below, and which above the limits of the column `name`."""
        import numpy as np

        lowest, highest = self.limits[name]
        nothing = np.zeros(len(column), dtype=bool)
        low = nothing if lowest is None else _true(column < lowest)
        high = nothing if highest is None else _true(column > highest)
        return low, high

    def narrowed(self, columns: Iterable[str]) -> Limits:
        """The same for fewer columns."""
        kept = [name for name in self.limits if name in set(columns)]
        return Limits(
            {name: self.limits[name] for name in kept}, self.treatment, {name: self.names[name] for name in kept}
        )

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays."""
        from knode_nodes.prep._compiled_fitted import Limited

        if self.treatment == "remove":
            return Limited([], self.treatment)
        return Limited([[name, self.names[name], *self.limits[name]] for name in self.limits], self.treatment)

    def _column(self, column: pd.Series, name: str) -> Any:
        if self.treatment == "remove":
            return column
        low, high = self.sides(column, name)
        if self.treatment == "mark":
            return low | high
        if self.treatment == "missing":
            nullable: Any = NULLABLE.get(str(column.dtype), column.dtype)
            return column.astype(nullable).mask(low | high)
        lowest, highest = self.limits[name]
        # Limits of another type than the column's would make floats of large whole numbers.
        made = column.copy()
        if low.any():
            made[low] = lowest
        if high.any():
            made[high] = highest
        return made


def _true(mask: pd.Series) -> np.ndarray:
    found: np.ndarray = mask.to_numpy(dtype=bool, na_value=False)
    return found
