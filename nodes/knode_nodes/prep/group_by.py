"""Summarise rows by group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knode.api import Column, Columns, DataError, Node, Table, column_type, quoted, setting

if TYPE_CHECKING:
    import pandas as pd

Method = Literal[
    "sum", "mean", "median", "min", "max", "count", "count distinct", "first", "last", "std", "var", "mode",
    "concatenate", "quantile",
]  # fmt: skip
NUMERIC = ("sum", "mean", "median", "std", "var", "quantile")
COMPARED = ("min", "max")
PANDAS = {"count distinct": "nunique"}
ROWS = "rows"


class Aggregation(BaseModel):
    """What to compute of a column, and what to call it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: Column = Field(description="The column to summarise.")
    method: Method = Field("sum", description="What to compute of its values.")
    name: str = Field("", description="The name of the result; column_method when empty.")
    quantile: float = Field(
        0.5, ge=0, le=1, description="Which quantile, with the method quantile: 0.9 for the 90 % point."
    )
    separator: str = Field(", ", description="What stands between texts, with the method concatenate.")

    @property
    def result(self) -> str:
        """The name of the result."""
        return self.name or f"{self.column}_{self.method.replace(' ', '_')}"


class GroupBy(Node):
    """Put rows with the same values in the key columns together, and compute one row for each such group.

    For each group you choose what to compute of which column: sum, mean, smallest, number of values, and so on. Missing
    values are left out of the computation. Without key columns the whole table is one group. Groups come in the order of
    their keys.

    Example: by city, the mean of income and the number of rows.
    """

    pack = "prep"
    icon = "group-by"
    keywords = ("Group by", "Aggregate", "Summarize", "Pivot", "Value Counter", "groupby", "Summary", "total")
    keys: Columns = setting(Columns.named(), "The columns whose values make the groups; none for the whole table.")
    aggregations: tuple[Aggregation, ...] = setting((), "What to compute of which column.")
    count_rows: bool = setting(True, "Add the number of rows of each group.")
    missing_keys: Literal["keep", "drop"] = setting(
        "keep", "Rows with a missing key: a group of their own, or left out."
    )

    @field_validator("aggregations", mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        if isinstance(value, dict):
            return [{"column": column, "method": method} for column, method in value.items()]
        return value

    def run(self, table: Table) -> Table:
        keys = self.keys.of(table, port="table")
        self._check(table, keys)
        if not keys:
            return self._whole(table)
        groups = table.groupby(keys, sort=True, dropna=self.missing_keys == "drop", observed=True)
        made: dict[str, Any] = {ROWS: groups.size()} if self.count_rows or not self.aggregations else {}
        for one in self.aggregations:
            made[one.result] = _computed(groups[str(one.column)], one)
        import pandas as pd

        return pd.DataFrame(made).reset_index()

    def _check(self, table: pd.DataFrame, keys: list[str]) -> None:
        names = [
            *keys,
            *([ROWS] if self.count_rows or not self.aggregations else []),
            *(one.result for one in self.aggregations),
        ]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise DataError(f"two columns would be called {quoted(twice)}: give one of them another name", column=twice)
        for one in self.aggregations:
            kind = column_type(table[one.column.of(table, port="table")].dtype)
            numbers = kind in ("number", "boolean", "duration") or (
                kind == "datetime" and one.method in ("mean", "median")
            )
            ordered = kind != "other" and not (kind == "category" and not table[one.column].cat.ordered)
            if (one.method in NUMERIC and not numbers) or (one.method in COMPARED and not ordered):
                raise DataError(
                    f"the {one.method} of {quoted(one.column)} cannot be computed, it is a {kind}; use count, first or mode",
                    port="table",
                    column=str(one.column),
                )

    def _whole(self, table: pd.DataFrame) -> pd.DataFrame:
        """The whole table as one group."""
        import pandas as pd

        groups = table.groupby(pd.Series(0, index=table.index), sort=False) if len(table) else None
        made: dict[str, Any] = {ROWS: [len(table)]} if self.count_rows or not self.aggregations else {}
        for one in self.aggregations:
            column = table[str(one.column)]
            if groups is None:
                made[one.result] = pd.Series([0 if one.method.startswith("count") else None])
            else:
                made[one.result] = _computed(column.groupby(pd.Series(0, index=table.index)), one).reset_index(
                    drop=True
                )
        return pd.DataFrame(made)


def _computed(values: Any, one: Aggregation) -> Any:
    """One aggregation of a grouped column."""
    if one.method == "mode":
        return values.agg(_mode)
    if one.method == "concatenate":
        return values.agg(lambda column: one.separator.join(str(value) for value in column.dropna()))
    if one.method == "quantile":
        return values.quantile(one.quantile)
    return getattr(values, PANDAS.get(one.method, one.method))()


def _mode(column: pd.Series) -> Any:
    found = column.mode()
    return found.iloc[0] if len(found) else None
