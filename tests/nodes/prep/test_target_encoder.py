"""TargetEncoder and the means that it leaves in its model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import preprocessing

from knode.api import DataError
from knode.core.check import Example, QuietContext
from knode_nodes.prep.target_encoder import TargetEncoder

RANDOM = np.random.default_rng(5)
ROWS = 240
TABLE = pd.DataFrame(
    {
        "city": pd.Series(RANDOM.choice(["Bern", "Oslo", "Rome", "Lima 😀"], ROWS), dtype="str").mask(
            RANDOM.random(ROWS) < 0.1
        ),
        "size": pd.Categorical(RANDOM.choice(["S", "M", "L"], ROWS), ordered=True),
        "price": RANDOM.normal(100, 20, ROWS),
        "left": pd.array(RANDOM.random(ROWS) < 0.3, dtype="boolean"),
        "kind": RANDOM.choice(["a", "b", "c"], ROWS),
        "id": np.arange(ROWS),
    },
    index=np.arange(ROWS) * 2,
)
FEATURES = ["city", "size"]


def encode(table=TABLE, seed=0, **how):
    return TargetEncoder.from_settings({"columns": FEATURES, **how}).run(table, QuietContext(seed=seed))


def sklearn_codes(table):
    return np.stack([table[name].astype("str").fillna("?") for name in FEATURES], axis=1).astype(object)


@pytest.mark.parametrize("smoothing", [None, 0, 7.5])
@pytest.mark.parametrize("target", ["price", "left", "kind"])
def test_the_model_has_the_means_of_scikit_learn(target, smoothing):
    kind = {"price": "continuous", "left": "binary", "kind": "multiclass"}[target]
    encoder = preprocessing.TargetEncoder(
        target_type=kind, smooth="auto" if smoothing is None else float(smoothing)
    ).fit(sklearn_codes(TABLE), TABLE[target].to_numpy())
    made = encode(target=target, smoothing=smoothing).model.apply(TABLE)
    expected = encoder.transform(sklearn_codes(TABLE))
    names = FEATURES if target != "kind" else [f"{name}_{value}" for name in FEATURES for value in "abc"]
    np.testing.assert_allclose(made[names], expected, rtol=1e-9)


@pytest.mark.parametrize("count", [7_000, 2**15 - 3, 2**15 - 2, 2**15 - 1, 40_000])
def test_many_values_have_the_means_of_scikit_learn_too(count):
    codes = np.arange(2 * count) % count
    table = pd.DataFrame({"city": [f"x{code}" for code in codes], "price": np.random.default_rng(0).normal(codes, 1)})
    made, model = encode(table, columns=["city"], target="price", smoothing=3)
    expected = preprocessing.TargetEncoder(target_type="continuous", smooth=3.0).fit(table[["city"]], table["price"])
    np.testing.assert_allclose(model.apply(table)[["city"]], expected.transform(table[["city"]]))
    strange = model.apply(pd.DataFrame({"city": ["other", None]}))
    np.testing.assert_allclose(strange["city"], [table["price"].mean()] * 2)
    assert abs(np.corrcoef(made["city"], table["price"])[0, 1]) > 0.8


def test_no_row_sees_its_own_target():
    """With a value for each row, the means of the other folds say nothing about the row."""
    table = TABLE.assign(city=[f"x{number}" for number in range(ROWS)])
    made, model = encode(table, columns=["city"], target="price", smoothing=0)
    assert abs(np.corrcoef(made["city"], TABLE["price"])[0, 1]) < 0.4
    assert made["city"].nunique() == 5
    np.testing.assert_allclose(model.apply(table)["city"], TABLE["price"])


def test_a_changed_target_does_not_change_the_code_of_its_row():
    changed = TABLE.assign(price=TABLE["price"].where(TABLE.index != 20, TABLE["price"] + 1e-9))
    one, other = encode(target="price").table, encode(changed, target="price").table
    assert one.loc[20, "city"] == other.loc[20, "city"]
    assert (one["city"] != other["city"]).any()


def test_the_rows_of_a_fold_have_the_means_of_the_others():
    made = encode(target="price", folds=3, smoothing=0).table
    codes = made["size"]
    assert codes.groupby(TABLE["size"], observed=True).nunique().tolist() == [3, 3, 3]
    for size, fold_codes in codes.groupby(TABLE["size"], observed=True):
        own = TABLE["price"][TABLE["size"] == size]
        for code, rows in fold_codes.groupby(fold_codes):
            assert own.drop(rows.index).mean() == pytest.approx(code)


def test_unknown_and_missing_values_have_means_too():
    model = encode(columns=["city"], target="price", smoothing=0).model
    made = model.apply(pd.DataFrame({"city": ["Paris", None]}))["city"]
    np.testing.assert_allclose(made, [TABLE["price"].mean(), TABLE["price"][TABLE["city"].isna()].mean()])


def test_missing_values_that_training_did_not_have_get_the_mean_of_all():
    model = encode(columns=["size"], target="price").model
    np.testing.assert_allclose(model.apply(pd.DataFrame({"size": [None]}))["size"], [TABLE["price"].mean()])


def test_rows_without_a_target_teach_nothing_and_are_encoded_like_new_ones():
    table = TABLE.assign(price=TABLE["price"].where(TABLE["id"] >= 50))
    made, model = encode(table, target="price")
    assert made["city"].iloc[:50].tolist() == model.apply(table)["city"].iloc[:50].tolist()
    whole = encode(table.iloc[50:], target="price").model
    np.testing.assert_allclose(whole.estimator.means["size"], model.estimator.means["size"])


def test_the_seed_chooses_the_folds():
    assert (
        encode(target="price", seed=1).table["city"].tolist() != encode(target="price", seed=2).table["city"].tolist()
    )
    one, other = (encode(target="price", seed=seed).model.estimator for seed in (1, 2))
    np.testing.assert_allclose(one.means["city"], other.means["city"])


def test_the_columns_can_be_kept():
    table, model = encode(target="left", keep=True)
    assert list(table.columns) == [*TABLE.columns, "city_left", "size_left"]
    assert "left" not in model.inputs.names
    assert list(encode(target="kind").table.columns)[:5] == ["price", "left", "kind", "id", "city_a"]


@given(st.data())
@settings(max_examples=30, deadline=None)
def test_every_code_lies_among_the_targets(data):
    rows = data.draw(st.integers(2, 12))
    table = pd.DataFrame(
        {
            "x": data.draw(st.lists(st.sampled_from(["a", "b", None]), min_size=rows, max_size=rows)),
            "y": data.draw(st.lists(st.floats(-1e9, 1e9), min_size=rows, max_size=rows)),
        }
    ).astype({"x": "str"})
    made, model = encode(table, columns=["x"], target="y", folds=data.draw(st.integers(2, 6)))
    low, high = table["y"].min(), table["y"].max()
    slack = 1e-6 * (abs(low) + abs(high))
    for codes in (made["x"], model.apply(table)["x"]):
        assert codes.notna().all()
        assert codes.between(low - slack, high + slack).all()


@pytest.mark.parametrize(
    ("table", "how", "words"),
    [
        (TABLE, {}, "no column is chosen"),
        (TABLE, {"target": "prize"}, 'did you mean "price"'),
        (TABLE, {"target": "city", "columns": ["city"]}, "no text or category column"),
        (TABLE, {"target": "left", "columns": ["price"]}, '"price" is a number'),
        (TABLE.iloc[:0], {"target": "price"}, "no rows"),
        (TABLE.assign(price=np.nan), {"target": "price"}, "has a value in 0 rows"),
        (TABLE.assign(kind="a"), {"target": "kind"}, "has 1 class,"),
        (TABLE.assign(kind=None), {"target": "kind"}, "has 0 classes"),
        (TABLE, {"target": "id", "task": "classification"}, "240 classes"),
        (TABLE, {"target": "kind", "task": "regression"}, "which has no mean"),
        (TABLE.assign(kind=[[1]] * ROWS), {"target": "kind"}, "values such as lists"),
        (TABLE.assign(city_price=1), {"target": "price", "keep": True}, 'would be called "city_price"'),
    ],
)
def test_what_has_no_means_is_refused(table, how, words):
    with pytest.raises(DataError, match=words):
        encode(table, **how)


EXAMPLES = [
    Example({"target": "price"}, {"table": TABLE}),
    Example({"target": "left", "columns": ["city"], "keep": True}, {"table": TABLE.iloc[:20]}, seed=3),
    Example({"target": "kind", "smoothing": 10}, {"table": TABLE}),
    Example({"target": "id", "columns": ["left"], "folds": 10}, {"table": TABLE.iloc[:3]}),
]
