"""Columns of Python objects: one kind of value, perhaps with gaps, stored so that every cell comes back as it was.

A column's form is JSON data `[kind, missing, inner]`: the kind of its values; how missing ones look (None when there
are none, or `None`, `nan`, `NA`, `NaT`, `mixed`); and for sequences the form of what they hold, for NumPy's the dtype.
"""

from __future__ import annotations

import datetime
import decimal
import functools
import itertools
import math
from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

Form = list[Any]
DEEPEST = 16
"""How many levels of lists in lists are followed; a list that holds itself has no end."""
INT64, UINT64 = 2**63, 2**64
LONGEST_DAYS = 106_751_990
"""64 bits of microseconds hold no longer duration."""
KINDS: dict[type, str] = {
    bool: "bool",
    int: "int",
    float: "float",
    str: "str",
    bytes: "bytes",
    datetime.date: "date",
    datetime.time: "time",
    datetime.datetime: "datetime",
    datetime.timedelta: "timedelta",
    decimal.Decimal: "decimal",
    list: "list",
    tuple: "tuple",
}
TO_TEXTS = '{it}.map(str, na_action="ignore")'
REMEDIES = {
    "dict": '{it}.map(json.dumps, na_action="ignore")',
    "set": '{it}.map(sorted, na_action="ignore")',
    "frozenset": '{it}.map(sorted, na_action="ignore")',
    "Timestamp": "pd.to_datetime({it}, utc=True)",
    "Timedelta": "pd.to_timedelta({it})",
}
"""What makes columns of Python objects plain, by the name of their type."""
WORDS = {"bool": "true/false values", "int": "whole numbers", "float": "numbers", "str": "texts"}
IMMUTABLE = frozenset(KINDS.values()) - {"list", "tuple"} | {"none", "numpy"}


