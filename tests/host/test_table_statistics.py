"""Statistics of columns, against values by hand and those of pandas."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from knode.host import table_protocol as protocol
from knode.host import table_statistics, tables
from knode.host.table_statistics import statistics_of
from tests.host.table_host import TableHost, mixed


@pytest.fixture
def host(tmp_path: Path) -> Iterator[TableHost]:
    made = TableHost(tmp_path)
    yield made
    made.close()


def test_numbers_have_the_figures_that_pandas_computes(host: TableHost) -> None:
    table = mixed()
    opened = host.open(table)
    column = list(table.columns).index("price")
    found = tables.table_statistics(host, protocol.AskStatistics(view=opened.view, column=column, full=True))
    price = table["price"].dropna()
    expected = {
        "min": price.min(),
        "max": price.max(),
        "q25": price.quantile(0.25),
        "median": price.median(),
        "q75": price.quantile(0.75),
        "mean": price.mean(),
        "std": price.std(),
    }
    assert found.figures == pytest.approx(expected)
    assert (found.rows, found.missing, found.distinct) == (40, 6, 34)
    assert sum(each.count for each in found.bins) == 34


def test_whole_numbers_of_few_kinds_have_a_bar_each() -> None:
    found = statistics_of(pa.array([3, 1, 1, 3, 3]), None, full=False)
    assert [(each.low, each.count) for each in found.bins] == [(1.0, 2), (2.0, 0), (3.0, 3)]


def test_few_values_have_few_bars() -> None:
    numbers = [
        len(statistics_of(pa.array(np.arange(count) / 7), None, full=False).bins) for count in (3, 40, 891, 5_000)
    ]
    assert numbers == [6, 7, 20, 24]


def test_one_value_only_is_one_bar() -> None:
    assert [each.count for each in statistics_of(pa.array([2.5, 2.5]), None, full=False).bins] == [2]


@pytest.mark.parametrize("values", [pa.array([], pa.float64()), pa.array([None, None], pa.int64()), pa.nulls(3)])
def test_a_column_without_values_has_no_figures(values: pa.Array) -> None:
    found = statistics_of(values, None, full=True)
    assert (found.missing, found.figures, found.bins, found.top) == (len(values), {}, (), ())


def test_infinite_numbers_are_in_no_bar() -> None:
    found = statistics_of(pa.array([1.0, 2.0, float("inf")]), None, full=True)
    assert (found.figures["max"], sum(each.count for each in found.bins)) == (2.0, 2)


def test_the_commonest_texts_come_first_and_the_rest_is_counted() -> None:
    found = statistics_of(pa.array(["b", "a", "a", None, *"cdefghij"]), None, full=True)
    assert (found.top[0].text, found.top[0].count, len(found.top)) == ("a", 2, 8)
    assert found.others == 11 - 2 - 7
    assert found.distinct == 10


def test_statistics_are_of_the_rows_that_are_shown(host: TableHost) -> None:
    opened = host.open(pd.DataFrame({"a": [1, 2, 3, 4], "b": list("xyxx")}))
    order = tables.order_table(
        host, protocol.OrderTable(view=opened.view, filters=({"kind": "values", "column": 1, "values": ("x",)},))
    ).order
    found = tables.table_statistics(host, protocol.AskStatistics(view=opened.view, column=0, order=order, full=True))
    assert (found.rows, found.figures["mean"]) == (3, pytest.approx(8 / 3))


def test_dates_and_durations_are_told_as_texts(host: TableHost) -> None:
    table = mixed()
    opened = host.open(table)
    for name, low in (("day", "2024-01-31 00:00:00"), ("zoned", "2024-01-31 00:00:00+01:00"), ("date", "2024-02-01")):
        column = list(table.columns).index(name)
        found = tables.table_statistics(host, protocol.AskStatistics(view=opened.view, column=column))
        assert found.figures["min"] == low
        assert found.bins[0].low == low


def test_a_long_column_is_judged_by_some_rows_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_statistics, "SAMPLE_ROWS", 1_000)
    values = pa.array([None if n % 4 == 0 else float(n) for n in range(10_000)])
    found = statistics_of(values, None, full=False)
    assert (found.rows, found.sampled, found.missing) == (10_000, 1_000, 2_500)
    chosen = statistics_of(values, np.arange(0, 10_000, 2), full=False)
    assert chosen.missing == pytest.approx(2_500, abs=60)
    assert statistics_of(values, None, full=True).sampled is None


@pytest.mark.parametrize("texts", [False, True])
def test_different_values_of_a_long_column_are_estimated_closely(monkeypatch: pytest.MonkeyPatch, texts: bool) -> None:
    monkeypatch.setattr(table_statistics, "EXACT_DISTINCT_ROWS", 10)
    numbers = np.arange(60_000) % 20_000
    values = pa.array([f"v{n}" for n in numbers]) if texts else pa.array(numbers)
    found = statistics_of(values, None, full=True)
    assert found.distinct_is_estimate
    assert found.distinct == pytest.approx(20_000, rel=0.06)
    few = statistics_of(pa.array(numbers % 5), None, full=True)
    assert (few.distinct, few.distinct_is_estimate) == (5, False)


def test_every_form_of_column_has_statistics(host: TableHost) -> None:
    table = mixed()
    opened = host.open(table)
    for column in range(table.shape[1]):
        found = tables.table_statistics(host, protocol.AskStatistics(view=opened.view, column=column, full=True))
        assert found.missing == int(table.iloc[:, column].isna().sum())
        assert sum(each.count for each in (*found.bins, *found.top)) + found.others == 40 - found.missing
