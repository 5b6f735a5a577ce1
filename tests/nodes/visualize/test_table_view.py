"""Table View."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd
import pytest

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Report
from knode.core.plot_data import csv_of
from knode_nodes.visualize.table_view import TableView

TABLE = pd.DataFrame(
    {
        "name": ["Ada", None, "x\ny"],
        "growth": [0.25, -0.5, np.nan],
        "big": [2**60 + 1, -5, 1234567],
        "maybe": pd.array([1, None, 3], dtype="Int64"),
        "far": [np.inf, 1e20, 1e-9],
        "day": pd.to_datetime(["2026-01-01 00:00", None, "2026-01-02 03:04"]),
        "moment": pd.date_range("2026-10-25", periods=3, tz="Europe/Berlin"),
        "span": pd.to_timedelta([1, 30, None], unit="h"),
        "flag": [True, False, True],
        "list": [[1], None, {"a": 1}],
    },
    index=[7, 7, 1],
)
EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example(
        {
            "columns": ["growth", "big", "name"],
            "rows": 2,
            "heading": "Growth 😀",
            "styles": [{"columns": ["growth"], "percent": True, "decimals": 1, "shade": "diverging"}],
            "highlights": [{"column": "big", "when": "below", "value": "0"}],
        },
        {"table": TABLE},
    ),
    Example({"styles": [{"shade": "bars"}]}, {"table": TABLE.iloc[:0]}),
]


def columns(table=TABLE, **settings):
    (section,) = Report.read(TableView.from_settings(settings).run(table).content).sections
    return {column.label: column for column in section.body.columns}, section.body.note


def test_cells_are_written_as_people_write_them():
    found, note = columns()
    assert note == ""
    assert {name: column.cells for name, column in found.items()} == {
        "name": ("Ada", "–", "x y"),
        "growth": ("0.25", "−0.50", "–"),
        "big": ("1,152,921,504,606,846,977", "−5", "1,234,567"),
        "maybe": ("1", "–", "3"),
        "far": ("∞", "1e+20", "1e−09"),
        "day": ("2026-01-01 00:00:00", "–", "2026-01-02 03:04:00"),
        "moment": ("2026-10-25 00:00:00+02:00", "2026-10-26 00:00:00+01:00", "2026-10-27 00:00:00+01:00"),
        "span": ("0 days 01:00:00", "1 days 06:00:00", "–"),
        "flag": ("True", "False", "True"),
        "list": ("[1]", "–", "{'a': 1}"),
    }
    assert (found["big"].align, found["name"].align) == ("right", "left")


@pytest.mark.parametrize(
    ("numbers", "cells"),
    [
        ([7.25, 71.2833, -8.0], ("7.2500", "71.2833", "−8.0000")),
        ([1.0, 2.0, 1234567.0], ("1", "2", "1,234,567")),
        ([0.5, np.nan, 1500.0], ("0.5", "–", "1,500.0")),
        ([1 / 3, 2e-9, 1e17], ("0.333333", "2e−09", "1e+17")),
        ([-0.00873569, 26.356, 101.166], ("−0.0087", "26.3560", "101.1660")),
    ],
)
def test_the_points_of_numbers_stand_below_each_other(numbers: list[float], cells: tuple[str, ...]):
    found, _ = columns(pd.DataFrame({"x": numbers}))
    assert found["x"].cells == cells
    whole = [len(cell.partition(".")[2]) for cell in cells if "e" not in cell and cell != "–"]
    assert len(set(whole)) == 1


def test_percents_have_no_digits_of_rounding_and_days_no_time():
    table = pd.DataFrame({"share": [0.07, 0.5, 0.125], "day": pd.to_datetime(["2026-01-01", None, "2026-02-03"])})
    found, _ = columns(table, styles=[{"columns": ["share"], "percent": True}])
    assert found["share"].cells == ("7.0 %", "50.0 %", "12.5 %")
    assert found["day"].cells == ("2026-01-01", "–", "2026-02-03")


def test_styles_write_numbers_and_the_later_one_holds():
    styles = [
        {"decimals": 2},
        {"columns": ["growth"], "percent": True, "decimals": 0},
        {"columns": ["maybe"], "unit": "€"},
    ]
    found, _ = columns(styles=styles)
    assert found["growth"].cells == ("25 %", "−50 %", "–")
    assert found["big"].cells[1] == "−5.00"
    assert found["maybe"].cells == ("1 €", "–", "3 €")


def test_shades_go_over_the_whole_column_also_where_few_rows_are_shown():
    table = pd.DataFrame({"x": [0.0, 5.0, 10.0], "y": [-1.0, 0.5, 2.0], "z": [1.0, np.nan, 4.0]})
    styles = [
        {"columns": ["x"], "shade": "scale"},
        {"columns": ["y"], "shade": "diverging"},
        {"columns": ["z"], "shade": "bars"},
    ]
    found, note = columns(table, styles=styles, rows=2)
    assert note == "1 more row"
    assert found["x"].shades == pytest.approx((0.1, 0.5))
    assert (found["y"].shades, found["y"].diverging) == ((-0.5, 0.25), True)
    assert found["z"].bars == (0.25, None)


@pytest.mark.parametrize(
    ("highlight", "hits"),
    [
        ({"column": "growth", "when": "above", "value": "0"}, (True, False, False)),
        ({"column": "growth", "when": "below", "value": "0"}, (False, True, False)),
        ({"column": "growth", "when": "missing"}, (False, False, True)),
        ({"column": "name", "when": "equal", "value": "Ada"}, (True, False, False)),
        ({"column": "growth", "when": "equal", "value": "-0.5"}, (False, True, False)),
        ({"column": "maybe", "when": "equal", "value": "3"}, (False, False, True)),
        ({"column": "day", "when": "equal", "value": "2026-01-01"}, (True, False, False)),
    ],
)
def test_highlights_mark_cells(highlight, hits):
    found, _ = columns(highlights=[highlight])
    assert tuple(shade is not None for shade in found[highlight["column"]].shades) == hits


def test_what_cannot_be_shaded_or_compared_is_told():
    with pytest.raises(DataError, match="is a text column, and is not written or shaded as a number"):
        columns(styles=[{"columns": ["name"], "shade": "bars"}])
    with pytest.raises(DataError, match='to be above "high", which is no number'):
        columns(highlights=[{"column": "growth", "value": "high"}])
    with pytest.raises(DataError, match="no column is chosen to be shown"):
        columns(columns=[])


def test_the_data_of_the_page_are_plain_and_in_full():
    table = TABLE.drop(columns=["list"]).assign(growth=[1 / 3, -0.5, np.nan], big=[2**60 + 1, -5, 15215])
    styles = [{"columns": ["growth"], "percent": True}, {"columns": ["big"], "unit": "EUR"}]
    written = csv_of(Report.read(TableView.from_settings({"styles": styles}).run(table).content))
    read = pd.read_csv(io.StringIO(written), parse_dates=["day"])
    assert read["growth"].tolist()[:2] == [1 / 3, -0.5]
    assert read["big"].tolist() == [2**60 + 1, -5, 15215]
    assert read["far"].tolist() == [np.inf, 1e20, 1e-9]
    assert read["maybe"].tolist()[::2] == [1, 3]
    assert read["name"].tolist()[::2] == ["Ada", "x\ny"]
    assert read["flag"].tolist() == [True, False, True]
    assert read["day"].tolist()[::2] == [pd.Timestamp("2026-01-01"), pd.Timestamp("2026-01-02 03:04")]
    assert pd.to_timedelta(read["span"]).tolist()[:2] == [pd.Timedelta(hours=1), pd.Timedelta(hours=30)]
    assert read.isna().sum().to_dict() == {name: int(table[name].isna().sum()) for name in table}
    assert not {"–", "\N{MINUS SIGN}", "EUR", "%"} & set(written)
