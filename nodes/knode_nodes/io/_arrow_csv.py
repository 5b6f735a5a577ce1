"""A delimited text by Arrow's reader: columns of texts, and of values where the kind of a column is known."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knode_nodes.io._dialect import Dialect
from knode_nodes.io._kinds import Kinds
from knode_nodes.io._numbers import whole_numbers

if TYPE_CHECKING:
    import pyarrow as pa

END = "the end of the file 6f1c2f0d9a"


class Irregular(Exception):
    """Arrow meets something that only the reading record by record can judge."""


class Utf8(io.RawIOBase):
    """Pieces of UTF-8 as a stream for Arrow, with one record of too many fields at its end.

    Arrow takes a quoted text that never ends for one that ends with the file. Then it does not see that record.

    Raises:
        Irregular: there is a NUL or a comment line in the text.
    """

    def __init__(self, pieces: Iterator[bytes], dialect: Dialect) -> None:
        self._pieces = pieces
        self._comments = [start + dialect.comment.encode() for start in (b"\n", b"\r", b"\n ", b"\r ")]
        self._has_comments = bool(dialect.comment)
        self._rest = b""
        self._last = b"\n"
        self._ended = False
        self.end_mark = dialect.separator * len(dialect.names) + END

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest and not self._ended:
            piece = next(self._pieces, None)
            if piece is None:
                self._ended = True
                self._rest = f"\n{self.end_mark}\n".encode()
                break
            self._look_at(piece)
            self._rest = piece
        data, self._rest = self._rest[:size], self._rest[size:]
        return data

    def _look_at(self, piece: bytes) -> None:
        if b"\0" in piece:
            raise Irregular("NUL")
        if self._has_comments:
            joined = self._last + piece
            if any(start in joined for start in self._comments):
                raise Irregular("comment")
            self._last = joined[-2:]


@dataclass(slots=True)
class Parts:
    """The columns as they are read, part by part.

    Whole numbers come as texts, which are made numbers while they are in the cache, and texts again when a later one is
    none.
    """

    whole: set[str]
    chunks: dict[str, list[pa.Array]] = field(default_factory=dict)
    rows: int = 0

    def add(self, batch: pa.RecordBatch) -> None:
        """One more part."""
        import pyarrow as pa

        self.rows += len(batch)
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            chunks = self.chunks.setdefault(name, [])
            if name in self.whole:
                numbers = whole_numbers(column)
                if numbers is None:
                    self.whole.discard(name)
                    chunks[:] = [one.cast(pa.large_string()) for one in chunks]
                column = column.cast(pa.large_string()) if numbers is None else numbers
            elif column.type == "string":
                column = column.cast(pa.large_string())
            chunks.append(column)

    def columns(self, names: Sequence[str], limit: int | None) -> dict[str, pa.ChunkedArray]:
        """The first rows of the columns."""
        import pyarrow as pa

        none = [pa.array([], pa.large_string())]
        return {name: pa.chunked_array(self.chunks.get(name, none)).slice(0, limit) for name in names}


def parts_of(
    stream: Any,
    dialect: Dialect,
    keep: Sequence[str],
    kinds: Kinds,
    missing: Sequence[str],
    block: int,
    bad_row: Callable[[Any], str],
) -> Iterator[pa.RecordBatch]:
    """The columns `keep` in batches. Raises ArrowInvalid."""
    import pyarrow as pa
    import pyarrow.csv

    types = dict.fromkeys(dialect.names, pa.large_string()) | {
        name: {"whole": pa.string(), "decimal": pa.float64(), "truth": pa.bool_(), "date": pa.timestamp("us")}[kind]
        for name, kind in kinds.of.items()
    }
    yield from pyarrow.csv.open_csv(
        stream,
        pyarrow.csv.ReadOptions(column_names=list(dialect.names), block_size=block),
        pyarrow.csv.ParseOptions(
            delimiter=dialect.separator,
            quote_char=dialect.quote or False,
            newlines_in_values=True,
            invalid_row_handler=bad_row,
        ),
        pyarrow.csv.ConvertOptions(
            column_types=types,
            include_columns=list(keep),
            strings_can_be_null=True,
            null_values=["", *missing],
            true_values=["true", "True", "TRUE"],
            false_values=["false", "False", "FALSE"],
            check_utf8=False,
            decimal_point=kinds.decimal,
        ),
    )


def failed_columns(error: Exception, names: Sequence[str]) -> list[str]:
    """The column whose values are not of its kind, by what Arrow says."""
    found = re.match(r"In CSV column #(\d+):", str(error))
    return [names[int(found[1])]] if found else []
