"""RowSplitter."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode_nodes.prep.row_filter import RowFilter
from knode_nodes.prep.row_splitter import RowSplitter

TABLE = pd.DataFrame(
    {
        "amount": [5.0, -1.0, None, 0.0, float("inf")],
        "kind": pd.Categorical(["sale", "refund", None, "sale", "other"]),
        'a "b".c 🙂': ["x", None, "y", "x", "z"],
    },
    index=list("vwxyz"),
)


def split(table=TABLE, **settings):
    made = RowSplitter.from_settings(settings).run(table, QuietContext())
    return "".join(made.matching.index), "".join(made.other.index)


def condition(column, operator="equal", value=None):
    return {"column": column, "operator": operator, "value": value}


def test_each_row_is_in_one_of_the_two_tables():
    assert split(conditions=[condition("amount", "greater", 0)]) == ("vz", "wxy")
    assert split(conditions=[condition('a "b".c 🙂', value="x")]) == ("vy", "wxz")


def test_a_group_of_conditions_counts_as_one():
    large_or_refund = {
        "combine": "any",
        "conditions": [condition("amount", "greater", 1), condition("kind", value="refund")],
    }
    known = condition("kind", "not equal", "other")
    assert split(groups=[large_or_refund]) == ("vwz", "xy")
    assert split(conditions=[known], groups=[large_or_refund]) == ("vw", "xyz")
    assert split(conditions=[condition("amount", "is missing")], groups=[large_or_refund], combine="any")[0] == "vwxz"
    both = {**large_or_refund, "combine": "all"}
    assert split(groups=[both, {"conditions": [condition("amount", "is missing")]}], combine="any") == ("x", "vwyz")


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, "no condition is set"),
        ({"groups": [{}]}, "group 1 has no condition"),
        ({"groups": [{"conditions": [condition("knd", value="sale")]}]}, 'did you mean "kind"'),
    ],
)
def test_what_cannot_be_is_told_before_anything_runs(settings, words):
    with pytest.raises(DataError, match=words):
        RowSplitter.from_settings(settings).spec({"table": TableSpec.of(TABLE)})


@given(st.lists(st.none() | st.floats(), max_size=10), st.floats(allow_nan=False, allow_infinity=False))
@settings(max_examples=40)
def test_the_two_tables_are_what_a_filter_keeps_and_removes(values, border):
    table = pd.DataFrame({"x": pd.Series(values, dtype="float64")})
    chosen = {"conditions": [condition("x", "less", border)]}
    made = RowSplitter.from_settings(chosen).run(table, QuietContext())
    pd.testing.assert_frame_equal(made.matching, RowFilter.from_settings(chosen).run(table, QuietContext()))
    pd.testing.assert_frame_equal(
        made.other, RowFilter.from_settings({**chosen, "mode": "remove"}).run(table, QuietContext())
    )
    assert sorted([*made.matching.index, *made.other.index]) == list(table.index)


EXAMPLES = [
    Example({"conditions": [condition("amount", "greater", 0)]}, {"table": TABLE}),
    Example(
        {"groups": [{"conditions": [condition("amount", "less", 0), condition("kind", "is missing")]}]},
        {"table": TABLE},
    ),
    Example({"conditions": [condition("kind", "in", ["sale"])]}, {"table": TABLE.iloc[:0]}),
]
