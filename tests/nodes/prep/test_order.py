"""Rows in order: as a stable sort by the last key, then by the one before it, and so on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode_nodes.prep._order import order_of

FLOATS = st.one_of(st.sampled_from([0.0, -0.0, 1.5, np.nan, np.inf, -np.inf]), st.floats(width=64))
WHOLE = st.one_of(st.integers(-3, 3), st.integers(-(2**63), 2**63 - 1))


@st.composite
def keys(draw: st.DrawFn) -> list[np.ndarray]:
    rows = draw(st.integers(0, 40))

    def some(values: st.SearchStrategy, dtype: str) -> np.ndarray:
        return np.array(draw(st.lists(values, min_size=rows, max_size=rows)), dtype=dtype)

    kinds = {
        "float64": FLOATS,
        "float32": st.floats(width=32),
        "int64": WHOLE,
        "uint64": st.integers(0, 2**64 - 1),
        "int8": st.integers(-128, 127),
        "bool": st.booleans(),
    }
    chosen = draw(st.lists(st.sampled_from([*kinds]), min_size=1, max_size=3))
    return [some(kinds[dtype], dtype) for dtype in chosen]


def stable(keys: list[np.ndarray]) -> np.ndarray:
    order = np.arange(len(keys[0]))
    for key in reversed(keys):
        order = order[np.argsort(key[order], kind="stable")]
    return order


@given(keys())
def test_equal_rows_stay_as_the_next_key_has_them_or_as_they_came(keys):
    assert order_of(keys).tolist() == stable(keys).tolist()


@pytest.mark.parametrize("different", [2, 100, 10_000, 10**9])
def test_many_rows_are_in_the_same_order(different):
    rng = np.random.default_rng(different)
    whole = rng.integers(-different, different, 50_000)
    floats = np.where(rng.random(50_000) < 0.1, np.nan, rng.integers(0, different, 50_000) / 7)
    groups = rng.integers(0, 40_000, 50_000)
    for keys in (
        [whole],
        [floats],
        [floats, whole],
        [whole, floats],
        [groups, floats, whole],
        [np.sort(whole), floats],
    ):
        assert (order_of(keys) == stable(keys)).all()
    assert (order_of([floats], groups) == stable([groups, floats])).all()
