"""CSV and Arrow bodies as columns and back."""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from contextlib import suppress
from datetime import datetime
from typing import Any

from knode.core.spec import ColumnSpec
from knode.deploy.frames import Columns, columns_of
from knode.serve.arrow import arrow_type, whole_numbers
from knode.serve.payloads import Table
from knode.serve.problems import Problem, malformed, wrong_value
from knode.serve.served import Served

ABSENT = {"na", "nan", "null", "none"}
"""What stands in number columns for a missing value, beside nothing at all."""
TRUTH = {"true": True, "false": False}


def only_input(served: Served) -> str:
    """The name of the one input. Raises Problem when there are several: such a body holds one table."""
    if len(served.scorer.inputs) != 1:
        names = ", ".join(served.scorer.inputs)
        raise Problem("media-type", f"This bundle takes several tables ({names}); send them as JSON.")
    return next(iter(served.scorer.inputs))


# ---- CSV


def read_csv(body: bytes, served: Served) -> dict[str, Table]:
    """The rows of a CSV body with a header line; what is quoted or not makes no difference, nothing is a missing value.

    Raises Problem.
    """
    name = only_input(served)
    try:
        lines = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True)
        rows = [row for row in lines if row]
    except UnicodeDecodeError as error:
        raise malformed(f"The body is not UTF-8: byte {error.start} does not belong there.") from None
    except csv.Error as error:
        raise malformed(f"The body is no valid CSV, in line {lines.line_num}: {error}.") from None
    if not rows:
        raise malformed("The CSV is empty: its first line names the columns.")
    header, cells = rows[0], rows[1:]
    _check_header(header, served.expected[name].names)
    _check_cells(header, cells)
    types = {column.name: column.type for column in served.scorer.inputs[name].columns}
    columns = {column: _column([row[place] for row in cells], types.get(column)) for place, column in enumerate(header)}
    return {name: Table(columns, len(cells), "rows", "")}


SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}


def _check_header(header: list[str], described: frozenset[str]) -> None:
    """Raise Problem for a table whose columns are separated by something else."""
    for separator, called in SEPARATORS.items():
        if len(header) == 1 and len(described & set(header[0].split(separator))) > 1:
            raise malformed(f"The columns of the CSV are separated by {called}: separate them by commas.")


def _check_cells(header: list[str], cells: list[list[str]]) -> None:
    if len(set(header)) < len(header):
        twice, _ = Counter(header).most_common(1)[0]
        raise malformed(f'The CSV has two columns "{twice[:80]}".')
    for place, row in enumerate(cells):
        if len(row) != len(header):
            said = f"Row {place} of the CSV has {len(row)} values, the header {len(header)}."
            raise Problem("bad-rows", said, [{"row": place, "expected": f"{len(header)} values", "got": len(row)}])


def _column(texts: list[str], kind: str | None) -> list[Any]:
    if kind in ("text", "datetime", "duration"):
        return [text or None for text in texts]
    if kind == "boolean":
        return [TRUTH.get(text.lower(), text) if text else None for text in texts]
    if kind == "number":
        return [_number(text) for text in texts]
    if any(texts) and all(text.lower() in TRUTH for text in texts if text):
        return [TRUTH[text.lower()] if text else None for text in texts]
    numbers = [_number(text) for text in texts]
    return numbers if not any(isinstance(value, str) for value in numbers) else [text or None for text in texts]


def _number(text: str) -> int | float | str | None:
    """A number; the text itself where it is none, for the workflow to refuse."""
    text = text.strip()
    if not text or text.lower() in ABSENT:
        return None
    for read in (int, float):
        try:
            value = read(text)
        except ValueError:
            continue
        return value if "_" not in text and math.isfinite(value) else text
    return text


def write_csv(columns: Columns) -> bytes:
    """Columns as CSV with a header line; nothing for a missing value."""
    text = io.StringIO()
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(columns)
    lines.writerows(zip(*columns.values(), strict=True))
    return text.getvalue().encode()


# ---- Arrow


def read_arrow(body: bytes, served: Served) -> dict[str, Table]:
    """The rows of an Arrow IPC stream. Raises Problem: no such stream, compressed, or with nested types."""
    import pyarrow as pa

    name = only_input(served)
    try:
        _check_messages(body)
        table = pa.ipc.open_stream(body).read_all()
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError, EOFError, IndexError) as error:
        raise malformed(f"The body is no valid Arrow stream: {str(error)[:200]}.") from None
    _check_types(table, len(body))
    names = [str(column) for column in table.schema.names]
    if len(set(names)) < len(names):
        raise malformed("Two columns of the Arrow stream have the same name.")
    _check_finite(table)
    try:
        # Of whole numbers with gaps pandas would make floats, and of two long ids one.
        columns = columns_of(table.to_pandas(types_mapper=whole_numbers().get))
    except (ValueError, OverflowError, NotImplementedError, KeyError) as error:
        raise Problem("bad-rows", f"A date, time or time zone is none that can be read: {str(error)[:200]}.") from None
    return {name: Table(columns, table.num_rows, "rows", "")}


