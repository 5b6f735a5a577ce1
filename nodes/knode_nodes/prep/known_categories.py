"""The categories of columns that training saw, as columns of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from knode.api import ArrayStep, DataError, TableSpec, quoted

if TYPE_CHECKING:
    import pandas as pd


class KnownCategories:
    """Turns each column into one column for each category that training saw: 1 where the row has it, else 0.

    Follows scikit-learn's `transform`. Its state is plain data: `categories` by column, `names` of the columns made (in the
    order of the categories), the `dtype` of those, and whether an unknown category is refused.
    """

    def __init__(self, categories: dict[str, list[Any]], names: list[str], dtype: str, refuse_unknown: bool) -> None:
        self.categories = categories
        self.names = names
        self.dtype = dtype
        self.refuse_unknown = refuse_unknown
        self.left_out: dict[str, list[Any]] = {}

    @property
    def made(self) -> list[str]:
        """The names of the columns that `transform` gives."""
        return self.names

    def transform(self, rows: pd.DataFrame) -> pd.DataFrame:
        """(rows, names) of 0 and 1. Raises DataError for an unknown category when those are refused."""
        import numpy as np
        import pandas as pd

        made: dict[str, Any] = {}
        names = iter(self.names)
        for column, categories in self.categories.items():
            # Few values are looked up, not every row.
            found, values = _different(rows[column])
            places = pd.Index(categories, dtype=object).get_indexer(pd.Index(values).astype(object))
            codes = np.append(places, -1).astype("int16")[found]
            if self.refuse_unknown:
                self._refuse_unknown(rows[column], codes)
            for code in range(len(categories)):
                made[next(names)] = (codes == code).astype(self.dtype)
        return pd.DataFrame(made, index=rows.index, copy=False)

    def narrowed(self, columns: Iterable[str]) -> KnownCategories:
        """The same for fewer columns."""
        kept = set(columns)
        names = iter(self.names)
        named = {column: [next(names) for _ in categories] for column, categories in self.categories.items()}
        categories = {column: values for column, values in self.categories.items() if column in kept}
        made = KnownCategories(
            categories, [name for column in categories for name in named[column]], self.dtype, self.refuse_unknown
        )
        made.left_out = {column: values for column, values in self.left_out.items() if column in kept}
        return made

    def compiled(self, inputs: TableSpec, outputs: TableSpec, replaces: tuple[str, ...]) -> ArrayStep | None:
        """The same on arrays; None for values that are no texts, numbers or booleans."""
        from knode_nodes.prep._compiled import OneHot

        columns = []
        for name, values in self.categories.items():
            plain = all(isinstance(value, str | int | float) for value in values)
            if name not in inputs or not plain or inputs[name].type not in ("text", "category", "number", "boolean"):
                return None
            columns.append([name, inputs[name].type in ("number", "boolean"), list(values)])
        return OneHot(columns, list(self.names), list(replaces), self.refuse_unknown)

    def _refuse_unknown(self, column: pd.Series[Any], codes: Any) -> None:
        seen = column.isin(self.left_out.get(str(column.name), []))
        strange = (codes < 0) & column.notna().to_numpy() & ~seen.to_numpy()
        if strange.any():
            row = int(strange.argmax())
            raise DataError(
                f"{quoted(column.iloc[row])} in row {row} of {quoted(column.name)} was not there in "
                "training: correct it, or set unknown to zeros",
                port="table",
                column=str(column.name),
                row=row,
            )


def _different(column: pd.Series[Any]) -> tuple[Any, Any]:
    """The position of each row's value among the different values, -1 where it is missing, and those values."""
    import pandas as pd

    if isinstance(column.dtype, pd.CategoricalDtype):
        return column.cat.codes.to_numpy(), column.cat.categories
    return column.factorize()
