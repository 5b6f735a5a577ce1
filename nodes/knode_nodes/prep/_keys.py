"""Key columns of two tables: whether they can be compared, and made comparable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knode.api import ColumnSpec, DataError, TableSpec, column_type, nearest, quoted, type_words, words_apart
from knode_nodes.prep._arrow_columns import own
from knode_nodes.prep._mixture import check_exact
from knode_nodes.prep._suffixes import nullable
from knode_nodes.prep._units import NONE, units_of, with_new_units

if TYPE_CHECKING:
    import pandas as pd


SIDES = ("left", "right")


def key_columns(
    left: TableSpec,
    right: TableSpec,
    left_keys: Sequence[str],
    right_keys: Sequence[str],
    *,
    ports: tuple[str, str] = SIDES,
) -> tuple[list[str], list[str]]:
    """The key columns of both tables; those that both have when none are named. Raises DataError where they do not fit."""
    lefts = list(left_keys) or [name for name in left.names if name in right]
    rights = list(right_keys) or lefts
    if not lefts:
        raise DataError("the tables have no column in common: choose the key columns", port=ports[0])
    for port, spec, keys in ((ports[0], left, lefts), (ports[1], right, rights)):
        for key in keys:
            if key not in spec:
                near = nearest(key, spec.names)
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(f"there is no key column {quoted(key)}{hint}", port=port, column=key)
    for one, other in zip(lefts, rights, strict=True):
        check_types(left[one], right[other], ports)
    return lefts, rights


def check_types(left: ColumnSpec, right: ColumnSpec, ports: tuple[str, str]) -> None:
    """Raise DataError where the values of two keys are of different types."""
    one, other = _key_type(left), _key_type(right)
    if "unknown" in (one, other) or one == other or (left.dtype != right.dtype and _may_be_texts(left, right)):
        return
    words = _spec_words(left), _spec_words(right)
    raise _unlike(left.name, right.name, words, ports)


def _may_be_texts(left: ColumnSpec, right: ColumnSpec) -> bool:
    """Whether the rows may say that both hold texts: one does, and the other is a column of Python objects."""
    return "text" in (_key_type(left), _key_type(right)) and "object" in (left.dtype, right.dtype)


def _key_type(column: ColumnSpec) -> str:
    """What the values of a key are: for a category, what its categories are."""
    if column.type != "category":
        return column.type
    if not column.categories:
        return "unknown"
    first = column.categories[0]
    return "boolean" if isinstance(first, bool) else "text" if isinstance(first, str) else "number"


def _spec_words(column: ColumnSpec) -> str:
    words = type_words(column.dtype)
    return f"{words} ({_key_type(column)})" if column.type == "category" else words


def _unlike(left: str, right: str, words: tuple[str, str], ports: tuple[str, str]) -> DataError:
    places = tuple("on the " + port if port in ("left", "right") else f"in the {port}" for port in ports)
    return DataError(
        f"the key {quoted(left)} is a {words[0]} column {places[0]}, and {quoted(right)} a {words[1]} column {places[1]}: "
        "convert one of them before, such as with Cast Columns",
        port=ports[1],
        column=right,
    )


def comparable(
    left: pd.DataFrame,
    right: pd.DataFrame,
    left_keys: list[str],
    right_keys: list[str],
    *,
    ports: tuple[str, str] = SIDES,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with each pair of keys in one dtype. Raises DataError where there is none."""
    lefts: dict[str, Any] = {}
    rights: dict[str, Any] = {}
    for one, other in zip(left_keys, right_keys, strict=True):
        if left[one].dtype != right[other].dtype or left[one].dtype == "float16":
            lefts[one], rights[other] = _in_one_dtype(left[one], right[other], ports)
    return with_columns(left, lefts, units=units_of(left)), with_columns(right, rights, units=units_of(right))


def with_columns(table: pd.DataFrame, columns: Mapping[str, Any], *, units: Mapping[str, str] = NONE) -> pd.DataFrame:
    """The table with some columns exchanged, and the units of these. `assign` cannot take one that is called "self"."""
    if not columns:
        return table
    made = table.copy(deep=False)
    for name, column in columns.items():
        made[name] = column
    return with_new_units(made, columns, units)


def _in_one_dtype(left: pd.Series, right: pd.Series, ports: tuple[str, str]) -> tuple[pd.Series, pd.Series]:
    import numpy as np
    import pandas as pd

    one, other = _uncategorised(left), _uncategorised(right)
    zones = getattr(one.dtype, "tz", None), getattr(other.dtype, "tz", None)
    if None not in zones and zones[0] != zones[1]:
        other = other.dt.tz_convert(zones[0])
    common = pd.concat([one.iloc[:0], other.iloc[:0]]).dtype
    if common.kind == "O":
        one, other = own(one), own(other)
        common = pd.concat([one.iloc[:0], other.iloc[:0]]).dtype
    check_exact([one, other], common, ports[1])
    # pandas joins by no column of float16.
    common = np.dtype("float32") if common == "float16" else common
    if common.kind == "O" and column_type(common) == "other" and one.dtype != other.dtype:
        raise _unlike(str(left.name), str(right.name), words_apart(left.dtype, right.dtype), ports)
    try:
        return one.astype(common), other.astype(common)
    except (ArithmeticError, TypeError, ValueError):
        raise _unlike(str(left.name), str(right.name), words_apart(left.dtype, right.dtype), ports) from None


def _uncategorised(column: pd.Series) -> Any:
    """The values of a category column; whole numbers and booleans in a dtype that holds missing ones; texts."""
    import pandas as pd

    if column.dtype == object and pd.api.types.infer_dtype(column, skipna=True) in ("string", "empty"):
        return column.astype("str")
    if column_type(column.dtype) != "category":
        return column
    dtype: Any = nullable(str(column.cat.categories.dtype))
    return column.astype(dtype if dtype != str(column.cat.categories.dtype) else column.cat.categories.dtype)
