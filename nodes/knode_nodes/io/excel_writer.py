"""Write a table to an Excel file."""

from __future__ import annotations

import datetime
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from knode.api import Context, DataError, Example, Node, Table, quoted, setting, type_words
from knode_nodes.io._cells import check_plain, finer_than, first_row, is_datetime, with_labels, without_categories
from knode_nodes.io._files import reason, replacing, report_written
from knode_nodes.io._notes import listed

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767
LARGEST_WHOLE = 10**15
LARGEST = 1e307
FIRST_DAY = datetime.datetime(1900, 3, 1)
WRITTEN = datetime.datetime(1980, 1, 1)
"""The earliest date that an archive holds."""
ROWS_BETWEEN_REPORTS = 5_000


class ExcelWriter(Node):
    """Write a table to an Excel workbook (.xlsx) with one sheet.

    Numbers, dates, truth values and texts become cells of that type; a text that begins with `=` stays a text. What a
    sheet cannot hold is refused, not cut: more than 1,048,575 rows below the header or 16,384 columns, dates with a
    time zone or before March 1900, whole numbers of more than 15 digits, infinite numbers. Times are kept to the
    millisecond; the node says which columns had more.

    Example: write the monthly result to `report.xlsx`, sheet `Result`.
    """

    pack = "io"
    icon = "excel-writer"
    keywords = (
        "Excel Writer",
        "XLS Writer",
        "Output Data",
        "Save Data",
        "to_excel",
        "xlsx",
        "spreadsheet",
        "export",
        "save",
    )
    example = Example({"path": "report.xlsx", "sheet": "Result"})
    effect = True

    path: str = setting(..., "File to write; a relative name starts at the workflow's folder. Or a URL.", form="file")
    sheet: str = setting("Sheet1", "Name of the sheet.", pattern=r"^[^\[\]:*?/\\']{1,31}$")
    header: bool = setting(True, "Write the column names into the first row.")
    index: bool = setting(False, "Write the row labels too, as first columns.")
    create_folders: bool = setting(False, "Create the folders of the path that are missing.")

    def run(self, table: Table, context: Context) -> None:
        """Write the file."""
        if not self.path.lower().endswith((".xlsx", ".xlsm")):
            raise DataError(f"the file name {quoted(self.path)} must end in .xlsx, or Excel will not open it")
        prepared = with_labels(table, index=self.index)
        self._check_size(prepared)
        columns = [_cells(str(name), prepared.iloc[:, place]) for place, name in enumerate(prepared.columns)]
        names = [_text(str(name), str(name), 0) for name in prepared.columns] if self.header else None
        with (
            replacing(self.path, context, create_folders=self.create_folders) as file,
            self._book(names, columns, len(prepared), context) as book,
        ):
            _save(book, file)
        if columns and len(prepared) and all(column[-1] is None for column in columns):
            context.warn("The last row is empty: programs that read the sheet will not see it.")
        if finer := finer_than(prepared, "ms"):
            context.warn(f"A sheet keeps times to the millisecond; those of {listed(finer)} were rounded.")
        report_written(context, table, self.path, columns=prepared.shape[1])

    def _check_size(self, table: pd.DataFrame) -> None:
        most = MOST_ROWS - (1 if self.header else 0)
        if len(table) > most:
            raise DataError(
                f"an Excel sheet holds {most:,} rows, the table has {len(table):,}; write CSV or Parquet",
                port="table",
                row=most,
            )
        if table.shape[1] > MOST_COLUMNS:
            raise DataError(
                f"an Excel sheet holds {MOST_COLUMNS:,} columns, the table has {table.shape[1]:,}; write Parquet",
                port="table",
            )

    @contextmanager
    def _book(self, names: list[str] | None, columns: list[list[Any]], rows: int, context: Context) -> Iterator[Any]:
        """The workbook; its rows stand in a temporary file, which is gone at the end."""
        import openpyxl

        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet(self.sheet)
        try:
            with _temporary():
                if names is not None:
                    sheet.freeze_panes = "A2"
                    sheet.append([_cell(sheet, name) for name in names])
                for number, row in enumerate(zip(*columns, strict=True)):
                    sheet.append([_cell(sheet, value) for value in row])
                    if number % ROWS_BETWEEN_REPORTS == 0:
                        context.progress(0.9 * number / rows)
                sheet.close()
            yield book
        finally:
            _let_go(sheet)


@contextmanager
def _temporary() -> Iterator[None]:
    """Tell an OSError of what stands inside as a DataError about the temporary folder."""
    try:
        yield
    except OSError as error:
        place = f"the temporary folder {quoted(tempfile.gettempdir())}" if tempfile.tempdir else "any temporary folder"
        raise DataError(
            f"the rows cannot be written to {place}: {reason(error)}; make room there, or name another folder by the "
            "environment variable TMPDIR"
        ) from None


