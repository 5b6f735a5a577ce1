"""What a text file with a table looks like: encoding, separator, comment lines, header, found on its first part."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from knode.api import DataError, quoted
from knode_nodes.io._header import (
    TITLE_LINES,
    codes_beside_na,
    has_header,
    kind_of,
    numbered_names,
    table_start,
    unique_names,
    usual_width,
)
from knode_nodes.io._notes import Notes

HeaderChoice = Literal["auto", "yes", "no"]
SAMPLE_BYTES = 1 << 20
SAMPLE_RECORDS = 1000
SAMPLE_CELLS = 200_000
SEPARATORS = ("\t", ";", "|", ",")
NAMED_SEPARATORS = {"tab": "\t", "\\t": "\t", "space": " "}
SHOWN_SEPARATORS = {"\t": "tab", " ": "space"}
BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
FILE_KINDS = (
    (b"PK\x03\x04", "an Excel or zip file: if it is a workbook, read it with Excel Reader"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Office file: read it with Excel Reader"),
    (b"PAR1", "a Parquet file: read it with Parquet Reader"),
    (b"ARROW1", "an Arrow file"),
    (b"%PDF", "a PDF document"),
    (b"<?xml", "an XML document"),
    *(
        (mark, "a web page: the address may ask for a login")
        for mark in (b"<!DOCTYPE html", b"<!doctype html", b"<html")
    ),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x1f\x8b", "a gzip file: give it a name that ends in .gz"),
    (b"\x28\xb5\x2f\xfd", "a zstd file: give it a name that ends in .zst"),
)


UNCLOSED = "a quoted text begins here that never ends: a quote is missing, or set `quote` to `none`"


@dataclass(frozen=True, slots=True)
class Layout:
    """The parts of the dialect that a person may set; None means: find out."""

    separator: str | None = None
    encoding: str | None = None
    header: HeaderChoice = "auto"
    skip_rows: int | None = None
    quote: str = '"'
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Dialect:
    """How to read one file. `start` is the position of its first record of data, in characters; `line` its line."""

    encoding: str
    separator: str
    quote: str
    comment: str
    names: tuple[str, ...]
    start: int
    line: int
    has_header: bool
    unnamed_end: bool
    """The last column has no name: where it stays empty, lines just end with a separator."""
    sample: Sequence[Sequence[str]] = ()
    """The cells of the first records of a file that is long enough to profit from knowing them."""

    codes: Mapping[str, str] = field(default_factory=dict)
    """The columns whose "NA" may be a code, as the first records have it, each with another code."""

    @property
    def is_spaced(self) -> bool:
        """Any number of spaces separates two fields."""
        return self.separator == " "


class Lines(Iterator[str]):
    """The lines of a text for `csv.reader`: counts them, drops comment lines between records.

    `record_line` and `record_start` tell where the present record began: its line, and its position in characters.
    """

    def __init__(self, source: Iterator[str], comment: str = "", line: int = 0, *, spaced: bool = False) -> None:
        self._source = source
        self._comment = comment
        self._spaced = spaced
        self.number = line
        self.characters = 0
        self.record_line = line
        self.record_start = 0
        self.within_record = False
        self.ended_within_record = False

    def __next__(self) -> str:
        for line in self._source:
            start = self.characters
            self.number += 1
            self.characters += len(line)
            if not self.within_record:
                if self._comment and line.lstrip(" ").startswith(self._comment):
                    continue
                self.within_record = True
                self.record_line, self.record_start = self.number, start
            return line.strip(" \r\n") + "\n" if self._spaced else line
        self.ended_within_record = self.within_record
        raise StopIteration

    def skip(self, count: int) -> None:
        """Leave out some lines, whatever stands in them."""
        for _, line in zip(range(count), self._source, strict=False):
            self.number += 1
            self.characters += len(line)


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells, its first line (from 1), and where it starts and ends, in characters."""

    cells: list[str]
    line: int
    start: int
    end: int


def records(lines: Lines, separator: str, quote: str) -> Iterator[Record]:
    """The records of a text, empty lines left out. Raises csv.Error, for a quote that never closes too."""
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(
        lines,
        delimiter=separator,
        quotechar=quote or None,
        quoting=csv.QUOTE_MINIMAL if quote else csv.QUOTE_NONE,
        skipinitialspace=separator == " ",
    )
    while True:
        lines.within_record = False
        cells = next(reader, None)
        if cells is None:
            return
        if lines.ended_within_record:
            raise csv.Error(UNCLOSED)
        if cells:
            yield Record(cells, lines.record_line, lines.record_start, lines.characters)


