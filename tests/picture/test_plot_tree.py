"""Trees drawn with matplotlib."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knode.core.plot import Branch, Plot, Tree
from knode.picture.plot import figure_of
from knode.picture.text import shortened, width_of

pytestmark = pytest.mark.uncovered


@given(st.text(min_size=1, max_size=80), st.text(max_size=30))
def test_a_line_cut_in_its_middle_fits_its_room(text: str, end: str):
    made = shortened(text + end, 12, 200, end)
    assert width_of(made, 12) <= 200
    words = " ".join(end.split())
    if width_of(words, 12) < 120:
        assert made.endswith(words)


@pytest.mark.parametrize(
    ("name", "end", "shown"),
    [
        ("average number of suppliers by product and region", " ≤ 3.5?", "average number of su…and region ≤ 3.5?"),
        ("is the customer still under a contract of two years", "?", "is the customer still unde…of two years?"),
        ("age", " ≤ 3.5?", "age ≤ 3.5?"),
    ],
)
def test_a_question_keeps_its_comparison_however_long_its_column_is_called(name: str, end: str, shown: str):
    branch = Branch(lines=(name + end, "1 row"), ends=(end.strip(),))
    figure = figure_of(Plot(layers=(Tree(branches=(branch,)),)))
    assert shown in [text.get_text() for text in figure.axes[0].texts]
