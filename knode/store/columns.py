"""Columns as stored: what pandas keeps in memory, piece by piece, as Arrow data and back with no copy.

A column's form is JSON data `[kind, …]`. What is stored is pandas' own representation (codes of a category, nanoseconds
of a period), not its meaning, so that every bit comes back and nothing is converted on the way in or out.
"""

from __future__ import annotations

import datetime
import functools
import zoneinfo
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.store.arrow import canonical, check_arrow_type, fixed_width, numbers_of, with_gaps
from knode.store.cells import IMMUTABLE, TO_TEXTS, Form, Unstorable, form_of, from_arrow, to_arrow

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Column:
    """One column to be stored: what of its form is known at once, and how to get the rest.

    `memory` tells where its values lie; columns of the same memory are the same while both are held. None: unknown.
    """

    form: Form
    memory: Hashable | None
    encode: Callable[[], tuple[pa.Array, Form]]
    categories: pd.Index[Any] | None = None


def column_of(array: Any) -> Column:
    """An array of pandas or NumPy as a column. Raises Unstorable for a type that cannot be stored."""
    dtype = array.dtype
    name = type(array).__name__
    if name in READERS:
        return READERS[name](array, dtype)
    if hasattr(array, "_mask") and hasattr(array, "_data"):
        return _masked(array, dtype)
    raise _refusal(dtype)


def check_type(array: Any) -> Form | None:
    """Raise Unstorable when the type of an array cannot be stored. Objects are looked at one by one."""
    name = type(array).__name__
    if name == "ndarray":
        if array.dtype.kind == "O":
            return form_of(list(array))
        _numpy_form(array.dtype)
    elif name == "Categorical":
        _check_categories(array.categories)
        check_index_type(array.categories)
    elif name in DTYPE_FORMS:
        DTYPE_FORMS[name](array.dtype)
    elif not (hasattr(array, "_mask") and hasattr(array, "_data")):
        raise _refusal(array.dtype)
    return None


def check_index_type(index: Any) -> None:
    """As `check_type`, for the values of an index that is no MultiIndex."""
    check_type(values_of(index))


def values_of(index: Any) -> Any:
    """The array below an index."""
    array = index.array
    return array.to_numpy() if type(array).__name__ == "NumpyExtensionArray" else array


def _refusal(dtype: Any) -> Unstorable:
    name = str(dtype)
    if name.startswith("interval"):
        return Unstorable(
            "holds ranges (intervals), which a table cannot keep; make columns of their two ends by .array.left and "
            ".array.right, or texts of them",
            remedy='{it}.astype("str")',
        )
    if name.startswith("Sparse"):
        return Unstorable("is sparse, which a table cannot keep; make it dense", remedy="{it}.sparse.to_dense()")
    if name.startswith("complex"):
        return Unstorable(
            "holds complex numbers, which a table cannot keep; make a column of each of their two parts, by .to_numpy().real "
            "and .to_numpy().imag"
        )
    if name.startswith("float"):
        reason = f"holds numbers of {name.removeprefix('float')} bits, which a table cannot keep; round them to 64"
        return Unstorable(reason, remedy='{it}.astype("float64")')
    reason = f"has a type that a table cannot keep ({name[:60]}); turn it into texts or numbers"
    return Unstorable(reason, remedy=TO_TEXTS)


def _check_categories(categories: Any) -> None:
    """Raise Unstorable for categories that are ranges, as those of `pandas.cut`."""
    if str(categories.dtype).startswith("interval"):
        raise Unstorable(
            "has ranges (intervals) as categories, which a table cannot keep; name them by texts",
            remedy="{it}.cat.rename_categories(str)",
        )


# ---- forms of types


@functools.lru_cache(maxsize=256)
def _numpy_form(dtype: Any) -> Form:
    if dtype.kind not in "biufmM" or dtype.itemsize > 8:
        raise _refusal(dtype)
    return ["numpy", dtype.str]


