"""ShapExplainer."""

from __future__ import annotations

import dataclasses

import numpy as np
import pandas as pd
import pytest
from sklearn.naive_bayes import GaussianNB

from knode.api import Cancelled, DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode_nodes.explain.shap_explainer import ShapExplainer
from knode_nodes.learn._estimators import sort_of
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.isolation_forest_learner import IsolationForestLearner
from knode_nodes.learn.k_means_learner import KMeansLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.learn.scikit_learn_estimator import ScikitLearnEstimator
from knode_nodes.learn.support_vector_machine_learner import SupportVectorMachineLearner
from knode_nodes.prep.normalizer import Normalizer
from tests.nodes.learn.conftest import NotingContext, new_customers
from tests.nodes.learn.learners import CASES, gappy_customers, made

MIXED = ["age", "city", "plan", "member", "income", "visits"]
TABLE = new_customers()


def fitted(cls, target="left", features=("age", "city", "plan"), **settings):
    return cls.from_settings({"target": target, "features": list(features), **settings}).run(TABLE, NotingContext())


LOGISTIC = fitted(LogisticRegressionLearner, features=MIXED)
STRICT = fitted(LogisticRegressionLearner, features=MIXED, missing="error")
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
    pd.testing.assert_frame_equal(ApplyModel().run(made.model, TABLE.assign(note="x"), QuietContext()), made.table)


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


class Erratic(GaussianNB):
    """Gives other probabilities for the first rows when it is asked about all."""

    def __init__(self, rows=None):
        super().__init__()
        self.rows = rows

    def predict_proba(self, X):
        found = super().predict_proba(X)
        return found + 0.1 * ((np.arange(len(X)) < (self.rows or len(X))) & (len(X) == len(TABLE)))[:, None]


def test_values_that_do_not_add_up_are_refused_and_few_of_them_told_of(context):
    names = ["age", "income"]
    models = [
        dataclasses.replace(
            LOGISTIC,
            estimator=Erratic(rows).fit(TABLE[names], TABLE["left"].to_numpy(dtype=object)),
            inputs=TableSpec.of(TABLE[names]),
        )
        for rows in (None, 1)
    ]
    with pytest.raises(DataError, match="the values of 120 of 120 rows do not add up .* off by 0.1 of it"):
        ShapExplainer(background=5).run(models[0], TABLE, context)
    ShapExplainer(background=5).run(models[1], TABLE, context)
    assert "The values of 1 of 120 rows do not add up" in context.warnings[0]


def test_how_it_was_explained_is_told(context):
    for model in (LINEAR, FOREST, LOGISTIC):
        ShapExplainer().run(model, TABLE, context)
    assert "by the weights of the linear model. What is added up is the prediction; the largest gap" in context.infos[0]
    assert "by the ways of the rows through the trees. What is added up is the probability" in context.infos[1]
    assert "the log-odds" in context.infos[2]


@pytest.mark.parametrize("name", CASES)
def test_a_model_of_every_learner_is_explained_in_its_raw_columns(name, context):
    table = gappy_customers()
    model = made(name).run(table, NotingContext())
    some = table.head(6)
    found = ShapExplainer(background=4, permutations=2).run(model, some, context)
    assert [column.removeprefix("shap_") for column in found.table.columns[:6]] == model.inputs.names
    assert found.model.facts["greatest_gap"] < 1e-9
    if "explained_class" in found.table:
        assert set(found.table["explained_class"]) == {"yes"}


@pytest.mark.parametrize(
    ("estimator", "method", "scale"),
    [
        ("LinearSVC", "linear", "score"),
        ("SGDClassifier", "linear", "score"),
        ("RidgeClassifier", "linear", "score"),
        ("LinearDiscriminantAnalysis", "linear", "log-odds"),
        ("BayesianRidge", "linear", "prediction"),
        ("PoissonRegressor", "sampled", "prediction"),
        ("AdaBoostClassifier", "sampled", "probability"),
        ("GradientBoostingClassifier", "trees", "log-odds"),
        ("NuSVC", "sampled", "score"),
        ("PLSRegression", "sampled", "prediction"),
    ],
)
def test_other_estimators_of_scikit_learn_are_explained_in_the_right_way(estimator, method, scale, context):
    goal = "left" if sort_of(estimator) == "classifier" else "spent"
    node = ScikitLearnEstimator.from_settings({"estimator": estimator, "target": goal, "features": ["age", "city"]})
    model = node.run(TABLE, NotingContext())
    model = getattr(model, "model", model)
    facts = ShapExplainer(background=5).run(model, TABLE.head(8), context).model.facts
    assert (facts["method"], facts["scale"]) == (method, scale)
    assert facts["greatest_gap"] < 1e-9


