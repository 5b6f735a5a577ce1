"""Rank."""

from __future__ import annotations

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep._order import order_of, ordinals
from knode_nodes.prep.rank import Rank

TABLE = pd.DataFrame(
    {
        "city": ["Oslo", "Bern", None, "Bern", "Oslo", "Bern"],
        "sales": [5.0, 3.0, float("inf"), 3.0, None, 9.0],
        "size": pd.Categorical(["S", "L", None, "M", "M", "S"], categories=["S", "M", "L"], ordered=True),
        "name": ["b", "a", "é", "a", "B", None],
        "big": [2**60 + 1, 2**60, 2**60 + 2, 0, -1, 5],
        "mixed": pd.Series(["a", 1, None, 2.5, "b", 0], dtype=object),
    }
).set_axis([2, 2, 1, 0, 7, 7])


def rank(by, table=TABLE, **settings):
    made = Rank.from_settings({"by": by, **settings}).run(table)
    assert made.index.equals(table.index)
    return [None if pd.isna(value) else value for value in made["rank"]]


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("min", [3, 1, 5, 1, None, 4]),
        ("max", [3, 2, 5, 2, None, 4]),
        ("average", [3, 1.5, 5, 1.5, None, 4]),
        ("dense", [2, 1, 4, 1, None, 3]),
        ("first", [3, 1, 5, 2, None, 4]),
    ],
)
def test_equal_rows_are_ranked_as_chosen(method, expected):
    assert rank(["sales"], method=method) == expected


def test_each_group_is_ranked_for_itself():
    largest = [{"column": "sales", "descending": True}]
    assert rank(largest, groups=["city"]) == [1, 2, 1, 2, None, 1]
    assert rank(largest, groups=["city"], share=True) == [1, 2 / 3, 1, 2 / 3, None, 1 / 3]


def test_missing_values_come_last_or_first_if_they_are_ranked():
    assert rank(["sales"], missing="last") == [3, 1, 5, 1, 6, 4]
    assert rank([{"column": "sales", "descending": True}], missing="last") == [3, 4, 1, 4, 6, 2]
    assert rank([{"column": "sales", "descending": True}], missing="first") == [4, 5, 2, 5, 1, 3]
    made = Rank.from_settings({"by": ["sales"], "missing": "last", "name": "place"}).run(TABLE)
    assert str(made["place"].dtype) == "int64"


def test_several_columns_rank_one_after_the_other():
    assert rank(["city", {"column": "big", "descending": True}], method="first", missing="last") == [4, 1, 6, 3, 5, 2]
    assert rank(["size", "name"]) == [1, 4, None, 3, 2, None]


def test_categories_texts_and_large_numbers_have_their_own_order():
    assert rank(["size"], method="dense") == [1, 3, None, 2, 2, 1]
    assert rank(["name"]) == [4, 2, 5, 2, 1, None]
    assert rank(["big"]) == [5, 4, 6, 2, 1, 3]
    numbers = pd.DataFrame({"x": pd.Categorical([10, None, 9, 10])})
    assert rank(["x"], numbers) == [2, None, 1, 2]


ROWS = st.lists(
    st.tuples(st.sampled_from(["a", "b"]), st.none() | st.integers(-2, 2), st.sampled_from([1.5, 2.0, 0.0])),
    max_size=12,
)


@settings(max_examples=30, deadline=None)
@given(ROWS, st.sampled_from([("min", "rank"), ("dense", "dense_rank"), ("first", "row_number")]), st.booleans())
def test_ranks_are_those_of_sql(rows, method, descending):
    table = pd.DataFrame(rows, columns=["k", "x", "y"]).astype({"k": "str", "x": "Int64", "y": "float64"})
    found = rank(
        [{"column": "x", "descending": descending}, "y"], table, groups=["k"], method=method[0], missing="last"
    )
    numbered = table.assign(n=range(len(table)))
    direction = "DESC" if descending else "ASC"
    last = ", n" if method[0] == "first" else ""
    query = f"""SELECT {method[1]}() OVER (PARTITION BY k ORDER BY x {direction} NULLS LAST, y{last})
                FROM numbered ORDER BY n"""
    with duckdb.connect() as connection:
        connection.register("numbered", numbered)
        expected = [row[0] for row in connection.execute(query).fetchall()]
    assert found == expected


@given(
    st.lists(
        st.tuples(st.sampled_from([0.0, -0.0, 1.5, float("nan"), float("inf")]), st.sampled_from("ab")), max_size=12
    ),
    st.sampled_from(["min", "max", "average", "dense", "first"]),
    st.sampled_from(["keep", "first", "last"]),
    st.booleans(),
    st.booleans(),
)
def test_ranks_are_those_of_pandas(rows, method, missing, share, descending):
    table = pd.DataFrame(rows, columns=["x", "k"]).astype({"x": "float64", "k": "str"})
    by = [{"column": "x", "descending": descending}]
    found = rank(by, table, groups=["k"], method=method, missing=missing, share=share)
    places = {"keep": "keep", "first": "top", "last": "bottom"}
    how = {"method": method, "pct": share, "ascending": not descending, "na_option": places[missing]}
    expected = table.groupby("k")["x"].rank(**how).tolist()
    assert found == [None if pd.isna(value) else pytest.approx(value) for value in expected]
    assert rank(by, table, method=method, missing=missing, share=share) == [
        None if pd.isna(value) else pytest.approx(value) for value in table["x"].rank(**how)
    ]


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "no column is chosen"),
        ({"by": ["sale"]}, 'did you mean "sales"'),
        ({"by": ["sales"], "name": "city"}, 'already has a column "city"'),
        ({"by": ["sales"], "groups": ["citi"]}, 'did you mean "city"'),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_runs(chosen, words):
    with pytest.raises(DataError, match=words):
        Rank.from_settings(chosen).spec({"table": TableSpec.of(TABLE)})


def test_values_of_several_types_have_no_order():
    with pytest.raises(DataError, match='"mixed" cannot be compared'):
        rank(["mixed"])


def test_moments_that_are_a_nanosecond_apart_and_unsigned_numbers_have_ranks_of_their_own():
    moments = pd.to_datetime([1_700_000_000_000_000_001, 1_700_000_000_000_000_000], unit="ns")
    table = pd.DataFrame({"t": moments, "u": pd.Series([0, 200]).astype("uint8")})
    assert Rank.from_settings({"by": ["t"]}).run(table)["rank"].tolist() == [2, 1]
    by = [{"column": "u", "descending": True}, {"column": "t"}]
    assert Rank.from_settings({"by": by}).run(table)["rank"].tolist() == [2, 1]
    assert order_of([ordinals(table["u"], descending=True)]).tolist() == [1, 0]


EXAMPLES = [
    Example({"by": ["sales"]}, {"table": TABLE}),
    Example({"by": ["size", "name"], "groups": ["city"], "method": "average"}, {"table": TABLE}),
    Example({"by": ["big"], "missing": "last", "share": True}, {"table": TABLE}),
    Example({"by": ["name"], "missing": "first", "groups": ["size"]}, {"table": TABLE.iloc[:0]}),
]