def _datetime_form(dtype: Any) -> Form:
    # Not cached by dtype: pandas calls all kinds of UTC equal.
    return ["numpy", dtype.str] if dtype.kind == "M" and not hasattr(dtype, "tz") else _zoned_form(dtype.unit, dtype.tz)


@functools.lru_cache(maxsize=256)
def _zoned_form(unit: str, zone: datetime.tzinfo) -> Form:
    return ["zoned", unit, _zone_name(zone)]


def _zone_name(zone: datetime.tzinfo) -> str | float:
    if isinstance(zone, zoneinfo.ZoneInfo) and zone.key is not None:
        return zone.key
    if type(zone) is datetime.timezone:
        return zone.utcoffset(None).total_seconds()
    raise Unstorable(f"has the time zone {zone}, which cannot be kept; convert it to a named one or to UTC")


def _zoned_dtype(form: Form) -> Any:
    import pandas as pd

    zone = form[2]
    named = isinstance(zone, str)
    made = zoneinfo.ZoneInfo(zone) if named else datetime.timezone(datetime.timedelta(seconds=zone))
    return pd.DatetimeTZDtype(form[1], made)


@functools.lru_cache(maxsize=256)
def _period_form(dtype: Any) -> Form:
    form = ["period", dtype.name]
    if _period_dtype(form) != dtype:
        raise Unstorable(f"has periods of {dtype.freq}, which cannot be kept; turn them into datetimes")
    return form


def _period_dtype(form: Form) -> Any:
    import pandas as pd

    return pd.PeriodDtype(form[1].removeprefix("period[").removesuffix("]"))


@functools.lru_cache(maxsize=256)
def _string_form(dtype: Any) -> Form:
    import pandas as pd

    return ["string", dtype.storage, "NA" if dtype.na_value is pd.NA else "nan"]


@functools.lru_cache(maxsize=256)
def _arrow_form(dtype: Any) -> Form:
    check_arrow_type(dtype.pyarrow_dtype)
    return ["arrow"]


def _arrow_text_form(dtype: Any) -> Form:
    return _string_form(dtype) if hasattr(dtype, "storage") else _arrow_form(dtype)


DTYPE_FORMS: dict[str, Callable[[Any], Form]] = {
    "DatetimeArray": _datetime_form,
    "TimedeltaArray": _numpy_form,
    "PeriodArray": _period_form,
    "StringArray": _string_form,
    "ArrowStringArray": _string_form,
    "ArrowExtensionArray": _arrow_form,
}


# ---- writing


def _address(array: Any) -> Hashable | None:
    # Nothing lies at the address of an empty array.
    if not array.size:
        return None
    return (array.__array_interface__["data"][0], array.shape, array.strides, array.dtype.str)


def _numpy(array: Any, dtype: Any) -> Column:
    if dtype.kind == "O":
        return _objects(array)
    form = _numpy_form(dtype)
    return Column(form, _address(array), lambda: (fixed_width(array), []))


def _objects(array: Any) -> Column:
    def encode() -> tuple[pa.Array, Form]:
        values = list(array)
        form = form_of(values)
        return to_arrow(values, form), [form]

    return Column(["object"], _address(array), encode)


def _stamps(array: Any, dtype: Any) -> Column:
    stamps = array._ndarray
    return Column(DTYPE_FORMS[type(array).__name__](dtype), _address(stamps), lambda: (fixed_width(stamps), []))


def _masked(array: Any, dtype: Any) -> Column:
    data, mask = array._data, array._mask
    memory = (_address(data), _address(mask)) if data.size else None
    return Column(["masked", dtype.name], memory, lambda: (with_gaps(data, mask), []))


def _category(array: Any, dtype: Any) -> Column:
    codes = array.codes
    _check_categories(dtype.categories)
    return Column(
        ["category", bool(dtype.ordered)], _address(codes), lambda: (fixed_width(codes), []), dtype.categories
    )


