"""Which name is proposed for one that is not known: one that is truly near, or that has its words."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.core.errors import nearest
from knode.core.nearness import shares_words, slips

NODES = ["load", "scorer", "roc_curve", "forest", "row_filter", "group_by", "learning_curve", "test_rows"]
COLUMNS = [
    "age",
    "Monthly Fee",
    "city",
    "id",
    "customer_id",
    "total_amount",
    "left",
    "naïve",
    "größe",
    "Straße",
    "2026",
]
TYPES = ["io.CsvReader", "io.CsvWriter", "prep.RowFilter", "prep.RowSplitter", "learn.RandomForestLearner"]


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        # A word of a name, and a name that has more words.
        ("curve", NODES, "roc_curve"),
        ("roc", NODES, "roc_curve"),
        ("filter", NODES, "row_filter"),
        ("learn", NODES, "learning_curve"),
        ("forest_learner", NODES, "forest"),
        ("the_roc_curve", NODES, "roc_curve"),
        ("amount", COLUMNS, "total_amount"),
        ("fee", COLUMNS, "Monthly Fee"),
        ("forest", TYPES, "learn.RandomForestLearner"),
        ("ForestLearner", TYPES, "learn.RandomForestLearner"),
        # Slips of the finger: left out, put in, changed, swapped.
        ("scrorer", NODES, "scorer"),
        ("forset", NODES, "forest"),
        ("agee", COLUMNS, "age"),
        ("aeg", COLUMNS, "age"),
        ("cty", COLUMNS, "city"),
        ("custmoer_id", COLUMNS, "customer_id"),
        ("toal_amuont", COLUMNS, "total_amount"),
        ("naive", COLUMNS, "naïve"),
        ("CsvReadr", TYPES, "io.CsvReader"),
        ("pref.RowFilter", TYPES, "prep.RowFilter"),
        # Capitals, and what stands between words.
        ("monthly_fee", COLUMNS, "Monthly Fee"),
        ("MONTHLY-FEE", COLUMNS, "Monthly Fee"),
        ("strasse", COLUMNS, "Straße"),
        ("csvreader", TYPES, "io.CsvReader"),
        # What is far off is not proposed, however few names there are.
        ("curve", ["load", "scorer"], None),
        ("price", COLUMNS, None),
        ("rows", ["scores", "worse"], None),
        ("date", ["rate", "update_x"], "rate"),
        ("store", ["scorer"], None),
        ("left_join", ["right_side"], None),
        ("io.ParquetReader", ["io.CsvReader"], None),
        ("x", ["y", "z"], None),
        ("", COLUMNS, None),
        ("_", COLUMNS, None),
        ("at", ["rates", "data at rest"], None),
    ],
)
def test_names_that_are_near_or_share_words_are_proposed_and_no_others(
    name: str, known: list[str], expected: str | None
) -> None:
    assert nearest(name, known) == expected


@given(st.text(max_size=7), st.text(max_size=7))
def test_slips_are_counted_the_same_both_ways_and_are_never_more_than_letters(one: str, other: str) -> None:
    count = slips(one, other)
    assert count == slips(other, one)
    assert abs(len(one) - len(other)) <= count <= max(len(one), len(other))
    assert (count == 0) == (one == other)


@given(st.text(min_size=1, max_size=30), st.data())
def test_any_one_slip_is_one(name: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(name) - 1))
    assert slips(name, name[:place] + name[place + 1 :]) == 1
    assert slips(name, name[:place] + "x" + name[place:]) == 1
    assert slips(name, name[:place] + name[place : place + 2][::-1] + name[place + 2 :]) <= 1


@given(st.text(max_size=12), st.text(max_size=12))
def test_words_are_shared_both_ways(one: str, other: str) -> None:
    assert shares_words(one, other) == shares_words(other, one)


def test_thousands_of_long_names_are_looked_through_at_once() -> None:
    known = [f"a column of a very wide table, number {place}" for place in range(5_000)] + ["x" * 100_000]
    start = time.process_time()
    assert nearest("a columm of a very wide table, number 77", known) == "a column of a very wide table, number 77"
    assert nearest("nothing of the kind", known) is None
    assert time.process_time() - start < 5
