"""Columns of JSON values as DataFrames, and back: how rows come in and go out where a bundle answers."""

from __future__ import annotations

import datetime
import decimal
import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode.core.spec import column_type

if TYPE_CHECKING:
    import pandas as pd

Columns = dict[str, list[Any]]
"""A table as columns of JSON values (text, number, boolean, None where missing), all of one length."""
LARGEST = 2**63


def frame_of(columns: Mapping[str, list[Any]], rows: int) -> pd.DataFrame:
    """A DataFrame of JSON values; a column of one type gets its dtype, a mixed one keeps its values."""
    import pandas as pd

    return pd.DataFrame({name: _series(values) for name, values in columns.items()}, index=pd.RangeIndex(rows))


def _series(values: list[Any]) -> pd.Series[Any]:
    import pandas as pd

    kinds = set(map(type, values)) - {type(None)}
    if not kinds:
        return pd.Series(values, dtype=object)
    if kinds == {bool}:
        return pd.Series(values, dtype="boolean" if None in values else "bool")
    if kinds == {int} and None not in values and all(-LARGEST <= value < LARGEST for value in values):
        return pd.Series(values, dtype="int64")
    if kinds <= {int, float} and float in kinds | ({float} if None in values else set()):
        return _numbers(values)
    if kinds == {str}:
        return pd.Series(values, dtype="str")
    return pd.Series(values, dtype=object)


def _numbers(values: list[Any]) -> pd.Series[Any]:
    import pandas as pd

    exact = all(type(value) is not int or abs(value) <= 2**53 for value in values)
    if exact:
        return pd.Series([math.nan if value is None else float(value) for value in values], dtype="float64")
    if all(value is None or (type(value) is int and -LARGEST <= value < LARGEST) for value in values):
        return pd.Series(values, dtype="Int64")
    return pd.Series(values, dtype=object)


def columns_of(table: pd.DataFrame) -> Columns:
    """The columns of a DataFrame as JSON values: dates and durations as ISO 8601 texts, None where missing."""
    return {str(name): values_of(table.iloc[:, position]) for position, name in enumerate(table.columns)}


def values_of(column: pd.Series[Any]) -> list[Any]:
    """One column as JSON values."""
    kind = column_type(column.dtype)
    if column.dtype.kind == "f":
        numbers = column.to_numpy(dtype="float64", na_value=math.nan).tolist()
        return (
            [value if math.isfinite(value) else None for value in numbers] if column.isna().any() else _finite(numbers)
        )
    if kind in ("number", "boolean", "text") and column.dtype != object and not column.isna().any():
        return [plain(value) for value in column.tolist()] if kind == "number" else column.tolist()
    return [plain(value) for value in column.tolist()]


def _finite(numbers: list[float]) -> list[float | None]:
    """JSON has no infinite number."""
    return [value if math.isfinite(value) else None for value in numbers] if math.inf in map(abs, numbers) else numbers  # type: ignore[return-value]


def plain(value: Any) -> Any:
    """One value as JSON; texts for what JSON has no word for."""
    import pandas as pd

    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, pd.Timestamp | pd.Timedelta | datetime.date | datetime.time):
        return None if value is pd.NaT else value.isoformat()
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, decimal.Decimal):
        return float(value)
    return plain(value.item()) if hasattr(value, "item") else str(value)