def _arrow(array: Any, dtype: Any) -> Column:
    chunks = array._pa_array
    form = DTYPE_FORMS[type(array).__name__](dtype)
    return Column(form, _arrow_address(chunks), lambda: (canonical(chunks), []))


def _arrow_address(chunked: Any) -> Hashable | None:
    chunks = chunked.chunks
    if not len(chunked):
        return None
    buffers = [None if each is None else (each.address, each.size) for chunk in chunks for each in chunk.buffers()]
    return (str(chunked.type), tuple(buffers), tuple((chunk.offset, len(chunk)) for chunk in chunks))


def _text_objects(array: Any, dtype: Any) -> Column:
    import pyarrow as pa

    def encode() -> tuple[pa.Array, Form]:
        return pa.array(array.to_numpy(dtype=object, na_value=None), type=pa.large_string()), []

    return Column(_string_form(dtype), None, encode)


READERS: dict[str, Callable[[Any, Any], Column]] = {
    "ndarray": _numpy,
    "DatetimeArray": _stamps,
    "TimedeltaArray": _stamps,
    "PeriodArray": _stamps,
    "Categorical": _category,
    "ArrowStringArray": _arrow,
    "ArrowExtensionArray": _arrow,
    "StringArray": _text_objects,
}


def may_share(form: Form) -> bool:
    """Whether the same memory means the same content: not so for cells that can be edited in place."""
    return bool(form[0] != "object" or form[1][0] in IMMUTABLE)


# ---- reading


def array_from(field: pa.Array, form: Form) -> Any:
    """The array of pandas or NumPy that was stored; a category comes back as its codes."""
    return LOADERS[form[0]](field, form)


def _load_numpy(field: pa.Array, form: Form) -> Any:
    return numbers_of(field, form[1])


def _load_objects(field: pa.Array, form: Form) -> Any:
    import numpy as np

    values = from_arrow(field, form[1])
    return np.fromiter(values, dtype=object, count=len(values))


def _load_zoned(field: pa.Array, form: Form) -> Any:
    import pandas as pd

    stamps = numbers_of(field, f"<M8[{form[1]}]")
    # No public constructor takes UTC stamps and a zone without a pass over the data.
    return pd.arrays.DatetimeArray._simple_new(stamps, dtype=_zoned_dtype(form))  # type: ignore[attr-defined]


def _load_period(field: pa.Array, form: Form) -> Any:
    import pandas as pd

    return pd.arrays.PeriodArray(numbers_of(field, "<i8"), dtype=_period_dtype(form))


def _load_masked(field: pa.Array, form: Form) -> Any:
    import numpy as np
    import pandas as pd

    dtype: Any = pd.api.types.pandas_dtype(form[1])
    data = numbers_of(field, dtype.numpy_dtype.str)
    mask = field.is_null().to_numpy(zero_copy_only=False) if field.null_count else np.zeros(len(field), dtype=bool)
    return dtype.construct_array_type()(data, mask)


def _load_string(field: pa.Array, form: Form) -> Any:
    import numpy as np
    import pandas as pd

    dtype: Any = pd.StringDtype(storage=form[1], na_value=np.nan if form[2] == "nan" else pd.NA)
    return dtype.__from_arrow__(field)


def _load_arrow(field: pa.Array, form: Form) -> Any:
    import pandas as pd
    import pyarrow as pa

    return pd.arrays.ArrowExtensionArray(pa.chunked_array([field]))


def _load_codes(field: pa.Array, form: Form) -> Any:
    return numbers_of(field, f"<i{field.type.bit_width // 8}")


LOADERS: dict[str, Callable[[Any, Form], Any]] = {
    "numpy": _load_numpy,
    "object": _load_objects,
    "zoned": _load_zoned,
    "period": _load_period,
    "masked": _load_masked,
    "string": _load_string,
    "arrow": _load_arrow,
    "category": _load_codes,
}
