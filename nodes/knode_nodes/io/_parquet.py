"""A DataFrame as an Arrow table and back, with what Arrow and Parquet forget kept in the metadata of the schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from knode_nodes.io._conversion import pandas_values

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

CATEGORIES = b"knode.categories"
# Where pandas itself keeps the notes of a table.
ATTRS = b"PANDAS_ATTRS"
MOST_CATEGORIES = 10_000
UNREADABLE = re.compile(r"(large_|fixed_size_)?list<|dictionary<")


def arrow_of(table: pd.DataFrame) -> pa.Table:
    """The table as Arrow. Raises what Arrow raises for values that it cannot hold."""
    import pyarrow as pa

    made = pa.Table.from_pandas(table)
    metadata = dict(made.schema.metadata or {})
    categories = {str(name): _categories(table[name]) for name in table.columns if str(table[name].dtype) == "category"}
    kept = {name: one for name, one in categories.items() if one is not None}
    if kept:
        metadata[CATEGORIES] = json.dumps(kept, default=str).encode()
    if table.attrs:
        metadata[ATTRS] = json.dumps(table.attrs).encode()
    return made.replace_schema_metadata(metadata)


def _categories(column: pd.Series) -> dict[str, Any] | None:
    categories = column.cat.categories
    if len(categories) > MOST_CATEGORIES:
        return None
    return {"values": categories.tolist(), "dtype": str(categories.dtype), "ordered": bool(column.cat.ordered)}


def frame_of(table: pa.Table) -> pd.DataFrame:
    """The DataFrame that was made an Arrow table by `arrow_of`, or any other."""
    table = _with_readable_notes(_with_moments(table))
    frame: pd.DataFrame = table.to_pandas(types_mapper=_kept_of_arrow)
    frame.columns = [str(name) for name in frame.columns]
    _fill_gaps(frame, table)
    metadata = table.schema.metadata or {}
    for name, unit in _units(table.schema.pandas_metadata):
        if name in frame and getattr(frame[name].dtype, "kind", "") in "mM" and frame[name].dt.unit != unit:
            frame[name] = frame[name].dt.as_unit(unit)
    for name, kept in json.loads(metadata.get(CATEGORIES, b"{}")).items():
        if name in frame:
            frame[name] = _restored(frame[name], kept)
    frame.attrs = json.loads(metadata.get(ATTRS, b"{}"))
    return frame


def _with_moments(table: pa.Table) -> pa.Table:
    """The table with its dates as moments: pandas makes Python objects of dates, which nothing calculates with."""
    import pyarrow as pa

    for place, field in enumerate(table.schema):
        if pa.types.is_date(field.type):
            moments = table.column(place).cast(pa.date32()).cast(pa.timestamp("s"))
            table = table.set_column(place, field.with_type(moments.type), moments)
    return table


def _with_readable_notes(table: pa.Table) -> pa.Table:
    """The table with notes that pandas can read: the names of some of its own types it writes and does not know."""
    notes = table.schema.pandas_metadata or {}
    unknown = [one for one in notes.get("columns", []) if UNREADABLE.match(str(one.get("numpy_type")))]
    if not unknown:
        return table
    for one in unknown:
        one["numpy_type"] = "object"
    return table.replace_schema_metadata({**table.schema.metadata, b"pandas": json.dumps(notes).encode()})


def _kept_of_arrow(kind: pa.DataType) -> Any:
    """Records, maps and exact decimals stay those of Arrow.

    pandas makes dicts of records, other numbers in these, and no table holds such; decimals become Python objects.
    """
    import pandas as pd
    import pyarrow as pa

    inner = kind
    while pa.types.is_list(inner) or pa.types.is_large_list(inner) or pa.types.is_fixed_size_list(inner):
        inner = inner.value_type
    kept = pa.types.is_struct(inner) or pa.types.is_map(inner) or pa.types.is_decimal(kind)
    return pd.ArrowDtype(kind) if kept else None


def _fill_gaps(frame: pd.DataFrame, table: pa.Table) -> None:
    """Make whole numbers and truth values with gaps what other readers make of them.

    pandas makes floats of all such numbers, so that long ids become others, and Python objects of truth values.
    """
    import pyarrow as pa

    for name, column in zip(table.schema.names, table.columns, strict=True):
        whole = pa.types.is_integer(column.type) or pa.types.is_boolean(column.type)
        if whole and column.null_count and name in frame and frame[name].dtype.kind in "fO":
            frame[name] = pandas_values(column)


def _units(notes: dict[str, Any] | None) -> Iterator[tuple[str, Any]]:
    """The unit of moments and durations by column: Parquet has no seconds."""
    for column in (notes or {}).get("columns", []):
        found = re.fullmatch(r"(?:datetime|timedelta)64\[(s|ms|us|ns)(?:,.*)?\]", str(column.get("numpy_type")))
        if found and column.get("name") is not None:
            yield str(column["name"]), found[1]


def _restored(column: pd.Series, kept: dict[str, Any]) -> pd.Series:
    import pandas as pd

    categories = pd.Index(kept["values"]).astype(kept["dtype"])
    values = column.astype(categories.dtype) if str(column.dtype) != "category" and not column.isna().any() else column
    return values.astype(pd.CategoricalDtype(categories, ordered=kept["ordered"]))
