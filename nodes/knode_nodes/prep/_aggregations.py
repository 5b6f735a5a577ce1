"""What can be computed of the rows of a group, of which columns, and what the results are called."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.api import Column, Columns, ColumnSpec, DataError, TableSpec, quoted, setting, type_words
from knode_nodes.prep._group_figures import FIGURES, TOGETHER

Method = Literal[
    "sum", "mean", "median", "min", "max", "count", "count distinct", "first", "last", "std", "var", "mode",
    "concatenate", "concatenate distinct", "quantile", "range", "product", "skewness", "weighted mean", "any", "all",
    "count missing", "share missing", "list", "list distinct", "list sorted", "concatenate counts", "count share",
    "population std", "population var", "kurtosis", "geometric mean", "geometric std", "mean absolute deviation",
    "median absolute deviation", "sum of squares", "sum of logs", "correlation", "covariance",
]  # fmt: skip
LISTS = ("list", "list distinct", "list sorted")
EVERY = {
    "count", "count distinct", "count missing", "share missing", "count share", "first", "last", "mode", "concatenate",
    "concatenate distinct", "concatenate counts", *LISTS,
}  # fmt: skip
COMPARED = {"min", "max"}
TIMED = {"mean", "median", "std", "population std", "quantile", "range", *COMPARED}
NUMERIC = {"sum", "var", "population var", "weighted mean", *TIMED}
METHODS: dict[str, set[str]] = {
    "number": {"product", "skewness", "kurtosis", *FIGURES, *TOGETHER, *NUMERIC},
    "boolean": (NUMERIC | {"any", "all"}) - {"range"},
    "duration": {"sum", *TIMED},
    "datetime": TIMED,
    "text": COMPARED,
    "ordered category": COMPARED,
}
"""What can be computed of a type of column, besides what can of every column."""
UNLISTED = re.compile(r"datetime64\[.*,|timestamp\[.*tz=|period|complex")
"""Columns whose values no list of a table can hold: times with a zone, periods, complex numbers."""
OF_NONE: dict[str, Any] = {
    "sum": 0, "count": 0, "count distinct": 0, "count missing": 0, "product": 1, "any": False, "all": True,
    "sum of squares": 0, "sum of logs": 0, **{method: [] for method in LISTS},
}  # fmt: skip
"""The results of a group without values, where they are not missing."""
NAMES = "{column}_{method}"


class Aggregation(BaseModel):
    """What to compute of which columns, and what to call it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Columns = Field(Columns.named(), description="The columns to summarise, by name, type or pattern.")
    method: Method = setting(
        "sum",
        description="What to compute of their values.",
        labels={
            "std": "standard deviation",
            "var": "variance",
            "mode": "most frequent (mode)",
            "population std": "standard deviation, population",
            "population var": "variance, population",
            "geometric std": "geometric deviation",
        },
    )
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
        when={"method": ("concatenate", "concatenate distinct", "concatenate counts")},
    )
    missing: bool = setting(
        False,
        description="Keep missing values in lists, so that lists of several columns stay side by side.",
        when={"method": LISTS},
    )
    other: Column = setting(
        Column(""),
        description="The second column, with the methods correlation and covariance.",
        when={"method": TOGETHER},
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
        method = self.method.replace(" ", "_")
        if self.method == "quantile":
            method = f"{method}_{self.quantile:g}"
        elif self.method in TOGETHER:
            method = f"{method}_{self.other}"
        # Not one after the other: the name of a column may hold "{method}".
        parts = (self.name or names).split("{column}")
        return column.join(part.replace("{method}", method) for part in parts)


@dataclass(frozen=True, slots=True)
class Task:
    """One aggregation of one column."""

    name: str
    column: str
    how: Aggregation


def tasks(
    aggregations: Sequence[Aggregation],
    spec: TableSpec,
    keys: Sequence[str],
    names: str = NAMES,
    offered: Iterable[str] = get_args(Method),
) -> list[Task]:
    """All that is to be computed, in order; a choice by type or pattern leaves out the key columns.

    Raises:
        DataError: a column is not there, or a method cannot be computed of it.
    """
    made = []
    for one in aggregations:
        columns = one.columns.of_spec(spec, port="table")
        if one.columns.by != "names":
            columns = [name for name in columns if name not in keys and name not in (one.weight, one.other)]
        if not columns:
            unset = f"no column is chosen for the {one.method}: set the columns"
            raise DataError(one.columns.none_of(spec, unset), port="table")
        for column in columns:
            _check(spec, column, one, offered)
            made.append(Task(one.result(column, names), column, one))
    return made


def check_names(names: Iterable[str]) -> None:
    """Raise DataError where two columns of the result would be called the same."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise DataError(f"two columns would be called {quoted(name)}: give one of them another name", column=name)
        seen.add(name)


def _check(spec: TableSpec, name: str, one: Aggregation, offered: Iterable[str]) -> None:
    """Raise DataError where a method cannot be computed of a column, with those of the `offered` ones that can."""
    column = spec[name]
    possible = _possible(column) | EVERY
    if UNLISTED.match(column.dtype):
        possible -= set(LISTS)
    if one.method not in possible:
        raise DataError(
            f"the {one.method} of {quoted(name)} cannot be computed, it is a {type_words(column.dtype)} column; possible are "
            f"{', '.join(sorted(possible.intersection(offered)))}",
            port="table",
            column=name,
        )
    if one.method == "weighted mean":
        _check_numbers(spec, one.weight, "the weights must be numbers")
    if one.method in TOGETHER:
        _check_numbers(spec, one.other, f"the {one.method} needs a second column of numbers")


def _check_numbers(spec: TableSpec, column: Column, needed: str) -> None:
    found = spec[column.of(spec, port="table")]
    if found.type not in ("number", "boolean"):
        raise DataError(
            f"{needed}, and {quoted(column)} is a {type_words(found.dtype)} column", port="table", column=str(column)
        )


def _possible(column: ColumnSpec) -> set[str]:
    if column.dtype.startswith("period"):
        return COMPARED
    if column.dtype.startswith(("date32", "date64")):
        return TIMED - {"quantile"}
    if column.dtype.startswith("complex"):
        return {"sum", "mean"}
    return METHODS.get("ordered category" if column.type == "category" and column.ordered else column.type, set())
