"""Sorter."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode_nodes.prep.sorter import Sorter

TABLE = pd.DataFrame(
    {
        "city": ["Oslo", "Bern", None, "Bern"],
        "age": [3.0, 1.0, 2.0, None],
        "size": pd.Categorical(["S", "L", None, "M"], categories=["S", "M", "L"], ordered=True),
        "kind": pd.Categorical(["a", "b", None, "c"], categories=["c", "a", "b"]),
        "item": ["item 10", "Item 9", None, "item 9b"],
    },
    index=list("wxyz"),
)


def order(by, table=TABLE, **settings):
    return "".join(Sorter.from_settings({"by": by, **settings}).run(table, QuietContext()).index)


def test_rows_are_sorted_by_one_column_and_equal_ones_by_the_next():
    assert order("age") == "xywz"
    assert order(["city", {"column": "age", "descending": True}]) == "xzwy"
    assert order([{"column": "city", "descending": True}, "age"]) == "wxzy"


def test_missing_values_come_last_or_first_whatever_the_direction():
    assert order([{"column": "age", "descending": True}]) == "wyxz"
    assert order([{"column": "age", "descending": True}], missing="first") == "zwyx"
    assert order(["city", "age"], missing="first") == "yzxw"


def test_categories_are_sorted_by_their_own_order_or_by_their_values():
    assert order("size") == "wzxy"
    assert order("kind") == "wxzy"


def test_numbers_in_texts_are_sorted_by_value_if_asked():
    assert order("item") == "xwzy"
    assert order("item", natural=True) == "xzwy"
    assert order("item", TABLE.astype({"item": "category"}), natural=True) == "xzwy"
    assert order([{"column": "item", "descending": True}], natural=True) == "wzxy"
    assert order("item", TABLE.astype({"item": object}), natural=True) == "xzwy"


def test_numbers_in_texts_may_be_of_any_length():
    table = pd.DataFrame({"item": ["a2" + "0" * 30, "a" + "1" * 25, "a3", "a0003"]}, index=list("wxyz"))
    assert order("item", table, natural=True) == "yzxw"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3)), max_size=12), st.booleans(), st.booleans())
def test_equal_rows_stay_in_the_order_in_which_they_came(rows, first, second):
    table = pd.DataFrame(rows, columns=["a", "b"]).astype({"a": "str", "b": "int64"})
    keys = [{"column": "a", "descending": first}, {"column": "b", "descending": second}]
    made = Sorter.from_settings({"by": keys}).run(table, QuietContext())

    def key(row):
        return (ord(rows[row][0]) * (-1 if first else 1), rows[row][1] * (-1 if second else 1))

    assert made.index.tolist() == sorted(range(len(rows)), key=key)


@given(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=12))
def test_no_row_is_lost(values):
    made = Sorter.from_settings({"by": "x"}).run(pd.DataFrame({"x": values}, dtype="float64"), QuietContext())["x"]
    known = made.dropna().tolist()
    assert known == sorted(value for value in values if not math.isnan(value))
    assert len(made) == len(values)


def test_a_column_may_be_called_as_the_index():
    table = TABLE.rename_axis("age")
    made = Sorter.from_settings({"by": "age"}).run(table, QuietContext())
    assert "".join(made.index) == "xywz"
    assert made.index.name == "age"


@pytest.mark.parametrize(
    ("by", "words"), [([], "no column to sort by"), (["age", "age"], "stands twice"), ("agee", 'did you mean "age"')]
)
def test_columns_that_cannot_be_are_refused_before_anything_runs(by, words):
    node = Sorter.from_settings({"by": by})
    with pytest.raises(DataError, match=words):
        node.spec({"table": TableSpec.of(TABLE)})


@pytest.mark.parametrize("by", ["x", "kind"])
def test_values_that_cannot_be_compared_are_refused(by):
    mixed = pd.DataFrame({"x": ["a", 1], "kind": pd.Categorical(["a", 1], categories=["a", 1])})
    with pytest.raises(DataError, match="cannot be compared"):
        Sorter.from_settings({"by": by}).run(mixed, QuietContext())


@pytest.mark.parametrize("by", [["any"], ["any", "x"], ["x", "any"]])
def test_texts_and_numbers_in_one_column_are_refused_among_several_columns_too(by):
    table = pd.DataFrame({"any": pd.Series(["a", 2.5, 1, None], dtype=object), "x": [1, 1, 2, 2]})
    with pytest.raises(DataError, match='the values of "any" cannot be compared'):
        Sorter.from_settings({"by": by}).run(table, QuietContext())
    alike = table.assign(any=pd.Series([3, 2.5, 1, None], dtype=object))
    assert sorted(Sorter.from_settings({"by": by}).run(alike, QuietContext())["x"].tolist()) == [1, 1, 2, 2]


EXAMPLES = [
    Example({"by": "age"}, {"table": TABLE}),
    Example({"by": ["kind", {"column": "item", "descending": True}], "natural": True}, {"table": TABLE}),
    Example({"by": ["size"], "missing": "first"}, {"table": TABLE.iloc[:0]}),
]
