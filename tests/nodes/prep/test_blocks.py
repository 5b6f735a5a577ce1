"""Rows worked out block by block are those worked out at once."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from knode_nodes.prep._blocks import BLOCK, in_blocks
from knode_nodes.prep._elapsed import counted
from knode_nodes.prep._rounding import _exactly, rounded


@pytest.mark.parametrize("rows", [0, 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5])
def test_blocks_cover_all_rows_once(rows: int):
    given = np.arange(rows)
    doubled, negative = in_blocks(lambda block: (block * 2, -block.astype("float64")), given)
    assert (doubled == given * 2).all()
    assert (negative == -given).all()


@pytest.mark.parametrize("method", ["half up", "half even", "down", "up", "towards zero"])
def test_numbers_near_borders_and_far_from_them_are_rounded_alike(method):
    random = np.random.default_rng(0)
    size = 2 * BLOCK
    values = np.concatenate(
        [random.normal(size=size) * 10.0 ** random.integers(-3, 14, size), np.arange(-size, size) / 200]
    )
    for unit in (Fraction(1, 100), Fraction(1), Fraction(10), Fraction(1, 20)):
        np.testing.assert_array_equal(rounded(values, unit, method), _exactly(values, unit, method))


@pytest.mark.parametrize("method", ["half up", "half even", "down", "up", "towards zero"])
def test_what_is_no_plain_number_is_rounded_as_exactly_too(method):
    hostile = [0.0, -0.0, np.nan, np.inf, -np.inf, 5e-324, -5e-324, 1e-300, 1.7e308, -1.7e308, 1e290, 2.0**52 + 0.5]
    hostile += [2.0**53 + 2, 1e15 + 0.125, 0.5, 1.5, -2.5, 0.15, 0.25, 0.35, 2.675, 1e22]
    for unit in (Fraction(1, 10), Fraction(1, 10**14), Fraction(1), Fraction(10**14), Fraction(1, 20), Fraction(3, 7)):
        made = rounded(np.array(hostile), unit, method)
        np.testing.assert_array_equal(made, _exactly(np.array(hostile), unit, method))
        np.testing.assert_array_equal(made, [rounded(np.array([one]), unit, method)[0] for one in hostile])


def test_rows_of_other_arrays_are_rounded_where_they_stand():
    held = np.arange(40_000.0).reshape(20_000, 2) / 8
    np.testing.assert_array_equal(rounded(held[:, 1], Fraction(1), "half even"), np.round(held[:, 1]))
    assert (held[:, 1] == np.arange(1, 40_000, 2) / 8).all()


@pytest.mark.parametrize("whole", [True, False])
def test_times_between_moments_are_the_same_in_any_unit(whole):
    random = np.random.default_rng(1)
    start, end = (random.integers(-(10**15), 10**15, 5_000).view("datetime64[us]") for _ in range(2))
    for unit in ("days", "weeks", "hours", "seconds"):
        plainly = counted(start, end, unit, whole=whole)[0]
        # Of different units they are counted by days and the rest of the day.
        slowly = counted(start, end.astype("datetime64[ns]"), unit, whole=whole)[0]
        np.testing.assert_array_max_ulp(plainly.astype("float64"), slowly.astype("float64"), 0 if whole else 1)


@pytest.mark.parametrize("unit", ["us", "ns"])
@pytest.mark.parametrize("whole", [True, False])
def test_times_between_moments_are_those_of_exact_fractions_also_beside_missing_and_endless_ones(whole, unit):
    random = np.random.default_rng(2)
    bound = 2**62 if unit == "ns" else 2**55
    start, end = (random.integers(-bound, bound, 300).view(f"datetime64[{unit}]") for _ in range(2))
    end[::3] = start[::3] + random.integers(-(10**13), 10**13, 100)
    start[7] = end[11] = "NaT"
    start[13], end[13] = np.int64(2**63 - 1).view(start.dtype), np.int64(-(2**62) - 1).view(start.dtype)
    size = 86_400 * (10**6 if unit == "us" else 10**9)
    made, missing = counted(start, end, "days", whole=whole)
    assert np.flatnonzero(missing).tolist() == [7, 11]
    for first, last, found in zip(start[~missing].tolist(), end[~missing].tolist(), made[~missing], strict=True):
        apart = Fraction(_count(last, unit) - _count(first, unit), size)
        assert found == math.trunc(apart) if whole else math.isclose(found, apart, rel_tol=3e-16)


def _count(moment, unit) -> int:
    return int(np.datetime64(moment, unit).astype("int64")) if not isinstance(moment, int) else moment
