"""Denormalizer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode.core.check import Example
from knode_nodes.prep.denormalizer import Denormalizer
from knode_nodes.prep.missing_values import MissingValues
from knode_nodes.prep.normalizer import Normalizer

TABLE = pd.DataFrame(
    {
        "age": [31.0, None, 40.0, 22.0],
        "name 😀": ["Anna", "Bo", None, "Eva"],
        "visits": pd.array([1, None, 2, 4], dtype="Int64"),
        "price": [10, 20, 30, 40],
        "same": [5, 5, 5, 5],
    },
    index=list("wxyz"),
)
METHODS = ["z-score", "min-max", "robust", "max-abs", "quantile", "power"]
NUMBERS = ["age", "visits", "price", "same"]
MADE = {method: Normalizer.from_settings({"method": method}).run(TABLE) for method in METHODS}


def back(model, table, **how):
    return Denormalizer.from_settings(how).run(model, table)


@pytest.mark.parametrize("method", METHODS)
def test_numbers_come_back_as_they_were(method):
    made = back(MADE[method].model, MADE[method].table)
    pd.testing.assert_frame_equal(made[NUMBERS], TABLE[NUMBERS].astype("float64"))
    pd.testing.assert_series_equal(made["name 😀"], TABLE["name 😀"])
    assert list(made.columns) == list(TABLE.columns)


@pytest.mark.parametrize("method", METHODS)
def test_a_prediction_is_brought_back_by_the_scale_of_what_it_predicts(method):
    scaled = MADE[method].table.assign(prediction=MADE[method].table["price"], second=MADE[method].table["price"])
    made = back(MADE[method].model, scaled, columns=["age"], further={"prediction": "price", "second": "price"})
    np.testing.assert_allclose(made["prediction"], TABLE["price"])
    np.testing.assert_allclose(made["second"], TABLE["price"])
    np.testing.assert_allclose(made["age"], TABLE["age"])
    pd.testing.assert_series_equal(made["price"], scaled["price"])


def test_the_example_of_the_help_is_true():
    ages = pd.DataFrame({"age": [30.0, 50.0]})
    model = Normalizer().run(ages).model
    made = back(model, pd.DataFrame({"age": [1.5], "prediction": [1.5]}), further={"prediction": "age"})
    assert made.to_numpy().tolist() == [[55, 55]]


def test_columns_that_the_table_does_not_have_are_no_reason_to_stop():
    made = back(MADE["min-max"].model, pd.DataFrame({"price": [0.0, 1.0], "x": ["a", "b"]}))
    assert made["price"].tolist() == [10, 40]


@given(st.lists(st.floats(-1e6, 1e6) | st.none(), min_size=2, max_size=10), st.sampled_from(METHODS[:4]))
@settings(max_examples=40, deadline=None)
def test_what_was_normalized_comes_back(values, method):
    table = pd.DataFrame({"x": pd.Series(values, dtype="float64")})
    if table["x"].isna().all():
        return
    made, model = Normalizer.from_settings({"method": method}).run(table)
    np.testing.assert_allclose(back(model, made)["x"], table["x"], atol=1e-6)


@pytest.mark.parametrize(
    ("table", "how", "words"),
    [
        (TABLE, {"columns": ["agee"]}, 'did you mean "age"'),
        (TABLE, {"columns": ["name 😀"]}, "name it among the further columns"),
        (TABLE[["name 😀"]], {}, "none of the columns"),
        (TABLE.assign(age="x"), {}, '"age" is a text column'),
        (TABLE, {"further": {"predictio": "price"}}, 'no column "predictio" in the table'),
        (TABLE, {"further": {"age": "prise"}}, 'no column "prise" in the model; did you mean "price"'),
    ],
)
def test_what_is_on_no_scale_is_refused(table, how, words):
    with pytest.raises(DataError, match=words):
        back(MADE["z-score"].model, table, **how)


@pytest.mark.parametrize("method", METHODS)
def test_an_infinite_number_is_refused_with_its_row(method):
    table = MADE[method].table.assign(age=[0.1, np.nan, -np.inf, 0.2])
    with pytest.raises(DataError, match='"age" is infinite in row 2: correct it or drop the row'):
        back(MADE[method].model, table)


def test_a_model_of_another_node_is_refused():
    with pytest.raises(DataError, match="connect the model of a Normalizer"):
        back(MissingValues().run(TABLE).model, TABLE)


EXAMPLES = [
    *[Example({}, {"model": MADE[method].model, "table": MADE[method].table}) for method in METHODS],
    Example(
        {"columns": ["age"], "further": {"same": "price"}},
        {"model": MADE["min-max"].model, "table": MADE["min-max"].table},
    ),
]
