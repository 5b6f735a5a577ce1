"""ColumnAggregator."""

from __future__ import annotations

import statistics

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.column_aggregator import ColumnAggregator

ALL = [
    "sum", "mean", "median", "min", "max", "range", "std", "product", "count", "count missing", "count distinct", "first",
    "last", "column of min", "column of max", "concatenate",
]  # fmt: skip
TABLE = pd.DataFrame(
    {
        "a": [1, 2, 3, 2**53 + 1],
        "b": pd.array([4, None, -6, 0], dtype="Int64"),
        "c": [0.5, np.nan, np.inf, np.nan],
        "d": [np.nan, np.nan, 2.5, np.nan],
        "t": ["x", None, "é", "x"],
        "u": ["y", None, "a", "x"],
        "size": pd.Categorical(["S", None, "L", "M"], categories=["S", "M", "L"], ordered=True),
        "fits": pd.Categorical(["M", None, "S", "M"], categories=["S", "M", "L"], ordered=True),
        "p": [True, False, True, False],
        "q": pd.array([None, None, True, False], dtype="boolean"),
        "on": pd.to_datetime(["2026-01-31", None, "2026-02-01", None]),
        "at": pd.to_datetime(["2026-01-30 08:30", None, None, "2026-02-01"], format="ISO8601").astype("datetime64[ns]"),
    }
).set_axis([1, 1, 0, 2])


def made(columns, *methods, table=TABLE, **given):
    node = {"columns": columns, "aggregations": [{"method": method} for method in methods], "keep": False, **given}
    return ColumnAggregator.from_settings(node).run(table[columns])


def values(columns, method, **given):
    column = made(columns, method, **given).iloc[:, 0]
    return [None if pd.isna(value) else value for value in column]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.none(), st.integers(-50, 50))] * 4), min_size=1, max_size=5), st.booleans())
def test_each_row_is_summarised_as_python_does(rows, whole):
    names = list("wxyz")
    table = pd.DataFrame({name: pd.array(part, dtype="Int64" if whole else "Float64")
                          for name, part in zip(names, zip(*rows, strict=True), strict=True)})  # fmt: skip
    found = made(names, *ALL[:-1], table=table)
    assert str(found["sum"].dtype) == ("Int64" if whole else "float64")
    for position, row in enumerate(rows):
        got = {name: None if pd.isna(value) else value for name, value in found.iloc[position].items()}
        here = [value for value in row if value is not None]
        assert (got["sum"], got["count"], got["count_missing"]) == (sum(here), len(here), 4 - len(here))
        assert got["count_distinct"] == len(set(here))
        if not here:
            assert {got[name] for name in ("mean", "median", "min", "max", "range", "std", "product", "first")} == {
                None
            }
            continue
        assert got["mean"] == pytest.approx(statistics.mean(here))
        assert got["median"] == statistics.median(here)
        assert (got["min"], got["max"], got["range"]) == (min(here), max(here), max(here) - min(here))
        assert got["std"] == (None if len(here) < 2 else pytest.approx(statistics.stdev(here)))
        assert got["product"] == np.prod(np.array(here, dtype=object))
        assert (got["first"], got["last"]) == (here[0], here[-1])
        assert got["column_of_max"] == names[row.index(max(here))]
        assert got["column_of_min"] == names[row.index(min(here))]


def test_whole_numbers_are_exact_and_true_counts_as_1():
    assert values(["a", "b"], "sum") == [5, 2, -3, 2**53 + 1]
    assert values(["a", "p"], "sum") == [2, 2, 4, 2**53 + 1]
    assert values(["p", "q"], "mean") == [1, 0, 1, 0]
    assert values(["q"], "sum") == [0, 0, 1, 0]
    with pytest.raises(DataError, match="the product of row 0 is about .*too large for a whole number"):
        values(["a", "b"], "product", table=TABLE.assign(a=2**62))
    with pytest.raises(DataError, match="too large to stand exactly"):
        values(["a", "c"], "mean")


def test_one_missing_value_may_make_the_result_missing():
    assert values(["b", "d"], "sum", missing="missing") == [None, None, -3.5, None]
    assert values(["b", "d"], "count", missing="missing") == [1, 0, 2, 1]
    assert values(["t", "u"], "concatenate", missing="missing") == ["x, y", None, "é, a", "x, x"]


