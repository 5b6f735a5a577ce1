"""Unpivot."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.unpivot import Unpivot

TABLE = pd.DataFrame(
    {
        "city": ["Bern", None, "😀"],
        "a": [1, 2, 3],
        "b": pd.array([4, None, 6], dtype="Int8"),
        "x.y": [0.5, None, float("inf")],
        "on": [True, False, True],
        "size": pd.Categorical(["S", None, "L"]),
        "seen": pd.to_datetime(["2026-01-01", None, "2026-01-03"]).tz_localize("Europe/Zurich"),
        "day": pd.Series([date(2026, 1, 1), None, None], dtype=object),
    }
).set_axis([7, 7, 3])


def unpivot(columns, table=TABLE, keep=("city",), **settings):
    return Unpivot.from_settings({"columns": list(columns), "keep": list(keep), **settings}).run(table)


def test_each_row_becomes_one_for_each_column():
    made = unpivot(["a", "b"])
    assert list(made) == ["city", "name", "value"]
    assert made["name"].tolist() == ["a", "b"] * 3
    assert made["value"].tolist() == [1, 4, 2, pd.NA, 3, 6]
    assert made.index.tolist() == [7, 7, 7, 7, 3, 3]
    assert str(made["value"].dtype) == "Int64"


def test_rows_without_a_value_can_be_left_out_and_columns_named():
    made = unpivot(["b", "x.y"], missing="drop", name="what", value="how much")
    assert made["what"].tolist() == ["b", "x.y", "b", "x.y"]
    assert made["how much"].tolist() == [4, 0.5, 6, float("inf")]


@pytest.mark.parametrize(
    ("columns", "dtype", "first"),
    [
        (["seen"], "datetime64[us, Europe/Zurich]", [pd.Timestamp("2026-01-01", tz="Europe/Zurich")]),
        (["size"], "category", ["S"]),
        (["a", "on"], "str", ["1", "true"]),
        (["size", "city"], "str", ["S", "Bern"]),
        (["day", "a"], "str", ["2026-01-01", "1"]),
        (["day"], "object", [date(2026, 1, 1)]),
        (["a", "x.y"], "float64", [1.0, 0.5]),
    ],
)
def test_mixtures_of_types_have_a_type_that_holds_them(columns, dtype, first):
    made = unpivot(columns)["value"]
    assert str(made.dtype) == dtype
    assert made.tolist()[: len(columns)] == first


def test_missing_values_stay_missing_in_text():
    made = unpivot(["b", "size", "on"])["value"]
    assert made.isna().tolist() == [False, False, False, True, True, False, False, False, False]


def test_whole_numbers_of_all_kinds_become_one_kind():
    table = pd.DataFrame(
        {
            "i": np.array([1, 2], dtype="int8"),
            "arrow": pd.Series([3, None], dtype="int64[pyarrow]"),
            "kind": pd.Categorical([7, None]),
        }
    )
    made = unpivot(["i", "arrow"], table, [])["value"]
    assert made.tolist() == [1, 3, 2, pd.NA]
    assert str(made.dtype) == "Int64"
    assert unpivot(["i", "kind"], table, [])["value"].tolist()[:3] == ["1", "7", "2"]


def test_large_whole_numbers_are_exact_or_refused():
    table = pd.DataFrame({"i": [2**53 + 1, 1], "u": np.array([2**64 - 1, 1], dtype="uint64"), "f": [0.5, 1.0]})
    with pytest.raises(DataError, match='in "u" is too large to be exact') as caught:
        unpivot(["i", "u"], table, [])
    assert caught.value.facts["row"] == 0
    assert unpivot(["i", "u"], table.iloc[1:], [])["value"].dtype == "int64"
    with pytest.raises(DataError, match='9007199254740993 in "i" is too large'):
        unpivot(["i", "f"], table, [])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(st.tuples(st.text(max_size=2), st.none() | st.floats(), st.none() | st.integers(-9, 9)), max_size=6),
    st.sampled_from(["Int64", "float64"]),
)
def test_the_result_is_that_of_melt_in_the_order_of_the_rows(rows, dtype):
    table = pd.DataFrame(rows, columns=["k", "a", "b"]).astype({"k": "str", "a": "float64", "b": dtype})
    melted = table.melt(id_vars="k", var_name="name", ignore_index=False).assign(row=list(range(len(table))) * 2)
    expected = melted.sort_values("row", kind="stable").drop(columns="row")
    made = unpivot(["a", "b"], table, ["k"])
    assert made["name"].tolist() == expected["name"].tolist()
    pd.testing.assert_series_equal(
        made["value"].astype("float64"), expected["value"].astype("float64"), check_names=False
    )


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({}, "no column is chosen"),
        ({"columns": ["aa"]}, 'did you mean "a"'),
        ({"columns": ["a"], "name": "city"}, 'already has a column "city"'),
        ({"columns": ["a"], "name": "value"}, 'both new columns are called "value"'),
    ],
)
def test_what_cannot_be_done_is_told_before_anything_runs(chosen, words):
    with pytest.raises(DataError, match=words):
        Unpivot.from_settings(chosen).spec({"table": TableSpec.of(TABLE)})


def test_what_a_date_is_called_does_not_depend_on_other_rows():
    days = pd.to_datetime(["2026-01-01", "2026-01-02 04:00", "2026-01-03 04:00:00.5"], format="ISO8601")
    table = pd.DataFrame({"day": days, "passed": pd.to_timedelta([24, 1, 48], unit="h")})
    made = unpivot(["day", "passed"], table, keep=())["value"]
    assert made.tolist()[::2] == ["2026-01-01", "2026-01-02 04:00:00", "2026-01-03 04:00:00.5"]
    parts = [unpivot(["day", "passed"], table.iloc[row : row + 1], keep=())["value"] for row in range(3)]
    pd.testing.assert_series_equal(pd.concat(parts), made)


def test_a_column_of_any_values_keeps_its_type_whatever_stands_in_it():
    table = pd.DataFrame({"any": pd.Series(["a", "b", None], dtype=object)})
    made = unpivot(["any"], table, keep=())
    assert made["value"].dtype == object
    assert made["value"].tolist() == ["a", "b", None]


EXAMPLES = [
    Example({"columns": ["a", "b"]}, {"table": TABLE}),
    Example(
        {"columns": {"types": ["number", "boolean"]}, "keep": ["seen", "day"], "missing": "drop"}, {"table": TABLE}
    ),
    Example({"columns": ["size", "city"], "keep": []}, {"table": TABLE}),
    Example({"columns": ["seen"]}, {"table": TABLE.iloc[:0]}),
]
