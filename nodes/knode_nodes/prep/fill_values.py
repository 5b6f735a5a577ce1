"""Values that stand for missing ones, by column."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from knode.api import column_type

if TYPE_CHECKING:
    import pandas as pd


class FillValues:
    """Fills missing values with one value for each column; columns without a value stay as they are.

    Follows scikit-learn's `transform`. Its state is plain data, so that it is stored without code: `values` holds numbers,
    texts and booleans, dates and durations as ISO texts; `dtypes` the pandas names of the dtypes that the columns have.
    """

    def __init__(self, values: dict[str, Any], dtypes: dict[str, str]) -> None:
        self.values = values
        self.dtypes = dtypes

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return list(self.values)

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, columns) with every missing value filled; dtypes as in training where no value is lost by that."""
        return rows.assign(**{name: self._filled(rows[name], name) for name in rows.columns if name in self.values})

    def narrowed(self, columns: Iterable[str]) -> FillValues:
        """The same for fewer columns."""
        kept = set(columns)
        return FillValues(
            {name: value for name, value in self.values.items() if name in kept},
            {name: dtype for name, dtype in self.dtypes.items() if name in kept},
        )

    def _filled(self, column: Any, name: str) -> Any:
        filled: Any = fill(column, self.values[name]) if column.isna().any() else column
        dtype = self.dtypes[name]
        if str(filled.dtype) == dtype or column_type(dtype) != "number" or column_type(filled.dtype) != "number":
            return filled
        whole = dtype.lower().startswith(("int", "uint"))
        return filled if whole and (filled % 1 != 0).any() else filled.astype(dtype)


def fill(column: pd.Series[Any], value: Any) -> pd.Series[Any]:
    """A column with its missing values filled. A category that is new is added; whole numbers stay whole by rounding."""
    import pandas as pd

    kind = column_type(column.dtype)
    if isinstance(column.dtype, pd.CategoricalDtype):
        if value not in column.cat.categories:
            column = column.cat.add_categories([value])
        return column.fillna(value)
    if kind in ("datetime", "duration"):
        moment = pd.Timedelta(value) if kind == "duration" else pd.Timestamp(value)
        return column.fillna(moment)
    if kind == "number" and str(column.dtype).startswith(("Int", "UInt")):
        return column.fillna(round(value))
    return column.fillna(value)