def guessed_encoding(head: bytes, *, whole: bool) -> str:
    """The encoding of a text by its first bytes. Raises DataError for what is no text."""
    for mark, name in BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return name
    for magic, kind in FILE_KINDS:
        if head.startswith(magic):
            raise DataError(f"the file is no text but {kind}")
    wide = _wide_encoding(head)
    if wide:
        return wide
    if b"\0" in head:
        line = head[: head.index(b"\0")].count(b"\n") + 1
        raise DataError(f"the file is no text: line {line:,} holds a NUL byte")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head, final=whole)
    except UnicodeDecodeError:
        return "latin-1" if re.search(rb"[\x81\x8d\x8f\x90\x9d]", head) else "cp1252"
    return "utf-8"


def _wide_encoding(head: bytes) -> str | None:
    """UTF-16 without byte order mark: every other byte of Latin text is NUL."""
    even, odd = head[0:4000:2], head[1:4000:2]
    if len(odd) >= 2 and odd.count(0) > 0.7 * len(odd) and even.count(0) < 0.1 * len(even):
        return "utf-16-le"
    if len(even) >= 2 and even.count(0) > 0.7 * len(even) and odd.count(0) < 0.1 * len(odd):
        return "utf-16-be"
    return None


def mark_length(head: bytes, encoding: str) -> int:
    """How many bytes the byte order mark takes, if there is one of this encoding."""
    name = codecs.lookup(encoding).name
    return next((len(mark) for mark, of in BYTE_ORDER_MARKS if of == name and head.startswith(mark)), 0)


SEPARATOR_LINE = re.compile(r'"?sep=([^\s\w"]|\t)"?\r?\n', re.IGNORECASE)
"""The first line with which a file tells Excel its separator."""


def find_dialect(text: str, layout: Layout, encoding: str, notes: Notes, *, whole: bool) -> Dialect:
    """The dialect of a text of which `text` is the beginning, or all of it.

    Raises:
        DataError: there is nothing in it.
    """
    if whole and not text.strip():
        raise DataError("the file is empty")
    comment = _comment(text) if layout.comment is None else layout.comment
    told = SEPARATOR_LINE.match(text) if layout.skip_rows is None else None
    plain = replace(layout, comment=comment)
    if told is not None:
        plain = replace(plain, separator=layout.separator or told[1], skip_rows=1)
    separator, rows = _separated(text, plain, whole=whole)
    if not rows and layout.quote and layout.quote in text:
        line = text[: text.index(layout.quote)].count("\n") + 1
        raise DataError(f"line {line:,} cannot be read: {UNCLOSED}")
    if not rows:
        raise DataError("the file holds no rows")
    cells = [row.cells for row in rows]
    first = _start(text, rows, usual_width(cells[1:] or cells)) if plain.skip_rows is None else 0
    dialect = Dialect(encoding, separator, layout.quote, comment, (), 0, 1, False, False)
    if layout.header == "yes" or (layout.header == "auto" and has_header(cells[first:])):
        header_line: int | None = rows[first].line
        dialect = _headed(rows[first:], dialect, notes)
    else:
        dialect, header_line = _unheaded(text, rows[first:], dialect, layout, notes)
    _tell(dialect, layout, notes, header_line, rows[first].line if first else 1)
    dialect = replace(dialect, codes=codes_beside_na(dialect.names, cells[first + dialect.has_header :]))
    return dialect if whole else replace(dialect, sample=cells[first + 1 :])


def _start(text: str, rows: Sequence[Record], width: int) -> int:
    """The place of the row that the table begins with; a line left empty sets a title apart."""
    cells: list[list[str]] = []
    places: list[int] = []
    for place, row in enumerate(rows[: TITLE_LINES + 1]):
        if place and row.start > rows[place - 1].end and not text[rows[place - 1].end : row.start].strip():
            cells.append([])
            places.append(place)
        cells.append(row.cells)
        places.append(place)
    return places[table_start(cells, width)]


def sampled(text: str, layout: Layout, separator: str, *, whole: bool) -> list[Record]:
    """The first records of a text."""
    lines = Lines(iter(io.StringIO(text, newline="")), layout.comment or "", spaced=separator == " ")
    lines.skip(layout.skip_rows or 0)
    found: list[Record] = []
    cells = 0
    try:
        for record in records(lines, separator, layout.quote):
            found.append(record)
            cells += len(record.cells)
            if len(found) >= SAMPLE_RECORDS or (cells > SAMPLE_CELLS and len(found) > 5):
                return _without_blank(found)
    except csv.Error:
        return _without_blank(found)
    # What the end of the sample cuts off is not known.
    return _without_blank(found if whole or len(found) < 2 else found[:-1])


def _without_blank(rows: list[Record]) -> list[Record]:
    """Without the rows of spaces only; in a single column such a row is a value."""
    return rows if usual_width([row.cells for row in rows]) < 2 else [row for row in rows if not is_blank(row)]


def is_blank(row: Record) -> bool:
    """Whether a record is nothing but spaces."""
    return len(row.cells) == 1 and not row.cells[0].strip(" \t")


def _comment(text: str) -> str:
    """ "#" where the file begins with such lines."""
    first = next((line for line in text[:10_000].splitlines() if line.strip()), "")
    return "#" if first.startswith("#") else ""


