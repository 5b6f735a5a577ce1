"""Files longer than their sample: columns are read as what the sample shows, and give what reading them as texts gives."""

from __future__ import annotations

import json
from typing import Any

import pandas as pd
import pytest

from knode.api import DataError
from knode_nodes.io import _arrow_csv, _delimited, _json
from knode_nodes.io._notes import Notes
from knode_nodes.io._stacking import stacked
from knode_nodes.io.csv_reader import CsvReader
from knode_nodes.io.json_reader import JsonReader
from knode_nodes.io.read_files import ReadFiles

pytestmark = pytest.mark.uncovered

USUAL = ("7", "1.5", "2024-01-31 10:20:30", "true", "x")
ROWS = 35_000


@pytest.fixture(autouse=True)
def _parts(monkeypatch):
    """Several parts to each file, as in one of many megabytes."""
    monkeypatch.setattr("knode_nodes.io._text.BLOCK", 1 << 18)
    monkeypatch.setattr(_delimited, "BLOCK", 1 << 18)


def lines(*late: tuple[str, ...], header: str = "n,x,at,ok,text", rows: int = ROWS) -> str:
    """A file of usual rows, with some others far behind the sample."""
    usual = [",".join(USUAL)] * rows
    usual[rows - 10 : rows - 10] = [",".join(row) for row in late]
    return "\n".join([header, *usual]) + "\n"


def as_texts(path: str, context, monkeypatch, **settings: Any) -> pd.DataFrame:
    """The file by the other way, record by record."""

    def refuse(self, keep):
        raise _arrow_csv.Irregular("for the test")

    with monkeypatch.context() as patch:
        patch.setattr(_delimited.Reading, "_by_arrow", refuse)
        return CsvReader(path=path, **settings).run(context)


SURPRISES = [
    (),
    (("", "", "", "", ""),),
    (("007", "1", "2024-02-01", "false", "y"),),
    (("-0", "-1e5", "2024-02-01T10:00", "TRUE", "NA"),),
    (("0x1F", " 2.5", " 2024-02-01", "tRue", "y"),),
    (("8.5", '"2,5"', "2024-02-30", "1", "y"),),
    (("99999999999999999999", "inf", "2024-02-01T10:00:00Z", "yes", "y"),),
    ((str(2**53 + 1), "nan", "2024-02-01 10:00:00.1234567", "", "y"), ("", "1", "", "", "")),
    (("?", "?", "?", "?", "?"), ("x", "x", "x", "x", "x")),
    (("9", '"1.5"', '"2024-02-01"', '"true"', '"a\nb"'),),
]


@pytest.mark.parametrize("late", SURPRISES)
def test_what_stands_far_behind_the_sample_counts_as_much(context, tmp_path, monkeypatch, late):
    (tmp_path / "t.csv").write_text(lines(*late))
    quick = CsvReader(path="t.csv").run(context)
    said = (context.said, context.warned)
    context.infos.clear()
    context.warnings.clear()
    pd.testing.assert_frame_equal(quick, as_texts("t.csv", context, monkeypatch))
    assert said == (context.said, context.warned)


def test_values_can_be_changed_and_rows_limited(context, tmp_path):
    (tmp_path / "t.csv").write_text(lines(rows=80_000))
    table = CsvReader(path="t.csv", row_limit=70_001).run(context)
    assert len(table) == 70_001
    assert [str(dtype) for dtype in table.dtypes] == ["int64", "float64", "datetime64[us]", "bool", "str"]
    table.loc[0, ["n", "x", "ok"]] = [8, 2.5, False]
    assert table.loc[0, ["n", "x", "ok"]].tolist() == [8, 2.5, False]
    assert table.loc[1, ["n", "x", "ok"]].tolist() == [7, 1.5, True]


def test_settings_hold_for_values_too(context, tmp_path):
    (tmp_path / "t.csv").write_text(lines())
    table = CsvReader(path="t.csv", dates="off", decimal=",", types={"n": "text", "ok": "category"}).run(context)
    assert [str(dtype) for dtype in table.dtypes] == ["str", "str", "str", "category", "str"]
    assert table["at"].iloc[0] == USUAL[2]
    assert table["n"].iloc[-1] == "7"


@pytest.mark.parametrize(("late", "kind"), [("é".encode(), "UTF-8"), (b"\xe9", "cp1252"), (b"\0", "NUL")])
def test_odd_bytes_far_behind_the_sample_are_seen(context, tmp_path, late, kind):
    (tmp_path / "t.csv").write_bytes(lines().encode() + b"8,2.5,2024-02-01,true," + late + b"\n")
    if kind == "NUL":
        with pytest.raises(DataError, match=f"line {ROWS + 2:,} holds a NUL byte"):
            CsvReader(path="t.csv").run(context)
        return
    assert CsvReader(path="t.csv").run(context)["text"].iloc[-1] == "é"
    assert ("cp1252" in context.warned) == (kind == "cp1252")


