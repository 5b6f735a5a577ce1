"""Rows as lines of a delimited text, made column by column; byte by byte those that pandas and Python's csv write."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

PLAIN = 1e-4, 1e10
"""Arrow writes floats from the first to below the second as Python does, but for a `.0` of whole ones."""


def lines_of(table: pd.DataFrame, separator: str, decimal: str, missing: str) -> bytes | None:
    """(rows) lines in UTF-8, with quotes where they are needed; None where a column is of a kind that pandas should write."""
    import pyarrow as pa
    import pyarrow.compute as pc

    # A single empty field is told from an empty line by quotes.
    if table.shape[1] < 2 or not len(table):
        return None
    absent = _quoted(pa.array([missing], pa.large_string()), separator)[0]
    columns = []
    for place in range(table.shape[1]):
        made = _texts(table.iloc[:, place], separator, decimal)
        if made is None:
            return None
        columns.append(pc.fill_null(made, absent) if made.null_count else made)
    joined = pc.binary_join_element_wise(*columns, pa.scalar(separator, pa.large_string()))
    ends = pa.scalar("", pa.large_string()), pa.scalar("\n", pa.large_string())
    lines = pc.binary_join_element_wise(joined, *ends)
    start, end = lines.offset, lines.offset + len(lines)
    offsets = memoryview(lines.buffers()[1]).cast("q")
    return bytes(memoryview(lines.buffers()[2])[offsets[start] : offsets[end]])


def _texts(column: pd.Series, separator: str, decimal: str) -> pa.Array | None:
    """(rows) what stands in the fields, null where a value is missing; None for a kind that is not known here."""
    import numpy as np
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    dtype = column.dtype
    if isinstance(dtype, pd.StringDtype):
        return _quoted(_whole(pa.array(column.array, from_pandas=True)), separator)
    if isinstance(dtype, pd.CategoricalDtype):
        if dtype.categories.dtype != "str":
            return None
        words = _quoted(_whole(pa.array(dtype.categories.array)), separator)
        codes = column.cat.codes.to_numpy()
        return words.take(pa.array(codes, mask=codes < 0))
    kind = getattr(dtype, "kind", "")
    nullable = isinstance(dtype, pd.BooleanDtype) or str(dtype) in ("Int64", "Int32", "Int16", "Int8")
    if not (isinstance(dtype, np.dtype) or nullable):
        return None
    if kind == "b":
        return pc.if_else(_whole(pa.array(column.array)), _text("True"), _text("False"))
    if kind in "iu":
        return pc.cast(_whole(pa.array(column.array)), pa.large_string())
    return _floats(column.to_numpy(), decimal) if dtype == "float64" else None


def _floats(values: Any, decimal: str) -> pa.Array:
    """Numbers with the fewest digits that tell them from all others, as Python writes them."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    held = pa.array(values, from_pandas=True)
    made = pc.cast(held, pa.large_string())
    size = np.abs(values)
    plain = ((size >= PLAIN[0]) & (size < PLAIN[1])) | (size == 0)
    # NaN differs from itself; infinite numbers are called alike.
    others = np.flatnonzero(~plain & np.isfinite(values))
    whole = plain & (values == np.trunc(values))
    if whole.any():
        made = pc.if_else(pa.array(whole), pc.binary_join_element_wise(made, _text(".0"), _text("")), made)
    if len(others):
        mask = np.zeros(len(values), dtype=bool)
        mask[others] = True
        made = pc.replace_with_mask(
            made, pa.array(mask), pa.array([repr(value) for value in values[others].tolist()], pa.large_string())
        )
    return made if decimal == "." else pc.replace_substring(made, ".", decimal)


def _quoted(texts: pa.Array, separator: str) -> pa.Array:
    """The texts, in quotes where they hold a separator, a quote or the end of a line."""
    import pyarrow.compute as pc

    needs = None
    for sign in (separator, '"', "\n"):
        found = pc.match_substring(texts, sign)
        if pc.any(found).as_py():
            needs = found if needs is None else pc.or_(needs, found)
    if needs is None:
        return texts
    doubled = pc.replace_substring(texts, '"', '""')
    return pc.if_else(needs, pc.binary_join_element_wise(_text('"'), doubled, _text('"'), _text("")), texts)


def _text(text: str) -> pa.Scalar:
    import pyarrow as pa

    return pa.scalar(text, pa.large_string())


def _whole(made: Any) -> pa.Array:
    """One array in the place of chunks, texts with places of 64 bits."""
    import pyarrow as pa

    held = made.combine_chunks() if isinstance(made, pa.ChunkedArray) else made
    return held.cast(pa.large_string()) if pa.types.is_string(held.type) else held
