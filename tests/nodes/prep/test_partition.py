"""Partition."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode_nodes.prep.partition import Partition

TABLE = pd.DataFrame(
    {"x": range(100), "kind": pd.Categorical(["a"] * 60 + ["b"] * 30 + [None] * 10)},
    index=[f"r{number}" for number in range(100, 0, -1)],
)


def split(table=TABLE, context=None, **settings):
    return Partition.from_settings(settings).run(table, context or QuietContext(seed=3))


@given(
    st.integers(0, 40),
    st.floats(0.01, 0.99),
    st.sampled_from(["random", "first", "evenly"]),
    st.sampled_from(["", "group"]),
    st.integers(0, 5),
)
def test_every_row_is_in_one_part_in_its_old_order_with_its_index(rows, fraction, draw, stratify, seed):
    table = pd.DataFrame({"x": range(rows), "group": [row % 2 for row in range(rows)]}, index=range(rows, 0, -1))
    table = table.iloc[: rows - rows % 4]
    train, test = split(table, fraction=fraction, draw=draw, stratify=stratify, seed=seed)
    assert len(train) == round(len(table) * fraction)
    assert train["x"].is_monotonic_increasing
    assert test["x"].is_monotonic_increasing
    pd.testing.assert_frame_equal(pd.concat([train, test]).sort_values("x"), table)


def test_the_seed_of_the_run_draws_the_rows_unless_the_node_has_its_own():
    first, again, other = split().train, split().train, split(context=QuietContext(seed=4)).train
    pd.testing.assert_frame_equal(first, again)
    assert first.index.tolist() != other.index.tolist()
    own = [split(seed=9, context=QuietContext(seed=seed)).train.index.tolist() for seed in (1, 2)]
    assert own[0] == own[1]


@pytest.mark.parametrize("draw", ["random", "first", "evenly"])
def test_each_value_and_missing_ones_have_the_same_share_in_both_parts(draw):
    train, test = split(stratify="kind", draw=draw)
    assert train["kind"].value_counts(dropna=False).tolist() == [42, 21, 7]
    assert test["kind"].value_counts(dropna=False).tolist() == [18, 9, 3]


def test_a_number_of_rows_is_taken():
    assert split(size="count", count=7).train.shape == (7, 2)


def test_the_first_rows_are_taken_or_evenly_spaced_ones():
    assert split(draw="first", size="count", count=3).train["x"].tolist() == [0, 1, 2]
    assert split(draw="evenly", size="count", count=4).train["x"].tolist() == [0, 25, 50, 75]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"size": "count", "count": 101}, "has only 100 rows"),
        ({"size": "count", "count": 100}, "second part has no rows"),
        ({"size": "count", "count": 0}, "first part has no rows"),
    ],
)
def test_an_empty_part_is_told(settings, words):
    context = QuietContext()
    split(context=context, **settings)
    assert len(context.warnings) == 1
    assert words in context.warnings[0]


def test_an_even_split_of_a_table_without_rows_is_two_tables_without_rows():
    context = QuietContext()
    train, test = split(TABLE.iloc[:0], context, stratify="kind")
    assert (len(train), len(test), context.warnings) == (0, 0, [])
    pd.testing.assert_series_equal(train.dtypes, TABLE.dtypes)


def test_a_column_of_many_values_cannot_be_stratified_by():
    with pytest.raises(DataError, match='"x" has 100 different values in 100 rows') as error:
        split(stratify="x")
    assert error.value.facts["column"] == "x"


def test_an_absent_column_is_named_before_anything_runs():
    with pytest.raises(DataError, match='did you mean "kind"'):
        Partition.from_settings({"stratify": "kinds"}).spec({"table": TableSpec.of(TABLE)})


PATIENTS = pd.DataFrame(
    {
        "patient": ["a"] * 5 + ["b"] * 3 + ["c", "d", None, None],
        "seen": pd.to_datetime([f"2026-01-{day:02}" for day in (9, 3, 7, 1, 12, 2, 5, 8, 4, 11, 6)] + [None]),
        "kind": pd.Categorical(["x", "y"] * 6),
    },
    index=range(50, 62),
)


@given(st.integers(0, 60), st.floats(0.05, 0.95), st.sampled_from(["random", "first"]), st.integers(0, 9))
def test_no_group_is_split_and_the_share_is_met_as_nearly_as_whole_groups_allow(rows, fraction, draw, seed):
    table = pd.DataFrame({"g": pd.Series([row * row % 7 for row in range(rows)], dtype="int64").mask(lambda g: g == 2)})
    train, test = split(table, group="g", fraction=fraction, draw=draw, seed=seed)
    assert not set(train["g"].dropna()) & set(test["g"].dropna())
    assert train["g"].isna().all() or not (train["g"].isna().any() and test["g"].isna().any())
    assert len(train) + len(test) == rows
    if rows:
        largest = table["g"].value_counts(dropna=False).max()
        assert abs(len(train) - rows * fraction) <= largest / 2 + 1


def test_the_latest_rows_are_tested_and_those_without_a_time_are_learnt_from():
    train, test = split(PATIENTS, draw="time", time="seen", fraction=0.75)
    assert sorted(test["seen"].dt.day) == [9, 11, 12]
    assert train["seen"].isna().sum() == 1
    assert train.index.is_monotonic_increasing
    train, test = split(PATIENTS, draw="time", time="seen", stratify="kind", fraction=0.5)
    assert test["kind"].value_counts().tolist() == [3, 3]
    for kind in "xy":
        assert train.loc[train["kind"] == kind, "seen"].max() < test.loc[test["kind"] == kind, "seen"].min()


def dealt(table=PATIENTS, context=None, **settings):
    made = split(table, context, into="folds", **settings)["table"]
    pd.testing.assert_frame_equal(made.drop(columns=settings.get("fold_column", "fold")), table)
    return made[settings.get("fold_column", "fold")]


@given(st.integers(0, 40), st.integers(2, 6), st.sampled_from(["random", "first", "evenly"]), st.integers(0, 5))
def test_folds_are_equally_large(rows, folds, draw, seed):
    table = TABLE.iloc[:rows]
    sizes = dealt(table, folds=folds, draw=draw, seed=seed).value_counts().reindex(range(1, folds + 1), fill_value=0)
    assert sizes.max() - sizes.min() <= 1


def test_each_value_has_its_share_of_every_fold():
    fold = dealt(TABLE, folds=5, stratify="kind")
    assert pd.crosstab(fold, TABLE["kind"].astype("str").fillna("-")).to_numpy().tolist() == [[2, 12, 6]] * 5


def test_no_group_is_in_two_folds_and_folds_are_balanced():
    fold = dealt(folds=3, group="patient")
    assert (fold.groupby(PATIENTS["patient"].fillna("-")).nunique() == 1).all()
    assert sorted(fold.value_counts()) == [3, 4, 5]
    first = dealt(folds=3, group="patient", draw="first")
    assert first.is_monotonic_increasing


def test_folds_in_time_follow_each_other():
    fold = dealt(folds=4, draw="time", time="seen")
    ends = PATIENTS["seen"].groupby(fold).agg(["min", "max"])
    assert (ends["max"].shift().dropna() < ends["min"].iloc[1:]).all()
    assert fold.iloc[-1] == 1
    assert fold.value_counts().tolist() == [3, 3, 3, 3]


def test_the_ports_follow_from_what_comes_out():
    assert [port.name for port in Partition().ports().outputs] == ["train", "test"]
    assert [port.name for port in Partition(into="folds").ports().outputs] == ["table"]


def test_folds_without_rows_are_told():
    context = QuietContext()
    dealt(PATIENTS.iloc[:3], context, folds=5)
    assert context.warnings == ["2 of the 5 folds have no rows: there are too few rows or groups."]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"draw": "time"}, "no column is chosen"),
        (
            {"draw": "time", "time": "kind"},
            '"kind" holds no times or numbers .category.*make a date of it with Cast Columns',
        ),
        ({"group": "patients"}, 'did you mean "patient"'),
        ({"into": "folds", "fold_column": "kind"}, 'already has a column "kind"'),
    ],
)
def test_columns_that_do_not_serve_are_told_before_anything_runs(settings, words):
    with pytest.raises(DataError, match=words):
        Partition.from_settings(settings).spec({"table": TableSpec.of(PATIENTS)})


@pytest.mark.parametrize(
    "settings", [{"group": "a", "stratify": "b"}, {"group": "a", "draw": "time"}, {"group": "a", "draw": "evenly"}]
)
def test_groups_with_what_would_split_them_are_refused(settings):
    with pytest.raises(SettingError, match="not split"):
        Partition.from_settings(settings)


EXAMPLES = [
    Example({}, {"table": TABLE}, seed=5),
    Example({"stratify": "kind", "fraction": 0.5}, {"table": TABLE}),
    Example({"draw": "evenly", "size": "count", "count": 9}, {"table": TABLE}),
    Example({"draw": "first"}, {"table": TABLE.iloc[:0]}),
    Example({"into": "folds", "group": "patient", "folds": 3}, {"table": PATIENTS}),
    Example({"into": "folds", "draw": "time", "time": "seen", "stratify": "kind"}, {"table": PATIENTS}),
    Example({"draw": "time", "time": "seen"}, {"table": PATIENTS}),
    Example({"group": "patient"}, {"table": PATIENTS.iloc[:0]}),
    Example({"into": "folds", "fold_column": "k"}, {"table": TABLE.iloc[:0]}),
]
