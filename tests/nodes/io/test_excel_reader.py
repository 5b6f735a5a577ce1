"""Reading workbooks: where the table is, types of cells, and files that are none."""

from __future__ import annotations

import datetime
import zipfile
from typing import Any

import openpyxl
import pandas as pd
import pytest
from openpyxl.chart import BarChart, Reference

from knode.api import DataError, TableSpec
from knode_nodes.io.excel_reader import ExcelReader


@pytest.fixture
def read(context, tmp_path):
    def read(*rows: list[Any], merged: tuple[str, ...] = (), **settings: Any) -> pd.DataFrame:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        for cells in merged:
            book.active.merge_cells(cells)
        book.create_sheet("Notes").append(["x"])
        book.save(tmp_path / "t.xlsx")
        context.infos.clear()
        context.warnings.clear()
        return ExcelReader(path="t.xlsx", **settings).run(context)

    return read


def test_cells_keep_their_types(read, context):
    table = read(
        ["n", "x", "text", "flag", "day", "gap", "wait", "clock"],
        [
            1,
            1.5,
            "00123",
            True,
            datetime.datetime(2024, 1, 2, 3, 4),
            None,
            datetime.timedelta(hours=30),
            datetime.time(3, 4),
        ],
        [2, None, "5", False, datetime.date(2024, 1, 3), None, None, None],
    )
    assert [str(dtype) for dtype in table.dtypes] == [
        "int64", "float64", "str", "bool", "datetime64[us]", "float64", "timedelta64[us]", "str",
    ]  # fmt: skip
    assert table["text"].tolist() == ["00123", "5"]
    assert table["wait"].iloc[0] == pd.Timedelta(hours=30)
    assert table["clock"].iloc[0] == "03:04:00"
    assert context.infos[0] == 'Guessed: sheet "Sheet" of "Sheet", "Notes", header in row 1 of the sheet.'
    assert 'Without any value: "gap"' in context.said


def test_titles_and_empty_cells_around_the_table_are_left_out(read, context):
    table = read(
        ["Sales of the year"], [], [None, None, "made in January"], [None, "name", "price"], [None, "A", 1.5],
        [None, "B", 2], [], [None, None, None, None, ""],
    )  # fmt: skip
    assert table.to_dict("list") == {"name": ["A", "B"], "price": [1.5, 2.0]} or context.said
    assert table.columns.tolist()[-2:] == ["name", "price"]
    assert "header in row 4 of the sheet" in context.said


def test_a_table_without_header_gets_numbered_names(read, context):
    table = read([1, "a"], [2, "b"])
    assert table.to_dict("list") == {"column_1": [1, 2], "column_2": ["a", "b"]}
    assert "no header" in context.said
    assert read([1, "a"], [2, "b"], header="yes").columns.tolist() == ["1", "a"]
    assert read(["a", "b"], ["c", "d"], header="no").shape == (2, 2)


def test_rows_can_be_skipped_and_limited_and_columns_chosen(read):
    table = read(["junk", "junk"], ["a", "b"], [1, "x"], [2, "y"], skip_rows=1, row_limit=1, columns=["b"])
    assert table.to_dict("list") == {"b": ["x"]}


def test_na_among_codes_is_told(read, context):
    rows = [["code", "n"], ["NA", 1], ["DE", "NA"], ["FR", 3]]
    assert read(*rows)["code"].isna().tolist() == [True, False, False]
    assert '"NA" counts as missing in "code", where it stands among codes such as "DE"' in context.warned
    assert read(*rows, missing=("null",))["code"].tolist() == ["NA", "DE", "FR"]
    assert "counts as missing" not in context.warned


def test_mixed_columns_become_text_with_a_warning(read, context):
    table = read(["a", "b"], [1, 1], ["x", 2], [datetime.date(2024, 1, 2), 3])
    assert table["a"].tolist() == ["1", "x", "2024-01-02"]
    assert 'several types: "a"' in context.warned


