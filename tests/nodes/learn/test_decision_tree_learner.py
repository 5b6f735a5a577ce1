"""DecisionTreeLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from knode.api import DataError
from knode.core.check import Example
from knode_nodes.learn.decision_tree_learner import DecisionTreeLearner
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    return DecisionTreeLearner.from_settings({"target": "left", "features": NUMBERS, **settings})


@pytest.mark.parametrize(
    ("settings", "plain"),
    [
        ({}, {}),
        ({"max_depth": 3, "criterion": "entropy"}, {"max_depth": 3, "criterion": "entropy"}),
        ({"max_leaves": 4, "prune": 0.001}, {"max_leaf_nodes": 4, "ccp_alpha": 0.001}),
        ({"class_weight": "balanced"}, {"class_weight": "balanced"}),
    ],
)
def test_a_tree_is_that_of_plain_scikit_learn(customers, context, settings, plain):
    tree = DecisionTreeClassifier(min_samples_leaf=5, random_state=7, **plain).fit(
        customers[NUMBERS], customers["left"]
    )
    model = learner(**settings).run(customers, context)
    made = model.apply(customers)[["probability_no", "probability_yes"]]
    np.testing.assert_allclose(made, tree.predict_proba(customers[NUMBERS]))
    assert (model.facts["depth"], model.facts["leaves"]) == (tree.get_depth(), tree.get_n_leaves())


def test_a_tree_of_numbers_is_that_of_plain_scikit_learn(customers, context):
    tree = DecisionTreeRegressor(min_samples_leaf=5, random_state=7).fit(customers[NUMBERS], customers["spent"])
    made = learner(target="spent").run(customers, context).apply(customers)
    np.testing.assert_array_equal(made["prediction"], tree.predict(customers[NUMBERS]))


def test_a_missing_text_is_a_value_of_its_own(context):
    table = pd.DataFrame({"city": pd.array([None, "Oslo", "Rome"] * 20, dtype="str"), "y": ["a", "b", "b"] * 20})
    made = learner(target="y", features=["city"]).run(table, context).apply(table)
    assert list(made["prediction"]) == list(table["y"])


def test_numbers_beyond_single_precision_are_refused(customers, context):
    customers.loc[customers.index[3], "income"] = 1e39
    with pytest.raises(DataError, match=r"1e\+39 in row 3"):
        learner().run(customers, context)


EXAMPLES = [
    Example({"target": "left"}, {"table": new_customers()}),
    Example({"target": "spent", "weight": "counts", "max_depth": 3}, {"table": gappy_customers()}),
    Example({"target": "member", "class_weight": "balanced"}, {"table": new_customers()}),
]
