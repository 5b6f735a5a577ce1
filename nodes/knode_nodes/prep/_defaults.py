"""A value that stands for what is not there, as a column's type."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._conditions import READERS

if TYPE_CHECKING:
    import pandas as pd


def with_default(column: pd.Series, default: Any) -> Any:
    """(rows + 1) the column's values as an array of its dtype, and the default last. Raises DataError where it does not fit.

    A default that is none of a column's categories becomes one more.
    """
    import pandas as pd

    values: Any = column.reset_index(drop=True)
    kind = column_type(values.dtype)
    if kind == "category":
        known = values.cat.categories
        value = _read(column, default, column_type(known.dtype), known.dtype)
        if value not in known:
            values = values.cat.add_categories([value])
    else:
        value = _read(column, default, kind, values.dtype)
    try:
        last = pd.Series([value], dtype=values.dtype)
        if last.iloc[0] != value:
            raise ValueError(value)
    except (ArithmeticError, NotImplementedError, TypeError, ValueError):
        raise _unfit(column, default, kind) from None
    return pd.concat([values, last], ignore_index=True).astype(values.dtype).array


def _read(column: pd.Series, default: Any, kind: str, dtype: Any) -> Any:
    try:
        return READERS[kind](default, dtype) if kind in READERS else default
    except (ArithmeticError, KeyError, TypeError, ValueError):
        raise _unfit(column, default, kind) from None


def _unfit(column: pd.Series, default: Any, kind: str) -> DataError:
    return DataError(
        f"{quoted(column.name)} is a {type_words(column.dtype)} column, and the default {quoted(default)} does not fit it: "
        "choose another default, or look up columns of one type",
        port="lookup",
        column=str(column.name),
    )
