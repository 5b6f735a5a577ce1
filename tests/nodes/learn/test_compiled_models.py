"""Models of the learners on arrays give what Apply Model's run gives."""

from __future__ import annotations

import functools
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import Discrete, QuietContext, TableNeeded, arrays_of
from knode.deploy.packing import packed
from knode_nodes.learn._compiled import predict
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.naive_bayes_learner import NaiveBayesLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from knode_nodes.learn.regularized_regression_learner import RegularizedRegressionLearner
from knode_nodes.learn.scikit_learn_estimator import ScikitLearnEstimator
from tests.nodes.learn.compiled import assert_as_run, compiled, refusal
from tests.nodes.learn.conftest import NotingContext, new_customers

NUMBERS = ["age", "income", "visits"]
TEXTS = ["city", "plan"]
MIXED = ["city", "age", "member", "plan", "income", "visits"]
FEATURES = {"numbers": NUMBERS, "texts": TEXTS, "mixed": MIXED}
CLASSES = ["left", "plan", "member", "visits"]
BOOSTED = {"iterations": 12, "min_leaf": 5}


def learners():
    """By name each learner with each kind of features and target."""
    made = {}
    for kind, features in FEATURES.items():
        for target in CLASSES:
            chosen = {"target": target, "features": [name for name in features if name != target]}
            made[f"logistic {kind} {target}"] = LogisticRegressionLearner, chosen
            forest = {**chosen, "trees": 7, "task": "classification"}
            made[f"forest {kind} {target}"] = RandomForestLearner, forest
            boosting = {**chosen, **BOOSTED, "task": "classification"}
            made[f"boosting {kind} {target}"] = HistGradientBoostingLearner, boosting
            made[f"bayes {kind} {target}"] = NaiveBayesLearner, chosen
        number = {"target": "spent", "features": features}
        made[f"linear {kind}"] = LinearRegressionLearner, number
        for penalty in ("ridge", "lasso"):
            made[f"linear {kind} {penalty}"] = (
                RegularizedRegressionLearner,
                {**number, "penalty": penalty, "alpha": 1.0},
            )
        made[f"forest {kind} numbers"] = RandomForestLearner, {**number, "trees": 7}
        made[f"boosting {kind} numbers"] = HistGradientBoostingLearner, {**number, **BOOSTED}
    plain = {"target": "left", "features": MIXED}
    made["logistic unscaled"] = LogisticRegressionLearner, {**plain, "standardize": False}
    made["logistic rare"] = LogisticRegressionLearner, {**plain, "max_categories": 2}
    made["logistic nothing"] = LogisticRegressionLearner, {**plain, "penalty": "l1", "C": 1e-6}
    made["linear without intercept"] = (
        LinearRegressionLearner,
        {"target": "spent", "features": MIXED, "intercept": False},
    )
    made["forest rare"] = RandomForestLearner, {**plain, "max_categories": 2, "trees": 7}
    made["forest deep"] = RandomForestLearner, {"target": "spent", "features": ["income"], "trees": 3}
    made["bayes rare"] = NaiveBayesLearner, {**plain, "max_categories": 2}
    made["boosting rare"] = HistGradientBoostingLearner, {**plain, **BOOSTED, "max_depth": 2}
    return made


LEARNERS = learners()
GAPS = [name for name in LEARNERS if name.startswith(("boosting", "bayes"))]


def gappy_customers():
    """Customers of whom some values are not known."""
    table = new_customers()
    random = np.random.default_rng(3)
    for name in ("age", "city", "plan", "income", "visits"):
        table[name] = table[name].astype("float64") if name == "age" else table[name]
        table.loc[random.random(len(table)) < 0.15, name] = pd.NA if name != "age" else np.nan
    return table


@functools.cache
def fitted(name, gaps=False):
    learner, chosen = LEARNERS[name]
    table = gappy_customers() if gaps else new_customers()
    model = learner.from_settings(chosen).run(table, NotingContext())
    return model, compiled(model, table[chosen["features"]]), chosen["features"]


@pytest.mark.parametrize("name", LEARNERS)
@pytest.mark.parametrize("rows", [0, 1, 2, 120])
def test_any_number_of_rows_gives_what_run_gives(name, rows):
    model, step, features = fitted(name)
    assert_as_run(step, model, new_customers()[features].head(rows))


@pytest.mark.parametrize("name", LEARNERS)
def test_each_row_alone_gives_what_run_gives_for_all(name):
    model, step, features = fitted(name)
    table = new_customers().head(25)
    whole = ApplyModel().run(model, table, QuietContext())
    for row in range(len(table)):
        made = step(arrays_of(table[features].iloc[[row]]))
        label = whole["prediction"].iloc[row]
        if "prediction" in made.layout.numbers:
            assert made.numbers(("prediction",))[0, 0] == pytest.approx(float(label), rel=1e-12)
        else:
            assert made.other("prediction").tolist() == [label]