def _let_go(sheet: Any) -> None:
    """Remove the temporary file of a sheet, also of one that failed: left to itself it would tell so once more, to nobody."""
    writer = sheet._writer
    for part in (sheet._rows, writer and writer.xf):
        if part is not None:
            with suppress(OSError):
                part.close()
    if writer is not None:
        with suppress(OSError):
            writer.cleanup()


def _save(book: Any, file: IO[bytes]) -> None:
    """The workbook with one date for all times of writing, so that the same table gives the same file."""
    from openpyxl.writer.excel import ExcelWriter as Parts

    book.properties.created = book.properties.modified = WRITTEN
    with _Undated(file, "w", zipfile.ZIP_DEFLATED) as archive:
        Parts(book, archive).save()


class _Undated(zipfile.ZipFile):
    """An archive whose parts all have the same date."""

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        with Path(filename).open("rb") as source, self.open(self._info(arcname), "w", force_zip64=True) as part:
            shutil.copyfileobj(source, part, 1 << 20)

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        super().writestr(self._info(zinfo_or_arcname), data)

    def _info(self, name: str) -> zipfile.ZipInfo:
        made = zipfile.ZipInfo(name, WRITTEN.timetuple()[:6])
        made.compress_type = self.compression
        # What ZipFile gives its parts by default.
        made.external_attr = 0o600 << 16
        return made


def _cell(sheet: Any, value: Any) -> Any:
    """A value for the sheet; a text must not become a formula or an error."""
    if not isinstance(value, str) or not value.startswith(("=", "#")):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell


def _cells(name: str, column: pd.Series) -> list[Any]:
    """The values of a column as openpyxl takes them. Raises DataError for what Excel cannot hold."""
    check_plain(name, column, "an Excel sheet")
    column = without_categories(column)
    if is_datetime(column):
        return _moments(name, column)
    kind = str(column.dtype)
    if kind.startswith("timedelta"):
        return [None if value is None else value.to_pytimedelta() for value in _objects(column)]
    if column.dtype.kind in "iuf":
        return _numbers(name, column)
    if column.dtype.kind == "c" or kind.startswith(("period", "interval", "Sparse")):
        raise DataError(
            f"an Excel sheet cannot hold column {quoted(name)} of type {type_words(column.dtype)}; make it text first",
            column=name,
        )
    return [_checked(name, row, value) for row, value in enumerate(_objects(column))]


def _objects(column: pd.Series) -> Iterator[Any]:
    missing = column.isna().to_numpy()
    return (None if gap else value for value, gap in zip(column, missing, strict=True))


def _moments(name: str, column: pd.Series) -> list[Any]:
    zone = getattr(getattr(column.dtype, "pyarrow_dtype", column.dtype), "tz", None)
    if zone is not None:
        raise DataError(
            f"Excel has no time zones, but column {quoted(name)} is in {zone}; remove the time zone first",
            column=name,
        )
    early = column < FIRST_DAY
    if early.any():
        row = first_row(early)
        raise DataError(
            f"Excel has no dates before March 1900, but column {quoted(name)} holds {quoted(str(column.iloc[row]))}; "
            "make the column text first",
            column=name,
            row=row,
        )
    # Excel holds milliseconds.
    return [None if value is None else value.to_pydatetime(warn=False) for value in _objects(column.dt.round("ms"))]


def _numbers(name: str, column: pd.Series) -> list[Any]:
    return [_checked(name, row, value) for row, value in enumerate(_objects(column))]


def _checked(name: str, row: int, value: Any) -> Any:
    import decimal

    if isinstance(value, str):
        return _text(name, value, row)
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, datetime.date | datetime.time):
        return value
    if isinstance(value, decimal.Decimal):
        value = float(value)
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, int) and abs(value) >= LARGEST_WHOLE:
        raise DataError(
            f"Excel keeps 15 digits of a number, but column {quoted(name)} holds {value}; make the column text first",
            column=name,
            row=row,
        )
    if isinstance(value, float) and not abs(value) <= LARGEST:
        raise DataError(
            f"Excel has no infinite numbers and none above 1e307, but column {quoted(name)} holds {value}; "
            "replace it first",
            column=name,
            row=row,
        )
    return value


def _text(name: str, value: str, row: int) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if len(value) > LONGEST_TEXT:
        raise DataError(
            f"an Excel cell holds {LONGEST_TEXT:,} characters, but a text in column {quoted(name)} has {len(value):,}",
            column=name,
            row=row,
        )
    if ILLEGAL_CHARACTERS_RE.search(value):
        raise DataError(
            f"the text {quoted(value)} in column {quoted(name)} holds a control character, which Excel cannot hold; "
            "remove it first",
            column=name,
            row=row,
        )
    return value
