"""Conditions on the values of a column: what they are, and which rows fulfil them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from knode.api import Column, DataError, column_type, nearest, quoted, setting, type_words
from knode_nodes.prep._moments import written_duration, written_moment, zone_of
from knode_nodes.prep._patterns import check_pattern, matches

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Operator = Literal[
    "equal", "not equal", "less", "less or equal", "greater", "greater or equal", "between", "in", "not in",
    "contains", "does not contain", "starts with", "ends with", "matches", "does not match", "is missing", "is not missing",
]  # fmt: skip
OPERATOR_LABELS = {
    "in": "is one of",
    "not in": "is none of",
    "matches": "matches the pattern",
    "does not match": "does not match the pattern",
}
"""What operators are called on screen that say it shortly."""
OPPOSITES = {"does not contain": "contains", "does not match": "matches"}
TEXTS = ("contains", "starts with", "ends with", "matches", *OPPOSITES)
ALONE = ("is missing", "is not missing")
COMPARING = tuple(one for one in get_args(Operator) if one not in ALONE)
LISTS = ("in", "not in", "between")
SYMBOLS = {
    "equal": "eq",
    "not equal": "ne",
    "less": "lt",
    "less or equal": "le",
    "greater": "gt",
    "greater or equal": "ge",
}
MEASURED = ("number", "decimal", "datetime", "duration")
"""Types whose values are compared as they are."""
ORDERED = ("less", "less or equal", "greater", "greater or equal", "between")
NAMED = ("equal", "not equal", "in", "not in")
"""Operators whose values are whole ones of the column."""
MISSING_TOO = ("not equal", "not in", *OPPOSITES)
"""Operators that a missing value fulfils."""
Scalar = str | int | float | bool


class Condition(BaseModel):
    """What a row must fulfil: a column, an operator, and a value to compare with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    column: Column = Field(description="The column to look at.")
    operator: Operator = setting("equal", description="How to compare.", labels=OPERATOR_LABELS)
    value: Scalar | tuple[Scalar, ...] | None = setting(
        None, "What to compare with; several for in and between.", values_of="column", when={"operator": COMPARING}
    )
    ignore_case: bool = Field(False, description="Capital and small letters are the same.")

    @model_validator(mode="after")
    def _check_value(self) -> Condition:
        if self.operator in ALONE:
            return self
        if self.value is None:
            raise ValueError(f"`{self.operator}` needs a value to compare with")
        if (self.operator in LISTS) != isinstance(self.value, tuple):
            raise ValueError(f"`{self.operator}` needs {'a list of values' if self.operator in LISTS else 'one value'}")
        if self.operator == "between" and len(self.value) != 2:  # type: ignore[arg-type]
            raise ValueError("`between` needs two values, the smaller first")
        if self.operator in ("matches", "does not match"):
            check_pattern(str(self.value))
        return self


def fulfilled(column: pd.Series, condition: Condition) -> np.ndarray:
    """Which rows fulfil a condition, as booleans."""
    import numpy as np

    if condition.operator in ALONE:
        missing: np.ndarray = column.isna().to_numpy(dtype=bool)
        return missing if condition.operator == "is missing" else ~missing
    if column.dtype == object and not column.notna().any():
        return np.full(len(column), condition.operator in MISSING_TOO)
    if column_type(column.dtype) == "category":
        return _of_category(column, condition)
    return _judged(_plain(column), condition)


def unknown_category(column: pd.Series, condition: Condition) -> str:
    """What to say of a value that no category of a column has, which is probably a typo; empty where there is none."""
    import pandas as pd

    if condition.operator not in NAMED or column_type(column.dtype) != "category" or not len(column.cat.categories):
        return ""
    categories = pd.Series(column.cat.categories, name=column.name)
    for value in _values(condition):
        same = condition.model_copy(update={"operator": "equal", "value": value})
        if not _judged(_plain(categories), same).any():
            known = [str(category) for category in categories]
            near = nearest(str(value), known)
            meant = f"; did you mean {quoted(near)}?" if near else "."
            more = f" and {len(known) - 8:,} more" if len(known) > 8 else ""
            shown = f"{', '.join(map(quoted, known[:8]))}{more}"
            said = f"{quoted(value)} is none of the categories of {quoted(column.name)}, so no row has it{meant}"
            return f"{said} They are {shown}."
    return ""


