"""DuplicateRows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.duplicate_rows import DuplicateRows

TABLE = pd.DataFrame(
    {
        "id": pd.array([1, 1, None, None, 2, 1], dtype="Int64"),
        "city": ["Bern", "Bern", None, None, "Oslo", "Bern"],
        "date": pd.to_datetime(["2026-01-01", "2026-03-01", None, "2026-01-05", None, "2026-03-01"]),
        "size": pd.Categorical(["S", "L", None, "S", "M", "M"], categories=["S", "M", "L"], ordered=True),
    },
    index=list("uvwxyz"),
)


def rows(table=TABLE, columns=("id", "city"), **given):
    made = DuplicateRows.from_settings({"columns": list(columns), **given}).run(table)
    return "".join(made.index)


def test_one_row_of_each_set_of_duplicates_is_kept_and_missing_keys_are_equal():
    assert rows() == "uwy"
    assert rows(choose="last") == "xyz"


def test_the_row_with_the_largest_or_smallest_value_is_kept_and_missing_values_are_considered_last():
    assert rows(choose="largest", by="date") == "vxy"
    assert rows(choose="smallest", by="date") == "uxy"
    assert rows(choose="largest", by="size") == "vxy"
    assert rows(choose="smallest", by="size") == "uxy"


def test_rows_without_a_duplicate_or_only_those_with_one():
    assert rows(keep="none") == "y"
    assert rows(keep="repeated") == "uvwxz"
    assert rows(keep="none", columns=["id", "city", "date", "size"]) == "uvwxyz"


def test_all_rows_are_marked_and_counted():
    node = DuplicateRows.from_settings(
        {"columns": ["id"], "keep": "all", "choose": "largest", "by": "date", "mark": "which", "count": "n"}
    )
    made = node.run(TABLE)
    assert made["which"].tolist() == ["duplicate", "chosen", "duplicate", "chosen", "unique", "duplicate"]
    assert made["n"].tolist() == [3, 3, 2, 2, 1, 3]
    pd.testing.assert_frame_equal(made[list(TABLE.columns)], TABLE)


def test_the_rows_that_stay_may_be_counted():
    made = DuplicateRows.from_settings({"columns": ["id"], "count": "n"}).run(TABLE)
    assert made["n"].tolist() == [3, 2, 1]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"columns": ["idd"]}, 'did you mean "id"'),
        ({"columns": []}, "no key column is chosen"),
        ({"choose": "largest"}, "no column is chosen"),
        ({"keep": "all", "mark": "city"}, 'already has a column "city"'),
        ({"count": "id"}, 'already has a column "id"'),
    ],
)
def test_settings_that_do_not_fit_the_table_are_told_before_anything_runs(given, words):
    with pytest.raises(DataError, match=words):
        DuplicateRows.from_settings(given).spec({"table": TableSpec.of(TABLE)})


def test_a_mark_and_a_count_of_one_name_are_refused():
    with pytest.raises(SettingError, match="different names"):
        DuplicateRows.from_settings({"keep": "all", "mark": "n", "count": "n"})


@pytest.mark.parametrize("given", [{}, {"keep": "repeated"}])
def test_values_that_cannot_be_compared_are_named(given):
    with pytest.raises(DataError, match='"x" holds values such as lists'):
        DuplicateRows.from_settings(given).run(pd.DataFrame({"x": [[1], [1]]}))
    mixed = pd.DataFrame({"x": [1, 1], "y": ["a", 2]})
    with pytest.raises(DataError, match='"y" cannot be compared'):
        DuplicateRows.from_settings({"columns": ["x"], "choose": "largest", "by": "y"}).run(mixed)


UGLY = st.lists(
    st.tuples(st.sampled_from([None, "a", "A", "🙂"]), st.sampled_from([0.0, -0.0, np.nan, np.inf, 2.0**53])),
    max_size=12,
)


@given(UGLY, st.sampled_from(["first", "last", "largest", "smallest"]))
@settings(max_examples=40, deadline=None)
def test_what_is_kept_is_what_groups_of_pandas_give(values, choose):
    table = pd.DataFrame(values, columns=["k", "v"]).astype({"k": "str", "v": "float64"})
    made = DuplicateRows.from_settings({"columns": ["k"], "choose": choose, "by": "v"}).run(table)
    wanted = []
    for _, group in table.groupby("k", dropna=False):
        known = group["v"].dropna()
        if choose in ("first", "last") or known.empty:
            wanted.append(group.index[-1 if choose == "last" else 0])
        else:
            wanted.append(known.idxmax() if choose == "largest" else known.idxmin())
    assert made.index.tolist() == sorted(wanted)
    counted = DuplicateRows.from_settings({"columns": ["k"], "keep": "repeated", "count": "n"}).run(table)
    assert counted.index.tolist() == table.index[table.duplicated("k", keep=False)].tolist()


EXAMPLES = [
    Example({}, {"table": TABLE}),
    Example({"columns": ["id"], "keep": "all", "count": "how many"}, {"table": TABLE}),
    Example({"columns": ["city"], "choose": "largest", "by": "date", "count": "n"}, {"table": TABLE}),
    Example({"keep": "repeated", "columns": ["id", "size"]}, {"table": TABLE}),
    Example({"keep": "all"}, {"table": TABLE.iloc[:0]}),
    Example({}, {"table": TABLE.iloc[:0]}),
    Example({}, {"table": pd.DataFrame(index=[1, 2])}),
]
