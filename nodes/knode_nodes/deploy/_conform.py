"""Makes the rows that come in fit the columns that a workflow was made for, as the policies of its input say."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from knode.api import ColumnSpec, DataError, nearest, quoted

if TYPE_CHECKING:
    import pandas as pd

    from knode_nodes.deploy.container_input import ContainerInput

ZONE = re.compile(r"[T ]\d.*(Z|[+-]\d\d(:?\d\d)?)\s*$")
NARROW = {"float32": 3.4028234663852886e38, "float16": 65504.0}
"""The largest number of narrow floats; greater ones stay wider."""
NANOSECOND_YEARS = ("1677-09-22", "2262-04-11")
EXPECTED = {
    "number": "a number",
    "boolean": "true or false",
    "text": "a text",
    "category": "a single value",
    "datetime": "a date like 2026-01-31 or 2026-01-31T08:30:00",
    "duration": "a duration",
}


def conform(table: pd.DataFrame, policy: ContainerInput) -> tuple[pd.DataFrame, list[str]]:
    """The table with the described columns in their dtypes, and remarks on what was changed.

    They come in the described order; where other columns are kept, all come in the order of the table.

    Raises:
        DataError: a column is absent or too many, or a value is not of its column's type, and the policy is to refuse.
    """
    notes: list[str] = []
    names = [column.name for column in policy.columns]
    extra = [str(name) for name in table.columns if name not in names]
    if extra and policy.extra_column == "error":
        raise DataError(
            f"the column {quoted(extra[0])} is not expected; expected are {_listed(names)}",
            column=extra[0],
            expected="no such column",
        )
    if extra and policy.extra_column == "drop":
        notes.append(f"left out {len(extra)} columns that are not needed: {_listed(extra)}")
    made: dict[str, Any] = {}
    for column in policy.columns:
        if column.name in table.columns:
            made[column.name] = _fitted(table[column.name], column, policy, notes)
        elif policy.missing_column == "fill":
            notes.append(f"filled the absent column {quoted(column.name)} with missing values")
            made[column.name] = _empty(column, table.index)
        else:
            raise absent(column.name, [str(name) for name in table.columns], names)
    import pandas as pd

    if extra and policy.extra_column == "keep":
        made = {**{str(name): made.get(str(name), table[name]) for name in table.columns}, **made}
    return pd.DataFrame(made, index=table.index), notes


def absent(name: str, came: list[str], described: Collection[str]) -> DataError:
    """The error of a described column that is not among those that came; of these, none that is described is meant."""
    near = nearest(name, [column for column in came if column not in described])
    hint = f"; did you mean to call {quoted(near)} so?" if near else f"; the rows have {_listed(came) or 'no columns'}"
    if near and unicodedata.normalize("NFC", near) == unicodedata.normalize("NFC", name):
        hint = "; the rows have one that looks the same, with its letters and accents apart: write it in composed letters (NFC)"
    others = [other for other in described if other != name and other not in came]
    too = f", and so {'is' if len(others) == 1 else 'are'} {_listed(others)}" if others else ""
    return DataError(
        f"the column {quoted(name)} is missing{too}{hint}", column=name, expected="a value", got="no such column"
    )


def _listed(names: list[Any]) -> str:
    return ", ".join(str(name) for name in names[:8]) + (" …" if len(names) > 8 else "")


def _empty(column: ColumnSpec, index: Any) -> pd.Series[Any]:
    import pandas as pd

    dtype = column.pandas_dtype()
    if column.type == "number" and not str(dtype).startswith(("Int", "UInt", "Float")):
        dtype = "float64"
    if column.type == "boolean":
        dtype = "boolean"
    return pd.Series(None, index=index, dtype=dtype)


def _fitted(values: pd.Series[Any], column: ColumnSpec, policy: ContainerInput, notes: list[str]) -> pd.Series[Any]:
    values = _single(values, column, policy, notes)
    if str(values.dtype) == column.dtype and column.categories is None:
        return values
    if column.type == "number":
        made = _numbers(values, column, policy, notes)
    elif column.type == "boolean":
        made = _booleans(values, column, policy, notes)
    elif column.type == "datetime":
        made = _moments(values, column, policy, notes)
    elif column.type in ("text", "category"):
        return _texts(values, column, policy, notes)
    else:
        return values
    return _cast(made, column)


def _single(values: pd.Series[Any], column: ColumnSpec, policy: ContainerInput, notes: list[str]) -> pd.Series[Any]:
    """Lists and objects are no values of a column that holds single ones."""
    if values.dtype != object or column.type == "other":
        return values
    nested = values.map(lambda value: isinstance(value, list | tuple | dict | set)).astype(bool)
    if not nested.any():
        return values
    return _checked(values, values.where(~nested, None), column, policy, notes, EXPECTED[column.type], nested)


def _numbers(values: pd.Series[Any], column: ColumnSpec, policy: ContainerInput, notes: list[str]) -> pd.Series[Any]:
    import pandas as pd

    if values.dtype.kind in "iuf" or str(values.dtype).startswith(("Int", "UInt", "Float")):
        return values
    return _checked(values, pd.to_numeric(values, errors="coerce"), column, policy, notes, EXPECTED["number"])


def _booleans(values: pd.Series[Any], column: ColumnSpec, policy: ContainerInput, notes: list[str]) -> pd.Series[Any]:
    if values.dtype.kind == "b" or str(values.dtype) == "boolean":
        return values
    meant = {"true": True, "false": False, "1": True, "0": False, "1.0": True, "0.0": False}
    made = values.astype("str").str.lower().map(meant).astype("boolean")
    return _checked(values, made, column, policy, notes, EXPECTED["boolean"])


def _moments(values: pd.Series[Any], column: ColumnSpec, policy: ContainerInput, notes: list[str]) -> pd.Series[Any]:
    """Dates of texts; a number is no date, and a time with a zone none of a column without."""
    import pandas as pd

    if values.dtype.kind == "M":
        return values
    with_zone = "," in column.dtype
    given = values.map(lambda value: value if _may_be_a_date(value, with_zone) else None).astype(object)
    made = pd.to_datetime(given, errors="coerce", format="ISO8601", utc=with_zone)
    if column.dtype.startswith("datetime64[ns"):
        first, last = (pd.Timestamp(day, tz="UTC" if with_zone else None) for day in NANOSECOND_YEARS)
        made = made.where(made.between(first, last))
    expected = EXPECTED["datetime"] if with_zone else f"{EXPECTED['datetime']}, without a time zone"
    return _checked(values, made, column, policy, notes, expected)


def _may_be_a_date(value: Any, with_zone: bool) -> bool:
    if isinstance(value, str):
        return with_zone or not ZONE.search(value)
    return isinstance(value, datetime.date) and (with_zone or getattr(value, "tzinfo", None) is None)


def _texts(values: Any, column: ColumnSpec, policy: ContainerInput, notes: list[str]) -> pd.Series[Any]:
    import pandas as pd

    if column.type == "text":
        return _as_texts(values).astype(column.pandas_dtype()) if column.dtype != "object" else values
    if column.categories is None:
        return values.astype("category")
    known = column.pandas_dtype().categories
    plain = values.astype(values.dtype.categories.dtype) if isinstance(values.dtype, pd.CategoricalDtype) else values
    if known.inferred_type == "string":
        plain = _as_texts(plain).astype("str")
    elif known.inferred_type != "boolean":
        plain = plain.map(lambda value: int(value) if isinstance(value, bool) else value)
    strange = plain.notna() & ~plain.isin(known)
    if strange.any() and policy.unknown_category == "error":
        row = int(strange.to_numpy().argmax())
        raise DataError(
            f"the category {quoted(plain.iloc[row])} was not there in training; known are {_listed(list(known))}",
            column=column.name,
            row=row,
            expected=f"one of {_listed(list(known))}",
            got=_shown(plain.iloc[row]),
        )
    if strange.any() and policy.unknown_category == "allow":
        news = [value for value in plain[strange].unique() if value not in known]
        return plain.astype(pd.CategoricalDtype([*known, *news], ordered=column.ordered))
    if strange.any():
        notes.append(f"took {int(strange.sum())} unknown categories of {quoted(column.name)} as missing")
    return plain.where(~strange).astype(pd.CategoricalDtype(known, ordered=column.ordered))


def _shown(value: Any) -> str:
    """A value as an error quotes it; whole numbers that pandas made floats of as what they were."""
    plain = value.item() if hasattr(value, "item") else value
    return quoted(int(plain) if isinstance(plain, float) and plain.is_integer() and abs(plain) < 1e15 else plain)


def _as_texts(values: Any) -> Any:
    """Numbers and booleans among texts as texts, such as 5 as "5"; missing values stay missing."""
    if values.dtype != object:
        return values
    return values.map(lambda value: str(value) if isinstance(value, bool | int | float) and value == value else value)


def _checked(
    values: pd.Series[Any],
    made: pd.Series[Any],
    column: ColumnSpec,
    policy: ContainerInput,
    notes: list[str],
    expected: str,
    found: pd.Series[Any] | None = None,
) -> pd.Series[Any]:
    bad = made.isna() & values.notna() if found is None else found
    if not bad.any():
        return made
    row = int(bad.to_numpy().argmax())
    if policy.bad_value == "error":
        got = _shown(values.iloc[row])
        raise DataError(f"expected {expected}, got {got}", column=column.name, row=row, expected=expected, got=got)
    notes.append(f"took {int(bad.sum())} values of {quoted(column.name)} that are not {expected} as missing")
    return made


def _cast(values: Any, column: ColumnSpec) -> pd.Series[Any]:
    """The column's dtype, where that loses nothing: whole numbers and booleans with missing values stay wider."""
    if str(values.dtype) == column.dtype:
        return values
    would_lose = values.isna().any() and not column.dtype.startswith(
        ("Int", "UInt", "Float", "float", "datetime", "boolean")
    )
    if would_lose:
        return values
    if column.dtype.lower().startswith(("int", "uint")) and not _fits(values, column.dtype):
        return values
    if column.dtype.lower() in NARROW and (values.abs() > NARROW[column.dtype.lower()]).any():
        return values
    return values.astype(column.pandas_dtype())


def _fits(values: Any, dtype: str) -> bool:
    """Whether all numbers are whole and within the limits of a dtype."""
    import numpy as np

    limits = np.iinfo(dtype.lower())
    # The largest float below 2^63 is 2^63 - 1024; 2^63 - 1 itself would be rounded up to 2^63.
    there = values.dropna()
    return bool(((there % 1 == 0) & (there >= limits.min) & (there <= limits.max) & (there < 2.0**63)).all())
