"""KMeansLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import KMeans
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import StandardScaler

from knode.core.check import Example
from knode_nodes.learn.k_means_learner import KMeansLearner
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    return KMeansLearner.from_settings({"features": NUMBERS, **settings})


def test_clusters_are_those_of_plain_scikit_learn_the_largest_first(customers, context):
    scaled = StandardScaler().fit_transform(customers[NUMBERS])
    plain = KMeans(4, n_init=10, random_state=7).fit(scaled)
    table, model = learner(clusters=4, center_distance=True).run(customers, context)
    assert adjusted_rand_score(plain.labels_, table["cluster"]) == 1
    assert list(table["cluster"].cat.categories) == ["cluster 1", "cluster 2", "cluster 3", "cluster 4"]
    assert table["cluster"].value_counts().index[0] == "cluster 1"
    np.testing.assert_allclose(table["cluster_distance"], plain.transform(scaled).min(axis=1))
    assert model.facts["inertia"] == pytest.approx(plain.inertia_)


def test_a_row_that_counts_twice_is_as_that_row_twice(context):
    table = pd.DataFrame({"x": [0.0, 1.0, 9.0, 10.0, 30.0], "w": [1, 1, 1, 1, 50]})
    plain = learner(features=["x"], clusters=2, standardize=False).run(table, context).table
    weighted = learner(features=["x"], clusters=2, standardize=False, weight="w").run(table, context)
    repeated = learner(features=["x"], clusters=2, standardize=False).run(
        table.loc[table.index.repeat(table["w"])], context
    )
    assert adjusted_rand_score(repeated.model.apply(table)["cluster"], weighted.table["cluster"]) == 1
    assert plain["cluster"].nunique() == 2


def test_fewer_different_rows_than_clusters_are_told(context):
    table = pd.DataFrame({"x": [1.0, 1.0, 2.0, 2.0]})
    made = learner(features=["x"], clusters=3).run(table, context).table
    assert made["cluster"].nunique() == 2
    assert "differ too little for 3 clusters: those that have a row are 2" in context.warnings[-1]


EXAMPLES = [
    Example({"features": NUMBERS, "attempts": 1}, {"table": new_customers()}),
    Example(
        {"center_distance": True, "weight": "counts", "attempts": 1, "column": "segment"}, {"table": gappy_customers()}
    ),
]
