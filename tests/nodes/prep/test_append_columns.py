"""AppendColumns."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode_nodes.prep.append_columns import AppendColumns

LEFT = pd.DataFrame(
    {
        "id": [1, 2**60 + 1, 3],
        "who": ["Ann", None, "😀"],
        "paid": [True, False, True],
        "size": pd.Categorical(["S", None, "L"], categories=["S", "L"], ordered=True),
    },
    index=["p", "q", "q"],
)
RIGHT = pd.DataFrame(
    {
        "id": pd.array([1, 2], dtype="uint8"),
        'the "x.y"': [float("inf"), None],
        "when": pd.to_datetime(["2026-01-01", None]).tz_localize("Europe/Oslo"),
    },
    index=[7, 8],
)


def put(*tables, **given):
    return AppendColumns.from_settings(given).run(list(tables))


def test_rows_stand_beside_each_other_by_their_place_and_keep_the_first_index():
    made = put(LEFT, RIGHT.iloc[[0, 1, 0]])
    assert list(made.columns) == [*LEFT.columns, "id_2", 'the "x.y"', "when"]
    pd.testing.assert_frame_equal(made[list(LEFT.columns)], LEFT)
    assert made["id_2"].tolist() == [1, 2, 1]
    assert str(made["id_2"].dtype) == "uint8"
    assert made.index.tolist() == ["p", "q", "q"]


def test_the_first_index_keeps_its_name_beside_one_that_counts_alike():
    first = pd.DataFrame({"a": [1, 2]}, index=pd.RangeIndex(2, name="row"))
    made = put(first, pd.DataFrame({"b": [3, 4]}))
    pd.testing.assert_index_equal(made.index, first.index)


def test_shorter_tables_get_missing_values_and_whole_numbers_stay_whole():
    made = put(RIGHT, LEFT, lengths="missing")
    assert made["id"].iloc[:2].tolist() == [1, 2]
    assert made["id"].isna().tolist() == [False, False, True]
    assert made["id_2"].tolist() == [1, 2**60 + 1, 3]
    assert [str(made[name].dtype) for name in ("id", "id_2", "paid", "when")] == [
        "UInt8",
        "Int64",
        "boolean",
        str(RIGHT["when"].dtype),
    ]
    assert made["size"].cat.ordered
    assert made.index.tolist() == [0, 1, 2]
    assert put(LEFT, RIGHT, lengths="missing").index.tolist() == ["p", "q", "q"]


def test_all_are_cut_to_the_shortest():
    made = put(LEFT, RIGHT, lengths="cut")
    assert made.index.tolist() == ["p", "q"]
    assert made["id"].tolist() == [1, 2**60 + 1]
    assert len(put(LEFT, RIGHT.iloc[:0], lengths="cut")) == 0


def test_numbers_for_names_are_those_that_no_table_has():
    tables = [pd.DataFrame({"a": [1]}), pd.DataFrame({"a_2": [2], "a": [3]}), pd.DataFrame({"a": [4]})]
    assert put(*tables).to_dict("records") == [{"a": 1, "a_2": 2, "a_3": 3, "a_4": 4}]
    assert [*put(LEFT), *put(LEFT.iloc[:, :0], LEFT)] == [*LEFT, *LEFT]


def test_names_that_are_no_texts_become_texts_before_they_are_compared():
    made = put(
        pd.DataFrame({1: [1]}), pd.DataFrame({"1": [2]}), pd.DataFrame([[3]], columns=pd.array([2], dtype="Int64"))
    )
    assert made.to_dict("records") == [{"1": 1, "1_2": 2, "2": 3}]
    assert str(made.columns.dtype) == "str"


def test_what_does_not_fit_is_refused():
    with pytest.raises(DataError, match="table 1 has 3 rows and table 2 2 rows: connect") as error:
        put(LEFT, RIGHT)
    assert error.value.facts["port"] == "tables"
    with pytest.raises(DataError, match='a table before table 2 already has a column "id": rename'):
        AppendColumns(clashes="refuse").spec({"tables": [TableSpec.of(LEFT), TableSpec.of(RIGHT)]})
    with pytest.raises(DataError, match="no table is connected"):
        put()


def test_columns_keep_their_roles_under_their_new_names():
    one, other = LEFT.copy(), RIGHT.iloc[[0, 1, 1]].copy()
    one.attrs, other.attrs = {"roles": {"who": "target"}}, {"roles": {"id": "weight"}}
    assert put(one, other).attrs == {"roles": {"who": "target", "id_2": "weight"}}


@given(st.lists(st.lists(st.integers(-(2**63), 2**63 - 1), max_size=4), min_size=1, max_size=4))
@settings(max_examples=40, deadline=None)
def test_each_column_is_that_of_its_table_and_missing_below_its_end(columns):
    made = put(*(pd.DataFrame({"x": values}, dtype="int64") for values in columns), lengths="missing")
    longest = max(map(len, columns))
    for place, values in enumerate(columns):
        assert made.iloc[:, place].astype(object).where(made.iloc[:, place].notna(), None).tolist() == [
            *values,
            *[None] * (longest - len(values)),
        ]


EXAMPLES = [
    Example({}, {"tables": [LEFT, LEFT]}),
    Example({"lengths": "missing"}, {"tables": [RIGHT, LEFT, RIGHT]}),
    Example({"lengths": "cut", "clashes": "refuse"}, {"tables": [LEFT[["who"]], RIGHT]}),
    Example({"lengths": "missing"}, {"tables": [LEFT.iloc[:0], RIGHT.iloc[:0]]}),
]


@pytest.mark.parametrize(
    "kind", ["int8[pyarrow]", "uint64[pyarrow]", "Sparse[bool, False]", "Sparse[int64, 0]", "interval[int64, right]"]
)
def test_a_column_of_any_kind_with_gaps_has_the_dtype_that_is_foretold(kind):
    values = pd.IntervalIndex.from_breaks([0, 1, 2]) if kind.startswith("interval") else pd.array([1, 0], dtype="int64")
    short = pd.DataFrame({"x": pd.Series(values).astype(kind)})
    node, tables = AppendColumns(lengths="missing"), [pd.DataFrame({"n": [1, 2, 3]}), short]
    made, told = node.run(tables), node.spec({"tables": [TableSpec.of(table) for table in tables]})["table"]
    assert made["x"].isna().tolist() == [False, False, True]
    assert told["x"].dtype == str(made["x"].dtype)
