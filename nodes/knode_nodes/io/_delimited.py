"""Reading the records of a delimited text file as columns of text: by Arrow where it can, else record by record."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import IO, TYPE_CHECKING, Any, Literal

from knode.api import Context, DataError
from knode_nodes.io._dialect import (
    Dialect,
    Layout,
    Lines,
    Record,
    find_dialect,
    guessed_encoding,
    is_blank,
    mark_length,
    records,
)
from knode_nodes.io._files import reading
from knode_nodes.io._header import MISSING_TEXTS
from knode_nodes.io._notes import Notes
from knode_nodes.io._source import BLOCK, Source

if TYPE_CHECKING:
    import pyarrow as pa

BadLines = Literal["error", "skip"]
LARGEST_BLOCK = 256 << 20
CHUNK_ROWS = 20_000
FEW_ROWS = 50_000
END = "the end of the file 6f1c2f0d9a"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to read: which texts are missing values, how many rows, what to do with bad lines."""

    missing: tuple[str, ...] = MISSING_TEXTS
    row_limit: int | None = None
    bad_lines: BadLines = "error"
    as_text: frozenset[str] = frozenset()
    """Columns whose texts are needed."""
    decimals: frozenset[str] = frozenset((".", ","))
    """What may stand before the decimals of a number."""


class NotUtf8(Exception):
    """A byte far behind the sample is no UTF-8, and all before it is plain ASCII."""


class Irregular(Exception):
    """Arrow meets something that only the reading record by record can judge."""


class Text(Iterator[str]):
    """The text of a file in pieces from character `start` on, decoded; looks out for odd quotes and bytes.

    Raises:
        NotUtf8: a byte is no UTF-8, the encoding was guessed and all before is plain ASCII.
        DataError: a byte is no text in the file's encoding.
    """

    def __init__(self, stream: IO[bytes], encoding: str, start: int, *, guessed: bool) -> None:
        self._stream = stream
        self._encoding = encoding
        self._decoder = codecs.getincrementaldecoder(encoding)()
        self._start = start
        self._guessed = guessed
        self._ascii = True
        self._lines = 0
        self._first = True
        self.read_bytes = 0
        self._ended = False

    def __next__(self) -> str:
        while not self._ended:
            text = self._decoded(self._stream.read(BLOCK))
            if self._start:
                cut = min(self._start, len(text))
                self._start -= cut
                text = text[cut:]
            if text:
                return text
        raise StopIteration

    def _decoded(self, data: bytes) -> str:
        self.read_bytes += len(data)
        self._ended = not data
        if self._first:
            data = data[mark_length(data, self._encoding) :]
            self._first = False
        try:
            text = self._decoder.decode(data, final=self._ended)
        except UnicodeDecodeError as error:
            raise self._undecodable(error) from None
        self._ascii = self._ascii and text.isascii()
        self._lines += text.count("\n")
        return text

    def _undecodable(self, error: UnicodeDecodeError) -> Exception:
        before = bytes(error.object[: error.start])
        line = self._lines + before.count(b"\n") + 1
        if self._guessed and self._encoding == "utf-8" and self._ascii and before.isascii():
            return NotUtf8(line)
        other = "cp1252" if codecs.lookup(self._encoding).name.startswith("utf") else "utf-8"
        return DataError(
            f"line {line:,} holds bytes that are no {self._encoding} text: set the encoding, perhaps to {other} "
            "or latin-1, or mend the line"
        )


class _Utf8(io.RawIOBase):
    """A `Text` as a stream of UTF-8 for Arrow, with one record of too many fields at its end.

    Arrow takes a quoted text that never ends for one that ends with the file. Then it does not see that record.

    Raises:
        Irregular: there is a NUL or a comment line in the text.
    """

    def __init__(self, text: Text, dialect: Dialect) -> None:
        self._text = text
        self._comment = dialect.comment
        self._rest = b""
        self._last = "\n"
        self._ended = False
        self.end_mark = dialect.separator * len(dialect.names) + END

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        while not self._rest and not self._ended:
            piece = next(self._text, None)
            if piece is None:
                self._ended = True
                self._rest = f"\n{self.end_mark}\n".encode()
                break
            self._look_at(piece)
            self._rest = piece.encode("utf-8", "surrogatepass")
        data, self._rest = self._rest[:size], self._rest[size:]
        return data

    def _look_at(self, piece: str) -> None:
        if "\0" in piece:
            raise Irregular("NUL")
        if self._comment:
            joined = self._last + piece
            if any(start + self._comment in joined for start in ("\n", "\r", "\n ", "\r ")):
                raise Irregular("comment")
            self._last = piece[-2:]


