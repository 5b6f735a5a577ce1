"""CoalesceColumns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.coalesce_columns import CoalesceColumns

TABLE = pd.DataFrame(
    {
        "home": ["1", None, " ", None],
        "work": [None, "2", "3", None],
        "whole": pd.array([1, None, None, 4], dtype="Int64"),
        "int": [5, 6, 7, 8],
        "part": [0.5, 1.5, np.nan, np.nan],
        "size": pd.Categorical(["S", None, None, "M"]),
        "other": pd.Categorical(["L", "L", None, "S"]),
        "at": pd.to_datetime(["2026-01-31", None, None, None]),
        "zoned": pd.to_datetime(["2026-01-31", None, None, None]).tz_localize("Asia/Tokyo"),
        "utc": pd.to_datetime(["2026-01-31", "2026-02-01", None, None]).tz_localize("UTC"),
    },
    index=[3, 3, 1, 0],
)


def first(*columns, table=TABLE, **settings):
    made = CoalesceColumns.from_settings({"columns": list(columns), "keep": False, **settings}).run(table)
    return made["first"]


def values(column):
    return [None if pd.isna(value) else value for value in column]


def test_the_first_value_that_is_there_is_taken_in_the_order_named():
    assert values(first("home", "work")) == ["1", "2", " ", None]
    assert values(first("work", "home")) == ["1", "2", "3", None]
    assert values(first("home", "work", empty_texts="missing")) == ["1", "2", "3", None]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.none(), st.text(max_size=3))] * 3), max_size=6))
def test_it_is_what_sql_calls_coalesce(rows):
    table = pd.DataFrame(rows, columns=["a", "b", "c"], dtype="str")
    expected = [next((value for value in row if value is not None), None) for row in rows]
    assert values(first("a", "b", "c", table=table)) == expected


def test_numbers_keep_what_they_are_as_far_as_they_go_together():
    assert first("whole", "int").dtype == "Int64"
    assert first("whole", "int").tolist() == [1, 6, 7, 4]
    assert first("part", "int").tolist() == [0.5, 1.5, 7.0, 8.0]
    assert first("int", "int").dtype == "int64"
    with pytest.raises(DataError, match="too large to stand exactly"):
        first("part", "int", table=TABLE.assign(int=2**53 + 1))
    huge = TABLE.assign(int=np.array([2**63 + 1] * 4, dtype="uint64"))
    with pytest.raises(DataError, match="convert one of them"):
        first("whole", "int", table=huge)


def test_categories_stay_where_they_are_the_same_and_become_their_values_otherwise():
    assert first("size", "size").dtype == TABLE["size"].dtype
    assert values(first("size", "other")) == ["S", "L", None, "M"]
    assert first("size", "other").dtype == "str"
    assert values(first("size", "work")) == ["S", "2", "3", "M"]


def test_times_keep_the_zone_of_the_first():
    made = first("zoned", "utc")
    assert str(made.dtype) == "datetime64[us, Asia/Tokyo]"
    assert made.iloc[1].isoformat() == "2026-02-01T09:00:00+09:00"
    with pytest.raises(DataError, match='"at" is a date and time column and "utc" a date and time .UTC. column'):
        first("at", "utc")


def test_columns_of_different_types_are_refused_or_joined_as_texts():
    with pytest.raises(DataError, match='"work" is a text column and "int" a whole number column'):
        first("work", "int")
    assert values(first("work", "int", mixed="text")) == ["5", "2", "3", "8"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "no column is chosen"),
        ({"columns": ["hom"]}, 'did you mean "home"'),
        ({"columns": ["home"], "name": "work"}, 'already has a column "work"'),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    with pytest.raises(DataError, match=words):
        CoalesceColumns.from_settings(given).spec({"table": TableSpec.of(TABLE)})


def test_categories_that_are_not_told_leave_the_spec_open():
    many = pd.DataFrame({"a": pd.Categorical(range(2000)), "b": range(2000)})
    assert CoalesceColumns.from_settings({"columns": ["a", "b"]}).spec({"table": TableSpec.of(many)}) == {"table": None}


EXAMPLES = [
    Example({"columns": ["home", "work"], "empty_texts": "missing"}, {"table": TABLE}),
    Example({"columns": ["size", "other"], "keep": False}, {"table": TABLE}),
    Example({"columns": ["whole", "int", "part"], "name": "wh\"o'"}, {"table": TABLE}),
    Example({"columns": ["zoned", "utc"], "name": "self"}, {"table": TABLE}),
    Example({"columns": {"pattern": "*"}, "mixed": "text"}, {"table": TABLE}),
]
