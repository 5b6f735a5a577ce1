"""NaiveBayesLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.naive_bayes import CategoricalNB, GaussianNB
from sklearn.preprocessing import OrdinalEncoder

from knode.core.check import Example
from knode_nodes.learn.mixed_naive_bayes import MixedNaiveBayes
from knode_nodes.learn.naive_bayes_learner import NaiveBayesLearner
from tests.nodes.learn.conftest import NotingContext, new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]
TEXTS = ["city", "plan", "member"]
CHANCES = ["probability_no", "probability_yes"]


def learner(**settings):
    return NaiveBayesLearner.from_settings({"target": "left", "features": NUMBERS, **settings})


@pytest.mark.parametrize("weight", ["", "counts"])
def test_numbers_alone_are_gaussian_naive_bayes(customers, context, weight):
    customers["counts"] = np.arange(120) % 3 + 1.0
    plain = GaussianNB(var_smoothing=1e-15)
    plain.fit(customers[NUMBERS].astype(float), customers["left"], customers["counts"] if weight else None)
    made = learner(weight=weight).run(customers, context).apply(customers)
    np.testing.assert_allclose(made[CHANCES], plain.predict_proba(customers[NUMBERS].astype(float)), rtol=1e-6)


@pytest.mark.parametrize("smoothing", [1.0, 0.1])
def test_texts_and_booleans_alone_are_categorical_naive_bayes(customers, context, smoothing):
    codes = OrdinalEncoder().fit_transform(customers[TEXTS])
    plain = CategoricalNB(alpha=smoothing).fit(codes, customers["left"])
    made = learner(features=TEXTS, smoothing=smoothing).run(customers, context).apply(customers)
    np.testing.assert_allclose(made[CHANCES], plain.predict_proba(codes))


def test_mixed_columns_are_both_multiplied(customers, context):
    one, other, both = (
        learner(features=features).run(customers, context).apply(customers)[CHANCES].to_numpy()
        for features in (NUMBERS, TEXTS, [*NUMBERS, *TEXTS])
    )
    prior = customers["left"].value_counts(normalize=True)[["no", "yes"]].to_numpy()
    product = one * other / prior
    np.testing.assert_allclose(both, product / product.sum(axis=1, keepdims=True))


def test_what_is_missing_says_nothing(context):
    table = gappy_customers()
    model = learner(features=[*NUMBERS, *TEXTS]).run(table, context)
    nothing = table.head(2).copy()
    for name in [*NUMBERS, *TEXTS]:
        nothing[name] = pd.Series([None, None], index=nothing.index, dtype=nothing[name].dtype)
    prior = table["left"].value_counts(normalize=True)["yes"]
    np.testing.assert_allclose(model.apply(nothing)["probability_yes"], prior)
    ages = table.dropna(subset=["age"])
    # Rows without an age still count for how frequent a class is, and for nothing else.
    alone = MixedNaiveBayes().fit(ages[["age"]].to_numpy(), ages["left"].to_numpy())
    np.testing.assert_allclose(alone.theta_[0], ages.groupby("left")["age"].mean())
    np.testing.assert_allclose(alone.var_[0], ages.groupby("left")["age"].var(ddof=0), rtol=1e-6)


def test_a_text_that_training_never_saw_says_nothing(customers, context):
    model = learner(features=["city"]).run(customers, context)
    made = model.apply(customers.head(1).assign(city="Atlantis"))
    assert made["probability_yes"].item() == pytest.approx((customers["left"] == "yes").mean())


def test_the_estimator_can_be_copied_unfitted():
    copied = clone(MixedNaiveBayes([1], 0.5).set_params(smoothing=0.25))
    assert copied.get_params() == {"categorical": [1], "smoothing": 0.25}


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, 0.0, 1.0, 1e-300, -1e300, 1e15, 7.5]),
            st.sampled_from([None, "a", "b", "ü 🎲"]),
            st.sampled_from(["x", "y"]),
        ),
        min_size=2,
        max_size=12,
    )
)
def test_probabilities_are_numbers_that_sum_to_one_whatever_the_table(rows):
    table = pd.DataFrame(rows, columns=["n", "t", "y"]).astype({"n": "float64", "t": "str"})
    if table["y"].nunique() < 2 or table[["n", "t"]].isna().all().any():
        return
    made = NaiveBayesLearner.from_settings({"target": "y"}).run(table, NotingContext()).apply(table)
    chances = made[["probability_x", "probability_y"]]
    assert chances.notna().all().all()
    np.testing.assert_allclose(chances.sum(axis=1), 1)


EXAMPLES = [
    Example({"target": "left"}, {"table": gappy_customers()}),
    Example({"target": "member", "features": ["age", "income"]}, {"table": new_customers()}),
    Example({"target": "left", "weight": "counts", "class_weight": "balanced"}, {"table": gappy_customers()}),
]
