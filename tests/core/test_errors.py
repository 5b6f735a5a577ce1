"""Errors are data: a tree that its module draws, messages of bounded length, JSON and pickles without loss."""

from __future__ import annotations

import datetime
import inspect
import json
import pickle
import re
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.core import errors
from knode.core.errors import (
    Cancelled,
    CycleRefused,
    DataError,
    KindMismatch,
    KnodeError,
    NewerFormat,
    NodeFailed,
    NodeUnavailable,
    PortTaken,
    SecretMissing,
    SettingError,
    UnknownName,
    UsageError,
    ValueRefused,
    WorkflowFileError,
    nearest,
    quoted,
)

CLASSES = {name: cls for name, cls in vars(errors).items() if inspect.isclass(cls) and issubclass(cls, KnodeError)}
EXAMPLES = [
    KnodeError("plain"),
    UnknownName("node", "a", ["b"]),
    SettingError("rows", "too many", node="n", value=[1] * 1000),
    WorkflowFileError("file", "bad", where="$", expected="good"),
    NewerFormat("file", 9, 1),
    CycleRefused(["a", "b", "a"]),
    PortTaken("a", "p", "b.q"),
    KindMismatch("a.b", "table", "c.d", "model"),
    NodeUnavailable("a", "x.Y", "x.Z"),
    SecretMissing("db", "KNODE_SECRET_DB"),
    DataError("bad", port="table", column="x", row=3),
    NodeFailed("a", "label", "reason", port="table", column="x", row=3, cause="ValueError"),
    ValueRefused("no", column="x", row=1),
    Cancelled(),
]


def test_the_tree_in_the_docstring_lists_every_class_under_its_base():
    drawn: dict[str, str] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines()[2:]:
        found = re.match(r"([│ ├└─]*)([A-Z]\w+)", line)
        if found:
            level = len(found[1]) // 4
            above[level:] = [found[2]]
            drawn[found[2]] = above[level - 1] if level else "Exception"
    assert drawn == {name: cls.__base__.__name__ for name, cls in CLASSES.items()}


def test_exit_codes_are_those_that_the_tree_promises():
    promised = dict(re.findall(r"([A-Z]\w+) +exit code (\d+)", errors.__doc__ or ""))
    assert {name: str(CLASSES[name].exit_code) for name in promised} == promised
    for name, cls in CLASSES.items():
        if name not in promised and name != "BundleDamaged":
            assert cls.exit_code == cls.__base__.exit_code, name
    assert CLASSES["BundleDamaged"].exit_code == UsageError.exit_code, "the file is wrong"


@pytest.mark.parametrize("error", EXAMPLES, ids=lambda error: type(error).__name__)
def test_an_error_is_json_and_survives_a_pickle(error: KnodeError):
    data = json.loads(json.dumps(error.as_json()))
    assert data["error"] == type(error).__name__
    assert data["message"] == error.message == str(error)
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.message, again.facts, str(again)) == (
        type(error),
        error.message,
        error.facts,
        str(error),
    )
    assert len(error.message) < 400


def test_facts_that_are_not_known_are_left_out():
    assert DataError("x").facts == {}
    assert DataError("x", row=0).facts == {"row": 0}


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("Colum", ["column", "rows"], "column"),
        ("COLUMN", ["column"], "column"),
        ("RowFilter", ["prep.RowFilter", "prep.Row"], "prep.RowFilter"),
        ("zzz", ["column"], None),
        ("", ["column"], None),
        ("x", [], None),
    ],
)
def test_the_nearest_name_is_the_one_that_was_most_likely_meant(name: str, known: list[str], expected: str | None):
    assert nearest(name, known) == expected


@given(st.text(), st.lists(st.text(max_size=8), max_size=8))
def test_the_nearest_name_is_one_of_the_known(name: str, known: list[str]):
    assert nearest(name, known) in [None, *known]


@given(st.one_of(st.text(), st.integers(), st.lists(st.integers()), st.binary()))
def test_a_quotation_is_short_and_stands_on_one_line(value: Any):
    text = quoted(value)
    assert len(text) <= errors.QUOTE_LIMIT
    assert "\n" not in text


def test_an_unknown_name_lists_what_is_known_when_nothing_is_near():
    known = [f"name{number:02}" for number in range(20)]
    message = UnknownName("thing", "?", known).message
    assert message.endswith("Known: " + ", ".join(known[:12]) + " ….")
    assert UnknownName("thing", "?", []).message.endswith("There are none here.")


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (np.int64(1), "1"),
        (np.float64(0.5), "0.5"),
        (np.True_, "True"),
        (pd.Timestamp("2026-01-31 08:30", tz="Europe/Oslo"), "2026-01-31 08:30:00+01:00"),
        (pd.Timedelta("1 days"), "1 days 00:00:00"),
        (datetime.date(2026, 1, 31), "2026-01-31"),
        (Decimal("1.50"), "1.50"),
        (pd.NA, "<NA>"),
        ((1, "a"), "(1, 'a')"),
    ],
)
def test_a_value_is_quoted_without_the_name_of_its_class(value: object, said: str):
    assert quoted(value) == said
