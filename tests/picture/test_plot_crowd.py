"""Very many shaded points: as matplotlib would draw them one by one, and in no time."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from knode.core.plot import Axis, Plot, Points
from knode.picture import plot_layers
from knode.picture.plot import figure_of, rendered
from tests.picture.comparing import distance

RANDOM = np.random.default_rng(4)
X, Y = RANDOM.lognormal(size=4_000), RANDOM.normal(size=4_000)
SHADE = tuple(None if place % 40 == 0 else float(value) for place, value in enumerate(Y))

CLOSE = 4.0
"""Of 255."""


def crowd(scale: str = "linear", shade: tuple[float | None, ...] = SHADE) -> Plot:
    points = Points(x=tuple(X), y=tuple(Y), shade=shade, shade_label="y", size=3.5, opacity=0.8)
    return Plot(title="Crowd", x=Axis(label="x", scale=scale), layers=(points,))


def drawn(plot: Plot, theme: str) -> Image.Image:
    content = rendered(plot, "png", theme, width=5, height=3.4, dpi=90)
    return Image.open(io.BytesIO(content)).convert("RGB")


@pytest.mark.parametrize("scale", ["linear", "log"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_crowd_looks_as_its_points_drawn_one_by_one(monkeypatch: pytest.MonkeyPatch, theme: str, scale: str):
    from matplotlib.axes import Axes

    quick, scatter = drawn(crowd(scale), theme), Axes.scatter
    monkeypatch.setattr(plot_layers, "MOST_OUTLINED", 10_000)
    monkeypatch.setattr(Axes, "scatter", lambda *given, **look: scatter(*given, **(look | {"linewidths": 0})))
    one_by_one = drawn(crowd(scale), theme)
    # A marker that is drawn once for many points lies on whole pixels.
    assert distance(quick.reduce(9), one_by_one.reduce(9)) < CLOSE
    monkeypatch.setattr(plot_layers, "MOST_OUTLINED", 2_000)
    other = crowd(scale, tuple(None if one is None else -one for one in SHADE))
    assert distance(quick.reduce(9), drawn(other, theme).reduce(9)) > 2 * CLOSE, "shades are compared, too"


def test_a_crowd_is_a_picture_within_a_drawing_and_limits_its_axes():
    assert rendered(crowd(), "svg").count(b"<image") >= 1
    low, high = figure_of(crowd()).axes[0].get_xlim()
    assert low < X.min() < X.max() < high
