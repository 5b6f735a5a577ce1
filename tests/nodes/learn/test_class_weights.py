"""Weights of classes that a person wrote, in every learner that takes them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils.class_weight import compute_sample_weight

from knode.api import DataError
from knode.core.errors import SettingError
from knode.deploy.bundle import read_bundle
from knode.engine.inline import run_captured
from knode_nodes.explain.shap_explainer import ShapExplainer
from knode_nodes.learn.decision_tree_learner import DecisionTreeLearner
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.naive_bayes_learner import NaiveBayesLearner
from knode_nodes.learn.neural_network_learner import NeuralNetworkLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.learn.scikit_learn_estimator import ScikitLearnEstimator
from knode_nodes.learn.support_vector_machine_learner import SupportVectorMachineLearner
from tests.nodes.learn.compiled import assert_as_run, compiled
from tests.nodes.learn.conftest import NotingContext, new_customers
from tests.trained import bundle, customers

NUMBERS = ["age", "income", "visits"]
pytestmark = pytest.mark.filterwarnings("ignore:Stochastic Optimizer")
WANTED = {"no": 0.7, "yes": 6.0}
SEED = NotingContext().seed


def scaled(estimator: Any) -> Any:
    return make_pipeline(StandardScaler(), estimator)


OURS: dict[str, tuple[Any, dict[str, Any]]] = {
    "tree": (DecisionTreeLearner, {}),
    "boosting": (HistGradientBoostingLearner, {"iterations": 20}),
    "logistic": (LogisticRegressionLearner, {}),
    "bayes": (NaiveBayesLearner, {}),
    "network": (NeuralNetworkLearner, {"layers": [5], "max_iterations": 50}),
    "forest": (RandomForestLearner, {"trees": 10}),
    "any": (
        ScikitLearnEstimator,
        {
            "estimator": "ExtraTreesClassifier",
            "parameters": {"n_estimators": 5, "min_samples_leaf": 5},
            "standardize": "no",
        },
    ),
    "machine": (SupportVectorMachineLearner, {"probabilities": False}),
}
PLAIN: dict[str, Any] = {
    "tree": lambda weights: DecisionTreeClassifier(min_samples_leaf=5, random_state=SEED, class_weight=weights),
    "boosting": lambda weights: HistGradientBoostingClassifier(
        max_iter=20, early_stopping=False, random_state=SEED, class_weight=weights
    ),
    "logistic": lambda weights: scaled(LogisticRegression(max_iter=1000, class_weight=weights)),
    "forest": lambda weights: RandomForestClassifier(10, random_state=SEED, class_weight=weights),
    "any": lambda weights: ExtraTreesClassifier(5, min_samples_leaf=5, random_state=SEED, class_weight=weights),
    "machine": lambda weights: scaled(SVC(class_weight=weights)),
}
"""Those of scikit-learn that know weights of classes themselves."""
BY_ROW = {
    "bayes": GaussianNB(var_smoothing=1e-15),
    "network": scaled(MLPClassifier((5,), max_iter=50, random_state=SEED)),
}
"""Those that know weights of rows only."""


def learner(name: str, **settings: Any) -> Any:
    cls, quick = OURS[name]
    custom = {"class_weight": "custom", "class_weights": WANTED}
    return cls.from_settings({"target": "left", "features": NUMBERS, **quick, **custom, **settings})


@pytest.fixture
def table() -> pd.DataFrame:
    made = new_customers()
    made["counts"] = np.random.default_rng(2).integers(1, 4, len(made))
    return made


def fitted(name: str, table: pd.DataFrame, wanted: dict[Any, float], weights: Any = None, target: str = "left") -> Any:
    """Plain scikit-learn, told of the same weights."""
    numbers = table[NUMBERS].astype("float64")
    if name in BY_ROW:
        by_class = compute_sample_weight(wanted, table[target])
        plain, weights = BY_ROW[name], by_class if weights is None else by_class * weights
    else:
        # scikit-learn's boosting wants classes by their codes, though it does not say so.
        named = {code: wanted[label] for code, label in enumerate(sorted(wanted))} if name == "boosting" else wanted
        plain = PLAIN[name](named)
    if weights is None:
        return plain.fit(numbers, table[target])
    step = f"{plain.steps[-1][0]}__sample_weight" if hasattr(plain, "steps") else "sample_weight"
    return plain.fit(numbers, table[target], **{step: weights})


def assert_same(model: Any, plain: Any, table: pd.DataFrame) -> None:
    made, numbers = model.apply(table), table[NUMBERS].astype("float64")
    assert made["prediction"].tolist() == plain.predict(numbers).tolist()
    if hasattr(plain, "predict_proba"):
        chances = made[[f"probability_{label}" for label in plain.classes_]]
        np.testing.assert_allclose(chances, plain.predict_proba(numbers), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("name", OURS)
def test_it_is_what_scikit_learn_makes_of_these_weights(name, table, context):
    model = learner(name).run(table, context)
    assert_same(model, fitted(name, table, WANTED), table)
    assert (
        model.apply(table)["prediction"].tolist()
        != learner(name, class_weight="none").run(table, context).apply(table)["prediction"].tolist()
    )


@pytest.mark.parametrize("name", OURS)
def test_weights_of_classes_and_of_rows_multiply(name, table, context):
    model = learner(name, weight="counts").run(table, context)
    assert_same(model, fitted(name, table, WANTED, table["counts"]), table)


@pytest.mark.parametrize("name", OURS)
def test_a_class_that_is_not_named_counts_1(name, table, context):
    model = learner(name, class_weights={"yes": 6.0}).run(table, context)
    assert_same(model, fitted(name, table, {"no": 1.0, "yes": 6.0}), table)


def test_probabilities_of_a_machine_are_learnt_with_the_weights_too(table, context):
    rare = learner("machine", probabilities=True, class_weights={"yes": 8.0}).run(table, context).apply(table)
    plain = learner("machine", probabilities=True, class_weight="none").run(table, context).apply(table)
    assert rare["probability_yes"].mean() > plain["probability_yes"].mean() + 0.1


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ([True, False, False], {"true": 4.0}),
        (pd.array([True, False, False], dtype="boolean"), {"True": 4.0, "false": 1}),
        ([3, 7, 7], {"3": 4.0}),
        (pd.array([3, 7, 7], dtype="Int64"), {"3": 4.0}),
        ([3.0, 7.0, 7.0], {"3": 4.0}),
        ([3.0, 7.0, 7.0], {"3.0": 4.0}),
        (pd.array(["3", "é ü", "é ü"], dtype="string"), {"3": 4.0}),
        (pd.Categorical(["a", "b", "b"], categories=["a", "b", "never"]), {"a": 4.0, "never": 9.0}),
        (pd.Categorical([3, 7, 7]), {"3": 4.0}),
    ],
)
def test_classes_are_named_as_tables_show_them(table, context, values, named):
    table["left"] = (
        pd.Series(values).repeat(40).set_axis(table.index).sample(frac=1, random_state=1).set_axis(table.index)
    )
    table["counts"] = np.where(table["left"] == values[0], 4.0, 1.0)
    settings = {"task": "classification", "max_depth": 3}
    model = learner("tree", class_weights=named, **settings).run(table, context)
    same = learner("tree", class_weight="none", weight="counts", **settings).run(table, context)
    pd.testing.assert_frame_equal(model.apply(table), same.apply(table))


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize(
    ("change", "named", "message"),
    [
        ({}, {"Yes": 5}, 'there is no class "Yes" in "left" to give a weight; did you mean "yes"\\?'),
        ({}, {"no": 1, "yess": 5}, 'no class "yess" in "left" .*did you mean "yes"'),
        ({}, {"gold": 5}, 'no class "gold" in "left" .*its classes are "no", "yes": correct class_weights'),
        ({}, {}, '`class_weights` is empty: write the weight of a class there, such as {"yes": 5}'),
    ],
)
def test_names_that_are_no_classes_are_refused(name, table, context, change, named, message):
    with pytest.raises(DataError, match=message) as caught:
        learner(name, class_weights=named).run(table.assign(**change), context)
    assert caught.value.facts["column"] == "left"


def test_a_class_that_these_rows_do_not_have_may_be_named_where_all_others_are(table, context):
    model = learner("tree", class_weights={**WANTED, "perhaps": 3.0}).run(table, context)
    assert_same(model, fitted("tree", table, WANTED), table)


@pytest.mark.parametrize("name", OURS)
@pytest.mark.parametrize(
    ("weight", "message"),
    [
        (0, "greater than 0. Got 0"),
        (-2, "greater than 0. Got -2"),
        (float("nan"), "finite number|greater than 0"),
        (float("inf"), "finite number|at most"),
        (1e12, "at most 1"),
        ("much", 'it must be a number.* Got "much"'),
        (None, "it must be a number, not null"),
    ],
)
def test_a_weight_is_a_number_above_0(name, weight, message):
    with pytest.raises(SettingError, match=rf'"class_weights.yes".*({message})'):
        learner(name, class_weights={"no": 1, "yes": weight})


@pytest.mark.parametrize("name", [name for name in OURS if name not in ("logistic", "bayes", "any")])
def test_numbers_have_no_classes_and_the_person_is_told(name, table, context):
    model = learner(name, target="spent", class_weights={"yes": 5}).run(table, context)
    plain = learner(name, target="spent", class_weight="none").run(table, NotingContext())
    assert '"spent" is predicted as numbers, so weights of classes have no effect.' in context.warnings
    pd.testing.assert_frame_equal(model.apply(table), plain.apply(table))


def test_they_do_nothing_unless_they_are_chosen(table, context):
    given = learner("tree", class_weight="none", class_weights={"Yes": 9}).run(table, context)
    assert_same(given, fitted("tree", table, {"no": 1, "yes": 1}), table)


def test_a_class_of_scikit_learn_without_weights_is_refused(table, context):
    nearest = learner("any", estimator="KNeighborsClassifier", parameters={})
    with pytest.raises(DataError, match="KNeighborsClassifier takes no weights, so classes cannot count differently"):
        nearest.run(table, context)


@pytest.mark.parametrize("name", OURS)
def test_such_a_model_is_served_and_explained_as_any_other(name, table, context):
    model = learner(name).run(table, context)
    step = compiled(model, table[NUMBERS])
    if step is not None:
        assert_as_run(step, model, table[NUMBERS])
    made = ShapExplainer.from_settings({"for_class": "yes"}).run(model, table.head(3), context)
    assert np.isfinite(made.table["shap_age"]).all()


def test_such_a_model_is_captured(tmp_path):
    captured = read_bundle(bundle(tmp_path, class_weight="custom", class_weights={"yes": 20})).captured
    rows = customers(seed=8).drop(columns="left")
    made = run_captured(captured, {next(iter(captured.workflow.ends("input"))): rows})
    (answer,) = made.values()
    plain = read_bundle(bundle(tmp_path)).captured
    (other,) = run_captured(plain, {next(iter(plain.workflow.ends("input"))): rows}).values()
    assert (answer["prediction"] == "yes").sum() > (other["prediction"] == "yes").sum()