def test_texts_dates_and_categories_have_a_smallest_and_a_first():
    assert values(["t", "u"], "max") == ["y", None, "é", "x"]
    assert values(["size", "fits"], "min") == ["S", None, "S", "M"]
    assert made(["size", "fits"], "max")["max"].dtype == TABLE["size"].dtype
    assert values(["on", "at"], "min") == [
        pd.Timestamp("2026-01-30 08:30"), None, pd.Timestamp("2026-02-01"), pd.Timestamp("2026-02-01"),
    ]  # fmt: skip
    assert values(["t", "a", "on"], "concatenate")[0] == "x, 1, 2026-01-31"
    assert values(["t", "size", "a"], "count distinct") == [3, 1, 3, 3]


def test_booleans_are_any_or_all_true():
    assert values(["p", "q"], "any true") == [True, False, True, False]
    assert values(["p", "q"], "all true") == [True, False, True, False]
    assert values(["q"], "all true") == [None, None, True, False]


def test_infinite_numbers_are_numbers():
    assert values(["c", "d"], "max") == [0.5, None, np.inf, None]
    assert values(["c", "d"], "median")[2] == np.inf
    assert values(["c"], "median") == [0.5, None, np.inf, None]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"columns": []}, "no column is chosen"),
        ({"columns": ["aa"]}, 'did you mean "a"'),
        ({"columns": ["a", "t"]}, '"t" is a text column, and sum needs numbers'),
        ({"columns": ["a"], "aggregations": [{"method": "any true"}]}, "any true needs booleans"),
        ({"columns": ["a", "t"], "aggregations": [{"method": "min"}]}, "convert one of them"),
        ({"columns": ["a"], "aggregations": [{}, {}]}, 'two results are called "sum"'),
        ({"columns": ["a"], "aggregations": [{"name": "t"}]}, 'already has a column "t"'),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    with pytest.raises(DataError, match=words):
        ColumnAggregator.from_settings(given).spec({"table": TableSpec.of(TABLE)})


def test_objects_have_no_order():
    table = pd.DataFrame({"a": pd.Series([[1]], dtype=object), "b": pd.Series([{}], dtype=object)})
    with pytest.raises(DataError, match="holds Python objects, which cannot be compared"):
        values(["a", "b"], "min", table=table)
    assert values(["a", "b"], "count distinct", table=table) == [2]


def test_complex_numbers_and_intervals_are_refused():
    table = pd.DataFrame({"c": [1 + 2j], "i": pd.interval_range(0, 1)})
    with pytest.raises(DataError, match='"c" is a complex number column'):
        values(["c"], "sum", table=table)
    with pytest.raises(DataError, match='"i" is a range column'):
        values(["i"], "sum", table=table)


def test_lists_of_arrow_are_told_apart_and_not_compared():
    lists = pd.Series([[1], [2, 3], None], dtype=pd.ArrowDtype(pa.list_(pa.int64())))
    table = pd.DataFrame({"a": lists, "b": lists.iloc[[0, 0, 2]].array})
    assert made(["a", "b"], "count distinct", table=table).iloc[:, 0].tolist() == [1, 2, 0]
    with pytest.raises(DataError, match='"a" is a list column, of which no value is smaller than another'):
        made(["a", "b"], "max", table=table)


def test_extremes_of_halves_and_blanks_of_arrow_keep_their_type():
    halves = pd.Series([1.5, None, -2], dtype=pd.ArrowDtype(pa.float16()))
    found = made(["a", "b"], "max", table=pd.DataFrame({"a": halves, "b": halves.iloc[::-1].array})).iloc[:, 0]
    assert (found.dtype, found.tolist()) == (halves.dtype, [1.5, pd.NA, 1.5])
    blank = pd.Series([None, None], dtype=pd.ArrowDtype(pa.null()))
    assert made(["a", "b"], "min", table=pd.DataFrame({"a": blank, "b": blank})).iloc[:, 0].isna().all()


EXAMPLES = [
    Example({"columns": ["a", "b"], "aggregations": [{"method": method} for method in ALL]}, {"table": TABLE}),
    Example({"columns": ["b", "c", "d"], "missing": "missing", "keep": False,
             "aggregations": [{"method": method} for method in ALL]}, {"table": TABLE}),
    Example({"columns": ["size", "fits"], "aggregations": [{"method": "max"}, {"method": "first"}]}, {"table": TABLE}),
    Example({"columns": ["p", "q"], "aggregations": [{"method": "any true"}, {"method": "all true"}]}, {"table": TABLE}),
    Example({"columns": ["t", "size"], "aggregations": [{"method": "concatenate"}, {"method": "last"}]}, {"table": TABLE}),
    Example({}, {"table": TABLE[["b", "c"]].iloc[:0]}),
]  # fmt: skip
