"""Put rows in order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knode.api import Column, DataError, Node, Spec, Table, column_type, quoted, setting

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
    stay in the order in which they came. Each row keeps its index. Categories with an order of their own are sorted by it.

    Example: by city, then by age, the oldest first.
    """

    pack = "prep"
    icon = "sorter"
    keywords = ("Sort", "Order by", "Arrange", "sort_values", "rank")
    by: tuple[SortKey, ...] = setting((), "The columns to sort by, the most important first.")
    missing: Literal["last", "first"] = setting("last", "Where rows with a missing value in a sorted column come.")
    natural: bool = setting(False, "Sort numbers in texts by their value: item 9 before item 10.")

    @field_validator("by", mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        names = [value] if isinstance(value, str) else value
        return [{"column": one} if isinstance(one, str) else one for one in names]

    def run(self, table: Table) -> Table:
        if not self.by:
            raise DataError("no column to sort by is chosen", port="table")
        columns = [key.column.of(table, port="table") for key in self.by]
        if len(set(columns)) < len(columns):
            raise DataError(
                f"{quoted(max(columns, key=columns.count))} stands twice among the columns to sort by", port="table"
            )
        try:
            return table.sort_values(
                columns,
                ascending=[not key.descending for key in self.by],
                na_position=self.missing,
                kind="stable",
                key=_natural if self.natural else None,
            )
        except TypeError:
            raise DataError(
                f"the values of {', '.join(map(quoted, columns))} cannot be compared; make them one type first",
                port="table",
                column=columns[0],
            ) from None

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        return {"table": inputs.get("table")}


def _natural(column: pd.Series) -> pd.Series:
    """Texts with their numbers padded, so that they sort by value; other columns as they are."""
    if column_type(column.dtype) != "text":
        return column
    return column.map(lambda text: re.sub(r"\d+", lambda digits: digits[0].zfill(20), text).lower(), na_action="ignore")
