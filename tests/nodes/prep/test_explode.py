"""Explode."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.explode import Explode

TABLE = pd.DataFrame(
    {
        "id": [1, 2, 3, 4],
        "tags": ["red, green", None, "  ", "é,,😀 "],
        "pair": ["1,2", None, "", "x,y,z"],
        "kind": pd.Categorical(["a,b", "c", None, "a,b"]),
        "items": pd.Series([[1, 2], [], None, (3,)], dtype=object),
        "names": pd.Series([["x"], ["y", None], "p, q", np.array(["z"])], dtype=object),
    }
).set_axis([3, 3, 2, 1])


def explode(columns, table=TABLE, **settings):
    return Explode.from_settings({"columns": list(columns), **settings}).run(table)


def listed(column):
    return [None if pd.isna(value) else value for value in column]


def test_each_item_of_a_text_becomes_a_row():
    made = explode(["tags"], number="which")
    assert listed(made["tags"]) == ["red", "green", None, None, "é", "", "😀"]
    assert made["id"].tolist() == [1, 1, 2, 3, 4, 4, 4]
    assert made["which"].tolist() == [1, 2, 1, 1, 1, 2, 3]
    assert made.index.tolist() == list(range(7))
    assert explode(["tags"], empty="drop")["id"].tolist() == [1, 1, 4, 4, 4]
    assert listed(explode(["tags"], trim=False, separator=", ")["tags"]) == ["red", "green", None, "  ", "é,,😀 "]


def test_each_item_of_a_list_becomes_a_row_with_the_type_that_they_share():
    made = explode(["items"])
    assert listed(made["items"]) == [1, 2, None, None, 3]
    assert str(made["items"].dtype) == "Int64"
    assert str(explode(["items"], empty="drop")["items"].dtype) == "int64"
    kinds = pd.DataFrame({"x": pd.Categorical(["a,b", None])})
    assert listed(explode(["x"], kinds)["x"]) == ["a", "b", None]
    assert listed(explode(["names"])["names"]) == ["x", "y", None, "p", "q", "z"]
    lists = pd.DataFrame({"x": pd.Series([[1.5], [None, 2.0]], dtype=pd.ArrowDtype(pa.list_(pa.float64())))})
    assert listed(explode(["x"], lists)["x"]) == [1.5, None, 2.0]


def test_several_columns_are_taken_apart_side_by_side():
    made = explode(["tags", "pair"])
    assert list(zip(listed(made["tags"]), listed(made["pair"]), strict=True))[:3] == [
        ("red", "1"),
        ("green", "2"),
        (None, None),
    ]
    with pytest.raises(DataError, match='"pair" has 2 items and "kind" has 0 in row 0') as caught:
        explode(["pair", "kind"], TABLE.assign(kind=None))
    assert caught.value.facts["row"] == 0


def test_large_whole_numbers_and_mixed_items_stay_as_they_are():
    table = pd.DataFrame({"x": pd.Series([[2**60 + 1, None], [2**70], ["a", 1]], dtype=object)})
    assert listed(explode(["x"], table.iloc[:1])["x"]) == [2**60 + 1, None]
    assert listed(explode(["x"], table.iloc[1:2])["x"]) == [2**70]
    assert listed(explode(["x"], table)["x"]) == [2**60 + 1, None, 2**70, "a", 1]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.none() | st.lists(st.none() | st.integers(-9, 9), max_size=3), max_size=6))
def test_lists_are_taken_apart_as_pandas_does(values):
    table = pd.DataFrame({"k": range(len(values)), "x": pd.Series(values, dtype=object)})
    expected = table.explode("x", ignore_index=True)
    made = explode(["x"], table)
    assert made["k"].tolist() == expected["k"].tolist()
    assert listed(made["x"]) == listed(expected["x"])


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "no column is chosen"),
        ({"columns": ["id"]}, '"id" is or holds a whole number column'),
        ({"columns": ["tag"]}, 'did you mean "tags"'),
        ({"columns": ["tags"], "number": "id"}, 'called "id"'),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_runs(chosen, words):
    with pytest.raises(DataError, match=words):
        Explode.from_settings(chosen).spec({"table": TableSpec.of(TABLE)})


def test_items_of_lists_of_arrow_stay_exact_and_records_stay_records():
    numbers = pa.array([[2**60 + 1, None], [], None, [3]])
    records = pa.array([[{"a": 2**60 + 1}, None], [], None, [{"a": None}]])
    for lists, dtype in ((numbers, "Int64"), (records, "struct<a: int64>[pyarrow]")):
        table = pd.DataFrame({"x": pd.arrays.ArrowExtensionArray(lists), "row": range(4)})
        made = Explode(columns=["x"]).run(table)
        assert str(made["x"].dtype) == dtype
        assert made["row"].tolist() == [0, 0, 1, 2, 3]
        wanted = [item for one in lists.to_pylist() for item in one or [None]]
        assert [None if one is pd.NA or one is None else one for one in made["x"]] == wanted


def test_what_is_no_list_is_named_with_its_row():
    with pytest.raises(DataError, match="holds {'a': 1}") as caught:
        explode(["x"], pd.DataFrame({"x": pd.Series([[1], {"a": 1}], dtype=object)}))
    assert caught.value.facts["row"] == 1


TEXTS = TABLE[["id", "tags", "pair", "kind"]]
EXAMPLES = [
    Example({"columns": ["tags"], "number": "n"}, {"table": TEXTS}),
    Example({"columns": ["kind"], "empty": "drop"}, {"table": TEXTS}),
    Example({"columns": ["items"]}, {"table": TABLE}),
    Example({"columns": ["tags", "pair"]}, {"table": TEXTS.iloc[:0]}),
]
