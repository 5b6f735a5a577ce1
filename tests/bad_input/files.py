"""Files."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from knode.builder import NodeHandle
from tests.bad_input.bench import Bench, answered, refused, warned


@refused(
    "The file is not there.",
    'Node "csv_reader" (CSV Reader) failed: there is no file "FOLDER/sales_2062.csv"; did you mean "sales_2026.csv"?',
)
def _(w: Bench) -> None:
    Path("sales_2026.csv").write_text("a\n1\n")
    w.add("CsvReader", path="sales_2062.csv")


@refused(
    "The file is empty.",
    'Node "csv_reader" (CSV Reader) failed: "empty.csv": the file is empty',
)
def _(w: Bench) -> None:
    Path("empty.csv").touch()
    w.add("CsvReader", path="empty.csv")


@refused(
    "The file was written in another encoding than the one that is set.",
    'Node "csv_reader" (CSV Reader) failed: "cities.csv": line 2 holds bytes that are no utf-8 text; try '
    "encoding auto (cp1252 would fit)",
)
def _(w: Bench) -> None:
    Path("cities.csv").write_bytes("city\nK\u00f6ln\n".encode("latin-1"))
    w.add("CsvReader", path="cities.csv", encoding="utf-8")


@answered("The file was written in an old encoding, and none is set.", {"city": ["Köln"]})
def _(w: Bench) -> NodeHandle:
    Path("cities.csv").write_bytes("city\nKöln\n".encode("latin-1"))
    return w.add("CsvReader", path="cities.csv")


@refused(
    "The encoding has no such name.",
    'Node "csv_reader" (CSV Reader) failed: "cities.csv": there is no encoding "utf-88"; common ones are '
    "utf-8, cp1252, latin-1 and utf-16",
)
def _(w: Bench) -> None:
    Path("cities.csv").write_text("city\nBonn\n")
    w.add("CsvReader", path="cities.csv", encoding="utf-88")


@refused(
    "A line of the file has more values than there are columns.",
    'Node "csv_reader" (CSV Reader) failed: "cities.csv": line 3 has 4 fields, expected 2. Mend the line, or '
    "set `bad_lines` to `skip`; if many lines are bad, the separator or the quote is another one [row 1]",
)
def _(w: Bench) -> None:
    Path("cities.csv").write_text("city,people\nBonn,330000\nKyiv,2,950,000\nOslo,700000\n")
    w.add("CsvReader", path="cities.csv")


@refused(
    "A column that is to be numbers holds a word.",
    'Node "csv_reader" (CSV Reader) failed: "cities.csv": "many" in column "people" is no integer; choose '
    'another type for the column, or list the text in the setting `missing` [column "people", row 1]',
)
def _(w: Bench) -> None:
    Path("cities.csv").write_text("city,people\nBonn,330000\nKyiv,many\n")
    w.add("CsvReader", path="cities.csv", types={"people": "integer"})


@refused(
    "A folder is given where a file is wanted.",
    'Node "csv_reader" (CSV Reader) failed: "FOLDER/data" is a folder: choose a file in it (the folder is empty)',
)
def _(w: Bench) -> None:
    Path("data").mkdir()
    w.add("CsvReader", path="data")


@refused(
    "The workbook has no such sheet.",
    'Node "excel_reader" (Excel Reader) failed: "book.xlsx": there is no sheet "Sale"; did you mean "Sales"? '
    'The workbook has "Sales"',
)
def _(w: Bench) -> None:
    pd.DataFrame({"a": [1]}).to_excel("book.xlsx", sheet_name="Sales", index=False)
    w.add("ExcelReader", path="book.xlsx", sheet="Sale")


@refused(
    "The file is called .xlsx, and is none.",
    'Node "excel_reader" (Excel Reader) failed: "book.xlsx": this is no readable Excel or OpenDocument '
    "workbook (invalid Zip archive: Could not find EOCD); CSV Reader reads text files",
)
def _(w: Bench) -> None:
    Path("book.xlsx").write_text("a,b\n1,2\n")
    w.add("ExcelReader", path="book.xlsx")


@refused(
    "The file is called .parquet, and is none.",
    'Node "parquet_reader" (Parquet Reader) failed: "rows.parquet" is no readable Parquet file: it is '
    "another kind of file, or cut off",
)
def _(w: Bench) -> None:
    Path("rows.parquet").write_text("a,b\n1,2\n")
    w.add("ParquetReader", path="rows.parquet")


@refused(
    "The JSON ends in the middle.",
    'Node "json_reader" (JSON Reader) failed: "rows.json": line 1, column 18 is no JSON: expecting value',
)
def _(w: Bench) -> None:
    Path("rows.json").write_text('[{"a": 1}, {"a": ')
    w.add("JsonReader", path="rows.json")


@refused(
    "No file fits the pattern.",
    'Node "read_files" (Read Files) failed: there is nothing to read: no file fits "sales_*.csv"; a relative '
    "pattern starts at the workflow's folder",
)
def _(w: Bench) -> None:
    w.add("ReadFiles", path="sales_*.csv")


@refused(
    "Files that must be alike differ in their columns.",
    'Node "read_files" (Read Files) failed: the files have different columns: "sold" is not in "b.csv"; set '
    '`columns` to `union` or `common` [column "sold"]',
)
def _(w: Bench) -> None:
    Path("a.csv").write_text("day,sold\n2026-01-01,3\n")
    Path("b.csv").write_text("day,soled\n2026-01-02,4\n")
    w.add("ReadFiles", path="*.csv", columns="refuse")


@refused(
    "The folder to write to is not there.",
    'Node "csv_writer" (CSV Writer) failed: "FOLDER/reports/out.csv" was not written: there is no folder '
    '"FOLDER/reports"; create it, or turn on create_folders',
)
def _(w: Bench) -> None:
    w.table({"a": [1]}) >> w.add("CsvWriter", path="reports/out.csv")


@refused(
    "Text does not fit into the encoding that it is to be written in.",
    'Node "csv_writer" (CSV Writer) failed: "🚲" in column "city" cannot be stored as latin-1: choose utf-8 '
    '[port "table", column "city", row 1]',
)
def _(w: Bench) -> None:
    w.table({"city": ["Bonn", "Kraków 🚲"]}) >> w.add("CsvWriter", path="out.csv", encoding="latin-1")


@warned(
    "A column of numbers holds a word.",
    '"price" stays text: most of its values look like a number, but "free" in row 1, counted from 0, is not. Set the '
    "column's type, or list texts that mean missing in the setting `missing`.",
)
def _(w: Bench) -> None:
    Path("prices.csv").write_text("price\n12\nfree\n7\n", encoding="utf-8")
    w.add("CsvReader", path="prices.csv")