MOST_ARROW_ROWS = 10_000_000
MOST_EXPANDED = 64
PLAIN: tuple[str, ...] = (
    "null", "boolean", "integer", "floating", "decimal", "string", "large_string", "date", "time", "timestamp", "duration",
)  # fmt: skip


def _check_types(table: Any, size: int) -> None:
    """Raise Problem for columns that are not single values, and for a small body that stands for a huge table."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if table.num_rows * max(1, table.num_columns) > MOST_ARROW_ROWS:
        raise Problem("too-large", f"The stream has {table.num_rows:,} rows. Send them in parts.")
    for field, column in zip(table.schema, table.columns, strict=True):
        kind = field.type
        if pa.types.is_dictionary(kind):
            kind = kind.value_type
        if not any(getattr(pa.types, f"is_{plain}")(kind) for plain in PLAIN):
            raise Problem("bad-rows", f"The column {field.name[:80]!r} is {kind}; send single values.")
        if pa.types.is_dictionary(field.type) and (pa.types.is_string(kind) or pa.types.is_large_string(kind)):
            longest = max(
                (pc.max(pc.binary_length(chunk.dictionary)).as_py() or 0 for chunk in column.chunks), default=0
            )
            if longest * table.num_rows > MOST_EXPANDED * max(size, 2**20):
                raise Problem("too-large", f"The texts of the column {field.name[:80]!r} are too long.")


def _check_finite(table: Any) -> None:
    """Raise Problem for an infinite number, which would pass for a missing value."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for field, column in zip(table.schema, table.columns, strict=True):
        values = column.cast(field.type.value_type) if pa.types.is_dictionary(field.type) else column
        if pa.types.is_floating(values.type):
            row = pc.index(pc.is_inf(values.cast(pa.float64())), True).as_py()
            if row >= 0:
                place = {"row": row, "column": field.name}
                raise wrong_value(field.name[:80], "a finite number", str(values[row].as_py()), **place)


def _check_messages(body: bytes) -> None:
    """Raise ValueError for a stream whose buffers are compressed: they could unpack to any size."""
    import pyarrow as pa

    for message in pa.MessageReader.open_stream(pa.BufferReader(body)):
        if message.type in ("record batch", "dictionary") and _is_compressed(message.metadata.to_pybytes()):
            raise ValueError("its buffers are compressed; send them plain, and the whole body as gzip")


def _is_compressed(flat: bytes) -> bool:
    """Whether a message of a batch says so: field 3 of RecordBatch, which DictionaryBatch holds in field 1."""
    message = _Flat(flat, int.from_bytes(flat[:4], "little"))
    header = message.table(2)
    batch = header.table(1) if message.byte(1) == 2 else header
    return bool(batch.offset(3))


class _Flat:
    """A table of a flatbuffer: as much as is needed to look at a field (https://flatbuffers.dev/internals)."""

    def __init__(self, content: bytes, at: int) -> None:
        self._content = content
        self._at = at
        self._fields = at - int.from_bytes(content[at : at + 4], "little", signed=True)

    def offset(self, field: int) -> int:
        """Where a field stands, from the table's start; 0 when it is absent."""
        place = 4 + 2 * field
        size = int.from_bytes(self._content[self._fields : self._fields + 2], "little")
        found = self._content[self._fields + place : self._fields + place + 2]
        return int.from_bytes(found, "little") if place < size else 0

    def byte(self, field: int) -> int:
        """A field of one byte."""
        return self._content[self._at + self.offset(field)] if self.offset(field) else 0

    def table(self, field: int) -> _Flat:
        """A field that is a table."""
        place = self._at + self.offset(field)
        return _Flat(self._content, place + int.from_bytes(self._content[place : place + 4], "little"))


def write_arrow(columns: Columns, described: tuple[ColumnSpec, ...]) -> bytes:
    """Columns as an Arrow IPC stream, in the types that the output describes where the values fit them."""
    import pyarrow as pa

    by_name = {column.name: column for column in described}
    arrays = [_array(values, by_name.get(name)) for name, values in columns.items()]
    batch = pa.RecordBatch.from_arrays(arrays, names=list(columns))
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    return bytes(sink.getvalue())


def _array(values: list[Any], column: ColumnSpec | None) -> Any:
    import pyarrow as pa

    refused = (pa.ArrowException, TypeError, ValueError, OverflowError)
    with suppress(*refused):
        return _described(values, column)
    with suppress(*refused):
        return pa.array(values)
    return pa.array([None if value is None else str(value) for value in values], pa.large_string())


def _described(values: list[Any], column: ColumnSpec | None) -> Any:
    """The values in the type of their column. Raises what Arrow raises where they do not fit."""
    import pyarrow as pa

    if column is None:
        return pa.array(values)
    kind = arrow_type(column)
    if pa.types.is_timestamp(kind):
        values = [None if value is None else datetime.fromisoformat(value) for value in values]
    if pa.types.is_dictionary(kind):
        return pa.array(values, kind.value_type).dictionary_encode().cast(kind)
    return pa.array(values, kind)
