"""Columns on their way to DuckDB and back: Arrow arrays in, pandas columns of the expected dtype out."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, type_words

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    import pyarrow as pa

UNITS = {"TIMESTAMP_S": "s", "TIMESTAMP_MS": "ms", "TIMESTAMP": "us", "TIMESTAMP_NS": "ns"}
AS_BIGINT = frozenset(
    {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER", "HUGEINT", "UHUGEINT"}
)
AS_TEXT = frozenset({"VARCHAR", '"NULL"', "NULL", "UUID", "BIT", "JSON", "ENUM"})
MOST_DIGITS = 38
"""Digits of an exact decimal in DuckDB."""
AS_DOUBLE = frozenset({"DOUBLE", "BIGNUM", "VARINT"})


@dataclass(frozen=True)
class Shape:
    """How a value of one of DuckDB's types comes back: the SQL that makes it plain, and the dtype of the column."""

    sql: str
    dtype: str


def shape_of(kind: str, *, missing: bool, decimals: bool, zone: str) -> Shape | None:
    """How a column of DuckDB's type `kind` comes back; None when it has no place in a table.

    Args:
        kind: DuckDB's name of the type.
        missing: whether a value may be missing; only then a whole number is Int64 and not int64.
        decimals: exact decimals stay so; otherwise they become floats, as pandas' numbers are.
        zone: of times with a time zone.
    """
    if kind in UNITS:
        return Shape("{}", f"datetime64[{UNITS[kind]}]")
    if kind.startswith("DECIMAL"):
        size = re.findall(r"\d+", kind)
        return (
            Shape("{}", f"decimal128({size[0]}, {size[1]})[pyarrow]")
            if decimals
            else Shape("CAST({} AS DOUBLE)", "float64")
        )
    if kind in AS_BIGINT:
        return Shape("{}" if kind == "BIGINT" else "CAST({} AS BIGINT)", "Int64" if missing else "int64")
    if kind in AS_DOUBLE:
        return Shape("{}" if kind == "DOUBLE" else "CAST({} AS DOUBLE)", "float64")
    if kind in AS_TEXT or kind.startswith("ENUM"):
        return Shape("{}" if kind == "VARCHAR" else "CAST({} AS VARCHAR)", "str")
    if kind.endswith("]") and not re.search(r"STRUCT|MAP|UNION|VARIANT|INTERVAL", kind):
        # Times in lists have no zone: they are those of the clock there.
        clock = kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMP")
        return Shape("{}" if clock == kind else f"CAST({{}} AS {clock})", "object")
    rest = {
        "UBIGINT": Shape("{}", "UInt64" if missing else "uint64"),
        "BOOLEAN": Shape("{}", "boolean" if missing else "bool"),
        "FLOAT": Shape("{}", "float32"),
        "DATE": Shape("CAST({} AS TIMESTAMP)", "datetime64[us]"),
        "TIMESTAMP WITH TIME ZONE": Shape("{}", f"datetime64[us, {zone}]"),
        "TIMESTAMPTZ_NS": Shape("{}", f"datetime64[ns, {zone}]"),
        "INTERVAL": Shape("epoch_us({})", "timedelta64[us]"),
        "TIME": Shape("{}", "object"),
        "BLOB": Shape("{}", "object"),
    }  # fmt: skip
    return rest.get(kind)


def to_arrow(column: pd.Series, port: str) -> pa.Array | pa.ChunkedArray:
    """A column as DuckDB takes it. Raises DataError for one that has no place there."""
    import numpy as np
    import pyarrow as pa

    dtype = column.dtype
    if isinstance(dtype, np.dtype) and dtype.kind in "iuf":
        # Results of small whole numbers would not fit into small ones.
        return pa.array(column.to_numpy().astype(_wide(dtype), copy=False), from_pandas=True)
    try:
        return _widened(pa.array(_plain(column), from_pandas=True))
    except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
        raise DataError(
            f"the values of {quoted(column.name)} ({type_words(dtype)}) cannot be calculated with: {quoted(str(error))}; "
            "make the column one type before",
            port=port,
            column=str(column.name),
        ) from None