def _separated(text: str, layout: Layout, *, whole: bool) -> tuple[str, list[Record]]:
    """The separator that is set, or else gives most rows the same number of fields; and the first rows that it makes."""

    def rows_by(separator: str) -> list[Record]:
        return sampled(text, layout, separator, whole=whole)

    if layout.separator:
        return layout.separator, rows_by(layout.separator)
    best, best_share, best_rows = "", 0.0, None
    for separator in (one for one in SEPARATORS if one in text):
        found = rows_by(separator)
        rows = [row.cells for row in found]
        width = usual_width(rows[1:] or rows)
        share = sum(len(row) == width for row in rows) / len(rows) if rows else 0.0
        if width > 1 and share > best_share + 0.02:
            best, best_share, best_rows = separator, share, found
    if best_share < 0.8:
        spaced = rows_by(" ")
        if _is_spaced([row.cells for row in spaced], labelled=bool(spaced) and text.startswith('"', spaced[0].start)):
            return " ", spaced
    return (best, best_rows) if best_rows is not None else (",", rows_by(","))


def _is_spaced(rows: Sequence[Sequence[str]], *, labelled: bool) -> bool:
    """Columns separated by spaces: the same number in all rows, and numbers among them, unlike in a column of texts.

    Rows may be `labelled`, as R writes them: then the header has one less.
    """
    width = usual_width(rows[1:])
    if width < 2 or len(rows) < 3 or any(len(row) != width for row in rows[1:]):
        return False
    if len(rows[0]) != width and not (labelled and len(rows[0]) == width - 1):
        return False
    return any(all(kind_of(row[place]) in ("number", "empty") for row in rows[1:50]) for place in range(width))


def _headed(rows: Sequence[Record], dialect: Dialect, notes: Notes) -> Dialect:
    header = rows[0].cells
    body = [row.cells for row in rows[1:]]
    width, here = usual_width(body), sum(len(cells) == len(header) for cells in body)
    if width == len(header) - 1 and not here and not header[-1].strip():
        # The header alone ends with a separator.
        header = header[:-1]
    elif width == len(header) + 1 and here < sum(len(cells) == width for cells in body):
        # One name too few: lines end with a separator, or begin with row labels.
        ends_empty = all(not cells[-1].strip() for cells in body if len(cells) == width)
        header = [*header, ""] if ends_empty else ["", *header]
    start, line = rows[0].end, rows[0].line + 1
    if len(header) > 1 and not header[-1].strip():
        names = _with_end(unique_names(header[:-1], notes))
        return replace(dialect, names=names, start=start, line=line, has_header=True, unnamed_end=True)
    return replace(dialect, names=tuple(unique_names(header, notes)), start=start, line=line, has_header=True)


def _with_end(names: list[str]) -> tuple[str, ...]:
    name = f"column_{len(names) + 1}"
    while name in names:
        name += "_2"
    return (*names, name)


def _unheaded(
    text: str, rows: Sequence[Record], dialect: Dialect, layout: Layout, notes: Notes
) -> tuple[Dialect, int | None]:
    """The dialect of a table without header, or with one in the comment line above it, whose line is given too."""
    cells = [row.cells for row in rows]
    width = usual_width(cells)
    ends_empty = width > 1 and all(not row[-1].strip() for row in cells if len(row) == width)
    dialect = replace(
        dialect, names=tuple(numbered_names(width)), start=rows[0].start, line=rows[0].line, unnamed_end=ends_empty
    )
    above = text[: rows[0].start].splitlines()
    if layout.header != "auto" or not dialect.comment or not above or not above[-1].startswith(dialect.comment):
        return dialect, None
    commented = above[-1].lstrip(dialect.comment + " ")
    header = next(
        iter(sampled(commented, replace(layout, comment="", skip_rows=0), dialect.separator, whole=True)), None
    )
    if header is None or len(header.cells) != width or width < 2:
        return dialect, None
    names = tuple(unique_names(header.cells, notes))
    return replace(dialect, names=names, has_header=True, unnamed_end=False), rows[0].line - 1


def _tell(dialect: Dialect, layout: Layout, notes: Notes, header_line: int | None, first_line: int) -> None:
    guesses = []
    if layout.separator is None and len(dialect.names) > 1:
        guesses.append(f"separator {SHOWN_SEPARATORS.get(dialect.separator) or quoted(dialect.separator)}")
    if layout.encoding is None:
        guesses.append(f"encoding {dialect.encoding}")
    if layout.header == "auto":
        guesses.append(f"header in line {header_line:,}" if header_line else "no header")
    if layout.skip_rows is None and first_line > 1:
        guesses.append(f"{first_line - 1:,} lines above the table skipped")
    if layout.comment is None and dialect.comment:
        guesses.append(f"comment lines with {quoted(dialect.comment)}")
    notes.guesses.extend(guesses)
