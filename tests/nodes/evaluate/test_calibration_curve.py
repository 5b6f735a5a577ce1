"""Probabilities compared with what happens."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import sklearn.metrics as reference
from hypothesis import given, settings
from scipy.stats import binomtest
from sklearn.calibration import calibration_curve

from knode.api import DataError
from knode.core.check import Example
from knode.core.plot import Grid
from knode_nodes.evaluate.calibration_curve import CalibrationCurve
from tests.nodes.evaluate.scored import answers, three_classes, two_models, ugly
from tests.nodes.learn.conftest import NotingContext

EXAMPLES = [
    Example({"target": "left"}, {"table": two_models(60)}),
    Example({"target": "left", "how": "rows", "weight": "weight"}, {"table": two_models(60)}),
    Example({"target": "truth", "bins": 3}, {"table": three_classes(40)}),
    Example({"target": "is it 🍎?"}, {"table": ugly()}),
]


def drawn(table, **settings):
    return CalibrationCurve.from_settings({"target": "left", **settings}).run(table, NotingContext())


@given(given_answers=answers())
@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize(("how", "strategy"), [("width", "uniform"), ("rows", "quantile")])
def test_bins_are_those_of_scikit_learn(how, strategy, given_answers):
    truth, scores = given_answers
    curve = drawn(pd.DataFrame({"left": truth, "p": scores}), probabilities=["p"], bins=4, how=how).curve
    share, mean = calibration_curve(truth, scores, n_bins=4, strategy=strategy)
    if how == "width" or len(np.unique(np.quantile(scores, np.linspace(0, 1, 5)))) == 5:
        np.testing.assert_allclose(curve["share"], share)
        np.testing.assert_allclose(curve["mean_probability"], mean)
    assert curve["rows"].sum() == len(truth)


def test_scores_by_hand_and_by_scikit_learn():
    table = two_models()
    made = drawn(table)
    for row in made.scores.itertuples():
        truth, chance = table["left"] == "yes", table[f"{row.model}_probability_yes"]
        assert row.brier == pytest.approx(reference.brier_score_loss(truth, chance))
        bins = made.curve[made.curve["model"] == row.model]
        distance = (bins["mean_probability"] - bins["share"]).abs()
        assert row.calibration_error == pytest.approx((distance * bins["rows"]).sum() / len(table))
        assert row.largest_error == distance.max()


def test_weights_count_as_repeated_rows_do():
    table = two_models()
    weighted = drawn(table, weight="weight")
    repeated = drawn(table.loc[table.index.repeat(table["weight"])])
    for column in ("share", "mean_probability"):
        np.testing.assert_allclose(weighted.curve[column], repeated.curve[column])
    np.testing.assert_allclose(weighted.scores["brier"], repeated.scores["brier"])
    np.testing.assert_allclose(weighted.scores["calibration_error"], repeated.scores["calibration_error"])


def test_the_bars_are_wilson_s():
    row = drawn(two_models()).curve.iloc[2]
    expected = binomtest(round(row["share"] * row["rows"]), int(row["rows"])).proportion_ci(method="wilson")
    assert (row["low"], row["high"]) == pytest.approx((expected.low, expected.high))


def test_equal_probabilities_make_one_bin():
    curve = drawn(pd.DataFrame({"left": [True, False, True], "p": 0.5}), probabilities=["p"], how="rows").curve
    assert curve[["from", "to", "rows"]].values.tolist() == [[0.5, 0.5, 3]]


def test_the_view_has_the_counts_beneath():
    above, below = Grid.read(drawn(two_models()).view.content).plots
    assert [layer.kind for layer in above.layers] == ["rule", "line", "points", "line", "points"]
    assert [sum(layer.y[:-1]) for layer in below.layers] == [300, 300]
    alone = Grid.read(drawn(two_models().filter(regex="^(?!forest)")).view.content).plots[1]
    assert [sum(layer.counts) for layer in alone.layers] == [300]


def test_the_brier_score_is_told_in_the_picture():
    made = drawn(two_models())
    above, below = Grid.read(made.view.content).plots
    names = [f"{row.model}: {row.brier:.3f}" for row in made.scores.itertuples()]
    assert [layer.name for layer in above.layers if layer.kind == "line"] == names
    assert [layer.name for layer in below.layers] == names
    assert above.legend == "Brier score"
    alone = drawn(two_models().filter(regex="^(?!forest)"))
    brier = alone.scores["brier"].iloc[0]
    assert Grid.read(alone.view.content).subtitle == f"Brier score {brier:.3f}; 300 rows"


def test_scores_that_are_no_probabilities_are_a_clear_error():
    with pytest.raises(DataError, match=r"is 1\.5 in row 0, but probabilities lie within 0 and 1"):
        drawn(two_models().assign(forest_probability_yes=1.5))
