"""Compare Models: a leaderboard whose differences are tested."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given as drawn
from hypothesis import settings as effort
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal
from scipy import stats
from sklearn import metrics as measures

from knode.api import INACTIVE, DataError, Model, plot
from knode.core.check import Example, QuietContext
from knode_nodes.learn._comparing import holm, mcnemar
from knode_nodes.learn._measures import OF_CLASSES, OF_NUMBERS, Answers, measure
from knode_nodes.learn.compare_models import CompareModels
from knode_nodes.learn.linear_regression_learner import LinearRegressionLearner
from knode_nodes.learn.logistic_regression_learner import LogisticRegressionLearner
from knode_nodes.learn.random_forest_learner import RandomForestLearner
from tests.nodes.learn.validating import bikes, found, held, learner, people, run

PEOPLE, BIKES = people(200), bikes()
TRAIN, TEST = PEOPLE.iloc[:120], PEOPLE.iloc[120:]


def fitted(cls: Any, table: pd.DataFrame = TRAIN, **settings: Any) -> Model:
    made: Model = cls.from_settings(settings).run(table, QuietContext())
    return made


FOREST = fitted(RandomForestLearner, target="left", features=["x", "z"], trees=5)
LOGISTIC = fitted(LogisticRegressionLearner, target="left", features=["x", "z"])
WEAK = fitted(LogisticRegressionLearner, target="left", features=["group"])
LINE = fitted(LinearRegressionLearner, BIKES[:60], target="y", features=["a", "b"])
FLAT = fitted(LinearRegressionLearner, BIKES[:60], target="y", features=["b"])


def scores(name: str, values: list[float], rows: int = 20, metric: str = "accuracy") -> pd.DataFrame:
    """What Cross Validate tells of each fold."""
    folds = {"model": name, "repeat": 1, "fold": range(1, len(values) + 1), "trained": 80, "rows": rows}
    return pd.DataFrame({**folds, metric: values})


A = scores("A", [0.8, 0.9, 0.85, 0.95, 0.9])
B = scores("B", [0.7, 0.85, 0.8, 0.85, 0.88])
EXAMPLES = [
    Example({}, {"models": [FOREST, LOGISTIC, WEAK], "table": TEST}),
    Example({"metric": "roc_auc", "samples": 20}, {"models": [WEAK, WEAK], "table": TEST}),
    Example({"samples": 20, "names": ["one", "two"]}, {"models": [LINE, FLAT], "table": BIKES[60:]}),
    Example({}, {"scores": [A, B]}),
    Example({}, {"scores": [A]}),
    Example(
        {"target": "left", "samples": 20},
        {"predictions": [model.apply(TEST) for model in (WEAK, FOREST)]},
    ),
    Example(
        {"target": "y", "samples": 20, "weight": "w", "key": "a"},
        {"predictions": [model.apply(BIKES[60:].assign(w=2)) for model in (LINE, FLAT)]},
    ),
]


def compared(**inputs: Any) -> Any:
    settings = inputs.pop("settings", {})
    return CompareModels.from_settings(settings).run(QuietContext(), **inputs)


# ---- folds


def test_folds_are_compared_by_the_corrected_t_test_of_nadeau_and_bengio():
    table = compared(scores=[B, A]).table
    assert table["model"].tolist() == ["A", "B"]
    difference = (B["accuracy"] - A["accuracy"]).to_numpy()
    # By hand: t = mean / sqrt((1/J + n2/n1) s²), J - 1 degrees of freedom.
    error = math.sqrt((1 / 5 + 20 / 80) * difference.var(ddof=1))
    p = 2 * stats.t.sf(abs(difference.mean()) / error, 4)
    second = table.iloc[1]
    assert second["difference"] == pytest.approx(difference.mean())
    assert second["p_value"] == pytest.approx(p)
    assert second["p_adjusted"] == pytest.approx(p)
    assert second["difference_low"] == pytest.approx(difference.mean() - stats.t.ppf(0.975, 4) * error)
    plain = stats.ttest_rel(A["accuracy"], B["accuracy"]).pvalue
    assert p > plain
    assert table["spread"].tolist() == pytest.approx([A["accuracy"].std(), B["accuracy"].std()])


def test_the_scores_of_cross_validate_are_taken_as_they_are():
    two = [
        learner(target="left", features=["x"]),
        learner("RandomForestLearner", target="left", features=["x"], trees=3),
    ]
    several = [found(run(held(one), PEOPLE), "scores") for one in two]
    told = compared(scores=several, settings={"metric": "log_loss"})
    assert told.table["model"].tolist() == ["Logistic Regression", "Random Forest"]
    assert told.table["score"].tolist() == pytest.approx([one["log_loss"].mean() for one in several])
    assert told.table["accuracy"].tolist() == pytest.approx([one["accuracy"].mean() for one in several])
    assert told.model is INACTIVE
    assert told.best == {
        "model": "Logistic Regression",
        "metric": "log_loss",
        "score": pytest.approx(several[0]["log_loss"].mean()),
        "spread": pytest.approx(several[0]["log_loss"].std()),
    }
    below = compared(scores=[pd.concat(several)], settings={"metric": "log_loss"}).table
    assert_frame_equal(below, told.table)


def test_models_of_one_name_are_numbered_or_named():
    assert compared(scores=[A, A]).table["model"].tolist() == ["A", "A (2)"]
    assert compared(scores=[A, B], settings={"names": ["x", "y"]}).table["model"].tolist() == ["x", "y"]


def test_the_same_scores_differ_by_nothing():
    second = compared(scores=[A, A]).table.iloc[1]
    assert (second["difference"], second["p_value"]) == (0, 1)


def test_a_fold_without_a_score_is_left_out_of_the_pairs():
    gap = B.assign(accuracy=B["accuracy"].where(B["fold"] != 2))
    second = compared(scores=[A, gap]).table.iloc[1]
    assert second["difference"] == pytest.approx((B["accuracy"] - A["accuracy"]).drop(1).mean())
    assert second["count"] == 4


# ---- rows


def test_rows_are_compared_by_bootstrap_and_accuracy_by_mcnemar():
    table = compared(models=[WEAK, LOGISTIC, FOREST], table=TEST).table.set_index("model")
    right = {}
    for name, model in {
        "Logistic Regression": WEAK,
        "Logistic Regression (2)": LOGISTIC,
        "Random Forest": FOREST,
    }.items():
        right[name] = (model.apply(TEST)["prediction"] == TEST["left"]).to_numpy()
        assert table["score"][name] == pytest.approx(right[name].mean())
        # The bootstrap's spread of a share is that of a binomial.
        assert table["spread"][name] == pytest.approx(math.sqrt(right[name].var() / 80), rel=0.1)
        low, high = stats.norm.interval(0.95, right[name].mean(), right[name].std() / math.sqrt(80))
        assert table["low"][name] == pytest.approx(low, abs=0.02)
        assert table["high"][name] == pytest.approx(high, abs=0.02)
    best = table.index[0]
    alone = (right[best] & ~right["Logistic Regression"]).sum()
    other = (right["Logistic Regression"] & ~right[best]).sum()
    assert table["p_value"]["Logistic Regression"] == pytest.approx(stats.binomtest(alone, alone + other).pvalue)
    assert (table["test"].dropna() == "McNemar").all()


def test_other_measures_are_tested_by_the_bootstrap_of_differences():
    told = compared(models=[FLAT, LINE], table=BIKES[60:], settings={"samples": 4000})
    table = told.table
    assert told.model is LINE
    assert table["test"].tolist()[1] == "bootstrap"
    errors = [(one.apply(BIKES[60:])["prediction"] - BIKES[60:]["y"]).to_numpy() ** 2 for one in (LINE, FLAT)]
    reference = stats.bootstrap(
        errors,
        lambda a, b, axis: np.sqrt(b.mean(axis=axis)) - np.sqrt(a.mean(axis=axis)),
        paired=True,
        method="percentile",
        n_resamples=4000,
        rng=np.random.default_rng(1),
    ).confidence_interval
    assert table["difference_low"][1] == pytest.approx(reference.low, abs=0.03)
    assert table["difference_high"][1] == pytest.approx(reference.high, abs=0.03)
    assert table["p_value"][1] <= 0.001


def test_rows_without_a_target_do_not_count():
    context = QuietContext()
    gaps = TEST.assign(left=TEST["left"].where(TEST["x"] > 0))
    table = CompareModels(samples=10).run(context, models=[LOGISTIC], table=gaps).table
    assert table["count"].tolist() == [int((TEST["x"] > 0).sum())]
    assert "have no target or no answer" in context.warnings[0]


def test_weights_of_rows_count_in_scores_and_bootstrap():
    weights = np.random.default_rng(2).integers(0, 4, len(TEST))
    table = TEST.assign(w=weights)
    settings = {"weight": "w", "metric": "accuracy", "samples": 3000}
    told = compared(models=[WEAK, FOREST], table=table, settings=settings).table.set_index("model")
    right = {
        name: (model.apply(table)["prediction"] == table["left"]).to_numpy()
        for name, model in {"Logistic Regression": WEAK, "Random Forest": FOREST}.items()
    }
    for name, hit in right.items():
        assert told["score"][name] == pytest.approx(measures.accuracy_score(hit, np.ones(80), sample_weight=weights))
    drawn = np.random.default_rng(9).integers(80, size=(3000, 80))
    means = np.array([np.average(right["Random Forest"][rows], weights=weights[rows]) for rows in drawn])
    assert told["spread"]["Random Forest"] == pytest.approx(means.std(), rel=0.1)
    assert told["test"].dropna().tolist() == ["bootstrap"]


# ---- tables of predictions

BOTH = [model.apply(TEST) for model in (WEAK, FOREST)]


def without_model(told: Any) -> pd.DataFrame:
    return told.table.drop(columns="model")


@pytest.mark.parametrize("metric", ["auto", "roc_auc", "log_loss", "f1"])
def test_predictions_are_compared_as_their_models_are(metric: str):
    settings = {"metric": metric, "samples": 50, "names": ["weak", "forest"]}
    told = compared(predictions=BOTH, settings={**settings, "target": "left"})
    wanted = compared(models=[WEAK, FOREST], table=TEST, settings=settings)
    assert_frame_equal(told.table, wanted.table)
    assert told.best == wanted.best
    assert told.model is INACTIVE


def test_predicted_numbers_are_compared_as_their_models_are():
    tables = [model.apply(BIKES[60:]) for model in (LINE, FLAT)]
    told = compared(predictions=tables, settings={"target": "y", "samples": 50})
    wanted = compared(models=[LINE, FLAT], table=BIKES[60:], settings={"samples": 50})
    assert_frame_equal(without_model(told), without_model(wanted))
    assert told.table["model"].tolist() == ["Model 1", "Model 2"]


def test_one_table_may_hold_the_predictions_of_several_models():
    weak, forest = (
        table.filter(regex="^pr").add_prefix(name) for table, name in zip(BOTH, ("weak_", "a b_"), strict=True)
    )
    table = pd.concat([TEST, weak, forest], axis=1)
    settings = {"target": "left", "metric": "roc_auc", "samples": 50}
    told = compared(predictions=[table], settings={**settings, "columns": {"pattern": "*prediction"}})
    assert set(told.table["model"]) == {"weak", "a b"}
    assert_frame_equal(without_model(told), without_model(compared(predictions=BOTH, settings=settings)))


def test_rows_in_another_order_are_matched_by_their_numbers_or_by_a_key():
    settings = {"target": "left", "metric": "roc_auc", "samples": 50}
    wanted = compared(predictions=BOTH, settings=settings).table
    one, other = BOTH[0], BOTH[1].sample(frac=1, random_state=3)
    assert_frame_equal(compared(predictions=[one, other], settings=settings).table, wanted)
    named = [table.rename_axis("id").reset_index() for table in (one, other)]
    with pytest.raises(DataError, match="tables 1 and 2 do not hold the same rows"):
        compared(predictions=named, settings=settings)
    assert_frame_equal(compared(predictions=named, settings={**settings, "key": "id"}).table, wanted)


def test_rows_that_not_all_tables_have_do_not_count():
    named = [table.rename_axis("id").reset_index() for table in BOTH]
    context = QuietContext()
    node = CompareModels.from_settings({"target": "left", "key": "id", "samples": 20})
    told = node.run(context, predictions=[named[0], named[1].iloc[10:]])
    assert told.table["count"].tolist() == [70, 70]
    assert context.warnings == ["10 of 80 rows are not in all tables, and do not count."]


def test_a_missing_prediction_counts_for_no_model():
    gap = BOTH[0].assign(prediction=BOTH[0]["prediction"].where(TEST["x"] > 0))
    told = compared(predictions=[gap, BOTH[1]], settings={"target": "left", "samples": 20}).table
    assert told["count"].tolist() == [int((TEST["x"] > 0).sum())] * 2
    kept = TEST["x"] > 0
    assert sorted(told["accuracy"]) == pytest.approx(
        sorted((table["prediction"] == TEST["left"])[kept].mean() for table in BOTH)
    )


def test_whole_numbers_are_classes_where_they_are_few():
    table = pd.DataFrame({"y": range(40), "prediction": range(1, 41)})
    assert compared(predictions=[table], settings={"target": "y", "samples": 10}).best["metric"] == "rmse"
    few = table.assign(y=table["y"] % 3)
    assert compared(predictions=[few], settings={"target": "y", "samples": 10}).best["metric"] == "accuracy"
    numbers = {"target": "y", "samples": 10, "metric": "mae"}
    assert compared(predictions=[few], settings=numbers).best["metric"] == "mae"


def test_the_greater_of_two_numbers_counts_as_positive():
    table = pd.DataFrame({"y": [9, 9, 10, 9, 10], "prediction": [9, 10, 10, 9, 9]})
    told = compared(predictions=[table], settings={"target": "y", "metric": "recall", "samples": 10})
    assert told.best["score"] == 0.5
    precision = compared(
        predictions=[table], settings={"target": "y", "positive": "9", "metric": "recall", "samples": 10}
    )
    assert precision.best["score"] == pytest.approx(2 / 3)


# ---- measures


@effort(max_examples=50, deadline=None)
@drawn(st.integers(2, 4), st.data())
def test_measures_are_those_of_scikit_learn_with_weights(classes: int, data: st.DataObject):
    count = data.draw(st.integers(classes + 1, 30))
    labels = st.lists(st.integers(0, classes - 1), min_size=count, max_size=count)
    true, predicted = (np.array(data.draw(labels)) for _ in range(2))
    true[:classes] = range(classes)
    weights = np.array(data.draw(st.lists(st.integers(1, 3), min_size=count, max_size=count)), dtype="float64")
    raw = np.array(
        data.draw(st.lists(st.integers(1, 5), min_size=count * classes, max_size=count * classes)), dtype="float64"
    )
    chances = raw.reshape(count, classes) / raw.reshape(count, classes).sum(axis=1, keepdims=True)
    answers = Answers(true, predicted, chances, tuple("abcd"[:classes]), 1 if classes == 2 else None)
    average: dict[str, Any] = {"average": "binary" if classes == 2 else "macro", "zero_division": 0}
    area = {"multi_class": "ovr"} if classes > 2 else {}
    expected = {
        "accuracy": measures.accuracy_score(true, predicted, sample_weight=weights),
        "balanced_accuracy": measures.recall_score(
            true, predicted, average="macro", sample_weight=weights, zero_division=0
        ),
        "f1": measures.f1_score(true, predicted, sample_weight=weights, **average),
        "precision": measures.precision_score(true, predicted, sample_weight=weights, **average),
        "recall": measures.recall_score(true, predicted, sample_weight=weights, **average),
        "roc_auc": measures.roc_auc_score(
            true, chances if classes > 2 else chances[:, 1], sample_weight=weights, **area
        ),
        "log_loss": measures.log_loss(true, chances, sample_weight=weights),
    }
    assert {name: measure(name, answers, weights) for name in OF_CLASSES} == pytest.approx(expected)


@effort(max_examples=50, deadline=None)
@drawn(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6), st.integers(1, 3)), min_size=2, max_size=20))
def test_measures_of_numbers_are_those_of_scikit_learn(rows: list[tuple[float, float, int]]):
    true, predicted, weights = (np.array(column, dtype="float64") for column in zip(*rows, strict=True))
    answers = Answers(true, predicted)
    again = np.repeat(true, weights.astype(int)), np.repeat(predicted, weights.astype(int))
    expected = {
        "rmse": measures.root_mean_squared_error(*again),
        "mae": measures.mean_absolute_error(*again),
        "median_absolute_error": measures.median_absolute_error(*again),
        "r2": measures.r2_score(*again) if np.ptp(true) > 1e-3 else None,
        "mape": measures.mean_absolute_percentage_error(*again) if abs(true).min() > 1e-3 else None,
    }
    for name in OF_NUMBERS:
        if expected[name] is not None:
            assert measure(name, answers, weights) == pytest.approx(expected[name], rel=1e-6, abs=1e-9)


def test_what_rows_do_not_tell_is_no_number():
    one_class = Answers(np.array([1, 1]), np.array([1, 0]), np.array([[0.5, 0.5], [0.9, 0.1]]), ("a", "b"), 1)
    assert math.isnan(measure("roc_auc", one_class))
    assert math.isnan(measure("log_loss", Answers(np.array([1]), np.array([1]), None, ("a", "b"), 1)))
    same = Answers(np.array([0.0, 0.0]), np.array([1.0, 2.0]))
    assert math.isnan(measure("r2", same))
    assert math.isnan(measure("mape", same))


def test_p_values_of_several_comparisons_are_those_of_holm():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx([0.03, 0.06, 0.06])
    assert holm([0.9, math.nan])[0] == 0.9
    assert holm([]) == []


def test_two_models_that_are_right_in_the_same_rows_do_not_differ():
    one = Answers(np.array([0, 1]), np.array([0, 0]), None, ("a", "b"), 1)
    assert mcnemar(one, one) == 1


# ---- looks


def test_the_view_has_a_dot_for_each_score_and_difference():
    told = compared(scores=[B, A])
    first, second = plot.read(told.view.content).plots
    assert first.y.categories == ("A", "B")
    assert first.layers[0].x + first.layers[1].x == tuple(told.table["score"])
    assert [layer.name for layer in first.layers] == ["best", "may be chance"]
    assert [layer.name for layer in second.layers[1:]] == ["best", "may be chance"], "colours mean the same in both"
    assert [layer.x for layer in second.layers[1:]] == [(0.0,), (told.table["difference"][1],)]
    assert second.layers[2].low == (told.table["difference_low"][1],)


# ---- messages


@pytest.mark.parametrize(
    ("inputs", "settings", "message"),
    [
        ({}, {}, "nothing to compare comes in"),
        ({"models": [FOREST]}, {}, "connect a table with rows that they have not learnt from, too"),
        ({"table": TEST}, {}, "connect the models to compare, too"),
        ({"models": [FOREST], "table": TEST, "scores": [A]}, {}, "more comes in than can be compared at once"),
        ({"predictions": BOTH, "scores": [A]}, {}, "more comes in than can be compared at once"),
        ({"predictions": BOTH}, {}, "no column is chosen"),
        ({"predictions": BOTH}, {"target": "lft"}, 'no column "lft"; did you mean "left"'),
        ({"predictions": BOTH}, {"target": "left", "columns": ["left"]}, "for something else, too"),
        ({"predictions": BOTH}, {"target": "left", "columns": {"pattern": "no*"}}, "no column of predictions"),
        ({"predictions": [BOTH[0], BOTH[1][:5]]}, {"target": "left"}, "table 1 has 80 rows, table 2 has 5"),
        ({"predictions": BOTH}, {"target": "left", "key": "city 🙂"}, "the key .* in row .* of table 1"),
        ({"predictions": BOTH}, {"target": "left", "weight": "x"}, 'the weight "x" is -'),
        ({"predictions": BOTH}, {"target": "left", "metric": "mae"}, '"left" is a text column, but numbers'),
        ({"predictions": [BOTH[0][:0]]}, {"target": "left"}, "nothing to compare"),
        (
            {"predictions": [BOTH[0][["left", "prediction"]]]},
            {"target": "left", "metric": "roc_auc"},
            "`roc_auc` is not known of any of them: it needs the probability of each class",
        ),
        (
            {"predictions": [BIKES[:3].assign(y=[None, 1, 2], prediction=[1, 2, np.inf])]},
            {"target": "y"},
            '"prediction" is infinite: correct it',
        ),
        (
            {"predictions": [BOTH[0].assign(prediction=1), BOTH[1]]},
            {"target": "left"},
            '"left" holds texts .*, "prediction" holds numbers',
        ),
        ({"models": [FOREST, LINE], "table": TEST}, {}, "some models predict classes, others numbers"),
        ({"models": [FOREST], "table": TEST.drop(columns="left")}, {}, 'no column "left"'),
        ({"models": [FOREST], "table": TEST.drop(columns="x")}, {}, 'reads columns that the table does not have: "x"'),
        ({"models": [FOREST], "table": TEST.iloc[:0]}, {}, "there is nothing to compare"),
        ({"models": [FOREST], "table": TEST}, {"metric": "mae"}, "`mae` does not measure that"),
        ({"models": [FOREST], "table": TEST}, {"target": "group"}, "they never match like this"),
        ({"models": [LINE], "table": BIKES.assign(y="a")}, {}, "the model predicts numbers"),
        ({"models": [FOREST], "table": TEST}, {"names": ["a", "b"]}, "there are 2 names for 1 models"),
        ({"scores": [A, B.iloc[:3]]}, {}, '"A" and "B" were validated on different folds'),
        ({"scores": [A, B.assign(rows=21)]}, {}, "were validated on different folds"),
        ({"scores": [A.assign(held_out="ab"), B.assign(held_out="cd")]}, {}, "were validated on different folds"),
        ({"scores": [pd.concat([A, A])]}, {}, "several scores for one fold"),
        ({"scores": [A.drop(columns="fold")]}, {}, 'has no column "fold": connect the output `scores`'),
        ({"scores": [A.iloc[:0]]}, {}, "has no rows"),
        ({"scores": [A, scores("C", [1.0] * 5, metric="rmse")]}, {}, "some models predict classes, others numbers"),
        (
            {"scores": [scores("C", [1.0, 2.0], metric="rmse"), scores("D", [1.0, math.inf], metric="rmse")]},
            {},
            'the rmse of "D" is inf in repeat 1, fold 2, too large to calculate with: correct it',
        ),
        ({"scores": [scores("C", [1.0, 1e200], metric="rmse")]}, {}, 'the rmse of "C" is 1e\\+200 in repeat 1, fold 2'),
        ({"scores": [scores("C", ["high", "low"])]}, {}, 'the accuracy of "C" is a text column: connect the output'),
        (
            {"scores": [A.assign(trained=0), B.assign(trained=0)]},
            {},
            '"trained" of "A" is not a number above 0 in every',
        ),
        ({"scores": [A.assign(rows=np.nan)]}, {}, '"rows" of "A" is not a number above 0 in every fold'),
        ({"scores": [A.assign(rows="many")]}, {}, 'the rows of "A" is a text column: connect the output'),
        ({"scores": [A.assign(f1="high")]}, {}, 'the f1 of "A" is a text column: connect the output'),
        ({"scores": [A, B]}, {"metric": "roc_auc"}, 'the roc_auc of "A" is missing: connect the output'),
        (
            {"models": [LINE, FLAT], "table": BIKES[60:].assign(y=[*[1.0] * 29, 1e200])},
            {},
            '"y" is 1e\\+200, too large to calculate with',
        ),
        ({"models": [LINE], "table": BIKES[60:].assign(y=-math.inf)}, {}, '"y" is -inf, too large to calculate with'),
        (
            {"models": [LINE], "table": BIKES[60:].assign(a=1e200)},
            {},
            'a prediction of the model "Linear Regression" is',
        ),
        ({"models": [LINE], "table": BIKES[60:].assign(y=1j)}, {}, "the model predicts numbers"),
        (
            {"predictions": [BIKES[60:].assign(prediction=1e200)]},
            {"target": "y"},
            '"prediction" is 1e\\+200, too large to calculate with',
        ),
    ],
)
def test_errors_say_what_to_do(inputs: dict[str, Any], settings: dict[str, Any], message: str):
    with pytest.raises(DataError, match=message):
        compared(**inputs, settings=settings)


def test_what_other_measures_do_not_tell_keeps_nobody_from_comparing():
    more = A.assign(f1=[math.inf, -math.inf, 1, 1, 1], precision=None, recall=[None, 0.5, 0.5, 1.0, 1.0])
    made = compared(scores=[more, B]).table.iloc[0]
    assert (math.isnan(made["f1"]), math.isnan(made["precision"]), made["recall"]) == (True, True, 0.75)


@pytest.mark.parametrize("values", [[1e-320, 2e-320, 0.0], [1e149, 2e149, 1e148], [0.0, 0.0, 0.0]])
@pytest.mark.parametrize("confidence", [0.95, 1 - 1e-16])
def test_scores_next_to_zero_and_far_from_it_are_compared(values: list[float], confidence: float):
    tables = [scores("C", values, metric="rmse"), scores("D", [0.1, 0.2, 0.3], metric="rmse")]
    made = compared(scores=tables, settings={"confidence": confidence})
    assert set(made.table["model"]) == {"C", "D"}


def test_a_true_number_next_to_zero_tells_no_share_of_error():
    table = BIKES[60:].assign(y=[5e-324, *[1.0] * 29])
    made = compared(models=[LINE, FLAT], table=table, settings={"samples": 20}).table
    assert made["mape"].isna().all()
    assert made["rmse"].notna().all()


def test_models_of_different_targets_are_refused():
    other = fitted(LogisticRegressionLearner, target="city 🙂", features=["x"])
    with pytest.raises(DataError, match='predict different columns \\("left", "city 🙂"\\)'):
        compared(models=[FOREST, other], table=TEST)


def test_a_score_that_names_no_model_is_refused():
    with pytest.raises(DataError, match="names no model"):
        compared(scores=[A.assign(model=None)])


def test_indexes_of_other_kinds_are_no_rows_numbers():
    dated = BOTH[1].set_axis(pd.date_range("2026-01-01", periods=len(TEST)), axis=0)
    settings = {"target": "left", "samples": 20}
    told = compared(predictions=[BOTH[0], dated], settings=settings).table
    assert_frame_equal(told, compared(predictions=BOTH, settings=settings).table)


def test_rows_that_a_model_cannot_read_are_refused_in_plain_words():
    dated = BIKES[60:].assign(a=pd.date_range("2026-01-01", periods=30))
    with pytest.raises(DataError, match='"a" is of type date and time .*, and the model learnt from a number column'):
        compared(models=[LINE, FLAT], table=dated)
    with pytest.raises(DataError, match='"a" is infinite in row 0'):
        compared(models=[LINE, FLAT], table=BIKES[60:].assign(a=np.inf))
    texts = BIKES[60:].assign(a=BIKES["a"].astype("str"))
    told = compared(models=[LINE, FLAT], table=texts, settings={"samples": 20})
    assert_frame_equal(told.table, compared(models=[LINE, FLAT], table=BIKES[60:], settings={"samples": 20}).table)


def test_the_index_of_scores_may_be_called_as_a_column():
    other = A.set_axis(pd.Index(range(len(A)), name="model"))
    assert_frame_equal(compared(scores=[other, B]).table, compared(scores=[A, B]).table)
