"""Write a table to a text file."""

from __future__ import annotations

import codecs
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Context, DataError, Example, Node, Table, column_type, quoted, setting
from knode_nodes.io._ahead import ahead
from knode_nodes.io._cells import check_plain, dates_as_text, first_row, is_datetime, with_labels
from knode_nodes.io._dialect import NAMED_SEPARATORS
from knode_nodes.io._files import replacing, report_written
from knode_nodes.io._lines import lines_of
from knode_nodes.io._packed import packing

if TYPE_CHECKING:
    import pandas as pd

ROWS_AT_A_TIME = 50_000


class CsvWriter(Node):
    """Write a table to a CSV file, one line for each row.

    The file is written beside the old one and takes its place at the end, so that an error or a full disk never leaves
    half a file. Dates are written as 2024-12-31, or 2024-12-31 23:59:00. A name that ends in .gz, .bz2, .xz, .zst or
    .lz4 gives a compressed file; a URL such as `s3://…` is written to as well.

    Example: for a spreadsheet with a German locale choose the separator `;`, the decimal `,` and the encoding
    `utf-8-sig`.
    """

    pack = "io"
    icon = "csv-writer"
    keywords = ("CSV Writer", "Output Data", "Save Data", "to_csv", "export", "save", "text file", "tsv")
    example = Example({"path": "result.csv", "separator": ";", "decimal": ",", "encoding": "utf-8-sig"})
    effect = True

    path: str = setting(..., "File to write; a relative name starts at the workflow's folder. Or a URL.", form="file")
    separator: str = setting(
        ",",
        "Character between two columns.",
        choices=[",", ";", "tab", "|"],
        pattern=r"""^(tab|space|\\t|[^\n\r"'])$""",
    )
    decimal: Literal[".", ","] = setting(
        ".", "Mark before the decimals of a number.", labels={".": ". (point)", ",": ", (comma)"}
    )
    encoding: str = setting(
        "utf-8", "How characters are stored.", choices=["utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"]
    )
    header: bool = setting(True, "Write the column names into the first line.")
    index: bool = setting(False, "Write the row labels too, as first columns.")
    missing: str = setting("", "Text to write for a missing value.")
    quotes: Literal["needed", "texts"] = setting(
        "needed",
        "Put quotes around texts that need them, or around all texts.",
        labels={"needed": "where needed", "texts": "around all texts"},
    )
    create_folders: bool = setting(False, "Create the folders of the path that are missing.")

    def run(self, table: Table, context: Context) -> None:
        """Write the file."""
        separator = NAMED_SEPARATORS.get(self.separator, self.separator)
        if separator == self.decimal:
            raise DataError(
                f"separator and decimal are both {quoted(separator)}; choose another separator, such as "
                f"{quoted(';' if separator == ',' else ',')}"
            )
        prepared = self._prepared(with_labels(table, index=self.index), context)
        with (
            replacing(self.path, context, create_folders=self.create_folders) as file,
            packing(file, self.path) as target,
        ):
            self._write(prepared, separator, target, context)
        report_written(context, table, self.path, columns=prepared.shape[1])

    def _prepared(self, table: pd.DataFrame, context: Context) -> pd.DataFrame:
        import pandas as pd

        blurred = []
        made: dict[int, Any] = {}
        for position, name in enumerate(table.columns):
            column = table.iloc[:, position]
            check_plain(str(name), column, "a CSV file")
            if is_datetime(column):
                made[position] = dates_as_text(column)
            elif self.decimal != "." and self._is_pointed(column):
                made[position] = column.astype(object).map(self._with_comma)
            elif isinstance(column.dtype, pd.StringDtype) and not self.missing and self._is_blurred(column):
                blurred.append(quoted(str(name)))
        if blurred:
            context.warn(
                f"Empty texts and missing values look the same in the file: {', '.join(blurred[:5])}. Set the text for "
                "missing values to tell them apart."
            )
        columns = [made.get(position, table.iloc[:, position]) for position in range(table.shape[1])]
        if not made:
            return table
        result = pd.concat(columns, axis=1)
        result.columns = table.columns
        return result

    @staticmethod
    def _is_pointed(column: pd.Series) -> bool:
        """Whether pandas writes its numbers with a point, whatever the decimal mark: categories, exact decimals, any values."""
        return column_type(column.dtype) in ("category", "other") or str(column.dtype).startswith("decimal")

    @staticmethod
    def _with_comma(value: Any) -> Any:
        return str(value).replace(".", ",") if isinstance(value, float | Decimal) and value == value else value

    @staticmethod
    def _is_blurred(column: pd.Series) -> bool:
        return bool(column.isna().any() and (column == "").any())

    def _write(self, table: pd.DataFrame, separator: str, target: Any, context: Context) -> None:
        import csv

        try:
            encoder = codecs.getincrementalencoder(self.encoding)()
        except LookupError:
            raise DataError(f"there is no encoding {quoted(self.encoding)}; common ones are utf-8 and cp1252") from None
        returns = any("\r" in str(name) for name in table.columns) or any(
            bool(table.iloc[:, position].astype("str").str.contains("\r", regex=False).any())
            for position in range(table.shape[1])
            if column_type(table.dtypes.iloc[position]) in ("text", "category", "other")
        )
        plain = self.quotes == "needed" and not returns

        def made(start: int) -> tuple[int, pd.DataFrame, bytes | None]:
            part = table.iloc[start : start + ROWS_AT_A_TIME]
            return start, part, lines_of(part, separator, self.decimal, self.missing) if plain else None

        for start, part, lines in ahead(made, range(0, max(1, len(table)), ROWS_AT_A_TIME), context.cores):
            text = "" if lines is None else lines.decode()
            if lines is None or (self.header and not start):
                left = part if lines is None else part.iloc[:0]
                head = left.to_csv(
                    sep=separator,
                    decimal=self.decimal,
                    index=False,
                    header=self.header and not start,
                    na_rep=self.missing,
                    lineterminator="\n",
                    # Python below 3.13 leaves a lone carriage return without quotes.
                    quoting=csv.QUOTE_MINIMAL if plain else csv.QUOTE_NONNUMERIC,
                )
                text = head + text
            try:
                target.write(encoder.encode(text))
            except UnicodeEncodeError as error:
                raise self._unencodable(part, start, error) from None
            context.progress(min(1.0, (start + ROWS_AT_A_TIME) / max(1, len(table))))

    def _unencodable(self, part: pd.DataFrame, start: int, error: UnicodeEncodeError) -> DataError:
        letter = error.object[error.start]
        for position, name in enumerate(map(str, part.columns)):
            has = part.iloc[:, position].astype("object").map(lambda value: isinstance(value, str) and letter in value)
            if has.any():
                return DataError(
                    f"{quoted(letter)} in column {quoted(name)} cannot be stored as {self.encoding}: choose utf-8",
                    port="table",
                    column=name,
                    row=start + first_row(has),
                )
        return DataError(f"{quoted(letter)} in a name cannot be stored as {self.encoding}: choose utf-8", port="table")