class Unstorable(Exception):
    """These values would not come back as they are: the plain reason, and the position of the first bad one.

    `remedy` is Python that makes something else of the column, which is called {it} there.
    """

    def __init__(self, reason: str, row: int | None = None, *, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.row = row
        self.remedy = remedy


# ---- looking


def form_of(values: Sequence[Any], depth: int = 0) -> Form:
    """The form of a column of objects. Raises Unstorable."""
    if depth > DEEPEST:
        raise Unstorable(f"holds lists in lists more than {DEEPEST} levels deep", 0)
    types = set(map(type, values))
    gaps = {kind for kind in missing_types() if kind in types}
    if float in gaps and not _nan_is_missing(values, types - gaps):
        gaps.remove(float)
    rest = types - gaps
    missing = None if not gaps else missing_types()[next(iter(gaps))] if len(gaps) == 1 else "mixed"
    if not rest:
        return ["none", missing]
    if len(rest) > 1:
        raise _mixed(values, rest)
    present = [value for value in values if type(value) not in gaps] if gaps else values
    try:
        kind, *inner = _kind_of(rest.pop(), present, depth)
    except Unstorable as error:
        raise Unstorable(error.reason, _row_among_all(values, gaps, error.row), remedy=error.remedy) from None
    return [kind, missing, *inner]


@functools.cache
def missing_types() -> dict[type, str]:
    """The types that may stand for a missing value, and their names in a form."""
    import pandas as pd

    return {type(None): "None", float: "nan", type(pd.NA): "NA", type(pd.NaT): "NaT"}


def _nan_is_missing(values: Sequence[Any], others: Collection[type]) -> bool:
    """NaN beside texts stands for a missing one; in a column of numbers it is a number like any other."""
    return bool(others) and all(math.isnan(value) for value in values if type(value) is float)


def _mixed(values: Sequence[Any], types: set[type]) -> Unstorable:
    first = next(type(value) for value in values if type(value) in types)
    row, other = next((row, type(value)) for row, value in enumerate(values) if type(value) in types - {first})
    return Unstorable(f"mixes {_words(first)} and {_words(other)}; make them one type", row, remedy=TO_TEXTS)


def _words(kind: type) -> str:
    return WORDS.get(kind.__name__, f"{kind.__name__} objects")


def _row_among_all(values: Sequence[Any], gaps: Collection[type], row: int | None) -> int | None:
    if row is None:
        return None
    return next(itertools.islice((i for i, value in enumerate(values) if type(value) not in gaps), row, None), row)


def _kind_of(kind: type, present: Sequence[Any], depth: int) -> Form:
    import numpy as np

    name = KINDS.get(kind)
    if name is None and issubclass(kind, np.generic):
        return _numpy_kind(present)
    if kind is np.ndarray:
        return _array_kind(present)
    if name is None:
        remedy = REMEDIES.get(kind.__name__, TO_TEXTS)
        raise Unstorable(
            f"holds {_words(kind)}, which a table cannot keep; turn them into texts or numbers", 0, remedy=remedy
        )
    if name in ("list", "tuple"):
        return [name, _inner_form(present, depth)]
    check = CHECKS.get(name)
    if check is not None:
        check(present)
    return [name]


def _inner_form(present: Sequence[Any], depth: int) -> Form:
    try:
        return form_of(list(itertools.chain.from_iterable(present)), depth + 1)
    except Unstorable as error:
        ends = itertools.accumulate(map(len, present))
        row = next((row for row, end in enumerate(ends) if error.row is not None and error.row < end), 0)
        reason = error.reason if depth else f"holds sequences, of which one {error.reason}"
        raise Unstorable(reason, row) from None


def _numpy_kind(present: Sequence[Any]) -> Form:
    dtype = present[0].dtype
    if dtype.kind not in "biuf" or dtype.itemsize > 8:
        raise Unstorable(f"holds NumPy {dtype} objects, which a table cannot keep; turn them into plain values", 0)
    return ["numpy", dtype.str]


def _array_kind(present: Sequence[Any]) -> Form:
    dtype = present[0].dtype
    for row, array in enumerate(present):
        if array.ndim != 1 or array.dtype.kind not in "biuf" or array.dtype.itemsize > 8 or array.dtype != dtype:
            raise Unstorable("holds NumPy arrays that are not all one-dimensional and of one type of number", row)
    return ["array", dtype.str]


def _check_ints(values: Sequence[int]) -> None:
    low, high = min(values), max(values)
    if low < -INT64 or high >= UINT64 or (low < 0 and high >= INT64):
        row = next(row for row, value in enumerate(values) if not -INT64 <= value < INT64)
        raise Unstorable(
            "holds whole numbers that do not fit in 64 bits; turn them into texts or floats", row, remedy=TO_TEXTS
        )


def _check_texts(values: Sequence[str]) -> None:
    try:
        "".join(values).encode()
    except UnicodeEncodeError:
        row = next(row for row, value in enumerate(values) if not is_unicode(value))
        raise Unstorable("holds a text with half a surrogate pair, which is no Unicode", row) from None


def is_unicode(text: str) -> bool:
    """Whether a text can be written as UTF-8."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _check_no_zone(values: Sequence[Any]) -> None:
    row = next((row for row, value in enumerate(values) if value.tzinfo is not None or value.fold), None)
    if row is not None:
        raise Unstorable("holds times with a time zone (or a fold) as objects; turn them into a datetime column", row)


def _check_durations(values: Sequence[datetime.timedelta]) -> None:
    row = next((row for row, value in enumerate(values) if abs(value.days) > LONGEST_DAYS), None)
    if row is not None:
        raise Unstorable("holds a duration of more than 292,000 years", row)


CHECKS: dict[str, Callable[[Sequence[Any]], None]] = {
    "int": _check_ints,
    "str": _check_texts,
    "time": _check_no_zone,
    "datetime": _check_no_zone,
    "timedelta": _check_durations,
}


# ---- writing


def to_arrow(values: Sequence[Any], form: Form) -> pa.Array:
    """A column of objects as Arrow data, given its form."""
    import numpy as np
    import pyarrow as pa

    missing = form[1]
    if missing is None:
        return _leaf_to_arrow(values, form, None)
    types = missing_types()
    gaps = set(types) - ({float} if form[0] == "float" else set())
    absent = np.fromiter((type(value) in gaps for value in values), dtype=bool, count=len(values))
    array = _leaf_to_arrow(values, form, absent)
    if missing != "mixed":
        return array
    codes = {kind: code for code, kind in enumerate(types)}
    marks = (codes[type(value)] if gap else -1 for value, gap in zip(values, absent, strict=True))
    which = pa.array(np.fromiter(marks, dtype="int8", count=len(values)))
    return pa.StructArray.from_arrays([array, which], names=["value", "missing"])


def _leaf_to_arrow(values: Sequence[Any], form: Form, absent: Any) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    kind = form[0]
    if kind == "none":
        return pa.nulls(len(values))
    if kind in ("list", "tuple", "array"):
        return _sequences_to_arrow(values, form, absent)
    if kind == "numpy":
        filled = values if absent is None else [0 if gap else v for v, gap in zip(values, absent, strict=True)]
        return pa.array(np.array(filled, dtype=form[2]).astype(native(form[2])), mask=absent)
    wanted = values if absent is None else [None if gap else v for v, gap in zip(values, absent, strict=True)]
    if kind == "decimal":
        # As text: Arrow's decimals have one scale for the whole column, and no NaN.
        wanted = [None if value is None else str(value) for value in wanted]
    return pa.array(wanted, type=_arrow_type(kind, wanted))


def _arrow_type(kind: str, values: Sequence[Any]) -> Any:
    import pyarrow as pa

    if kind == "int":
        return pa.uint64() if max((v for v in values if v is not None), default=0) >= INT64 else pa.int64()
    return {
        "bool": pa.bool_(),
        "float": pa.float64(),
        "str": pa.large_string(),
        "bytes": pa.large_binary(),
        "date": pa.date32(),
        "time": pa.time64("us"),
        "datetime": pa.timestamp("us"),
        "timedelta": pa.duration("us"),
        "decimal": pa.large_string(),
    }[kind]


def _sequences_to_arrow(values: Sequence[Any], form: Form, absent: Any) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    present = values if absent is None else [value for value, gap in zip(values, absent, strict=True) if not gap]
    lengths = np.zeros(len(values), dtype="int64")
    lengths[slice(None) if absent is None else ~absent] = [len(value) for value in present]
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    if form[0] == "array":
        inner = pa.array(np.concatenate(present).astype(native(form[2])))
    else:
        inner = to_arrow(list(itertools.chain.from_iterable(present)), form[2])
    mask = None if absent is None else pa.array(absent)
    return pa.LargeListArray.from_arrays(pa.array(offsets), inner, mask=mask)


def native(dtype: str) -> Any:
    """The dtype in this machine's byte order, and with bytes for booleans, which Arrow would pack."""
    import numpy as np

    made = np.dtype(dtype)
    return np.dtype("u1") if made.kind == "b" else made.newbyteorder("=")


# ---- reading


def from_arrow(array: pa.Array, form: Form) -> list[Any]:
    """The objects that `to_arrow` wrote."""
    missing = form[1]
    if missing is None:
        return _leaf_from_arrow(array, form)
    if missing != "mixed":
        gap = _missing_values()[missing]
        present = array.is_valid().to_pylist() if form[0] != "none" else [False] * len(array)
        return [value if there else gap for value, there in zip(_leaf_from_arrow(array, form), present, strict=True)]
    gaps = list(_missing_values().values())
    values = _leaf_from_arrow(array.field("value"), form)
    codes = array.field("missing").to_pylist()
    return [value if code < 0 else gaps[code] for value, code in zip(values, codes, strict=True)]


@functools.cache
def _missing_values() -> dict[str, Any]:
    import pandas as pd

    return {"None": None, "nan": math.nan, "NA": pd.NA, "NaT": pd.NaT}


def _leaf_from_arrow(array: pa.Array, form: Form) -> list[Any]:
    import numpy as np

    kind = form[0]
    if kind in ("list", "tuple", "array"):
        return _sequences_from_arrow(array, form)
    if kind == "numpy":
        return list(array.fill_null(0).to_numpy(zero_copy_only=False).astype(np.dtype(form[2])))
    values: list[Any] = array.to_pylist()
    if kind == "decimal":
        return [None if value is None else decimal.Decimal(value) for value in values]
    return values


def _sequences_from_arrow(array: pa.Array, form: Form) -> list[Any]:
    import numpy as np

    ends = array.offsets.to_pylist()
    spans = itertools.pairwise(ends)
    if form[0] == "array":
        # Copied, so that the cells can be written to as they could before.
        flat = array.values.to_numpy(zero_copy_only=False).astype(np.dtype(form[2]))
        return [flat[start:end].copy() for start, end in spans]
    inner = from_arrow(array.values, form[2])
    if form[0] == "tuple":
        return [tuple(inner[start:end]) for start, end in spans]
    return [inner[start:end] for start, end in spans]
