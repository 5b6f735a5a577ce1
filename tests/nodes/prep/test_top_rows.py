"""TopRows."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.top_rows import TopRows

TABLE = pd.DataFrame(
    {
        "region": ["n", "s", None, "n", "s", "n", None],
        "revenue": [5.0, None, 1.0, 9.0, float("inf"), 9.0, 2.0],
        "size": pd.Categorical(["S", "L", None, "M", "M", "L", "S"], categories=["S", "M", "L"], ordered=True),
        "id": pd.array([3, 1, None, 2**53 + 1, 2**53, 2, 0], dtype="Int64"),
    },
    index=list("abcdefg"),
)


def top(take, count, table=TABLE, **given):
    return "".join(TopRows.from_settings({"take": take, "count": count, **given}).run(table).index)


def test_the_first_or_the_last_rows_of_the_table_or_of_each_group():
    assert top("first", 2) == "ab"
    assert top("last", 2) == "fg"
    assert top("first", 99) == "abcdefg"
    assert top("first", 1, groups=["region"]) == "abc"
    assert top("last", 2, groups=["region"]) == "bcdefg"


def test_the_rows_with_the_largest_or_smallest_values_come_in_order_or_as_in_the_table():
    assert top("largest", 3, by=["revenue"]) == "edf"
    assert top("largest", 3, by=["revenue"], in_order=False) == "def"
    assert top("smallest", 3, by=["revenue"]) == "cga"
    assert top("largest", 3, by=["size"]) == "bfd"
    assert top("largest", 2, by=["id"]) == "de"


def test_equal_rows_are_compared_by_the_next_column():
    assert top("largest", 2, by=["revenue", "id"]) == "ed"
    assert top("smallest", 2, by=["size", "id"]) == "ga"


def test_missing_values_come_last_whatever_is_looked_for():
    assert top("largest", 7, by=["revenue"])[-1] == "b"
    assert top("smallest", 7, by=["revenue"])[-1] == "b"


def test_equal_rows_that_do_not_all_fit():
    assert top("largest", 2, by=["revenue"]) == "ed"
    assert top("largest", 2, by=["revenue"], ties="all") == "edf"
    assert top("largest", 2, by=["revenue"], ties="none") == "e"


def test_the_best_of_each_group():
    assert top("largest", 1, by=["revenue"], groups=["region"]) == "deg"
    assert top("largest", 1, by=["revenue"], groups=["region"], ties="all") == "dfeg"
    assert top("smallest", 1, by=["revenue"], groups=["region"], in_order=False) == "ace"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"take": "largest"}, "by which columns the largest"),
        ({"take": "largest", "by": ["revenu"]}, 'did you mean "revenue"'),
        ({"groups": ["regions"]}, 'did you mean "region"'),
    ],
)
def test_settings_that_do_not_fit_are_told_before_anything_runs(given, words):
    with pytest.raises(DataError, match=words):
        TopRows.from_settings(given).spec({"table": TableSpec.of(TABLE)})


def test_values_that_cannot_be_compared_are_named():
    with pytest.raises(DataError, match='"x" cannot be compared'):
        top("largest", 1, pd.DataFrame({"x": ["a", 1]}), by=["x"])


@given(
    st.lists(st.tuples(st.sampled_from("xy"), st.floats(width=16)), max_size=12),
    st.integers(1, 5),
    st.sampled_from(["largest", "smallest"]),
    st.sampled_from(["float64", "Float32"]),
)
@settings(max_examples=40, deadline=None)
def test_the_rows_are_those_that_a_sort_of_pandas_brings_to_the_top(rows, count, take, dtype):
    table = pd.DataFrame(rows, columns=["g", "v"]).astype({"g": "str", "v": dtype})
    ordered = table.sort_values("v", ascending=take == "smallest", kind="stable", na_position="last")
    made = TopRows.from_settings({"take": take, "count": count, "by": ["v"]}).run(table)
    assert made.index.tolist() == ordered.index[:count].tolist()
    grouped = TopRows.from_settings({"take": take, "count": count, "by": ["v"], "groups": ["g"]}).run(table)
    wanted = ordered.groupby("g").head(count)
    assert sorted(grouped.index) == sorted(wanted.index)
    best = set(ordered["v"].dropna()[:count])
    tied = TopRows.from_settings({"take": take, "count": count, "by": ["v"], "ties": "all"}).run(table)
    if ordered["v"].notna().sum() >= count:
        assert sorted(tied.index) == table.index[table["v"].isin(best)].tolist()


EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"take": "largest", "count": 2, "by": ["size", "id"], "groups": ["region"]}, {"table": TABLE}),
    Example({"take": "smallest", "count": 2, "by": ["revenue"], "ties": "none"}, {"table": TABLE}),
    Example({"take": "largest", "by": ["id"], "ties": "all"}, {"table": TABLE.iloc[:0]}),
    Example({"take": "last", "groups": ["region", "size"]}, {"table": TABLE.iloc[:0]}),
]
