"""Normalizer."""

from __future__ import annotations

import functools

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn import preprocessing

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep._blocks import BLOCK
from knode_nodes.prep._scaling import STEPS, standard_scaler
from knode_nodes.prep.normalizer import Normalizer

TABLE = pd.DataFrame(
    {
        "age": [31.0, None, 40.0, 22.0],
        "name": ["Anna", "Bo", None, "Eva"],
        "visits": pd.array([1, None, 2, 4], dtype="Int64"),
        "whole": [10, 20, 30, 40],
        "same": [5, 5, 5, 5],
    },
    index=list("wxyz"),
)
METHODS = {
    "z-score": preprocessing.StandardScaler,
    "min-max": preprocessing.MinMaxScaler,
    "robust": preprocessing.RobustScaler,
    "max-abs": preprocessing.MaxAbsScaler,
    "quantile": functools.partial(preprocessing.QuantileTransformer, n_quantiles=4, random_state=0),
    "power": preprocessing.PowerTransformer,
}


def normalize(table=TABLE, **settings):
    return Normalizer.from_settings(settings).run(table)


@pytest.mark.parametrize("method", METHODS)
def test_the_numbers_are_those_of_scikit_learn(method):
    table, model = normalize(method=method)
    numbers = ["age", "visits", "whole", "same"]
    expected = METHODS[method]().fit_transform(TABLE[numbers].astype("float64"))
    np.testing.assert_array_equal(table[numbers], expected)
    assert type(model.estimator) is type(METHODS[method]())
    pd.testing.assert_series_equal(table["name"], TABLE["name"])
    assert list(table.columns) == list(TABLE.columns)
    assert table.index.tolist() == list("wxyz")


@pytest.mark.parametrize("rows", [1, 2, 5, 2 * BLOCK + 7])
def test_a_standard_scaler_is_that_of_scikit_learn(rows):
    rng = np.random.default_rng(rows)
    table = pd.DataFrame({"a": rng.normal(1e9, 1, rows), "b": 0.1, "c": rng.gamma(2, 1e-30, rows), "d": 7})
    table["gaps"] = np.where(rng.random(rows) < 0.3, np.nan, rng.normal(size=rows))
    table["late"] = np.where(np.arange(rows) < rows - 1, np.nan, 3.0)
    table["gaps"] = table["gaps"].where(np.arange(rows) > 0, 1.5)
    for names in (["a", "b", "c", "d"], list(table.columns)):
        made, expected = standard_scaler(table[names]), preprocessing.StandardScaler().fit(table[names])
        assert vars(made).keys() == vars(expected).keys()
        for name in ("mean_", "scale_", "n_samples_seen_", "n_features_in_", "feature_names_in_"):
            one, other = getattr(made, name), getattr(expected, name)
            assert np.shape(one) == np.shape(other)
            assert np.asarray(one).dtype == np.asarray(other).dtype
            if np.asarray(other).dtype != object:
                np.testing.assert_allclose(one, other, rtol=1e-12)
        moves = np.array([name not in ("b", "d", "late") for name in names])
        np.testing.assert_allclose(made.var_[moves], expected.var_[moves], rtol=1e-12, atol=0)


@pytest.mark.parametrize("method", sorted(STEPS))
def test_the_node_gives_just_what_its_model_gives(method):
    rng = np.random.default_rng(0)
    table = pd.DataFrame({"x": rng.normal(size=BLOCK + 3) * 1e6, "i": np.arange(BLOCK + 3), "t": "a"})
    table.loc[5, "x"] = np.nan
    table["n"] = pd.array([None, *range(1, BLOCK + 3)], dtype="Int64")
    made, model = normalize(table, columns=["x", "i", "n"], method=method)
    pd.testing.assert_frame_equal(made, model.apply(table), check_exact=True)


def test_min_max_reaches_from_the_lowest_to_the_highest():
    made = normalize(TABLE, method="min-max", lowest=-1, highest=1, columns=["whole"]).table["whole"]
    np.testing.assert_allclose([made.min(), made.max()], [-1, 1])


def test_a_column_of_one_value_becomes_zero_and_missing_values_stay_missing():
    table = normalize().table
    assert table["same"].tolist() == [0] * 4
    assert table["age"].isna().tolist() == [False, True, False, False]


def test_quantiles_can_be_spread_as_a_normal_distribution():
    table = pd.DataFrame({"x": np.random.default_rng(0).lognormal(size=3000)})
    made = normalize(table, method="quantile", spread="normal").table["x"]
    assert abs(made.skew()) < 0.1
    assert made.std() == pytest.approx(1, abs=0.1)


def test_a_power_makes_skewed_numbers_symmetric():
    table = pd.DataFrame({"x": np.random.default_rng(0).lognormal(size=3000)})
    assert table["x"].skew() > 3
    assert abs(normalize(table, method="power").table["x"].skew()) < 0.2


def test_the_lowest_must_be_below_the_highest():
    with pytest.raises(SettingError, match="lowest must be smaller"):
        Normalizer.from_settings({"lowest": 1})


@pytest.mark.parametrize(
    ("table", "settings", "words"),
    [
        (TABLE, {"columns": ["name"]}, '"name" is a text column'),
        (TABLE, {"columns": ["nam"]}, 'did you mean "name"'),
        (TABLE[["name"]], {}, "no numeric column"),
        (TABLE.iloc[:0], {}, "no rows"),
        (TABLE.assign(age=np.nan), {}, '"age" has no values'),
        (TABLE.assign(age=[1, 2, np.inf, 3.0]), {}, '"age" is infinite in row 2'),
    ],
)
def test_what_has_no_scale_is_refused(table, settings, words):
    with pytest.raises(DataError, match=words):
        normalize(table, **settings)


def test_that_there_is_nothing_to_scale_is_known_before_anything_runs():
    with pytest.raises(DataError, match="no numeric column"):
        Normalizer().spec({"table": TableSpec.of(TABLE[["name"]])})


NUMBERS = {
    "float64": st.none() | st.floats(-1e6, 1e6),
    "float32": st.none() | st.floats(-1e3, 1e3, width=32),
    "int64": st.integers(-1000, 1000),
    "Int64": st.none() | st.integers(-1000, 1000),
    "uint8": st.integers(0, 255),
    "int16": st.integers(-300, 300),
    "Float32": st.none() | st.floats(-1e3, 1e3, width=32),
}


@given(st.data(), st.sampled_from(sorted(METHODS)), st.sets(st.sampled_from(sorted(NUMBERS)), min_size=1))
def test_the_model_gives_for_any_rows_what_the_node_gave(data, method, dtypes):
    rows = data.draw(st.integers(1, 8))
    cells = {dtype: [1, *data.draw(st.lists(NUMBERS[dtype], min_size=rows, max_size=rows))] for dtype in sorted(dtypes)}
    table = pd.DataFrame({dtype: pd.Series(values, dtype=object).astype(dtype) for dtype, values in cells.items()})
    node = Normalizer(method=method)
    predicted = node.spec({"table": TableSpec.of(table)})["table"]
    made, model = node.run(table)
    assert [one.dtype for one in predicted.columns] == [str(dtype) for dtype in made.dtypes]
    chosen = data.draw(st.lists(st.integers(0, rows), unique=True))
    pd.testing.assert_frame_equal(model.apply(table.iloc[chosen]), made.iloc[chosen])


EXAMPLES = [
    *[Example({"method": method}, {"table": TABLE}) for method in METHODS],
    Example({"columns": ["whole"], "method": "min-max", "highest": 9}, {"table": TABLE}),
]
