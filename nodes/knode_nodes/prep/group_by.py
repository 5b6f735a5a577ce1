"""Summarise rows by group."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from knode.api import Column, Columns, DataError, Node, Spec, Table, TableSpec, quoted, setting
from knode_nodes.prep._keys import with_columns

if TYPE_CHECKING:
    import pandas as pd

Method = Literal[
    "sum", "mean", "median", "min", "max", "count", "count distinct", "first", "last", "std", "var", "mode",
    "concatenate", "quantile",
]  # fmt: skip
EVERY = {"count", "count distinct", "first", "last", "mode", "concatenate"}
COMPARED = {"min", "max"}
TIMED = {"mean", "median", "std", "quantile", *COMPARED}
NUMERIC = {"sum", "var", *TIMED}
METHODS: dict[str, set[str]] = {
    "number": NUMERIC,
    "boolean": NUMERIC,
    "duration": {"sum", *TIMED},
    "datetime": TIMED,
    "text": COMPARED,
    "ordered category": COMPARED,
}
"""What can be computed of a type of column, besides what can of every column."""
OF_A_VALUE = {"min", "max", "first", "last", "mode"}
"""Methods whose result is one of the values, so that there is none where there are no values."""
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
        if self.name:
            return self.name
        which = f"_{self.quantile:g}" if self.method == "quantile" else ""
        return f"{self.column}_{self.method.replace(' ', '_')}{which}"


class GroupBy(Node):
    """Put rows with the same values in the key columns together, and compute one row for each such group.

    For each group you choose what to compute of which column: sum, mean, smallest, number of values, and so on. Missing
    values are left out of the computation; where a group has no values, the result is missing, and a sum or a count 0. Of
    several most frequent values (mode) the smallest is taken. Without key columns the whole table is one group. Groups come
    in the order of their keys.

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
        keys = self._keys(TableSpec.of(table))
        made = self._grouped(table, keys)
        return made if keys or len(table) else self._of_no_rows(made)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None}
        keys = self._keys(table)
        return {"table": TableSpec.of(self._grouped(table.empty(), keys))}

    def _keys(self, spec: TableSpec) -> list[str]:
        """The key columns. Raises DataError where a setting does not fit the table."""
        keys = self.keys.of_spec(spec, port="table")
        names = [*keys, *([ROWS] if self._counts_rows else []), *(one.result for one in self.aggregations)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise DataError(f"two columns would be called {quoted(twice)}: give one of them another name", column=twice)
        for one in self.aggregations:
            _check(spec, one)
        return keys

    @property
    def _counts_rows(self) -> bool:
        return self.count_rows or not self.aggregations

    def _grouped(self, table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
        """One row for each group that there is."""
        import numpy as np
        import pandas as pd

        table = _without_halves(table, [*keys, *(str(one.column) for one in self.aggregations)])
        # By the columns themselves: an index of the same name would make their names ambiguous.
        by: list[Any] = [table[name] for name in keys] or [np.zeros(len(table), dtype="int8")]
        how: dict[str, Any] = {"sort": True, "dropna": self.missing_keys == "drop", "observed": True}
        try:
            groups = table.groupby(by, **how)
            sizes = groups.size()
            made: dict[str, Any] = {ROWS: sizes} if self._counts_rows else {}
            for one in self.aggregations:
                column = _widened(table[str(one.column)], one.method)
                grouped = groups[str(one.column)] if column is None else column.groupby(by, **how)
                values = _computed(grouped, one, groups, len(sizes))
                if not keys and one.method in OF_A_VALUE:
                    values = _able_to_miss(values)
                made[one.result] = pd.Series(values, index=sizes.index, dtype=values.dtype, copy=False)
        except TypeError as error:
            raise DataError(
                f"there are values that cannot be grouped or compared, such as lists: leave their column out ({error})",
                port="table",
            ) from error
        result = pd.DataFrame(made, index=sizes.index, copy=False)
        if not keys:
            return result.reset_index(drop=True)
        # pandas takes the dtype of Python objects from those that are there: none, if all are missing.
        back = {name: table[name].dtype for name in keys if table[name].dtype == object}
        return result.reset_index().astype(back) if back else result.reset_index()

    def _of_no_rows(self, made: pd.DataFrame) -> pd.DataFrame:
        """A table without rows, as one group: counts and sums are 0, all else is missing."""
        import pandas as pd

        zeros = [ROWS, *(one.result for one in self.aggregations if one.method in ("sum", "count", "count distinct"))]
        counted = {name: pd.Series([0]).astype(made[name].dtype) for name in zeros if name in made.columns}
        return with_columns(made.reindex([0]), counted)


def _check(spec: TableSpec, one: Aggregation) -> None:
    """Raise DataError where a method cannot be computed of its column."""
    column = spec[one.column.of(spec, port="table")]
    kind: str = "ordered category" if column.type == "category" and column.ordered else column.type
    possible = METHODS.get(kind, set())
    if column.dtype.startswith(("period", "complex")):
        possible = COMPARED if column.type == "datetime" else {"sum", "mean"}
    if one.method not in EVERY and one.method not in possible:
        raise DataError(
            f"the {one.method} of {quoted(one.column)} cannot be computed, it is a {column.type} column; possible are "
            f"{', '.join(sorted(possible | EVERY))}",
            port="table",
            column=str(one.column),
        )


def _without_halves(table: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """The table with columns of float16 as float32: pandas groups neither by them nor all of them."""
    halves = {name: table[name].astype("float32") for name in names if table[name].dtype == "float16"}
    return with_columns(table, halves)


def _widened(column: pd.Series, method: str) -> pd.Series | None:
    """A column whose dtype is too narrow for a result, as a wider one; None where it is wide enough."""
    name = str(column.dtype)
    if method == "sum" and name.lower() in ("int8", "int16", "int32", "uint8", "uint16", "uint32"):
        return column.astype(name.rstrip("0123456789") + "64")  # type: ignore[call-overload]
    return column.astype("float64") if method == "quantile" and name == "bool" else None


def _computed(grouped: Any, one: Aggregation, groups: Any, count: int) -> Any:
    """One aggregation of a grouped column, as an array in the order of the groups."""
    if one.method == "count":
        return grouped.count().astype("int64").array
    if one.method == "count distinct":
        return grouped.nunique().array
    if one.method == "quantile":
        return grouped.quantile(one.quantile).array
    if one.method == "mode":
        return _modes(grouped.obj, groups.ngroup(), count)
    if one.method == "concatenate":
        return _joined(grouped.obj, groups.ngroup(), count, one.separator)
    values = getattr(grouped, one.method)().array
    # The mean of float32 is of float64 in pandas 3 as soon as no value is missing.
    return values.astype(grouped.obj.dtype) if one.method == "mean" and grouped.obj.dtype.kind == "f" else values


def _able_to_miss(values: Any) -> Any:
    """Whole numbers and booleans in a dtype that holds missing ones too: a table without rows has no smallest number."""
    import pandas as pd

    narrow = str(values.dtype).rstrip("0123456789") in ("int", "uint", "bool")
    return pd.array(values.to_numpy()) if narrow else values


def _modes(column: pd.Series, groups: pd.Series, count: int) -> Any:
    """The most frequent value of each of `count` groups, the smallest one if there are several."""
    import pandas as pd

    pairs = pd.DataFrame({"group": groups.array, "value": column.array}, copy=False).dropna()
    counts = pairs.groupby(["group", "value"], sort=True, observed=True).size().rename("count").reset_index()
    ranked = counts.sort_values(["group", "count"], ascending=[True, False], kind="stable")
    modes = ranked.drop_duplicates("group").set_index("group")["value"]
    return modes.reindex(range(count)).astype(column.dtype).array


def _joined(column: pd.Series, groups: pd.Series, count: int, separator: str) -> Any:
    """The values of each of `count` groups as one text; missing where a group has none."""
    import numpy as np
    import pandas as pd

    present = (column.notna() & groups.notna()).to_numpy(dtype=bool)
    codes = groups.to_numpy()[present]
    order = np.argsort(codes, kind="stable")
    texts = column[present].astype("str").to_numpy(dtype=object)[order]
    bounds = np.searchsorted(codes[order], np.arange(count + 1))
    made = [separator.join(texts[start:end]) if end > start else None for start, end in itertools.pairwise(bounds)]
    return pd.array(made, dtype="str")
