"""Rules that the values of columns must keep: what they are, and which rows break them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.api import Column, Columns, ColumnType, DataError, TableSpec, column_type, quoted, setting, type_words
from knode_nodes.prep._categories import values_of
from knode_nodes.prep._conditions import Condition, fulfilled
from knode_nodes.prep._expression import check_condition, mask
from knode_nodes.prep._patterns import check_pattern, matches
from knode_nodes.prep._same_rows import group_codes

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

CheckName = Literal["not missing", "unique", "type", "range", "values", "pattern", "length", "expression"]
Scalar = str | int | float | bool
OBJECTS: dict[ColumnType, tuple[str, ...]] = {
    "number": ("int", "float", "Decimal"),
    "boolean": ("bool",),
    "text": ("str",),
    "datetime": ("datetime", "date", "Timestamp"),
    "duration": ("timedelta", "Timedelta"),
}
"""The Python types that are of a column's type, for columns of Python objects."""


class Rule(BaseModel):
    """What the values of some columns must be, and what happens to rows where they are not."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    columns: Columns = Field(
        Columns.named(), description="The columns that must keep the rule; none for an expression."
    )
    check: CheckName = Field("not missing", description="What is checked of their values.")
    type: ColumnType = setting(
        "number", description="The type that the column must have, with the check type.", when={"check": ("type",)}
    )
    least: str | int | float | None = setting(
        None,
        description="The smallest value or length allowed, with range and length; dates as 2026-12-31.",
        when={"check": ("range", "length")},
    )
    most: str | int | float | None = setting(
        None, description="The largest value or length allowed.", when={"check": ("range", "length")}
    )
    values: tuple[Scalar, ...] = setting(
        (), description="The values allowed, with the check values.", when={"check": ("values",)}
    )
    pattern: str = setting(
        "",
        description="The regular expression that the whole text must fit, with the check pattern.",
        when={"check": ("pattern",)},
    )
    expression: str = setting(
        "",
        description="The condition on the row, with the check expression: start <= finish.",
        form="expression",
        when={"check": ("expression",)},
    )
    severity: Literal["split", "warn", "fail"] = Field(
        "split", description="Move broken rows to `invalid`, warn and let them be, or stop with an error."
    )
    name: str = Field("", description="What the rule is called in reasons and the report; told by itself when empty.")

    @model_validator(mode="after")
    def _check_given(self) -> Rule:
        if self.check in ("range", "length") and self.least is None and self.most is None:
            raise ValueError(f"the check {self.check!r} needs the smallest value allowed, the largest, or both")
        if self.check == "length" and not all(isinstance(one, int | None) for one in (self.least, self.most)):
            raise ValueError("a length is a whole number of characters")
        if self.check == "length" and self.most is not None and self.least is not None and self.least > self.most:  # type: ignore[operator]
            raise ValueError(f"no length is from {self.least} to {self.most}: exchange them")
        if self.check == "values" and not self.values:
            raise ValueError("the check `values` needs the values allowed")
        if self.check == "pattern":
            check_pattern(self.pattern)
        if self.check == "expression" and not self.expression.strip():
            raise ValueError("the check `expression` needs a condition, such as start <= finish")
        return self


@dataclass(frozen=True, slots=True)
class Check:
    """One rule on one column, or on several together where `column` is empty."""

    rule: Rule
    column: str
    together: tuple[str, ...] = ()

    @property
    def reason(self) -> str:
        """What is wrong with a row that breaks the rule."""
        return self.rule.name or " ".join((", ".join(self.columns), _fault(self.rule))).strip()

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it looks at; none for an expression."""
        return (self.column,) if self.column else self.together

    def broken(self, table: pd.DataFrame) -> np.ndarray:
        """(rows) booleans: which rows break the rule. Raises DataError where the column cannot be checked so."""
        if self.rule.check == "expression":
            # On lines of its own, as it may end with a comment; missing is neither true nor false, and breaks nothing.
            broken: np.ndarray = ~mask(table, f"(\n{self.rule.expression}\n) IS NOT FALSE")
            return broken
        if self.rule.check == "unique":
            return _repeated(table[list(self.together)])
        column = table[self.column]
        missing = column.isna().to_numpy(dtype=bool)
        if self.rule.check == "not missing":
            return missing
        return ~(_kept(column, self.rule) | missing)

    def checked(self, table: pd.DataFrame) -> int:
        """How many rows it looked at: those with a value, where a missing one breaks nothing."""
        return int(table[self.column].notna().sum()) if self.column and self.rule.check != "not missing" else len(table)


