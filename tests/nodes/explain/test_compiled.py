"""Explanations on arrays: the same as the explainer itself, without the library that fitted the model."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.naive_bayes import GaussianNB

from knode.api import ColumnSpec, Model, QuietContext, TableNeeded, TableSpec, arrays_of
from knode.core.registry import REGISTRY
from knode.deploy.packing import packed, unpacked
from knode_nodes.explain.shap_explainer import ShapExplainer
from knode_nodes.explain.shap_values import ShapValues
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from tests.nodes.learn.conftest import NotingContext, new_customers

LEARNERS = {
    "boosting": HistGradientBoostingLearner.from_settings({"target": "left", "iterations": 5}),
    "boosting of classes": HistGradientBoostingLearner.from_settings({"target": "city", "iterations": 5}),
    "boosting of numbers": HistGradientBoostingLearner.from_settings({"target": "spent", "iterations": 5}),
    "forest": RandomForestLearner.from_settings({"target": "plan", "trees": 5}),
    "forest of numbers": RandomForestLearner.from_settings({"target": "spent", "trees": 5}),
    "logistic": LogisticRegressionLearner.from_settings({"target": "member"}),
    "logistic of classes": LogisticRegressionLearner.from_settings({"target": "visits", "features": ["age", "city"]}),
    "linear": LinearRegressionLearner.from_settings({"target": "spent"}),
}


def explained(name, table, **settings):
    model = LEARNERS[name].run(table, NotingContext())
    return ShapExplainer.from_settings(settings).run(model, table, NotingContext())


def step_of(model, table):
    """The step as a bundle carries it."""
    made = ApplyModel().compiled({"model": model}, TableSpec.of(table))
    return None if made is None else unpacked(packed(made), REGISTRY)


def gaps(table):
    random, made = np.random.default_rng(2), table.astype({"member": "boolean"})
    for name in ("age", "city", "plan", "member", "income", "visits"):
        made[name] = made[name].mask(random.random(len(made)) < 0.15)
    return made


def check_same(arrays, table):
    assert list(arrays.names) == list(table.columns)
    for name in table.columns:
        if name in arrays.layout.numbers:
            expected = table[name].to_numpy(dtype="float64")
            np.testing.assert_allclose(arrays.numbers((name,))[:, 0], expected, rtol=1e-12, atol=1e-14)
        else:
            assert arrays.other(name).tolist() == table[name].tolist()


@pytest.mark.parametrize("name", LEARNERS)
def test_arrays_give_what_the_explainer_gives_for_all_rows_and_for_one(name):
    table = new_customers()
    made = explained(name, table)
    step = step_of(made.model, table)
    check_same(step(arrays_of(table)), made.table)
    for row in (0, 57):
        check_same(step(arrays_of(table.iloc[[row]])), made.table.iloc[[row]])
    check_same(step(arrays_of(table.iloc[:0])), made.table.iloc[:0])


@pytest.mark.parametrize("name", ["boosting", "boosting of numbers"])
def test_missing_values_and_texts_never_seen_are_explained_alike(name):
    table = gaps(new_customers())
    model = explained(name, table).model
    other = table.assign(city=table["city"].mask(table["age"] > 50, "Atlantis"))
    check_same(step_of(model, table)(arrays_of(other)), ApplyModel().run(model, other, QuietContext()))


def test_other_columns_of_the_table_stay_only_if_training_did_not_have_them():
    table = new_customers()
    made = explained("linear", table)
    step = step_of(made.model, table)
    further = table.assign(note="x")
    check_same(step(arrays_of(further)), ApplyModel().run(made.model, further, QuietContext()))


def test_the_class_to_explain_may_be_a_chosen_one():
    table = new_customers()
    made = explained("boosting of classes", table, for_class="Rome")
    check_same(step_of(made.model, table)(arrays_of(table)), made.table)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("logistic", {"age": np.nan}),
        ("logistic", {"income": np.inf}),
        ("forest", {"income": 1e300}),
    ],
)
def test_what_the_node_must_decide_about_is_left_to_it(name, change):
    table = new_customers().astype({"age": "float64"})
    step = step_of(explained(name, table).model, table)
    with pytest.raises(TableNeeded):
        step(arrays_of(table.assign(**change)))
    with pytest.raises(TableNeeded):
        step(arrays_of(table.drop(columns="age")))


def test_models_that_are_explained_by_trying_have_no_step():
    table = new_customers()[["age", "income", "member"]]
    estimator = GaussianNB().fit(table[["age", "income"]], table["member"])
    explainer = ShapValues(estimator, ["age", "income"], np.zeros((1, 2)), chosen=1, label_dtype="bool")
    assert step_of(as_model(explainer, table[["age", "income"]]), table) is None


def test_boosting_that_was_fitted_elsewhere_with_other_codes_has_no_step():
    table = pd.DataFrame({"x": np.arange(60.0), "code": np.repeat([3.0, 5.0, 9.0], 20)})
    estimator = HistGradientBoostingClassifier(categorical_features=[1], max_iter=2).fit(table, table["code"] > 4)
    explainer = ShapValues(estimator, ["x", "code"], np.zeros((0, 2)), chosen=1, label_dtype="bool")
    assert step_of(as_model(explainer, table), table) is None
    total = explainer.transform(table).drop(columns="explained_class").sum(axis=1)
    np.testing.assert_allclose(total, explainer.output(table))


def as_model(explainer, table):
    outputs = tuple(ColumnSpec(name=name, dtype="float64") for name in explainer.made)
    return Model(
        "transformer", explainer, TableSpec.of(table), TableSpec(columns=outputs), replaces=tuple(table.columns)
    )


def test_a_step_explains_without_scikit_learn_and_pandas(tmp_path):
    table = new_customers()
    step = ApplyModel().compiled({"model": explained("boosting", table).model}, TableSpec.of(table))
    (tmp_path / "step").write_bytes(packed(step))
    script = (
        "import sys; from pathlib import Path; import numpy as np\n"
        "from knode.api import Arrays, Discrete\nfrom knode.core.arrays import Layout\n"
        "from knode.core.registry import REGISTRY\nfrom knode.deploy.packing import unpacked\n"
        "step = unpacked(Path(sys.argv[1]).read_bytes(), REGISTRY)\n"
        "numbers = ['age', 'member', 'income', 'visits', 'spent']\n"
        "layout = Layout([*numbers, 'city', 'plan'], {name: place for place, name in enumerate(numbers)}, 5)\n"
        "texts = {'city': Discrete(['Oslo']), 'plan': Discrete(['plus'])}\n"
        "made = step(Arrays(layout, np.array([[40.0, 1, 50000, 3, 110]]), texts))\n"
        "print(round(float(made.numbers(('base_value',))[0, 0]), 9))\n"
        "print(sorted({'pandas', 'sklearn', 'scipy', 'skops', 'shap'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "step")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    base, loaded = done.stdout.split("\n")[:2]
    assert float(base) == pytest.approx(explained("boosting", table).table["base_value"].iloc[0], abs=1e-8)
    assert loaded == "[]"
