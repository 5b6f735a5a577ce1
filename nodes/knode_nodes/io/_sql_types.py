"""Columns of a database as columns of a table: the same dtypes whichever driver brought them."""

from __future__ import annotations

import datetime
import decimal
import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, quoted
from knode_nodes.io._notes import Notes

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

SqlKind = Literal[
    "integer", "float", "decimal", "boolean", "text", "date", "moment", "zoned", "time", "duration", "binary"
]
DIGITS = 15
"""What a number of 64 bits keeps of a decimal one, whatever its digits are."""
DECLARED: tuple[tuple[str, SqlKind], ...] = (
    ("INTERVAL", "duration"),
    ("INT", "integer"),
    ("CHAR|CLOB|TEXT|ENUM|UUID|JSON", "text"),
    ("BLOB|BINARY|BYTEA", "binary"),
    ("REAL|FLOA|DOUB", "float"),
    ("BOOL", "boolean"),
    ("(TIMESTAMP|DATETIME).*(TZ|WITH TIME ZONE)", "zoned"),
    ("TIMESTAMP|DATETIME", "moment"),
    ("DATE", "date"),
    ("TIME", "time"),
    ("DEC|NUMERIC", "decimal"),
)


def declared_kind(declared: str | None) -> SqlKind | None:
    """The kind of a column by the type that it was declared with, as SQLite reads it; None where that tells nothing."""
    text = (declared or "").upper()
    return next((kind for pattern, kind in DECLARED if re.search(pattern, text)), None)


def frame_of(table: pa.Table, kinds: Sequence[SqlKind | None], notes: Notes) -> pd.DataFrame:
    """The table with the dtypes of knode. `kinds` counts for columns without values and where a driver has no types.

    Raises:
        DataError: two columns have one name.
    """
    import pandas as pd

    names = list(table.column_names)
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise DataError(
            f"the query gives two columns {quoted(twice)}; name one of them otherwise with AS", column=twice
        )
    made = {
        name: _column(name, table.column(place), kind, notes)
        for place, (name, kind) in enumerate(zip(names, kinds, strict=True))
    }
    index = pd.RangeIndex(table.num_rows)
    return pd.DataFrame({name: column.set_axis(index) for name, column in made.items()}, index=index)


def _column(name: str, column: pa.ChunkedArray, kind: SqlKind | None, notes: Notes) -> pd.Series:
    import pyarrow as pa

    if column.null_count == len(column):
        # A driver without types calls a column without values what it likes.
        return _empty(len(column), kind or _kind_when_empty(column.type))
    column = _plain(column)
    kind_now = kind_of(column.type)
    if kind is not None and kind_now in ("text", "integer", "float") and kind != kind_now:
        column = _declared(name, column, kind, notes)
        kind_now = kind_of(column.type)
    if pa.types.is_dictionary(column.type):
        return column.to_pandas()
    if kind_now == "decimal":
        column = _numbers(name, column, notes)
        kind_now = kind_of(column.type)
    return _series(column, kind_now)


def kind_of(arrow: pa.DataType) -> SqlKind | None:
    """The kind of a type of Arrow; None for what is no plain one."""
    import pyarrow.types as types

    checks: tuple[tuple[Any, SqlKind], ...] = (
        (types.is_integer, "integer"), (types.is_floating, "float"), (types.is_boolean, "boolean"),
        (types.is_decimal, "decimal"), (types.is_date, "date"), (types.is_time, "time"), (types.is_duration, "duration"),
        (types.is_string, "text"), (types.is_large_string, "text"), (types.is_binary, "binary"),
        (types.is_large_binary, "binary"),
    )  # fmt: skip
    if types.is_timestamp(arrow):
        return "moment" if arrow.tz is None else "zoned"
    if getattr(arrow, "type_name", "") == "numeric":
        return "decimal"
    return next((kind for fits, kind in checks if fits(arrow)), None)


def _kind_when_empty(arrow: pa.DataType) -> SqlKind:
    import pyarrow as pa

    if pa.types.is_null(arrow):
        return "float"
    return kind_of(arrow) or ("duration" if arrow == pa.month_day_nano_interval() else "text")


