"""Rows in order and filtered: what comes is what pandas would give."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knode.core.errors import Cancelled, DataError
from knode.host import table_protocol as protocol
from knode.host import tables
from knode.host.table_ordering import ordered_rows
from knode.host.table_protocol import MissingFilter, RangeFilter, SortKey, TextFilter, ValuesFilter
from tests.host.table_host import TableHost, mixed


@pytest.fixture
def host(tmp_path: Path) -> Iterator[TableHost]:
    made = TableHost(tmp_path)
    yield made
    made.close()


def rows_of(host: TableHost, view: str, **ask: Any) -> list[int] | None:
    ordered = tables.order_table(host, protocol.OrderTable(view=view, **ask))
    if ordered.file is None:
        return None
    found = np.fromfile(ordered.file, dtype="<i8").tolist()
    assert len(found) == ordered.rows
    return list(found)


def number_of(table: pd.DataFrame, name: str) -> int:
    return list(table.columns).index(name)


def test_nothing_asked_is_all_rows_as_they_are(host: TableHost) -> None:
    assert rows_of(host, host.open(mixed()).view) is None


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "name", ["whole", "price", "truth", "text", "size", "day", "zoned", "wait", "maybe", "half", "date"]
)
def test_a_column_is_sorted_as_pandas_does_with_missing_values_last(
    host: TableHost, name: str, descending: bool
) -> None:
    table = mixed().sample(frac=1, random_state=3).reset_index(drop=True)
    view = host.open(table).view
    expected = table.sort_values(name, ascending=not descending, kind="stable", na_position="last").index.tolist()
    assert rows_of(host, view, sort=(SortKey(column=number_of(table, name), descending=descending),)) == expected


def test_categories_without_an_order_are_sorted_by_their_texts(host: TableHost) -> None:
    table = pd.DataFrame({"c": pd.Categorical(["b", "c", None, "a"], categories=["c", "b", "a"])})
    assert rows_of(host, host.open(table).view, sort=(SortKey(column=0),)) == [3, 0, 1, 2]
    ordered = pd.DataFrame({"c": table["c"].cat.as_ordered()})
    assert rows_of(host, host.open(ordered).view, sort=(SortKey(column=0),)) == [1, 0, 3, 2]


def test_lists_have_no_order(host: TableHost) -> None:
    table = mixed()
    with pytest.raises(DataError, match="sequences"):
        rows_of(host, host.open(table).view, sort=(SortKey(column=number_of(table, "list")),))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(st.integers(0, 3), st.one_of(st.none(), st.sampled_from("ab")), st.floats(allow_nan=True, width=16)),
        min_size=1,
        max_size=30,
    ),
    directions=st.tuples(st.booleans(), st.booleans(), st.booleans()),
)
def test_several_keys_sort_as_pandas_does(host: TableHost, rows: list[Any], directions: tuple[bool, ...]) -> None:
    table = pd.DataFrame(rows, columns=["a", "b", "c"])
    table["b"] = table["b"].astype("str")
    keys = tuple(SortKey(column=number, descending=down) for number, down in enumerate(directions))
    found = rows_of(host, host.open(table).view, sort=keys)
    order = pd.Series(range(len(table)))
    for name, down in reversed(list(zip("abc", directions, strict=True))):
        values = table[name].iloc[order].reset_index(drop=True)
        place = values.sort_values(ascending=not down, kind="stable", na_position="last").index
        order = order.iloc[place].reset_index(drop=True)
    assert found == order.tolist()


def test_filters_are_joined_and_then_sorted(host: TableHost) -> None:
    table = mixed()
    conditions = (
        RangeFilter(column=number_of(table, "price"), low=5, high=40),
        ValuesFilter(column=number_of(table, "colour"), values=("red", None)),
    )
    wanted = table[table["price"].between(5, 40) & (table["colour"].eq("red") | table["colour"].isna())]
    key = SortKey(column=number_of(table, "whole"), descending=True)
    assert rows_of(host, host.open(table).view, filters=conditions, sort=(key,)) == wanted.index.tolist()[::-1]


CASES: list[tuple[str, dict[str, Any], Any]] = [
    ("whole", {"kind": "range", "low": 3_000}, lambda c: c >= 3_000),
    ("maybe", {"kind": "range", "high": 10}, lambda c: (c <= 10).fillna(False)),
    ("day", {"kind": "range", "low": "2024-02-10"}, lambda c: c >= "2024-02-10"),
    ("zoned", {"kind": "range", "high": "2024-02-10"}, lambda c: c <= pd.Timestamp("2024-02-10", tz="Europe/Berlin")),
    ("wait", {"kind": "range", "low": "3 days"}, lambda c: c >= pd.Timedelta("3 days")),
    ("date", {"kind": "range", "low": "2024-02-20"}, lambda c: c.map(str) >= "2024-02-20"),
    ("money", {"kind": "range", "low": 2.5}, lambda c: c >= 2.5),
    ("text", {"kind": "text", "text": "NAME 1"}, lambda c: c.str.contains("name 1", na=False)),
    ("text", {"kind": "text", "text": "Name 1", "how": "equals"}, lambda c: c.eq("name 1")),
    ("text", {"kind": "text", "text": "name 3", "how": "starts"}, lambda c: c.str.startswith("name 3", na=False)),
    ("text", {"kind": "text", "text": "[12]$", "how": "pattern"}, lambda c: c.str.contains("[12]$", na=False)),
    ("colour", {"kind": "text", "text": "RE"}, lambda c: c.isin(["red", "green"])),
    ("truth", {"kind": "values", "values": ("true",)}, lambda c: c),
    ("level", {"kind": "values", "values": ("0", "2")}, lambda c: c.isin([0, 2])),
    ("text", {"kind": "missing"}, lambda c: c.isna()),
    ("price", {"kind": "missing"}, lambda c: c.isna()),
    ("month", {"kind": "text", "text": "2025"}, lambda c: c.astype(str).str.startswith("2025")),
    ("whole", {"kind": "text", "text": "1,000"}, lambda c: c.astype(str).str.contains("1000")),
]


@pytest.mark.parametrize("inverted", [False, True])
@pytest.mark.parametrize(("name", "condition", "expected"), CASES)
def test_a_filter_passes_the_rows_that_pandas_finds(
    host: TableHost, name: str, condition: dict[str, Any], expected: Any, inverted: bool
) -> None:
    table = mixed()
    mask = expected(table[name]).to_numpy(dtype=bool)
    ask = {**condition, "column": number_of(table, name), "inverted": inverted}
    found = rows_of(host, host.open(table).view, filters=(ask,))
    assert found == np.flatnonzero(~mask if inverted else mask).tolist()
    assert found


@pytest.mark.parametrize(
    ("name", "condition", "words"),
    [
        ("day", {"kind": "range", "low": "yesterdayish"}, "no bound"),
        ("text", {"kind": "range", "low": 1}, "no numbers or dates"),
        ("text", {"kind": "text", "text": "[", "how": "pattern"}, "no pattern"),
    ],
)
def test_a_filter_that_makes_no_sense_is_refused_by_name(
    host: TableHost, name: str, condition: dict[str, Any], words: str
) -> None:
    table = mixed()
    with pytest.raises(DataError, match=words) as caught:
        rows_of(host, host.open(table).view, filters=({**condition, "column": number_of(table, name)},))
    assert caught.value.facts["column"] == name


def test_rows_that_hold_a_text_anywhere(host: TableHost) -> None:
    table = pd.DataFrame({"n": [12, 34, 56], "t": ["x", "a12", "y"], "c": pd.Categorical(["p", "q", "12"])})
    view = host.open(table).view
    assert rows_of(host, view, text="12") == [0, 1, 2]
    assert rows_of(host, view, text="A1") == [1]
    assert rows_of(host, view, text="nowhere") == []


def test_missing_filter_and_labels_take_numbers_of_columns(host: TableHost) -> None:
    table = pd.DataFrame({"a": [1.0, None, 3.0]}, index=pd.Index(["x", "y", "z"], name="key"))
    view = host.open(table).view
    assert rows_of(host, view, filters=(MissingFilter(column=1),)) == [1]
    assert rows_of(host, view, filters=(TextFilter(column=0, text="z"),)) == [2]


def test_an_order_is_given_up_when_another_is_asked_for(host: TableHost) -> None:
    view = tables.view_of(host, host.open(mixed()).view)
    first = view.begin_order()
    first()
    second = view.begin_order()
    with pytest.raises(Cancelled, match="Another order"):
        ordered_rows(view, protocol.OrderTable(view=view.name, text="name"), first)
    assert ordered_rows(view, protocol.OrderTable(view=view.name, text="name 1"), second) is not None