def test_a_character_cut_by_the_end_of_a_part_is_whole(context, tmp_path, monkeypatch):
    monkeypatch.setattr("knode_nodes.io._text.BLOCK", 100_001)
    text = "a,b\n" + "é€😀,1\n" * 150_000
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    assert set(CsvReader(path="t.csv").run(context)["a"]) == {"é€😀"}


def test_files_that_go_on_otherwise_than_their_header_tells_are_read_as_alone(context, tmp_path):
    (tmp_path / "a.csv").write_text(lines())
    (tmp_path / "b.csv").write_text(lines().replace("x\n", "x,\n").replace("text,\n", "text\n"))
    (tmp_path / "c.csv").write_bytes(lines().replace("x\n", "é\n").encode("cp1252"))
    (tmp_path / "d.csv").write_text(lines(("1.234", "1.234", "31.1.2024", "?", "y")))
    (tmp_path / "e.csv").write_text(lines(header="text,n,x,at,ok"))
    for one in "bcde":
        table = ReadFiles(path=f"[a{one}].csv", source_column="").run(context)
        alone = {f"{name}.csv": CsvReader(path=f"{name}.csv").run(context) for name in ("a", one)}
        pd.testing.assert_frame_equal(table, stacked(alone, "union", Notes()))


def test_a_late_repeated_name_is_told_for_each_file(context, tmp_path):
    for name in "ab":
        (tmp_path / f"{name}.csv").write_text(lines(header="n,x,at,ok,ok"))
    table = ReadFiles(path="*.csv").run(context)
    assert table.columns.tolist() == ["file", "n", "x", "at", "ok", "ok_2"]
    assert "2 of 2 files" in context.warned or '"a.csv", "b.csv"' in context.warned


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1}\n{"a":2}\n',
        '\n {"a":1}\r\n{"a":2}\r\n\r\n',
        '{"a":"}\\n{"}\n{"a":"{"}\n',
        '{"a":[1,2]}\n{"a":[]}\n',
        '{"a":{"b":1}}\n{"a":{"b":2}}\n',
        '{"a":1}\n{"b":2}\n',
        '{"a":1},{"a":2}\n{"a":3}\n',
        '{"a":1\n"b":2}\n{"a":1},{"a":2}\n',
        '{"a":[{"b":1}\n{"c":1}]}\n{"a":1},{"a":2}\n',
        '{"a":1},\n{"a":2}\n',
        '{"a":1}\n[2]\n',
        "{}\n{}\n",
        '{"a":1}\n{"a":\n',
        '{"a":1}{"a":2}\n{"a":3}\n',
        '{"a":1} {"a":2}\n{"a":\n3}\n',
        '{"a":{"b":[{"c":1},{"c":{}}]}}\n{"a":{"b":null}}\n',
        '{"a":NaN}\n{"a":-Infinity}\n',
        '{"a":1e400}\n{"a":123456789012345678901234567890}\n',
        '{"a":"\\ud83d"}\n{"a":"\\ud83d\\ude00"}\n',
        '{"a":"\tb"}\n{"a":1}\n',
        '{"a":1,"a":2}\n{"a":3}\n',
    ],
)
def test_lines_read_at_once_are_what_each_alone_is(context, tmp_path, monkeypatch, text):
    (tmp_path / "t.jsonl").write_text(text, newline="")

    def outcome() -> Any:
        try:
            return JsonReader(path="t.jsonl", layout="lines").run(context)
        except DataError as error:
            return error.message

    quick = outcome()
    monkeypatch.setattr(_json, "_at_once", lambda *_: None)
    slow = outcome()
    if isinstance(slow, str):
        assert quick == slow
    else:
        pd.testing.assert_frame_equal(quick, slow)


@pytest.mark.parametrize(
    ("values", "dtype"),
    [
        ([1, 2.0, None], "float64"),
        ([1, 2.5], "float64"),
        ([2**63, 1], "uint64"),
        ([2**64, 1], "str"),
        ([2**63, -1], "str"),
        ([2**63, 1.5], "float64"),
        ([float(2**60), 1], "float64"),
        ([2**53 + 1, None], "Int64"),
        ([True, None], "boolean"),
        ([True, 1], "str"),
        (["2024-01-31", None], "datetime64[us]"),
    ],
)
def test_numbers_of_json_keep_their_types(context, tmp_path, values, dtype):
    (tmp_path / "t.json").write_text(json.dumps([{"a": value} for value in values]))
    assert str(JsonReader(path="t.json").run(context)["a"].dtype) == dtype
