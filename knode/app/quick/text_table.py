"""Tables that were copied in a spreadsheet or on a web page, as the text that a Table Creator takes."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from html.parser import HTMLParser

from PySide6.QtCore import QCoreApplication

from knode.core.errors import UsageError

MOST_CELLS = 20_000
"""A table in a workflow is read, drawn and saved with it; what is larger belongs in a file."""
MOST_CHARACTERS = 4_000_000
"""Beyond this a text is not even looked at."""

Rows = list[list[str]]


def table_of(text: str, html: str = "") -> Rows | None:
    """The rows of a copied table, each as long as the longest; None when what was copied is no table.

    Raises UsageError, with what to do instead, for a table that is too large.
    """
    if len(text) > MOST_CHARACTERS or len(html) > MOST_CHARACTERS * 10:
        raise _too_large()
    rows = _tabbed(text) if "\t" in text else _from_html(html) if "<t" in html.lower() else []
    rows = _trimmed(rows)
    if not rows or len(rows) * len(rows[0]) < 2:
        return None
    if len(rows) * len(rows[0]) > MOST_CELLS:
        raise _too_large(len(rows), len(rows[0]))
    return rows


def as_text(rows: Rows) -> str:
    """Rows as a text with tabs between cells. The first row holds the names; where it holds numbers, names are made."""
    if not _has_names(rows):
        rows = [[f"column_{number}" for number in range(1, len(rows[0]) + 1)], *rows]
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows(rows)
    return written.getvalue().rstrip("\n")


def _tabbed(text: str) -> Rows:
    """Spreadsheets put cells with line ends or quotes into quotes, as in a CSV file."""
    csv.field_size_limit(MOST_CHARACTERS)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    return [list(row) for row in csv.reader(io.StringIO(lines, newline=""), delimiter="\t")]


def _from_html(html: str) -> Rows:
    reader = _TableReader()
    reader.feed(html)
    reader.close()
    return reader.rows


def _trimmed(rows: Rows) -> Rows:
    """The rows without empty ones at the end and empty columns at the right, all of one length."""
    rows = [[cell.strip() for cell in row] for row in rows]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_filled(row) for row in rows), default=0)
    return [row[:width] + [""] * (width - len(row)) for row in rows] if width else []


def _filled(row: Sequence[str]) -> int:
    return next((place + 1 for place in range(len(row) - 1, -1, -1) if row[place]), 0)


def _has_names(rows: Rows) -> bool:
    """Whether the first row reads like column names: all filled, all different, no numbers."""
    first = rows[0]
    return len(rows) > 1 and all(first) and len(set(first)) == len(first) and not any(map(_is_number, first))


def _is_number(cell: str) -> bool:
    bare = cell.strip("%€$£ ").replace(" ", "").replace("\u00a0", "")
    return bool(bare) and all(character.isdigit() or character in "+-.,eE" for character in bare) and bare[-1].isdigit()


def _too_large(rows: int = 0, columns: int = 0) -> UsageError:
    tell = QCoreApplication.translate
    size = tell("Paste", "{rows:,} rows × {columns:,} columns").format(rows=rows, columns=columns) if rows else ""
    return UsageError(
        tell(
            "Paste",
            "The copied table is too large to stand in a workflow ({size}). Save it as a CSV or Excel file and drop "
            "the file on the canvas.",
        ).format(size=size or tell("Paste", "more than {count:,} characters").format(count=MOST_CHARACTERS))
    )


class _TableReader(HTMLParser):
    """Collects the cells of the first table; a cell that spans several is followed by empty ones."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: Rows = []
        self._cell: list[str] | None = None
        self._span = 1
        self._done = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._done:
            return
        if tag == "tr":
            self._end_cell()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end_cell()
            span = dict(attrs).get("colspan") or "1"
            self._span = min(int(span), 1_000) if span.isdecimal() else 1
            self._cell = []
        elif tag == "br" and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr"):
            self._end_cell()
        elif tag == "table":
            self._end_cell()
            self._done = True

    def handle_data(self, data: str) -> None:
        if self._cell is not None:
            self._cell.append(data)

    def _end_cell(self) -> None:
        if self._cell is None:
            return
        lines = "".join(self._cell).split("\n")
        text = " ".join(part for line in lines if (part := " ".join(line.split())))
        if not self.rows:
            self.rows.append([])
        self.rows[-1] += [text] + [""] * (self._span - 1)
        self._cell = None