def _of_category(column: pd.Series, condition: Condition) -> np.ndarray:
    """A category column is judged by its categories, each one once."""
    import numpy as np
    import pandas as pd

    categories = column.cat.categories
    if not len(categories):
        return np.full(len(column), condition.operator in MISSING_TOO)
    if column.cat.ordered and condition.operator in ORDERED:
        return _by_order(column, condition)
    judged = _judged(_plain(pd.Series(categories, name=column.name)), condition)
    found: np.ndarray = np.append(judged, condition.operator in MISSING_TOO)[column.cat.codes]
    return found


def _by_order(column: pd.Series, condition: Condition) -> np.ndarray:
    """Comparisons by the order of the categories, such as small, medium, large."""
    kind = column_type(column.cat.categories.dtype)
    values = [_value(column, value, kind, column.cat.categories.dtype) for value in _values(condition)]
    strange = [value for value in values if value not in column.cat.categories]
    if strange:
        raise DataError(
            f"{quoted(strange[0])} is none of the categories of {quoted(column.name)}, so it has no place in their order; "
            f"they are {', '.join(quoted(category) for category in column.cat.categories[:8])}",
            port="table",
            column=str(column.name),
        )
    return _compared(column, condition.operator, values)


def _plain(column: pd.Series) -> pd.Series:
    """Texts, dates and booleans kept as Python objects, as a column of their type."""
    if column.dtype != object:
        return column
    plain = {"string": "str", "empty": "str", "date": "datetime64[s]", "boolean": "boolean"}
    dtype = plain.get(_inferred(column))
    return column if dtype is None else column.astype(dtype)  # type: ignore[call-overload]


def _inferred(column: pd.Series) -> str:
    """What the Python objects of a column are."""
    import pandas as pd

    return pd.api.types.infer_dtype(column, skipna=True)


def _judged(column: pd.Series, condition: Condition) -> np.ndarray:
    if condition.operator in TEXTS:
        return _text_condition(column, condition)
    decimal = column.dtype == object and _inferred(column) == "decimal"
    kind = "decimal" if decimal else column_type(column.dtype)
    if kind == "text" and condition.operator in ORDERED:
        _check_order_of_texts(column, condition)
    values = [_value(column, value, kind, column.dtype) for value in _values(condition)]
    if condition.operator == "between" and kind in MEASURED and values[0] > values[1]:
        low, high = map(quoted, _values(condition))
        raise DataError(
            f"nothing lies between {low} and {high} in {quoted(column.name)}, as the first is the larger: exchange them",
            port="table",
            column=str(column.name),
        )
    if condition.ignore_case and column_type(column.dtype) == "text":
        column, values = column.str.lower(), [value.lower() for value in values]
    return _compared(column, condition.operator, values)


def _check_order_of_texts(column: pd.Series, condition: Condition) -> None:
    """Raise DataError where texts are compared with a number: 10 would come before 9."""
    number = next((value for value in _values(condition) if isinstance(value, int | float)), None)
    if number is not None:
        raise DataError(
            f"{quoted(column.name)} is a text column, whose values stand in the order of their letters (10 before 9), and "
            f"{quoted(number)} is a number: make numbers of the column before, such as with Cast Columns",
            port="table",
            column=str(column.name),
        )


def _compared(column: pd.Series, operator: str, values: list[Any]) -> np.ndarray:
    try:
        if operator in ("in", "not in"):
            inside: np.ndarray = column.isin(values).to_numpy(dtype=bool)
            return inside if operator == "in" else ~inside
        if operator == "between":
            return _mask((column >= values[0]) & (column <= values[1]), False)
        return _mask(getattr(column, SYMBOLS[operator])(values[0]), operator in MISSING_TOO)
    except (TypeError, ValueError, NotImplementedError):
        raise DataError(
            f"{quoted(column.name)} is a {type_words(column.dtype)} column, which cannot be compared with "
            f"{quoted(values[0])}: make it one type before, such as with Cast Columns",
            port="table",
            column=str(column.name),
        ) from None


def _mask(result: pd.Series, missing: bool) -> np.ndarray:
    """The result of a comparison as booleans; `missing` where it says neither."""
    mask: np.ndarray = result.to_numpy() if result.dtype == bool else result.to_numpy(dtype=bool, na_value=missing)
    return mask


