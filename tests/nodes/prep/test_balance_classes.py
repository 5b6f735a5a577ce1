"""BalanceClasses."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode.core.check import Example, QuietContext
from knode_nodes.prep.balance_classes import BalanceClasses

RANDOM = np.random.default_rng(6)
TABLE = pd.DataFrame(
    {
        "left": pd.Series([*["no"] * 40, *["yes 😀"] * 8, *["maybe"] * 3, None, None], dtype="str"),
        "age": RANDOM.normal(40, 10, 53),
        "visits": pd.array([*RANDOM.poisson(5, 51), None, 1], dtype="Int64"),
        "small": RANDOM.integers(0, 255, 53).astype("uint8"),
        "single": RANDOM.normal(size=53).astype("float32"),
        "arrow": pd.array(RANDOM.integers(0, 99, 53), dtype="int32[pyarrow]"),
        "when": pd.date_range("2026-01-01", periods=53, tz="Asia/Tokyo"),
        "size": pd.Categorical(RANDOM.choice(["S", "M"], 53), categories=["M", "S", "L"], ordered=True),
    }
).set_axis([f"r{number}" for number in range(53)])
NUMBERS = ["age", "visits", "small", "single", "arrow"]


def balance(table=TABLE, seed=0, **how):
    return BalanceClasses.from_settings({"target": "left", **how}).run(table, QuietContext(seed=seed))


def test_rows_of_rare_classes_are_repeated():
    made = balance()
    assert made["left"].value_counts().to_dict() == {"no": 40, "yes 😀": 40, "maybe": 40}
    assert made["left"].isna().sum() == 2
    pd.testing.assert_frame_equal(made.iloc[:53], TABLE)
    new = made.iloc[53:]
    pd.testing.assert_frame_equal(new, TABLE.loc[new.index])
    times = new[new["left"] == "maybe"].index.value_counts()
    assert times.max() - times.min() <= 1


def test_rows_of_frequent_classes_are_left_out():
    made = balance(method="leave out", ratio=0.5)
    assert made["left"].value_counts().to_dict() == {"no": 6, "yes 😀": 6, "maybe": 3}
    pd.testing.assert_frame_equal(made, TABLE.loc[made.index])
    assert made.index.is_monotonic_increasing or TABLE.index.get_indexer(made.index).tolist() == sorted(
        TABLE.index.get_indexer(made.index)
    )


def test_the_ratio_says_how_rare_the_rarest_class_may_be():
    assert balance(ratio=0.15)["left"].value_counts().to_dict() == {"no": 40, "yes 😀": 8, "maybe": 6}


def test_synthesized_rows_lie_between_two_rows_of_their_class():
    made = balance(method="synthesize")
    assert made["left"].value_counts().to_dict() == {"no": 40, "yes 😀": 40, "maybe": 40}
    assert made.dtypes.tolist() == TABLE.dtypes.tolist()
    new = made.iloc[53:]
    assert not new["age"].isin(TABLE["age"]).any()
    for name in ("yes 😀", "maybe"):
        own, rows = TABLE[TABLE["left"] == name], new[new["left"] == name]
        for column in NUMBERS:
            assert rows[column].between(own[column].min(), own[column].max()).all()
    pd.testing.assert_frame_equal(new[["when", "size", "left"]], TABLE.loc[new.index, ["when", "size", "left"]])


def test_a_synthesized_row_is_on_the_line_to_one_of_the_rows_most_alike():
    table = pd.DataFrame(
        {"x": [0.0, 1, 10, 11, *[5] * 8], "y": [0.0, 2, 20, 22, *[0] * 8], "c": [*"aaaa", *"bbbbbbbb"]}
    )
    new = balance(table, target="c", method="synthesize", neighbors=1).iloc[12:]
    np.testing.assert_allclose(new["y"], 2 * new["x"])
    assert (new["x"].between(0, 1) | new["x"].between(10, 11)).all()


def test_a_class_of_one_row_is_repeated_and_gaps_stay_those_of_the_row():
    table = pd.DataFrame({"x": [1.5, None, 3, np.inf, 2], "c": [*"aabbb"]})
    new = balance(table.iloc[1:], target="c", method="synthesize").iloc[4:]
    assert new["x"].isna().all()
    assert balance(table, target="c", method="synthesize")["x"].iloc[5:].isin([1.5, np.nan]).all()


def test_new_rows_can_be_marked():
    made = balance(mark="is new")
    assert made["is new"].tolist() == [False] * 53 + [True] * (len(made) - 53)
    assert not balance(mark="is new", method="leave out")["is new"].any()


def test_huge_whole_numbers_of_rows_that_are_equal_stay_exact():
    table = pd.DataFrame({"x": [2**62 + 1] * 3 + [0] * 9, "c": [*"aaa", *"b" * 9]})
    assert set(balance(table, target="c", method="synthesize")["x"]) == {2**62 + 1, 0}


def test_the_seed_chooses_the_rows():
    one, other = (balance(seed=seed, method="leave out").index.tolist() for seed in (1, 2))
    assert one != other
    assert balance(seed=1, method="leave out").index.tolist() == one


@given(
    st.lists(st.sampled_from(["a", "b", "c", None]), min_size=2, max_size=30).filter(lambda x: len({*x} - {None}) > 1),
    st.floats(0.05, 1),
    st.sampled_from(["repeat", "leave out", "synthesize"]),
)
@settings(max_examples=40, deadline=None)
def test_no_class_is_rarer_than_the_ratio_allows(classes, ratio, method):
    table = pd.DataFrame({"c": classes, "x": np.arange(len(classes), dtype="float64")})
    counts = balance(table, target="c", ratio=ratio, method=method)["c"].value_counts()
    before = table["c"].value_counts()
    counts = counts.reindex(before.index, fill_value=0)
    assert counts.min() >= ratio * counts.max() - 1e-6
    assert (counts >= before if method != "leave out" else counts <= before).all()


@pytest.mark.parametrize(
    ("table", "how", "words"),
    [
        (TABLE, {"target": ""}, "no column is chosen"),
        (TABLE, {"target": "lef"}, 'did you mean "left"'),
        (TABLE.iloc[:0], {}, "has 0 classes"),
        (TABLE.iloc[:5], {}, "has 1 class,"),
        (TABLE, {"mark": "age"}, 'already has a column "age"'),
        (TABLE, {"method": "synthesize", "columns": ["size"]}, '"size" is a category column'),
        (TABLE[["left"]], {"method": "synthesize"}, "no numeric column to synthesize rows of"),
        (pd.DataFrame({"left": range(1001)}), {}, "which are no classes"),
    ],
)
def test_what_has_no_classes_is_refused(table, how, words):
    with pytest.raises(DataError, match=words):
        balance(table, **how)


EXAMPLES = [
    Example({"target": "left"}, {"table": TABLE}),
    Example({"target": "left", "method": "leave out", "mark": "new"}, {"table": TABLE}, seed=3),
    Example({"target": "left", "method": "synthesize", "ratio": 0.7, "mark": "new"}, {"table": TABLE}),
]
