"""Values and combinations of values, numbered in their order."""

from __future__ import annotations

import datetime
import decimal

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError
from knode_nodes.prep._groups import numbering
from knode_nodes.prep._matching import matches
from knode_nodes.prep._numbering import Numbering, counted_texts, numbered
from knode_nodes.prep._order import ordinals
from knode_nodes.prep._same_rows import group_codes
from knode_nodes.prep.duplicate_rows import DuplicateRows

ROWS = 12
KINDS = {
    "near": ([3, 1, -2], "int64"),
    "far": ([2**63 - 1, -(2**63), 0], "int64"),
    "huge": ([2**64 - 1, 2**64 - 3, 2**64 - 2], "uint64"),
    "tiny": ([127, -128, 5], "int8"),
    "truth": ([True, False], "bool"),
    "float": ([0.5, -np.inf, np.inf, np.nan, -0.0], "float64"),
    "half": ([0.5, np.nan, 2.0], "float16"),
    "nullable": ([2**60, None, 5], "Int64"),
    "maybe": ([True, None, False], "boolean"),
    "text": (["b", "", None, "a", "é", "😀"], "str"),
    "moment": (["2026-01-02", None, "1960-05-05"], "datetime64[us]"),
    "zoned": (["2026-01-02", None, "1960-05-05"], "datetime64[ns, Europe/Zurich]"),
    "span": (["2h", None, "-1h"], "timedelta64[ns]"),
    "month": (["2026-01", None, "2025-12"], "period[M]"),
    "ordered": (["S", "L", None], pd.CategoricalDtype(["S", "M", "L"], ordered=True)),
    "plain": (["b", "a", None], pd.CategoricalDtype(["b", "z", "a"])),
    "things": (["b", 3, None, 1.5, "a"], object),
    "decimals": ([decimal.Decimal("1.10"), None, decimal.Decimal("-3")], "decimal128(5, 2)[pyarrow]"),
}
SHAPES = ["as drawn", "sorted", "every second row"]


def as_dtype(values, dtype):
    if dtype == "decimal128(5, 2)[pyarrow]":
        import pyarrow as pa

        return pd.Series(values, dtype=pd.ArrowDtype(pa.decimal128(5, 2)))
    return pd.Series(pd.Series(values, dtype=object), dtype=dtype)


@st.composite
def columns(draw):
    made = []
    rows = draw(st.integers(0, ROWS))
    for number, kind in enumerate(draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=3))):
        values, dtype = KINDS[kind]
        drawn = draw(st.lists(st.sampled_from(values), min_size=2 * rows, max_size=2 * rows))
        column = as_dtype(drawn, dtype).rename(f"{number} {kind}")
        shape = draw(st.sampled_from(SHAPES))
        if shape == "sorted" and dtype is not object:
            column = column.sort_values(na_position="first")
        column = column.iloc[::2] if shape == "every second row" else column.iloc[:rows]
        made.append(column.reset_index(drop=True) if shape != "every second row" else column.set_axis(range(rows)))
    return made


def wanted(given, dropna):
    """The same by pandas, which takes halves for no keys, and puts missing ones first among objects that are all numbers."""
    table = pd.DataFrame(dict(enumerate(given)))
    for place, column in enumerate(given):
        if column.dtype == "float16":
            table[place] = column.astype("float32")
        if column.dtype == object:
            known = sorted(set(column.dropna()), key=lambda value: (isinstance(value, str), value))
            table[place] = pd.Categorical(column, categories=known, ordered=True)
    groups = table.groupby(list(table.columns), sort=True, dropna=dropna, observed=True)
    return groups.ngroup().fillna(-1).astype("int64").tolist(), groups.size().reset_index(name="size")


@settings(max_examples=150, deadline=None)
@given(columns(), st.booleans())
def test_combinations_are_numbered_as_pandas_does(given, dropna):
    made = numbered(given, dropna=dropna)
    rows, keys = wanted(given, dropna)
    assert made.rows.tolist() == rows
    assert made.sizes().tolist() == keys["size"].tolist()
    for place, column in enumerate(given):
        found = made.keys()[column.name]
        assert found.dtype == column.dtype
        pd.testing.assert_series_equal(
            found.astype("float64") if column.dtype == "float16" else found,
            keys[place].astype("float64") if column.dtype == "float16" else keys[place].astype(column.dtype),
            check_names=False,
        )


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from(KINDS["text"][0]), max_size=20), st.booleans())
def test_texts_are_counted_as_they_are_numbered(texts, dropna):
    column = pd.Series(texts, dtype="str", name="t")
    values, counts = counted_texts(pd.concat([column.iloc[:3], column.iloc[3:]]), dropna=dropna)
    numbers = numbered([column], dropna=dropna)
    pd.testing.assert_series_equal(pd.Series(values, name="t"), numbers.keys()["t"])
    assert counts.tolist() == numbers.sizes().tolist()


def test_many_combinations_are_numbered_though_few_are_there():
    rng = np.random.default_rng(3)
    given = [pd.Series(rng.integers(0, 2**40, 3000), name=name) for name in "abc"]
    rows, _ = wanted(given, dropna=False)
    assert numbered(given).rows.tolist() == rows


@pytest.mark.parametrize("left_out", [False, True])
def test_pairs_of_numbers_are_told_in_order(left_out):
    one = Numbering(np.array([1, 0, -1 if left_out else 1, 1]), 2)
    other = Numbering(np.array([2, 0, 1, 2]), 3)
    pairs, found = one.across(other)
    assert found.tolist() == ([0, 5] if left_out else [0, 4, 5])
    assert pairs.rows.tolist() == ([1, 0, -1, 1] if left_out else [2, 0, 1, 2])


def test_values_that_cannot_be_hashed_or_compared_are_an_error():
    for values in ([[1], [2]], [datetime.date(2026, 1, 2), 3, None]):
        with pytest.raises(DataError, match='the values of "x" cannot be compared'):
            numbered([pd.Series(values, dtype=object, name="x")])


def test_lists_of_arrow_are_refused_in_words_wherever_rows_are_compared():
    import pyarrow as pa

    lists = pd.DataFrame({"x": pd.Series([[1], [2]], dtype=pd.ArrowDtype(pa.list_(pa.int64()))), "y": [1, 2]})
    column = {"columns": ["x"]}
    for act in (
        lambda: numbering(lists, ["x"]),
        lambda: ordinals(lists["x"]),
        lambda: group_codes(lists, ["x"]),
        lambda: matches(lists, lists, ["x"], ["x"]),
        lambda: DuplicateRows.from_settings(column).run(lists),
    ):
        with pytest.raises(DataError, match="lists|cannot be compared"):
            act()
