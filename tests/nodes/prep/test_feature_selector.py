"""FeatureSelector and the columns that its model keeps."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import ensemble, feature_selection

from knode.api import DataError
from knode.core.check import Example, QuietContext
from knode_nodes.prep.feature_selector import FeatureSelector

RANDOM = np.random.default_rng(4)
ROWS = 300
SIGNAL = RANDOM.normal(size=ROWS)
TABLE = pd.DataFrame(
    {
        "id": [f"c{number}" for number in range(ROWS)],
        "signal 😀": SIGNAL,
        "twin": 3 - 2 * SIGNAL + RANDOM.normal(scale=0.01, size=ROWS),
        "noise": RANDOM.normal(size=ROWS),
        "square": SIGNAL**2,
        "same": 7,
        "gaps": pd.array(np.where(RANDOM.random(ROWS) < 0.7, None, 1.5), dtype="Float64"),
        "city": pd.Categorical(np.where(SIGNAL > 0.3, "Bern", RANDOM.choice(["Oslo", "Rome"], ROWS))),
        "when": pd.date_range("2026-01-01", periods=ROWS, tz="Europe/Zurich"),
        "price": 5 * SIGNAL + RANDOM.normal(scale=0.1, size=ROWS),
        "left": pd.array(SIGNAL > 0, dtype="boolean"),
    },
    index=np.arange(ROWS)[::-1],
)
NUMBERS = ["signal 😀", "twin", "noise", "square"]


def select(table=TABLE, **how):
    return FeatureSelector.from_settings(how).run(table, QuietContext(seed=0))


def gone(made, table=TABLE):
    return [name for name in table.columns if name not in made.table.columns]


def test_columns_of_one_value_go():
    made = select()
    assert gone(made) == ["same"]
    assert made.scores.set_index("column")["score"]["same"] == 1
    assert gone(select(threshold=0.69)) == ["same", "gaps"]
    assert made.table.index.tolist() == TABLE.index.tolist()


def test_columns_of_lists_are_judged_by_their_most_frequent_one():
    table = pd.DataFrame({"x": [[1], [1], {"a": 1}], "y": [[1]] * 3})
    assert gone(select(table), table) == ["y"]


def test_columns_with_many_gaps_go():
    assert gone(select(method="missing values")) == ["gaps"]
    assert gone(select(method="missing values", threshold=0.8)) == []


def test_numbers_of_little_variance_go():
    numbers = TABLE[[*NUMBERS, "same"]]
    expected = numbers.columns[~feature_selection.VarianceThreshold(1.0).fit(numbers).get_support()].tolist()
    made = select(numbers, method="variance", threshold=1.0)
    assert gone(made, numbers) == expected
    np.testing.assert_allclose(made.scores["score"], numbers.var())
    assert gone(select(pd.DataFrame({"x": [0.1] * 3, "y": 1.0, "z": [1, 2, 3]}), method="variance"), TABLE[[]]) == []


def test_a_column_that_correlates_with_an_earlier_one_goes():
    made = select(method="correlation", columns=[*NUMBERS, "price"])
    assert gone(made) == ["twin", "price"]
    reasons = made.scores.set_index("column")["reason"]
    assert reasons["twin"] == 'correlates with "signal 😀"'
    expected = TABLE[[*NUMBERS, "price"]].corr().abs().to_numpy() - np.eye(5)
    np.testing.assert_allclose(made.scores["score"], expected.max(axis=0))


def test_correlations_are_those_of_pandas_where_values_are_missing():
    table = TABLE[NUMBERS].mask(RANDOM.random((ROWS, 4)) < 0.2)
    made = select(table, method="correlation", threshold=2)
    np.testing.assert_allclose(made.scores["score"], (table.corr().abs().to_numpy() - np.eye(4)).max(axis=0))


def test_the_best_by_an_f_test_are_those_of_scikit_learn():
    made = select(method="F-test", target="price", columns=[*NUMBERS, "city"], number=2)
    scores = feature_selection.f_regression(TABLE[NUMBERS], TABLE["price"])[0]
    np.testing.assert_allclose(made.scores["score"], [*scores, np.nan])
    assert made.scores["kept"].tolist() == [True, True, False, False, True]
    assert made.scores["reason"].tolist()[2:] == [
        "not among the 2 best",
        "not among the 2 best",
        "not judged: category",
    ]
    made = select(method="F-test", target="left", columns=NUMBERS)
    np.testing.assert_allclose(
        made.scores["score"], feature_selection.f_classif(TABLE[NUMBERS], TABLE["left"].astype(int))[0]
    )


def test_the_best_by_mutual_information_are_those_of_scikit_learn():
    made = select(method="mutual information", target="left", columns=[*NUMBERS, "city"], number=3)
    values = TABLE[NUMBERS].assign(city=TABLE["city"].factorize()[0])
    expected = feature_selection.mutual_info_classif(
        values, TABLE["left"].astype(int), discrete_features=[False] * 4 + [True], random_state=0
    )
    np.testing.assert_allclose(made.scores["score"], expected)
    assert "noise" in gone(made)


@pytest.mark.parametrize("target", ["price", "left"])
def test_the_best_by_a_forest_are_those_of_scikit_learn(target):
    made = select(method="model importance", target=target, columns=NUMBERS, number=1)
    kind = ensemble.RandomForestRegressor if target == "price" else ensemble.RandomForestClassifier
    forest = kind(100, min_samples_leaf=5, max_features="sqrt", random_state=0)
    np.testing.assert_allclose(
        made.scores["score"], forest.fit(TABLE[NUMBERS].to_numpy(), TABLE[target].astype(float)).feature_importances_
    )
    assert made.scores["kept"].sum() == 1
    assert target in made.table.columns


def test_above_ten_thousand_rows_each_tree_learns_from_ten_thousand():
    numbers = np.random.default_rng(1).normal(size=(10_400, 2))
    table = pd.DataFrame(numbers, columns=["a", "b"]).assign(high=numbers[:, 0] > 1)
    made = select(table, method="model importance", target="high", number=1)
    forest = ensemble.RandomForestClassifier(
        100, min_samples_leaf=5, max_features="sqrt", max_samples=10_000, random_state=0
    )
    np.testing.assert_allclose(made.scores["score"], forest.fit(numbers, table["high"]).feature_importances_)


@pytest.mark.parametrize("target", ["left", "price", "city"])
def test_mutual_information_with_equal_numbers_and_classes_is_that_of_scikit_learn(target):
    random = np.random.default_rng(2)
    table = pd.DataFrame(
        {
            "whole": random.integers(0, 6, ROWS),
            "far": 1e6 + random.normal(size=ROWS),
            "tiny": 1e-9 * SIGNAL,
            "shop": random.choice(["a", "b", "c"], ROWS),
        },
        index=TABLE.index,
    )
    made = select(table.assign(aim=TABLE[target]), method="mutual information", target="aim", number=1)
    values = table.assign(shop=table["shop"].factorize()[0])
    measure = feature_selection.mutual_info_regression if target == "price" else feature_selection.mutual_info_classif
    aim = TABLE[target] if target == "price" else TABLE[target].factorize()[0]
    expected = measure(values, aim, discrete_features=[False] * 3 + [True], random_state=0)
    np.testing.assert_allclose(made.scores["score"], expected, atol=1e-12)


def test_a_number_that_is_always_the_same_tells_nothing_of_classes_of_few_rows():
    table = pd.DataFrame({"same": 1.0, "half": [0.0, 1.0] * 10, "kind": [word for word in "abcd" for _ in range(5)]})
    scores = select(table, method="mutual information", target="kind").scores.set_index("column")["score"]
    assert scores["same"] < 0.5


@pytest.mark.parametrize("rows", [2, 3, 4])
def test_few_rows_have_a_mutual_information_with_a_number(rows):
    table = pd.DataFrame({"x": np.arange(rows), "flag": np.arange(rows) == 0, "y": np.arange(rows) ** 2.0})
    scores = select(table, method="mutual information", target="y").scores["score"]
    assert (scores >= 0).all()


def test_a_straight_line_and_a_constant_have_scores():
    table = pd.DataFrame({"x": [1.0, 2, 3, 4], "same": 1.0, "y": [2.0, 4, 6, 8]})
    made = select(table, method="F-test", target="y", number=1)
    assert made.scores["score"].tolist()[1] == 0
    assert list(made.table.columns) == ["x", "y"]


def test_numbers_tell_nothing_of_classes_that_have_one_row_each():
    table = pd.DataFrame({"number": np.linspace(0, 1, 12), "flag": [True, False] * 6, "name": list("abcdefghijkl")})
    made = select(table, method="mutual information", target="name", number=1)
    scores = made.scores.set_index("column")["score"]
    assert scores["number"] == 0 < scores["flag"]


def test_missing_targets_and_infinite_numbers_are_no_reason_to_stop():
    table = TABLE.assign(price=TABLE["price"].where(TABLE["noise"] > 0), noise=TABLE["noise"].where(SIGNAL > 0, np.inf))
    for method in ("mutual information", "F-test", "model importance", "correlation", "variance"):
        assert select(table, method=method, target="price").scores["score"].notna().sum() >= 4


def test_the_model_leaves_out_the_same_columns_of_other_rows():
    made = select(method="mutual information", target="left", number=2, columns=NUMBERS)
    new = TABLE.iloc[:5].drop(columns=gone(made)[0])
    assert list(made.model.apply(new).columns) == list(made.table.columns)
    assert set(made.model.inputs.names) == set(NUMBERS) - set(gone(made))


@given(st.integers(1, 6), st.integers(2, 9), st.floats(0, 1), st.data())
@settings(max_examples=30, deadline=None)
def test_no_two_columns_that_stay_correlate_above_the_threshold(width, rows, threshold, data):
    numbers = st.lists(st.integers(-3, 3) | st.none(), min_size=rows, max_size=rows)
    table = pd.DataFrame({f"x{place}": pd.array(data.draw(numbers), dtype="Int64") for place in range(width)})
    made = select(table, method="correlation", threshold=threshold).table
    found = made.astype("float64").corr().abs().to_numpy(copy=True)
    np.fill_diagonal(found, 0)
    assert not (found > threshold + 1e-9).any()


@pytest.mark.parametrize(
    ("table", "how", "words"),
    [
        (TABLE, {"columns": ["nois"]}, 'did you mean "noise"'),
        (TABLE.iloc[:0], {}, "no rows"),
        (TABLE[[]], {}, "no column to judge"),
        (TABLE, {"method": "F-test"}, "no column is chosen"),
        (TABLE, {"method": "F-test", "target": "prize"}, 'did you mean "price"'),
        (TABLE, {"method": "F-test", "target": "same"}, "fewer than two different values"),
        (TABLE, {"method": "F-test", "target": "city", "task": "regression"}, "no plain numbers"),
        (TABLE.assign(left=[[1]] * ROWS), {"method": "F-test", "target": "left"}, "no classes"),
        (TABLE[["same"]], {}, "no column would be left"),
    ],
)
def test_what_cannot_be_judged_is_refused(table, how, words):
    with pytest.raises(DataError, match=words):
        select(table, **how)


def test_a_target_of_many_classes_is_no_matter_for_warnings():
    table = pd.DataFrame(
        {"x": range(24), "target": [f"c{number // 2 if number > 20 else number}" for number in range(24)]}
    )
    assert list(select(table, method="model importance", target="target").table) == ["x", "target"]


EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"method": "correlation"}, {"table": TABLE}),
    Example({"method": "mutual information", "target": "left", "number": 3}, {"table": TABLE.iloc[:40]}),
    Example({"method": "model importance", "target": "price", "number": 2}, {"table": TABLE.iloc[:40]}),
    Example({"method": "missing values", "columns": ["gaps", "city"]}, {"table": TABLE.iloc[:1]}),
]
