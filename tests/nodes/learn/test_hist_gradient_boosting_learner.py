"""HistGradientBoostingLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from knode.api import Cancelled, DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode_nodes.learn.apply_model import ApplyModel
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from tests.nodes.learn.conftest import NotingContext, new_customers

NUMBERS = ["age", "income", "visits"]
MIXED = ["age", "city", "plan", "member", "income", "visits"]


def learner(**settings):
    return HistGradientBoostingLearner.from_settings(
        {"target": "left", "features": NUMBERS, "iterations": 25, "min_leaf": 5, **settings}
    )


@pytest.fixture
def gaps(customers):
    """The customers with missing values in every column."""
    random = np.random.default_rng(1)
    table = customers.astype({"member": "boolean"})
    for name in MIXED:
        table[name] = table[name].mask(random.random(len(table)) < 0.15)
    return table


@pytest.mark.parametrize("class_weight", ["none", "balanced"])
@pytest.mark.parametrize("early_stopping", [False, True])
def test_trees_are_those_of_plain_scikit_learn(customers, class_weight, early_stopping):
    plain = HistGradientBoostingClassifier(
        max_iter=25,
        min_samples_leaf=5,
        random_state=7,
        class_weight=None if class_weight == "none" else class_weight,
        early_stopping=early_stopping,
    ).fit(customers[NUMBERS], customers["left"])
    context = NotingContext()
    model = learner(class_weight=class_weight, early_stopping=early_stopping).run(customers, context)
    assert type(model.estimator) is HistGradientBoostingClassifier
    made = model.apply(customers)[["probability_no", "probability_yes"]]
    np.testing.assert_array_equal(made, plain.predict_proba(customers[NUMBERS]))
    assert model.facts["iterations"] == plain.n_iter_
    assert context.fractions == sorted(context.fractions)


def test_every_setting_reaches_scikit_learn(customers, context):
    settings = {"learning_rate": 0.3, "max_leaves": 4, "max_depth": 2, "l2": 1.0, "patience": 3}
    model = learner(target="spent", early_stopping=True, validation_share=0.3, seed=5, **settings)
    plain = HistGradientBoostingRegressor(
        learning_rate=0.3,
        max_leaf_nodes=4,
        max_depth=2,
        l2_regularization=1.0,
        n_iter_no_change=3,
        early_stopping=True,
        validation_fraction=0.3,
        max_iter=25,
        min_samples_leaf=5,
        random_state=5,
    ).fit(customers[NUMBERS], customers["spent"])
    made = model.run(customers, context).apply(customers)
    np.testing.assert_array_equal(made["prediction"], plain.predict(customers[NUMBERS]))


def test_texts_are_split_by_groups_of_values_as_scikit_learn_does_with_categories(gaps, context):
    table = gaps[MIXED].astype({"city": "category", "member": "float64", "visits": "float64"})
    # The learner hands the texts first, and equal gains are won by the first column.
    table = table[["city", "plan", "age", "member", "income", "visits"]]
    plain = HistGradientBoostingClassifier(max_iter=25, min_samples_leaf=5, random_state=7).fit(table, gaps["left"])
    made = learner(features=MIXED).run(gaps, context).apply(gaps)
    np.testing.assert_allclose(made["probability_yes"], plain.predict_proba(table)[:, 1], rtol=1e-12)


def test_missing_values_of_all_types_are_learnt_from_and_predicted(gaps, context):
    model = learner(features=MIXED).run(gaps, context)
    assert all(model.inputs[name].nullable for name in MIXED)
    empty = gaps.head(3).assign(**{name: gaps[name].mask(gaps[name].notna()) for name in MIXED})
    for table in (gaps, empty):
        assert ApplyModel().run(model, table, QuietContext())["prediction"].notna().all()


def test_a_text_never_seen_counts_as_missing(gaps, context):
    model = learner(features=MIXED).run(gaps, context)
    strange = ApplyModel().run(model, gaps.assign(city="Atlantis"), QuietContext())
    missing = ApplyModel().run(model, gaps.assign(city=pd.Series(None, index=gaps.index, dtype="str")), QuietContext())
    pd.testing.assert_series_equal(strange["probability_yes"], missing["probability_yes"])
    known = ApplyModel().run(model, gaps.assign(city="Oslo"), QuietContext())
    assert (known["probability_yes"] != strange["probability_yes"]).any()


def test_of_more_than_255_values_the_rarer_count_as_missing_and_the_person_is_told(context):
    random = np.random.default_rng(3)
    table = pd.DataFrame({"code": [f"k{number:03}" for number in [*range(300), *range(200)] * 12]})
    table["y"] = table["code"].str[-1].astype(int) + random.normal(size=len(table))
    model = learner(target="y", features=["code"]).run(table, context)
    assert '"code" has 300 different values; the 255 most frequent are told apart' in context.warnings[0]
    made = model.apply(pd.DataFrame({"code": ["k199", "k299", "k298", "nothing"]}))["prediction"]
    assert made[1] == made[2] == made[3] != made[0]


@pytest.mark.parametrize(
    ("values", "task"),
    [
        (["a", "b"] * 60, "classification"),
        ([True, False] * 60, "classification"),
        (list(range(20)) * 6, "classification"),
        (list(range(24)) * 5, "regression"),
        ([0.0, 1.0] * 60, "classification"),
        ([0.5, 1.0] * 60, "regression"),
        ([*range(15), *[np.nan] * 105], "regression"),
        ([0.0, 1.0, 1.0, *[np.nan] * 117], "classification"),
    ],
)
def test_the_target_decides_the_task_and_the_person_is_told(customers, context, values, task):
    customers["left"] = values
    model = learner(iterations=2).run(customers, context)
    assert model.kind == {"classification": "classifier", "regression": "regressor"}[task]
    assert f"({task})" in context.infos[0]


def test_early_stopping_stops_when_nothing_is_gained_and_says_so(context):
    random = np.random.default_rng(0)
    table = pd.DataFrame({"x": random.normal(size=400), "y": random.normal(size=400)})
    model = learner(target="y", features=["x"], iterations=200, early_stopping=True).run(table, context)
    assert model.facts["iterations"] < 100
    assert f"Stopped after {model.facts['iterations']} of 200 iterations" in context.infos[-1]


def test_early_stopping_needs_rows_of_each_class(customers, context):
    customers.loc[customers.index[4], "left"] = "perhaps"
    with pytest.raises(DataError, match='"perhaps" is the target of one row only') as caught:
        learner(early_stopping=True).run(customers, context)
    assert caught.value.facts == {"port": "table", "column": "left"}
    with pytest.raises(DataError, match="sets aside 1 of 120 rows"):
        learner(target="city", early_stopping=True, validation_share=0.01).run(customers, context)
    assert learner().run(customers, context).classes == ("no", "perhaps", "yes")


def test_the_same_seed_gives_the_same_model(customers):
    settings = {"features": MIXED, "early_stopping": True}
    first = learner(seed=1, **settings).run(customers, NotingContext(seed=1))
    second = learner(seed=1, **settings).run(customers, NotingContext(seed=2))
    other = learner(seed=2, **settings).run(customers, NotingContext(seed=1))
    pd.testing.assert_frame_equal(first.apply(customers), second.apply(customers))
    assert not first.apply(customers).equals(other.apply(customers))


def test_a_feature_without_values_is_refused(customers, context):
    customers["city"] = pd.Series(None, index=customers.index, dtype="str")
    with pytest.raises(DataError, match="no values at all") as caught:
        learner(features=MIXED).run(customers, context)
    assert caught.value.facts["column"] == "city"


def test_no_importances_are_made_up(customers, context):
    facts = learner(features=MIXED).run(customers, context).facts
    assert "importances" not in facts
    assert facts["rows"] == 120


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


EXAMPLES = [
    Example({"target": "left", "iterations": 5}, {"table": new_customers()}),
    Example({"target": "spent", "iterations": 5, "early_stopping": True}, {"table": new_customers()}, seed=3),
]