def _empty(rows: int, kind: SqlKind) -> pd.Series:
    import pandas as pd

    dtype = {
        "integer": "Int64" if rows else "int64", "float": "float64", "decimal": "float64",
        "boolean": "boolean" if rows else "bool", "text": "str", "date": "datetime64[us]", "moment": "datetime64[us]",
        "zoned": "datetime64[us, UTC]", "time": "object", "duration": "timedelta64[us]", "binary": "object",
    }[kind]  # fmt: skip
    return pd.Series([None] * rows, dtype=dtype)


def _plain(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """What is no plain type of Arrow as one that is: nested values as JSON text, identifiers as text, spans as durations."""
    import pyarrow as pa

    arrow = column.type
    if isinstance(arrow, pa.BaseExtensionType) and getattr(arrow, "type_name", "") != "numeric":
        if arrow.storage_type == pa.binary(16):
            return _texts([None if one is None else str(one) for one in column.to_pylist()])
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], arrow.storage_type)
        arrow = column.type
    if pa.types.is_nested(arrow) and not pa.types.is_dictionary(arrow):
        return _texts(
            [None if one is None else json.dumps(one, default=str, ensure_ascii=False) for one in column.to_pylist()]
        )
    if arrow == pa.month_day_nano_interval():
        return _spans(column.to_pylist())
    return column


def _texts(values: list[str | None]) -> pa.ChunkedArray:
    import pyarrow as pa

    return pa.chunked_array([pa.array(values, pa.large_string())])