@pytest.mark.parametrize("name", LEARNERS)
def test_without_probabilities_the_labels_are_those_of_predict(name):
    model, _, features = fitted(name)
    table = new_customers()[features]
    node = ApplyModel(probabilities=False, prefix="my_")
    assert_as_run(compiled(model, table, node), model, table, node)


@pytest.mark.parametrize("name", LEARNERS)
def test_values_that_training_never_saw_give_what_run_gives(name):
    model, step, features = fitted(name)
    table = new_customers().head(20)
    table["city"] = pd.array(["Rome", "Paris", "", "rome", "Oslo "] * 4, dtype="str")
    table["plan"] = pd.Series(["never", "other", "plus", "basic"] * 5, index=table.index, dtype="str")
    table["income"] = np.tile([0.0, -1e30, 1e300 if "forest" not in name else 1e38, 5e-324], 5)
    assert_as_run(step, model, table[features])


@pytest.mark.parametrize("name", GAPS)
@pytest.mark.parametrize("rows", [1, 120])
def test_missing_values_go_where_they_went_in_training(name, rows):
    model, step, features = fitted(name, gaps=True)
    table = gappy_customers()[features]
    assert_as_run(step, model, table.head(rows))
    nothing = table.head(rows).copy()
    for feature in [name for name in features if name != "member"]:
        nothing[feature] = pd.Series(None, index=nothing.index, dtype=nothing[feature].dtype)
    assert_as_run(step, model, nothing)


@pytest.mark.parametrize("name", ["forest numbers left", "forest mixed left", "forest mixed numbers"])
def test_forests_take_missing_numbers(name):
    learner, chosen = LEARNERS[name]
    table = gappy_customers().dropna(subset=TEXTS)
    model = learner.from_settings(chosen).run(table, NotingContext())
    step = compiled(model, table[chosen["features"]])
    assert_as_run(step, model, table[chosen["features"]])
    assert_as_run(step, model, table[chosen["features"]].head(1))


@pytest.mark.parametrize("name", [name for name in LEARNERS if name.startswith("bayes")])
@pytest.mark.parametrize("gaps", [False, True])
def test_naive_bayes_gives_the_same_to_the_last_bit(name, gaps):
    model, step, features = fitted(name, gaps=gaps)
    table = (gappy_customers() if gaps else new_customers())[features]
    wanted = ApplyModel().run(model, table, QuietContext())
    made = step(arrays_of(table))
    for chance in [name for name in made.names if name.startswith("probability_")]:
        assert made.numbers((chance,))[:, 0].tolist() == wanted[chance].tolist(), chance


OF_CLASSES = [
    "ExtraTreeClassifier", "GradientBoostingClassifier", "LinearDiscriminantAnalysis", "LinearSVC", "LogisticRegressionCV",
    "Perceptron", "RidgeClassifier", "RidgeClassifierCV", "SGDClassifier",
]  # fmt: skip
OF_NUMBERS = [
    "ARDRegression", "BayesianRidge", "ElasticNet", "ElasticNetCV", "ExtraTreeRegressor", "GradientBoostingRegressor",
    "HuberRegressor", "Lars", "Lasso", "LassoLarsIC", "LinearSVR", "OrthogonalMatchingPursuit", "QuantileRegressor", "RidgeCV",
    "SGDRegressor", "TheilSenRegressor",
]  # fmt: skip
OTHERS = [
    *((name, target) for name in OF_CLASSES for target in ("left", "visits")),
    *((name, "spent") for name in OF_NUMBERS),
]
FASTER = {"GradientBoostingClassifier": {"n_estimators": 5}, "GradientBoostingRegressor": {"n_estimators": 5}}
LEFT_ALONE = [
    ("AdaBoostClassifier", "left"), ("GaussianNB", "left"), ("NearestCentroid", "left"), ("PoissonRegressor", "age"),
    ("GradientBoostingClassifier", "left"),
]  # fmt: skip


def other(name, target, **parameters):
    """A model of Scikit-learn Estimator, and the columns that it reads."""
    features = ["city", "age", "member", "plan", "income"]
    chosen = {"estimator": name, "target": target, "parameters": {**FASTER.get(name, {}), **parameters}}
    features = [feature for feature in features if feature != target]
    table = new_customers()
    return ScikitLearnEstimator.from_settings({**chosen, "features": features}).run(table, NotingContext()), features


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "target"), OTHERS)
def test_other_estimators_that_predict_by_sums_and_trees_give_what_run_gives(name, target):
    model, features = other(name, target)
    table = new_customers()[features]
    step = compiled(model, table)
    strange = table.astype({"age": "float64"}).assign(city=["Paris", None, "Rome"] * 40)
    strange.loc[strange.index[::5], ["age", "income"]] = np.nan
    for rows in (table, table.head(1), table.head(0), strange, strange.head(1)):
        assert_as_run(step, model, rows)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(("name", "target"), LEFT_ALONE)
