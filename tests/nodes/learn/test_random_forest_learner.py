"""RandomForestLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor

from knode.api import Cancelled, DataError, TableSpec
from knode.core.check import Example
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from tests.nodes.learn.conftest import NotingContext, new_customers

NUMBERS = ["age", "income", "visits"]
MIXED = ["age", "city", "plan", "member", "income", "visits"]


def learner(**settings):
    return RandomForestLearner.from_settings({"target": "left", "features": NUMBERS, "trees": 25, **settings})


@pytest.mark.parametrize("class_weight", ["none", "balanced"])
def test_a_forest_is_that_of_plain_scikit_learn(customers, class_weight):
    weight = None if class_weight == "none" else class_weight
    plain = RandomForestClassifier(25, random_state=7, class_weight=weight).fit(customers[NUMBERS], customers["left"])
    context = NotingContext(cores=2)
    model = learner(class_weight=class_weight).run(customers, context)
    assert type(model.estimator) is RandomForestClassifier
    assert model.estimator.n_jobs is None
    made = model.apply(customers)[["probability_no", "probability_yes"]]
    np.testing.assert_array_equal(made, plain.predict_proba(customers[NUMBERS]))
    assert context.fractions == sorted(context.fractions)


def test_a_regression_is_that_of_plain_scikit_learn(customers, context):
    plain = RandomForestRegressor(25, random_state=7, max_depth=4).fit(customers[NUMBERS], customers["spent"])
    made = learner(target="spent", max_depth=4).run(customers, context).apply(customers)
    np.testing.assert_array_equal(made["prediction"], plain.predict(customers[NUMBERS]))


@pytest.mark.parametrize(
    ("values", "task"),
    [
        (["a", "b"] * 60, "classification"),
        (pd.Categorical([1, 2] * 60), "classification"),
        ([True, False] * 60, "classification"),
        (list(range(20)) * 6, "classification"),
        (list(range(24)) * 5, "regression"),
        (pd.array(list(range(24)) * 5, dtype="Int64"), "regression"),
        ([0.0, 1.0] * 60, "classification"),
        ([0.5, 1.0] * 60, "regression"),
        ([*range(15), *[np.nan] * 105], "regression"),
        ([0.0, 1.0, 1.0, *[np.nan] * 117], "classification"),
    ],
)
def test_the_target_decides_the_task_and_the_person_is_told(customers, context, values, task):
    customers["left"] = values
    model = learner(trees=2).run(customers, context)
    assert model.kind == {"classification": "classifier", "regression": "regressor"}[task]
    assert f"({task})" in context.infos[0]


@pytest.mark.parametrize(("task", "kind"), [("classification", "classifier"), ("regression", "regressor")])
def test_the_setting_overrules_the_target(customers, context, task, kind):
    assert learner(target="age", task=task, trees=2, features=["income"]).run(customers, context).kind == kind
    assert not context.infos


def test_the_same_seed_gives_the_same_model_on_any_number_of_cores(customers):
    first = learner(features=MIXED, seed=1).run(customers, NotingContext(seed=1, cores=1))
    second = learner(features=MIXED, seed=1).run(customers, NotingContext(seed=2, cores=2))
    other = learner(features=MIXED, seed=2).run(customers, NotingContext(seed=1))
    assert first.facts == second.facts
    assert first.facts != other.facts
    pd.testing.assert_frame_equal(first.apply(customers), second.apply(customers))


def test_importances_are_told_by_column_and_sum_to_one(customers, context):
    facts = learner(features=MIXED).run(customers, context).facts
    assert set(facts["importances"]) == set(MIXED)
    assert sum(facts["importances"].values()) == pytest.approx(1)
    assert next(iter(facts["importances"])) == "age"


def test_of_many_columns_the_fifty_most_important_are_told(context):
    random = np.random.default_rng(0)
    table = pd.DataFrame(random.normal(size=(40, 60)), columns=[f"x{number}" for number in range(60)])
    table["y"] = table["x0"] > 0
    facts = learner(target="y", features="*", trees=5).run(table, context).facts
    assert len(facts["importances"]) == 50
    assert len(facts["features"]) == 60


@pytest.mark.parametrize("features", [NUMBERS, [*NUMBERS, "member", "city"]])
def test_missing_numbers_and_booleans_are_learnt_from(customers, context, features):
    customers["visits"] = customers["visits"].mask(customers["age"] > 60)
    customers["income"] = customers["income"].mask(customers["age"] < 30)
    customers["member"] = customers["member"].astype("boolean").mask(customers["age"] > 70)
    model = learner(features=features).run(customers, context)
    assert all(column.nullable for column in model.inputs.columns)
    assert model.apply(customers)["prediction"].notna().all()


def test_missing_texts_are_refused(customers, context):
    customers.loc[customers.index[9:11], "city"] = None
    with pytest.raises(DataError, match="2 missing values, first in row 9") as caught:
        learner(features=MIXED, missing="error").run(customers, context)
    assert caught.value.facts["column"] == "city"


def test_numbers_beyond_single_precision_are_refused(customers, context):
    customers.loc[customers.index[3], "income"] = 1e39
    with pytest.raises(DataError, match=r"1e\+39 in row 3") as caught:
        learner().run(customers, context)
    assert caught.value.facts["column"] == "income"


def test_the_person_can_stop_it(customers):
    class Stopping(NotingContext):
        def progress(self, fraction, message=""):
            if fraction and fraction > 0.3:
                raise Cancelled

    with pytest.raises(Cancelled):
        learner().run(customers, Stopping())


@pytest.mark.parametrize(
    ("target", "settings", "kind"),
    [
        ("left", {}, "classifier"),
        ("spent", {}, None),
        ("spent", {"task": "regression"}, "regressor"),
        ("member", {}, "classifier"),
        ("age", {"features": ["income"]}, None),
        ("age", {"features": ["income"], "task": "regression"}, "regressor"),
    ],
)
def test_the_spec_says_what_is_known_without_data(customers, context, target, settings, kind):
    node = learner(target=target, **settings)
    spec = node.spec({"table": TableSpec.of(customers)})["model"]
    assert (spec.kind if spec else None) == kind
    if spec is not None:
        model = node.run(customers, context)
        assert spec.inputs.names == model.inputs.names
        assert spec.outputs in (None, model.outputs)
    with pytest.raises(DataError, match="a regression predicts numbers"):
        learner(task="regression").spec({"table": TableSpec.of(customers)})


def test_date_targets_are_refused_by_the_spec_and_by_the_run(customers, context):
    customers["left"] = pd.Timestamp("2024-01-01")
    with pytest.raises(DataError, match="is a date"):
        learner().spec({"table": TableSpec.of(customers)})
    with pytest.raises(DataError, match="is a date"):
        learner().run(customers, context)


EXAMPLES = [
    Example({"target": "left", "trees": 5}, {"table": new_customers()}),
    Example({"target": "spent", "trees": 5}, {"table": new_customers()}, seed=3),
]
