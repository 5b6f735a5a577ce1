"""SplitColumn."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.split_column import SplitColumn

TABLE = pd.DataFrame(
    {
        "place": ["Bern, 3011", "Zürich", None, "Genève, 1201, CH", ", ", ""],
        "code": pd.Categorical(["CH8001Z", "D", None, "FR", "CH8001Z", "D"]),
        "number": [1, 2, 3, 4, 5, 6],
    },
    index=[5, 5, 3, 2, 1, 0],
)


def parts(texts, **settings):
    table = pd.DataFrame({"x": pd.Series(texts, dtype="str")})
    made = SplitColumn.from_settings({"column": "x", "keep": False, **settings}).run(table)
    assert set(map(str, made.dtypes)) == {"str"}
    return [[None if pd.isna(value) else value for value in row] for row in made.itertuples(index=False)]


def test_texts_are_split_and_parts_that_are_too_many_stay_in_the_last():
    assert parts(TABLE["place"]) == [
        ["Bern", "3011"], ["Zürich", None], [None, None], ["Genève", "1201, CH"], [None, None], [None, None],
    ]  # fmt: skip
    assert parts(["a,b,c"], extra="drop") == [["a", "b"]]
    assert parts(["a,,c"], count=3) == [["a", None, "c"]]
    assert parts([" a ,,"], count=3, trim=False) == [[" a ", "", ""]]


def test_splitting_from_the_right_lets_the_first_part_take_the_rest():
    texts = ["Anna Maria Muster", "Muster", None]
    assert parts(texts, separator=" ", start="right") == [["Anna Maria", "Muster"], [None, "Muster"], [None, None]]
    assert parts(texts[:1], separator=" ", start="right", extra="drop") == [["Maria", "Muster"]]


def test_a_pattern_splits_too():
    assert parts(["a - b;c", "d"], how="pattern", pattern=r"\s*[-;]\s*", count=3) == [
        ["a", "b", "c"],
        ["d", None, None],
    ]
    assert parts(["a1b2c"], how="pattern", pattern=r"\d", trim=False) == [["a", "b2c"]]


def test_texts_are_cut_at_positions():
    texts = ["CH8001Z", "D", "Zoë!", None, ""]
    assert parts(texts, how="positions", positions=[2, 5]) == [
        ["CH", "800", "1Z"], ["D", None, None], ["Zo", "ë!", None], [None] * 3, [None] * 3,
    ]  # fmt: skip


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text("ab,;é ", max_size=8), max_size=5), st.integers(1, 4), st.sampled_from(["left", "right"]))
def test_splitting_is_that_of_python(texts, count, start):
    split = str.split if start == "left" else str.rsplit
    expected = []
    for text in texts:
        found = split(text, ",", count - 1)
        gaps = [None] * (count - len(found))
        expected.append(found + gaps if start == "left" else gaps + found)
    assert parts(texts, count=count, start=start, trim=False) == expected


def test_names_tell_how_many_parts_there_are():
    made = SplitColumn.from_settings({"column": "place", "names": ["city", "zip", "land"]}).run(TABLE)
    assert list(made.columns) == ["place", "code", "number", "city", "zip", "land"]
    assert made["land"].tolist()[3] == "CH"


def test_too_many_parts_may_stop_the_run():
    with pytest.raises(DataError, match='"Genève, 1201, CH" in row 3 of "place" has more than 2 parts'):
        SplitColumn.from_settings({"column": "place", "extra": "error"}).run(TABLE)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "no column is chosen"),
        ({"column": "plac"}, 'did you mean "place"'),
        ({"column": "number"}, '"number" is a whole number column: convert it to text before'),
        ({"column": "place", "names": ["code", "x"]}, 'already has a column "code"'),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    with pytest.raises(DataError, match=words):
        SplitColumn.from_settings(given).spec({"table": TableSpec.of(TABLE)})


@pytest.mark.parametrize(
    "given",
    [
        {"how": "pattern", "pattern": "("},
        {"how": "pattern", "start": "right"},
        {"how": "positions"},
        {"how": "positions", "positions": [5, 2]},
        {"how": "positions", "positions": [2], "names": ["a"]},
        {"names": ["a", "a"]},
    ],
)
def test_settings_that_cannot_work_are_refused(given):
    with pytest.raises(SettingError):
        SplitColumn.from_settings(given)


def test_a_pattern_that_would_never_end_ends():
    assert parts(["a" * 5000 + "!"], how="pattern", pattern="(a+)+$") == [["a" * 5000 + "!", None]]


EXAMPLES = [
    Example({"column": "place"}, {"table": TABLE}),
    Example({"column": "place", "how": "pattern", "pattern": ",", "keep": False, "trim": False}, {"table": TABLE}),
    Example({"column": "place", "start": "right", "extra": "drop", "count": 1}, {"table": TABLE}),
    Example({"column": "code", "how": "positions", "positions": [2, 6], "names": ["a", "b b", "ü"]}, {"table": TABLE}),
]
