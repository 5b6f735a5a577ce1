"""RegressionScorer."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import sklearn.metrics as reference
from hypothesis import given
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.evaluate.regression_scorer import RegressionScorer
from tests.nodes.learn.conftest import NotingContext

NUMBERS = st.floats(-1e6, 1e6).filter(lambda value: abs(value) > 1e-3)


def score(table, context=None, **settings):
    return RegressionScorer.from_settings({"target": "truth", **settings}).run(table, context or NotingContext())


def test_all_metrics_by_hand():
    metrics, errors = score(pd.DataFrame({"truth": [1, 2, 4], "prediction": [2.0, 2.0, 1.0]}))
    assert metrics == {
        "rows": 3,
        "r2": pytest.approx(1 - 10 / (14 / 3)),
        "rmse": pytest.approx((10 / 3) ** 0.5),
        "mae": pytest.approx(4 / 3),
        "mape": pytest.approx((1 + 0 + 0.75) / 3),
        "median_absolute_error": 1.0,
        "max_error": 3.0,
        "mean_signed_error": pytest.approx(-2 / 3),
        "smape": pytest.approx((2 / 3 + 0 + 6 / 5) / 3),
    }
    assert errors["prediction_error"].tolist() == [1.0, 0.0, -3.0]
    assert errors["prediction_absolute_error"].tolist() == [1.0, 0.0, 3.0]


@given(pairs=st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=30, unique_by=lambda pair: pair[0]))
def test_all_metrics_are_those_of_scikit_learn(pairs):
    true, predicted = map(np.array, zip(*pairs, strict=True))
    metrics = score(pd.DataFrame({"truth": true, "prediction": predicted})).metrics
    expected = {
        "rows": len(pairs),
        "r2": reference.r2_score(true, predicted),
        "rmse": reference.root_mean_squared_error(true, predicted),
        "mae": reference.mean_absolute_error(true, predicted),
        "mape": reference.mean_absolute_percentage_error(true, predicted),
        "median_absolute_error": reference.median_absolute_error(true, predicted),
        "max_error": reference.max_error(true, predicted),
        "mean_signed_error": np.mean(predicted - true),
        "smape": np.mean([2 * abs(p - t) / (abs(p) + abs(t)) for p, t in zip(predicted, true, strict=True)]),
    }
    assert metrics == {name: pytest.approx(value, rel=1e-6, abs=1e-9) for name, value in expected.items()}


@pytest.mark.parametrize("dtype", ["float64", "float32", "Int64", "int8", "double[pyarrow]"])
def test_missing_values_are_left_out_and_counted(context, dtype):
    table = pd.DataFrame({"truth": [1, 2, 4, 5], "prediction": [2, 2, 1, 9]}, index=list("abcd"))
    expected = score(table.iloc[:2].astype(dtype)).metrics
    table = table.astype("Int64")
    table.loc["c", "truth"] = None
    table.loc["d", "prediction"] = None
    table = table.astype({"int8": "Int8"}.get(dtype, dtype))
    metrics, errors = score(table, context)
    assert metrics == expected
    assert context.warnings[0].startswith("2 of 4 rows were left out")
    assert errors.index.tolist() == list("abcd")
    assert errors["prediction_error"].isna().tolist() == [False, False, True, True]


def test_a_true_zero_gives_no_mape_and_the_person_is_told(context):
    metrics = score(pd.DataFrame({"truth": [0, 1], "prediction": [1, 1]}), context).metrics
    assert "mape" not in metrics
    assert "no MAPE" in context.infos[0]


def test_a_constant_truth_gives_no_r2_and_the_person_is_told(context):
    metrics = score(pd.DataFrame({"truth": [3, 3], "prediction": [1, 5]}), context).metrics
    assert "r2" not in metrics
    assert metrics["mae"] == 2
    assert "no R²" in context.infos[0]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"truth": "text"}, "use Scorer for classes"),
        ({"prediction": True}, "use Scorer for classes"),
        ({"truth": pd.Timestamp("2026-01-31")}, '"truth" is a date and time column, but numbers'),
        ({"truth": 1j}, "is a complex number column"),
        ({"truth": np.inf}, "infinite in row 0"),
        ({"truth": np.nan}, "nothing to score"),
        ({"prediction_error": 1}, "would be overwritten"),
    ],
)
def test_what_cannot_be_scored_is_a_clear_error(change, message):
    table = pd.DataFrame({"truth": [1, 2], "prediction": [1, 2]}).assign(**change)
    with pytest.raises(DataError, match=message):
        score(table)


def test_the_spec_is_that_of_the_result():
    table = pd.DataFrame({"truth": [1, 2], "lr_prediction": [1.0, 2], "other": ["a", "b"]})
    node = RegressionScorer.from_settings({"target": "truth", "prediction": "lr_prediction"})
    errors = node.run(table, NotingContext()).errors
    assert node.spec({"table": TableSpec.of(table)})["errors"] == TableSpec.of(errors)
    for wrong in ({"prediction": "other"}, {"prediction": "prediction"}):
        with pytest.raises(DataError):
            RegressionScorer.from_settings({"target": "truth", **wrong}).spec({"table": TableSpec.of(table)})


@given(
    rows=st.lists(st.tuples(NUMBERS, NUMBERS, st.integers(0, 3)), min_size=2, max_size=20, unique_by=lambda row: row[0])
)
def test_weighted_metrics_are_those_of_scikit_learn(rows):
    true, predicted, weights = map(np.array, zip(*rows, strict=True))
    weights[:2] = 1
    metrics = score(pd.DataFrame({"truth": true, "prediction": predicted, "w": weights}), weight="w").metrics
    how = {"sample_weight": weights}
    expected = {
        "r2": reference.r2_score(true, predicted, **how),
        "rmse": reference.root_mean_squared_error(true, predicted, **how),
        "mae": reference.mean_absolute_error(true, predicted, **how),
        "mape": reference.mean_absolute_percentage_error(true, predicted, **how),
        "median_absolute_error": np.median(np.repeat(np.abs(predicted - true), weights)),
    }
    assert {name: metrics[name] for name in expected} == {
        name: pytest.approx(value, rel=1e-6, abs=1e-9) for name, value in expected.items()
    }


def test_the_adjusted_r2_is_less_than_r2_and_absent_with_too_few_rows(context):
    random = np.random.default_rng(0)
    table = pd.DataFrame({"truth": random.normal(size=30)})
    table["prediction"] = table["truth"] + random.normal(size=30)
    metrics = score(table, features=4).metrics
    assert metrics["adjusted_r2"] == pytest.approx(1 - (1 - metrics["r2"]) * 29 / 25)
    assert "adjusted_r2" not in score(table.head(5), context, features=4).metrics
    assert any("too few rows" in text for text in context.infos)


EXAMPLES = [
    Example(
        {"target": "truth", "weight": "w"},
        {"table": pd.DataFrame({"truth": [1, 0, 4], "prediction": [1.5, 2.0, None], "w": [1, 2, 0]})},
    ),
    Example(
        {"target": "truth"},
        {"table": pd.DataFrame({"truth": [1.0, 2.0, 4.0], "prediction": [1.5, 2.0, 3.0]})},
    ),
]


def test_rows_of_weight_0_say_nothing():
    table = pd.DataFrame({"truth": [0.0, 2.0, 2.0, 9.0], "prediction": [5.0, 1.0, 3.0, 9.0], "w": [0, 1, 1, 0]})
    found = score(table, weight="w").metrics
    assert found["mape"] == 0.5
    assert "r2" not in found
    assert (found["rows"], found["max_error"]) == (4, 1.0)


def test_weights_that_add_up_to_more_than_a_number_are_refused():
    table = pd.DataFrame({"truth": [1.0, 2.0], "prediction": [1.0, 1.0], "w": [1e308, 1e308]})
    with pytest.raises(DataError, match='"w" adds up to more than any number'):
        score(table, weight="w")
    with pytest.raises(DataError, match="choose a column of numbers"):
        score(table.assign(w=[1j, 2j]), weight="w")


def test_numbers_too_large_to_square_leave_out_r2():
    table = pd.DataFrame({"truth": [1e308, 1.0], "prediction": [1.0, 1e308]})
    found = score(table).metrics
    assert found["rmse"] == float("inf")
    assert "r2" not in found
