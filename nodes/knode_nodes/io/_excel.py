"""The first rows of a sheet of a workbook, without reading a large one whole; kept until the file changes."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

from knode.api import DataError
from knode_nodes.io._head import HEAD_BYTES
from knode_nodes.io._merged import Merged, merged_of

SMALL_BYTES = 1 << 20
"""A workbook of this size, unpacked, is read as it is."""
TEXTS_BYTES = 8 << 20
"""How much of the texts that sheets share is looked at."""
ROWS = 600
BOOKS, SHEETS = 4, 16
"""How many are kept."""
SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
TEXTS = "xl/sharedStrings.xml"


class Sheet(NamedTuple):
    """The cells of a sheet by row, and which are merged; None where the format does not tell."""

    rows: list[list[Any]]
    merged: list[Merged] | None

    @classmethod
    def of(cls, sheet: Any, nrows: int | None = None) -> Sheet:
        """All rows of a sheet of python-calamine, or the first `nrows`."""
        return cls(sheet.to_python(skip_empty_area=False, nrows=nrows), merged_of(sheet))


class Sheets(NamedTuple):
    """The names of a workbook's sheets, and the usual one: the first of cells that is not hidden, if there is one."""

    names: tuple[str, ...]
    usual: str

    @classmethod
    def of(cls, book: Any) -> Sheets:
        """Those of a workbook of python-calamine."""
        import python_calamine as calamine

        names = tuple(book.sheet_names)
        told = zip(names, book.sheets_metadata, strict=True)
        cells, seen = calamine.SheetTypeEnum.WorkSheet, calamine.SheetVisibleEnum.Visible
        usual = (name for name, one in told if one.typ == cells and one.visible == seen)
        return cls(names, next(usual, names[0] if names else ""))


class Book(NamedTuple):
    """A workbook of the first rows of another's sheets, what these are called, and whether it is all of it."""

    sheets: Sheets
    data: bytes
    whole: bool


def sheets_of(file: Path) -> Sheets:
    """What the sheets are called."""
    return _book_of(file).sheets


def first_rows(file: Path, sheet: str, *, merged: bool) -> Sheet:
    """The first rows of a sheet, and which cells are `merged` where that counts. Raises DataError where no quick look tells."""
    book = _book_of(file)
    if merged and not book.whole:
        # They stand behind the rows.
        raise DataError("the workbook is too large for a short look at its merged cells")
    return _rows(book, sheet)


def _book_of(file: Path) -> Book:
    status = file.stat()
    return _book(str(file), status.st_size, status.st_mtime_ns)


@functools.lru_cache(maxsize=BOOKS)
def _book(path: str, size: int, mtime_ns: int) -> Book:
    data = _shortened(Path(path), size)
    with _opened(data) as book:
        return Book(Sheets.of(book), data, len(data) == size)


@functools.lru_cache(maxsize=SHEETS)
def _rows(book: Book, sheet: str) -> Sheet:
    import python_calamine

    try:
        with _opened(book.data) as opened:
            return Sheet.of(opened.get_sheet_by_name(sheet), ROWS)
    except python_calamine.CalamineError as error:
        raise DataError(f"the sheet cannot be read ({error})") from None


def _opened(data: bytes) -> Any:
    import python_calamine

    try:
        return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (python_calamine.CalamineError, python_calamine.PasswordError) as error:
        raise DataError(f"this is no readable workbook ({error})") from None


def _shortened(file: Path, size: int) -> bytes:
    """The workbook with the first rows of its sheets only. Raises DataError for a large one of another kind."""
    if not zipfile.is_zipfile(file):
        return _small(file, size)
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) <= SMALL_BYTES:
            return file.read_bytes()
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w") as short:
            for part in parts:
                _copy(packed, part, short)
    return made.getvalue()


def _small(file: Path, size: int) -> bytes:
    if size > SMALL_BYTES:
        raise DataError("the workbook is too large for a short look")
    return file.read_bytes()


def _copy(packed: zipfile.ZipFile, part: zipfile.ZipInfo, short: zipfile.ZipFile) -> None:
    """Copy what tells of the sheets; pictures and the like are left out."""
    if SHEET.fullmatch(part.filename):
        data = _cut(packed, part, HEAD_BYTES, b"</row>", b"</sheetData></worksheet>")
    elif part.filename == TEXTS:
        data = _cut(packed, part, TEXTS_BYTES, b"</si>", b"</sst>")
    elif part.file_size <= SMALL_BYTES and part.filename.endswith((".xml", ".rels")):
        data = packed.read(part)
    elif part.filename.startswith("xl/media/") or part.file_size <= SMALL_BYTES:
        return
    else:
        raise DataError("the workbook is too large for a short look")
    short.writestr(part.filename, data)


def _cut(packed: zipfile.ZipFile, part: zipfile.ZipInfo, size: int, last: bytes, end: bytes) -> bytes:
    with packed.open(part) as stream:
        data = stream.read(size)
    if part.file_size <= size:
        return data
    cut = data.rfind(last)
    if cut < 0:
        raise DataError("not one row or text in the first part")
    return data[: cut + len(last)] + end
