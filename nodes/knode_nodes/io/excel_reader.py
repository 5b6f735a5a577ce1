"""Read a table from an Excel file."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.api import Columns, Context, DataError, Example, Node, Spec, Table, nearest, quoted, setting
from knode_nodes.io._conversion import TypeName
from knode_nodes.io._dialect import HeaderChoice
from knode_nodes.io._excel import Sheet, Sheets, first_rows, sheets_of
from knode_nodes.io._files import about, at_hand, fingerprint_of, reading
from knode_nodes.io._header import (
    MISSING_TEXTS,
    alone_below,
    codes_beside_na,
    has_header,
    holds_names_too,
    joined_names,
    kind_of,
    numbered_names,
    table_start,
    tell_codes,
    unique_names,
    usual_width,
    year_of,
)
from knode_nodes.io._looking import fewer, looked
from knode_nodes.io._merged import Merged, downwards, fill_down, within
from knode_nodes.io._notes import Notes, listed
from knode_nodes.io._numbers import PROBE, as_numbers, formats_for
from knode_nodes.io._values import Values

if TYPE_CHECKING:
    import pandas as pd

LOOKED_AT = 1000


class ExcelReader(Node):
    """Read a table from a sheet of an Excel or OpenDocument workbook (.xlsx, .xlsm, .xlsb, .xls, .ods).

    Choose the file, and the sheet if it is not the first. Where the table begins and whether its first row holds the
    names is found out and told after reading; empty rows and columns around the table are left out. Cells keep their
    type: a text such as `00123` stays text. Of a formula its last result is read; cells with an error are missing.

    Names in several rows, such as years over quarters, are joined when you say how many these are: `2024` in two merged cells
    above `Q1` and `Q2` gives `2024 Q1` and `2024 Q2`. Of cells below that are merged, only the first row has the value,
    unless you set `fill_merged`.

    Example: read the sheet `2024` of `sales.xlsx`, whose table begins below two title lines.
    """

    pack = "io"
    icon = "excel-reader"
    keywords = (
        "Excel Reader",
        "XLS Reader",
        "File",
        "Input Data",
        "read_excel",
        "xlsx",
        "ods",
        "spreadsheet",
        "import",
        "load",
    )
    example = Example({"path": "sales.xlsx", "sheet": "2024", "skip_rows": 2})
    reads = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods")

    path: str = setting(..., "File to read; a relative name starts at the workflow's folder. Or a URL.", form="file")
    sheet: str = setting(
        "", "Name of the sheet, or its number counted from 1; empty takes the first that is not hidden."
    )
    header: HeaderChoice = setting("auto", "Whether the first row of the table holds the column names.")
    header_rows: int = setting(
        1,
        "How many rows hold column names. Those of several are joined; a name above stands for all cells merged with it.",
        ge=1,
        le=20,
        when={"header": ("auto", "yes")},
    )
    fill_merged: bool = setting(
        False,
        "Whether the value of cells merged over several rows is given to all of these rows, not to the first alone.",
    )
    skip_rows: int | None = setting(
        None, "Rows to skip at the top; empty finds out where the table begins.", ge=0, le=1_048_576
    )
    missing: tuple[str, ...] | None = setting(
        None, "Texts that mean a missing value, besides empty cells; empty takes the usual ones: NA, NaN, null …"
    )
    columns: Columns = setting(Columns.all(), "Columns to read.")
    types: dict[str, TypeName] = setting({}, "Types of columns by name, where the one found is not the right one.")
    row_limit: int | None = setting(None, "Read at most this many rows; empty reads all.", ge=0)

    def fingerprint(self, folder: Path) -> dict[str, Any]:
        """The file's path, size and time of change."""
        return fingerprint_of(self.path, folder)

    def peek(self, folder: Path) -> dict[str, Spec | None]:
        """The columns that the first rows of the sheet tell of."""
        few = self.model_copy(update={"row_limit": fewer(self.row_limit)})

        def read() -> pd.DataFrame:
            with at_hand(self.path, folder, quick=True) as file:
                return few._table(*self._first_rows(file), Notes())

        return looked(read)

    def _first_rows(self, file: Path) -> Sheet:
        merged = self.fill_merged or (self.header != "no" and self.header_rows > 1)
        return first_rows(file, self._sheet(sheets_of(file), Notes()), merged=merged)

    def run(self, context: Context) -> Table:
        """The table in the sheet."""
        notes = Notes()
        with at_hand(self.path, context.folder, context.check_cancelled) as file, about(file):
            with reading(file):
                sheet = self._read(file, notes)
            context.check_cancelled()
            table = self._table(*sheet, notes)
        notes.tell(context)
        return table

    def _read(self, file: Path, notes: Notes) -> Sheet:
        import python_calamine

        if not file.stat().st_size:
            raise DataError("the file is empty")
        try:
            with python_calamine.CalamineWorkbook.from_path(str(file)) as book:
                name = self._sheet(Sheets.of(book), notes)
                return Sheet.of(book.get_sheet_by_name(name))
        except python_calamine.PasswordError:
            raise DataError("the workbook is protected by a password; save it without one") from None
        except python_calamine.CalamineError as error:
            raise DataError(
                f"this is no readable Excel or OpenDocument workbook ({error}); CSV Reader reads text files"
            ) from None

    def _sheet(self, sheets: Sheets, notes: Notes) -> str:
        names = sheets.names
        if not names:
            raise DataError("the workbook has no sheets")
        if not self.sheet:
            if len(names) > 1:
                notes.guesses.append(f"sheet {quoted(sheets.usual)} of {listed(names)}")
            return sheets.usual
        if self.sheet in names:
            return self.sheet
        if self.sheet.isdecimal() and 1 <= int(self.sheet) <= len(names):
            return names[int(self.sheet) - 1]
        near = nearest(self.sheet, names)
        hint = f"did you mean {quoted(near)}? " if near else ""
        raise DataError(f"there is no sheet {quoted(self.sheet)}; {hint}The workbook has {listed(names)}")

    def _table(self, rows: list[list[Any]], merged: list[Merged] | None, notes: Notes) -> pd.DataFrame:
        missing = {"", *(MISSING_TEXTS if self.missing is None else self.missing)}
        above = self.skip_rows or 0
        trimmed, offset = _trimmed([_without_empty(row) if "" in row else row for row in rows[above:]])
        if not trimmed:
            raise DataError("the sheet holds no cells" + (" below the rows to skip" if above else ""))
        sample = [_without_end(row) for row in trimmed[:LOOKED_AT]]
        first = self._start(sample) if self.skip_rows is None else 0
        body = trimmed[first:]
        if self.header != "no" and self.header_rows > len(body):
            raise DataError(
                f"the table has {len(body):,} rows, and {self.header_rows} are to hold names: set header_rows lower"
            )
        headed = self.header == "yes" or (self.header == "auto" and has_header(body[self.header_rows - 1 :][:50]))
        line = above + offset + first + 1
        if self.header == "auto":
            notes.guesses.append(
                f"header in row {line:,} of the sheet"
                if headed
                else f"no header, the table begins in row {line:,} of the sheet"
            )
        above, header = line - 1, self.header_rows if headed else 0
        names, body = self._names(body, header, merged and within(merged, above, header), notes)
        if headed and holds_names_too(body[:50]):
            notes.warnings.append(
                f"Row {line + self.header_rows:,} of the sheet seems to hold names too: then set header_rows to "
                f"{self.header_rows + 1}."
            )
        wanted = body[: self.row_limit]
        ranges = downwards(wanted, within(merged or (), above + header, len(wanted)))
        if self.fill_merged:
            wanted = [list(row) for row in wanted]
            fill_down(wanted, ranges)
        values = {
            name: _with_gaps(column, missing)
            for name, column in zip(names, _transposed(wanted, len(names)), strict=True)
            if name is not None
        }
        if self.missing is None:
            tell_codes(codes_beside_na(names, body[:LOOKED_AT]), notes)
        if not body:
            notes.warnings.append("The sheet has a header only, no rows.")
        table = Values(notes, guess_missing=self.missing is None).table(values, self.types)
        table = table[self.columns.of(table)]
        first_alone = dict.fromkeys(str(name) for one in ranges if (name := names[one.left]) in table)
        if first_alone and not self.fill_merged:
            notes.warnings.append(
                f"Cells are merged over several rows, and only the first of these has their value: {listed(first_alone)}. "
                "Set fill_merged to give it to all of them."
            )
        texts = [str(name) for name in table if name not in self.types and _holds_numbers(table[name])]
        if texts:
            notes.remarks.append(
                f"Text in the sheet, though it looks like numbers: {listed(texts)}. To calculate with it, set its type."
            )
        return table

    def _start(self, rows: list[list[Any]]) -> int:
        """The first row of names, where the rows begin with it or with title lines."""
        first, names = table_start(rows, usual_width(rows[1:] or rows)), 1
        while names < self.header_rows and holds_names_too(rows[first + names :][:50]):
            names += 1
        # Merged cells above names may be too few for a row of the table.
        while (
            names < self.header_rows
            and first
            and _may_be_names(rows[first - 1], rows[first], rows[first + names :][:1])
        ):
            first, names = first - 1, names + 1
        return first

    def _names(
        self, rows: list[list[Any]], header: int, merged: list[Merged] | None, notes: Notes
    ) -> tuple[list[str | None], list[list[Any]]]:
        """The name of each column, None for one that is empty altogether, and the rows below the `header` rows of names."""
        empty = [all(row[place] is None for row in rows) for place in range(len(rows[0]))]
        cells = joined_names(rows[:header], merged) if header > 1 else rows[0]
        if header > 1 and merged is not None and (alone := alone_below(rows[:header], merged)):
            notes.remarks.append(
                f"No name stands above {listed(alone)}: the one on the left belongs to the cells that are merged with it alone."
            )
        kept = [cell for cell, gone in zip(cells, empty, strict=True) if not gone]
        left = iter(unique_names(kept, notes) if header else numbered_names(len(kept)))
        return [None if gone else next(left) for gone in empty], rows[header:]


