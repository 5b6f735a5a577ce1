"""Exact decimals as whole numbers of their last digit, with which NumPy and Python count without rounding."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from knode.api import DataError, quoted
from knode_nodes.prep._numbers import FLOATS

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

MORE_DIGITS = 6
"""A mean has so many digits behind the point more than its column, where they have room."""
PLAIN, WIDE = 38, 76
"""The digits of Arrow's decimals of 128 and 256 bits; the wide ones are taken where a column has them."""


def beyond_floats(column: pd.Series) -> bool:
    """Whether a column of whole numbers has some that floats do not tell from others."""
    import pandas as pd

    if column.dtype.kind not in "iu":
        return False
    largest: Any = column.max()
    return not pd.isna(largest) and bool(largest > FLOATS or column.min() < -FLOATS)


def quotients(values: np.ndarray, by: Any) -> np.ndarray:
    """(rows) float64, whole numbers divided by ones above 0 and rounded once."""
    import numpy as np

    return np.asarray(values.astype(object) / np.asarray(by, dtype=object), dtype="float64")


def is_exact(dtype: Any) -> bool:
    """Whether a dtype is one of exact decimals of Arrow."""
    return str(dtype).startswith("decimal")


def sum_type(kind: Any) -> pa.DataType:
    """The type of sums of exact decimals: as many digits as there are, as DuckDB has it."""
    return decimal_type(WIDE, kind.scale, wide=kind.precision > PLAIN)


def mean_type(kind: Any) -> pa.DataType:
    """The type of means, medians and quantiles of exact decimals."""
    wide = kind.precision > PLAIN
    room = (WIDE if wide else PLAIN) - kind.precision
    more = max(min(MORE_DIGITS, room), 0)
    return decimal_type(kind.precision + more, kind.scale + more, wide=wide)


def difference_type(kind: Any) -> pa.DataType:
    """The type of what is between two exact decimals."""
    return decimal_type(kind.precision + 1, kind.scale, wide=kind.precision > PLAIN)


def decimal_type(precision: int, scale: int, *, wide: bool = False) -> pa.DataType:
    """Exact decimals of at most so many digits, `scale` of them behind the point."""
    import pyarrow as pa

    if wide or scale > PLAIN:
        return pa.decimal256(min(precision, WIDE), scale)
    return pa.decimal128(min(precision, PLAIN), scale)


def units(column: pd.Series, scale: int, *, room: int = 1) -> np.ndarray:
    """(rows) the values times 10**scale, 0 where one is missing: int64 where `room` times them are so too, else Python's.

    Args:
        column: exact decimals with at most `scale` digits behind the point, or whole numbers.
        scale: how many digits behind the point are told.
        room: how many times as large as the values what is made of them may be.
    """

    if is_exact(column.dtype):
        held, own = _words(column), column.dtype.pyarrow_dtype.scale  # type: ignore[union-attr]
    else:
        held, own = column.fillna(0).to_numpy(dtype=object if column.dtype.kind == "u" else "int64"), 0
    factor = 10 ** (scale - own)
    largest = max((abs(int(held.min())), abs(int(held.max())))) if len(held) else 0
    if largest * factor * room >= 2**62:
        held = held.astype(object)
    elif held.dtype == object:
        held = held.astype("int64")
    # NumPy would refuse a factor beyond 64 bits, also of nothing but zeros.
    made: np.ndarray = held * factor if factor < 2**62 else held.astype(object) * factor
    return made


def _words(column: pd.Series) -> np.ndarray:
    """(rows) the whole numbers below exact decimals, int64 where all are so small."""
    import numpy as np
    import pyarrow as pa

    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    found: Any = pa.array(column)
    array = found.combine_chunks() if isinstance(found, pa.ChunkedArray) else found
    if kind.bit_width < 128:
        array = array.cast(pa.decimal128(PLAIN, kind.scale))
    if not len(array):
        return np.empty(0, dtype="int64")
    width = array.type.bit_width // 64
    words = np.frombuffer(array.buffers()[1], "<i8", len(array) * width, array.offset * width * 8)
    words = words.reshape(-1, width)
    if array.null_count:
        words = np.where(array.is_valid().to_numpy(zero_copy_only=False)[:, None], words, 0)
    low = words[:, 0]
    if (words[:, 1:] == (low >> 63)[:, None]).all():
        return low
    made: np.ndarray = words[:, -1].astype(object)
    for place in range(width - 2, -1, -1):
        made = made * 2**64 + np.ascontiguousarray(words[:, place]).view("<u8").astype(object)
    return made


def decimals(values: np.ndarray, gaps: Any, kind: pa.DataType, method: str, *columns: object) -> Any:
    """Whole numbers of the last digit as an array of exact decimals, missing where `gaps` are true.

    Raises DataError where one has too many digits; `method` and `columns` say what of which columns they are.
    """
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    values = np.where(gaps, 0, values)
    if len(values) and max(abs(int(values.min())), abs(int(values.max()))) >= 10**kind.precision:
        raise DataError(
            f"the {method} of {', '.join(quoted(name) for name in columns[:3])} has too many digits, more than the "
            f"{kind.precision} of an exact decimal: convert the column to numbers with decimals before, such as with "
            "Cast Columns",
            port="table",
            column=str(columns[0]),
        )
    held = kind if kind.bit_width >= 128 else pa.decimal128(kind.precision, kind.scale)
    width = held.bit_width // 64
    words = np.empty((len(values), width), dtype="<i8")
    for place in range(width - 1):
        words[:, place] = values if values.dtype != object else (values & (2**64 - 1)).astype("u8").view("i8")
        values = values >> (64 if values.dtype == object else 63)
    words[:, -1] = values.astype("i8")
    known = pa.py_buffer(np.packbits(~np.asarray(gaps, dtype=bool), bitorder="little"))
    made = pa.Array.from_buffers(held, len(words), [known, pa.py_buffer(words)])
    return pd.arrays.ArrowExtensionArray(made if held is kind else made.cast(kind))


def divided(values: np.ndarray, by: Any) -> np.ndarray:
    """(rows) whole numbers divided by ones above 0, rounded half away from zero."""
    import numpy as np

    size = (2 * np.abs(values) + by) // (2 * by)
    made: np.ndarray = np.where(values < 0, -size, size)
    return made


def between(low: np.ndarray, high: np.ndarray, share: Fraction | np.ndarray, factor: int) -> np.ndarray:
    """(rows) `factor` times the number that lies a share of the way from one whole number to another, rounded."""
    import numpy as np

    numerators, denominators = _parts(share)
    low, high = low.astype(object), high.astype(object)
    made: np.ndarray = divided((low * denominators + (high - low) * numerators) * factor, denominators)
    return np.asarray(made, dtype=object)


def _parts(share: Fraction | np.ndarray) -> tuple[Any, Any]:
    import numpy as np

    if isinstance(share, Fraction):
        return share.numerator, share.denominator
    numerators, denominators = ([getattr(one, name) for one in share] for name in ("numerator", "denominator"))
    return np.array(numerators, dtype=object), np.array(denominators, dtype=object)
