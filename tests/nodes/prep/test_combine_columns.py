"""CombineColumns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.combine_columns import CombineColumns

TABLE = pd.DataFrame(
    {
        "first": ["Zoë", None, "Li", None],
        "last name": ["Muster", "Meier", None, None],
        "age": [30.0, np.nan, 4.5, np.nan],
        "ok": [True, False, True, False],
        "size": pd.Categorical(["S", "M", None, None]),
        "on": pd.to_datetime(["2026-01-31", None, "2026-01-31 08:30", None], format="ISO8601"),
    },
    index=list("dcba"),
)


def combined(table=TABLE, **settings):
    made = CombineColumns.from_settings(settings).run(table)["combined"]
    assert made.dtype == "str"
    return [None if pd.isna(value) else value for value in made]


def test_values_are_joined_in_the_order_named_and_missing_ones_left_out():
    assert combined(columns=["last name", "first"], separator=", ") == ["Muster, Zoë", "Meier", "Li", None]
    assert combined(columns=["last name", "first"], missing="missing") == ["Muster Zoë", None, None, None]
    assert combined(columns=["first", "last name"], missing="text", missing_text="?") == [
        "Zoë Muster", "? Meier", "Li ?", "? ?",
    ]  # fmt: skip


def test_all_types_are_written_as_short_as_they_can_be_read_back():
    columns = ["age", "ok", "size", "on"]
    assert combined(columns=columns, separator="|")[:3] == [
        "30|true|S|2026-01-31",
        "false|M",
        "4.5|true|2026-01-31 08:30:00",
    ]


def test_a_template_is_filled_row_by_row():
    made = combined(how="template", template="{first} {last name} <{age}> {{{ok}}}")
    assert made == ["Zoë Muster <30> {true}", " Meier <> {false}", "Li  <4.5> {true}", "  <> {false}"]
    assert combined(how="template", template="{first}!", missing="missing") == ["Zoë!", None, "Li!", None]
    assert combined(how="template", template="{first}!", missing="text", missing_text="-") == [
        "Zoë!",
        "-!",
        "Li!",
        "-!",
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.one_of(st.none(), st.text(max_size=4))] * 3), max_size=6), st.text(max_size=2))
def test_it_joins_as_python_does(rows, separator):
    table = pd.DataFrame(rows, columns=["a", "b", "c"], dtype="str")
    present = [[value for value in row if value is not None] for row in rows]
    expected = [separator.join(row) if row else None for row in present]
    assert combined(table, columns=["a", "b", "c"], separator=separator) == expected


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "no column is chosen"),
        ({"columns": ["frst"]}, 'did you mean "first"'),
        ({"how": "template", "template": "{lastname}"}, 'did you mean "last name"'),
        ({"how": "template", "template": "no column"}, "no column is chosen"),
        ({"columns": ["first"], "name": "age"}, 'already has a column "age"'),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    with pytest.raises(DataError, match=words):
        CombineColumns.from_settings(given).spec({"table": TableSpec.of(TABLE)})


def test_a_brace_alone_is_refused():
    with pytest.raises(SettingError, match="a brace stands alone at position 6: write }} for }"):
        CombineColumns.from_settings({"template": "first} x"})


EXAMPLES = [
    Example({"columns": ["first", "last name", "age"]}, {"table": TABLE}),
    Example({"columns": "*", "keep": False, "name": "all", "missing": "text"}, {"table": TABLE}),
    Example({"how": "template", "template": "{on}/{size}", "missing": "missing"}, {"table": TABLE}),
    Example({"columns": ["first"]}, {"table": TABLE.iloc[:0]}),
]
