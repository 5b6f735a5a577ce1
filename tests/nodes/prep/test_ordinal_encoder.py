"""OrdinalEncoder and the codes that it leaves in its model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import preprocessing

from knode.api import DataError
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.ordinal_encoder import OrdinalEncoder

TABLE = pd.DataFrame(
    {
        "city 😀": ["Oslo", "Bern", None, "Bern"],
        "age": [1.5, 2.5, 3.5, None],
        "size": pd.Categorical(["S", "L", None, "S"], categories=["S", "M", "L"], ordered=True),
        "member": pd.array([True, None, False, True], dtype="boolean"),
        "grade": [3, 1, 2, 1],
        "level": pd.Categorical([30, 4, None, 30]),
    },
    index=[4, 3, 2, 1],
)


def encode(table=TABLE, **how):
    return OrdinalEncoder.from_settings(how).run(table)


def codes(column):
    return column.astype(object).where(column.notna(), None).tolist()


def test_values_become_their_positions_and_missing_ones_stay_missing():
    table = encode().table
    assert codes(table["city 😀"]) == [1, 0, None, 0]
    assert codes(table["size"]) == [0, 2, None, 0]
    assert codes(table["level"]) == [1, 0, None, 1]
    assert table["size"].dtype == "Int64"
    assert list(table.columns) == list(TABLE.columns)
    assert table.index.tolist() == [4, 3, 2, 1]


def test_booleans_and_whole_numbers_can_be_encoded_too():
    table = encode(columns=["member", "grade"], first=1).table
    assert codes(table["member"]) == [2, None, 1, 2]
    assert codes(table["grade"]) == [3, 1, 2, 1]


def test_an_order_can_be_given():
    table, model = encode(columns=["size"], orders={"size": ["M", "S", "L"]})
    assert codes(table["size"]) == [1, 2, None, 1]
    assert codes(model.apply(pd.DataFrame({"size": ["XL", "M"]}))["size"]) == [None, 0]


def test_the_most_frequent_or_the_first_value_can_be_the_first():
    assert codes(encode(order="frequency").table["city 😀"]) == [1, 0, None, 0]
    assert codes(encode(order="appearance").table["city 😀"]) == [0, 1, None, 1]
    assert codes(encode(order="appearance").table["size"]) == [0, 1, None, 0]


def test_unknown_and_missing_values_can_have_numbers_after_all_others():
    model = encode(columns=["city 😀"], unknown="last", missing="own number").model
    assert codes(model.apply(pd.DataFrame({"city 😀": ["Rome", None, "Oslo"]}))["city 😀"]) == [2, 3, 1]
    model = encode(columns=["city 😀"], missing="own number").model
    assert codes(model.apply(pd.DataFrame({"city 😀": ["Rome", None, "Oslo"]}))["city 😀"]) == [None, 2, 1]


def test_an_unknown_value_is_refused_if_asked():
    model = encode(columns=["city 😀"], unknown="error").model
    with pytest.raises(DataError, match='"Rome" in row 1') as error:
        model.apply(pd.DataFrame({"city 😀": [None, "Rome"]}))
    assert error.value.facts["row"] == 1


def test_the_columns_can_be_kept():
    table = encode(columns=["size"], keep=True).table
    assert list(table.columns) == [*TABLE.columns, "size_code"]
    pd.testing.assert_series_equal(table["size"], TABLE["size"])


@given(st.lists(st.text(max_size=3) | st.none(), min_size=1, max_size=15), st.lists(st.text(max_size=2), max_size=5))
@settings(max_examples=40, deadline=None)
def test_the_codes_are_those_of_scikit_learn(values, new):
    table = pd.DataFrame({"x": pd.Series(values, dtype="str")})
    rows = pd.DataFrame({"x": pd.Series([*values, *new], dtype="str")})
    encoder = (
        preprocessing.OrdinalEncoder(
            categories=[sorted({value for value in values if value is not None})],
            handle_unknown="use_encoded_value",
            unknown_value=np.nan,
        ).fit(table.dropna())
        if any(value is not None for value in values)
        else None
    )
    made = encode(table).model.apply(rows)["x"].to_numpy("float64", na_value=np.nan)
    expected = encoder.transform(rows.fillna("\0 none"))[:, 0] if encoder else np.full(len(rows), np.nan)
    np.testing.assert_array_equal(made, expected)


@pytest.mark.parametrize(
    ("table", "how", "words"),
    [
        (TABLE, {"columns": ["age"]}, '"age" is a number'),
        (TABLE[["age"]], {}, "no text or category column"),
        (TABLE, {"columns": ["siz"]}, 'did you mean "size"'),
        (TABLE.iloc[:0], {}, "no rows"),
        (TABLE, {"orders": {"siz": ["S"]}}, 'no column "siz" to order; did you mean "size"'),
        (TABLE, {"orders": {"age": ["S"]}}, "not among the columns to encode"),
        (TABLE, {"orders": {"size": ["small", "large"]}}, 'the first one is "S"'),
        (TABLE.assign(size_code=1), {"keep": True}, 'would be called "size_code"'),
        (TABLE.assign(level=pd.Categorical(pd.to_datetime(["2020-01-01"] * 4))), {}, "values such as"),
    ],
)
def test_what_has_no_order_is_refused(table, how, words):
    with pytest.raises(DataError, match=words):
        encode(table, **how)


@pytest.mark.parametrize(("values", "words"), [([], "no values"), (["a", "a"], "stands twice")])
def test_an_order_names_each_value_once(values, words):
    with pytest.raises(SettingError, match=words):
        OrdinalEncoder.from_settings({"orders": {"size": values}})


EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"columns": ["city 😀", "grade", "member"], "unknown": "last", "missing": "own number"}, {"table": TABLE}),
    Example({"order": "frequency", "keep": True, "first": 1}, {"table": TABLE}),
    Example({"columns": ["size"], "orders": {"size": ["L", "S"]}, "unknown": "error"}, {"table": TABLE}),
    Example({}, {"table": TABLE.assign(size=None, level=None)[["city 😀"]].iloc[2:3]}),
]
