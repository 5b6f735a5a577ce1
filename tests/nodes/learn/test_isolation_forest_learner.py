"""IsolationForestLearner."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.ensemble import IsolationForest

from knode.api import DataError
from knode.core.check import Example
from knode_nodes.learn.isolation_forest_learner import IsolationForestLearner
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    return IsolationForestLearner.from_settings({"features": NUMBERS, "trees": 20, **settings})


@pytest.mark.parametrize("share", [None, 0.05, 0.5])
def test_outliers_and_scores_are_those_of_plain_scikit_learn(customers, context, share):
    plain = IsolationForest(n_estimators=20, max_samples=120, contamination=share or "auto", random_state=7).fit(
        customers[NUMBERS]
    )
    table = learner(share=share).run(customers, context).table
    np.testing.assert_array_equal(table["outlier"], plain.predict(customers[NUMBERS]) == -1)
    np.testing.assert_allclose(table["outlier_score"], -plain.score_samples(customers[NUMBERS]))


def test_a_row_unlike_all_others_is_found(customers, context):
    customers.loc[customers.index[17], "income"] = 9e9
    table = learner(share=0.01).run(customers, context).table
    assert table.index[table["outlier"]].tolist()[0] == customers.index[17]
    assert table["outlier_score"].idxmax() == customers.index[17]


def test_where_all_rows_are_alike_none_is_an_outlier(customers, context):
    made = learner(features=["income"]).run(customers.assign(income=1.0), context).table
    assert not made["outlier"].any()


def test_numbers_beyond_single_precision_are_refused(customers, context):
    customers.loc[customers.index[3], "income"] = 1e39
    with pytest.raises(DataError, match=r"1e\+39 in row 3"):
        learner().run(customers, context)


EXAMPLES = [
    Example({"features": NUMBERS, "trees": 10}, {"table": new_customers()}),
    Example({"trees": 10, "share": 0.1, "weight": "counts", "column": "odd"}, {"table": gappy_customers()}),
]
