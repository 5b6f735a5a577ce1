"""NearestNeighborsLearner."""

from __future__ import annotations

import numpy as np
import pytest

from knode.api import DataError
from knode.core.check import Example
from knode_nodes.learn.nearest_neighbors_learner import NearestNeighborsLearner
from tests.nodes.learn.conftest import new_customers
from tests.nodes.learn.learners import gappy_customers

NUMBERS = ["age", "income", "visits"]


def learner(**settings):
    return NearestNeighborsLearner.from_settings({"target": "left", "features": NUMBERS, **settings})


def distances(table, power):
    """Distances between all rows, by hand."""
    values = table[NUMBERS].astype(float)
    scaled = ((values - values.mean()) / values.std(ddof=0)).to_numpy()
    apart = np.abs(scaled[:, None] - scaled[None])
    return (apart**power).sum(axis=2) ** (1 / power)


@pytest.mark.parametrize(("distance", "power"), [("euclidean", 2), ("manhattan", 1)])
def test_the_share_of_the_nearest_rows_is_the_probability(customers, context, distance, power):
    near = np.argsort(distances(customers, power), axis=1, kind="stable")[:, :7]
    share = (customers["left"].to_numpy() == "yes")[near].mean(axis=1)
    made = learner(neighbors=7, distance=distance).run(customers, context).apply(customers)
    np.testing.assert_allclose(made["probability_yes"], share)


def test_a_number_is_the_mean_of_the_nearest_rows_closer_ones_counting_more(customers, context):
    apart = distances(customers, 2)
    np.fill_diagonal(apart, np.inf)
    near = np.argsort(apart, axis=1)[:, :4]
    weights = 1 / np.take_along_axis(apart, near, axis=1)
    wanted = (customers["spent"].to_numpy()[near] * weights).sum(axis=1) / weights.sum(axis=1)
    train, row = customers.drop(customers.index[5]), customers.iloc[[5]]
    made = learner(target="spent", neighbors=4, closer_counts="more").run(train, context).apply(row)
    # The scale is that of one row less.
    assert made["prediction"].item() == pytest.approx(wanted[5], rel=0.02)


def test_more_neighbors_than_rows_is_a_clear_error(customers, context):
    with pytest.raises(DataError, match="5 neighbors need as many rows to learn from, and there are 3"):
        learner(target="spent").run(customers.head(3), context)


EXAMPLES = [
    Example({"target": "left"}, {"table": gappy_customers()}),
    Example({"target": "spent", "neighbors": 1, "closer_counts": "more"}, {"table": new_customers()}),
]
