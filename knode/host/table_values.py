"""What columns mean, as Arrow data and as plain text: sorting, filtering, searching and statistics start from here."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

NUMBER_LETTERS = frozenset(string.digits + "+-.,einfa")
TIME_LETTERS = frozenset(string.digits + "+-.: tz")
DURATION_LETTERS = frozenset(string.digits + "-.: days")


def arrow_of(series: Any) -> pa.Array:
    """A column of pandas by its meaning: a missing value is null, a category a dictionary, a period its text."""
    import pyarrow as pa

    dtype = str(series.dtype)
    if dtype == "category" and str(series.cat.categories.dtype).startswith("period"):
        series = series.cat.rename_categories(series.cat.categories.astype("str"))
    if dtype.startswith("period"):
        made = pa.array(series.astype("str"), type=pa.large_string(), from_pandas=True)
    else:
        try:
            made = pa.Array.from_pandas(series)
        except pa.ArrowException:
            # Decimals of more digits than Arrow has, and whole numbers of more than 64 bits.
            made = pa.array([None if gap else str(v) for v, gap in zip(series, series.isna(), strict=True)])
    return made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made


def is_nested(kind: Any) -> bool:
    """Whether values of an Arrow type are sequences or records."""
    import pyarrow as pa

    return bool(pa.types.is_nested(kind))


def is_measure(kind: Any) -> bool:
    """Whether values of an Arrow type lie on a line: numbers, dates, times, durations."""
    import pyarrow as pa

    types = pa.types
    numeric = types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind)
    return bool(numeric or types.is_temporal(kind))


def texts(array: pa.Array) -> pa.Array:
    """The values as plain texts, null where there is none: no separators of thousands, all digits, dates as ISO."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind, types = array.type, pa.types
    if types.is_dictionary(kind):
        return pc.take(texts(array.dictionary), array.indices)
    if types.is_large_string(kind):
        return array
    if types.is_duration(kind):
        return _from_objects(array, _duration_text)
    if is_nested(kind) or types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind):
        return _from_objects(array, str)
    return pc.cast(array, pa.large_string())


def _from_objects(array: pa.Array, text: Any) -> pa.Array:
    import pyarrow as pa

    values = (None if value is None else text(value) for value in array.to_pylist())
    return pa.array(list(values), type=pa.large_string())


def _duration_text(value: Any) -> str:
    import pandas as pd

    return str(pd.Timedelta(value))


def may_hold(kind: Any, text: str) -> bool:
    """Whether a value of an Arrow type can have this in its text; spares turning numbers into texts in vain."""
    import pyarrow as pa

    types = pa.types
    letters = set(text.lower())
    if types.is_integer(kind) or types.is_floating(kind) or types.is_decimal(kind):
        return letters <= NUMBER_LETTERS
    if types.is_duration(kind):
        return letters <= DURATION_LETTERS
    if types.is_temporal(kind):
        return letters <= TIME_LETTERS
    return True


def holding(array: pa.Array, text: str) -> pa.Array:
    """Which values hold a text, in capitals or not; never null."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not may_hold(array.type, text):
        return pa.repeat(False, len(array))
    if pa.types.is_dictionary(array.type):
        found = pc.take(holding(array.dictionary, text), array.indices)
        return pc.fill_null(found, False)
    wanted = _ungrouped(text) if is_measure(array.type) else text
    found = pc.match_substring(texts(array), wanted, ignore_case=True)
    return pc.fill_null(found, False)


def _ungrouped(text: str) -> str:
    """A number as it was typed with the separators of thousands that the screen shows, without them."""
    return text.replace(",", "")
