"""Rows of models that prepare them: as an array whose values can be exchanged, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import DataError, TableSpec, column_type, quoted, type_words

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

TAKEN = ("number", "boolean", "text", "category")


class PreparedRows:
    """The columns that a model reads, each in the dtype that it was fitted with."""

    def __init__(self, inputs: TableSpec) -> None:
        self.names = inputs.names
        self._columns = inputs

    def values(self, rows: pd.DataFrame) -> np.ndarray:
        """(rows, columns) plain Python values, None for missing ones. Raises DataError for dates and the like."""
        import numpy as np

        made = np.empty((len(rows), len(self.names)), dtype=object)
        for place, name in enumerate(self.names):
            column = rows[name]
            if column_type(column.dtype) not in TAKEN:
                raise DataError(
                    f"{quoted(name)} is a {type_words(column.dtype)} column, and a model that prepares its rows is explained "
                    "for numbers, booleans, texts and categories only: make a number of it before",
                    port="table",
                    column=name,
                )
            made[:, place] = column.astype(object)
            made[column.isna().to_numpy(dtype=bool), place] = None
        return made

    def table(self, values: np.ndarray) -> pd.DataFrame:
        """The rows again."""
        import pandas as pd

        return pd.DataFrame({name: self._column(name, values[:, place]) for place, name in enumerate(self.names)})

    def _column(self, name: str, values: np.ndarray) -> pd.Series:
        import pandas as pd

        column, given = self._columns[name], pd.Series(values, dtype=object)
        dtype: Any = column.dtype
        if column.type == "category":
            known = list(column.categories or ())
            dtype = pd.CategoricalDtype(known + [one for one in pd.unique(given.dropna()) if one not in known])
        elif dtype.startswith(("int", "uint", "bool")) and given.isna().any():
            dtype = "boolean" if dtype.startswith("bool") else "float64"
        elif column.type == "text":
            dtype = "str"
        return given.astype(dtype)
