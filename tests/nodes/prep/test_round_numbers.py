"""RoundNumbers."""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knode.api import DataError, TableSpec
from knode.core.check import Example
from knode.core.errors import SettingError
from knode_nodes.prep.round_numbers import RoundNumbers

MODES = {
    "half up": ROUND_HALF_UP,
    "half even": ROUND_HALF_EVEN,
    "down": ROUND_FLOOR,
    "up": ROUND_CEILING,
    "towards zero": ROUND_DOWN,
}
TABLE = pd.DataFrame(
    {
        "x": [2.675, -2.5, np.nan, np.inf, 1e300],
        "i": np.array([2**62 + 57, -15, 0, 25, 5]),
        "n": pd.array([149, None, -151, 50, -50], dtype="Int64"),
        "u": np.array([2**64 - 600, 1, 2, 3, 4], dtype="uint64"),
        "s": np.array([0.25, 1.5, np.nan, -0.35, 0], dtype="float32"),
        "F": pd.array([0.125, None, 1, 2, 3], dtype="Float64"),
        "t": list("abcde"),
    },
    index=[3, 3, 2, 1, 0],
)


def rounded(values, *, dtype="float64", **given):
    node = RoundNumbers.from_settings({"columns": ["x"], **given})
    return node.run(pd.DataFrame({"x": pd.Series(values, dtype=dtype)}))["x"]


def test_numbers_are_rounded_as_they_are_written():
    assert rounded([2.675, 1.005, -2.675, 0.285, 0.1 + 0.2], digits=2).tolist() == [2.68, 1.01, -2.68, 0.29, 0.3]
    assert rounded([2.5, 3.5, -2.5]).tolist() == [3, 4, -3]
    assert rounded([2.5, 3.5, -2.5], method="half even").tolist() == [2, 4, -2]
    assert rounded([1.1, 1.13], digits=1, method="up").tolist() == [1.1, 1.2]
    assert rounded([149.0, 150.0], digits=-2).tolist() == [100, 200]


@settings(max_examples=60, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(-12, 12), st.sampled_from(sorted(MODES)))
@example(1e22, 2, "half up")
@example(4503599627370497.5, 0, "half even")
@example(0.5, -1, "up")
def test_decimals_are_those_of_decimal_arithmetic(value, digits, method):
    exact = (Decimal(repr(value)).scaleb(digits, Context(prec=800))).to_integral_value(MODES[method])
    expected = float(Fraction(int(exact)) / Fraction(10) ** digits)
    assert rounded([value], digits=digits, method=method)[0] == expected


@settings(max_examples=60, deadline=None)
@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(1, 17), st.sampled_from(sorted(MODES)))
@example(999.9999, 3, "half up")
@example(1000.0, 1, "down")
@example(5e-324, 1, "half even")
def test_significant_digits_are_those_of_decimal_arithmetic(value, digits, method):
    expected = float(Context(prec=digits, rounding=MODES[method]).create_decimal(repr(value)))
    expected = value if np.isinf(expected) else expected
    assert rounded([value], to="significant digits", digits=digits, method=method)[0] == expected


@settings(max_examples=60, deadline=None)
@given(st.integers(-(2**62), 2**62), st.integers(1, 17), st.sampled_from(sorted(MODES)), st.booleans())
def test_whole_numbers_are_rounded_exactly(value, digits, method, significant):
    if significant:
        made = rounded([value], dtype="int64", to="significant digits", digits=digits, method=method)
        expected = int(Context(prec=digits, rounding=MODES[method]).create_decimal(value))
    else:
        made = rounded([value], dtype="int64", digits=-digits, method=method)
        expected = int((Decimal(value).scaleb(-digits, Context(prec=50))).to_integral_value(MODES[method])) * 10**digits
    assert made.dtype == "int64"
    assert made[0] == expected


def test_multiples_are_exact():
    assert rounded([0.15, 1e-323], to="multiple", multiple=5e-324).tolist() == [0.15, 1e-323]
    assert rounded([0.12, 0.125, 0.17, -0.12], to="multiple", multiple=0.05).tolist() == [0.1, 0.15, 0.15, -0.1]
    assert rounded([7, 8, -8], dtype="int64", to="multiple", multiple=5).tolist() == [5, 10, -10]
    assert rounded([1], dtype="int64", to="multiple", multiple=0.25).tolist() == [1]
    assert rounded([1, 2], dtype="int64", to="multiple", multiple=0.3).tolist() == [0.9, 2.1]


def test_dtypes_and_missing_values_stay():
    made = RoundNumbers.from_settings({"digits": -1}).run(TABLE)
    assert made.dtypes.equals(TABLE.dtypes)
    assert made["n"].tolist() == [150, pd.NA, -150, 50, -50]
    assert made["i"].tolist() == [2**62 + 56, -20, 0, 30, 10]
    assert made["u"].tolist()[0] == 2**64 - 596
    assert made["x"].tolist()[3:] == [np.inf, 1e300]


def test_rounded_numbers_may_go_into_new_columns():
    made = RoundNumbers.from_settings({"columns": ["x"], "suffix": " rounded"}).run(TABLE)
    assert list(made.columns) == [*TABLE.columns, "x rounded"]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"columns": ["y"]}, "there is no column"),
        ({"columns": ["t"]}, '"t" is a text column: convert it to numbers'),
        ({"columns": []}, "no column is chosen"),
        ({"columns": ["x"], "suffix": "\n"}, None),
    ],
)
def test_what_cannot_work_is_told_before_there_are_rows(given, words):
    if words is None:
        RoundNumbers.from_settings(given).spec({"table": TableSpec.of(TABLE)})
        return
    with pytest.raises(DataError, match=words):
        RoundNumbers.from_settings(given).spec({"table": TableSpec.of(TABLE)})


def test_a_whole_number_that_becomes_too_large_for_its_column_is_named():
    with pytest.raises(DataError, match="125 in row 1 .* becomes 130, which is too large for whole numbers of 8 bits"):
        rounded([1, 125], dtype="int8", digits=-1)
    with pytest.raises(DataError, match="which is too large for whole numbers of 64 bits"):
        rounded([2**63 - 1], dtype="int64", digits=-1)


def test_a_multiple_has_to_be_above_zero():
    with pytest.raises(SettingError):
        RoundNumbers.from_settings({"multiple": 0})


def test_the_largest_whole_numbers_are_rounded_to_significant_digits_or_refused():
    table = pd.DataFrame({"i": [2**63 - 1, -(2**63), 5]})
    node = {"columns": ["i"], "to": "significant digits", "digits": 2}
    made = RoundNumbers.from_settings({**node, "method": "towards zero"}).run(table)
    assert made["i"].tolist() == [92 * 10**17, -92 * 10**17, 5]
    with pytest.raises(DataError, match=r"in row 1 of \"i\" becomes -9300000000000000000, which is too large"):
        RoundNumbers.from_settings({**node, "method": "down"}).run(table)


EXAMPLES = [
    Example({"digits": 1}, {"table": TABLE}),
    Example({"to": "significant digits", "digits": 2, "method": "half even"}, {"table": TABLE}),
    Example({"columns": ["x", "n", "s"], "to": "multiple", "multiple": 0.3, "suffix": "_r"}, {"table": TABLE}),
    Example({"digits": -2, "method": "up", "columns": {"types": ["number"], "but": ["u"]}}, {"table": TABLE.iloc[:0]}),
]
