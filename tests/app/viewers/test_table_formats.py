"""Cells in words: digits, dates, durations, what is missing."""

from __future__ import annotations

import datetime
import math
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from knode.app.viewers.table import formats
from knode.app.viewers.table.source import RowOrder, TableSource
from knode.host.table_protocol import TableOrdered
from tests.host.table_host import TableHost, mixed


@pytest.mark.parametrize(
    ("sample", "value", "text"),
    [
        ([1.0, 2.0], 3.0, "3"),
        ([7.25, 71.2833], 8.05, "8.0500"),
        ([0.1 + 0.2, 1 / 3], 1 / 3, "0.333333"),
        ([123456.789123, 98765.4321], 123456.789123, "123,456.79"),
        ([1.0], 1e-7, "1e-07"),
        ([1.0], 1e18, "1e+18"),
        ([1.0], math.nan, "NaN"),
        ([1.0], -math.inf, "-∞"),
        ([], 1.5, "2"),
        ([0.123456789, 0.123456790, 0.123456791], 0.12345679, "0.123456790"),
    ],
)
def test_numbers_have_decimals_that_suit_the_column(sample: list[float], value: float, text: str) -> None:
    assert formats.number(sample)(value) == text


def test_whole_numbers_are_grouped_unless_they_look_like_years() -> None:
    assert formats.whole_number([1, 2_000_000])(2_000_000) == "2,000,000"
    assert formats.whole_number([1999, 2024])(2024) == "2024"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.timedelta64(90, "s"), "00:01:30"),
        (np.timedelta64(-1_500, "ms"), "-00:00:01.5"),
        (np.timedelta64(100_000, "s"), "1 d 03:46:40"),
        (datetime.timedelta(days=400, microseconds=5), "400 d 00:00:00.000005"),
    ],
)
def test_durations_are_told_in_days_and_clock_time(value: object, text: str) -> None:
    assert formats.duration(value) == text


def test_long_texts_and_line_breaks_take_one_line() -> None:
    assert formats.cut("a\nb\tc") == "a ↵ b ⇥ c"
    assert len(formats.cut("x" * 5_000)) == formats.LONGEST
    assert len(formats.whole("x" * 5_000)) == formats.LONGEST_FULL + 1


def cells(tmp_path: Path, table: pd.DataFrame, rows: list[int]) -> dict[str, list[str | None]]:
    host = TableHost(tmp_path)
    source = TableSource(host.open(table))
    found = {column.name: column.texts(np.array(rows)) for column in source.columns}
    host.close()
    return found


EXPECTED = {
    "whole": ["3,000", "4,000"],
    "year": ["1993", "1994"],
    "price": [None, "5.005"],
    "truth": ["false", "true"],
    "text": ["name 3", None],
    "colour": [None, "red"],
    "size": ["large", "small"],
    "level": ["0", "1"],
    "day": ["2024-02-03", "2024-02-04"],
    "moment": ["2024-02-03 00:00:01.5", "2024-02-04 00:00:01.5"],
    "zoned": ["2024-02-03 00:00:00+01:00", "2024-02-04 00:00:00+01:00"],
    "wait": ["3 d 11:20:01.5", "4 d 15:06:42"],
    "month": ["2024-04", "2024-05"],
    "maybe": [None, "4"],
    "perhaps": [None, "false"],
    "half": [None, "2.0"],
    "date": ["2024-02-04", "2024-02-05"],
    "money": ["0.75", "1"],
    "list": ["[3, None, 3]", "[4, None, 3]"],
    "bytes": ["00 ff", "00 ff"],
}


def test_every_form_of_column_is_shown_in_plain_words(tmp_path: Path) -> None:
    found = cells(tmp_path, mixed(), [3, 4])
    assert {name: found[name] for name in EXPECTED} == EXPECTED


def test_nan_is_told_from_missing_where_they_differ(tmp_path: Path) -> None:
    both = pd.arrays.ArrowExtensionArray(pa.array([math.nan, None]))
    table = pd.DataFrame({"plain": [math.nan, 1.0], "both": both})
    assert cells(tmp_path, table, [0, 1]) == {"plain": [None, "1"], "both": ["NaN", None]}


def test_columns_of_arrow_types_are_shown(tmp_path: Path) -> None:
    table = pd.DataFrame(
        {
            "number": pd.array([1.5, None], dtype="double[pyarrow]"),
            "when": pd.array([datetime.datetime(2024, 1, 2), None], dtype="timestamp[us][pyarrow]"),
            "word": pd.array(["a", None], dtype="large_string[pyarrow]"),
        }
    )
    found = cells(tmp_path, table, [0, 1])
    assert found == {"number": ["1.5", None], "when": ["2024-01-02 00:00:00", None], "word": ["a", None]}


def test_row_labels_of_every_kind_are_shown(tmp_path: Path) -> None:
    plain = pd.DataFrame({"a": [1, 2, 3, 4]})
    (tmp_path / "range").mkdir()
    assert cells(tmp_path / "range", plain[1::2], [0, 1])["index"] == ["1", "3"]
    levels = plain.set_index(pd.MultiIndex.from_tuples([("u", 1), ("u", 2), ("v", 1), (None, 2)], names=["x", "y"]))
    (tmp_path / "levels").mkdir()
    found = cells(tmp_path / "levels", levels, [1, 3])
    assert (found["x"], found["y"]) == (["u", None], ["2", "2"])


def test_an_order_reads_positions_from_its_file(tmp_path: Path) -> None:
    file = tmp_path / "rows.i64"
    np.array([5, 3, 9], dtype="<i8").tofile(file)
    order = RowOrder(TableOrdered(order="1", rows=3, file=str(file)))
    assert order.positions(1, 10).tolist() == [3, 9]
    assert RowOrder(TableOrdered(order="", rows=4)).positions(2, 10).tolist() == [2, 3]
    assert RowOrder(TableOrdered(order="2", rows=0, file=str(file))).positions(0, 10).tolist() == []
