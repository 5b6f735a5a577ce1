"""What it brings to take the surest rows first."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from knode.core.check import Example
from knode.core.plot import Grid, read
from knode_nodes.evaluate._curves import shortened
from knode_nodes.evaluate.calibration_curve import CalibrationCurve
from knode_nodes.evaluate.lift_and_gain import LiftAndGain
from knode_nodes.evaluate.roc_curve import RocCurve
from tests.nodes.evaluate.scored import answers, three_classes, two_models, ugly
from tests.nodes.learn.conftest import NotingContext

EXAMPLES = [
    Example({"target": "left"}, {"table": two_models(60)}),
    Example({"target": "left", "weight": "weight", "buckets": 3}, {"table": two_models(60)}),
    Example({"target": "truth"}, {"table": three_classes(40)}),
    Example({"target": "is it 🍎?"}, {"table": ugly()}),
]


def drawn(table, **settings):
    return LiftAndGain.from_settings({"target": "left", **settings}).run(table, NotingContext())


def test_tenths_by_hand():
    random = np.random.default_rng(0)
    table = pd.DataFrame({"left": random.random(200) < 0.3, "score": random.permutation(200)})
    made = drawn(table, probabilities=["score"]).table
    ordered = table.sort_values("score", ascending=False)["left"].to_numpy()
    for place in range(10):
        bucket, so_far = ordered[place * 20 : place * 20 + 20], ordered[: place * 20 + 20]
        row = made.iloc[place]
        assert row["positives"] == bucket.sum()
        assert row["rate"] == pytest.approx(bucket.mean())
        assert row["lift"] == pytest.approx(bucket.mean() / ordered.mean())
        assert row["gain"] == pytest.approx(so_far.sum() / ordered.sum())
        assert row["cumulative_lift"] == pytest.approx(so_far.mean() / ordered.mean())
        assert row["threshold"] == 199 - (place * 20 + 19)


@given(given_answers=answers())
@settings(max_examples=40, deadline=None)
def test_the_order_of_rows_does_not_matter_and_all_are_found_in_the_end(given_answers):
    truth, scores = given_answers
    table = pd.DataFrame({"left": truth, "score": scores})
    made = drawn(table, probabilities=["score"], buckets=4).table
    again = drawn(table.iloc[::-1], probabilities=["score"], buckets=4).table
    pd.testing.assert_frame_equal(made, again)
    assert made["positives"].sum() == pytest.approx(truth.sum())
    assert made["gain"].iloc[-1] == pytest.approx(1)
    assert made["cumulative_lift"].iloc[-1] == pytest.approx(1)


def test_a_model_that_says_the_same_of_all_has_a_lift_of_one():
    made = drawn(pd.DataFrame({"left": [True, False, False, True, False], "score": 0.5}), probabilities=["score"]).table
    np.testing.assert_allclose(made["lift"], 1)
    np.testing.assert_allclose(made["gain"], made["rows_share"])


def test_weights_count_as_repeated_rows_do():
    table = two_models()
    weighted, repeated = (
        drawn(table, weight="weight").table,
        drawn(table.loc[table.index.repeat(table["weight"])]).table,
    )
    pd.testing.assert_frame_equal(weighted, repeated)


def test_the_view_has_gain_and_lift_of_each_model():
    gain, lift = Grid.read(drawn(two_models()).view.content).plots
    assert [layer.name.partition(":")[0] for layer in gain.layers] == ["", "forest", "linear"]
    assert len(lift.layers[1].x) == 10


def test_the_lift_of_the_first_bucket_is_told():
    made = drawn(two_models(), buckets=5)
    gain, lift = Grid.read(made.view.content).plots
    first = made.table[made.table["bucket"] == 1]["lift"].tolist()
    names = [f"forest: {first[0]:.2f}", f"linear: {first[1]:.2f}"]
    assert [layer.name for layer in gain.layers[1:]] == [layer.name for layer in lift.layers[1:]] == names
    assert gain.legend == "lift in the first 20 %"
    alone = drawn(two_models().filter(regex="^(?!forest)"))
    value = alone.table["lift"].iloc[0]
    assert Grid.read(alone.view.content).subtitle == f"lift {value:.2f} in the first 10 %; 300 rows"


@pytest.mark.parametrize("node", [LiftAndGain, RocCurve, CalibrationCurve])
def test_classes_of_long_names_have_a_curve_each_in_the_legend(node):
    random = np.random.default_rng(2)
    names = [f"customers of region number {place} and their families" for place in range(1, 6)]
    table = pd.DataFrame({"y": np.tile(names, 8)} | {f"probability_{name}": random.random(40) for name in names})
    made = read(node.from_settings({"target": "y"}).run(table, NotingContext()).view.content)
    called = [name for name in made.plots[0].names if name]
    assert [name.partition(":")[0] for name in called] == [f"…{place}…" for place in range(1, 6)]
    assert shortened(["one", "another name that is long"]) == ["one", "another na… long"]
