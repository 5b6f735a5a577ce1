"""The order of different values."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode_nodes.prep._text_order import LONGEST, order_of_values

LETTERS = st.text(st.sampled_from("abAB \x01~äß€😀\x7f\uffff"), max_size=12)


@given(st.lists(LETTERS, unique=True, max_size=40), st.integers(0, 3))
def test_texts_are_in_the_order_of_their_code_points(texts, start):
    values = pd.array(texts, dtype="str")[start:]
    assert [values[place] for place in order_of_values(values)] == sorted(texts[start:])


@pytest.mark.parametrize(
    "texts",
    [
        ["b\0", "b", "a\0b", "a"],
        ["x" * (LONGEST + 2), "x" * LONGEST, "x" * (LONGEST + 1)],
        ["b", None, "a"],
        ["", "a"],
        [],
    ],
)
def test_texts_that_bytes_do_not_tell_apart_are_in_order_too(texts):
    values = pd.array(texts, dtype="str")
    wanted = sorted(text for text in texts if text is not None) + [None] * texts.count(None)
    assert [None if pd.isna(values[place]) else values[place] for place in order_of_values(values)] == wanted


def test_other_values_are_in_order():
    values = pd.array([3, None, 1, 2], dtype="Int64")
    assert order_of_values(values).tolist() == [2, 3, 0, 1]
