"""What can be computed of the rows of a group, of which columns, and what the results are called."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.api import Column, Columns, ColumnSpec, DataError, TableSpec, quoted, setting

Method = Literal[
    "sum", "mean", "median", "min", "max", "count", "count distinct", "first", "last", "std", "var", "mode",
    "concatenate", "concatenate distinct", "quantile", "range", "product", "skewness", "weighted mean", "any", "all",
    "count missing", "share missing",
]  # fmt: skip
EVERY = {
    "count", "count distinct", "count missing", "share missing", "first", "last", "mode", "concatenate",
    "concatenate distinct",
}  # fmt: skip
COMPARED = {"min", "max"}
TIMED = {"mean", "median", "std", "quantile", "range", *COMPARED}
NUMERIC = {"sum", "var", "weighted mean", *TIMED}
METHODS: dict[str, set[str]] = {
    "number": {"product", "skewness", *NUMERIC},
    "boolean": (NUMERIC | {"any", "all"}) - {"range"},
    "duration": {"sum", *TIMED},
    "datetime": TIMED,
    "text": COMPARED,
    "ordered category": COMPARED,
}
"""What can be computed of a type of column, besides what can of every column."""
OF_NONE: dict[str, Any] = {
    "sum": 0, "count": 0, "count distinct": 0, "count missing": 0, "product": 1, "any": False, "all": True,
}  # fmt: skip
"""The results of a group without values, where they are not missing."""
NAMES = "{column}_{method}"


class Aggregation(BaseModel):
    """What to compute of which columns, and what to call it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Columns = Field(Columns.named(), description="The columns to summarise, by name, type or pattern.")
    method: Method = Field("sum", description="What to compute of their values.")
    name: str = Field(
        "", description="The name of the result, if not as all are called; {column} and {method} stand for those."
    )
    quantile: float = setting(
        0.5,
        ge=0,
        le=1,
        description="Which quantile, with the method quantile: 0.9 for the 90 % point.",
        when={"method": ("quantile",)},
    )
    separator: str = setting(
        ", ",
        description="What stands between texts, with the methods concatenate.",
        when={"method": ("concatenate", "concatenate distinct")},
    )
    weight: Column = setting(
        Column(""),
        description="The column of weights, with the method weighted mean.",
        when={"method": ("weighted mean",)},
    )

    @model_validator(mode="before")
    @classmethod
    def _one_column(cls, value: Any) -> Any:
        """A single column may be called so."""
        if not isinstance(value, dict) or "column" not in value or "columns" in value:
            return value
        column = value["column"]
        rest = {name: held for name, held in value.items() if name != "column"}
        return {**rest, "columns": {"by": "names", "names": [column] if column else []}}

    def result(self, column: str, names: str = NAMES) -> str:
        """The name of the result for a column; `names` is the pattern where the aggregation has none of its own."""
        method = self.method.replace(" ", "_") + (f"_{self.quantile:g}" if self.method == "quantile" else "")
        # Not one after the other: the name of a column may hold "{method}".
        parts = (self.name or names).split("{column}")
        return column.join(part.replace("{method}", method) for part in parts)


@dataclass(frozen=True, slots=True)
class Task:
    """One aggregation of one column."""

    name: str
    column: str
    how: Aggregation


def tasks(aggregations: Sequence[Aggregation], spec: TableSpec, keys: Sequence[str], names: str = NAMES) -> list[Task]:
    """All that is to be computed, in order; a choice by type or pattern leaves out the key columns.

    Raises:
        DataError: a column is not there, or a method cannot be computed of it.
    """
    made = []
    for one in aggregations:
        columns = one.columns.of_spec(spec, port="table")
        if one.columns.by != "names":
            columns = [name for name in columns if name not in keys and name != one.weight]
        if not columns:
            raise DataError(f"no column is chosen for the {one.method}: set the columns", port="table")
        for column in columns:
            _check(spec, column, one)
            made.append(Task(one.result(column, names), column, one))
    return made


def check_names(names: Iterable[str]) -> None:
    """Raise DataError where two columns of the result would be called the same."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DataError(f"two columns would be called {quoted(name)}: give one of them another name", column=name)
        seen.add(name)


def _check(spec: TableSpec, name: str, one: Aggregation) -> None:
    """Raise DataError where a method cannot be computed of a column."""
    column = spec[name]
    possible = _possible(column) | EVERY
    if one.method not in possible:
        raise DataError(
            f"the {one.method} of {quoted(name)} cannot be computed, it is a {column.type} column; possible are "
            f"{', '.join(sorted(possible))}",
            port="table",
            column=name,
        )
    if one.method == "weighted mean" and spec[one.weight.of(spec, port="table")].type not in ("number", "boolean"):
        raise DataError(
            f"the weights must be numbers, and {quoted(one.weight)} is a {spec[one.weight].type} column",
            port="table",
            column=str(one.weight),
        )


def _possible(column: ColumnSpec) -> set[str]:
    if column.dtype.startswith("period"):
        return COMPARED
    if column.dtype.startswith(("date32", "date64")):
        return TIMED - {"quantile"}
    if column.dtype.startswith("complex"):
        return {"sum", "mean"}
    return METHODS.get("ordered category" if column.type == "category" and column.ordered else column.type, set())
