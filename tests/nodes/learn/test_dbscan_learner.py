"""DbscanLearner."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from sklearn.cluster import DBSCAN
from sklearn.metrics import adjusted_rand_score

from knode.api import DataError
from knode.core.check import Example
from knode_nodes.learn import dbscan_learner
from knode_nodes.learn.dbscan_learner import DbscanLearner
from knode_nodes.learn.gaussian_mixture_learner import GaussianMixtureLearner
from knode_nodes.learn.k_means_learner import KMeansLearner
from knode_nodes.learn.nearest_neighbors_learner import NearestNeighborsLearner
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers


def learner(**settings):
    return DbscanLearner.from_settings({"features": ["x", "y"], "standardize": False, **settings})


def rings():
    """Two rings, one in the other, and a few rows far away."""
    random = np.random.default_rng(4)
    angles = random.uniform(0, 2 * np.pi, 300)
    radius = np.repeat([1.0, 3.0], 150) + random.normal(0, 0.05, 300)
    far = pd.DataFrame({"x": [20.0, -20.0, 0.0], "y": [0.0, 5.0, 30.0], "ring": "none"})
    ring = pd.DataFrame(
        {"x": radius * np.cos(angles), "y": radius * np.sin(angles), "ring": np.repeat(["in", "out"], 150)}
    )
    return pd.concat([ring, far], ignore_index=True)


def test_dense_rows_are_grouped_as_plain_scikit_learn_does(context):
    table = rings()
    plain = DBSCAN(eps=0.5, min_samples=5).fit(table[["x", "y"]])
    made, model = learner(reach=0.5).run(table, context)
    dense = plain.core_sample_indices_
    assert adjusted_rand_score(plain.labels_[dense], made["cluster"].iloc[dense]) == 1
    assert ((made["cluster"] == "noise") == (plain.labels_ == -1)).all()
    assert model.facts["dense_rows"] == len(dense)


def test_a_reach_is_found_that_tells_the_rings_apart_from_noise(context):
    table = rings()
    made, model = learner().run(table, context)
    assert "begin to rise steeply" in context.infos[0]
    assert (made["cluster"].iloc[-3:] == "noise").all()
    assert model.facts["reach"] < 3


def test_a_row_between_two_clusters_is_in_that_of_the_nearest_dense_row(context):
    xs = [0.0, 0.1, 0.2, 0.3, 0.4, 3.0, 3.1, 3.2, 3.3, 3.4, 1.61]
    table = pd.DataFrame({"x": xs, "y": 0.0})
    made, model = learner(reach=1.4, min_rows=5).run(table, context)
    assert made["cluster"].iloc[-1] == made["cluster"].iloc[4]
    new = pd.DataFrame({"x": [1.79, 1.8, 4.8, 4.81, 99.0], "y": 0.0})
    beside = [made["cluster"].iloc[4], made["cluster"].iloc[5]]
    # 1.79 is 1.39 from the one and 1.21 from the other; 4.8 is at the reach.
    assert list(model.apply(new)["cluster"]) == [beside[1], beside[1], beside[1], "noise", "noise"]


def test_weight_counts_as_rows(context):
    table = pd.DataFrame({"x": [0.0, 0.1, 9.0], "y": 0.0, "w": [4, 4, 1]})
    made = learner(reach=0.5, weight="w").run(table, context).table
    assert list(made["cluster"]) == ["cluster 1", "cluster 1", "noise"]


def test_no_dense_row_makes_all_noise_and_is_told(context):
    made, model = learner(reach=1e-6).run(rings(), context)
    assert (made["cluster"] == "noise").all()
    assert "No row is dense" in context.warnings[0]
    assert (model.apply(rings())["cluster"] == "noise").all()


def test_a_reach_that_makes_all_neighbors_is_refused(context, monkeypatch):
    monkeypatch.setattr(dbscan_learner, "MOST_NEIGHBORS", 10_000)
    with pytest.raises(DataError, match="within a reach of 100 a row has about 303 neighbors"):
        learner(reach=100).run(rings(), context)


@pytest.mark.parametrize("standardize", [True, False])
@pytest.mark.parametrize("kind", [DbscanLearner, KMeansLearner, GaussianMixtureLearner, NearestNeighborsLearner])
def test_numbers_too_large_for_distances_are_told_in_words(context, kind, standardize):
    table = pd.DataFrame({"a": [1.0, 2.0, 1e200, -1e200], "b": [1.0, 2.0, 3.0, 4.0], "kind": list("xyxy")})
    target = {"target": "kind", "neighbors": 2} if kind is NearestNeighborsLearner else {}
    node = kind.from_settings({"features": ["a", "b"], "standardize": standardize, **target})
    with pytest.raises(DataError, match='"a" is 1e\\+200 in row 2, too large to calculate with'):
        node.run(table, context)


EXAMPLES = [
    Example({"features": ["age", "income"]}, {"table": new_customers()}),
    Example({"reach": 2.0, "weight": "counts", "column": "place"}, {"table": gappy_customers()}),
]