def test_a_machine_without_probabilities_is_explained_for_the_class_that_it_predicts(context):
    node = SupportVectorMachineLearner.from_settings(
        {"target": "city", "features": ["age", "spent", "plan"], "probabilities": False}
    )
    model = node.run(TABLE, NotingContext())
    found = ShapExplainer(background=5).run(model, TABLE.head(20), context).table
    assert found["explained_class"].tolist() == model.apply(TABLE.head(20))["prediction"].tolist()


def test_clusters_are_explained_as_classes(context):
    model = KMeansLearner.from_settings({"clusters": 3, "features": ["age", "spent", "city"]}).run(TABLE, context).model
    found = ShapExplainer(background=10).run(model, TABLE.head(20), context)
    own = model.apply(TABLE.head(20))["cluster"]
    assert found.table["explained_class"].tolist() == own.tolist()
    total = found.table.drop(columns="explained_class").sum(axis=1)
    np.testing.assert_allclose(total, 1.0, err_msg="each row is in its own cluster")
    assert found.model.outputs == TableSpec.of(found.table).replace(
        **{column.name: column for column in found.model.outputs.columns}
    )
    one = ShapExplainer(background=10, for_class="cluster 2").run(model, TABLE.head(20), context).table
    total = one.drop(columns="explained_class").sum(axis=1)
    np.testing.assert_allclose(total, own == "cluster 2", atol=1e-9)


def test_outliers_are_explained_by_their_score(context):
    learner = IsolationForestLearner.from_settings({"features": ["age", "income", "city"], "trees": 10})
    model = learner.run(TABLE, context).model
    found = ShapExplainer(background=8).run(model, TABLE.head(15), context)
    scores = model.apply(TABLE.head(15))["outlier_score"]
    np.testing.assert_allclose(found.table.sum(axis=1), scores)
    odd = TABLE.head(15).assign(income=np.where(np.arange(15) == 4, 1e6, 50_000.0))
    effects = ShapExplainer(background=8).run(model, odd, context).table["shap_income"]
    assert effects.argmax() == 4


@pytest.mark.parametrize(
    ("model", "table", "message"),
    [
        (LOGISTIC, TABLE.drop(columns="age"), 'does not have: "age"'),
        (LOGISTIC, TABLE.assign(shap_age=1), 'already has a column "shap_age"'),
        (Normalizer().run(TABLE[["age"]]).model, TABLE, "predicts nothing"),
        (LOGISTIC, TABLE.iloc[:0], "no rows to explain"),
        (STRICT, TABLE.assign(income=TABLE["income"].mask(TABLE["age"] > 50)), '"income" is missing in row'),
    ],
)
def test_what_cannot_be_explained_is_refused(model, table, message, context):
    with pytest.raises(DataError) as caught:
        ShapExplainer().run(model, table, context)
    assert message in caught.value.message


def test_a_number_that_is_too_large_for_the_model_is_told_with_its_row(context):
    model = RandomForestLearner(target="left", trees=5).run(TABLE, context)
    table = TABLE.copy()
    table.iloc[5, table.columns.get_loc("income")] = 1e300
    with pytest.raises(DataError, match=r'"income" is 1e\+300 in row 5, and the model takes numbers up to'):
        ShapExplainer().run(model, table, context)


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


def test_on_several_cores_the_values_are_the_same_in_the_same_order(context):
    one = ShapExplainer().run(FOREST, TABLE, context).table
    pd.testing.assert_frame_equal(ShapExplainer().run(FOREST, TABLE, NotingContext(cores=3)).table, one)


@pytest.mark.parametrize("cores", [1, 3])
def test_the_person_can_stop_it(cores):
    class Stopping(NotingContext):
        def progress(self, fraction, message=""):
            if fraction and fraction > 0.3:
                raise Cancelled

    with pytest.raises(Cancelled):
        ShapExplainer().run(BOOSTING, TABLE, Stopping(cores=cores))


EXAMPLES = [
    Example({}, {"model": LOGISTIC, "table": TABLE}),
    Example({"for_class": "Oslo"}, {"model": FOREST, "table": TABLE.head(9)}),
    Example({}, {"model": CATEGORY, "table": TABLE}),
    Example({}, {"model": BOOSTING, "table": TABLE}),
    Example({}, {"model": LINEAR, "table": TABLE.head(1)}),
]