def _spans(values: list[Any]) -> pa.ChunkedArray:
    import pyarrow as pa

    if any(one is not None and one.months for one in values):
        # A month has no fixed length.
        return _texts(
            [
                None if one is None else f"{one.months} months {one.days} days {one.nanoseconds / 1e9:g} s"
                for one in values
            ]
        )
    spans = [None if one is None else (one.days * 86_400_000_000 + one.nanoseconds // 1000) for one in values]
    return pa.chunked_array([pa.array(spans, pa.int64()).cast(pa.duration("us"))])


def _declared(name: str, column: pa.ChunkedArray, kind: SqlKind, notes: Notes) -> pa.ChunkedArray:
    """Values of a database that keeps texts and numbers only, as what the column is declared to hold; if all of them are."""
    import pyarrow as pa

    try:
        if kind == "boolean" and set(column.unique().to_pylist()) <= {0, 1, None}:
            return column.cast(pa.bool_())
        if kind in ("float", "decimal") and pa.types.is_integer(column.type):
            return column.cast(pa.float64()) if kind == "float" else column
        if kind in ("date", "moment", "zoned") and kind_of(column.type) == "text":
            import pandas as pd

            parsed = pd.to_datetime(column.to_pandas(), format="ISO8601", utc=kind == "zoned")
            return pa.chunked_array([pa.Array.from_pandas(parsed)])
        if kind == "time" and kind_of(column.type) == "text":
            times = [None if one is None else datetime.time.fromisoformat(one) for one in column.to_pylist()]
            return pa.chunked_array([pa.array(times, pa.time64("us"))])
    except (ValueError, OverflowError, pa.ArrowException):
        pass
    if kind in ("boolean", "date", "moment", "zoned", "time", "integer"):
        notes.warnings.append(
            f"Column {quoted(name)} is declared to hold {_words(kind)} and holds something else: it stays as it is."
        )
    return column


def _words(kind: SqlKind) -> str:
    return {"boolean": "truth values", "date": "dates", "zoned": "moments", "moment": "moments", "time": "times"}.get(
        kind, "whole numbers"
    )


def _numbers(name: str, column: pa.ChunkedArray, notes: Notes) -> pa.ChunkedArray:
    """Decimals as numbers: whole ones where none has places behind the point; as text where a whole one is too large."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if isinstance(column.type, pa.BaseExtensionType):
        column = pa.chunked_array([chunk.storage for chunk in column.chunks], column.type.storage_type)
    elif column.type.scale <= 0:
        column = column.cast(pa.decimal128(38, 0)).cast(pa.string())
    elif column.type.precision <= DIGITS:
        return column.cast(pa.float64())
    else:
        column = column.cast(pa.string())
    if not pc.any(pc.match_substring_regex(column, r"[^0-9\-]")).as_py():
        try:
            return column.cast(pa.int64())
        except pa.ArrowInvalid:
            notes.warnings.append(f"Column {quoted(name)} holds whole numbers of more than 64 bits: it became text.")
            return column
    if (pc.max(digits(column)).as_py() or 0) > DIGITS:
        notes.warnings.append(
            f"Column {quoted(name)} has decimals of more than {DIGITS} digits, which a number rounds; cast the column to "
            "text in the query to keep them all."
        )
    return column.cast(pa.float64())


def digits(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """How many digits count in texts of decimals, as Arrow writes them."""
    import pyarrow.compute as pc

    return pc.utf8_length(pc.replace_substring_regex(column, r"^-?0*\.?0*|[.\-]|0*(E.*)?$", ""))


def _series(column: pa.ChunkedArray, kind: SqlKind | None) -> pd.Series:
    import pandas as pd
    import pyarrow as pa

    gaps = column.null_count > 0
    if kind == "integer":
        wanted = pa.uint64() if column.type == pa.uint64() else pa.int64()
        dtype = pd.UInt64Dtype() if wanted == pa.uint64() else pd.Int64Dtype()
        if not gaps:
            return column.cast(wanted).to_pandas()
        return column.cast(wanted).to_pandas(types_mapper={wanted: dtype}.get)
    if kind == "boolean":
        return column.to_pandas(types_mapper={pa.bool_(): pd.BooleanDtype()}.get) if gaps else column.to_pandas()
    if kind == "float":
        return column.cast(pa.float64()).to_pandas()
    if kind in ("date", "moment", "zoned"):
        return _moments(column)
    if kind == "duration":
        return column.cast(pa.duration("us"), safe=False).to_pandas()
    if kind in ("time", "binary"):
        return pd.Series(column.to_pylist(), dtype="object")
    return column.cast(pa.large_string()).to_pandas()


def _moments(column: pa.ChunkedArray) -> pd.Series:
    import pyarrow as pa

    zone = "UTC" if getattr(column.type, "tz", None) else None
    unit = "ns" if getattr(column.type, "unit", "") == "ns" else "us"
    return column.cast(pa.timestamp(unit, zone)).to_pandas()


def arrow_values(values: Sequence[Any], kind: SqlKind | None) -> pa.Array:
    """A column of the Python values of a driver; of several types that Arrow has no common one for, as text."""
    import pyarrow as pa

    types = {type(one) for one in values if one is not None}
    if types == {int, float}:
        largest = max((abs(one) for one in values if isinstance(one, int)), default=0)
        if largest <= 2**53:
            return pa.array([None if one is None else float(one) for one in values], pa.float64())
    if kind == "boolean" and types <= {int, bool}:
        return (
            pa.array([None if one is None else bool(one) for one in values], pa.bool_())
            if _all_bits(values)
            else pa.array(values)
        )
    if types == {decimal.Decimal}:
        return _decimals(values)
    if types <= {dict, list}:
        return pa.array([None if one is None else json.dumps(one, default=str) for one in values], pa.large_string())
    if len(types) > 1 or not types <= PLAIN_TYPES:
        return pa.array([None if one is None else _text(one) for one in values], pa.large_string())
    try:
        return pa.array(values)
    except (pa.ArrowInvalid, OverflowError):
        return pa.array([None if one is None else str(one) for one in values], pa.large_string())


def _decimals(values: Sequence[Any]) -> pa.Array:
    import pyarrow as pa

    try:
        return pa.array(values)
    except pa.ArrowInvalid:
        # More than 76 digits, or no number.
        return pa.array([None if one is None else float(one) for one in values], pa.float64())


def _all_bits(values: Sequence[Any]) -> bool:
    return all(one is None or one in (0, 1) for one in values)


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


PLAIN_TYPES = {
    int, float, str, bool, bytes, datetime.date, datetime.datetime, datetime.time, datetime.timedelta,
}  # fmt: skip
