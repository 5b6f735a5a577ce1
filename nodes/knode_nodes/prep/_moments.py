"""Columns of dates and times, whatever they are held in, as one kind of column and as exact whole numbers."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._texts import is_absent

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PORT = "table"
DAY = 86_400 * 10**9
"""Nanoseconds in a day."""
DURATION = (
    r"[+-]?P[\dA-Z.]+"
    r"|([+-]?\d+ ?(d|D|days?),? ?)?[+-]?\d+:[0-5]?\d(:[0-5]?\d(\.\d+)?)?"
    r"|[+-]?(\d+(\.\d+)?\s*[A-Za-zµμ]+[,\s]*)+"
)
"""How a duration is written: pandas passes over commas and second points, and would take 2,5 h for 25 hours."""
HOURS_AND_MINUTES = r"((?:^|[ ,+-])\d+:\d+)$"
"""What pandas reads with seconds only."""
NANOSECONDS = {"s": 10**9, "ms": 10**6, "us": 1000, "ns": 1}


def moments(column: pd.Series) -> pd.Series:
    """The column as datetime64, with a time zone where it has one; a period counts as its first moment.

    Raises:
        DataError: a value is no date, or the values are of several time zones.
    """
    import numpy as np
    import pandas as pd

    # `to_datetime` would copy them.
    if column.dtype.kind == "M" and isinstance(column.dtype, np.dtype | pd.DatetimeTZDtype):
        return column
    if isinstance(column.dtype, pd.PeriodDtype):
        return column.dt.to_timestamp()
    if column.dtype == object:
        _check_dates(column)
    elif column_type(column.dtype) != "datetime":
        raise _no_date(column, 0)
    told = _of_arrow(column.dtype)
    try:
        return pd.to_datetime(column) if told is None else column.astype(told)
    except ValueError:
        raise DataError(
            f"the dates of {quoted(column.name)} are of several time zones, or out of range: make them alike before, such "
            "as with Cast Columns",
            port=PORT,
            column=str(column.name),
        ) from None


def written_moment(text: str) -> pd.Timestamp:
    """A moment that a person wrote, the year first, such as 2026-01-31 08:30.

    Raises:
        ValueError: it is written otherwise. pandas would take 05.03.2026 for a day in May, and read "today", too.
    """
    import pandas as pd

    text = text.strip()
    if not text[:4].isdigit():
        raise ValueError(text)
    return pd.to_datetime(text, format="ISO8601")


def written_duration(text: str) -> pd.Timedelta:
    """A duration that a person wrote, with its unit, such as 2 days, 01:30:00 or 01:30, which are hours and minutes.

    Raises:
        ValueError: it is none.
    """
    import pandas as pd

    text = text.strip()
    if not re.fullmatch(DURATION, text):
        raise ValueError(text)
    return pd.Timedelta(re.sub(HOURS_AND_MINUTES, r"\1:00", text))


def _of_arrow(dtype: Any) -> Any:
    """The dtype of pandas for Arrow's dates with a time, which columns without rows have too; None for others."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    held = getattr(dtype, "pyarrow_dtype", None)
    if held is None or not pa.types.is_timestamp(held):
        return None
    return pd.DatetimeTZDtype(held.unit, held.tz) if held.tz else np.dtype(f"datetime64[{held.unit}]")


def zone_of(dtype: Any) -> Any:
    """The time zone of a dtype of moments, of pandas or of Arrow; None if it has none."""
    return getattr(dtype, "tz", None) or getattr(getattr(dtype, "pyarrow_dtype", None), "tz", None)


def zone(column: pd.Series) -> Any:
    """The time zone of a column of moments; None if it has none."""
    return getattr(column.dt, "tz", None)


def local(column: pd.Series, other: Any) -> pd.Series:
    """What a clock in the time zone `other` shows at these moments; moments without a zone stay as they are."""
    if zone(column) is None:
        return column
    return column.dt.tz_convert(other).dt.tz_localize(None)


def days_and_rest(values: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(rows) whole days since 1970-01-01 and (rows) nanoseconds since midnight, int64, of (rows) datetime64.

    The two together are exact for all dates of all units. Where a value is missing both are any numbers.
    """
    values, per = _with_day(values)
    counts, days = values.view("int64"), days_of(values)
    return days, (counts - days * per) * (DAY // per)


def days_of(values: np.ndarray) -> np.ndarray:
    """(rows) int64 whole days since 1970-01-01 of (rows) datetime64; any number where a value is missing."""
    values, per = _with_day(values)
    days: np.ndarray = values.view("int64") // per
    return days


def _with_day(values: np.ndarray) -> tuple[np.ndarray, int]:
    """The moments in a unit of which a day is a known number, and that number."""
    import numpy as np

    unit = np.datetime_data(values.dtype)[0]
    if unit not in NANOSECONDS:
        values, unit = values.astype("datetime64[s]"), "s"
    return values, DAY // NANOSECONDS[unit]


def _check_dates(column: pd.Series) -> None:
    """Raise DataError for the first value that is no date: pandas would read numbers and texts as some moment."""
    for row, value in enumerate(column):
        if not isinstance(value, date) and not is_absent(value):
            raise _no_date(column, row)


def _no_date(column: pd.Series, row: int) -> DataError:
    shown = f" ({quoted(column.iloc[row])} in row {row})" if len(column) else ""
    return DataError(
        f"{quoted(column.name)} is a column of type {type_words(column.dtype)}{shown} and holds no dates: read or "
        "convert it as dates before",
        port=PORT,
        column=str(column.name),
        row=row if len(column) else None,
    )
