"""Words at bars: each beside its bar or within its part, and never over others, a legend or the names of an axis."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from knode.core.plot import Axis, Bars, Plot
from knode.picture.plot import figure_of
from knode.picture.plot_look import ink_on

pytestmark = pytest.mark.uncovered

CITIES = ("London", "Paris", "Berlin", "New York", "Tokyo", "Oslo", "Köln", "Basel")


def charted(groups: int, bars: int, *, sideways: bool = False, stacked: bool = False, signed: bool = False) -> Plot:
    """Bars whose words are as long as their numbers."""
    random = np.random.default_rng(groups)
    sizes = np.sort(random.gamma(1.0, 3_000.0, (groups, bars)))[:, ::-1].round()
    sizes *= np.where(signed & (random.random(sizes.shape) < 0.5), -1, 1)
    base, width = np.zeros(bars), 0.8 if stacked else 0.8 / groups
    layers = []
    for number, line in enumerate(sizes):
        at = np.arange(bars) + (0 if stacked else (number - (groups - 1) / 2) * width)
        layers.append(Bars(
            name=f"group {number}", at=tuple(at), size=tuple(line), base=tuple(base) if stacked else None, width=width,
            sideways=sideways, labels=tuple(f"{size:,.0f}" for size in line), inside=stacked,
        ))  # fmt: skip
        base = base + line
    named, length = Axis(label="city", categories=tuple(CITIES[place % 8] for place in range(bars))), Axis(label="rows")
    x, y = (length, named) if sideways else (named, length)
    return Plot(title="Rows by city", x=x, y=y, layers=tuple(layers), legend="group")


def drawn(plot: Plot, **size: float) -> tuple[Any, list[Any]]:
    """The axes, and the words that are shown."""
    figure = figure_of(plot, **size)
    figure.canvas.draw()
    axes = figure.axes[0]
    return axes, [text for text in axes.texts if text.get_visible() and text.xycoords == "data"]


def apart(boxes: list[Any]) -> bool:
    return not any(
        one.x0 < other.x1 - 0.5 and other.x0 < one.x1 - 0.5 and one.y0 < other.y1 - 0.5 and other.y0 < one.y1 - 0.5
        for one, other in itertools.combinations(boxes, 2)
    )


def within(box: Any, room: Any) -> bool:
    return bool(room.x0 <= box.x0 and box.x1 <= room.x1 and room.y0 <= box.y0 and box.y1 <= room.y1)


def letters(text: Any) -> Any:
    """Where the letters are, without their ground."""
    patch, text._bbox_patch = text.get_bbox_patch(), None
    box = text.get_window_extent()
    text._bbox_patch = patch
    return box


@pytest.mark.parametrize("sideways", [False, True])
@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(("groups", "bars"), [(1, 8), (1, 28), (2, 8), (3, 12), (7, 3)])
def test_words_at_the_ends_of_bars_are_all_read_and_run_into_nothing(groups, bars, signed, sideways):
    axes, texts = drawn(charted(groups, bars, sideways=sideways, signed=signed), width=9.0, height=7.0)
    assert len(texts) == groups * bars
    boxes = [letters(text) for text in texts]
    assert apart(boxes)
    room = axes.get_window_extent()
    assert all(within(box, room) for box in boxes)
    assert len({(text.get_rotation(), text.get_fontsize()) for text in texts}) == 1, "all alike"


def test_words_are_turned_where_they_would_be_too_small_else_and_left_out_where_they_do_not_fit_even_so():
    assert {text.get_rotation() for text in drawn(charted(1, 8))[1]} == {0}
    assert {text.get_rotation() for text in drawn(charted(3, 12))[1]} == {90}
    assert not drawn(charted(7, 24))[1]


@pytest.mark.parametrize("sideways", [False, True])
@pytest.mark.parametrize(("groups", "bars"), [(3, 8), (5, 20)])
def test_words_of_stacked_bars_stand_within_their_own_parts_or_nowhere(groups, bars, sideways):
    axes, texts = drawn(charted(groups, bars, sideways=sideways, stacked=True))
    parts = [patch.get_window_extent() for patch in axes.patches]
    sizes = sorted((patch.get_width() if sideways else patch.get_height() for patch in axes.patches), reverse=True)
    assert len(texts) > bars, "there are many words, and they are those of the largest parts"
    for text in texts:
        box = letters(text)
        (part,) = (one for one in parts if one.contains((box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2))
        assert within(box, part)
    assert f"{sizes[0]:,.0f}" in {text.get_text() for text in texts}
    assert f"{sizes[-1]:,.0f}" not in {text.get_text() for text in texts}


def test_shares_that_reach_the_end_of_the_axis_do_not_run_under_the_legend():
    plot = charted(3, 8, sideways=True, stacked=True)
    whole = np.array([layer.size for layer in plot.layers], dtype="float64").sum(axis=0)
    layers = [
        layer.model_copy(
            update={"size": tuple(np.array(layer.size) / whole), "base": tuple(np.array(layer.base) / whole)}
        )
        for layer in plot.layers
    ]
    plot = plot.model_copy(update={"layers": tuple(layers), "x": Axis(percent=True, limits=(0.0, 1.0))})
    axes, texts = drawn(plot)
    legend = axes.get_legend().get_window_extent()
    assert all(letters(text).x1 < legend.x0 for text in texts)


def test_words_within_parts_are_dark_on_light_colours_and_light_on_dark_ones():
    assert (ink_on(1.0, 1.0, 0.9), ink_on(0.0, 0.3, 0.6)) == ("#11161d", "#ffffff")
    _, texts = drawn(charted(2, 3, stacked=True))
    assert {text.get_color() for text in texts} == {"#ffffff"}
