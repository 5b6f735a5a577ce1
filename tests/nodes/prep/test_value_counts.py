"""ValueCounts."""

from __future__ import annotations

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.value_counts import ValueCounts

TABLE = pd.DataFrame(
    {
        "city": ["Oslo", "Bern", None, "Bern", "Oslo", "Bern", "😀"],
        "size": pd.Categorical(["S", "M", None, "M", "S", "M", "L"], categories=["S", "M", "L", "X"], ordered=True),
        "n": pd.array([1, 2, None, 2, 1, 2, 3], dtype="Int64"),
        "seen": pd.to_datetime(["2026-01-01"] * 6 + [None], utc=True),
    },
    index=[1, 1, 2, 3, 5, 8, 13],
)


def count(columns, table=TABLE, **settings):
    return ValueCounts.from_settings({"columns": list(columns), **settings}).run(table)


def rows(table):
    return [tuple(None if pd.isna(value) else value for value in row) for row in table.itertuples(index=False)]


def test_the_most_frequent_value_comes_first_with_its_share():
    made = count(["city"], cumulative=True)
    assert list(made) == ["city", "count", "share", "cumulative_share"]
    assert [row[:2] for row in rows(made)] == [("Bern", 3), ("Oslo", 2), ("😀", 1), (None, 1)]
    assert made["share"].tolist() == pytest.approx([3 / 7, 2 / 7, 1 / 7, 1 / 7])
    assert made["cumulative_share"].tolist() == pytest.approx([3 / 7, 5 / 7, 6 / 7, 1])


def test_missing_values_can_be_left_out_of_counts_and_shares():
    assert rows(count(["n"], missing="drop")) == [(2, 3, 0.5), (1, 2, 1 / 3), (3, 1, 1 / 6)]


def test_values_can_stand_in_their_order():
    made = count(["size"], order="value")
    assert made["size"].tolist()[:3] == ["S", "M", "L"]
    assert made["size"].dtype == TABLE["size"].dtype
    assert [row[:2] for row in rows(count(["size"], order="value", top=2))] == [("S", 2), ("M", 3)]


def test_all_but_the_top_can_be_one_row():
    made = count(["n"], top=1, other=True)
    assert [row[:2] for row in rows(made)] == [("2", 3), ("other", 4)]
    assert made["share"].sum() == 1
    assert [row[0] for row in rows(count(["n"], top=9, other=True))] == ["2", "1", "3", None]
    assert rows(count(["self"], TABLE.rename(columns={"n": "self"}), top=1, other=True)) == rows(made)


def test_combinations_or_each_column_for_itself():
    made = count(["city", "size"], top=2)
    assert [row[:3] for row in rows(made)] == [("Bern", "M", 3), ("Oslo", "S", 2)]
    made = count(["city", "n"], how="separately", top=1)
    assert [row[:3] for row in rows(made)] == [("city", "Bern", 3), ("n", "2", 3)]
    assert str(count(["n"], how="separately")["value"].dtype) == "Int64"


def test_each_for_itself_a_column_may_be_called_as_a_result():
    table = TABLE.rename(columns={"city": "count", "size": "share", "n": "value", "seen": "cumulative_share"})
    for chosen in ({"order": "value"}, {"top": 1, "other": True}, {"cumulative": True}):
        made = count(["count", "share", "value"], table, how="separately", **chosen)
        expected = count(["city", "size", "n"], how="separately", **chosen)
        assert made["column"].tolist() == expected["column"].map(dict(zip(TABLE, table, strict=True))).tolist()
        pd.testing.assert_frame_equal(made.drop(columns="column"), expected.drop(columns="column"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.floats(width=16, allow_nan=False), max_size=15), st.integers(0, 3))
def test_counts_are_those_of_a_counter(values, top):
    table = pd.DataFrame({"x": pd.Series(values, dtype="float64")})
    found = dict(row[:2] for row in rows(count(["x"], table, top=top)))
    expected = Counter(values)
    assert sorted(found.values()) == sorted(expected.values(), reverse=True)[: top or None][::-1]
    assert all(expected[value] == number for value, number in found.items())


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "no column is chosen"),
        ({"columns": ["citi"]}, 'did you mean "city"'),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_runs(chosen, words):
    with pytest.raises(DataError, match=words):
        ValueCounts.from_settings(chosen).spec({"table": TableSpec.of(TABLE)})


def test_a_column_that_is_called_as_a_result_is_told():
    with pytest.raises(DataError, match='two columns would be called "count"'):
        count(["count"], TABLE.rename(columns={"n": "count"}))
    assert list(count(["count"], TABLE.rename(columns={"n": "count"}), how="separately"))[:2] == ["column", "value"]


def test_a_column_of_what_cannot_be_compared_is_called_by_its_name():
    with pytest.raises(DataError, match='the values of "d" cannot be compared') as error:
        count(["d"], pd.DataFrame({"d": [{"a": 1}, {"b": 2}]}), how="separately")
    assert error.value.facts["column"] == "d"


EXAMPLES = [
    Example({"columns": ["city"]}, {"table": TABLE}),
    Example({"columns": ["size", "seen"], "top": 1, "other": True, "cumulative": True}, {"table": TABLE}),
    Example({"columns": "*", "how": "separately", "order": "value"}, {"table": TABLE}),
    Example({"columns": ["n", "size"], "how": "separately", "missing": "drop"}, {"table": TABLE.iloc[:0]}),
]
