"""GaussianMixtureLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score
from sklearn.mixture import GaussianMixture
from sklearn.preprocessing import StandardScaler

from knode.api import DataError
from knode.core.check import Example
from knode_nodes.learn.gaussian_mixture_learner import GaussianMixtureLearner
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    return GaussianMixtureLearner.from_settings({"features": NUMBERS, **settings})


@pytest.mark.parametrize("shape", ["full", "tied", "diag", "spherical"])
def test_groups_and_probabilities_are_those_of_plain_scikit_learn(customers, context, shape):
    scaled = StandardScaler().fit_transform(customers[NUMBERS])
    plain = GaussianMixture(2, covariance_type=shape, n_init=5, max_iter=200, reg_covar=0.001, random_state=7).fit(
        scaled
    )
    table, model = learner(clusters=2, shape=shape).run(customers, context)
    assert adjusted_rand_score(plain.predict(scaled), table["cluster"]) == 1
    np.testing.assert_allclose(table["cluster_probability"], plain.predict_proba(scaled).max(axis=1))
    assert model.facts["bic"] == pytest.approx(plain.bic(scaled))


def test_a_group_that_shrinks_to_a_point_is_a_clear_error(context):
    table = pd.DataFrame({"x": [1.0, 1.0, 1.0, 5.0], "y": [0.0, 0.0, 0.0, 1.0]})
    with pytest.raises(DataError, match="raise `regularization`"):
        learner(features=["x", "y"], clusters=2, regularization=0).run(table, context)


def test_fewer_rows_than_clusters_is_a_clear_error(customers, context):
    with pytest.raises(DataError, match="3 clusters need as many rows, and there are 2"):
        learner().run(customers.head(2), context)


EXAMPLES = [
    Example({"features": NUMBERS, "attempts": 1}, {"table": new_customers()}),
    Example({"probability": False, "attempts": 1, "column": "group"}, {"table": gappy_customers()}),
]
