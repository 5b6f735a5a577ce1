"""A delimited text by Arrow's reader: columns of texts, and of values where the kind of a column is known."""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from knode_nodes.io._ahead import ahead
from knode_nodes.io._dialect import Dialect
from knode_nodes.io._grown import Grown
from knode_nodes.io._kinds import Kinds
from knode_nodes.io._numbers import whole_numbers
from knode_nodes.io._quotes import sure_end

if TYPE_CHECKING:
    import pyarrow as pa

TOGETHER = 4
"""Blocks that are read at the same time where there is more than one core."""
END = "the end of the file 6f1c2f0d9a"


class Irregular(Exception):
    """Arrow meets something that only the reading record by record can judge."""


def end_mark(dialect: Dialect) -> str:
    """A record of too many fields that stands behind all others."""
    return dialect.separator * len(dialect.names) + END


class Utf8(io.RawIOBase):
    """Pieces of UTF-8 as a stream for Arrow, with one record of too many fields at its end.

    Arrow takes a quoted text that never ends for one that ends with the file. Then it does not see that record.

    Raises:
        Irregular: there is a NUL or a comment line in the text.
    """

    def __init__(self, pieces: Iterator[bytes], dialect: Dialect) -> None:
        self._pieces = pieces
        self._comment = dialect.comment.encode()
        self._comment_line = re.compile(rb"[\r\n] *" + re.escape(self._comment))
        self._dialect = dialect
        self._rest = b""
        self._last = b"\n"
        self._ended = False
        self._end_mark = end_mark(dialect)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        # Arrow refuses a line that goes over three reads, so that none may be short.
        while len(self._rest) < size and not self._ended:
            self._rest += self._next()
        data = self._rest[:size]
        if data.endswith(b"\r"):
            # In quotes too Arrow would leave out a line feed with which the next read begins.
            data = data[:-1]
        self._rest = self._rest[len(data) :]
        return data

    @property
    def has_more(self) -> bool:
        """Whether there is something to read yet."""
        return bool(self._rest) or not self._ended

    def records(self, size: int) -> Iterator[bytes | memoryview]:
        """Whole records, some `size` bytes at a time, as far as it is sure where they end; what follows is left to `read`."""
        held = b""
        while not self._ended:
            held += self._next()
            if len(held) < size and not self._ended:
                continue
            end = sure_end(held, self._dialect.quote, self._dialect.separator)
            if not end:
                break
            yield _whole(memoryview(held)[:end])
            held = held[end:]
        self._rest = bytes(_whole(held))

    def _next(self) -> bytes:
        piece = next(self._pieces, None)
        if piece is None:
            self._ended = True
            return f"\n{self._end_mark}\n".encode()
        self._look_at(piece)
        return piece

    def _look_at(self, piece: bytes) -> None:
        if b"\0" in piece:
            raise Irregular("NUL")
        if self._comment:
            joined = self._last + piece
            # The search for a pattern takes far longer than that for a text.
            if any(before + self._comment in joined for before in (b"\n", b"\r", b" ")) and self._comment_line.search(
                joined
            ):
                raise Irregular("comment")
            line = joined[max(joined.rfind(b"\n"), joined.rfind(b"\r")) :]
            self._last = line if len(line.strip()) < len(self._comment) else b""


def _whole(text: bytes | memoryview) -> bytes | memoryview:
    """A text of which Arrow leaves nothing out: a byte order mark within a file is a character as others are."""
    return b"\n" + text if text[:3] == codecs.BOM_UTF8 else text


