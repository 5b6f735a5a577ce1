"""Pivot."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.pivot import Pivot

TABLE = pd.DataFrame(
    {
        "region": ["S", "N", "S", "N", None, "S"],
        "year": [2026.0, 2025.0, 2025.0, None, 2025.0, 2025.0],
        "size": pd.Categorical(["M", "S", "S", "M", "L", None], categories=["S", "M", "L", "X"], ordered=True),
        "seen": pd.to_datetime(["2026-01-02", "2026-01-01", None, "2026-01-01", "2026-01-02", "2026-01-02"], utc=True),
        "sales": [1, 2, 3, 4, 5, 6],
        "note": ["a", None, "b", "c", "d", "e"],
    },
    index=[5, 5, 4, 3, 2, 1],
)
SUM = [{"columns": ["sales"], "method": "sum"}]


def pivot(table=TABLE, **settings):
    return Pivot.from_settings({"keys": ["region"], "column": "year", **settings}).run(table)


def cells(table):
    return [[None if pd.isna(value) else value for value in row] for row in table.itertuples(index=False)]


def test_values_become_columns_and_missing_ones_have_their_own():
    made = pivot(aggregations=SUM)
    assert list(made) == ["region", "2025", "2026", "missing"]
    assert cells(made) == [["N", 2, None, 4], ["S", 9, 1, None], [None, 5, None, None]]
    assert [str(dtype) for dtype in made.dtypes] == ["str", "Int64", "Int64", "Int64"]
    assert list(pivot(aggregations=SUM, missing="drop")) == ["region", "2025", "2026"]
    assert cells(pivot(aggregations=SUM, missing_keys="drop", missing="drop")) == [["N", 2, None], ["S", 9, 1]]


def test_without_an_aggregation_rows_are_counted():
    made = pivot(missing="drop")
    assert cells(made) == [["N", 1, 0], ["S", 2, 1], [None, 1, 0]]
    assert str(made["2026"].dtype) == "int64"


def test_an_empty_text_has_a_column_with_a_name():
    table = pd.DataFrame({"kind": ["", "a", None, ""]})
    made = pivot(table, keys=[], column="kind")
    assert made.to_dict("records") == [{"empty": 2, "a": 1, "missing": 1}]
    both = pd.DataFrame({"kind": ["", "empty"]})
    with pytest.raises(DataError, match='two columns would be called "empty"'):
        pivot(both, keys=[], column="kind")


def test_several_aggregations_are_named_after_value_column_and_method():
    two = [*SUM, {"columns": ["note"], "method": "first"}]
    made = pivot(column="size", aggregations=two, keys=[], missing="drop")
    assert list(made) == ["S_sales_sum", "S_note_first", "M_sales_sum", "M_note_first", "L_sales_sum", "L_note_first"]
    assert cells(made) == [[5, "b", 5, "a", 5, "d"]]
    made = pivot(aggregations=two, names="{method} {column} {value}", missing="drop")
    assert list(made)[1:3] == ["sum sales 2025", "first note 2025"]


def test_new_columns_come_in_the_chosen_order():
    assert list(pivot(order="appearance"))[1:] == ["2026", "2025", "missing"]
    assert list(pivot(order="frequency"))[1:] == ["2025", "2026", "missing"]
    assert list(pivot(column="size", order="value"))[1:] == ["S", "M", "L", "missing"]


def test_chosen_values_fix_the_columns_before_anything_runs():
    node = Pivot.from_settings(
        {"keys": ["region", "note"], "column": "year", "aggregations": SUM, "values": ["2026", "1999", "2025"]}
    )
    made = node.run(TABLE)
    assert list(made) == ["region", "note", "2026", "1999", "2025"]
    assert made["1999"].isna().all()
    assert node.spec({"table": TableSpec.of(TABLE)})["table"] == TableSpec.of(made)
    assert Pivot.from_settings({"column": "year"}).spec({"table": TableSpec.of(TABLE)}) == {"table": None}


def test_cells_without_rows_can_be_filled():
    made = pivot(aggregations=SUM, fill=0, missing="drop")
    assert cells(made) == [["N", 2, 0], ["S", 9, 1], [None, 5, 0]]
    assert str(made["2026"].dtype) == "int64"
    names = [{"columns": ["note"], "method": "last"}]
    assert cells(pivot(aggregations=names, fill="-", missing="drop"))[0] == ["N", None, "-"]


def test_an_empty_table_gives_the_key_columns():
    made = pivot(TABLE.iloc[:0], aggregations=SUM)
    assert list(made) == ["region"]
    assert made.dtypes["region"] == TABLE.dtypes["region"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([None, "a", "b"]), st.sampled_from([None, "x", "", "é.😀"]), st.integers(-5, 5)),
        min_size=1,
        max_size=12,
    )
)
def test_a_cell_is_the_sum_of_the_rows_that_have_both(rows):
    table = pd.DataFrame(rows, columns=["k", "c", "v"]).astype({"k": "str", "c": "str"})
    made = pivot(table, keys=["k"], column="c", aggregations=[{"columns": ["v"], "method": "sum"}])
    found = {}
    for row in cells(made):
        for name, value in zip(list(made)[1:], row[1:], strict=True):
            if value is not None:
                found[row[0], {"missing": None, "empty": ""}.get(name, name)] = value
    expected = {}
    for key, name, value in rows:
        expected[key, name] = expected.get((key, name), 0) + value
    assert found == expected


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([None, "a", "b"]), st.sampled_from([None, "x", "y"]), st.integers(-5, 5)), max_size=12
    ),
    st.sampled_from([{}, {"missing": "drop"}, {"values": ["x", "z"]}, {"missing_keys": "drop"}, {"keys": []}]),
    st.sampled_from(["sum", "mean", "count distinct", "concatenate", "max"]),
)
def test_the_total_is_that_of_the_rows_in_all_new_columns(rows, chosen, method):
    table = pd.DataFrame(rows, columns=["k", "c", "v"]).astype({"k": "str", "c": "str", "v": "int64"})
    how = {"keys": ["k"], "column": "c", "aggregations": [{"columns": ["v"], "method": method}], **chosen}
    made = pivot(table, total=True, **how)
    pd.testing.assert_frame_equal(made.drop(columns="total"), pivot(table, **how))
    inside = table
    if "values" in chosen:
        inside = table[table["c"] == "x"]
    elif "missing" in chosen:
        inside = table[table["c"].notna()]
    expected = pivot(inside.assign(c="all"), **(how | {"values": ["all"]}))
    keys = how["keys"]
    wanted = {tuple(map(str, row[:-1])): row[-1] for row in cells(expected)}
    left = made[[*keys, "total"]]
    none = 0 if method == "count distinct" else None
    assert [row[-1] for row in cells(left)] == [wanted.get(tuple(map(str, row[:-1])), none) for row in cells(left)]
    assert made["total"].dtype == expected["all"].dtype


def test_totals_of_counts_and_of_several_figures():
    made = pivot(total=True, missing="drop")
    assert cells(made) == [["N", 1, 0, 1], ["S", 2, 1, 3], [None, 1, 0, 1]]
    two = [*SUM, {"columns": ["sales"], "method": "mean"}]
    made = pivot(aggregations=two, total=True, missing="drop", fill=0)
    assert list(made)[-2:] == ["total_sales_sum", "total_sales_mean"]
    assert cells(made[["total_sales_sum", "total_sales_mean"]]) == [[2, 2], [10, 10 / 3], [5, 5]]
    assert list(pivot(names="{value}!", total=True))[-1] == "total!"
    with pytest.raises(DataError, match='two columns would be called "total"'):
        pivot(TABLE.assign(year="total"), total=True)


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ({"column": "yer"}, 'did you mean "year"'),
        ({"column": ""}, "no column is chosen"),
        ({"keys": ["year"]}, "is a key and the column to spread"),
        ({"column": "sales", "limit": 5}, "has 6 different values, .* the limit is 5"),
        ({"aggregations": [{"columns": ["note"], "method": "sum"}]}, 'the sum of "note" cannot be computed'),
        ({"aggregations": SUM * 2}, 'two columns would be called "sales_sum"'),
        ({"names": "x"}, 'two columns would be called "x"'),
        (
            {"aggregations": SUM, "fill": "none"},
            '"sales_sum" are of type whole number and cannot be filled with "none"',
        ),
        ({"aggregations": SUM, "fill": 0.5}, "whole numbers cannot be filled with 0.5"),
        ({"column": "note", "keys": ["region"], "names": "region"}, 'called "region"'),
    ],
)
def test_what_cannot_be_done_is_told(chosen, words):
    with pytest.raises(DataError, match=words):
        pivot(**chosen)


@pytest.mark.parametrize("column", ["sales", "year"])
def test_true_fills_no_cells_of_numbers(column):
    with pytest.raises(DataError, match="cannot be filled with True"):
        pivot(column="note", aggregations=[{"columns": [column], "method": "max"}], fill=True)


def test_categories_of_whole_numbers_name_columns_without_a_point_though_one_is_missing():
    table = pd.DataFrame(
        {"year": pd.Categorical([2026, None, 2025], categories=[2025, 2026]), "region": ["S", "N", "S"]}
    )
    assert list(pivot(table)) == ["region", "2025", "2026", "missing"]
    assert list(pivot(table, values=["2026", "2027"])) == ["region", "2026", "2027"]


def test_a_value_named_twice_is_refused_before_and_in_a_run():
    node = Pivot.from_settings({"keys": ["region"], "column": "note", "values": ["a", "b", "a"]})
    for work in (lambda: node.spec({"table": TableSpec.of(TABLE)}), lambda: node.run(TABLE)):
        with pytest.raises(DataError, match='two columns would be called "a"'):
            work()


EXAMPLES = [
    Example({"keys": ["region"], "column": "year", "aggregations": SUM}, {"table": TABLE}),
    Example({"keys": ["size", "seen"], "column": "note"}, {"table": TABLE}),
    Example({"keys": ["year"], "column": "seen", "aggregations": SUM, "values": ["x"]}, {"table": TABLE}),
    Example({"column": "size", "values": ["M", "L"], "fill": 0}, {"table": TABLE}),
    Example({"keys": ["region"], "column": "year"}, {"table": TABLE.iloc[:0]}),
    Example({"keys": ["region"], "column": "note", "values": ["a", "x"], "total": True}, {"table": TABLE}),
]


def test_means_of_floats_leave_cells_without_rows_missing():
    table = pd.DataFrame({"region": ["N", "S"], "year": ["2025", "2026"], "sales": [1.5, 2.5]})
    made = Pivot.from_settings(
        {"keys": ["region"], "column": "year", "aggregations": [{"column": "sales", "method": "mean"}]}
    ).run(table)
    assert made["2025"].tolist()[0] == 1.5
    assert made["2025"].isna().tolist() == [False, True]
