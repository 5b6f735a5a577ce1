"""Binner and the bins that it leaves in its model."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.tree import DecisionTreeClassifier

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.binner import Binner

TABLE = pd.DataFrame(
    {
        "age": [3.0, 17.0, None, 40.0, 80.0, 18.0],
        "visits": pd.array([1, None, 2, 4, 9, 2], dtype="Int64"),
        "whole": [10, 20, 30, 40, 50, 60],
        "same": [5, 5, 5, 5, 5, 5],
        "😀 name": ["Anna", "Bo", None, "Eva", "Cy", "Di"],
        "group": pd.Categorical(["child", "child", None, "adult", "adult", "adult"]),
    },
    index=list("uvwxyz"),
)
NUMBERS = ["age", "visits", "whole", "same"]


def binned(table=TABLE, **how):
    return Binner.from_settings(how).run(table)


def test_given_edges_make_bins_with_open_ends():
    table, _ = binned(columns=["age"], method="edges", edges=[18, 65])
    assert table["age"].cat.categories.tolist() == ["≤ 18", "(18, 65]", "> 65"]
    assert table["age"].cat.ordered
    assert table["age"].tolist()[:2] == ["≤ 18", "≤ 18"]
    assert table["age"].isna().tolist() == [False, False, True, False, False, False]
    assert table["age"].tolist()[3:] == ["(18, 65]", "> 65", "≤ 18"]
    assert list(table.columns) == list(TABLE.columns)
    assert table.index.tolist() == list("uvwxyz")


def test_an_edge_may_belong_to_the_bin_above_it():
    made = binned(columns=["age"], method="edges", edges=[18, 65], closed="left").table["age"]
    assert made.iloc[5] == "[18, 65)"
    assert made.cat.categories.tolist() == ["< 18", "[18, 65)", "≥ 65"]


@pytest.mark.parametrize("closed", ["right", "left"])
@given(
    values=st.lists(st.floats(allow_nan=True), min_size=1, max_size=30),
    edges=st.lists(st.integers(-9, 9), min_size=2, max_size=6, unique=True),
)
@settings(max_examples=40, deadline=None)
def test_bins_with_two_ends_are_those_of_pandas(closed, values, edges):
    table = pd.DataFrame({"x": values})
    ends = sorted(edges)
    made = binned(table, method="edges", edges=ends, closed=closed, ends="missing", into="number").table["x"]
    expected = pd.cut(table["x"], ends, right=closed == "right", labels=False, include_lowest=True)
    if closed == "left":
        # The last bin takes the largest edge too.
        expected = expected.where(table["x"] != ends[-1], len(ends) - 2)
    assert made.dtype == "Int64"
    assert made.fillna(0).tolist() == [0 if np.isnan(code) else code + 1 for code in expected]


def test_bins_of_equal_width_are_those_of_pandas():
    made = binned(columns=["age"], bins=4, into="number").table["age"]
    expected = pd.cut(TABLE["age"], 4, labels=False) + 1
    np.testing.assert_array_equal(made.to_numpy("float64", na_value=np.nan), expected)


def test_bins_of_equal_frequency_are_those_of_pandas():
    table = pd.DataFrame({"x": np.random.default_rng(0).lognormal(size=1000)})
    made = binned(table, method="equal frequency", bins=7, into="number").table["x"]
    assert made.tolist() == (pd.qcut(table["x"], 7, labels=False) + 1).tolist()


def test_a_value_that_is_frequent_makes_fewer_bins():
    table = pd.DataFrame({"x": [0] * 90 + list(range(10))})
    made, model = binned(table, method="equal frequency", bins=4)
    assert made["x"].cat.categories.tolist() == ["all"]
    assert model.facts["edges"] == {"x": []}


def test_a_tree_splits_where_the_target_changes():
    random = np.random.default_rng(1)
    table = pd.DataFrame({"x": random.normal(size=400)})
    table["y"] = np.where(table["x"] > 0.5, "high", np.where(table["x"] > -1, "middle", "low"))
    made, model = binned(table, columns=["x"], method="target tree", target="y", bins=3)
    tree = DecisionTreeClassifier(max_leaf_nodes=3, min_samples_leaf=20, random_state=0).fit(table[["x"]], table["y"])
    expected = np.sort(tree.tree_.threshold[tree.tree_.children_left >= 0])
    np.testing.assert_allclose(model.facts["edges"]["x"], expected, atol=1e-6)
    assert pd.crosstab(made["x"], made["y"]).gt(0).to_numpy().sum() == 3
    assert model.inputs.names == ["x"]


def test_rows_without_a_target_teach_a_tree_nothing():
    made, model = binned(columns=["age"], method="target tree", target="group", least=1, bins=2)
    assert model.facts["edges"] == {"age": [17.5]}
    assert made["age"].iloc[0] == "≤ 17.5"


def test_own_labels_stand_for_the_bins():
    made = binned(columns=["age"], method="edges", edges=[18], labels=["young", "old"]).table["age"]
    assert made.tolist()[3:] == ["old", "old", "young"]
    assert made.cat.categories.tolist() == ["young", "old"]


def test_the_numbers_can_be_kept():
    table, model = binned(columns=["age", "whole"], keep=True, suffix=" group")
    assert list(table.columns) == [*TABLE.columns, "age group", "whole group"]
    pd.testing.assert_series_equal(table["age"], TABLE["age"])
    assert model.outputs.names == ["age group", "whole group"]


def test_infinite_and_new_numbers_fall_into_the_bins_at_the_ends():
    model = binned(columns=["whole"], bins=2).model
    made = model.apply(pd.DataFrame({"whole": [-np.inf, 1e300, 35, np.nan]}))["whole"]
    assert made.astype(object).where(made.notna(), None).tolist() == ["≤ 35", "> 35", "≤ 35", None]


def test_numbers_that_differ_little_or_are_huge_have_bins_of_their_own():
    near = pd.DataFrame({"x": [1 + k * 2**-50 for k in range(8)]})
    assert len(set(binned(near, bins=4).table["x"])) == 4
    huge = pd.DataFrame({"x": [-1.7e308, 1.7e308]})
    assert binned(huge, bins=2).table["x"].cat.categories.tolist() == ["≤ 0", "> 0"]


def test_a_tree_tells_numbers_apart_that_single_precision_does_not():
    table = pd.DataFrame({"x": np.arange(2**40, 2**40 + 40), "y": ["a"] * 20 + ["b"] * 20})
    assert binned(table, method="target tree", target="y").model.facts["edges"]["x"] == [2**40 + 19.5]


@pytest.mark.parametrize(
    ("table", "how", "words"),
    [
        (TABLE, {"columns": ["😀 name"]}, "is a text column"),
        (TABLE, {"columns": ["ag"]}, 'did you mean "age"'),
        (TABLE[["group"]], {}, "no numeric column to put into bins"),
        (TABLE.iloc[:0], {}, "no rows"),
        (TABLE.assign(age=np.nan), {}, '"age" has no values'),
        (TABLE, {"method": "target tree"}, "no column is chosen"),
        (TABLE, {"method": "target tree", "target": "grup"}, 'did you mean "group"'),
        (TABLE, {"method": "target tree", "target": "age", "columns": ["age"]}, '"age" is the target'),
        (TABLE[["age"]], {"method": "target tree", "target": "age"}, "but the target"),
        (TABLE.assign(group=None), {"method": "target tree", "target": "group"}, "no row has both"),
        (
            TABLE.assign(group="a"),
            {"method": "target tree", "target": "group"},
            '"group" has 1 class, and two are needed',
        ),
        (TABLE.assign(group=["a", None] * 3), {"method": "target tree", "target": "group"}, '"group" has 1 class'),
        (TABLE.assign(group=[[1]] * 6), {"method": "target tree", "target": "group"}, "values such as lists"),
        (TABLE, {"columns": ["age"], "labels": ["a", "b"]}, '2 labels and 5 bins of "age": give'),
        (
            pd.DataFrame({"bought": [1] * 8 + [2, 3]}),
            {"columns": ["bought"], "method": "equal frequency", "bins": 4, "labels": ["a", "b", "c", "d"]},
            "as some values are in so many rows that they fill more than one",
        ),
        (TABLE.assign(age_bin=1), {"columns": ["age"], "keep": True}, 'would be called "age_bin"'),
    ],
)
def test_what_makes_no_bins_is_refused(table, how, words):
    with pytest.raises(DataError, match=words):
        binned(table, **how)


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ({"edges": [2, 1]}, "must rise"),
        ({"method": "edges"}, "give the edges"),
        ({"method": "edges", "edges": [1], "ends": "missing"}, "give the edges"),
        ({"labels": ["a", "a"]}, "same label"),
    ],
)
def test_settings_that_make_no_bins_are_refused(how, words):
    with pytest.raises(SettingError, match=words):
        Binner.from_settings(how)


def test_the_categories_of_given_edges_are_known_before_anything_runs():
    node = Binner.from_settings({"columns": ["age"], "method": "edges", "edges": [18, 65]})
    assert node.spec({"table": TableSpec.of(TABLE)})["table"]["age"].categories == ("≤ 18", "(18, 65]", "> 65")


def test_a_part_of_the_columns_has_the_same_bins():
    table, model = binned(columns=["age", "whole"])
    fewer = model.narrowed(["whole"])
    pd.testing.assert_series_equal(fewer.apply(TABLE)["whole"], table["whole"])
    pd.testing.assert_series_equal(fewer.apply(TABLE)["age"], TABLE["age"])


EXAMPLES = [
    Example({"columns": NUMBERS}, {"table": TABLE}),
    Example({"columns": NUMBERS, "ends": "missing", "keep": True}, {"table": TABLE}),
    Example({"columns": NUMBERS, "method": "equal frequency", "into": "number", "bins": 3}, {"table": TABLE}),
    Example({"columns": ["age"], "method": "edges", "edges": [18, 65.5], "closed": "left"}, {"table": TABLE}),
    Example({"method": "target tree", "target": "group", "least": 1, "bins": 3}, {"table": TABLE}),
    Example({"columns": ["whole"]}, {"table": TABLE.iloc[:1]}),
]
