"""Summarise rows by group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import field_validator

from knode.api import Columns, Example, Node, Spec, Table, TableSpec, setting
from knode_nodes.prep._aggregations import NAMES, Aggregation, Task, check_names, tasks
from knode_nodes.prep._groups import Groups, as_column, of_no_rows
from knode_nodes.prep._suffixes import keeping_roles
from knode_nodes.prep._units import SAME_UNIT, units_of, with_units

if TYPE_CHECKING:
    import pandas as pd

ROWS = "rows"


class GroupBy(Node):
    """Put rows with the same values in the key columns together, and compute one row for each such group.

    For each group you choose what to compute of which columns: sum, mean, smallest, number of values, and so on; one entry
    may name many columns by type or by a pattern such as `amount_*`. Without key columns the whole table is one group.
    Groups come in the order of their keys: categories with an order in this order, others by their values.

    Missing values are left out of the computation. Where a group has no values, the result is missing; but a count or a sum
    is 0, a product 1, "any" false and "all" true. Of several most frequent values (mode) the smallest is taken. The standard
    deviation, variance, skewness and kurtosis (0 for the normal distribution) are those of a sample; there are deviations and
    variances of a whole population too. A weighted mean leaves out rows whose value or weight is missing, a correlation or
    covariance with another column those where either is. A geometric mean needs numbers of at least 0, else it is missing.
    The count share is the part that a group has of all values of the column.

    Lists hold the values of a group as they come, each different one once, or in their order; Explode makes rows of them
    again. Times in them are without a zone, to the microsecond. Let them keep missing values where lists of several columns
    have to stay side by side.

    A sum of whole numbers that needs more than 64 bits is an error, not a wrong number. Sums, extremes and ranges of exact
    decimals are exact; means, medians and quantiles of them are exact decimals with up to six digits more, rounded half away
    from zero; products, deviations and variances are numbers with decimals.

    Sums, means, extremes and the like have the unit of their column, where the table tells it.

    Results are called as `names` says: with `{column}_{method}` the mean of `income` is `income_mean`.

    Example: by city, the mean of income and the number of rows.
    """

    pack = "prep"
    icon = "group-by"
    shelf = "Groups and shape"
    keywords = (
        "Group by",
        "Aggregate",
        "mean",
        "average",
        "Row Aggregator",
        "Summarize",
        "Pivot",
        "Value Counter",
        "groupby",
        "Summary",
        "total",
        "Statistics",
        "weighted average",
        "aggregate columns",
        "list",
        "set",
        "collect",
        "array_agg",
        "kurtosis",
        "geometric mean",
    )
    example = Example(
        {"keys": ["city"], "aggregations": [{"columns": ["income"], "method": "mean"}], "count_rows": True}
    )
    keys: Columns = setting(Columns.named(), "The columns whose values make the groups; none for the whole table.")
    aggregations: tuple[Aggregation, ...] = setting((), "What to compute of which columns.")
    names: str = setting(
        NAMES, "How results are called; {column} and {method} stand for the column and the method.", min_length=1
    )
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
        keys, wanted = self._plan(TableSpec.of(table))
        made = self._grouped(table, keys, wanted)
        return made if keys or len(table) else of_no_rows(made, self._counted, wanted)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None}
        return {"table": TableSpec.of(self._grouped(table.empty(), *self._plan(table)))}

    def _plan(self, spec: TableSpec) -> tuple[list[str], list[Task]]:
        """The key columns and what to compute. Raises DataError where a setting does not fit the table."""
        keys = self.keys.of_spec(spec, port="table")
        wanted = tasks(self.aggregations, spec, keys, self.names)
        check_names([*keys, *self._counted, *(task.name for task in wanted)])
        return keys, wanted

    @property
    def _counted(self) -> list[str]:
        return [ROWS] if self.count_rows or not self.aggregations else []

    def _grouped(self, table: pd.DataFrame, keys: list[str], wanted: list[Task]) -> pd.DataFrame:
        """One row for each group that there is."""
        import pandas as pd

        groups = Groups(table, keys, wanted, dropna=self.missing_keys == "drop")
        made = groups.numbers.keys()
        counted = dict.fromkeys(self._counted, groups.sizes) if self._counted else {}
        found = counted | groups.computed()
        columns = {name: as_column(values, made.index) for name, values in found.items()}
        joined = pd.concat([made, pd.DataFrame(columns, index=made.index, copy=False)], axis=1)
        units = units_of(table)
        sources = {key: key for key in keys} | {
            task.name: task.column for task in wanted if task.how.method in SAME_UNIT
        }
        told = {name: units[column] for name, column in sources.items() if column in units}
        return with_units(keeping_roles(joined, table, keys), told)
