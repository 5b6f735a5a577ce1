"""Missing exact decimals: what fills them, with no float between. A value is told as text, such as "12.50"."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from knode.api import ColumnSpec, column_type
from knode_nodes.prep._arrow_columns import common_decimal
from knode_nodes.prep._exact import between, decimals, divided, is_exact, units

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

HALF = Fraction(1, 2)


def type_of(dtype: str) -> Any:
    """The dtype of exact decimals that has this name."""
    return ColumnSpec(name="", dtype=dtype).pandas_dtype()


def learnt(column: pd.Series, method: str) -> str:
    """The median, mean, min, max or most_frequent of exact decimals, rounded half away from zero to their last digit.

    Of several that are the most frequent it is the smallest. Some value must be there.
    """
    import numpy as np

    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    values = units(column, kind.scale, room=len(column))[column.notna().to_numpy(dtype=bool)]
    if method == "mean":
        made = divided(np.array([int(values.sum())], dtype=object), len(values))[0]
    elif method == "median":
        ordered, last = np.sort(values), len(values) - 1
        made = between(ordered[last // 2 : last // 2 + 1], ordered[-(-last // 2) :][:1], HALF, 1)[0]
    elif method == "most_frequent":
        different, counts = np.unique(values, return_counts=True)
        made = different[counts.argmax()]
    else:
        made = getattr(values, method)()
    return written(int(made), kind)


def written(count: int, kind: pa.DataType) -> str:
    """So many units of the last digit of a type of exact decimals, as text."""
    digits = f"{abs(count):0{max(kind.scale, 0) + 1}d}"
    sign = "-" if count < 0 else ""
    if kind.scale <= 0:
        return f"{sign}{digits}{'0' * -kind.scale if count else ''}"
    return f"{sign}{digits[: -kind.scale]}.{digits[-kind.scale :]}"


def fixed(value: Any, kind: pa.DataType) -> str:
    """A number, or a text that reads as one, as it is written. Raises ValueError where the type cannot hold it."""
    count = _units(value, kind)
    if count.denominator != 1 or abs(count) >= 10**kind.precision:
        raise ValueError(value)
    return written(int(count), kind)


def nearest_exact(value: Any, kind: pa.DataType) -> str:
    """The exact decimal of a type that lies nearest to a number."""
    return written(_rounded(value, kind), kind)


def _rounded(value: Any, kind: pa.DataType) -> int:
    count = _units(value, kind)
    size = int(abs(count) + HALF)
    return (-1 if count < 0 else 1) * min(size, 10**kind.precision - 1)


def _units(value: Any, kind: pa.DataType) -> Fraction:
    """How many units of the last digit a number is. Raises ValueError."""
    try:
        if isinstance(value, bool):
            raise ValueError(value)
        # As it is written: 1.1 is no binary number.
        return Fraction(Decimal(str(value).strip())) * Fraction(10) ** kind.scale
    except (InvalidOperation, OverflowError):
        raise ValueError(value) from None


def put(column: pd.Series, places: np.ndarray, filling: str | np.ndarray) -> pd.Series:
    """Exact decimals with others at some places, (rows) booleans: one, as text, or finite float64, rounded."""
    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    given = [filling] if isinstance(filling, str) else filling.tolist()
    return _with_units(column, places, [_rounded(value, kind) for value in given])


def on_lines(
    column: pd.Series, rows: np.ndarray, first: np.ndarray, last: np.ndarray, passed: np.ndarray, length: np.ndarray
) -> pd.Series:
    """Exact decimals with some `rows` filled from the line between two others: after `passed` of `length` steps."""
    import numpy as np

    values = units(column, column.dtype.pyarrow_dtype.scale)  # type: ignore[union-attr]
    shares = [Fraction(int(step), int(steps)) for step, steps in zip(passed, length, strict=True)]
    return _with_units(column, rows, between(values[first], values[last], np.array(shares, dtype=object), 1))


def _with_units(column: pd.Series, places: np.ndarray, counts: Any) -> pd.Series:
    """Exact decimals with so many units of the last digit at some places, booleans or positions."""
    import numpy as np
    import pandas as pd

    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    values, new = np.array(units(column, kind.scale)), np.array(counts, dtype=object)
    if values.dtype == object or (len(new) and max(-new.min(), new.max()) >= 2**63):
        values = values.astype(object)
    else:
        new = new.astype("int64")
    gaps = np.array(column.isna(), dtype=bool)
    values[places], gaps[places] = new, False
    # pandas itself would give some of them more digits.
    return pd.Series(decimals(values, gaps, kind, "filled value", column.name), index=column.index, name=column.name)


def as_exact(column: pd.Series, dtype: str) -> pd.Series:
    """A column of numbers, or of Python's decimals, as exact decimals of the type in which others were learnt.

    Where that does not hold all its values, they become exact decimals of a type that does; where there is none, they stay.
    """
    import pandas as pd
    import pyarrow as pa

    wanted = type_of(dtype)
    if column.dtype == wanted:
        return column
    present = column.dropna()
    if column.dtype == object and not present.map(lambda one: isinstance(one, Decimal | int | float)).all():
        return column
    if column.dtype != object and column_type(column.dtype) != "number":
        return column
    values = [None if pd.isna(value) else _decimal(value) for value in column.tolist()]
    common = common_decimal([column.dtype, wanted]) if is_exact(column.dtype) or column.dtype.kind in "iu" else None
    for kind in (wanted, common):
        if kind is None:
            continue
        try:
            made = pa.array(values, kind.pyarrow_dtype)
        except (pa.ArrowException, OverflowError):
            continue
        held = pd.arrays.ArrowExtensionArray(made)
        return pd.Series(held, index=column.index, name=column.name, copy=False)
    return column


def _decimal(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))
