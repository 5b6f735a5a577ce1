"""Put rows in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knode.api import Column, Context, DataError, Example, Node, Spec, Table, TableSpec, column_type, quoted, setting
from knode_nodes.prep._numbering import incomparable, of_column, without_halves
from knode_nodes.prep._order import ordinals
from knode_nodes.prep._taking import rows_at

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class SortKey(BaseModel):
    """A column to sort by, and its direction."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: Column = Field(description="The column to sort by.")
    descending: bool = Field(False, description="The largest first.")


class Sorter(Node):
    """Put the rows in order, by one column or by several.

    Rows that are equal in the first column are put in order by the second, and so on; rows that are equal in all of them
    stay in the order in which they came. Each row keeps its index. Categories with an order of their own are sorted by it,
    others by their values.

    Example: by city, then by age, the oldest first.
    """

    pack = "prep"
    icon = "sorter"
    shelf = "Rows"
    keywords = ("Sort", "Order by", "Arrange", "sort_values", "rank")
    example = Example({"by": [{"column": "city"}, {"column": "age", "descending": True}]})
    by: tuple[SortKey, ...] = setting((), "The columns to sort by, the most important first.")
    missing: Literal["last", "first"] = setting("last", "Where rows with a missing value in a sorted column come.")
    natural: bool = setting(
        False, "Sort numbers in texts by their value, and capital letters as small ones: item 9 before Item 10."
    )

    @field_validator("by", mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        names = [value] if isinstance(value, str) else value
        return [{"column": one} if isinstance(one, str) else one for one in names] if isinstance(names, list) else names

    def run(self, table: Table, context: Context) -> Table:
        columns = self._columns(TableSpec.of(table))
        for name in columns if len(columns) > 1 else ():
            if table[name].dtype == object:
                # By several columns pandas sorts numbers before texts in silence.
                ordinals(self._key(table[name]))
        try:
            order = self._order(table[columns].reset_index(drop=True))
        except (TypeError, ValueError, NotImplementedError):
            unsortable = filter(self._is_unsortable, (table[name] for name in columns))
            raise incomparable(next(unsortable, table[columns[0]])) from None
        return rows_at(table, order, context.cores)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._columns(table)
        return {"table": table}

    def _columns(self, spec: TableSpec) -> list[str]:
        if not self.by:
            raise DataError("no column to sort by is chosen: add one", port="table")
        columns = [key.column.of(spec, port="table") for key in self.by]
        twice = next((name for name in columns if columns.count(name) > 1), None)
        if twice is not None:
            raise DataError(
                f"{quoted(twice)} stands twice among the columns to sort by: remove one", port="table", column=twice
            )
        return columns

    def _order(self, keys: pd.DataFrame) -> np.ndarray:
        """(rows) the positions of rows as they are sorted."""
        ascending = [not key.descending for key in self.by]
        if len(ascending) == 1:
            values = self._key(keys.iloc[:, 0]).array
            # pandas leaves the kind of sorting out of the signature.
            return values.argsort(ascending=ascending[0], kind="stable", na_position=self.missing)
        made = keys.sort_values(
            list(keys.columns),
            ascending=ascending,
            na_position=self.missing,
            kind="stable",
            key=self._key if any(self._needs_key(column) for _, column in keys.items()) else None,
        )
        return made.index.to_numpy()

    def _is_unsortable(self, column: pd.Series) -> bool:
        try:
            of_column(self._key(column))
        except (TypeError, ValueError, NotImplementedError):
            return True
        return False

    def _needs_key(self, column: pd.Series) -> bool:
        if column_type(column.dtype) != "category":
            is_text = column_type(column.dtype) == "text" or column.dtype == object
            return without_halves(column) is not column or (self.natural and is_text)
        return not column.cat.ordered and (self.natural or not column.cat.categories.is_monotonic_increasing)

    def _key(self, column: pd.Series) -> pd.Series:
        """What a column is sorted by: texts with padded numbers, categories without an order by their values."""
        if not self._needs_key(column):
            return column
        if column_type(column.dtype) != "category":
            wide = without_halves(column)
            return wide if wide is not column else column.map(_natural, na_action="ignore")
        values = column.cat.categories.tolist()
        texts = self.natural and all(isinstance(value, str) for value in values)
        return column.cat.reorder_categories(sorted(values, key=_natural if texts else None), ordered=True)


def _natural(value: Any) -> Any:
    """A text with the length of each number before it, so that numbers sort by value; all letters are small."""
    return re.sub(r"\d+", _with_length, value).lower() if isinstance(value, str) else value


def _with_length(digits: re.Match[str]) -> str:
    number = digits[0].lstrip("0")
    return f"{len(number):03}{number}"
