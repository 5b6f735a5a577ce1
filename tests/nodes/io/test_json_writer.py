"""Writing JSON files: every layout comes back, and what would not is refused."""

from __future__ import annotations

import datetime
import json
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode_nodes.io.json_reader import JsonReader
from knode_nodes.io.json_writer import JsonWriter
from knode_nodes.io.parquet_reader import ParquetReader
from tests.nodes.io.tables import same_numbers, tables

LAYOUTS = ["records", "lines", "columns", "split"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_file_is_json_of_the_layout(context, tmp_path, layout):
    table = pd.DataFrame({"a": [1, 2], "b": ["ü", None]})
    JsonWriter(path="t.json", layout=layout).run(table, context)
    text = (tmp_path / "t.json").read_text(encoding="utf-8")
    expected = {
        "records": [{"a": 1, "b": "ü"}, {"a": 2, "b": None}],
        "columns": {"a": [1, 2], "b": ["ü", None]},
        "split": {"columns": ["a", "b"], "data": [[1, "ü"], [2, None]]},
    }
    if layout == "lines":
        assert text == '{"a":1,"b":"ü"}\n{"a":2,"b":null}\n'
    else:
        assert json.loads(text) == expected[layout]
    assert "Wrote 2 rows × 2 columns" in context.said


@pytest.mark.parametrize("names", [["c1", "c0"], ['say "x"', "a\\b"], ["tab\t", "é 😀"], ["", "class"]])
def test_any_name_is_written_as_it_is(context, tmp_path, names):
    JsonWriter(path="t.json").run(pd.DataFrame([[1, "x"], [2, None]], columns=names), context)
    found = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert [list(row.items()) for row in found] == [
        [(names[0], 1), (names[1], "x")],
        [(names[0], 2), (names[1], None)],
    ]


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tables(least_rows=2), st.sampled_from(LAYOUTS))
def test_what_is_written_is_read_again(context, table, layout):
    JsonWriter(path="t.json", layout=layout).run(table, context)
    # A table of one column of lists of one row each would be taken for records.
    back = JsonReader(path="t.json", layout=layout).run(context)
    if layout in ("records", "lines"):
        assert set(back.columns) == set(table.columns)
        back = back[table.columns]
    same_numbers(back, table)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_row_labels_come_back_when_wanted(context, layout):
    table = pd.DataFrame({"a": [1, 2]}, index=pd.Index(["x", "y"], name="label"))
    JsonWriter(path="t.json", layout=layout, index=True).run(table, context)
    back = JsonReader(path="t.json").run(context)
    assert (back.index.tolist() if layout == "split" else back["label"].tolist()) == ["x", "y"]


def test_values_of_many_types(context, tmp_path):
    table = pd.DataFrame(
        {
            "c": pd.Categorical(["u", None]),
            "i": pd.array([1, None], dtype="Int64"),
            "b": pd.array([True, None], dtype="boolean"),
            "d": pd.to_datetime(["2024-01-02", None]),
            "z": pd.to_datetime(["2024-01-02 03:04", None]).tz_localize("UTC"),
            "o": [datetime.date(2024, 1, 2), None],
            "l": [[1, "x", None], None],
        }
    )
    JsonWriter(path="t.json", layout="lines").run(table, context)
    first, second = map(json.loads, (tmp_path / "t.json").read_text().splitlines())
    assert first == {
        "c": "u", "i": 1, "b": True, "d": "2024-01-02", "z": "2024-01-02T03:04:00+00:00", "o": "2024-01-02",
        "l": [1, "x", None],
    }  # fmt: skip
    assert set(second.values()) == {None}


@pytest.mark.parametrize(
    ("values", "reason", "row"),
    [
        ([1.0, -np.inf], "infinite", 1),
        (pd.to_timedelta([1, 2], unit="D"), "of type duration", None),
        (pd.PeriodIndex(["2024-01", "2024-02"], freq="M"), "type period", None),
        ([1j, 2j], "complex", None),
        ([{"a": 1}, {"b": 2}], "it is a record", 0),
        ([None, b"x"], "it is bytes", 1),
        ([Decimal("1.5"), Decimal("0.12345678901234567890")], "decimal of more digits", 1),
        (["ok", "\ud800"], "half of a character", None),
    ],
)
def test_what_would_not_come_back_is_refused(context, tmp_path, values, reason, row):
    bad = pd.Series(values, dtype=object) if "half" in reason else values
    with pytest.raises(DataError, match=reason) as caught:
        JsonWriter(path="t.json").run(pd.DataFrame({"ok": [1, 2], "bad": bad}), context)
    assert caught.value.facts.get("row") == row
    assert list(tmp_path.iterdir()) == []


def test_lists_and_exact_decimals_of_a_parquet_file(context, tmp_path):
    table = pa.table(
        {
            "price": pa.array([Decimal("1.10"), None, Decimal("-2.05")], pa.decimal128(10, 2)),
            "tags": pa.array([["a", None], None, []]),
            "days": pa.array([[datetime.date(2024, 1, 2)], [], None]),
            "deep": pa.array([[[1], []], None, []]),
        }
    )
    pq.write_table(table, tmp_path / "t.parquet")
    JsonWriter(path="t.json").run(ParquetReader(path="t.parquet").run(context), context)
    assert json.loads((tmp_path / "t.json").read_text()) == [
        {"price": 1.1, "tags": ["a", None], "days": ["2024-01-02"], "deep": [[1], []]},
        {"price": None, "tags": None, "days": [], "deep": None},
        {"price": -2.05, "tags": [], "days": None, "deep": []},
    ]


def test_dates_and_times_of_arrow_and_numbers_of_numpy(context, tmp_path):
    table = pd.DataFrame(
        {
            "d": pd.Series([datetime.date(2024, 1, 2), None], dtype=pd.ArrowDtype(pa.date32())),
            "t": pd.Series([datetime.time(1, 2), None], dtype=pd.ArrowDtype(pa.time64("us"))),
            "n": pd.Series([np.int64(3), np.float32(0.5)], dtype=object),
        }
    )
    JsonWriter(path="t.json").run(table, context)
    assert json.loads((tmp_path / "t.json").read_text()) == [
        {"d": "2024-01-02", "t": "01:02:00", "n": 3},
        {"d": None, "t": None, "n": 0.5},
    ]
    table["d"] = pd.Series([{"a": 1}, None], dtype=pd.ArrowDtype(pa.struct({"a": pa.int64()})))
    with pytest.raises(DataError, match="it is a record"):
        JsonWriter(path="t.json").run(table, context)


def test_two_columns_of_one_name_are_refused(context):
    with pytest.raises(DataError, match="different names"):
        JsonWriter(path="t.json").run(pd.DataFrame([[1, 2]], columns=["a", "a"]), context)


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("rows", [0, 1, 25_000])
def test_any_number_of_rows(context, layout, rows):
    JsonWriter(path="t.json", layout=layout).run(pd.DataFrame({"a": range(rows)}), context)
    if rows or layout != "lines":
        assert len(JsonReader(path="t.json", layout=layout).run(context)) == rows
