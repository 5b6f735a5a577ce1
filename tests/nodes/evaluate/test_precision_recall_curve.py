"""Precision-recall curves."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import sklearn.metrics as reference
from hypothesis import given, settings

from knode.core.check import Example
from knode.core.plot import Plot
from knode_nodes.evaluate.precision_recall_curve import PrecisionRecallCurve
from tests.nodes.evaluate.scored import answers, three_classes, two_models, ugly
from tests.nodes.learn.conftest import NotingContext

EXAMPLES = [
    Example({"target": "left", "resamples": 20}, {"table": two_models(60)}),
    Example({"target": "left", "weight": "weight", "resamples": 20}, {"table": two_models(60)}),
    Example({"target": "truth", "resamples": 0}, {"table": three_classes(40)}),
    Example({"target": "is it 🍎?", "resamples": 20, "probabilities": {"pattern": "*"}}, {"table": ugly()}),
]


def drawn(table, **settings):
    return PrecisionRecallCurve.from_settings({"target": "left", "resamples": 0, **settings}).run(
        table, NotingContext()
    )


@given(given_answers=answers())
@settings(max_examples=40, deadline=None)
def test_points_and_average_precision_are_those_of_scikit_learn(given_answers):
    truth, scores = given_answers
    made = drawn(pd.DataFrame({"left": truth, "score": scores}), probabilities=["score"])
    precision, recall, thresholds = reference.precision_recall_curve(truth, scores)
    np.testing.assert_allclose(made.curve["precision"], precision[::-1])
    np.testing.assert_allclose(made.curve["recall"], recall[::-1])
    np.testing.assert_allclose(made.curve["threshold"][1:], thresholds[::-1])
    assert made.areas["average_precision"][0] == pytest.approx(reference.average_precision_score(truth, scores))


def test_weights_count_as_in_scikit_learn():
    table = two_models()
    made = drawn(table, weight="weight").areas.set_index("model")["average_precision"]
    expected = reference.average_precision_score(
        table["left"] == "yes", table["linear_probability_yes"], sample_weight=table["weight"]
    )
    assert made["linear"] == pytest.approx(expected)


def test_the_interval_is_that_of_tables_drawn_anew():
    table = two_models()
    made = drawn(table, resamples=600, seed=1).areas.iloc[0]
    random = np.random.default_rng(0)
    truth, scores = (table["left"] == "yes").to_numpy(), table["forest_probability_yes"].to_numpy()
    rows = (random.integers(0, len(table), len(table)) for _ in range(400))
    values = [reference.average_precision_score(truth[chosen], scores[chosen]) for chosen in rows]
    assert (made["low"], made["high"]) == pytest.approx(np.quantile(values, (0.025, 0.975)), abs=0.02)


def test_the_dashed_line_is_the_share_of_the_class():
    table = two_models()
    rule, *lines = Plot.read(drawn(table).view.content).layers
    assert rule.at == pytest.approx((table["left"] == "yes").mean())
    assert len(lines) == 2
    assert all(layer.kind == "line" for layer in Plot.read(drawn(three_classes(), target="truth").view.content).layers)