def test_other_estimators_are_left_to_the_node(name, target):
    model, features = other(name, target, **({"loss": "exponential"} if name.startswith("Gradient") else {}))
    assert compiled(model, new_customers()[features]) is None


def test_a_sum_of_zero_of_gradient_boosting_is_left_to_the_node():
    table = pd.DataFrame({"x": [0.0, 0.0, 1.0, 1.0] * 10, "y": ["b", "a"] * 20})
    chosen = {"estimator": "GradientBoostingClassifier", "target": "y", "parameters": {"n_estimators": 3}}
    model = ScikitLearnEstimator.from_settings(chosen).run(table, NotingContext())
    assert isinstance(refusal(compiled(model, table[["x"]]), table[["x"]]), TableNeeded)


REALS = st.floats(-1e6, 1e6) | st.sampled_from([0.0, -0.0, 1e-300, 16777217.0, 50_000.0])


@pytest.mark.parametrize(
    "name",
    ["logistic mixed plan", "linear mixed ridge", "forest mixed left", "boosting mixed left", "bayes mixed left"],
)
@settings(max_examples=20)
@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["Bern", "Oslo", "Rome", "Paris"]), REALS, st.booleans(), REALS),
        min_size=1,
        max_size=5,
    )
)
def test_any_numbers_give_what_run_gives(name, rows):
    model, step, features = fitted(name)
    table = pd.DataFrame(rows, columns=["city", "age", "member", "income"])
    table["plan"] = "plus"
    table["visits"] = table["age"].round()
    assert_as_run(step, model, table[features])


@pytest.mark.parametrize(
    "name", ["forest mixed left", "boosting mixed plan", "forest numbers visits", "logistic mixed plan"]
)
def test_rows_are_taken_in_parts_that_fit_the_memory(name, monkeypatch):
    model, step, features = fitted(name)
    monkeypatch.setattr(predict, "MOST_CELLS", 200)
    assert_as_run(step, model, pd.concat([new_customers()[features]] * 3))


def test_forests_compare_numbers_as_single_precision_holds_them():
    random = np.random.default_rng(1)
    # Numbers whose neighbours are the same in single precision.
    values = 16_777_216 + random.integers(0, 50, 400).astype("float64")
    table = pd.DataFrame({"x": values, "y": np.where(values % 3 > 1, "a", "b")})
    model = RandomForestLearner.from_settings({"target": "y", "trees": 9}).run(table, NotingContext())
    assert_as_run(compiled(model, table[["x"]]), model, table[["x"]])


def test_a_tie_gives_the_first_class():
    table = pd.DataFrame({"x": [0.0, 0.0, 1.0, 1.0] * 10, "y": ["b", "a"] * 20})
    for learner in (
        LogisticRegressionLearner(target="y"),
        RandomForestLearner(target="y", trees=10),
        HistGradientBoostingLearner(target="y", iterations=5),
    ):
        model = learner.run(table, NotingContext())
        for node in (ApplyModel(), ApplyModel(probabilities=False)):
            assert_as_run(compiled(model, table[["x"]], node), model, table[["x"]], node)


def test_trees_say_that_many_rows_together_pay():
    assert fitted("forest mixed left")[1].batches
    assert fitted("boosting mixed left")[1].batches
    assert not fitted("logistic mixed left")[1].batches


def test_labels_are_values_and_codes_so_that_many_rows_share_them():
    _, step, features = fitted("logistic mixed left")
    made = step(arrays_of(new_customers()[features])).other("prediction")
    assert isinstance(made, Discrete)
    assert made.values == ["no", "yes"]


SERVE = """
import json, sys
from pathlib import Path
from knode.core.arrays import Arrays, Discrete, Layout
from knode.deploy.packing import unpacked
import numpy as np

step = unpacked(Path(sys.argv[1]).read_bytes())
names = ["city", "age", "member", "plan", "income", "visits"]
numbers = {"age": 0, "member": 1, "income": 2, "visits": 3}
table = Arrays(Layout(names, numbers, 4), np.array([[40.0, 1.0, 5e4, 3.0]]), {
    "city": Discrete(["Oslo"]), "plan": Discrete(["plus"])
})
made = step(table)
heavy = sorted({"sklearn", "pandas", "scipy", "pyarrow"} & set(sys.modules))
print(json.dumps([heavy, made.other("prediction").tolist()]))
"""


@pytest.mark.parametrize("name", ["logistic mixed left", "forest mixed left", "boosting mixed left"])
def test_scoring_loads_none_of_the_libraries_that_fitted_the_model(name, tmp_path):
    model, step, features = fitted(name)
    (tmp_path / "step").write_bytes(packed(step))
    said = subprocess.run(
        [sys.executable, "-c", SERVE, str(tmp_path / "step")], capture_output=True, text=True, check=True
    )
    row = pd.DataFrame([["Oslo", 40, True, "plus", 5e4, 3]], columns=features)
    assert json.loads(said.stdout) == [[], ApplyModel().run(model, row, QuietContext())["prediction"].tolist()]
