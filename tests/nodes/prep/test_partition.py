"""Partition."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
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


EXAMPLES = [
    Example({}, {"table": TABLE}, seed=5),
    Example({"stratify": "kind", "fraction": 0.5}, {"table": TABLE}),
    Example({"draw": "evenly", "size": "count", "count": 9}, {"table": TABLE}),
    Example({"draw": "first"}, {"table": TABLE.iloc[:0]}),
]
