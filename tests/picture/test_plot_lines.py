"""Lines of very many points: drawn in no time, and as if all of them were drawn."""

from __future__ import annotations

import io
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.lines import Line2D
from PIL import Image

from knode.core.plot import Line, Plot
from knode.picture import plot_lines
from knode.picture.plot import figure_of, rendered
from knode.picture.plot_lines import seen
from tests.picture.comparing import distance

COUNT = 20_000
PLACES = np.arange(COUNT)
NOISE = np.random.default_rng(1).normal(size=COUNT)
SHAPES = {
    "noise": NOISE,
    "walk": np.cumsum(NOISE),
    "wave": np.sin(PLACES / 900),
    "noise and waves": np.where(PLACES % 4_000 < 2_000, NOISE, np.sin(PLACES / 900)),
    "gaps": np.where((PLACES % 50 == 0) | (PLACES // 3_000 == 2), np.nan, NOISE),
    "one peak": np.where(PLACES == 7_777, 40.0, NOISE / 10),
}
CLOSE, DASHED = 4.0, 6.0
"""Of 255, at a ninth of the size: edges may lie a part of a pixel beside, and dashes elsewhere."""
NUMBERS = st.one_of(st.just(float("nan")), st.floats(-1e6, 1e6))


def plot(y: np.ndarray, **look) -> Plot:
    numbers = tuple(None if np.isnan(value) else float(value) for value in y)
    return Plot(title="Line", layers=(Line(name="a", x=tuple(map(float, PLACES)), y=numbers, **look),))


def drawn(shown: Plot) -> Image.Image:
    content = rendered(shown, "png", "light", width=5, height=3.4, dpi=90)
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("look", [{}, {"dashed": True}, {"steps": True}, {"marks": True}])
@pytest.mark.parametrize("shape", SHAPES)
def test_a_line_of_many_points_looks_as_if_all_were_drawn(monkeypatch: pytest.MonkeyPatch, shape: str, look: dict):
    shown = plot(SHAPES[shape], **look)
    quick = drawn(shown)
    monkeypatch.setattr(plot_lines, "_line_class", lambda: Line2D)
    whole = drawn(shown)
    assert distance(quick.reduce(9), whole.reduce(9)) < (DASHED if "dashed" in look else CLOSE)


def test_a_line_keeps_all_its_points_for_who_zooms():
    (line,) = figure_of(plot(NOISE)).axes[0].get_lines()
    assert len(line.get_xdata()) == COUNT


@given(st.lists(st.tuples(st.integers(0, 3), NUMBERS), min_size=1, max_size=200))
def test_no_peak_and_no_gap_between_columns_is_lost(points: list[tuple[int, float]]):
    columns = np.cumsum([step == 3 for step, _ in points]).astype(float)
    y = np.array([value for _, value in points])
    if np.isnan(y).all():
        return
    x = np.arange(len(y), dtype=float)
    shown = seen(columns, x, y)
    assert len(shown.x) <= 5 * (columns[-1] + 1)
    for column in np.unique(columns[np.isfinite(y)]):
        inside = y[(columns == column) & np.isfinite(y)]
        assert {inside.min(), inside.max()} <= set(shown.y)
    places = np.flatnonzero(np.isfinite(y))
    parted = [two - one > 1 and columns[one] != columns[two] for one, two in itertools.pairwise(places)]
    assert np.isnan(shown.y).sum() == sum(parted)


def test_few_points_of_a_line_of_many_are_drawn():
    columns = np.floor(PLACES / COUNT * 500).astype(float)
    assert len(seen(columns, PLACES.astype(float), NOISE).x) < 1_100
