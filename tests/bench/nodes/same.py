"""Whether two ways give the same values, whatever their types and their order of rows."""

from __future__ import annotations

from typing import Any

import pandas as pd


def assert_same(made: Any, expected: Any, *, in_order: bool) -> None:
    """Raises AssertionError where the values differ; numbers may in the tenth digit."""
    one, other = _plain(made), _plain(expected)
    other.columns = one.columns if len(one.columns) == len(other.columns) else other.columns
    if not in_order:
        one, other = (frame.sort_values(list(one.columns), ignore_index=True) for frame in (one, other))
    pd.testing.assert_frame_equal(one, other, check_dtype=False, rtol=1e-9, atol=1e-9)


def _plain(made: Any) -> pd.DataFrame:
    frame = made if isinstance(made, pd.DataFrame) else made.to_pandas()
    return pd.DataFrame({str(name): _values(frame[name]) for name in frame.columns}).reset_index(drop=True)


def _values(column: pd.Series) -> pd.Series:
    """The values as floats, moments or texts."""
    plain = column.reset_index(drop=True)
    if pd.api.types.is_numeric_dtype(plain.dtype):
        return plain.astype("Float64").astype("float64") if plain.dtype == object else plain.astype("float64")
    if pd.api.types.is_datetime64_any_dtype(plain.dtype):
        return plain.astype("datetime64[us]")
    if plain.dtype == object and len(plain.dropna()) and not isinstance(plain.dropna().iloc[0], str):
        return _values(plain.infer_objects()) if plain.infer_objects().dtype != object else _times(plain)
    return plain.astype("str")


def _times(column: pd.Series) -> pd.Series:
    """Dates without time are moments too, truths with gaps numbers."""
    if isinstance(column.dropna().iloc[0], bool):
        return column.astype("float64")
    return pd.to_datetime(column).astype("datetime64[us]")
