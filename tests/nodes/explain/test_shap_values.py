"""ShapValues: the values themselves, against their definition."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
import pytest
import skops.io
from sklearn.ensemble import (
    ExtraTreesClassifier,
    ExtraTreesRegressor,
    GradientBoostingClassifier,
    GradientBoostingRegressor,
    HistGradientBoostingClassifier,
    HistGradientBoostingRegressor,
    RandomForestClassifier,
    RandomForestRegressor,
)
from sklearn.linear_model import HuberRegressor, LogisticRegression, Ridge
from sklearn.naive_bayes import GaussianNB
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import PolynomialFeatures
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from knode.api import DataError
from knode.store.trusted import trusted_types
from knode_nodes.explain._coalitions import coalitions
from knode_nodes.explain._predictor import Predictor
from knode_nodes.explain.shap_values import ShapValues
from knode_nodes.learn.hist_gradient_boosting_learner import HistGradientBoostingLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from tests.nodes.explain.reference import boosting_game, library, shapley, tree_game
from tests.nodes.learn.conftest import NotingContext, new_customers

MIXED = ["age", "city", "plan", "member", "income", "visits"]


def gaps(columns):
    """The customers, with missing values in some columns."""
    random, table = np.random.default_rng(1), new_customers().astype({"member": "boolean"})
    for name in columns:
        table[name] = table[name].mask(random.random(len(table)) < 0.2)
    return table


def values_of(model, rows, **settings):
    background = np.zeros((0, 0))
    explainer = ShapValues(model.estimator, model.inputs.names, background, **settings)
    return explainer.transform(rows[model.inputs.names])


def numbers(count, rows=60, seed=0):
    random = np.random.default_rng(seed)
    return pd.DataFrame(random.normal(size=(rows, count)), columns=[f"x{number}" for number in range(count)])


def test_a_forest_with_texts_and_missing_numbers_is_explained_as_defined():
    table = gaps(["income", "visits"])
    node = RandomForestLearner.from_settings(
        {"target": "left", "features": MIXED, "trees": 4, "class_weight": "balanced"}
    )
    model = node.run(table, NotingContext())
    predictor = Predictor(model.estimator, MIXED)
    rows = table[MIXED].iloc[[0, 7, 30]]
    made = values_of(model, rows, chosen=1, label_dtype="str")
    for place, row in enumerate(predictor.numbers(rows)):
        games = [tree_game(tree.tree_, row, predictor.sources, 1) for tree in predictor.model.estimators_]
        expected = sum(shapley(game, len(MIXED)) for game in games) / len(games)
        np.testing.assert_allclose(made.iloc[place, : len(MIXED)].astype(float), expected, atol=1e-13)
        empty = np.mean([game(frozenset()) for game in games])
        assert made["base_value"].iloc[place] == pytest.approx(empty, abs=1e-13)


@pytest.mark.parametrize("target", ["left", "spent", "city"])
def test_boosting_with_groups_of_categories_and_missing_values_is_explained_as_defined(target):
    features = [name for name in MIXED if name != target]
    table = gaps(features)
    node = HistGradientBoostingLearner.from_settings(
        {"target": target, "features": features, "iterations": 4, "min_leaf": 5}
    )
    model = node.run(table, NotingContext())
    predictor = Predictor(model.estimator, features)
    rows = table[features].iloc[[0, 7, 30, 31]]
    made = values_of(model, rows, chosen=1, label_dtype="str") if model.classes else values_of(model, rows)
    place = 1 if len(model.classes) == 3 else 0
    assert any(tree[place].nodes["is_categorical"].any() for tree in predictor.model._predictors)
    for number, row in enumerate(predictor.numbers(rows)):
        games = [boosting_game(trees[place], row, predictor.sources) for trees in predictor.model._predictors]
        expected = sum(shapley(game, len(features)) for game in games)
        np.testing.assert_allclose(made.iloc[number, : len(features)].astype(float), expected, atol=1e-13)


@pytest.mark.parametrize(
    "estimator",
    [
        DecisionTreeClassifier(random_state=0),
        RandomForestClassifier(5, max_depth=3, random_state=0),
        HistGradientBoostingClassifier(max_iter=3, categorical_features=[2], random_state=0),
        HistGradientBoostingRegressor(max_iter=3, loss="absolute_error", random_state=0),
        HistGradientBoostingRegressor(max_iter=3, loss="poisson", random_state=0),
        ExtraTreesRegressor(5, max_depth=1, random_state=0),
        HuberRegressor(),
        GaussianNB(),
        KNeighborsRegressor(),
        KNeighborsClassifier(),
    ],
    ids=lambda one: type(one).__name__,
)
def test_base_and_values_add_up_to_what_any_estimator_gives(estimator):
    table = numbers(4).assign(x2=lambda rows: (rows["x2"] > 0) * 1.0)
    classes = hasattr(estimator, "predict_proba")
    target = (table["x0"] + table["x1"] * table["x2"]).abs() + 0.1
    estimator.fit(table, np.digitize(target, [0.5, 1.0]) if classes else target)
    settings = {"label_dtype": "int64"} if classes else {}
    linear = isinstance(estimator, HuberRegressor)
    background = table.to_numpy().mean(axis=0, keepdims=True) if linear else table.to_numpy()[:10]
    explainer = ShapValues(estimator, list(table.columns), background, **settings)
    made = explainer.transform(table)
    total = made.drop(columns="explained_class", errors="ignore").sum(axis=1)
    np.testing.assert_allclose(total, explainer.output(table), atol=1e-10)
    if classes:
        assert made["explained_class"].tolist() == estimator.predict(table).tolist()
        scores = estimator.predict_proba if explainer.scale == "probability" else estimator.decision_function
        np.testing.assert_allclose(explainer.output(table), scores(table).max(axis=1))
    else:
        np.testing.assert_allclose(explainer.output(table), estimator.predict(table))


@pytest.mark.parametrize("standardize", [True, False])
def test_a_linear_model_is_explained_by_its_coefficients(standardize):
    table = new_customers()
    model = LogisticRegressionLearner.from_settings(
        {"target": "left", "features": ["age", "income"], "standardize": standardize}
    ).run(table, NotingContext())
    background = Predictor(model.estimator, ["age", "income"]).numbers(table[["age", "income"]]).mean(axis=0)[None]
    explainer = ShapValues(model.estimator, ["age", "income"], background, chosen=1, label_dtype="str")
    made = explainer.transform(table[["age", "income"]])
    for name in ("age", "income"):
        expected = model.facts["coefficients"][name] * (table[name] - table[name].mean())
        np.testing.assert_allclose(made[f"shap_{name}"], expected, atol=1e-10)
    chance = model.apply(table)["probability_yes"]
    np.testing.assert_allclose(explainer.output(table[["age", "income"]]), np.log(chance / (1 - chance)), atol=1e-9)


def test_the_values_of_the_first_of_two_classes_are_those_of_the_second_turned_round():
    model = HistGradientBoostingLearner.from_settings({"target": "left", "features": MIXED, "iterations": 3}).run(
        new_customers(), NotingContext()
    )
    first = values_of(model, new_customers(), chosen=0, label_dtype="str")
    second = values_of(model, new_customers(), chosen=1, label_dtype="str")
    np.testing.assert_allclose(first.iloc[:, :7].astype(float), -second.iloc[:, :7].astype(float))


def test_other_models_are_explained_as_defined_by_all_sets_of_columns():
    table = numbers(4)
    estimator = KNeighborsRegressor(3).fit(table, table["x0"] * table["x1"] + table["x2"])
    background = table.to_numpy()[:6]
    made = ShapValues(estimator, list(table.columns), background).transform(table.head(3))
    for row in range(3):
        own = table.to_numpy()[row]

        def game(known, own=own):
            mixed = background.copy()
            mixed[:, sorted(known)] = own[sorted(known)]
            return estimator.predict(pd.DataFrame(mixed, columns=table.columns)).mean()

        np.testing.assert_allclose(made.iloc[row, :4], shapley(game, 4), atol=1e-12)


@pytest.mark.parametrize("count", [1, 2, 3, 7, 8, 12])
def test_weights_of_sets_add_up_and_give_an_additive_game_its_own_parts(count):
    known, weights = coalitions(count, 5, seed=0)
    parts = np.arange(1.0, count + 1)
    np.testing.assert_allclose(weights @ (known @ parts), parts, atol=1e-12)
    anything = np.random.default_rng(0).normal(size=len(known))
    whole = anything[known.all(axis=1)] - anything[~known.any(axis=1)]
    np.testing.assert_allclose((weights @ anything).sum(), whole[0], atol=1e-12)


def test_with_many_columns_orders_are_drawn_and_the_values_are_close_and_always_the_same():
    table = numbers(9)
    estimator = GaussianNB().fit(table, table["x0"] + table["x1"] > 0)
    settings = {"chosen": 1, "label_dtype": "bool"}
    few, again, many = (
        ShapValues(estimator, list(table.columns), table.to_numpy()[:8], permutations=orders, **settings).transform(
            table.head(4)
        )
        for orders in (5, 5, 100)
    )
    pd.testing.assert_frame_equal(few, again)
    np.testing.assert_allclose(few.iloc[:, :9], many.iloc[:, :9], atol=0.1)
    assert not few.equals(many)


@pytest.mark.parametrize(
    "node",
    [
        HistGradientBoostingLearner.from_settings({"target": "left", "iterations": 3}),
        RandomForestLearner.from_settings({"target": "plan", "trees": 3}),
        LogisticRegressionLearner.from_settings({"target": "left"}),
    ],
    ids=lambda node: type(node).__name__,
)
def test_any_split_of_the_rows_gives_the_same_also_after_storing(node):
    table = new_customers()
    model = node.run(table, NotingContext())
    names = model.inputs.names
    background = Predictor(model.estimator, names).numbers(table[names]).mean(axis=0)[None]
    explainer = ShapValues(model.estimator, names, background, label_dtype="str")
    whole = explainer.transform(table[names])
    content = skops.io.dumps(explainer)
    assert set(skops.io.get_untrusted_types(data=content)) <= set(trusted_types())
    loaded = skops.io.loads(content, trusted=trusted_types())
    assert vars(loaded).keys() == explainer.__getstate__().keys()
    parts = [loaded.transform(table[names].iloc[start:end]) for start, end in itertools.pairwise((0, 1, 2, 50, 120))]
    pd.testing.assert_frame_equal(pd.concat(parts), whole, rtol=1e-12)


class Silent:
    """A classifier that says classes only."""

    classes_ = np.array([0, 1])
    n_features_in_ = 3


@pytest.mark.parametrize("target", ["two", "three", "number"])
@pytest.mark.parametrize("kind", ["forest", "boosting", "extra"])
def test_values_of_trees_are_those_of_shap(kind, target):
    table = numbers(5, rows=150)
    total = table["x0"] + table["x1"] * table["x2"]
    goal = {"two": total > 0, "three": np.digitize(total, [-0.5, 0.5]), "number": total}[target]
    classes = target != "number"
    made = {
        "forest": (RandomForestRegressor, RandomForestClassifier),
        "extra": (ExtraTreesRegressor, ExtraTreesClassifier),
        "boosting": (GradientBoostingRegressor, GradientBoostingClassifier),
    }[kind][classes](n_estimators=8, max_depth=4, random_state=0)
    made.fit(table, goal)
    settings = {"chosen": 1, "label_dtype": "int64"} if classes else {}
    found = ShapValues(made, list(table.columns), np.zeros((0, 5)), **settings).transform(table)
    if kind == "boosting" and target == "three":
        # shap takes no such model; the sum is the model's own score.
        np.testing.assert_allclose(found.iloc[:, :6].sum(axis=1), made.decision_function(table)[:, 1])
        return
    expected = library().TreeExplainer(made).shap_values(table)
    expected = expected[..., 1] if expected.ndim == 3 else expected
    np.testing.assert_allclose(found.iloc[:, :5], expected, atol=1e-9)


@pytest.mark.parametrize("target", ["two", "number"])
def test_values_of_histogram_boosting_and_linear_models_are_those_of_shap(target):
    # Of more than 100 rows shap takes a part as the background of linear models.
    table = numbers(4, rows=100)
    total = table["x0"] + table["x1"] * table["x2"]
    classes = target == "two"
    goal = total > 0 if classes else total
    settings = {"chosen": 1, "label_dtype": "bool"} if classes else {}
    boosted = (HistGradientBoostingClassifier if classes else HistGradientBoostingRegressor)(max_iter=5).fit(
        table, goal
    )
    found = ShapValues(boosted, list(table.columns), np.zeros((0, 4)), **settings).transform(table)
    np.testing.assert_allclose(found.iloc[:, :4], library().TreeExplainer(boosted).shap_values(table), atol=1e-9)
    linear = (LogisticRegression() if classes else Ridge()).fit(table, goal)
    mean = table.to_numpy().mean(axis=0, keepdims=True)
    found = ShapValues(linear, list(table.columns), mean, **settings).transform(table)
    np.testing.assert_allclose(
        found.iloc[:, :4], library().LinearExplainer(linear, table).shap_values(table), atol=1e-9
    )


def test_gradient_boosting_that_begins_otherwise_is_explained_by_trying():
    table = numbers(3)
    begun = GradientBoostingRegressor(n_estimators=3, init=Ridge()).fit(table, table["x0"] ** 2)
    assert Predictor(begun, list(table.columns)).method == "sampled"
    zero = GradientBoostingRegressor(n_estimators=3, init="zero").fit(table, table["x0"] ** 2)
    found = ShapValues(zero, list(table.columns), np.zeros((0, 3))).transform(table)
    np.testing.assert_allclose(found.sum(axis=1), zero.predict(table))


def test_what_cannot_be_taken_apart_is_refused():
    table = numbers(3)
    strange = Pipeline([("powers", PolynomialFeatures(2)), ("model", GaussianNB())]).fit(table, table["x0"] > 0)
    with pytest.raises(DataError, match="prepares its columns in a way that the explainer does not know"):
        Predictor(strange, list(table.columns))
    with pytest.raises(DataError, match="gives no probabilities or scores"):
        Predictor(Silent(), list(table.columns))
    pairs = SVC(decision_function_shape="ovo").fit(table, np.arange(60) % 4)
    with pytest.raises(DataError, match="gives no probabilities or scores"):
        Predictor(pairs, list(table.columns)).output(table.to_numpy())
