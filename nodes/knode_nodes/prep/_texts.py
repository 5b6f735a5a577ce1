"""Values of any type as texts that a person would write."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._columns import PORT, taken

if TYPE_CHECKING:
    import pandas as pd

EXACT = 2**53
"""Whole numbers below this are the same as floats."""


def texts(column: pd.Series) -> pd.Series:
    """(rows) str: each value written as short as it can be read back; missing stays missing.

    3.0 is "3", a boolean "true", midnight of a date without a time zone the date alone, a list or dict JSON. What a value
    becomes never depends on other rows.
    """
    import pandas as pd

    kind = column_type(column.dtype)
    if kind == "text":
        return column.astype("str")
    if kind == "category":
        return taken(texts(pd.Series(column.cat.categories)), column.cat.codes.to_numpy(), column)
    if kind in VECTORISED and column.dtype.kind in "biufM":
        return _series(VECTORISED[kind](column), column)
    return _series([None if is_absent(value) else written(value) for value in column], column)


def arrow(column: pd.Series) -> Any:
    """(rows) the values as one Arrow array, NaN as missing."""
    import pyarrow as pa

    made = pa.array(column.array, from_pandas=True)
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


def is_ascii(texts: Any) -> bool:
    """Whether all bytes of an Arrow array of texts, and of those that it is a slice of, are letters of ASCII."""
    import numpy as np

    held = texts.buffers()[2]
    return held is None or not held.size or int(np.frombuffer(held, dtype="uint8").max()) < 128


def with_part_replaced(column: pd.Series, part: str, new: str) -> pd.Series:
    """(rows) str, of a column of texts: every place of a part exchanged."""
    import pandas as pd
    import pyarrow.compute as pc

    made = pc.replace_substring(arrow(column), part, new)
    return pd.Series(pd.array(made, dtype="str"), index=column.index, name=column.name)


def text_column(column: pd.Series, advice: str = "convert it to text before") -> pd.Series:
    """(rows) str, of a column that holds texts. Raises DataError where it holds something else."""
    import pandas as pd

    kind = column_type(column.dtype)
    if kind == "text":
        return column.astype("str")
    if kind == "category" and all(isinstance(value, str) for value in column.cat.categories):
        return taken(pd.Series(column.cat.categories, dtype="str"), column.cat.codes.to_numpy(), column)
    if column.dtype != object:
        raise DataError(
            f"{quoted(column.name)} is a {type_words(column.dtype)} column: {advice}",
            port=PORT,
            column=str(column.name),
        )
    for row, value in enumerate(column):
        if not isinstance(value, str) and not is_absent(value):
            raise DataError(
                f"{quoted(column.name)} holds {quoted(value)} in row {row}, which is no text: {advice}",
                port=PORT,
                column=str(column.name),
                row=row,
            )
    return column.astype("str")


def is_absent(value: Any) -> bool:
    """Whether a Python object stands for a missing value; a list never does."""
    import pandas as pd

    return (
        value is None or value is pd.NA or value is pd.NaT or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))
    )


def written(value: Any) -> str:
    """One value as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:.0f}" if value == int_or_none(value) and abs(value) < EXACT else repr(float(value))
    if isinstance(value, datetime):
        return _shortened(value)
    return value.isoformat() if isinstance(value, date | time) else str(value)


def int_or_none(value: float) -> int | None:
    """The whole number that a float is; None for others and for infinity."""
    return int(value) if value == value and abs(value) != float("inf") and value == int(value) else None


def _shortened(moment: datetime) -> str:
    text = moment.isoformat(sep=" ")
    return text.removesuffix(" 00:00:00") if moment.tzinfo is None else text


def _series(values: Any, like: pd.Series) -> pd.Series:
    import pandas as pd

    return pd.Series(pd.array(values, dtype="str"), index=like.index, name=like.name)


def _numbers(column: pd.Series) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    values = arrow(column)
    if not pa.types.is_floating(values.type):
        return values.cast(pa.large_string())
    values = values.cast(pa.float32() if values.type == pa.float16() else values.type)
    whole = pc.and_(pc.equal(pc.floor(values), values), pc.less(pc.abs(values), pa.scalar(float(EXACT), values.type)))
    short = pc.if_else(whole, values, 0).cast(pa.int64()).cast(pa.large_string())
    return pc.if_else(whole, short, values.cast(pa.large_string()))


def _booleans(column: pd.Series) -> Any:
    import pyarrow as pa

    return arrow(column).cast(pa.large_string())


def _moments(column: pd.Series) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    values = arrow(column)
    if not pa.types.is_timestamp(values.type):
        return values.cast(pa.large_string())
    made = pc.strftime(values, "%Y-%m-%d %H:%M:%S")
    made = pc.replace_substring_regex(made, r"\.0+$|(\.\d*?)0+$", r"\1")
    if values.type.tz is None:
        return pc.replace_substring_regex(made, r" 00:00:00$", "")
    offset = pc.replace_substring_regex(pc.strftime(values, "%z"), r"(\d\d)$", r":\1")
    return pc.binary_join_element_wise(made, offset, "")


VECTORISED = {"number": _numbers, "boolean": _booleans, "datetime": _moments}