def _text_condition(column: pd.Series, condition: Condition) -> np.ndarray:
    if column_type(column.dtype) != "text":
        raise DataError(
            f"`{condition.operator}` looks into texts, and {quoted(column.name)} is a {type_words(column.dtype)} column: "
            "choose another operator, or convert the column to text before",
            port="table",
            column=str(column.name),
        )
    found = _found_in_text(column, OPPOSITES.get(condition.operator, condition.operator), condition)
    return ~found if condition.operator in OPPOSITES else found


def _found_in_text(column: pd.Series, operator: str, condition: Condition) -> np.ndarray:
    wanted = str(condition.value)
    if operator == "matches":
        return matches(column, wanted, ignore_case=condition.ignore_case)
    if condition.ignore_case:
        column, wanted = column.str.lower(), wanted.lower()
    if operator == "contains":
        return _mask(column.str.contains(wanted, regex=False), False)
    return _mask(column.str.startswith(wanted) if operator == "starts with" else column.str.endswith(wanted), False)


def _values(condition: Condition) -> tuple[Scalar, ...]:
    value = condition.value
    return value if isinstance(value, tuple) else (value,) if value is not None else ()


def _value(column: pd.Series, value: Any, kind: str, dtype: Any) -> Any:
    """The value to compare with, as one of `kind` and `dtype`, which the column's values are. Raises DataError."""
    import pandas as pd

    try:
        made = READERS[kind](value, dtype) if kind in READERS else value
        if pd.isna(made):
            raise ValueError(value)
    except (ArithmeticError, ValueError, KeyError, TypeError):
        kind = "number" if kind == "decimal" else kind
        dated = kind == "datetime" and not isinstance(dtype, pd.PeriodDtype)
        advice = "write it as 2026-01-31 or 2026-01-31 08:30" if dated else "correct the value of the condition"
        raise DataError(
            f"{quoted(column.name)} is a {type_words(dtype)} column, and {quoted(value)} is no {type_words(kind)}; {advice}",
            port="table",
            column=str(column.name),
        ) from None
    return made


def _number(value: Any, dtype: Any) -> float:
    if isinstance(value, bool):
        raise ValueError(value)
    if isinstance(value, str):
        try:
            value = int(value)
        except ValueError:
            value = float(value)
    return _narrowed(value) if str(dtype).lower() in ("float32", "float[pyarrow]") else value


def _narrowed(value: float) -> float:
    """As a column of float32 holds it: 0.1 is another number there, which `isin` would not find."""
    import numpy as np

    with np.errstate(over="ignore"):
        return float(np.float32(value))


def _decimal(value: Any, dtype: Any) -> Decimal:
    """As it is written: 1.1 is no binary number."""
    if isinstance(value, bool):
        raise ValueError(value)
    return Decimal(str(value))


def _truth(value: Any, dtype: Any) -> bool:
    return value if isinstance(value, bool) else {"true": True, "false": False}[str(value).strip().lower()]


def _moment(value: Any, dtype: Any) -> Any:
    import pandas as pd

    if not isinstance(value, str):
        raise ValueError(value)
    if isinstance(dtype, pd.PeriodDtype):
        # As with moments, pandas reads a day and a month that may be exchanged.
        if not value.strip()[:4].isdigit():
            raise ValueError(value)
        return pd.Series([value]).astype(dtype).iloc[0]
    moment, zone = written_moment(value), zone_of(dtype)
    if str(dtype).startswith(("date32", "date64")):
        return moment.date()
    if zone is None and moment.tzinfo is not None:
        raise ValueError(value)
    return moment.tz_localize(zone) if zone is not None and moment.tzinfo is None else moment


def _duration(value: Any, dtype: Any) -> Any:
    if not isinstance(value, str):
        raise ValueError(value)
    return written_duration(value)


def _text(value: Any, dtype: Any) -> str:
    return str(value)


READERS: dict[str, Callable[[Any, Any], Any]] = {
    "number": _number,
    "decimal": _decimal,
    "boolean": _truth,
    "datetime": _moment,
    "duration": _duration,
    "text": _text,
}
"""How a condition's value is read, by the type of the column that it is compared with."""
