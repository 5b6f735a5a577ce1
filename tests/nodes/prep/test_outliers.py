"""Outliers and the limits that it leaves in its model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from knode.api import DataError
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.outliers import Outliers

TABLE = pd.DataFrame(
    {
        "income": [30.0, 35.0, None, 40.0, 4000.0, 38.0],
        "visits": pd.array([1, None, 2, 4, 900, 2], dtype="Int64"),
        "whole": [10, 20, -5000, 40, 50, 60],
        "same": [5, 5, 5, 5, 5, 5],
        "name": ["Anna", "Bo", None, "Eva", "Cy", "Di"],
        "single": np.array([1, 2, 3, 4, 5, 600], dtype="float32"),
        "arrow": pd.array([1, None, 3, 4, 5, 600], dtype="int32[pyarrow]"),
    },
    index=list("uvwxyz"),
)
SAMPLE = pd.DataFrame({"x": np.append(np.random.default_rng(3).normal(10, 2, size=500), [99, -99, np.nan])})


def without(table=TABLE, **how):
    return Outliers.from_settings(how).run(table)


def test_the_example_of_the_help_is_true():
    table = without(pd.DataFrame({"income": [30, 35, 40, 4000]})).table
    assert table["income"].tolist() == [30, 35, 40, 2524]
    assert table["income"].dtype == "int64"


LIMITS = {
    "iqr": lambda x: (
        x.quantile(0.25) - 1.5 * (x.quantile(0.75) - x.quantile(0.25)),
        x.quantile(0.75) + 1.5 * (x.quantile(0.75) - x.quantile(0.25)),
    ),
    "z-score": lambda x: (x.mean() - 3 * x.std(), x.mean() + 3 * x.std()),
    "robust z-score": lambda x: tuple(
        x.median() + side * 3.5 * stats.median_abs_deviation(x, nan_policy="omit", scale="normal") for side in (-1, 1)
    ),
    "quantiles": lambda x: (x.quantile(0.01), x.quantile(0.99)),
}


@pytest.mark.parametrize("method", LIMITS)
def test_the_limits_are_those_of_pandas_and_scipy(method):
    low, high = LIMITS[method](SAMPLE["x"])
    made = without(SAMPLE, method=method)
    np.testing.assert_allclose(made.limits[["lowest", "highest"]].to_numpy()[0], [low, high])
    pd.testing.assert_series_equal(made.table["x"], SAMPLE["x"].clip(low, high))
    assert made.limits["below"].tolist() == [(SAMPLE["x"] < low).sum()]
    assert made.limits["above"].tolist() == [(SAMPLE["x"] > high).sum()]


def test_where_most_values_are_the_same_the_robust_deviation_is_that_of_the_others():
    table = pd.DataFrame({"x": [0.0] * 60 + [1.0] * 39 + [100.0]})
    made = without(table, method="robust z-score")
    assert made.limits["highest"].tolist() == pytest.approx([3.5 * 1.2533141 * 1.39])
    assert made.limits["above"].tolist() == [1]


def test_outliers_become_missing_and_whole_numbers_stay_whole():
    table = without(treatment="missing").table
    assert table["whole"].dtype == "Int64"
    assert table["whole"].isna().tolist() == [False, False, True, False, False, False]
    assert table["visits"].isna().tolist() == [False, True, False, False, True, False]
    assert table["same"].tolist() == [5] * 6


def test_outliers_are_marked_in_columns_of_their_own():
    table, model, _ = without(columns=["income", "whole"], treatment="mark")
    assert list(table.columns) == [*TABLE.columns, "income_outlier", "whole_outlier"]
    assert table["income_outlier"].tolist() == [False, False, False, False, True, False]
    assert model.apply(TABLE.head(1))["income_outlier"].tolist() == [False]


def test_rows_with_outliers_are_removed_from_training_only():
    table, model, _ = without(columns=["income", "whole"], treatment="remove")
    assert table.index.tolist() == ["u", "v", "x", "z"]
    pd.testing.assert_frame_equal(model.apply(TABLE), TABLE)


def test_bounds_hold_for_the_side_that_is_given():
    made = without(columns=["whole"], method="bounds", lowest=15.5, side="both")
    assert made.table["whole"].tolist() == [16, 20, 16, 40, 50, 60]
    assert made.limits["highest"].isna().all()
    assert without(columns=["whole"], side="high").table["whole"].tolist() == TABLE["whole"].tolist()


def test_huge_whole_numbers_stay_exact():
    table = pd.DataFrame({"x": [2**62 + 1, 2**62 + 3, 2**62 + 5, -(2**62) - 1]})
    made = without(table, method="bounds", lowest=0).table["x"]
    assert made.tolist() == [2**62 + 1, 2**62 + 3, 2**62 + 5, 0]
    bytes_ = pd.DataFrame({"x": np.array([0, 255, 3], dtype="uint8")})
    assert without(bytes_, method="bounds", lowest=-7, highest=1000).table["x"].tolist() == [0, 255, 3]


def test_new_rows_are_held_to_the_limits_that_were_learnt():
    model = without(columns=["income"]).model
    made = model.apply(pd.DataFrame({"income": [np.inf, -np.inf, np.nan, 36]}))["income"]
    low, high = model.facts["limits"]["income"]
    np.testing.assert_allclose(made, [high, low, np.nan, 36])


@given(
    st.lists(st.floats(-1e6, 1e6) | st.just(np.nan), min_size=1, max_size=20).filter(lambda x: not np.isnan(x).all()),
    st.sampled_from(sorted(LIMITS)),
)
@settings(max_examples=40, deadline=None)
def test_no_value_that_was_clipped_lies_beyond_the_limits(values, method):
    table = pd.DataFrame({"x": values, "y": np.array(values, dtype="float32")})
    made, model, _ = without(table, method=method)
    again = model.apply(made)
    pd.testing.assert_frame_equal(again, made)
    assert made.dtypes.tolist() == table.dtypes.tolist()
    low, high = model.facts["limits"]["x"]
    assert made["x"].dropna().between(low, high).all()


@pytest.mark.parametrize(
    ("table", "how", "words"),
    [
        (TABLE, {"columns": ["name"]}, '"name" is a text column'),
        (TABLE, {"columns": ["incme"]}, 'did you mean "income"'),
        (TABLE[["name"]], {}, "no numeric column to look for outliers"),
        (TABLE.iloc[:0], {}, "no rows"),
        (TABLE.assign(income=np.nan), {}, '"income" has no values'),
        (TABLE.assign(income=np.inf), {}, '"income" is infinite in row 0'),
        (TABLE.assign(same_outlier=1), {"treatment": "mark"}, 'would be called "same_outlier"'),
    ],
)
def test_what_has_no_limits_is_refused(table, how, words):
    with pytest.raises(DataError, match=words):
        without(table, **how)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"method": "bounds"}, "give the lowest"),
        ({"method": "bounds", "lowest": 2, "highest": 1}, "must not be larger"),
        ({"lower_quantile": 0.5, "upper_quantile": 0.5}, "must be smaller"),
    ],
)
def test_settings_that_limit_nothing_are_refused(how, words):
    with pytest.raises(SettingError, match=words):
        Outliers.from_settings(how)


EXAMPLES = [
    *[
        Example({"method": method, "treatment": treatment}, {"table": TABLE})
        for method, treatment in zip(LIMITS, ("clip", "missing", "mark", "remove"), strict=True)
    ],
    Example({"treatment": "missing"}, {"table": TABLE}),
    Example({"columns": ["income"], "method": "bounds", "highest": 36}, {"table": TABLE}),
    Example({"columns": ["whole"], "method": "z-score"}, {"table": TABLE.iloc[:1]}),
]
