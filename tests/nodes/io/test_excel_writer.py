"""Writing Excel files: what a sheet holds comes back, what it cannot is refused."""

from __future__ import annotations

import datetime
import gc
import os
import subprocess
import sys
import tempfile
import time
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

from knode.api import DataError
from knode_nodes.io import excel_writer
from knode_nodes.io.excel_reader import ExcelReader
from knode_nodes.io.excel_writer import ExcelWriter
from tests.nodes.io.tables import SECONDS, SMALL_WHOLE, same_numbers, tables


def refused(table: pd.DataFrame, context, **options) -> DataError:
    with pytest.raises(DataError) as caught:
        ExcelWriter(path="t.xlsx", **options).run(table, context)
    assert list(context.folder.iterdir()) == []
    return caught.value


def test_cells_have_the_types_of_the_columns(context, tmp_path):
    table = pd.DataFrame(
        {
            "text": ["=1+1", "00123", None],
            "n": [1, 2, 3],
            "x": [1.5, None, 2.5],
            "b": pd.array([True, None, False], dtype="boolean"),
            "day": pd.to_datetime(["2024-01-31 10:00", None, "2024-02-01"], format="ISO8601"),
            "date": [datetime.date(2024, 1, 1), None, datetime.date(2024, 1, 2)],
            "c": pd.Categorical(["u", "v", None]),
            "d": pd.to_timedelta([1, None, 90], unit="m"),
            "error": ["#N/A", "x", "#REF!"],
        },
        index=[3, 4, 5],
    )
    ExcelWriter(path="t.xlsx", sheet="My data").run(table, context)
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["My data"]
    rows = list(sheet.values)
    assert rows[0] == tuple(table.columns)
    assert rows[1][:4] == ("=1+1", 1, 1.5, True)
    assert rows[1][4] == datetime.datetime(2024, 1, 31, 10)
    assert sheet["A2"].data_type == "s"
    assert sheet["I2"].data_type == "s"
    file = tmp_path / "t.xlsx"
    assert f'Wrote 3 rows × 9 columns to "{file}"' in context.said


def test_row_labels_are_written_when_wanted(context, tmp_path):
    ExcelWriter(path="t.xlsx", index=True, header=False).run(pd.DataFrame({"a": [1]}, index=["r"]), context)
    assert list(openpyxl.load_workbook(tmp_path / "t.xlsx").active.values) == [("r", 1)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(whole=SMALL_WHOLE, moments=SECONDS))
def test_what_is_written_is_read_again(context, table):
    context.warnings.clear()
    ExcelWriter(path="t.xlsx").run(table, context)
    if table.iloc[-1].isna().all():
        assert "last row is empty" in context.warned
        table = table.loc[: table.dropna(how="all").index[-1]]
    same_numbers(ExcelReader(path="t.xlsx", header="yes", skip_rows=0).run(context), table)


def test_more_rows_or_columns_than_a_sheet_has_are_refused(context):
    error = refused(pd.DataFrame({"a": np.zeros(1_048_576)}), context)
    assert "1,048,575 rows" in error.message
    assert error.facts["row"] == 1_048_575
    assert "16,384 columns" in refused(pd.DataFrame(np.zeros((1, 16_385))), context).message


@pytest.mark.parametrize(
    ("values", "reason", "row"),
    [
        (pd.to_datetime(["2024-01-01", "2024-01-02"]).tz_localize("UTC"), "no time zones", None),
        (pd.Series(["2024-01-01T00:00Z", None]).astype("timestamp[us, UTC][pyarrow]"), "no time zones", None),
        (pd.to_datetime(["2024-01-01", "1800-01-01"]), "before March 1900", 1),
        ([1, 10**15], "15 digits", 1),
        ([1.0, np.inf], "infinite", 1),
        (["ok", "x" * 40_000], "32,767 characters", 1),
        (["ok", "a\x01b"], "control character", 1),
        ([[1], [2]], "it is a list", 0),
        (pd.Series([None, {"n": 1}], dtype=pd.ArrowDtype(pa.struct({"n": pa.int64()}))), "it is a record", 1),
        (pd.PeriodIndex(["2024-01", "2024-02"], freq="M"), "period", None),
        ([1 + 2j, 0j], "complex", None),
    ],
)
def test_what_excel_cannot_hold_is_refused_with_column_and_row(context, values, reason, row):
    error = refused(pd.DataFrame({"ok": [1, 2], "bad": values}), context)
    assert reason in error.message
    assert error.facts["column"] == "bad"
    assert error.facts.get("row") == row


