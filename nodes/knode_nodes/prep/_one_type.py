"""Several columns as columns of one type, told by their dtypes alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from knode.api import DataError, TableSpec, column_type, quoted, words_apart
from knode_nodes.prep._arrow_columns import common_decimal
from knode_nodes.prep._columns import PORT
from knode_nodes.prep._texts import EXACT, texts

if TYPE_CHECKING:
    import pandas as pd

NULLABLE = "Int64"


def in_one_type(columns: Sequence[pd.Series], *, mixed: str = "error") -> list[pd.Series]:
    """The columns with one dtype for all; texts where they are of different types and `mixed` is "text".

    Categories that differ become their values. Whole numbers and others become numbers with decimals.

    Raises:
        DataError: the types differ, some times have a zone and others none, or a number would change.
    """
    if len({_key(column.dtype) for column in columns}) == 1:
        return list(columns)
    values = [column_values(column) for column in columns]
    kinds = {column_type(column.dtype) for column in values}
    if len(kinds) == 1 and (kind := kinds.pop()) in TOGETHER:
        return [*TOGETHER[kind](values)]
    if mixed == "text":
        return [texts(column) for column in columns]
    if len({_key(column.dtype) for column in values}) == 1:
        return values
    raise _mixed(values)


def column_values(column: pd.Series) -> pd.Series:
    """The values of a category column as a column of their own type; any other column as it is."""
    import pandas as pd

    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column
    dtype: Any = column.cat.categories.dtype
    if dtype.kind == "O" and column_type(dtype) == "other":
        return texts(column)
    wanted = {"i": NULLABLE, "u": "UInt64", "b": "boolean"}.get(dtype.kind, dtype)
    return column.astype(wanted)


def categories_known(spec: TableSpec, names: Sequence[str]) -> bool:
    """Whether the categories of all category columns among `names` are told."""
    return all(spec[name].type != "category" or spec[name].categories is not None for name in names)


def _key(dtype: Any) -> Any:
    import pandas as pd

    if isinstance(dtype, pd.CategoricalDtype):
        return ("category", tuple(dtype.categories), str(dtype.categories.dtype), dtype.ordered)
    return str(dtype)


def _mixed(columns: Sequence[pd.Series]) -> DataError:
    first = columns[0]
    other = next(column for column in columns if _key(column.dtype) != _key(first.dtype))
    words = words_apart(first.dtype, other.dtype)
    return DataError(
        f"{quoted(first.name)} is a {words[0]} column and {quoted(other.name)} a {words[1]} column: "
        "convert one of them before",
        port=PORT,
        column=str(other.name),
    )


def _numbers(columns: Sequence[pd.Series]) -> list[pd.Series]:
    import numpy as np

    if all(column.dtype.kind in "iu" for column in columns):
        plain = {np.dtype(str(column.dtype).lower().split("[")[0]) for column in columns}
        joined = np.result_type(*plain)
        if joined.kind == "f":
            raise _mixed(columns)
        nullable = any(not isinstance(column.dtype, np.dtype) for column in columns)
        name: Any = joined.name.replace("int", "Int").replace("u", "U") if nullable else joined.name
        return [column.astype(name) for column in columns]
    exact = common_decimal(column.dtype for column in columns)
    if exact is not None:
        return [column.astype(exact) for column in columns]
    if any(column.dtype.kind not in "iuf" for column in columns):
        raise _mixed(columns)
    return [_as_float(column) for column in columns]


def _as_float(column: pd.Series) -> pd.Series:
    import numpy as np
    import pandas as pd

    from knode_nodes.prep._columns import floats

    if column.dtype.kind in "iu":
        large = (column.abs() > EXACT).fillna(False).to_numpy(dtype=bool)
        for row in large.nonzero()[0]:
            if int(np.float64(column.iloc[row])) != int(column.iloc[row]):
                raise DataError(
                    f"{column.iloc[row]} in row {row} of {quoted(column.name)} is too large to stand exactly in a column of "
                    "numbers with decimals: convert the columns to whole numbers or to text before",
                    port=PORT,
                    column=str(column.name),
                    row=int(row),
                )
    return pd.Series(floats(column), index=column.index, name=column.name)


def _moments(columns: Sequence[pd.Series]) -> list[pd.Series]:
    from knode_nodes.prep._moments import moments, zone

    held = [moments(column) for column in columns]
    zones = [zone(column) for column in held]
    if len({home is None for home in zones}) == 2:
        raise _mixed(columns)
    if zones[0] is not None:
        held = [column.dt.tz_convert(zones[0]) for column in held]
    return [column.dt.as_unit(_finest(held)) for column in held]


def _durations(columns: Sequence[pd.Series]) -> list[pd.Series]:
    return [column.dt.as_unit(_finest(columns)) for column in columns]


def _finest(columns: Sequence[pd.Series]) -> Any:
    return max((column.dt.unit for column in columns), key=["s", "ms", "us", "ns"].index)


def _texts(columns: Sequence[pd.Series]) -> list[pd.Series]:
    return [column.astype("str") for column in columns]


def _booleans(columns: Sequence[pd.Series]) -> list[pd.Series]:
    return [column.astype("boolean") for column in columns]


TOGETHER: dict[str, Any] = {
    "number": _numbers,
    "datetime": _moments,
    "duration": _durations,
    "text": _texts,
    "boolean": _booleans,
}
