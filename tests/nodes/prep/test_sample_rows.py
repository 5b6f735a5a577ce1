"""SampleRows."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode_nodes.prep.sample_rows import SampleRows

TABLE = pd.DataFrame(
    {"x": range(100), "kind": pd.Categorical(["a"] * 60 + ["b"] * 30 + [None] * 10)}, index=range(200, 100, -1)
)


def sample(table=TABLE, context=None, **given):
    return SampleRows.from_settings(given).run(table, context or QuietContext(seed=3))


@given(st.integers(0, 40), st.floats(0.01, 1), st.sampled_from(["random", "first", "evenly"]), st.integers(0, 5))
@settings(max_examples=40, deadline=None)
def test_a_sample_has_its_size_and_the_rows_their_order_and_index(rows, fraction, draw, seed):
    table = TABLE.iloc[:rows]
    made = sample(table, fraction=fraction, draw=draw, seed=seed)
    assert len(made) == round(rows * fraction)
    assert made["x"].is_unique
    pd.testing.assert_frame_equal(made, table.loc[made.index])
    assert made["x"].is_monotonic_increasing


def test_the_first_rows_rows_at_even_distances_or_every_nth_one():
    assert sample(draw="first", size="count", count=3)["x"].tolist() == [0, 1, 2]
    assert sample(draw="evenly", size="count", count=4)["x"].tolist() == [0, 25, 50, 75]
    assert sample(draw="every n-th", step=30)["x"].tolist() == [0, 30, 60, 90]


def test_each_value_has_its_share():
    assert sample(fraction=0.1, stratify="kind")["kind"].value_counts(dropna=False).tolist() == [6, 3, 1]
    again = sample(fraction=3, stratify="kind", replacement=True)
    assert again["kind"].value_counts(dropna=False).tolist() == [180, 90, 30]


def test_with_replacement_rows_are_drawn_again():
    made = sample(fraction=1, replacement=True)
    assert len(made) == 100
    assert 50 < made["x"].nunique() < 80
    assert len(sample(TABLE.iloc[:0], size="count", count=5, replacement=True)) == 0


def test_the_same_seed_draws_the_same_rows():
    assert sample(fraction=0.3)["x"].tolist() == sample(fraction=0.3)["x"].tolist()
    assert sample(fraction=0.3)["x"].tolist() != sample(fraction=0.3, seed=4)["x"].tolist()


def test_a_table_that_is_too_short_and_a_sample_without_rows_are_told():
    for given_, words in [({"size": "count", "count": 101}, "only 100 rows"), ({"fraction": 0.001}, "has no rows")]:
        context = QuietContext()
        sample(context=context, **given_)
        assert words in context.warnings[0]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"fraction": 1.5}, "needs replacement"),
        ({"replacement": True, "draw": "first"}, "at random only"),
        ({"draw": "every n-th", "stratify": "kind"}, "even distances"),
    ],
)
def test_settings_that_contradict_are_refused(given, words):
    with pytest.raises(SettingError, match=words):
        SampleRows.from_settings(given)


def test_a_column_that_does_not_serve_is_named():
    with pytest.raises(DataError, match='did you mean "kind"'):
        SampleRows.from_settings({"stratify": "kinds"}).spec({"table": TableSpec.of(TABLE)})
    with pytest.raises(DataError, match='"x" has 100 different values'):
        sample(stratify="x")
    with pytest.raises(DataError, match="such as lists, which make no groups"):
        sample(pd.DataFrame({"x": [[1], [2]]}), stratify="x")


EXAMPLES = [
    Example({"fraction": 0.5}, {"table": TABLE}, seed=5),
    Example({"size": "count", "count": 150, "replacement": True}, {"table": TABLE}),
    Example({"draw": "every n-th", "step": 7}, {"table": TABLE}),
    Example({"stratify": "kind"}, {"table": TABLE.iloc[:0]}),
]
