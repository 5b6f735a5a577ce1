"""Write a table to a JSON file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice, starmap
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Context, DataError, Example, Node, Table, column_type, quoted, setting, type_words
from knode_nodes.io._cells import (
    check_names,
    dates_as_text,
    first_row,
    is_datetime,
    value_words,
    with_labels,
    without_categories,
)
from knode_nodes.io._files import replacing, report_written
from knode_nodes.io._json import LAYOUT_LABELS
from knode_nodes.io._packed import packing

if TYPE_CHECKING:
    import pandas as pd

ROWS_AT_A_TIME = 10_000
UNWRITABLE = re.compile(r'["\\\x00-\x1f]')
"""What msgspec takes in no name of a member of a type."""


class JsonWriter(Node):
    """Write a table to a JSON file.

    Records: a list of objects, one for each row; the usual choice. Lines: one object in each line, for large files and
    logs. Columns: an object with a list for each column. Split: names once, then rows of values; the smallest. Missing
    values become null, dates ISO texts. What JSON has no form for, such as infinite numbers or durations, is refused. A
    name that ends in .gz, .bz2, .xz, .zst or .lz4 gives a compressed file.

    Example: with the layout records a row becomes `{"name":"Anna","age":31}`.
    """

    pack = "io"
    icon = "json-writer"
    keywords = ("JSON Writer", "Table to JSON", "Output Data", "to_json", "export", "save", "ndjson", "jsonl")
    example = Example({"path": "people.json"})
    effect = True

    path: str = setting(..., "File to write; a relative name starts at the workflow's folder. Or a URL.", form="file")
    layout: Literal["records", "lines", "columns", "split"] = setting(
        "records",
        "How the rows stand in the file.",
        labels=LAYOUT_LABELS,
    )
    index: bool = setting(False, "Write the row labels too.")
    create_folders: bool = setting(False, "Create the folders of the path that are missing.")

    def run(self, table: Table, context: Context) -> None:
        """Write the file."""
        check_names(table, "a JSON file")
        as_columns = self.index and self.layout != "split"
        prepared = with_labels(table, index=as_columns)
        columns = {str(name): _values(str(name), prepared[name]) for name in prepared.columns}
        labels = None
        if self.index and self.layout == "split":
            if table.index.nlevels > 1:
                raise DataError("rows with labels of several levels cannot be split; choose the `layout` `records`")
            labels = _values("row labels", table.index.to_series())
        with (
            replacing(self.path, context, create_folders=self.create_folders) as file,
            packing(file, self.path) as target,
        ):
            try:
                for piece in self._pieces(columns, labels, len(table)):
                    target.write(piece)
                    context.check_cancelled()
            except UnicodeEncodeError:
                raise DataError("a text holds half of a character (a lone surrogate), which no file can hold") from None
        report_written(context, table, self.path, columns=len(columns))

    def _pieces(self, columns: dict[str, list[Any]], labels: list[Any] | None, rows: int) -> Iterator[bytes]:
        encode = _encoder()
        if self.layout == "columns":
            yield encode(columns) + b"\n"
            return
        if self.layout == "split":
            index = b"" if labels is None else b'"index":' + encode(labels) + b","
            yield b'{"columns":' + encode(list(columns)) + b"," + index + b'"data":[\n'
            yield from _joined(map(encode, _rows(columns, rows)), b",\n")
            yield b"]}\n"
            return
        records = map(encode, starmap(_record(list(columns)), _rows(columns, rows)))
        if self.layout == "lines":
            yield from _joined(records, b"\n")
            return
        yield b"[\n"
        yield from _joined(records, b",\n")
        yield b"]\n"


def _rows(columns: dict[str, list[Any]], rows: int) -> Iterator[tuple[Any, ...]]:
    return zip(*columns.values(), strict=True) if columns else iter([()] * rows)


def _joined(items: Iterator[bytes], between: bytes) -> Iterator[bytes]:
    """The items, many at a time, and a line feed at the end where there are any."""
    before = b""
    while part := list(islice(items, ROWS_AT_A_TIME)):
        yield before + between.join(part)
        before = between
    if before:
        yield b"\n"


def _record(names: list[str]) -> Callable[..., Any]:
    """What makes an object of the values of a row. A type with these members takes half of the time that a dict does."""
    import msgspec

    if any(UNWRITABLE.search(name) for name in names):
        return lambda *row: dict(zip(names, row, strict=True))
    members = {f"c{place}": name for place, name in enumerate(names)}
    return msgspec.defstruct("Record", list(members), rename=members, gc=False)


def _encoder() -> Callable[[Any], bytes]:
    """What makes JSON of plain data."""
    import msgspec

    return msgspec.json.Encoder(enc_hook=_unboxed).encode


def _unboxed(value: Any) -> Any:
    """A number or text of NumPy as one of Python."""
    import numpy as np

    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"JSON has no form for {type(value).__name__}")


def _values(name: str, column: pd.Series) -> list[Any]:
    """The values of a column as JSON data."""
    column = without_categories(column)
    if is_datetime(column):
        column = dates_as_text(column, "T")
    kind = column_type(column.dtype)
    is_arrows_own = str(column.dtype).endswith("[pyarrow]") and kind not in ("number", "boolean", "text")
    if column.dtype == object or is_arrows_own or str(column.dtype).startswith("decimal"):
        return [_checked(name, row, value) for row, value in enumerate(column.tolist())]
    if kind == "number":
        _check_finite(name, column)
    elif kind not in ("boolean", "text"):
        raise DataError(
            f"JSON cannot hold column {quoted(name)} of type {type_words(column.dtype)}; make it text or number first",
            column=name,
        )
    missing = column.isna()
    return column.astype(object).where(~missing, None).tolist() if missing.any() else column.tolist()


def _check_finite(name: str, column: pd.Series) -> None:
    import numpy as np

    if column.dtype.kind == "c":
        raise DataError(f"JSON cannot hold the complex numbers in column {quoted(name)}", column=name)
    if column.dtype.kind == "f":
        infinite = np.isinf(column.to_numpy(dtype="float64", na_value=np.nan))
        if infinite.any():
            raise DataError(
                f"JSON has no infinite numbers, but column {quoted(name)} holds one; replace it first",
                column=name,
                row=first_row(infinite),
            )


def _checked(name: str, row: int, value: Any) -> Any:
    import datetime
    import math
    from decimal import Decimal

    import numpy as np
    import pandas as pd

    if isinstance(value, np.ndarray | np.generic) and value.dtype.kind in "iufbO":
        value = value.tolist()
    if value is None or isinstance(value, str | bool | int) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if isinstance(value, list):
        return [_checked(name, row, item) for item in value]
    if not isinstance(value, dict | set | tuple) and pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Decimal) and value == Decimal(repr(float(value))):
        return float(value)
    raise DataError(
        f"JSON cannot hold {quoted(value)} in column {quoted(name)}, or would not give it back: it is "
        f"{value_words(value)}. Make it text first",
        column=name,
        row=row,
    )