def type_of(column: pd.Series) -> pa.DataType | None:
    """The type of what `to_arrow` makes of a column, for dtypes that tell it; None for all others."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa

    dtype = column.dtype
    if (isinstance(dtype, np.dtype) and dtype.kind in "iufbMm") or isinstance(dtype, pd.StringDtype):
        return _type_of(dtype)
    if isinstance(dtype, pd.CategoricalDtype) and len(dtype.categories) and dtype.categories.dtype == "str":
        codes = column.array.codes.dtype
        return pa.dictionary(pa.from_numpy_dtype(codes), pa.large_string(), bool(dtype.ordered))
    return None


@functools.cache
def _type_of(dtype: Any) -> pa.DataType:
    import pandas as pd

    return to_arrow(pd.Series([], dtype=dtype), "").type


def _wide(dtype: np.dtype) -> str:
    if dtype.kind == "f":
        return "float32" if dtype.itemsize < 8 else "float64"
    return "uint64" if dtype == "uint64" else "int64"


def _plain(column: pd.Series) -> Any:
    """The column, with the few dtypes that Arrow would hand on as something special made plain."""
    name = str(column.dtype)
    if name.startswith("period"):
        return column.dt.to_timestamp()
    if name.startswith("Sparse"):
        return column.astype(column.dtype.subtype)  # type: ignore[union-attr]
    if column_type(column.dtype) == "category":
        known: Any = column.cat.categories
        if not len(known):
            return column.astype("str")
        if str(known.dtype).startswith("period"):
            return column.cat.rename_categories(known.to_timestamp())
    return column


def _widened(values: pa.Array | pa.ChunkedArray) -> pa.Array | pa.ChunkedArray:
    import pyarrow as pa

    held = values.type.value_type if pa.types.is_dictionary(values.type) else values.type
    wanted = held
    if pa.types.is_null(held):
        wanted = pa.string()
    elif pa.types.is_integer(held) and held != pa.uint64():
        wanted = pa.int64()
    elif pa.types.is_float16(held):
        wanted = pa.float32()
    elif pa.types.is_decimal256(held):
        wanted = pa.decimal128(MOST_DIGITS, min(held.scale, MOST_DIGITS))
    elif pa.types.is_duration(held) and held.unit in ("s", "ms"):
        # Of these DuckDB multiplies what stands for a missing one, too, which is too large then.
        wanted = pa.duration("us")
    if wanted is held and not (pa.types.is_dictionary(values.type) and not pa.types.is_large_string(held)):
        return values
    return values.cast(wanted)


def may_miss(dtype: Any) -> bool:
    """Whether a column of this dtype can hold a missing value; NumPy's whole numbers and booleans cannot."""
    import numpy as np

    return not (isinstance(dtype, np.dtype) and dtype.kind in "iub")


def to_pandas(values: pa.ChunkedArray, dtype: str, index: pd.Index, name: str) -> pd.Series:
    """What came back as a column of `dtype`."""
    import pandas as pd
    import pyarrow as pa

    if dtype.startswith("datetime64"):
        unit = dtype[11:].rstrip("]").split(",")[0]
        # Arrow calls an offset of hours +02:00, pandas UTC+02:00.
        zone = re.sub(r"^UTC(?=[+-])", "", dtype.split(", ")[1].rstrip("]")) if "," in dtype else None
        values = values.cast(pa.timestamp(unit, zone))
    elif dtype.startswith("timedelta64"):
        values = values.cast(pa.duration("us"))
    if dtype in ("Int64", "UInt64", "boolean") or dtype.startswith("decimal128"):
        held: Any = pd.ArrowDtype(values.type) if dtype.startswith("decimal") else pd.api.types.pandas_dtype(dtype)
        return pd.Series(held.__from_arrow__(values), index=index, name=name)
    column = values.to_pandas()
    column.index, column.name = index, name
    return column if str(column.dtype) == dtype else column.astype(dtype)
