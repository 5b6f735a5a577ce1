"""What readers tell of a file by its first part: columns and dtypes, as their own reading gives them."""

from __future__ import annotations

import bz2
import datetime
import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from knode.api import Context, Node, TableSpec
from knode_nodes.io import _excel, _head
from knode_nodes.io.csv_reader import CsvReader
from knode_nodes.io.excel_reader import ExcelReader
from knode_nodes.io.json_reader import JsonReader
from knode_nodes.io.parquet_reader import ParquetReader

Peeked = dict[str, str]
LINES = "name;price;day;code\nÄnna;3,50;2024-01-31;007\nBen;;2024-02-01;008\n"
TYPES = {"name": "str", "price": "float64", "day": "datetime64[us]", "code": "str"}
RECORDS = [{"n": "Ännä", "x": i, "o": {"b": 1.5}, "d": "2024-01-01", "l": [1, 2]} for i in range(20_000)]
RECORD_TYPES = {"n": "str", "x": "int64", "o.b": "float64", "d": "datetime64[us]", "l": "object"}


def peeked(node: Node, folder: Path) -> Peeked | None:
    told = node.peek(folder)
    assert set(told) <= {"table"}
    spec = told.get("table")
    return {one.name: one.dtype for one in spec.columns} if isinstance(spec, TableSpec) else None


def spec_of_run(node: Any, context: Context) -> Peeked:
    return {one.name: one.dtype for one in TableSpec.of(node.run(context)).columns}


@pytest.mark.parametrize(
    ("name", "packed"),
    [
        ("plain.csv", lambda text: text.encode()),
        ("mark.csv", lambda text: text.encode("utf-8-sig")),
        ("old.csv", lambda text: text.encode("cp1252")),
        ("wide.csv", lambda text: text.encode("utf-16")),
        ("big.csv", lambda text: text.encode("utf-16-be")),
        ("ends.csv", lambda text: text.replace("\n", "\r\n").encode()),
        ("packed.csv.gz", lambda text: gzip.compress(text.encode())),
        ("packed.csv.bz2", lambda text: bz2.compress(text.encode())),
    ],
)
@pytest.mark.parametrize("times", [1, 20_000])
def test_a_text_file_tells_its_columns_as_reading_it_does(
    tmp_path: Path, context: Context, name: str, packed: Callable[[str], bytes], times: int
):
    head, *lines = LINES.splitlines(keepends=True)
    (tmp_path / name).write_bytes(packed(head + "".join(lines) * times))
    node = CsvReader(path=name)
    assert peeked(node, tmp_path) == TYPES == spec_of_run(node, context)


def test_quoted_texts_of_many_lines_may_be_cut_off(tmp_path: Path):
    (tmp_path / "long.csv").write_text("a,b\n" + ('1,"' + "long, text\n" * 2000 + '"\n') * 50)
    assert peeked(CsvReader(path="long.csv"), tmp_path) == {"a": "int64", "b": "str"}


def test_a_bad_line_hides_no_columns(tmp_path: Path):
    (tmp_path / "bad.csv").write_text("a,b\n1,x\n1,2,3\n2,y\n")
    assert peeked(CsvReader(path="bad.csv"), tmp_path) == {"a": "int64", "b": "str"}


def test_settings_count(tmp_path: Path):
    (tmp_path / "rows.csv").write_text(LINES)
    assert peeked(CsvReader(path="rows.csv", columns=["code", "name"], types={"code": "integer"}), tmp_path) == {
        "code": "int64",
        "name": "str",
    }
    assert peeked(CsvReader(path="rows.csv", separator="|"), tmp_path) == {"name;price;day;code": "str"}


def test_a_file_with_a_header_only_tells_it(tmp_path: Path):
    (tmp_path / "head.csv").write_text("a,b\n")
    assert peeked(CsvReader(path="head.csv"), tmp_path) == {"a": "str", "b": "str"}


@pytest.mark.parametrize("reader", [CsvReader, ExcelReader, JsonReader, ParquetReader])
@pytest.mark.parametrize("path", ["absent", "empty", "folder", "noise", "https://example.org/a.csv", "", "a\0b"])
def test_what_cannot_be_read_tells_nothing(tmp_path: Path, reader: Any, path: str):
    (tmp_path / "empty").touch()
    (tmp_path / "folder").mkdir()
    (tmp_path / "noise").write_bytes(b"PK\x03\x04\0\0\x81 no")
    assert peeked(reader(path=path), tmp_path) is None


def test_a_look_at_a_large_file_reads_its_first_part_only(tmp_path: Path):
    (tmp_path / "large.csv").write_text("a,b\n" + "1,2.5\n" * 1_000_000 + "word,x\n")
    assert peeked(CsvReader(path="large.csv"), tmp_path) == {"a": "int64", "b": "float64"}
    head = _head.head_of(tmp_path / "large.csv", lines=True)
    assert (len(head.data), head.whole) == (_head.HEAD_BYTES, False)


def test_a_header_longer_than_the_first_part_is_read(tmp_path: Path):
    names = [f"a_long_name_for_column_{'x' * 300}_{number}" for number in range(1000)]
    (tmp_path / "wide.csv").write_text(",".join(names) + "\n" + ",".join("1" for _ in names) + "\n")
    assert peeked(CsvReader(path="wide.csv"), tmp_path) == dict.fromkeys(names, "int64")


