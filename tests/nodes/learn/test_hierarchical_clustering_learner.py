"""HierarchicalClusteringLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.metrics import adjusted_rand_score
from sklearn.preprocessing import StandardScaler

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.learn import hierarchical_clustering_learner
from knode_nodes.learn.hierarchical_clustering_learner import HierarchicalClusteringLearner
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    return HierarchicalClusteringLearner.from_settings({"features": NUMBERS, **settings})


@pytest.mark.parametrize("way", ["ward", "average", "complete", "single"])
def test_groups_are_those_of_scipy(customers, context, way):
    scaled = StandardScaler().fit_transform(customers[NUMBERS])
    plain = fcluster(linkage(scaled, way), 4, "maxclust")
    table = learner(clusters=4, linkage=way).run(customers, context).table
    assert adjusted_rand_score(plain, table["cluster"]) == 1


def test_a_new_row_gets_the_cluster_of_the_nearest_training_row(customers, context):
    table, model = learner(linkage="average").run(customers, context)[:2]
    moved = customers.assign(income=customers["income"] + 0.01)
    assert (model.apply(moved)["cluster"] == table["cluster"]).all()


def test_near_twins_keep_their_own_cluster_with_many_columns(context):
    random = np.random.default_rng(1)
    values = np.repeat(random.normal(size=(30, 20)), 2, axis=0)
    values[1::2] += 1e-9
    table = pd.DataFrame(values, columns=[f"x{number}" for number in range(20)]) + 1000
    made, model = learner(features="*", clusters=45).run(table, context)[:2]
    pd.testing.assert_frame_equal(model.apply(table), made)
    assert made["cluster"].nunique() == 45


def test_too_many_rows_and_too_few_different_ones_are_clear_errors(customers, context, monkeypatch):
    with pytest.raises(DataError, match="3 clusters need as many different rows, and there are 2"):
        learner(features=["member"]).run(customers, context)
    monkeypatch.setattr(hierarchical_clustering_learner, "MOST_ROWS", 100)
    with pytest.raises(DataError, match="120 rows would be compared with each other.*the limit is 100 rows"):
        learner().run(customers, context)


def test_different_rows_are_looked_for_in_the_whole_table(context):
    table = pd.DataFrame({"a": [1.0] * 50 + [2.0, 3.0]})
    assert learner(features="*", clusters=3).run(table, context).table["cluster"].nunique() == 3
    with pytest.raises(DataError, match="4 clusters need as many different rows, and there are 3"):
        learner(features="*", clusters=4).run(table, context)


def test_ward_takes_straight_lines_only(customers, context):
    wrong = learner(distance="manhattan")
    for attempt in (lambda: wrong.run(customers, context), lambda: wrong.spec({"table": TableSpec.of(customers)})):
        with pytest.raises(DataError, match="`linkage` `ward` works with `distance` `euclidean` only"):
            attempt()


def test_distances_beyond_all_numbers_are_refused_with_the_value_that_makes_them_so(context):
    table = pd.DataFrame({"a": [0.0, 1.0, 1e200, -1e200], "b": [1.0, 2.0, 3.0, 4.0]})
    with pytest.raises(DataError, match='"a" is 1e\\+200 in row 2, too large to calculate with'):
        learner(features="*", clusters=2, linkage="single", standardize=False).run(table, context)


EXAMPLES = [
    Example({"features": NUMBERS}, {"table": new_customers()}),
    Example({"linkage": "average", "distance": "manhattan", "column": "group"}, {"table": gappy_customers()}),
    Example({"names": "city", "clusters": 30}, {"table": gappy_customers()}),
]