@dataclass(slots=True)
class Reading:
    """One reading of one file: the columns of text that it gives, and what it skipped."""

    source: Source
    dialect: Dialect
    wanted: Wanted
    context: Context | None
    guessed: bool
    numbers: frozenset[str] = frozenset()
    """Columns that may be read as numbers at once where the sample holds nothing else."""
    skipped: int = 0
    first_skipped: str = ""
    end_mark: str = ""
    ended: bool = False
    ragged: bool = False

    def run(self, keep: Sequence[str]) -> dict[str, pa.ChunkedArray]:
        """The columns called `keep`, as text with nulls for what is missing. Raises DataError, NotUtf8."""
        limit = self.wanted.row_limit
        if not self.dialect.is_spaced and (limit is None or limit > FEW_ROWS):
            try:
                return self._by_arrow(keep)
            except Irregular:
                self.skipped, self.first_skipped = 0, ""
        return self._by_records(keep)

    def _text(self, stream: IO[bytes]) -> Text:
        return Text(stream, self.dialect.encoding, self.dialect.start, guessed=self.guessed)

    def _by_arrow(self, keep: Sequence[str]) -> dict[str, pa.ChunkedArray]:
        import pyarrow as pa

        block = BLOCK
        numbers = self.dialect.decimals & self.numbers
        while True:
            self.skipped, self.ragged = 0, False
            try:
                with reading(self.source.file), self.source.open() as stream:
                    return self._arrow_columns(stream, keep, block, numbers)
            except pa.ArrowInvalid as error:
                if "straddling" in str(error) and block < LARGEST_BLOCK:
                    block *= 4
                elif self.ragged:
                    self._raise_first_bad()
                    raise Irregular(str(error)) from None
                elif numbers:
                    numbers = frozenset()
                else:
                    raise Irregular(str(error)) from None

    def _arrow_columns(
        self, stream: IO[bytes], keep: Sequence[str], block: int, numbers: frozenset[str]
    ) -> dict[str, pa.ChunkedArray]:
        import pyarrow as pa
        import pyarrow.csv

        text = self._text(stream)
        utf8 = _Utf8(text, self.dialect)
        batches = []
        rows = 0
        size = max(1, self.source.file.stat().st_size)
        self.end_mark, self.ended = utf8.end_mark, False
        reader = pyarrow.csv.open_csv(utf8, *self._options(keep, block, numbers))
        for batch in reader:
            batches.append(batch)
            rows += len(batch)
            if self.context is not None:
                self.context.progress(min(0.9, 0.9 * text.read_bytes / size))
            if self.wanted.row_limit is not None and rows >= self.wanted.row_limit:
                break
        else:
            if not self.ended:
                raise Irregular("a quote that never closes")
        if self.skipped:
            self.first_skipped = self._first_bad()[0] or "a quoted text of several lines"
        table = pa.Table.from_batches(batches, reader.schema).slice(0, self.wanted.row_limit)
        return {name: table[name] for name in keep}

    def _options(self, keep: Sequence[str], block: int, numbers: frozenset[str]) -> tuple[Any, Any, Any]:
        import pyarrow as pa
        import pyarrow.csv

        dialect = self.dialect
        return (
            pyarrow.csv.ReadOptions(column_names=list(dialect.names), block_size=block),
            pyarrow.csv.ParseOptions(
                delimiter=dialect.separator,
                quote_char=dialect.quote or False,
                newlines_in_values=True,
                invalid_row_handler=self._bad_row,
            ),
            pyarrow.csv.ConvertOptions(
                column_types={name: pa.float64() if name in numbers else pa.large_string() for name in dialect.names},
                include_columns=list(keep),
                strings_can_be_null=True,
                null_values=["", *self.wanted.missing],
                check_utf8=False,
                decimal_point=dialect.decimal,
            ),
        )

    def _bad_row(self, row: Any) -> str:
        if row.text == self.end_mark:
            self.ended = True
            return "skip"
        if not row.text.strip(" \t\r\n"):
            return "skip"
        if self.wanted.bad_lines == "error" or self.wanted.row_limit is not None:
            self.ragged = True
            return "error"
        self.skipped += 1
        return "skip"

    def _first_bad(self) -> tuple[str, int]:
        """Where the first record with too many or too few fields stands, which Arrow does not tell, and its row."""
        dialect = self.dialect
        expected = len(dialect.names)
        with reading(self.source.file), self.source.open() as stream:
            lines = Lines(_lines_of(self._text(stream)))
            lines.within_record = True
            reader = csv.reader(
                lines,
                delimiter=dialect.separator,
                quotechar=dialect.quote or None,
                quoting=csv.QUOTE_MINIMAL if dialect.quote else csv.QUOTE_NONE,
            )
            before = row = 0
            for cells in reader:
                if len(cells) == expected:
                    row += 1
                elif len(cells) > 1 or (cells and cells[0].strip(" \t")):
                    doubtful = lines.ended_within_record or reader.line_num > before + 1
                    return "" if doubtful else _ragged(dialect.line + before, len(cells), expected), row
                before = reader.line_num
        return "", row

    def _raise_first_bad(self) -> None:
        """Tell of the first bad line, where that is possible without looking at each record closely."""
        if self.wanted.row_limit is None:
            problem, row = self._first_bad()
            if problem:
                raise _bad_line(problem, row)

    def _records(self, stream: IO[bytes]) -> Iterator[Record]:
        dialect = self.dialect
        lines = Lines(_lines_of(self._text(stream)), dialect.comment, dialect.line - 1, spaced=dialect.is_spaced)
        try:
            for record in records(lines, dialect.separator, dialect.quote):
                if len(dialect.names) == 1 or not is_blank(record):
                    yield record
        except csv.Error as error:
            if not (self.source.cut and lines.ended_within_record):
                raise DataError(f"line {lines.record_line:,} cannot be read: {error}") from None

    def _problem(self, record: Record) -> str:
        expected = len(self.dialect.names)
        if len(record.cells) != expected:
            return _ragged(record.line, len(record.cells), expected)
        if any("\0" in cell for cell in record.cells):
            return f"line {record.line:,} holds a NUL byte"
        return ""

    def _by_records(self, keep: Sequence[str]) -> dict[str, pa.ChunkedArray]:
        with reading(self.source.file), self.source.open() as stream:
            good = islice(self._good(self._records(stream)), self.wanted.row_limit)
            return self._columns_of(good, keep)

    def _good(self, found: Iterable[Record]) -> Iterator[list[str]]:
        good = 0
        for record in found:
            problem = self._problem(record)
            if not problem:
                good += 1
                yield record.cells
                continue
            if self.wanted.bad_lines == "error":
                raise _bad_line(problem, good)
            self.skipped += 1
            self.first_skipped = self.first_skipped or problem

    def _columns_of(self, rows: Iterable[list[str]], keep: Sequence[str]) -> dict[str, pa.ChunkedArray]:
        import pyarrow as pa

        places = {name: place for place, name in enumerate(self.dialect.names)}
        missing = {"", *self.wanted.missing}
        chunks: Mapping[str, list[Any]] = {name: [] for name in keep}
        rows = iter(rows)
        while part := list(islice(rows, CHUNK_ROWS)):
            if self.context is not None:
                self.context.check_cancelled()
            for name in keep:
                place = places[name]
                values = [None if row[place] in missing else row[place] for row in part]
                chunks[name].append(pa.array(values, pa.large_string()))
        return {name: pa.chunked_array(chunks[name], pa.large_string()) for name in keep}


