"""RegexExtract."""

from __future__ import annotations

import re
import time

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.regex_extract import RegexExtract

TABLE = pd.DataFrame(
    {
        "order": ["order AB-123", "no order", None, "ab-9", "Ü-٣"],
        "code": pd.Categorical(["A1", "B2", None, "A1", "B2"]),
        "n": 1.5,
    },
    index=[4, 4, 2, 1, 0],
)
PATTERN = r"(?P<letters>[A-Z]+)-(?P<number>\d+)"


def extracted(texts, pattern, **settings):
    table = pd.DataFrame({"x": pd.Series(texts, dtype="str")})
    made = RegexExtract.from_settings({"column": "x", "pattern": pattern, "keep": False, **settings}).run(table)
    rows = [[None if pd.isna(value) else value for value in row] for row in made.itertuples(index=False)]
    return list(made.columns), rows


def test_named_groups_are_columns():
    names, rows = extracted(TABLE["order"], PATTERN)
    assert names == ["letters", "number"]
    assert rows == [["AB", "123"], [None, None], [None, None], [None, None], [None, None]]
    assert extracted(["ab-9"], PATTERN, ignore_case=True)[1] == [["ab", "9"]]
    assert extracted(["ab-9"], PATTERN, ignore_case=True, names=["x", "y"])[0] == ["x", "y"]


def test_groups_without_a_name_have_numbers_and_a_pattern_without_groups_gives_what_it_finds():
    assert extracted(["a1", "b"], r"([a-z])(\d)?") == (["x_1", "x_2"], [["a", "1"], ["b", None]])
    assert extracted(["a1b2"], r"\d\w") == (["x_match"], [["1b"]])


def test_the_whole_text_may_have_to_fit():
    assert extracted(["a1", "a1b"], r"[a-z]\d", whole=True)[1] == [["a1"], [None]]
    assert extracted(["a1", "a1b"], r"([a-z])\d|b", whole=True)[1] == [["a"], [None]]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text("ab-19é ", max_size=8), max_size=5))
def test_it_finds_what_python_finds(texts):
    found = [re.search(r"([ab]+)-?(\d*)", text) for text in texts]
    expected = [[(one and one[number]) or None for number in (1, 2)] for one in found]
    assert extracted(texts, r"([ab]+)-?(\d*)")[1] == expected


def test_a_text_without_a_match_may_stop_the_run():
    with pytest.raises(DataError, match='the pattern is not found in "no order" in row 1 of "order"'):
        RegexExtract.from_settings({"column": "order", "pattern": PATTERN, "unmatched": "error"}).run(TABLE)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "no column is chosen"),
        ({"column": "ordr"}, 'did you mean "order"'),
        ({"column": "n"}, '"n" is a number column: convert it to text before'),
        ({"column": "order", "pattern": "(?P<n>x)"}, 'already has a column "n"'),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    with pytest.raises(DataError, match=words):
        RegexExtract.from_settings(given).spec({"table": TableSpec.of(TABLE)})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"pattern": "(a"}, "is no regular expression"),
        ({"pattern": "(?=a)"}, "look-ahead is not supported"),
        ({"pattern": "(a)(b)", "names": ["x"]}, "the pattern has 2 groups and there are 1 names"),
        ({"pattern": "(a)(b)", "names": ["x", "x"]}, "must differ"),
    ],
)
def test_settings_that_cannot_work_are_refused(given, words):
    with pytest.raises(SettingError, match=words):
        RegexExtract.from_settings(given)


def test_a_pattern_that_would_never_end_ends():
    start = time.process_time()
    assert extracted(["a" * 5000 + "!"], "^(a+)+$")[1] == [[None]]
    assert time.process_time() - start < 20


EXAMPLES = [
    Example({"column": "order", "pattern": PATTERN}, {"table": TABLE}),
    Example({"column": "code", "pattern": r"(\w)(\d)", "whole": True, "keep": False}, {"table": TABLE}),
    Example({"column": "order", "pattern": r"\w+"}, {"table": TABLE.iloc[:0]}),
]