class Parts:
    """The columns as they are read, part by part.

    Values go to one array at once, while they are in the cache. Whole numbers come as texts; where a later one is none,
    all are texts again.
    """

    def __init__(self, kinds: Kinds, blocks: float) -> None:
        self.rows = 0
        self._whole = set(kinds.named("whole"))
        self._blocks = blocks
        self._arrays: dict[str, Grown] = {}
        self._chunks: dict[str, list[pa.Array]] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        """One more part."""
        if not self.rows:
            self._begin(batch)
        self.rows += len(batch)
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            if name in self._whole:
                column = self._numbers(name, column)
            if name in self._arrays and not self._holds(column):
                self._leave(name)
            if name in self._arrays:
                self._arrays[name].add(column.to_numpy(zero_copy_only=False))
            else:
                self._chunks[name].append(column)

    def columns(self, names: Sequence[str], limit: int | None) -> dict[str, Any]:
        """The first rows of the columns: NumPy arrays, and of Arrow for texts, and whole numbers and truths with gaps."""
        import pyarrow as pa

        none = [pa.array([], pa.large_string())]
        return {
            name: self._arrays[name].made[:limit]
            if name in self._arrays
            else pa.chunked_array(self._chunks.get(name, none)).slice(0, limit)
            for name in names
        }

    def _begin(self, batch: pa.RecordBatch) -> None:
        expected = int(len(batch) * self._blocks * 1.1)
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            self._chunks[name] = []
            if name in self._whole:
                self._arrays[name] = Grown("int64", expected)
            elif column.type != "large_string":
                self._arrays[name] = Grown(column.type.to_pandas_dtype(), expected)

    def _numbers(self, name: str, column: pa.Array) -> pa.Array:
        """The texts as whole numbers, or as they are when one of them is none."""
        import pyarrow as pa

        numbers = whole_numbers(column)
        if numbers is not None:
            return numbers
        self._whole.discard(name)
        self._leave(name)
        self._chunks[name] = [one.cast(pa.large_string()) for one in self._chunks[name]]
        return column

    def _holds(self, column: pa.Array) -> bool:
        """Whether an array of NumPy has a place for each value: for gaps only among decimals and moments."""
        return not column.null_count or column.type not in ("int64", "bool")

    def _leave(self, name: str) -> None:
        """Go on with the column as chunks of Arrow."""
        import pyarrow as pa

        made = self._arrays.pop(name, None)
        if made is not None:
            self._chunks[name] = [pa.array(made.made)]


def parts_of(
    stream: Utf8,
    dialect: Dialect,
    keep: Sequence[str],
    kinds: Kinds,
    missing: Sequence[str],
    block: int,
    bad_row: Callable[[Any], str],
    together: int = TOGETHER,
) -> Iterator[pa.RecordBatch]:
    """The columns `keep` in batches; so many blocks are read `together`. Raises ArrowInvalid."""
    import pyarrow as pa
    from pyarrow import csv

    types = dict.fromkeys(dialect.names, pa.large_string()) | {
        name: {"whole": pa.large_string(), "decimal": pa.float64(), "truth": pa.bool_(), "date": pa.timestamp("us")}[
            kind
        ]
        for name, kind in kinds.of.items()
    }
    converting = csv.ConvertOptions(
        column_types=types,
        include_columns=list(keep),
        strings_can_be_null=True,
        null_values=["", *missing],
        true_values=["true", "True", "TRUE"],
        false_values=["false", "False", "FALSE"],
        check_utf8=False,
        decimal_point=kinds.decimal,
    )
    parsing = csv.ParseOptions(
        delimiter=dialect.separator,
        quote_char=dialect.quote or False,
        newlines_in_values=True,
        invalid_row_handler=bad_row,
    )

    def reading(size: int) -> csv.ReadOptions:
        return csv.ReadOptions(column_names=list(dialect.names), block_size=size)

    def table(records: bytes | memoryview) -> pa.Table:
        return csv.read_csv(pa.BufferReader(records), reading(len(records)), parsing, converting)

    for made in ahead(table, stream.records(block), together):
        yield from made.to_batches()
    if stream.has_more:
        yield from csv.open_csv(stream, reading(block), parsing, converting)


def failed_columns(error: Exception, names: Sequence[str]) -> list[str]:
    """The column whose values are not of its kind, by what Arrow says."""
    found = re.match(r"In CSV column #(\d+):", str(error))
    return [names[int(found[1])]] if found else []
