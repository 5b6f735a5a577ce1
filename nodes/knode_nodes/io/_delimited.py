"""Reading the records of a delimited text file as columns of text: by Arrow where it can, else record by record."""

from __future__ import annotations

import codecs
import csv
import io
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import IO, Any, Literal

from knode.api import Context, DataError
from knode_nodes.io._arrow_csv import TOGETHER, Irregular, Parts, Utf8, end_mark, failed_columns, parts_of
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
    sampled,
)
from knode_nodes.io._files import reading
from knode_nodes.io._header import MISSING_TEXTS, codes_beside_na
from knode_nodes.io._kinds import Kinds, kinds_of
from knode_nodes.io._notes import Notes
from knode_nodes.io._source import BLOCK, Source
from knode_nodes.io._text import NotUtf8, Text, lines_of

BadLines = Literal["error", "skip"]
LARGEST_BLOCK = 256 << 20
CHUNK_ROWS = 20_000
KNOWN_SAMPLE = 20_000
"""Characters of a file of which only the kinds of its columns are asked."""
FEW_ROWS = 50_000
NO_KINDS = Kinds({})


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
    dates: bool = True
    """Whether ISO dates are dates."""


@dataclass(slots=True)
class BadRows:
    """The rows of too many or too few fields that Arrow meets when it tries to read a file, in several threads.

    Each try has its own: threads of one that failed may go on for a while.
    """

    end_mark: str
    are_errors: bool
    skipped: int = 0
    ended: bool = False
    """The end of the file was one of them."""
    found: bool = False
    _counting: threading.Lock = field(default_factory=threading.Lock)

    def judge(self, row: Any) -> str:
        """What Arrow should do about a row."""
        if row.text == self.end_mark:
            self.ended = True
            return "skip"
        if row.actual_columns == 1 and not row.text.strip(" \t\r\n"):
            return "skip"
        if self.are_errors:
            self.found = True
            return "error"
        with self._counting:
            self.skipped += 1
        return "skip"


@dataclass(slots=True)
class Reading:
    """One reading of one file: the columns of text that it gives, and what it skipped."""

    source: Source
    dialect: Dialect
    wanted: Wanted
    context: Context | None
    guessed: bool
    kinds: Kinds = NO_KINDS
    """Columns that are read as values at once."""
    skipped: int = 0
    first_skipped: str = ""

    def run(self, keep: Sequence[str]) -> dict[str, Any]:
        """The columns called `keep`, as text with nulls for what is missing. Raises DataError, NotUtf8."""
        limit, separator = self.wanted.row_limit, self.dialect.separator
        if not self.dialect.is_spaced and separator.isascii() and (limit is None or limit > FEW_ROWS):
            try:
                return self._by_arrow(keep)
            except Irregular:
                pass
        return self._by_records(keep)

    def _text(self, stream: IO[bytes]) -> Text:
        return Text(stream, self.dialect.encoding, self.dialect.start, guessed=self.guessed)

    def _by_arrow(self, keep: Sequence[str]) -> dict[str, Any]:
        import pyarrow as pa

        block, kinds = BLOCK, self.kinds
        while True:
            bad = BadRows(end_mark(self.dialect), self.wanted.bad_lines == "error" or self.wanted.row_limit is not None)
            try:
                with reading(self.source.file), self.source.open() as stream:
                    return self._arrow_columns(self._text(stream), keep, block, kinds, bad)
            except UnicodeDecodeError:
                self._raise_odd_bytes()
            except pa.ArrowInvalid as error:
                if "straddling" in str(error) and block < LARGEST_BLOCK:
                    block *= 4
                elif bad.found:
                    self._raise_first_bad()
                    raise Irregular(str(error)) from None
                elif kinds.of:
                    # One column may differ behind the sample; of a file of many such nothing is known.
                    failed = failed_columns(error, self.dialect.names) if kinds is self.kinds else ()
                    kinds = kinds.without(failed or kinds.of)
                else:
                    raise Irregular(str(error)) from None

    def _arrow_columns(self, text: Text, keep: Sequence[str], block: int, kinds: Kinds, bad: BadRows) -> dict[str, Any]:
        utf8 = Utf8(text.utf8(), self.dialect)
        size = max(1, self.source.file.stat().st_size)
        found, limit = Parts(kinds, size / block), self.wanted.row_limit
        together = 1 if self.context is None or self.context.cores == 1 else TOGETHER
        for batch in parts_of(utf8, self.dialect, keep, kinds, self.wanted.missing, block, bad.judge, together):
            found.add(batch)
            if self.context is not None:
                self.context.progress(min(0.9, 0.9 * text.read_bytes / size))
            if limit is not None and found.rows >= limit:
                break
        else:
            if not bad.ended:
                raise Irregular("a quote that never closes")
        self.skipped = bad.skipped
        if self.skipped:
            self.first_skipped = self._first_bad()[0] or "a quoted text of several lines"
        return found.columns(keep, limit)

    def _raise_odd_bytes(self) -> None:
        """Tell where the first byte stands that is no text."""
        with reading(self.source.file), self.source.open() as stream:
            for _ in self._text(stream):
                pass
        raise Irregular("odd bytes")

    def _first_bad(self) -> tuple[str, int]:
        """Where the first record with too many or too few fields stands, which Arrow does not tell, and its row."""
        dialect = self.dialect
        expected = len(dialect.names)
        with reading(self.source.file), self.source.open() as stream:
            lines = Lines(lines_of(self._text(stream)))
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
        lines = Lines(lines_of(self._text(stream)), dialect.comment, dialect.line - 1, spaced=dialect.is_spaced)
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

    def _by_records(self, keep: Sequence[str]) -> dict[str, Any]:
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

    def _columns_of(self, rows: Iterable[list[str]], keep: Sequence[str]) -> dict[str, Any]:
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
        f"{problem}. Mend the line, or set `bad_lines` to `skip`; if many lines are bad, the separator or the quote is "
        "another one",
        row=row,
    )


