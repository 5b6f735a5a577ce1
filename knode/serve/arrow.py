"""Arrow columns as the compiled plan takes them, and its answers as Arrow batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.core.arrays import Arrays, Discrete, TableNeeded
from knode.core.spec import ColumnSpec

if TYPE_CHECKING:
    import pyarrow as pa

EXACT = 2**53
"""From here on whole numbers share their floats."""


def given_of(column: pa.Array) -> Any:
    """One column as the compiled plan takes it. Raises TableNeeded for a type that it does not know."""
    import pyarrow as pa
    import pyarrow.compute as pc

    kind = column.type
    if pa.types.is_dictionary(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _discrete(column)
    if pa.types.is_boolean(kind):
        return column.cast(pa.int8()).cast(pa.float64()).to_numpy(zero_copy_only=False)
    if pa.types.is_integer(kind):
        bounds = pc.min_max(column).as_py()
        if bounds["min"] is not None and max(abs(bounds["min"]), abs(bounds["max"])) >= EXACT:
            raise TableNeeded
        return column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    if pa.types.is_floating(kind):
        return column.cast(pa.float64()).to_numpy(zero_copy_only=False)
    if pa.types.is_timestamp(kind) and kind.tz is None and kind.unit != "ns":
        return column.cast(pa.timestamp("us")).to_numpy(zero_copy_only=False)
    if pa.types.is_null(kind):
        return [None] * len(column)
    raise TableNeeded


def further_of(column: pa.Array) -> Any:
    """A column that the workflow does not describe, and hands on as it is: whole numbers and truth values stay what they are.

    Raises TableNeeded as `given_of` does.
    """
    import pyarrow as pa

    kind = column.type
    if pa.types.is_boolean(kind) or pa.types.is_integer(kind) or pa.types.is_floating(kind):
        return _discrete(column)
    return given_of(column)


def _discrete(column: pa.Array) -> Discrete:
    import pyarrow as pa

    coded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
    if coded.dictionary.null_count:
        raise TableNeeded
    codes = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    return Discrete(coded.dictionary.to_pylist(), codes.astype("intp", copy=False))


def whole_numbers() -> dict[pa.DataType, Any]:
    """The dtypes of pandas that keep whole numbers whole where some are missing, by Arrow's types."""
    import pandas as pd
    import pyarrow as pa

    names = ("Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64")
    return {pa.type_for_alias(name.lower()): pd.api.types.pandas_dtype(name) for name in names}


def batch_of(table: Arrays, columns: tuple[ColumnSpec, ...]) -> pa.RecordBatch:
    """A table as an Arrow batch; `columns` say which numbers are whole and which are truth values."""
    import pyarrow as pa

    described = {column.name: column for column in columns}
    numbers = table.layout.numbers
    arrays = [
        _number_array(table.matrix[:, numbers[name]], described.get(name))
        if name in numbers
        else _other_array(table.others[name])
        for name in table.names
    ]
    return pa.RecordBatch.from_arrays(arrays, names=list(table.names))


def _number_array(values: Any, column: ColumnSpec | None) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    made = pa.array(np.ascontiguousarray(values), from_pandas=True)
    if column is not None and column.type == "boolean":
        return made.cast(pa.int8()).cast(pa.bool_())
    whole = column is not None and column.dtype.lower().startswith(("int", "uint"))
    if whole and bool(np.equal(np.mod(values[~np.isnan(values)], 1), 0).all()):
        return made.cast(pa.int64())
    return made


def _other_array(column: Any) -> pa.Array:
    import numpy as np
    import pyarrow as pa

    if not isinstance(column, Discrete):
        return pa.array(column)
    texts = set(map(type, column.values)) <= {str, type(None)}
    values = pa.array(column.values, pa.large_string() if texts else None)
    if column.codes is None:
        return values
    codes = pa.array(column.codes, mask=np.asarray(column.codes) < 0)
    return pa.DictionaryArray.from_arrays(codes, values).dictionary_decode()


def arrow_type(column: ColumnSpec) -> Any:
    """The Arrow type that a column is written in."""
    import pyarrow as pa

    kind, dtype = column.type, column.dtype.lower()
    if kind == "boolean":
        return pa.bool_()
    if kind == "text":
        return pa.large_string()
    if kind == "category":
        numbers = column.categories is not None and all(isinstance(value, int) for value in column.categories)
        return pa.dictionary(pa.int32(), pa.int64() if numbers else pa.large_string())
    if kind == "datetime" and dtype.startswith("datetime64["):
        unit, _, zone = dtype.removeprefix("datetime64[").removesuffix("]").partition(",")
        return pa.timestamp(unit, zone.strip().upper() if zone.strip() == "utc" else zone.strip() or None)
    return pa.type_for_alias(dtype.split("[")[0])
