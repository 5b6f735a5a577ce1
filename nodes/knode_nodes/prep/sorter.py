"""Put rows in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knode.api import Column, Context, DataError, Example, Node, Spec, Table, TableSpec, column_type, quoted, setting
from knode_nodes.prep._order import order_of, ordinals
from knode_nodes.prep._taking import rows_at

if TYPE_CHECKING:
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
        keys = [
            ordinals(self._key(table[name]), descending=key.descending, missing=self.missing)
            for name, key in zip(columns, self.by, strict=True)
        ]
        return rows_at(table, order_of(keys), context.cores)

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

    def _key(self, column: pd.Series) -> pd.Series:
        """What a column is sorted by: of texts those with padded numbers, if asked."""
        if not self.natural:
            return column
        if column_type(column.dtype) != "category":
            is_text = column_type(column.dtype) == "text" or column.dtype == object
            return column.map(_natural, na_action="ignore") if is_text else column
        values = column.cat.categories.tolist()
        if column.cat.ordered or not all(isinstance(value, str) for value in values):
            return column
        return column.cat.reorder_categories(sorted(values, key=_natural), ordered=True)


def _natural(value: Any) -> Any:
    """A text with the length of each number before it, so that numbers sort by value; all letters are small."""
    return re.sub(r"\d+", _with_length, value).lower() if isinstance(value, str) else value


def _with_length(digits: re.Match[str]) -> str:
    number = digits[0].lstrip("0")
    return f"{len(number):03}{number}"