def test_another_setting_reads_the_file_no_more_until_it_changes(tmp_path: Path):
    file = tmp_path / "rows.csv"
    file.write_text("a,b\n1,x\n")
    peeked(CsvReader(path="rows.csv"), tmp_path)
    reads = _head._head.cache_info().misses
    assert peeked(CsvReader(path="rows.csv", columns=["b"]), tmp_path) == {"b": "str"}
    assert _head._head.cache_info().misses == reads
    file.write_text("a,b,c\n1,x,2\n")
    assert peeked(CsvReader(path="rows.csv"), tmp_path) == {"a": "int64", "b": "str", "c": "int64"}
    file.write_text("a,b,c\n1,x,y\n")
    os.utime(file, ns=(1, 1))
    assert peeked(CsvReader(path="rows.csv"), tmp_path) == {"a": "int64", "b": "str", "c": "str"}


@pytest.mark.parametrize("count", [3, len(RECORDS)])
@pytest.mark.parametrize(
    ("settings", "text"),
    [
        ({}, lambda rows: json.dumps(rows, ensure_ascii=False)),
        ({}, lambda rows: json.dumps(rows, indent=2)),
        ({}, lambda rows: "\n".join(map(json.dumps, rows))),
        ({"layout": "lines"}, lambda rows: "\n".join(map(json.dumps, rows))),
        ({"at": "data.items"}, lambda rows: json.dumps({"count": 3, "data": {"items": rows}})),
        ({}, lambda rows: json.dumps({"note": 'a "[, brace {', "rows": rows})),
    ],
)
def test_records_tell_their_columns_as_reading_them_does(
    tmp_path: Path, context: Context, settings: Any, text: Callable[[Any], str], count: int
):
    (tmp_path / "rows.json").write_text(text(RECORDS[:count]), encoding="utf-8")
    node = JsonReader(path="rows.json", **settings)
    assert peeked(node, tmp_path) == RECORD_TYPES == spec_of_run(node, context)


def test_a_table_with_its_names_above_tells_them_and_long_columns_tell_nothing(tmp_path: Path):
    rows = [[number, "text"] for number in range(100_000)]
    (tmp_path / "split.json").write_text(json.dumps({"columns": ["p", "q"], "data": rows}))
    assert peeked(JsonReader(path="split.json"), tmp_path) == {"p": "int64", "q": "str"}
    (tmp_path / "columns.json").write_text(json.dumps({"a": list(range(100_000)), "b": list(range(100_000))}))
    assert peeked(JsonReader(path="columns.json"), tmp_path) is None
    (tmp_path / "few.json").write_text(json.dumps({"a": [1, 2], "b": ["x", "y"]}))
    assert peeked(JsonReader(path="few.json"), tmp_path) == {"a": "int64", "b": "str"}


@pytest.fixture
def book(tmp_path: Path) -> Callable[[int], Path]:
    def write(rows: int) -> Path:
        large = pd.DataFrame(
            {
                "a": range(rows),
                "t": [f"text {number}" for number in range(rows)],
                "d": datetime.datetime(2024, 1, 5),
                "f": 0.5,
            }
        )
        with pd.ExcelWriter(tmp_path / "book.xlsx") as file:
            pd.DataFrame({"first": [1, 2], "ß": ["00123", "x"]}).to_excel(file, sheet_name="One", index=False)
            large.to_excel(file, sheet_name="Two", index=False, startrow=3)
        return tmp_path / "book.xlsx"

    return write


@pytest.mark.parametrize("rows", [20, 15_000])
def test_each_sheet_of_a_workbook_tells_its_columns(
    book: Callable[[int], Path], context: Context, tmp_path: Path, rows: int
):
    file = book(rows)
    shortened = _excel._shortened(file, file.stat().st_size)
    assert (len(shortened) == file.stat().st_size) == (rows == 20)
    assert peeked(ExcelReader(path="book.xlsx"), tmp_path) == {"first": "int64", "ß": "str"}
    two = ExcelReader(path="book.xlsx", sheet="Two")
    assert peeked(two, tmp_path) == {"a": "int64", "t": "str", "d": "datetime64[us]", "f": "float64"}
    assert peeked(two, tmp_path) == spec_of_run(two, context)
    assert peeked(ExcelReader(path="book.xlsx", sheet="Three"), tmp_path) is None


@pytest.mark.parametrize("rows", [20, 15_000])
def test_merged_cells_of_a_large_workbook_tell_nothing_before_the_run(
    book: Callable[[int], Path], context: Context, tmp_path: Path, rows: int
):
    file = openpyxl.load_workbook(book(rows))
    file["Two"].insert_rows(4)
    file["Two"].cell(4, 3, "left")
    file["Two"].merge_cells("C4:D4")
    file.save(tmp_path / "book.xlsx")
    node = ExcelReader(path="book.xlsx", sheet="Two", header_rows=2)
    found = {"a": "int64", "t": "str", "left d": "datetime64[us]", "left f": "float64"}
    assert spec_of_run(node, context) == found
    assert peeked(node, tmp_path) == (found if rows == 20 else None)


def test_another_setting_opens_the_workbook_no_more(book: Callable[[int], Path], tmp_path: Path):
    book(20)
    peeked(ExcelReader(path="book.xlsx", sheet="2"), tmp_path)
    opened = (_excel._book.cache_info().misses, _excel._rows.cache_info().misses)
    assert peeked(ExcelReader(path="book.xlsx", sheet="2", columns=["f"]), tmp_path) == {"f": "float64"}
    assert (_excel._book.cache_info().misses, _excel._rows.cache_info().misses) == opened


def test_a_parquet_file_beside_the_workflow_tells_its_columns(tmp_path: Path):
    pd.DataFrame({"a": [1], "b": [0.5]}).to_parquet(tmp_path / "rows.parquet")
    assert peeked(ParquetReader(path="rows.parquet", columns=["b"]), tmp_path) == {"b": "float64"}


def test_what_a_table_may_turn_out_to_be_is_not_certain(tmp_path: Path):
    (tmp_path / "rows.csv").write_text(LINES)
    assert CsvReader(path="rows.csv").certain_peek(tmp_path) == {}
