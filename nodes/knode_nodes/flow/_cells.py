"""Cells of tables as variables."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from knode.api import DataError, quoted


def plain(value: Any, column: str, row: int) -> Any:
    """A cell as a text, number, truth or None. Raises DataError for what is no single value."""
    import datetime as dt

    import pandas as pd

    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, str | bool | int | float) and type(value) in (str, bool, int, float):
        return None if value != value else value
    if hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        # A number of more digits than Python's stays itself.
        return plain(float(value) if value.dtype.kind == "f" else value.item(), column, row)
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dt.timedelta):
        return pd.Timedelta(value).isoformat()
    if isinstance(value, Decimal | pd.Period):
        return str(value)
    kind = "list" if hasattr(value, "tolist") else type(value).__name__
    raise DataError(
        f"{quoted(column)} holds a {kind} ({quoted(value)}) in row {row}, which is no single value, and cannot be a variable: "
        "leave the column out",
        column=column,
        row=row,
    )
