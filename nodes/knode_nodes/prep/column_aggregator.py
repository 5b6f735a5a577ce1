"""One number, or text, from several columns of a row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from knode.api import Columns, DataError, Example, Node, Spec, Table, quoted, setting
from knode_nodes.prep._across import across, gaps_of
from knode_nodes.prep._columns import PORT, added, chosen_or_refused
from knode_nodes.prep._one_type import categories_known
from knode_nodes.prep._units import SAME_UNIT, common_unit, units_of

if TYPE_CHECKING:
    import pandas as pd

Method = Literal[
    "sum", "mean", "median", "min", "max", "range", "std", "product", "count", "count missing", "count distinct", "first",
    "last", "column of min", "column of max", "any true", "all true", "concatenate",
]  # fmt: skip


class RowAggregation(BaseModel):
    """What to compute of each row, and what to call it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    method: Method = setting(
        "sum", description="What to compute of the values of a row.", labels={"std": "standard deviation"}
    )
    name: str = Field("", description="The name of the new column; the method when empty.")
    separator: str = setting(
        ", ",
        description="What stands between texts, with concatenate.",
        when={"method": ("concatenate",)},
    )

    @property
    def result(self) -> str:
        """The name of the new column."""
        return self.name or self.method.replace(" ", "_")


class ColumnAggregator(Node):
    """Compute one value for each row, from several of its columns: their sum, mean, largest, how many are missing, and so on.

    Missing values are left out, and where a row has no values, the result is missing (a sum or a count 0); or one missing
    value makes the result missing. Sums, ranges and products of whole numbers are whole numbers; true counts as 1. Those of
    exact decimals, also beside whole numbers, are exact; means and medians of them have six digits more. std is that of a
    sample. Smallest, largest, first and last also work on texts, dates and durations, if all columns are of one
    type. "column of max" names the column with the largest value, the first of several.

    Example: the mean of the columns that match `grade_*`, and how many of them are missing.
    """

    pack = "prep"
    icon = "column-aggregator"
    shelf = "Columns"
    keywords = (
        "Column Aggregator",
        "Aggregate Columns",
        "Row Statistics",
        "Formula",
        "row sum",
        "row mean",
        "axis=1",
        "GREATEST",
        "LEAST",
        "horizontal",
        "Math Formula",
        "Feature Constructor",
    )
    example = Example({"columns": {"pattern": "score_*"}, "aggregations": [{"method": "mean"}]})
    rowwise = True
    columns: Columns = setting(Columns.typed("number"), "The columns whose values are put together.")
    aggregations: tuple[RowAggregation, ...] = setting((RowAggregation(),), "What to compute of each row.")
    missing: Literal["skip", "missing"] = setting("skip", "Missing values are left out, or make the result missing.")
    keep: bool = setting(True, "The columns stay beside the new ones.")

    def run(self, table: Table) -> Table:
        names = chosen_or_refused(self.columns, table)
        made: dict[str, Any] = {}
        for one in self.aggregations:
            if one.result in made:
                raise DataError(f"two results are called {quoted(one.result)}: give one of them a name", port=PORT)
            made[one.result] = self._made(one, [table[name] for name in names])
        unit = common_unit(units_of(table), names)
        units = {} if unit is None else {one.result: unit for one in self.aggregations if one.method in SAME_UNIT}
        return added(table, made, without=() if self.keep else names, units=units)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        given = inputs.get(PORT)
        if given is not None and not categories_known(given, self.columns.of_spec(given, port=PORT)):
            return {PORT: None}
        return super().spec(inputs)

    def _made(self, one: RowAggregation, columns: list[pd.Series]) -> pd.Series:
        if one.method == "concatenate":
            return self._joined(columns, one.separator)
        made = across(columns, one.method)
        if self.missing == "skip" or one.method.startswith("count"):
            return made
        gaps: Any = gaps_of(columns).any(axis=1)
        return made.mask(gaps) if gaps.any() else made

    def _joined(self, columns: list[pd.Series], separator: str) -> pd.Series:
        import pandas as pd

        from knode_nodes.prep.combine_columns import CombineColumns

        names = [str(number) for number in range(len(columns))]
        table = pd.DataFrame(dict(zip(names, columns, strict=True)), copy=False)
        node = CombineColumns(columns=Columns.named(*names), separator=separator, missing=self.missing, name="made")
        return node.run(table)["made"]
