"""MatchRows."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.match_rows import MatchRows

ORDERS = pd.DataFrame(
    {"customer": ["a", "B", None, "x", "a"], "day": pd.array([1, 2, 3, None, 9], dtype="Int64")}, index=list("vwxyz")
)
GONE = pd.DataFrame(
    {"customer": pd.Categorical(["a", "a", "b", None]), "since": [1.0, 9.0, 2.0, 3.0]}, index=[5, 5, 5, 5]
)


def matched(table=ORDERS, reference=GONE, **given):
    made = MatchRows.from_settings(given).run(table, reference)
    return "".join(made.matching.index), "".join(made.other.index)


def test_rows_with_a_partner_and_rows_without_keep_their_order_and_no_row_is_repeated():
    assert matched() == ("vz", "wxy")
    made = MatchRows().run(ORDERS, GONE)
    pd.testing.assert_frame_equal(made.matching, ORDERS.loc[["v", "z"]])


def test_a_missing_key_has_no_partner_unless_missing_keys_are_equal():
    assert matched(missing_keys="equal") == ("vxz", "wy")
    assert matched(keys=["customer", "day"], reference_keys=["customer", "since"]) == ("vz", "wxy")
    assert matched(keys=["customer", "day"], reference_keys=["customer", "since"], missing_keys="equal")[0] == "vxz"


def test_capital_letters_may_count_as_small_ones():
    assert matched(ignore_case=True) == ("vwz", "xy")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"keys": ["custmer"]}, 'no key column "custmer"; did you mean "customer"'),
        (
            {"keys": ["customer"], "reference_keys": ["since"]},
            "text .* in the table, and .* number .* in the reference",
        ),
    ],
)
def test_keys_that_do_not_fit_are_told_before_anything_runs(given, words):
    with pytest.raises(DataError, match=words):
        MatchRows.from_settings(given).spec({"table": TableSpec.of(ORDERS), "reference": TableSpec.of(GONE)})


def test_unequal_numbers_of_keys_are_refused():
    with pytest.raises(SettingError, match="same number"):
        MatchRows.from_settings({"keys": ["customer"], "reference_keys": ["a", "b"]})


KEYS = st.lists(st.none() | st.integers(-(2**63), 2**63 - 1) | st.integers(0, 3), max_size=10)


@given(KEYS, KEYS)
@settings(max_examples=40, deadline=None)
def test_the_matching_rows_are_those_that_plain_python_finds(lefts, rights):
    table, reference = (pd.DataFrame({"k": pd.array(values, dtype="Int64")}) for values in (lefts, rights))
    made = MatchRows().run(table, reference)
    known = {value for value in rights if value is not None}
    assert made.matching.index.tolist() == [row for row, value in enumerate(lefts) if value in known]
    assert sorted([*made.matching.index, *made.other.index]) == list(range(len(lefts)))


EXAMPLES = [
    Example({}, {"table": ORDERS, "reference": GONE}, rows="table"),
    Example({"missing_keys": "equal", "ignore_case": True}, {"table": ORDERS, "reference": GONE}, rows="table"),
    Example(
        {"keys": ["customer", "day"], "reference_keys": ["customer", "since"]},
        {"table": ORDERS, "reference": GONE},
        rows="table",
    ),
    Example({}, {"table": ORDERS, "reference": GONE.iloc[:0]}, rows="table"),
    Example({}, {"table": ORDERS.iloc[:0], "reference": GONE}, rows="table"),
]
