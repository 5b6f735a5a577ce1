"""Transpose."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.transpose import Transpose

TABLE = pd.DataFrame(
    {
        "what": ["height", "weight.kg", "😀"],
        "ada": [1.5, None, 3.0],
        "bob": [4, 5, 6],
        "at": pd.to_datetime(["2026-01-01", None, "2026-01-03"]),
        "twice": ["x", None, "x"],
    }
).set_axis([9, 9, 1])


def transpose(table=TABLE, **settings):
    return Transpose.from_settings(settings).run(table)


def test_rows_become_columns_called_by_the_header():
    made = transpose(header="what", columns={"types": ["number"]})
    assert list(made) == ["column", "height", "weight.kg", "😀"]
    assert made["column"].tolist() == ["ada", "bob"]
    assert made["height"].tolist() == [1.5, 4.0]
    assert made["weight.kg"].isna().tolist() == [True, False]
    assert [str(dtype) for dtype in made.dtypes] == ["str", "float64", "float64", "float64"]


def test_mixed_types_become_text_and_columns_without_header_are_counted():
    made = transpose(columns=["bob", "at"], name="old")
    assert list(made) == ["old", "row_0", "row_1", "row_2"]
    assert made["row_0"].tolist() == ["4", "2026-01-01"]
    assert pd.isna(made["row_1"][1])


def test_a_table_without_rows_gives_the_names_of_its_columns():
    assert transpose(TABLE.iloc[:0])["column"].tolist() == list(TABLE)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.data())
def test_twice_transposed_is_the_same(rows, width, data):
    values = [[data.draw(st.integers(-9, 9)) for _ in range(width)] for _ in range(rows)]
    table = pd.DataFrame(values, columns=[f"c{place}" for place in range(width)]).astype("int64")
    back = transpose(transpose(table), header="column")
    pd.testing.assert_frame_equal(back.drop(columns="column"), table)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"header": "wat"}, 'did you mean "what"'),
        ({"header": "twice"}, "a name for a new column is missing"),
        ({"header": "what", "name": "😀"}, 'would be called "😀", as the one with the names'),
        ({"columns": []}, "no column is chosen"),
        ({"limit": 2}, "has 3 rows, .* the limit is 2"),
    ],
)
def test_what_cannot_be_done_is_told(chosen, words):
    with pytest.raises(DataError, match=words):
        transpose(**chosen)


def test_a_name_that_is_there_twice_is_told_with_its_row():
    with pytest.raises(DataError, match='"x" would be the name of two columns') as caught:
        transpose(TABLE.iloc[[0, 2]], header="twice")
    assert caught.value.facts["row"] == 1
    with pytest.raises(DataError, match="no column"):
        Transpose.from_settings({"header": "gone"}).spec({"table": TableSpec.of(TABLE)})


EXAMPLES = [
    Example({"header": "what", "columns": ["ada", "bob"]}, {"table": TABLE}),
    Example({}, {"table": TABLE}),
    Example({}, {"table": TABLE.iloc[:0]}),
]
