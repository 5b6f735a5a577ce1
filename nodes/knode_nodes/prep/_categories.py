"""Columns of categories as columns of their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.api import column_type

if TYPE_CHECKING:
    import pandas as pd


def values_of(column: pd.Series) -> pd.Series:
    """The values of a column of categories, whole numbers and booleans in a dtype that can miss; other columns as they are."""
    import pandas as pd

    if column_type(column.dtype) != "category":
        return column
    values = column.cat.categories.array
    wider = {"int64": "Int64", "uint64": "UInt64", "bool": "boolean"}.get(str(values.dtype))
    values = pd.array(values, dtype=wider) if wider else values
    taken = values.take(column.cat.codes.to_numpy(), allow_fill=True)
    return pd.Series(taken, index=column.index, name=column.name)