@dataclass(slots=True)
class Known:
    """The dialect of a file read before, for the next ones, of which most begin with the same header."""

    header: str = ""
    dialect: Dialect | None = None
    notes: Notes = field(default_factory=Notes)

    def of(self, text: str, layout: Layout, encoding: str) -> Dialect | None:
        """The dialect of a file that is likely to be written the same way, with a sample of its own."""
        if self.dialect is None or self.dialect.encoding != encoding or text[: len(self.header)] != self.header:
            return None
        rest = text[len(self.header) : len(self.header) + KNOWN_SAMPLE]
        rows = sampled(rest, replace(layout, skip_rows=0), self.dialect.separator, whole=False)
        cells = [row.cells for row in rows]
        return replace(self.dialect, sample=cells, codes=codes_beside_na(self.dialect.names, cells))

    def learn(self, dialect: Dialect, text: str, notes: Notes) -> None:
        """Keep what was found, where it follows from a header in the first line."""
        if dialect.has_header and dialect.line == 2 and not dialect.comment:
            self.header, self.dialect = text[: dialect.start], dialect
            self.notes = notes.copy()


def dialect_of(source: Source, layout: Layout, notes: Notes, known: Known | None = None) -> tuple[Dialect, bool]:
    """The dialect of a file, by its first part and what the person has set; and whether it is only a likely one."""
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
    if known is not None and not whole and (likely := known.of(text, layout, encoding)):
        notes.add(known.notes)
        return likely, True
    dialect = find_dialect(text, layout, encoding, notes, whole=whole)
    if known is not None and not whole:
        known.learn(dialect, text, notes)
    return dialect, False


def read_columns(
    source: Source,
    layout: Layout,
    wanted: Wanted,
    context: Context | None,
    notes: Notes,
    choose: Callable[[Sequence[str]], list[str]],
    known: Known | None = None,
) -> tuple[dict[str, Any], Dialect, str]:
    """The columns of a file, as text or as values where no doubt is left, its dialect, and the mark before its decimals.

    `choose` gives the names to keep from all names. `known` tells of files that were read before.

    Raises:
        DataError: naming the line, for what cannot be read.
    """
    try:
        return _read(source, layout, wanted, context, notes, choose, known)
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
    known: Known | None = None,
) -> tuple[dict[str, Any], Dialect, str]:
    dialect, is_likely = dialect_of(source, layout, notes, known)
    keep = choose(dialect.names)
    kinds = _wanted_kinds(dialect, wanted, keep)
    file = Reading(source, dialect, wanted, context, guessed=layout.encoding is None, kinds=kinds)
    try:
        columns = file.run(keep)
    except DataError:
        if not is_likely:
            raise
    else:
        if file.skipped and not is_likely:
            notes.warnings.append(f"Skipped {file.skipped:,} bad lines; the first: {file.first_skipped}.")
        if not (file.skipped and is_likely):
            return columns, dialect, kinds.decimal
    # It begins as another file does, and goes on otherwise.
    notes.clear()
    return _read(source, layout, wanted, context, notes, choose)


def _wanted_kinds(dialect: Dialect, wanted: Wanted, keep: Sequence[str]) -> Kinds:
    """The kinds of the columns as far as no setting speaks against taking them at once."""
    kinds = kinds_of(dialect.names, dialect.sample, {"", *wanted.missing})
    dropped = {name for name in kinds.of if name in wanted.as_text or name not in set(keep)}
    if not wanted.dates:
        dropped.update(kinds.named("date"))
    if kinds.decimal not in wanted.decimals:
        dropped.update(kinds.named("decimal"))
    return kinds.without(dropped)


def text_columns(text: str, notes: Notes) -> dict[str, Any]:
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
