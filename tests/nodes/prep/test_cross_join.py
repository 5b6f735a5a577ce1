"""CrossJoin."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.cross_join import CrossJoin

SHOPS = pd.DataFrame({"shop": ["Bern", None], "id": [1, 2]}, index=["x", "x"])
MONTHS = pd.DataFrame(
    {"month": pd.PeriodIndex(["2026-01", "2026-02", None], freq="M"), "id": pd.Categorical(["a", None, "b"])}
)


def test_every_row_is_paired_with_every_row():
    made = CrossJoin().run(SHOPS, MONTHS)
    assert list(made.columns) == ["shop", "id", "month", "id_right"]
    assert made["id"].tolist() == [1, 1, 1, 2, 2, 2]
    assert made["id_right"].astype(object).where(made["id_right"].notna(), None).tolist() == ["a", None, "b"] * 2
    assert made.index.tolist() == list(range(6))
    assert made["id"].dtype == "int64"


def test_too_many_pairs_are_refused_before_they_are_made():
    long = pd.DataFrame({"x": range(10_000)})
    with pytest.raises(DataError, match="give 100,000,000 pairs, more than the 20,000,000 that are allowed"):
        CrossJoin().run(long, long.rename(columns={"x": "y"}))
    with pytest.raises(DataError, match="give 6 pairs, more than the 5"):
        CrossJoin(most_rows=5).run(SHOPS, MONTHS)


def test_names_that_clash_are_told_before_anything_runs():
    with pytest.raises(DataError, match='"id_right" is there already'):
        CrossJoin().spec({"left": TableSpec.of(SHOPS.assign(id_right=1)), "right": TableSpec.of(MONTHS)})
    with pytest.raises(SettingError, match="must differ"):
        CrossJoin.from_settings({"right_suffix": ""})


@given(st.lists(st.floats(), max_size=5), st.lists(st.text(max_size=3), max_size=5))
@settings(max_examples=30, deadline=None)
def test_the_pairs_are_those_of_pandas(numbers, texts):
    left, right = pd.DataFrame({"n": numbers}, dtype="float64"), pd.DataFrame({"t": texts}, dtype="str")
    pd.testing.assert_frame_equal(CrossJoin().run(left, right), left.merge(right, how="cross"))


EXAMPLES = [
    Example({}, {"left": SHOPS, "right": MONTHS}),
    Example({"left_suffix": "_1", "right_suffix": "_2"}, {"left": SHOPS, "right": SHOPS}),
    Example({}, {"left": SHOPS.iloc[:0], "right": MONTHS}),
]
