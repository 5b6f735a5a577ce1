"""Choose rows by their values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.api import Column, DataError, Node, Table, column_type, quoted, setting

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Operator = Literal[
    "equal", "not equal", "less", "less or equal", "greater", "greater or equal", "between", "in", "not in",
    "contains", "starts with", "ends with", "matches", "is missing", "is not missing",
]  # fmt: skip
TEXTS = ("contains", "starts with", "ends with", "matches")
ALONE = ("is missing", "is not missing")
LISTS = ("in", "not in", "between")
Scalar = str | float | bool


class Condition(BaseModel):
    """What a row must fulfil: a column, an operator, and a value to compare with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: Column = Field(description="The column to look at.")
    operator: Operator = Field("equal", description="How to compare.")
    value: Scalar | tuple[Scalar, ...] | None = Field(
        None, description="What to compare with; several for in and between."
    )
    ignore_case: bool = Field(False, description="Capital and small letters are the same.")

    @model_validator(mode="after")
    def _check_value(self) -> Condition:
        if self.operator in ALONE:
            return self
        if self.value is None:
            raise ValueError(f"{self.operator!r} needs a value to compare with")
        if (self.operator in LISTS) != isinstance(self.value, tuple):
            raise ValueError(f"{self.operator!r} needs {'a list of values' if self.operator in LISTS else 'one value'}")
        if self.operator == "between" and len(self.value) != 2:  # type: ignore[arg-type]
            raise ValueError("'between' needs two values, the smaller first")
        if self.operator == "matches":
            try:
                re.compile(str(self.value))
            except re.error as error:
                raise ValueError(f"{self.value!r} is no regular expression: {error}") from None
        return self


class RowFilter(Node):
    """Keep the rows that fulfil conditions, or remove them.

    A condition compares a column with a value: equal, less, between, contains, is missing, and so on. Several conditions
    must all be fulfilled, or any of them. A missing value fulfils no condition but "is missing", "not equal" and "not in".

    Example: keep the rows where age is greater than 30 and city is in Bern, Oslo.
    """

    pack = "prep"
    icon = "row-filter"
    keywords = ("Row Filter", "Select Rows", "Filter", "where", "Rule-based Row Filter", "query", "subset")
    rowwise = True
    conditions: tuple[Condition, ...] = setting((), "What to look for in the rows.")
    combine: Literal["all", "any"] = setting("all", "Whether all conditions must be fulfilled, or any of them.")
    mode: Literal["keep", "remove"] = setting("keep", "Whether the rows found stay or go.")

    def run(self, table: Table) -> Table:
        found = None
        for condition in self.conditions:
            mask = _fulfilled(table[condition.column.of(table, port="table")], condition)
            found = mask if found is None else (found & mask if self.combine == "all" else found | mask)
        if found is None:
            raise DataError("no condition is set: add one, such as a column that is not missing", port="table")
        return table[found if self.mode == "keep" else ~found]


def _fulfilled(column: pd.Series, condition: Condition) -> np.ndarray:
    """Which rows fulfil a condition, as booleans."""
    if condition.operator in ALONE:
        missing: np.ndarray = column.isna().to_numpy()
        return missing if condition.operator == "is missing" else ~missing
    if condition.operator in TEXTS:
        result = _text_condition(column, condition)
    elif condition.operator in ("in", "not in"):
        values = [_value(column, value) for value in condition.value]  # type: ignore[union-attr]
        compared, values = _cased(column, values, condition)
        result = compared.isin(values) if condition.operator == "in" else ~compared.isin(values)
    else:
        result = _comparison(column, condition)
    gaps = {} if str(result.dtype) == "bool" else {"na_value": condition.operator == "not equal"}
    mask: np.ndarray = result.to_numpy(dtype=bool, **gaps)
    return mask


def _comparison(column: pd.Series, condition: Condition) -> pd.Series:
    given = condition.value if isinstance(condition.value, tuple) else (condition.value,)
    values = [_value(column, value) for value in given]
    column, values = _cased(column, values, condition)
    operator, first = condition.operator, values[0]
    if column_type(column.dtype) == "category" and operator not in ("equal", "not equal"):
        column = _ordered(column, values)
    if operator == "between":
        return (column >= first) & (column <= values[1])
    method = {
        "equal": "eq",
        "not equal": "ne",
        "less": "lt",
        "less or equal": "le",
        "greater": "gt",
        "greater or equal": "ge",
    }
    return getattr(column, method[operator])(first)


def _ordered(column: pd.Series, values: list[Any]) -> pd.Series:
    """A category column that can be compared: with an order of its own, or by its plain values."""
    if not column.cat.ordered:
        return column.astype(column.cat.categories.dtype)
    strange = [value for value in values if value not in column.cat.categories]
    if strange:
        raise DataError(
            f"{quoted(strange[0])} is none of the categories, so it has no place in their order",
            port="table",
            column=str(column.name),
        )
    return column


def _cased(column: pd.Series, values: list[Any], condition: Condition) -> tuple[pd.Series, list[Any]]:
    if not condition.ignore_case or not all(isinstance(value, str) for value in values):
        return column, values
    return column.astype("str").str.lower(), [value.lower() for value in values]


def _text_condition(column: pd.Series, condition: Condition) -> pd.Series:
    if column_type(column.dtype) not in ("text", "category"):
        raise DataError(
            f"{condition.operator!r} looks into texts, and the column is a {column_type(column.dtype)}",
            port="table",
            column=str(column.name),
        )
    texts, wanted = column.astype("str").str, str(condition.value)
    if condition.operator == "matches":
        return texts.contains(wanted, case=not condition.ignore_case, regex=True, na=False)
    if condition.operator == "contains":
        return texts.contains(wanted, case=not condition.ignore_case, regex=False, na=False)
    if condition.ignore_case:
        texts, wanted = texts.lower().str, wanted.lower()
    return (
        texts.startswith(wanted, na=False) if condition.operator == "starts with" else texts.endswith(wanted, na=False)
    )


def _value(column: pd.Series, value: Any) -> Any:
    """The value to compare with, in the column's own type. Raises DataError."""
    import pandas as pd

    dtype = column.cat.categories.dtype if isinstance(column.dtype, pd.CategoricalDtype) else column.dtype
    kind = column_type(dtype)
    try:
        if kind == "number":
            return value if isinstance(value, int | float) and not isinstance(value, bool) else _number(value)
        if kind == "boolean":
            return value if isinstance(value, bool) else {"true": True, "false": False}[str(value).lower()]
        if kind == "datetime":
            moment = pd.Timestamp(value)
            zone = getattr(dtype, "tz", None)
            return moment.tz_localize(zone) if zone is not None and moment.tzinfo is None else moment
        if kind == "duration":
            return pd.Timedelta(value)
    except (ValueError, KeyError, TypeError):
        raise DataError(
            f"the column is a {kind}, and {quoted(value)} is none; correct the value of the condition",
            port="table",
            column=str(column.name),
        ) from None
    return str(value) if kind == "text" else value


def _number(value: Any) -> float:
    if isinstance(value, bool):
        raise ValueError(value)
    return float(value)
