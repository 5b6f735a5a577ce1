"""ValidateData."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example, QuietContext
from knode.core.errors import SettingError
from knode_nodes.prep.validate_data import ValidateData

TABLE = pd.DataFrame(
    {
        "customer": [1, 2, 2, 3, 4],
        "age": pd.array([30, -1, None, 121, 0], dtype="Int64"),
        "email": ["a@b", "ab", None, "ü@x\n", "@"],
        "size": pd.Categorical(["S", "M", None, "XL", "S"]),
        "start": pd.to_datetime(["2026-01-01", "2026-02-01", None, "2025-12-31", "2027-01-01"]),
        "end": pd.to_datetime(["2026-01-02", "2026-01-01", "2026-01-01", None, "2027-01-01"]),
        "thing": pd.Series([1, "a", None, 2.5, True], dtype=object),
    }
).set_axis([9, 9, 8, 7, 6])


def validate(*rules, table=TABLE, context=None, **settings):
    node = ValidateData.from_settings({"rules": list(rules), **settings})
    return node.run(table, context or QuietContext())


def broken(rule, table=TABLE):
    """The positions of the rows that break a rule."""
    found = validate(rule, table=table.assign(place=range(len(table))))
    return found.invalid["place"].tolist()


@pytest.mark.parametrize(
    ("rule", "rows"),
    [
        ({"columns": ["age"]}, [2]),
        ({"columns": ["customer"], "check": "unique"}, [1, 2]),
        ({"columns": ["customer", "email"], "check": "unique"}, []),
        ({"columns": ["age"], "check": "range", "least": 0, "most": 120}, [1, 3]),
        ({"columns": ["age"], "check": "range", "most": 30}, [3]),
        ({"columns": ["start"], "check": "range", "least": "2026-01-01", "most": "2026-12-31"}, [3, 4]),
        ({"columns": ["size"], "check": "values", "values": ["S", "M", "L"]}, [3]),
        ({"columns": ["age"], "check": "values", "values": [30, 0]}, [1, 3]),
        ({"columns": ["email"], "check": "pattern", "pattern": r"\w+@\w+"}, [1, 3, 4]),
        ({"columns": ["email"], "check": "length", "least": 2, "most": 3}, [3, 4]),
        ({"columns": ["size"], "check": "length", "most": 1}, [3]),
        ({"columns": ["age"], "check": "type", "type": "number"}, []),
        ({"columns": ["age"], "check": "type", "type": "text"}, [0, 1, 3, 4]),
        ({"columns": ["thing"], "check": "type", "type": "number"}, [1, 4]),
        ({"columns": ["thing"], "check": "type", "type": "text"}, [0, 3, 4]),
        ({"check": "expression", "expression": '"start" <= "end"'}, [1]),
        ({"check": "expression", "expression": "age >= 0 -- or missing"}, [1]),
    ],
)
def test_a_rule_finds_the_rows_that_break_it(rule, rows):
    assert broken(rule) == rows


AGE = {"columns": ["age"], "check": "range", "least": 0, "most": 120}
EMAIL = {"columns": ["email"], "check": "pattern", "pattern": ".+@.+", "severity": "warn"}
UNIQUE = {"columns": ["customer"], "check": "unique", "name": "customer twice"}


def test_broken_rows_are_split_off_with_all_their_reasons():
    context = QuietContext()
    found = validate(AGE, EMAIL, UNIQUE, context=context)
    assert found.valid.index.tolist() == [9, 6]
    assert found.invalid["reasons"].tolist() == [
        'age is not from 0 to 120; email does not fit ".+@.+"; customer twice',
        "customer twice",
        'age is not from 0 to 120; email does not fit ".+@.+"',
    ]
    pd.testing.assert_frame_equal(found.invalid.drop(columns="reasons"), TABLE.iloc[[1, 2, 3]])
    assert context.warnings == ['3 rows break a rule: email does not fit ".+@.+" (first row 1).']
    assert dict(found.variables) == {
        "passed": False,
        "rows": 5,
        "invalid_rows": 3,
        "broken_rules": 3,
        "warnings": 1,
    }


def test_the_report_counts_what_was_checked_and_broken():
    report = validate(AGE, {"columns": ["age", "customer"]}, UNIQUE).report
    assert report.values.tolist() == [
        ["age is not from 0 to 120", "age", "split", 4, 2, "1, 3", "-1"],
        ["age is missing", "age", "split", 5, 1, "2", np.nan],
        ["customer is missing", "customer", "split", 5, 0, np.nan, np.nan],
        ["customer twice", "customer", "split", 5, 2, "1, 2", np.nan],
    ]


def test_all_is_well_where_no_rule_is_broken():
    found = validate({"columns": ["customer"]}, {"columns": ["age"]}, table=TABLE.iloc[:2])
    assert found.variables["passed"] is True
    assert len(found.invalid) == 0
    assert len(found.valid) == 2


def test_one_name_for_several_columns_is_told_once():
    both = {"columns": ["age", "email", "customer"], "name": "incomplete"}
    assert validate(both).invalid["reasons"].tolist() == ["incomplete"]


def test_a_rule_that_must_hold_stops_with_the_first_bad_row():
    strict = [{**AGE, "severity": "fail"}, {**UNIQUE, "severity": "fail"}]
    with pytest.raises(DataError) as caught:
        validate(*strict)
    assert caught.value.message.startswith('"age is not from 0 to 120": 2 of 5 rows break the rule, first row 1 ("-1")')
    assert "1 other rules that must hold are broken too" in caught.value.message
    assert (caught.value.facts["column"], caught.value.facts["row"]) == ("age", 1)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.none() | st.integers(-3, 3), st.text("ab1", max_size=3)), max_size=8))
def test_rows_are_parted_as_plain_python_does(rows):
    table = pd.DataFrame(rows, columns=["n", "t"]).astype({"n": "Int64", "t": "str"})
    rules = [
        {"columns": ["n"], "check": "range", "least": -1, "most": 2},
        {"columns": ["t"], "check": "pattern", "pattern": "a*[b1]?"},
        {"columns": ["n", "t"], "check": "unique"},
    ]
    found = validate(*rules, table=table)
    bad = [
        (n is not None and (not -1 <= n <= 2 or rows.count((n, t)) > 1)) or not re.fullmatch("a*[b1]?", t)
        for n, t in rows
    ]
    assert found.invalid.index.tolist() == [row for row, wrong in enumerate(bad) if wrong]
    assert len(found.valid) + len(found.invalid) == len(rows)


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ([], "there is no rule"),
        ([{"columns": ["ag"]}], 'did you mean "age"'),
        ([{"columns": []}], "no column is chosen for the check 'not missing'"),
        ([{"columns": ["age"], "check": "range", "least": "young"}], '"age" is a whole number column'),
        ([{"columns": ["age"], "check": "pattern", "pattern": "a"}], '"age" is a whole number column'),
        ([{"columns": ["age"], "check": "length", "most": 3}], "only texts have a length"),
        ([{"check": "expression", "expression": "agee > 0"}], "did you mean"),
    ],
)
def test_what_cannot_be_checked_is_told_before_anything_runs(rules, words):
    with pytest.raises(DataError, match=words):
        ValidateData.from_settings({"rules": rules}).spec({"table": TableSpec.of(TABLE)})


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"check": "range"}, "needs the smallest value allowed"),
        ({"check": "length", "least": "a"}, "whole number of characters"),
        ({"check": "values"}, "needs the values allowed"),
        ({"check": "pattern", "pattern": "a(?=b)"}, "look-ahead is not supported"),
        ({"check": "expression"}, "needs a condition"),
    ],
)
def test_rules_that_are_not_whole_are_refused(rule, words):
    with pytest.raises(SettingError, match=words):
        ValidateData.from_settings({"rules": [rule]})


def test_the_reasons_need_a_name_that_is_free():
    with pytest.raises(DataError, match='two columns would be called "age"'):
        validate(AGE, reasons="age")


def test_a_range_from_the_larger_to_the_smaller_is_refused():
    table = pd.DataFrame({"age": [1, 50], "day": pd.to_datetime(["2026-01-01", "2026-06-01"])})
    for column, least, most in (("age", 120, 0), ("day", "2026-12-31", "2026-01-01")):
        rule = {"columns": [column], "check": "range", "least": least, "most": most}
        node = ValidateData.from_settings({"rules": [rule]})
        with pytest.raises(DataError, match=f'in "{column}", as the first is the larger: exchange them'):
            node.run(table, QuietContext())
    with pytest.raises(SettingError, match="no length is from 3 to 1: exchange them"):
        ValidateData.from_settings({"rules": [{"columns": ["s"], "check": "length", "least": 3, "most": 1}]})


def test_the_first_bad_value_is_written_as_texts_are():
    table = pd.DataFrame({"code": [None, 8001.0], "day": pd.to_datetime([None, "2026-06-01"]), "ok": [True, False]})
    rules = [
        {"columns": ["code"], "check": "range", "most": 1},
        {"columns": ["day"], "check": "range", "most": "2026-01-01"},
        {"columns": ["ok"], "check": "values", "values": [True]},
    ]
    made = ValidateData.from_settings({"rules": rules}).run(table, QuietContext())
    assert made.report["first_value"].tolist() == ["8001", "2026-06-01", "false"]


EXAMPLES = [
    Example({"rules": [AGE, EMAIL, UNIQUE]}, {"table": TABLE}),
    Example({"rules": [{"columns": "*"}], "reasons": "why"}, {"table": TABLE}),
    Example({"rules": [{"check": "expression", "expression": "age > 3"}]}, {"table": TABLE.iloc[:0]}),
]