def _ragged(line: int, found: int, expected: int) -> str:
    return f"line {line:,} has {found:,} fields, expected {expected:,}"


def _bad_line(problem: str, row: int) -> DataError:
    return DataError(
        f"{problem}. Mend the line, or set bad_lines to skip; if many lines are bad, the separator or the quote is "
        "another one",
        row=row,
    )


def _lines_of(pieces: Iterable[str]) -> Iterator[str]:
    """The lines of a text in pieces, with their ends: \\n, \\r\\n or \\r."""
    rest = ""
    for piece in pieces:
        lines = io.StringIO(rest + piece, newline="").readlines()
        rest = lines.pop() if lines else ""
        yield from lines
    yield from io.StringIO(rest, newline="")


def dialect_of(source: Source, layout: Layout, notes: Notes) -> Dialect:
    """The dialect of a file, by its first part and what the person has set."""
    head, whole = source.head()
    if not head:
        raise DataError("the file is empty")
    encoding = layout.encoding or guessed_encoding(head, whole=whole)
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
        text = decoder.decode(head[mark_length(head, encoding) :], final=whole)
    except UnicodeDecodeError as error:
        line = head[: error.start].count(b"\n") + 1
        raise DataError(
            f"line {line:,} holds bytes that are no {encoding} text; try encoding auto"
            f" ({guessed_encoding(head, whole=whole)} would fit)"
        ) from None
    return find_dialect(text, layout, encoding, notes, whole=whole)