def test_marks_of_missing_values(read, context):
    table = read(["a", "b"], [1, "NA"], ["?", "x"])
    assert table["a"].isna().tolist() == [False, True]
    assert table["b"].isna().tolist() == [True, False]
    assert '"?" as missing in "a"' in context.said
    assert read(["b"], ["NA"], ["x"], missing=())["b"].tolist() == ["NA", "x"]


def test_types_can_be_set(read):
    table = read(["a", "b"], [1, "00123"], [2, "7"], types={"a": "text", "b": "integer"})
    assert table["a"].tolist() == ["1", "2"]
    assert table["b"].tolist() == [123, 7]


def test_numbers_that_are_texts_in_the_sheet_are_told(read, context):
    rows = (
        ["a", "b", "c", "d", "e"],
        ["1,5", "1.234,50", "001", "x", "+41791234567"],
        ["2", None, "002", "1", "+41791234568"],
    )
    assert [str(dtype) for dtype in read(*rows).dtypes] == ["str"] * 5
    assert context.infos[-1] == (
        'Text in the sheet, though it looks like numbers: "a", "b". To calculate with it, set its type.'
    )
    assert read(*rows, types={"a": "number", "b": "number"})["b"].fillna(0).tolist() == [1234.5, 0]
    assert "looks like numbers" not in context.said


def test_the_same_name_twice_is_made_unique(read, context):
    assert read(["a", "a", None], [1, 2, 3]).columns.tolist() == ["a", "a_2", "column_3"]
    assert "a_2" in context.warned


def test_the_sheet_is_chosen_by_name_or_number(read):
    assert read(["a"], [1], sheet="Notes", header="no").to_dict("list") == {"column_1": ["x"]}
    assert read(["a"], [1], sheet="2", header="no").to_dict("list") == {"column_1": ["x"]}
    with pytest.raises(DataError, match=r'did you mean "Notes".*"Sheet", "Notes"'):
        read(["a"], [1], sheet="Note")


def test_an_empty_sheet_is_refused_and_a_header_alone_is_warned_of(read, context):
    with pytest.raises(DataError, match="no cells"):
        read()
    assert read(["a", "b"]).shape == (0, 2)
    assert "header only" in context.warned


@pytest.mark.parametrize("content", [b"a,b\n1,2\n", b"PK\x03\x04" + bytes(200), b"\xd0\xcf\x11\xe0" + bytes(600), b""])
def test_files_that_are_no_workbook_are_refused(tmp_path, context, content):
    (tmp_path / "t.xlsx").write_bytes(content)
    with pytest.raises(DataError, match=r"t\.xlsx"):
        ExcelReader(path="t.xlsx").run(context)


def test_a_workbook_cut_off_is_refused(read, tmp_path, context):
    read(["a"], [1])
    data = (tmp_path / "t.xlsx").read_bytes()
    for part in (0.3, 0.7, 0.95):
        (tmp_path / "t.xlsx").write_bytes(data[: int(len(data) * part)])
        with pytest.raises(DataError, match="no readable"):
            ExcelReader(path="t.xlsx").run(context)


def test_many_columns(read):
    assert read([f"c{number}" for number in range(10_000)], list(range(10_000))).shape == (1, 10_000)


TWO_ROWS = (
    ["Region", 2023, None, 2024, None],
    [None, "Q1", "Q2", "Q1", "Q2"],
    ["North", 1.5, 2, 3, 4],
    ["South", 5, 6, 7, 8],
)
JOINED = ["Region", "2023 Q1", "2023 Q2", "2024 Q1", "2024 Q2"]


@pytest.mark.parametrize("titles", [[], [["Sales"], []], [["Sales", "in francs"], []]])
def test_names_in_several_rows_are_joined(read, context, titles):
    top = len(titles) + 1
    merged = (f"A{top}:A{top + 1}", f"B{top}:C{top}", f"D{top}:E{top}")
    table = read(*titles, *TWO_ROWS, merged=merged, header_rows=2)
    assert list(table) == JOINED
    assert [str(dtype) for dtype in table.dtypes] == ["str", "float64", "int64", "int64", "int64"]
    assert f"header in row {len(titles) + 1}" in context.infos[0]
    assert not context.warnings


