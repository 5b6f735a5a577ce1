"""Read a table from a text file."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from knode.api import (
    Columns,
    ColumnSpec,
    Context,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    nearest,
    quoted,
    setting,
)
from knode_nodes.io._conversion import Converter, Rules, TypeName, is_text
from knode_nodes.io._dates import DateOrder
from knode_nodes.io._delimited import BadLines, Known, Wanted, read_columns
from knode_nodes.io._dialect import NAMED_SEPARATORS, HeaderChoice, Layout
from knode_nodes.io._files import about, at_hand, fingerprint_of
from knode_nodes.io._head import HeadSource
from knode_nodes.io._header import MISSING_TEXTS, tell_codes
from knode_nodes.io._looking import fewer, looked
from knode_nodes.io._notes import Notes
from knode_nodes.io._packed import COMPRESSED
from knode_nodes.io._source import Source


class CsvReader(Node):
    """Read a table from a CSV or other text file whose columns are separated by a character.

    Just choose the file. How it is written is found out: separator, encoding, header, decimal comma, dates, which texts
    mean a missing value. What was found is told after reading, and each guess can be set by hand.

    Example: from the lines `name;price` and `Anna;3,50` it makes a text column `name` and a number column `price`.

    Codes such as `00123` stay text, so that no zero is lost, and telephone numbers such as `+41791234567`. Dates that can
    be day-first or month-first (`03/04/2024`) stay text until another date in the file, or the setting, tells which.

    The header says how many fields a line has. If more lines have one more than have as many, these begin with row labels, as R
    writes them, or end with a separator. Without a header it is the number that most lines have, of two the larger.

    Packed files are unpacked while they are read: .gz, .bz2, .xz, .zst, .lz4, and .zip (of several files in one, name one:
    `data.zip/part.csv`, or `zip://part.csv::data.zip`). A URL is read too: `https://…`, or `s3://…` with the extra s3.
    """

    pack = "io"
    icon = "csv-reader"
    keywords = (
        "File Reader", "CSV Reader", "CSV File Import", "Input Data", "read_csv", "import", "load", "open", "text file",
        "delimited", "tsv",
    )  # fmt: skip
    reads = (
        ".csv",
        ".tsv",
        ".tab",
        ".txt",
        ".dat",
        ".csv.gz",
        ".tsv.gz",
        ".txt.gz",
        ".csv.bz2",
        ".csv.zst",
        ".csv.lz4",
        ".csv.xz",
        ".csv.zip",
    )
    example = Example({"path": "customers.csv"})

    path: str = setting(..., "File to read; a relative name starts at the workflow's folder. Or a URL.", form="file")
    separator: str = setting(
        "auto",
        "Character between two columns.",
        choices=["auto", ",", ";", "tab", "|", "space"],
        pattern=r"""^(auto|tab|space|\\t|[^\n\r"'])$""",
    )
    encoding: str = setting(
        "auto",
        "How characters are stored.",
        choices=["auto", "utf-8", "cp1252", "latin-1", "utf-16", "cp1250", "cp1251", "shift_jis", "gb18030"],
    )
    header: HeaderChoice = setting("auto", "Whether the first row holds the column names.")
    skip_rows: int | None = setting(
        None, "Lines to skip at the top; empty finds out where the table begins.", ge=0, le=1_000_000
    )
    decimal: Literal["auto", ".", ","] = setting(
        "auto", "Mark before the decimals of a number.", labels={".": ". (point)", ",": ", (comma)"}
    )
    thousands: Literal["auto", "none", ",", ".", " ", "'"] = setting(
        "auto",
        "Mark between the thousands of a number.",
        labels={",": ", (comma)", ".": ". (point)", "'": "' (apostrophe)"},
    )
    dates: DateOrder = setting(
        "auto", "Order of day and month in dates; off leaves dates as text.", labels={"iso": "year first only (ISO)"}
    )
    missing: tuple[str, ...] | None = setting(
        None, "Texts that mean a missing value, besides empty cells; empty takes the usual ones: NA, NaN, null …"
    )
    columns: Columns = setting(Columns.all(), "Columns to read.")
    types: dict[str, TypeName] = setting({}, "Types of columns by name, where the one found is not the right one.")
    quote: Literal['"', "'", "none"] = setting(
        '"', "Character around texts that hold the separator.", labels={'"': '" (double)', "'": "' (single)"}
    )
    comment: str = setting(
        "auto", "Lines that begin with this are left out; empty reads all lines.", choices=["auto", "", "#", "%", "//"]
    )
    bad_lines: BadLines = setting("error", "What to do with lines that have too many or too few columns.")
    row_limit: int | None = setting(None, "Read at most this many rows; empty reads all.", ge=0)

    def fingerprint(self, folder: Path) -> dict[str, Any]:
        """The file's path, size and time of change."""
        return fingerprint_of(self.path, folder)

    def peek(self, folder: Path) -> dict[str, Spec | None]:
        """The columns that the first lines tell of."""
        few = self.model_copy(update={"row_limit": fewer(self.row_limit), "bad_lines": "skip"})

        def read() -> Table:
            with at_hand(self.path, folder, packed=COMPRESSED, quick=True) as file:
                return few._read(HeadSource.of(file), None, Notes())

        return looked(read)

    def run(self, context: Context) -> Table:
        """The table in the file."""
        return self.read(context, Known())

    def read(self, context: Context, known: Known) -> Table:
        """The table in the file, by what is known of such files, to which this one adds."""
        notes = Notes()
        with at_hand(self.path, context.folder, context.check_cancelled, packed=COMPRESSED) as file, about(file):
            table = self._read(Source(file), context, notes, known)
        notes.tell(context)
        return table

    def _read(self, source: Source, context: Context | None, notes: Notes, known: Known | None = None) -> Table:
        missing = MISSING_TEXTS if self.missing is None else self.missing
        decimals = {".", ","} if self.decimal == "auto" else {self.decimal}
        wanted = Wanted(
            tuple(missing),
            self.row_limit,
            self.bad_lines,
            as_text=frozenset(self.types),
            decimals=frozenset(decimals - {self.thousands}),
            dates=self.dates != "off",
        )
        found, dialect, decimal = read_columns(source, self._layout(), wanted, context, notes, self._chosen, known)
        if dialect.unnamed_end and dialect.names[-1] in found:
            last = dialect.names[-1]
            if is_text(found[last]) and found[last].null_count == len(found[last]):
                del found[last]
                notes.guesses.append("lines end with a separator")
            else:
                notes.warnings.append(f"The last column has no name; it is called {quoted(last)}.")
        if self.missing is None:
            tell_codes({name: code for name, code in dialect.codes.items() if name in found}, notes)
        table = self._converter(notes, context).table(found, self._types(found), decimal=decimal)
        if len(table) == 0 and self.row_limit != 0:
            notes.warnings.append(f"{quoted(source.file.name)} has a header only, no rows.")
        return table[self.columns.of(table)]

    def _converter(self, notes: Notes, context: Context | None) -> Converter:
        return Converter(self._rules(), notes, 1 if context is None else context.cores)

    def _chosen(self, names: Iterable[str]) -> list[str]:
        """The columns to read; one at least, it tells the number of rows."""
        names = list(names)
        if self.columns.by == "types":
            return names
        return self.columns.of_spec(_text_spec(names)) or names[:1]

    def _types(self, names: Iterable[str]) -> dict[str, TypeName]:
        names = list(names)
        for name in self.types:
            if name not in names and self.columns.by == "all" and name not in self.columns.but:
                near = nearest(name, names)
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(
                    f"the setting types names a column {quoted(name)} that the file does not have{hint}", column=name
                )
        return self.types

    def _layout(self) -> Layout:
        if self.encoding != "auto" and not _is_text_encoding(self.encoding):
            raise DataError(
                f"there is no encoding {quoted(self.encoding)}; common ones are utf-8, cp1252, latin-1 and utf-16"
            )
        return Layout(
            separator=None if self.separator == "auto" else NAMED_SEPARATORS.get(self.separator, self.separator),
            encoding=None if self.encoding == "auto" else self.encoding,
            header=self.header,
            skip_rows=self.skip_rows,
            quote="" if self.quote == "none" else self.quote,
            comment=None if self.comment == "auto" else self.comment,
        )

    def _rules(self) -> Rules:
        return Rules(
            decimal=None if self.decimal == "auto" else self.decimal,
            thousands={"auto": None, "none": ""}.get(self.thousands, self.thousands),
            dates=self.dates,
            guess_missing=self.missing is None,
        )


def _is_text_encoding(name: str) -> bool:
    try:
        "".encode(name)
        return codecs.getincrementaldecoder(name) is not None
    except LookupError:
        return False


def _text_spec(names: Iterable[str]) -> TableSpec:
    return TableSpec(columns=tuple(ColumnSpec(name=name, dtype="str") for name in names))
