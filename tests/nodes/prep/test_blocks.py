"""Rows worked out block by block are those worked out at once."""

from __future__ import annotations

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


@pytest.mark.parametrize("whole", [True, False])
def test_times_between_moments_are_the_same_in_any_unit(whole):
    random = np.random.default_rng(1)
    start, end = (random.integers(-(10**15), 10**15, 5_000).view("datetime64[us]") for _ in range(2))
    for unit in ("days", "weeks", "hours", "seconds"):
        plainly = counted(start, end, unit, whole=whole)[0]
        # Of different units they are counted by days and the rest of the day.
        np.testing.assert_array_equal(plainly, counted(start, end.astype("datetime64[ns]"), unit, whole=whole)[0])