def test_a_few_merged_cells_above_names_belong_to_them(read):
    rows = [[None, None, "Price", None, "Count", None], ["Item", "Size", "net", "gross", "stock", "sold"]]
    values = (["A", 1, 2, 3, 4, 5], ["B", 1, 2, 3, 4, 5])
    table = read(["Shop"], *rows, *values, merged=("A1:F1", "C2:D2", "E2:F2"), header_rows=2)
    assert list(table) == ["Item", "Size", "Price net", "Price gross", "Count stock", "Count sold"]
    rows[0][4] = None
    table = read(["Shop"], *rows, *values, merged=("C2:D2",), header_rows=2)
    assert list(table) == ["Item", "Size", "Price net", "Price gross", "stock", "sold"]
    table = read(["a", "b"], [None, "t"], ["x", "y"], ["v", "w"], header_rows=3, skip_rows=0)
    assert list(table) == ["a x", "b t y"]
    assert table.shape == (1, 2)


def test_one_name_above_all_columns_belongs_to_the_names_that_are_said_to_be_there(read):
    rows = (["Year", None, None, None], ["H1", None, "H2", None], ["Q1", "Q2", "Q3", "Q4"], [1, 2, 3, 4], [5, 6, 7, 8])
    table = read(*rows, merged=("A1:D1", "A2:B2", "C2:D2"), header_rows=3)
    assert list(table) == ["Year H1 Q1", "Year H1 Q2", "Year H2 Q3", "Year H2 Q4"]
    assert len(table) == 2
    table = read(["Sales"], ["a", "b", "c"], ["x", "y", "z"], ["v", "w", "u"], header_rows=2)
    assert list(table) == ["a x", "b y", "c z"]


def test_a_second_row_of_names_is_told(read, context):
    read(["mass", "speed"], ["kg", "m/s"], [1.5, 2], [2, 3])
    assert "Row 2 of the sheet seems to hold names too: then set header_rows to 2." in context.warned
    table = read(["mass", "speed"], ["kg", "m/s"], [1.5, 2], [2, 3], header_rows=2)
    assert list(table) == ["mass kg", "speed m/s"]
    assert table["mass kg"].tolist() == [1.5, 2]
    assert not context.warnings
    read(["name", "n"], ["A", None], ["B", 2])
    assert not context.warnings


def test_more_rows_of_names_than_there_are_rows(read):
    with pytest.raises(DataError, match="the table has 2 rows, and 5 are to hold names: set header_rows"):
        read(["a", "b"], [1, 2], header_rows=5)
    assert read(["a", "b"], [1, 2], header="no", header_rows=5).shape == (2, 2)


def test_a_name_above_stands_for_the_cells_merged_with_it_alone(read, context):
    rows = (["id", "value", None, "Note"], [None, "net", "gross", None], [1, 2, 3, "x"])
    assert list(read(*rows, merged=("B1:C1",), header_rows=2)) == ["id", "value net", "value gross", "Note"]
    assert "No name stands above" not in context.said
    assert list(read(*rows, header_rows=2)) == ["id", "value net", "gross", "Note"]
    assert 'No name stands above "gross": the one on the left belongs to the cells that are merged' in context.said
    assert list(read(["junk"], *rows, merged=("A1:D1", "B2:C2"), skip_rows=1, header_rows=2)) == [
        "id", "value net", "value gross", "Note",
    ]  # fmt: skip


