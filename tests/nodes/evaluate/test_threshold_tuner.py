"""The best threshold of a probability."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import sklearn.metrics as reference
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec, arrays_of, read_model, write_model
from knode.core.check import Example, QuietContext
from knode.core.plot import Grid
from knode_nodes.evaluate.threshold_tuner import ThresholdTuner
from knode_nodes.learn.apply_model import ApplyModel
from tests.nodes.evaluate.scored import answers, three_classes, two_models, ugly
from tests.nodes.learn.conftest import NotingContext

FOREST = ["forest_probability_yes"]
EXAMPLES = [
    Example({"target": "left", "probabilities": FOREST}, {"table": two_models(60)}),
    Example({"target": "left", "probabilities": FOREST, "name": "forest_prediction"}, {"table": two_models(60)}),
    Example({"target": "is it 🍎?", "goal": "f-score"}, {"table": ugly()}),
    Example(
        {"target": "left", "probabilities": ["probability_1"], "weight": "weight", "goal": "accuracy"},
        {"table": two_models(60).assign(left=lambda t: (t["left"] == "yes") * 1, probability_1=lambda t: t[FOREST[0]])},
    ),
    Example(
        {"target": "left", "probabilities": FOREST, "name": "decided"},
        {"table": two_models(60).astype({"left": pd.CategoricalDtype(["yes", "no", "never"], ordered=True)})},
    ),
]  # fmt: skip


def tuned(table, context=None, **settings):
    given = {"target": "left", "probabilities": FOREST, **settings}
    return ThresholdTuner.from_settings(given).run(table, context or NotingContext())


@given(given_answers=answers(), wrong=st.integers(0, 5), missed=st.integers(1, 5), gain=st.integers(-3, 0))
@settings(max_examples=40, deadline=None)
def test_no_threshold_costs_less(given_answers, wrong, missed, gain):
    truth, scores = given_answers
    table = pd.DataFrame({"left": truth, "score": scores})
    made = tuned(
        table, probabilities=["score"], cost_false_positive=wrong, cost_false_negative=missed, cost_true_positive=gain
    )

    def cost(called):
        return wrong * (called & ~truth).sum() + missed * (~called & truth).sum() + gain * (called & truth).sum()

    called = made.table["prediction"].to_numpy(dtype=bool)
    assert cost(called) == pytest.approx(made.best["cost"])
    assert made.best["cost"] == pytest.approx(min(cost(scores >= at) for at in [*scores, 2.0]))


@given(given_answers=answers())
@settings(max_examples=40, deadline=None)
def test_every_row_of_the_curve_is_what_scikit_learn_says_of_that_threshold(given_answers):
    truth, scores = given_answers
    curve = tuned(pd.DataFrame({"left": truth, "score": scores}), probabilities=["score"], beta=2.0).curve
    for row in curve.itertuples():
        called = scores >= row.threshold
        assert row.precision == pytest.approx(reference.precision_score(truth, called, zero_division=0))
        assert row.recall == pytest.approx(reference.recall_score(truth, called))
        assert row.f_score == pytest.approx(reference.fbeta_score(truth, called, beta=2.0, zero_division=0))
        assert row.accuracy == pytest.approx(reference.accuracy_score(truth, called))
        assert row.balanced_accuracy == pytest.approx(reference.balanced_accuracy_score(truth, called))
        counts = reference.confusion_matrix(truth, called, labels=[False, True])
        assert counts.tolist() == [
            [row.true_negatives, row.false_positives],
            [row.false_negatives, row.true_positives],
        ]


@pytest.mark.parametrize(("goal", "column"), [("f-score", "f_score"), ("balanced accuracy", "balanced_accuracy")])
def test_the_measure_is_the_highest_there_is(goal, column):
    made = tuned(two_models(), goal=goal)
    assert made.best[column] == made.curve[column].max()


def test_recall_is_highest_among_the_thresholds_that_are_precise_enough():
    made = tuned(two_models(), goal="recall at precision", at_least=0.7)
    enough = made.curve[made.curve["precision"] >= 0.7]
    assert made.best["recall"] == enough["recall"].max()
    assert made.best["precision"] >= 0.7
    made = tuned(two_models(), goal="precision at recall", at_least=0.9)
    assert made.best["precision"] == made.curve[made.curve["recall"] >= 0.9]["precision"].max()


def test_of_equally_good_thresholds_the_one_nearest_to_one_half_is_taken():
    table = pd.DataFrame({"left": ["no", "no", "yes", "yes"], "p": [0.1, 0.2, 0.8, 0.9]})
    assert tuned(table, probabilities=["p"]).best["threshold"] == pytest.approx(0.5)


def test_the_person_is_told_what_is_gained(context):
    made = tuned(two_models(), context, cost_false_negative=5)
    half = (two_models()["forest_probability_yes"] >= 0.5).to_numpy()
    true = (two_models()["left"] == "yes").to_numpy()
    expected = (half & ~true).sum() + 5 * (~half & true).sum()
    assert f"from 0.5 on it would be {expected:.4g}" in context.infos[-1]
    assert made.best["cost"] < expected


def test_weights_count():
    table = two_models()
    made = tuned(table, weight="weight").best
    called = table["forest_probability_yes"] >= made["threshold"]
    wrong = table["weight"][called != (table["left"] == "yes")].sum()
    assert made["cost"] == pytest.approx(wrong)


def test_the_model_does_the_same_to_other_rows_also_stored_and_on_arrays(tmp_path):
    made = tuned(two_models(), cost_false_negative=3)
    with (tmp_path / "threshold.knodem").open("wb") as file:
        write_model(made.model, file)
    stored = read_model(tmp_path / "threshold.knodem")
    other = two_models(80, seed=9)[FOREST]
    applied = ApplyModel().run(stored, other, QuietContext())
    expected = np.where(other["forest_probability_yes"] >= made.best["threshold"], "yes", "no")
    assert applied["prediction"].tolist() == expected.tolist()
    step = ApplyModel().compiled({"model": made.model}, TableSpec.of(other))
    assert step(arrays_of(other)).other("prediction").tolist() == expected.tolist()


def test_a_row_without_a_probability_has_no_class():
    table = two_models()
    table.iloc[3, table.columns.get_loc(FOREST[0])] = np.nan
    assert tuned(table).table["prediction"].isna().tolist() == [number == 3 for number in range(300)]


@pytest.mark.parametrize(
    ("dtype", "given"), [("int64", "Int64"), ("bool", "boolean"), ("Int8", "Int8"), ("float64", "Int64")]
)
def test_the_classes_found_are_of_the_target_s_type(dtype, given):
    table = two_models().assign(left=lambda table: (table["left"] == "yes").astype(dtype))
    label = True if dtype == "bool" else 1
    made = tuned(table.rename(columns={FOREST[0]: f"probability_{label}"}), probabilities=[f"probability_{label}"])
    assert str(made.table["prediction"].dtype) == given.replace("Int8", "Int8")
    assert set(made.table["prediction"]) == {label, not label}


def test_classes_of_more_than_63_bits_keep_their_value():
    high = 2**64 - 1
    table = pd.DataFrame({"left": np.array([1, high, 1, high], dtype="uint64"), "p": [0.1, 0.9, 0.2, 0.8]})
    made = tuned(table, probabilities=["p"])
    assert made.table["prediction"].tolist() == [1, high, 1, high]


def test_the_view_shows_the_cost_above_precision_and_recall():
    grid = Grid.read(tuned(two_models()).view.content)
    assert [[layer.name for layer in plot.layers] for plot in grid.plots] == [["", ""], ["", "precision", "recall"]]


@pytest.mark.parametrize(
    ("table", "settings", "message"),
    [
        (three_classes(), {"target": "truth", "probabilities": {"pattern": "probability_*"}}, "a threshold parts two"),
        (two_models(), {"probabilities": {"pattern": "*probability_*"}}, "choose the column of one"),
        (two_models(), {"name": FOREST[0]}, "choose another name"),
        (two_models(), {"name": "left"}, "choose another name"),
        (two_models(), {"goal": "recall at precision", "at_least": 1.0, "probabilities": ["weight"]}, "the highest is"),
        (two_models().assign(left="no"), {}, 'no row is of the class "yes"'),
    ],
)
def test_what_has_no_threshold_is_a_clear_error(table, settings, message):
    with pytest.raises(DataError, match=message):
        tuned(table, **settings)


def test_the_new_column_has_the_role_that_the_canvas_tells_and_the_others_keep_theirs():
    table = two_models(60)
    table.attrs = {"roles": {"left": "target"}}
    node = ThresholdTuner.from_settings({"target": "left", "probabilities": FOREST, "name": "decided"})
    made = TableSpec.of(node.run(table, NotingContext()).table)
    assert (made["decided"].role, made["left"].role) == ("prediction", "target")
    told = node.spec({"table": TableSpec.of(table)})["table"]
    assert [column.role for column in told.columns] == [column.role for column in made.columns]
