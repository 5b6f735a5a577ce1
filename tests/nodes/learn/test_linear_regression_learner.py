"""LinearRegressionLearner."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LinearRegression

from knode import Workflow
from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import UnknownName
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from tests.nodes.learn.conftest import NotingContext, new_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    return LinearRegressionLearner.from_settings({"target": "spent", "features": NUMBERS, **settings})


def test_predictions_are_those_of_plain_scikit_learn_and_the_estimator_is_bare_where_nothing_is_filled(
    customers, context
):
    plain = LinearRegression().fit(customers[NUMBERS], customers["spent"])
    model = learner().run(customers, context)
    assert isinstance(learner(missing="error").run(customers, context).estimator, LinearRegression)
    np.testing.assert_allclose(model.apply(customers)["prediction"], plain.predict(customers[NUMBERS]))
    assert model.facts["training_r2"] == pytest.approx(plain.score(customers[NUMBERS], customers["spent"]))
    assert model.facts["intercept"] == pytest.approx(plain.intercept_)


@pytest.mark.parametrize("settings", [{"penalty": "lasso"}, {"alpha": 2.0}, {"penalty": "none"}])
def test_a_penalty_leads_to_the_node_that_has_it(settings):
    told = "Ridge and lasso .* put learn.RegularizedRegressionLearner in the place of this node"
    with pytest.raises(UnknownName, match=f'no setting "{next(iter(settings))}" of learn.LinearRegression.*{told}'):
        learner(**settings)
    with pytest.raises(UnknownName, match=f'of node "linear_regression_learner". {told}'):
        Workflow("penalized").add("learn.LinearRegressionLearner", **settings)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("penalty", {"settings": {"target": "y", "penalty": "ridge"}}),
        ("alpha", {"bindings": {"alpha": {"parameter": "strength"}}}),
    ],
)
def test_a_file_with_a_penalty_is_refused_with_the_node_that_has_it(tmp_path, name, change):
    w = Workflow("penalized")
    w.parameter("strength", 1.0)
    table = w.add("io.TableCreator", columns=["x", "y"], rows=[[1, 2.0], [2, 3.5], [4, 5.0]])
    table >> w.add("learn.LinearRegressionLearner", id="line", target="y")
    w.save(tmp_path / "line.knode")
    file = json.loads((tmp_path / "line.knode").read_text())
    file["nodes"]["line"].update(change)
    (tmp_path / "line.knode").write_text(json.dumps(file))
    with pytest.raises(UnknownName, match=f'no setting "{name}" of node "line". Ridge and lasso are penalties of Reg'):
        Workflow.load(tmp_path / "line.knode").run()


def test_coefficients_are_told_in_the_units_of_the_columns(customers, context):
    model = learner(features=["age", "city"]).run(customers, context)
    row = customers.iloc[3]
    told = model.facts["coefficients"]
    by_hand = model.facts["intercept"] + told["age"] * row["age"] + told[f"city = {row['city']}"]
    assert by_hand == pytest.approx(model.apply(customers)["prediction"].iloc[3])


@given(
    slope=st.floats(-50, 50).filter(lambda value: abs(value) > 1e-3),
    start=st.floats(-50, 50),
    size=st.integers(3, 30),
)
def test_a_straight_line_is_found_again(slope, start, size):
    x = np.arange(size, dtype="float64")
    table = pd.DataFrame({"x": x, "y": slope * x + start})
    model = LinearRegressionLearner.from_settings({"target": "y"}).run(table, NotingContext())
    assert model.facts["coefficients"]["x"] == pytest.approx(slope, abs=1e-8)
    assert model.facts["intercept"] == pytest.approx(start, abs=1e-6)


@pytest.mark.parametrize("dtype", ["int64", "Int64", "float32", "UInt8"])
def test_predictions_have_decimals_even_where_the_target_has_none(customers, context, dtype):
    customers["spent"] = customers["age"].astype(dtype)
    made = learner(features=["income"]).run(customers, context).apply(customers)
    assert made["prediction"].dtype == "float64"
    assert made["prediction"].nunique() == len(made)


def test_an_unseen_text_adds_nothing(customers, context):
    model = learner(features=["city"]).run(customers, context)
    made = model.apply(customers.head(1).assign(city="Atlantis"))
    assert made["prediction"].item() == pytest.approx(model.facts["intercept"])


def test_rows_without_a_target_are_left_out_and_counted(customers, context):
    customers.iloc[[2], customers.columns.get_loc("spent")] = np.nan
    assert learner().run(customers, context).facts["rows"] == 119
    assert context.warnings == ['1 of 120 rows have no value in "spent" and were left out.']


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"spent": "text"}, "is a text; a regression predicts numbers"),
        ({"spent": True}, "is a boolean"),
        ({"spent": 3.5}, "is 3.5 in every row"),
        ({"spent": np.inf}, "is infinite in row 0"),
        ({"spent": np.nan}, "has no values"),
        ({"age": np.nan}, '"age" has no values at all'),
    ],
)
def test_what_cannot_be_learnt_is_a_clear_error(customers, context, change, message):
    with pytest.raises(DataError, match=message):
        learner().run(customers.assign(**change), context)


def test_the_spec_is_known_without_data(customers, context):
    spec = learner().spec({"table": TableSpec.of(customers)})["model"]
    model = learner().run(customers, context)
    assert spec.outputs == model.outputs
    assert spec.inputs.names == model.inputs.names
    with pytest.raises(DataError, match="is a text"):
        learner(target="city").spec({"table": TableSpec.of(customers)})


EXAMPLES = [
    Example({"target": "spent"}, {"table": new_customers()}),
    Example({"target": "spent", "features": ["age", "income"]}, {"table": new_customers()}),
]


def test_a_text_that_says_missing_has_a_coefficient_beside_a_missing_one(context):
    table = pd.DataFrame({"city": ["missing", None, "Oslo", "Oslo"] * 5, "y": [1.0, 2.0, 4.0, 4.5] * 5})
    found = LinearRegressionLearner.from_settings({"target": "y"}).run(table, context).facts["coefficients"]
    assert set(found) == {"city = missing", "city = missing value", "city = Oslo"}
    assert found["city = missing value"] - found["city = missing"] == pytest.approx(1)