def _trimmed(rows: list[list[Any]]) -> tuple[list[list[Any]], int]:
    """The rows without the empty ones above and below, and how many were above."""
    filled = (place for place, row in enumerate(rows) if _is_filled(row))
    first = next(filled, None)
    if first is None:
        return [], 0
    last = next(place for place in range(len(rows) - 1, -1, -1) if _is_filled(rows[place]))
    return rows[first : last + 1], first


def _is_filled(row: list[Any]) -> bool:
    return any(cell is not None for cell in row)


def _without_empty(row: list[Any]) -> list[Any]:
    return [None if cell == "" else cell for cell in row]


def _with_gaps(cells: list[Any], missing: Set[str]) -> list[Any]:
    """The cells with None for texts that mean a missing value; the same list where there is none."""
    if str not in {*map(type, cells)} or missing.isdisjoint(cells):
        return cells
    return [None if isinstance(cell, str) and cell in missing else cell for cell in cells]


def _without_end(row: list[Any]) -> list[Any]:
    end = len(row)
    while end and row[end - 1] is None:
        end -= 1
    return row[:end]


def _holds_numbers(column: pd.Series) -> bool:
    """Whether all its values are texts that could be read as numbers without losing anything."""
    import pyarrow as pa

    if column.dtype != "str":
        return False
    texts = pa.chunked_array([pa.array(column.dropna(), pa.large_string())])
    read = (as_numbers(texts, form) for form in formats_for(texts[:PROBE].to_pylist(), None, None))
    return any(numbers is not None and not numbers.text_for for numbers in read)


def _may_be_names(row: list[Any], names: list[Any], below: list[list[Any]]) -> bool:
    """Whether a row above `names` may hold names too: several, or one that stands further right than a title does.

    Where values stand below the names, only what is above can be the names that lack.
    """
    filled = [place for place, cell in enumerate(row) if cell is not None]
    if len(filled) > 1 or (filled and any(cell is not None for cell in names[: filled[0]])):
        return True
    values = (kind_of(cell) in ("number", "date", "boolean") and year_of(cell) is None for one in below for cell in one)
    return bool(filled) and any(values)


def _transposed(rows: list[list[Any]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]