def test_other_endings_are_refused(context):
    with pytest.raises(DataError, match=r"end in \.xlsx"):
        ExcelWriter(path="t.xls").run(pd.DataFrame({"a": [1]}), context)


def test_sheet_names_that_excel_refuses_are_refused():
    for name in ("", "a/b", "x" * 32):
        with pytest.raises(ValueError, match="sheet"):
            ExcelWriter(path="t.xlsx", sheet=name)


def test_tables_without_rows_or_columns_are_written(context):
    ExcelWriter(path="t.xlsx").run(pd.DataFrame({"a": pd.Series([], dtype="str")}), context)
    assert ExcelReader(path="t.xlsx").run(context).columns.tolist() == ["a"]
    ExcelWriter(path="t.xlsx").run(pd.DataFrame(index=[1, 2]), context)


def test_a_limit_of_rows_counts_the_header(monkeypatch, context):
    monkeypatch.setattr(excel_writer, "MOST_ROWS", 3)
    table = pd.DataFrame({"a": [1, 2, 3]})
    ExcelWriter(path="t.xlsx", header=False).run(table, context)
    with pytest.raises(DataError, match="2 rows"):
        ExcelWriter(path="t.xlsx").run(table, context)


def test_the_same_table_gives_the_same_bytes_whenever_it_is_written(context, tmp_path, monkeypatch):
    table = pd.DataFrame({"n": range(3000), "text": ["=a", "b", None] * 1000, "day": pd.Timestamp("2024-01-31")})
    ExcelWriter(path="first.xlsx").run(table, context)
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    ExcelWriter(path="second.xlsx").run(table, context)
    assert (tmp_path / "first.xlsx").read_bytes() == (tmp_path / "second.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "first.xlsx") as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert parts.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2
    assert ExcelReader(path="second.xlsx").run(context)["day"].eq(table["day"]).all()


@pytest.fixture
def small_disk(tmp_path):
    folder = tmp_path / "small"
    folder.mkdir()
    mounted = (
        sys.platform == "linux"
        and os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(folder)], capture_output=True, check=False
        ).returncode
    )
    if not mounted:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def numbers(rows):
    return pd.DataFrame(np.random.default_rng(0).random((rows, 20)), columns=[f"c{place}" for place in range(20)])


def test_a_full_disk_is_told_once_and_leaves_nothing(context, small_disk, monkeypatch):
    beside = small_disk.parent / "tmp"
    beside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(beside))
    with pytest.raises(DataError, match=r"small/a\.xlsx\" was not written: the disk is full$"):
        ExcelWriter(path=str(small_disk / "a.xlsx")).run(numbers(3000), context)
    gc.collect()
    assert list(small_disk.iterdir()) == list(beside.iterdir()) == []


def test_a_full_temporary_folder_is_called_by_its_name(context, small_disk, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(small_disk))
    with pytest.raises(DataError, match=r"the temporary folder \".*small\": the disk is full; make room there, or"):
        ExcelWriter(path=str(tmp_path / "a.xlsx")).run(numbers(3000), context)
    gc.collect()
    assert list(small_disk.iterdir()) == []
    assert not (tmp_path / "a.xlsx").exists()


def test_times_finer_than_a_sheet_keeps_are_told(context):
    exact = pd.to_datetime(["2026-01-01 10:00:00.123", None], format="ISO8601")
    table = pd.DataFrame({"exact": exact, "finer": exact + pd.Timedelta(microseconds=4)})
    ExcelWriter.from_settings({"path": "x.xlsx"}).run(table, context)
    assert context.warnings[-1] == 'A sheet keeps times to the millisecond; those of "finer" were rounded.'
    ExcelWriter.from_settings({"path": "y.xlsx"}).run(table[["exact"]], context)
    assert sum("millisecond" in text for text in context.warnings) == 1