def test_where_the_format_tells_no_merged_cells_a_name_above_goes_on_to_the_right(tmp_path, context):
    def row(*cells: str) -> str:
        texts = "".join(
            f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
            if cell
            else "<table:table-cell/>"
            for cell in cells
        )
        return f"<table:table-row>{texts}</table:table-row>"

    names = (f'xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text"))
    rows = row("Region", "2024", "") + row("", "Q1", "Q2") + row("North", "a", "b")
    content = (
        f"<office:document-content {' '.join(names)}><office:body><office:spreadsheet><table:table table:name='S'>{rows}"
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        packed.writestr("META-INF/manifest.xml", manifest)
        packed.writestr("content.xml", content)
    table = ExcelReader(path="t.ods", header="yes", header_rows=2).run(context)
    assert list(table) == ["Region", "2024 Q1", "2024 Q2"]


REGIONS = (
    ["Region", "Town", "n"],
    ["North", "A", 1],
    [None, "B", 2],
    [None, "C", 3],
    ["South", "D", 4],
    [None, "E", 5],
)


def test_cells_merged_over_several_rows_give_their_value_to_all_where_that_is_wanted(read, context):
    merged = ("A2:A4", "A5:A9")
    assert read(*REGIONS, merged=merged)["Region"].isna().tolist() == [False, True, True, False, True]
    assert context.warnings == [
        'Cells are merged over several rows, and only the first of these has their value: "Region". Set fill_merged to '
        "give it to all of them."
    ]
    read(*REGIONS, merged=merged, columns=["Town", "n"])
    assert not context.warnings
    table = read(["Towns", None, None], *REGIONS, merged=("A1:C1", "A3:A5", "A6:A7"), fill_merged=True)
    assert table["Region"].tolist() == ["North", "North", "North", "South", "South"]
    assert not context.warnings
    assert read(*REGIONS, merged=merged, fill_merged=True, row_limit=2)["Region"].tolist() == ["North", "North"]


def test_cells_merged_across_keep_their_value_in_the_first_column(read):
    rows = (["a", "b", "c"], [1, 2, 3], ["total", None, 3], [4, None, 6], [None, None, 7])
    table = read(*rows, merged=("A3:B3", "A4:B5", "B1:B2"), fill_merged=True)
    assert table["a"].tolist() == ["1", "total", "4", "4"]
    assert table["b"].isna().all()
    assert table["c"].tolist() == [3, 3, 6, 7]


def test_without_a_name_the_first_sheet_of_cells_that_is_not_hidden_is_read(tmp_path, context):
    book = openpyxl.Workbook()
    book.active.append(["lookup", "n"])
    book.active.append(["x", 0])
    book.active.sheet_state = "hidden"
    chart = BarChart()
    chart.add_data(Reference(book.active, 2, 1, 2, 2))
    book.create_chartsheet("Chart", 0).add_chart(chart)
    book.create_sheet("Data").append(["a"])
    book["Data"].append([1])
    book.active = 2
    book.save(tmp_path / "t.xlsx")
    node = ExcelReader(path="t.xlsx")
    assert node.run(context).to_dict("list") == {"a": [1]}
    assert 'sheet "Data" of "Chart", "Sheet", "Data"' in context.said
    told = node.peek(tmp_path)["table"]
    assert isinstance(told, TableSpec)
    assert told.names == ["a"]
    assert ExcelReader(path="t.xlsx", sheet="2").run(context)["lookup"].tolist() == ["x"]
    with pytest.raises(DataError, match="no cells"):
        ExcelReader(path="t.xlsx", sheet="Chart").run(context)
    book["Data"].sheet_state = "veryHidden"
    book.create_sheet("Last")
    book.active = 3
    book.save(tmp_path / "t.xlsx")
    with pytest.raises(DataError, match="no cells"):
        node.run(context)


def test_months_above_numbers_are_names(read, context):
    table = read(["Item", datetime.date(2024, 1, 1), datetime.datetime(2024, 2, 1)], ["A", 1, 2], ["B", 3, 4])
    assert table.to_dict("list") == {"Item": ["A", "B"], "2024-01-01": [1, 3], "2024-02-01": [2, 4]}
    assert not context.warnings
