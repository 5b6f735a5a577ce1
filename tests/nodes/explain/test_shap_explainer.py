"""ShapExplainer."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from sklearn.naive_bayes import GaussianNB

from knode.api import Cancelled, DataError, TableSpec
from knode.core.check import Example
from knode_nodes.explain.shap_explainer import ShapExplainer
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.prep.normalizer import Normalizer
from tests.nodes.learn.conftest import NotingContext, new_customers

MIXED = ["age", "city", "plan", "member", "income", "visits"]
TABLE = new_customers()


def fitted(cls, target="left", features=("age", "city", "plan"), **settings):
    return cls.from_settings({"target": target, "features": list(features), **settings}).run(TABLE, NotingContext())


LOGISTIC = fitted(LogisticRegressionLearner, features=MIXED)
FOREST = fitted(RandomForestLearner, target="city", features=["age", "plan", "member", "spent"], trees=5)
BOOSTING = fitted(HistGradientBoostingLearner, features=MIXED, iterations=5)
CATEGORY = fitted(RandomForestLearner, target="plan", features=["age", "income"], trees=3)
LINEAR = fitted(LinearRegressionLearner, target="spent")


@pytest.fixture
def context():
    return NotingContext()


@pytest.mark.parametrize("model", [LOGISTIC, FOREST, BOOSTING, LINEAR], ids=lambda model: model.name)
def test_base_and_values_add_up_to_the_models_own_answer(model, context):
    made = ShapExplainer().run(model, TABLE, context)
    answer = model.apply(TABLE)
    total = made.table.drop(columns="explained_class", errors="ignore").sum(axis=1)
    if model is LINEAR:
        np.testing.assert_allclose(total, answer["prediction"])
    elif model is FOREST:
        chances = answer[[f"probability_{label}" for label in model.classes]].max(axis=1)
        np.testing.assert_allclose(total, chances)
        assert made.table["explained_class"].tolist() == answer["prediction"].tolist()
    else:
        np.testing.assert_allclose(1 / (1 + np.exp(-total)), answer["probability_yes"])
        assert set(made.table["explained_class"]) == {"yes"}
    assert made.model.facts["scale"] == {
        "Linear Regression": "prediction", "Random Forest": "probability",
    }.get(model.name, "log-odds")  # fmt: skip
    assert made.model.facts["greatest_gap"] < 1e-12
    assert not context.warnings
    assert context.fractions == sorted(context.fractions)


def test_the_table_has_a_column_for_each_that_the_model_reads_and_the_index_of_the_rows(context):
    made = ShapExplainer().run(LOGISTIC, TABLE.assign(note="x"), context)
    assert list(made.table.columns) == [*(f"shap_{name}" for name in MIXED), "base_value", "explained_class"]
    assert made.table.index.equals(TABLE.index)
    pd.testing.assert_frame_equal(ApplyModel().run(made.model, TABLE.assign(note="x")), made.table)


def test_a_column_matters_only_where_it_differs_from_the_rest(context):
    model = fitted(LogisticRegressionLearner, features=["spent", "income"])
    table = TABLE.assign(income=50_000.0)
    made = ShapExplainer().run(model, table, context).table
    assert made["shap_income"].abs().max() < 1e-9
    assert np.corrcoef(made["shap_spent"], TABLE["spent"])[0, 1] > 0.999


def test_the_class_to_explain_can_be_chosen(context):
    made = ShapExplainer(for_class="no").run(LOGISTIC, TABLE, context).table
    usual = ShapExplainer().run(LOGISTIC, TABLE, context).table
    np.testing.assert_allclose(made["shap_age"], -usual["shap_age"])
    assert set(made["explained_class"]) == {"no"}
    with pytest.raises(DataError, match='no class "yess" to explain; did you mean "yes"'):
        ShapExplainer(for_class="yess").run(LOGISTIC, TABLE, context)
    with pytest.raises(DataError, match="the model predicts numbers"):
        ShapExplainer(for_class="yes").run(LINEAR, TABLE, context)


def test_values_of_another_type_are_converted_as_apply_model_does(context):
    usual = ShapExplainer().run(BOOSTING, TABLE, context).table
    other = ShapExplainer().run(BOOSTING, TABLE.astype({"age": "str", "plan": "str", "member": "int64"}), context).table
    pd.testing.assert_frame_equal(usual, other)


def test_a_model_of_another_kind_is_explained_by_trying_and_a_background(context):
    names = ["age", "income"]
    table = TABLE[[*names, "left"]]
    estimator = GaussianNB().fit(table[names], table["left"].to_numpy(dtype=object))
    model = dataclasses.replace(LOGISTIC, estimator=estimator, inputs=TableSpec.of(table[names]), name="Bayes")
    made = ShapExplainer(background=20).run(model, table, context)
    assert made.model.facts["method"] == "sampled"
    assert made.model.estimator.background.shape == (20, 2)
    total = made.table.drop(columns="explained_class").sum(axis=1)
    np.testing.assert_allclose(total, estimator.predict_proba(table[names])[:, 1], atol=1e-10)
    again = ShapExplainer(background=20).run(model, table, NotingContext())
    pd.testing.assert_frame_equal(made.table, again.table)


def test_values_that_do_not_add_up_are_reported(context):
    class Erratic(GaussianNB):
        def predict_proba(self, X):
            return super().predict_proba(X) + 0.1 * (len(X) == len(TABLE))

    names = ["age", "income"]
    estimator = Erratic().fit(TABLE[names], TABLE["left"].to_numpy(dtype=object))
    model = dataclasses.replace(LOGISTIC, estimator=estimator, inputs=TableSpec.of(TABLE[names]))
    ShapExplainer(background=5).run(model, TABLE, context)
    assert "do not add up" in context.warnings[0]
    assert "off by 0.1" in context.warnings[0]


@pytest.mark.parametrize(
    ("model", "table", "message"),
    [
        (LOGISTIC, TABLE.drop(columns="age"), 'does not have: "age"'),
        (LOGISTIC, TABLE.assign(shap_age=1), 'already has a column "shap_age"'),
        (Normalizer().run(TABLE[["age"]]).model, TABLE, "predicts nothing"),
        (LOGISTIC, TABLE.iloc[:0], "no rows to explain"),
        (LOGISTIC, TABLE.assign(income=TABLE["income"].mask(TABLE["age"] > 50)), '"income" is missing in row'),
    ],
)
def test_what_cannot_be_explained_is_refused(model, table, message, context):
    with pytest.raises(DataError) as caught:
        ShapExplainer().run(model, table, context)
    assert message in caught.value.message


def test_what_is_known_before_there_is_data(context):
    for model in (LOGISTIC, LINEAR):
        made = ShapExplainer().run(model, TABLE, context)
        known = ShapExplainer().spec({"model": model.spec, "table": TableSpec.of(TABLE)})
        assert known["table"] == made.model.outputs
    unfitted = LogisticRegressionLearner.from_settings({"target": "left"}).spec({"table": TableSpec.of(TABLE)})["model"]
    known = ShapExplainer().spec({"model": unfitted, "table": TableSpec.of(TABLE)})
    assert known["table"] is None, "of which type the classes are is known after fitting"
    assert known["model"].inputs == unfitted.inputs
    assert ShapExplainer().spec({"model": None, "table": TableSpec.of(TABLE)}) == {"table": None, "model": None}
    with pytest.raises(DataError, match="already has a column"):
        ShapExplainer().spec({"model": LINEAR.spec, "table": TableSpec.of(TABLE.assign(base_value=1))})


def test_the_person_can_stop_it():
    class Stopping(NotingContext):
        def progress(self, fraction, message=""):
            if fraction and fraction > 0.3:
                raise Cancelled

    with pytest.raises(Cancelled):
        ShapExplainer().run(BOOSTING, TABLE, Stopping())


EXAMPLES = [
    Example({}, {"model": LOGISTIC, "table": TABLE}),
    Example({"for_class": "Oslo"}, {"model": FOREST, "table": TABLE.head(9)}),
    Example({}, {"model": CATEGORY, "table": TABLE}),
    Example({}, {"model": BOOSTING, "table": TABLE}),
    Example({}, {"model": LINEAR, "table": TABLE.head(1)}),
]
