"""Columns of Arrow as those that pandas has itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from knode.api import column_type
from knode_nodes.prep._moments import moments
from knode_nodes.prep._numbers import numpy_name, whole_limits
from knode_nodes.prep._suffixes import nullable

if TYPE_CHECKING:
    import pandas as pd


MOST_DIGITS = 76
"""Digits of an exact decimal in Arrow."""


def common_decimal(dtypes: Iterable[Any]) -> Any:
    """The dtype of exact decimals that holds all values of some dtypes of exact decimals and whole numbers.

    None where there is none, as of other numbers, or of whole numbers alone.
    """
    import pandas as pd
    import pyarrow as pa

    held = list(dtypes)
    sizes = [_digits(dtype) for dtype in held]
    if None in sizes or not any(str(dtype).startswith("decimal") for dtype in held):
        return None
    whole, scale = (max(size[part] for size in sizes if size is not None) for part in (0, 1))
    if whole + scale > MOST_DIGITS:
        return None
    return pd.ArrowDtype((pa.decimal128 if whole + scale <= 38 else pa.decimal256)(whole + scale, scale))


def _digits(dtype: Any) -> tuple[int, int] | None:
    """How many digits stand before and behind the point of numbers of a dtype."""
    if str(dtype).startswith("decimal"):
        held = dtype.pyarrow_dtype
        return held.precision - held.scale, held.scale
    return (max(len(str(abs(limit))) for limit in whole_limits(str(dtype))), 0) if dtype.kind in "iu" else None


def own(column: pd.Series) -> pd.Series:
    """The values of a column of Arrow in the dtype that pandas has for them; all other columns as they are."""
    name, kind = str(column.dtype), column_type(column.dtype)
    if not name.endswith("[pyarrow]"):
        return column
    if kind == "number" and not name.startswith("decimal"):
        return column.astype(nullable(numpy_name(name)))  # type: ignore[call-overload]
    if kind in ("text", "boolean"):
        return column.astype("str" if kind == "text" else "boolean")
    if kind == "duration":
        return column.astype(f"timedelta64[{column.dt.unit}]")  # type: ignore[call-overload]
    return moments(column) if kind == "datetime" else column