def read_columns(
    source: Source,
    layout: Layout,
    wanted: Wanted,
    context: Context | None,
    notes: Notes,
    choose: Callable[[Sequence[str]], list[str]],
) -> tuple[dict[str, pa.ChunkedArray], Dialect]:
    """The columns of a file, as text or as numbers where no doubt is left, and its dialect.

    `choose` gives the names to keep from all names.

    Raises:
        DataError: naming the line, for what cannot be read.
    """
    try:
        return _read(source, layout, wanted, context, notes, choose)
    except NotUtf8 as error:
        line = error.args[0]
    notes.clear()
    notes.guesses.append("encoding cp1252")
    notes.warnings.append(f"Line {line:,} is no UTF-8; the file was read as cp1252.")
    return _read(source, replace(layout, encoding="cp1252"), wanted, context, notes, choose)


def _read(
    source: Source,
    layout: Layout,
    wanted: Wanted,
    context: Context | None,
    notes: Notes,
    choose: Callable[[Sequence[str]], list[str]],
) -> tuple[dict[str, pa.ChunkedArray], Dialect]:
    dialect = dialect_of(source, layout, notes)
    keep = choose(dialect.names)
    numbers = frozenset(keep) - wanted.as_text if dialect.decimal in wanted.decimals else frozenset()
    file = Reading(source, dialect, wanted, context, guessed=layout.encoding is None, numbers=numbers)
    columns = file.run(keep)
    if file.skipped:
        notes.warnings.append(f"Skipped {file.skipped:,} bad lines; the first: {file.first_skipped}.")
    return columns, dialect


def text_columns(text: str, notes: Notes) -> dict[str, pa.ChunkedArray]:
    """The columns of a delimited text that was typed or pasted. Raises DataError."""
    import pyarrow as pa

    dialect = find_dialect(text, Layout(encoding="utf-8", comment=""), "utf-8", notes, whole=True)
    lines = Lines(iter(io.StringIO(text[dialect.start :], newline="")), line=dialect.line - 1, spaced=dialect.is_spaced)
    rows: list[list[str | None]] = []
    try:
        for record in records(lines, dialect.separator, dialect.quote):
            if len(record.cells) != len(dialect.names):
                raise DataError(
                    f"line {record.line:,} has {len(record.cells):,} fields, expected {len(dialect.names):,}",
                    row=len(rows),
                )
            rows.append([None if cell in MISSING_TEXTS else cell for cell in record.cells])
    except csv.Error as error:
        raise DataError(f"line {lines.record_line:,} cannot be read: {error}", row=len(rows)) from None
    return {
        name: pa.chunked_array([pa.array([row[place] for row in rows], pa.large_string())])
        for place, name in enumerate(dialect.names)
    }
