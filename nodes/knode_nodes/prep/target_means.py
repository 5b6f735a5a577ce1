"""The mean of a target for each value of a column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, TableSpec
from knode_nodes.prep._known import known_codes

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class TargetMeans:
    """Turns each value into the mean that the target has where it stands; for a target of several classes one for each.

    Follows scikit-learn's `transform`. Its state is plain data: `values` by column; `means` by column, a list of numbers for
    each value, and one more for missing values; `overall`, the numbers of values that training did not see; `names` of the
    columns made, by column.
    """

    def __init__(
        self,
        values: dict[str, list[Any]],
        means: dict[str, list[list[float]]],
        overall: list[float],
        names: dict[str, list[str]],
    ) -> None:
        self.values = values
        self.means = means
        self.overall = overall
        self.names = names

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return [name for column in self.values for name in self.names[column]]

    @property
    def known(self) -> dict[str, list[Any]]:
        """The values that training saw, by column."""
        return self.values

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, columns) float64."""
        import pandas as pd

        made: dict[str, Any] = {}
        for column in self.values:
            found = self.table(column)[self.places(rows[column], column)]
            made.update(zip(self.names[column], found.T, strict=True))
        return pd.DataFrame(made, index=rows.index, copy=False)

    def places(self, column: pd.Series[Any], name: str) -> np.ndarray:
        """(rows) where in `table` the numbers of each row are."""
        codes = known_codes(column, self.values[name])
        count = len(self.values[name])
        codes[codes < 0] = count
        codes[column.isna().to_numpy(dtype=bool)] = count + 1
        return codes

    def table(self, name: str) -> np.ndarray:
        """(values + 2, numbers): those of each value, of unknown, and of missing ones."""
        import numpy as np

        means = self.means[name]
        return np.array([*means[:-1], self.overall, means[-1]], dtype="float64")

    def narrowed(self, columns: Iterable[str]) -> TargetMeans:
        """The same for fewer columns."""
        kept = [name for name in self.values if name in set(columns)]
        return TargetMeans(
            {name: self.values[name] for name in kept},
            {name: self.means[name] for name in kept},
            self.overall,
            {name: self.names[name] for name in kept},
        )

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays."""
        from knode_nodes.prep._compiled_fitted import coded

        tables = {name: self.table(name) for name in self.values}
        return coded(self.values, tables, self.made, inputs, replaces, refuses=False)
