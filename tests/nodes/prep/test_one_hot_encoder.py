"""OneHotEncoder and the categories that it leaves in its model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.preprocessing import OneHotEncoder as SklearnEncoder

from knode.api import DataError
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode_nodes.prep.cast_columns import CastColumns
from knode_nodes.prep.known_categories import KnownCategories
from knode_nodes.prep.one_hot_encoder import OneHotEncoder

TABLE = pd.DataFrame(
    {
        "city": ["Bern", "Oslo", None, "Bern"],
        "age": [1.5, 2.5, 3.5, None],
        "size": pd.Categorical(["S", "M", None, "S"], categories=["S", "M", "L"]),
        "member": pd.array([True, None, False, True], dtype="boolean"),
        "grade": [3, 1, 2, 1],
    },
    index=[4, 3, 2, 1],
)


def encode(table=TABLE, **settings):
    return OneHotEncoder.from_settings(settings).run(table)


def test_each_value_becomes_a_column_in_place_of_the_encoded_ones():
    table = encode().table
    assert list(table.columns) == ["age", "member", "grade", "city_Bern", "city_Oslo", "size_M", "size_S"]
    assert table["city_Bern"].tolist() == [1, 0, 0, 1]
    assert table["size_S"].tolist() == [1, 0, 0, 1]
    assert table["size_M"].dtype == "int8"
    assert table.index.tolist() == [4, 3, 2, 1]


def test_the_other_columns_keep_their_roles():
    table = TABLE.copy()
    table.attrs = {"roles": {"age": "weight"}}
    made, model = OneHotEncoder().run(table)
    assert made.attrs == model.apply(table).attrs == {"roles": {"age": "weight"}}


def test_the_numbers_are_those_of_pandas():
    expected = pd.get_dummies(TABLE, columns=["city", "grade"], dtype="int8")
    pd.testing.assert_frame_equal(encode(columns=["city", "grade"]).table, expected)


def test_booleans_and_whole_numbers_can_be_encoded_too():
    table = encode(columns=["member", "grade"]).table
    assert table["member_True"].tolist() == [1, 0, 0, 1]
    assert table["grade_1"].tolist() == [0, 1, 0, 1]


def test_a_value_that_training_did_not_see_and_a_missing_one_give_zeros():
    made = encode(TABLE[["city"]]).model.apply(pd.DataFrame({"city": ["Rome", None, "Oslo"]}))
    assert made.to_numpy().tolist() == [[0, 0], [0, 0], [0, 1]]


def test_an_unknown_value_is_refused_if_asked():
    model = encode(TABLE[["city"]], unknown="error").model
    with pytest.raises(DataError, match='"Rome"') as error:
        model.apply(pd.DataFrame({"city": [None, "Bern", "Rome"]}))
    assert error.value.facts["row"] == 2
    assert error.value.facts["column"] == "city"


def test_rare_values_have_no_column_and_are_not_unknown():
    table, model = encode(TABLE[["city"]], most=1, unknown="error")
    assert list(table.columns) == ["city_Bern"]
    assert model.apply(pd.DataFrame({"city": ["Oslo"]}))["city_Bern"].tolist() == [0]


def test_the_first_value_can_be_left_out():
    table, model = encode(drop_first=True, unknown="error")
    assert list(table.columns) == ["age", "member", "grade", "city_Oslo", "size_S"]
    pd.testing.assert_frame_equal(model.apply(TABLE), table)


def test_encoded_columns_can_be_kept():
    assert list(encode(TABLE[["city", "age"]], keep=True).table.columns) == ["city", "age", "city_Bern", "city_Oslo"]


@pytest.mark.parametrize("dtype", ["int8", "bool", "float64"])
def test_ones_and_zeros_are_stored_as_asked(dtype):
    assert encode(dtype=dtype).table["size_S"].dtype == dtype


@pytest.mark.parametrize(
    ("table", "settings", "words"),
    [
        (TABLE, {"columns": ["age"]}, '"age" is a number'),
        (TABLE, {"columns": ["cty"]}, 'did you mean "city"'),
        (TABLE[["age"]], {}, "no text or category column"),
        (TABLE.iloc[:0], {}, "no rows"),
        (TABLE.assign(city_Bern=1), {}, 'called "city_Bern"'),
        (pd.DataFrame({"a": ["b_c"], "a_b": ["c"]}), {}, 'called "a_b_c"'),
        (pd.DataFrame({"id": [f"x{number}" for number in range(1001)]}), {}, "looks like an identifier"),
    ],
)
def test_what_cannot_be_encoded_is_refused(table, settings, words):
    with pytest.raises(DataError, match=words):
        encode(table, **settings)


def test_many_values_are_encoded_without_complaint():
    values = [f"x{number:02}" for number in range(90)]
    table = encode(pd.DataFrame({"x": values}), most=90).table
    np.testing.assert_array_equal(table, np.eye(90))


def test_the_state_is_plain_data():
    estimator = encode(columns=["city", "grade", "member"]).model.estimator
    assert type(estimator) is KnownCategories
    kinds = {type(value) for values in estimator.categories.values() for value in values}
    assert kinds <= {str, int, bool}


def test_a_narrower_model_encodes_the_same():
    table, model = encode()
    made = model.narrowed(["size"]).apply(TABLE[["size"]])
    pd.testing.assert_frame_equal(made, table[["size_M", "size_S"]])


CELLS = st.lists(st.none() | st.sampled_from(["a", "b", "c", "", "d e"]), min_size=1, max_size=10)


@given(CELLS, st.sampled_from(["str", "category", "string"]), st.booleans(), st.integers(1, 4), st.data())
def test_the_model_gives_for_any_rows_what_the_node_gave(cells, dtype, drop_first, most, data):
    table = pd.DataFrame({"x": pd.Series(cells, dtype="str").astype(dtype), "n": range(len(cells))})
    made, model = OneHotEncoder(drop_first=drop_first, most=most).run(table)
    assert (made.drop(columns="n").sum(axis=1) <= 1).all()
    rows = data.draw(st.lists(st.integers(0, len(table) - 1), unique=True))
    pd.testing.assert_frame_equal(model.apply(table.iloc[rows]), made.iloc[rows])


EXAMPLES = [
    Example({"most": 1, "rare": "column", "unknown": "rare", "missing": "column"}, {"table": TABLE}),
    Example({}, {"table": TABLE}),
    Example({"columns": ["member", "grade"], "dtype": "bool", "keep": True}, {"table": TABLE}),
    Example({"drop_first": True, "most": 1, "unknown": "error"}, {"table": TABLE}),
]


CITIES = pd.DataFrame({"city": ["Bern", "Oslo", None, "Bern", "Rome", "Lima", "Oslo"]})


def test_rare_values_can_share_a_column():
    table, model = encode(CITIES, least=2, rare="column")
    assert list(table.columns) == ["city_Bern", "city_Oslo", "city_rare"]
    assert table["city_rare"].tolist() == [0, 0, 0, 0, 1, 1, 0]
    assert model.apply(pd.DataFrame({"city": ["Paris", "Lima"]}))["city_rare"].tolist() == [0, 1]


def test_unknown_values_can_count_with_the_rare_ones():
    model = encode(CITIES, rare="column", unknown="rare", drop_first=True).model
    made = model.apply(pd.DataFrame({"city": ["Paris", "Bern", None]}))
    assert list(made.columns) == ["city_Lima", "city_Oslo", "city_Rome", "city_rare"]
    assert made.to_numpy().tolist() == [[0, 0, 0, 1], [0, 0, 0, 0], [0, 0, 0, 0]]
    with pytest.raises(SettingError, match="where those have a column"):
        OneHotEncoder.from_settings({"unknown": "rare"})


def test_missing_values_can_have_a_column():
    table, model = encode(CITIES, most=1, rare="column", missing="column", unknown="error", separator=" = ")
    assert list(table.columns) == ["city = Bern", "city = rare", "city = missing"]
    assert table.to_numpy().argmax(axis=1).tolist() == [0, 1, 2, 0, 1, 1, 1]
    with pytest.raises(DataError, match='"Paris"'):
        model.apply(pd.DataFrame({"city": ["Paris"]}))


def test_a_model_from_before_there_were_rare_values_works():
    old = KnownCategories.__new__(KnownCategories)
    old.__dict__.update(
        categories={"x": ["a"]}, names=["x_a"], dtype="int8", refuse_unknown=True, left_out={"x": ["b"]}
    )
    assert old.narrowed(["x"]).transform(pd.DataFrame({"x": ["a", "b", None]}))["x_a"].tolist() == [1, 0, 0]


def test_the_rare_values_are_those_of_scikit_learn():
    encoder = SklearnEncoder(min_frequency=2, handle_unknown="infrequent_if_exist", sparse_output=False)
    rows = CITIES.dropna()
    expected = encoder.fit_transform(rows)
    made = encode(rows, least=2, rare="column", unknown="rare").table
    np.testing.assert_array_equal(made.to_numpy(), expected)


def test_two_columns_of_one_name_are_refused():
    with pytest.raises(DataError, match='would be called "city_rare"'):
        encode(pd.DataFrame({"city": ["rare", "rare", "b"]}), least=2, rare="column")


@pytest.mark.parametrize("dtype", ["float64", "Float64", "double[pyarrow]"])
def test_whole_numbers_that_are_floats_are_refused_with_a_remedy(dtype):
    table = pd.DataFrame({"code": pd.array([1, None, 2], dtype="Int64").astype(dtype)})
    with pytest.raises(DataError, match="if its numbers are whole, make them integers with Cast Columns"):
        OneHotEncoder.from_settings({"columns": ["code"]}).run(table)
    whole = CastColumns.from_settings({"casts": [{"columns": ["code"], "type": "integer"}]}).run(table, QuietContext())
    made = OneHotEncoder.from_settings({"columns": ["code"]}).run(whole).table
    assert made.columns.tolist() == ["code_1", "code_2"]