def checks_of(rules: tuple[Rule, ...], spec: TableSpec) -> list[Check]:
    """All checks of some rules. Raises DataError for a column that is not there, or cannot be checked so."""
    made: list[Check] = []
    for rule in rules:
        if rule.check == "expression":
            check_condition(spec, rule.expression)
            made.append(Check(rule, ""))
            continue
        unset = f"no column is chosen for the check {rule.check!r}: set the columns"
        names = rule.columns.some_of(spec, unset, port="table")
        if rule.check == "unique":
            made.append(Check(rule, "", tuple(names)))
        else:
            made += [Check(rule, name) for name in names]
    empty = spec.empty()
    for check in made:
        check.broken(empty)
    return made


def _fault(rule: Rule) -> str:
    """What a row that breaks a rule is told."""
    if rule.check == "range":
        return f"is not {_bounds(rule)}"
    if rule.check == "length":
        return f"does not have {_bounds(rule)} characters"
    faults = {
        "not missing": "is missing",
        "unique": "is not unique",
        "type": f"is no {rule.type}",
        "values": f"is none of {', '.join(quoted(value) for value in rule.values[:8])}{'…' * (len(rule.values) > 8)}",
        "pattern": f"does not fit {quoted(rule.pattern)}",
        "expression": f"not {quoted(rule.expression)}",
    }
    return faults[rule.check]


def _bounds(rule: Rule) -> str:
    if rule.most is None:
        return f"at least {rule.least}"
    return f"at most {rule.most}" if rule.least is None else f"from {rule.least} to {rule.most}"


def _kept(column: pd.Series, rule: Rule) -> Any:
    """(rows) booleans: which values keep a rule; a missing one is either."""
    if rule.check == "type":
        return _of_type(column, rule.type)
    if rule.check == "pattern":
        return matches(column, rule.pattern, whole=True)
    if rule.check == "length":
        return _long_enough(column, rule)
    name = Column(column.name)
    if rule.check == "values":
        return fulfilled(column, Condition(column=name, operator="in", value=rule.values))
    if rule.most is None:
        return fulfilled(column, Condition(column=name, operator="greater or equal", value=rule.least))
    if rule.least is None:
        return fulfilled(column, Condition(column=name, operator="less or equal", value=rule.most))
    return fulfilled(column, Condition(column=name, operator="between", value=(rule.least, rule.most)))


def _of_type(column: pd.Series, wanted: ColumnType) -> np.ndarray:
    """(rows) booleans; a column of Python objects is checked value by value, others are of one type."""
    import numpy as np

    if column.dtype != object:
        return np.full(len(column), column_type(column.dtype) == wanted)
    names = OBJECTS.get(wanted, ())
    kinds = [
        {base.__name__ for base in type(value).__mro__} - ({"int"} if isinstance(value, bool) else set())
        for value in column
    ]
    found: np.ndarray = np.array([not kind.isdisjoint(names) for kind in kinds], dtype=bool)
    return found


def _long_enough(column: pd.Series, rule: Rule) -> Any:
    import numpy as np

    column = values_of(column)
    if column_type(column.dtype) != "text" and column.dtype != object:
        raise DataError(
            f"only texts have a length, and {quoted(column.name)} is a {type_words(column.dtype)} column: choose another "
            "check",
            port="table",
            column=str(column.name),
        )
    lengths = column.astype("str").str.len().to_numpy(dtype="float64", na_value=np.nan)
    least = -np.inf if rule.least is None else float(rule.least)
    return (lengths >= least) & (lengths <= (np.inf if rule.most is None else float(rule.most)))


def _repeated(columns: pd.DataFrame) -> np.ndarray:
    """(rows) booleans: which rows have the same values as another one; a row with a missing value has not."""
    import numpy as np

    codes, count = group_codes(columns, [str(name) for name in columns])
    repeated = np.bincount(codes, minlength=count)[codes] > 1
    found: np.ndarray = repeated & columns.notna().all(axis=1).to_numpy(dtype=bool)
    return found
