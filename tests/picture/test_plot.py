"""Plots drawn with matplotlib."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from knode.core.plot import Axis, Bars, Boxes, Heatmap, Histogram, Line, Plot, Points, Text
from knode.picture.plot import figure_of, rendered, thumbnail
from knode.picture.style import DARK, LIGHT

KINDS = {
    "points": Points(name="a", x=(1.0, 2.0), y=(2.0, None)),
    "line": Line(name="a", x=(1.0, 2.0, 3.0), y=(2.0, None, 1.0)),
    "bars": Bars(name="a", at=(0.0, 1.0), size=(1.0, None), sideways=True),
    "histogram": Histogram(name="a", edges=(0.0, 1.0, 2.0), counts=(3.0, 4.0)),
    "heatmap": Heatmap(x_edges=(0.0, 1.0), y_edges=(0.0, 1.0, 2.0), values=((3.0,), (None,)), logarithmic=True),
    "boxes": Boxes(at=(0.0,), low=(1.0,), q1=(2.0,), median=(3.0,), q3=(4.0,), high=(5.0,)),
    "text": Text(x=0.5, y=0.5, text="costs $5 or $6"),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_kind_of_layer_is_drawn_on_the_ground_of_its_theme(kind, theme):
    content = rendered(Plot(title=kind, layers=(KINDS[kind],)), "png", theme, width=3, height=2, dpi=60)
    with Image.open(io.BytesIO(content)) as picture:
        pixels = picture.convert("RGB")
        ground = "#{:02x}{:02x}{:02x}".format(*pixels.getpixel((0, 0)))
        assert ground == (LIGHT if theme == "light" else DARK).card
        assert len(pixels.getcolors(100_000) or ()) > 2, "something is drawn"


def test_words_with_dollars_are_no_formulas():
    figure = figure_of(Plot(title="$a_1$ and $b$", x=Axis(label="$x$")))
    figure.canvas.draw()
    title = figure.axes[0].get_title(loc="left")
    assert title == r"\$a_1\$ and \$b\$"


def test_moments_are_drawn_as_dates():
    day = 86_400.0
    plot = Plot(x=Axis(scale="time"), layers=(Line(x=(0.0, 365 * day), y=(1.0, 2.0)),))
    axes = figure_of(plot).axes[0]
    assert axes.get_lines()[0].get_xdata().tolist() == [0.0, 365.0]
    figure = axes.get_figure()
    figure.canvas.draw()
    labels = [label.get_text() for label in axes.get_xticklabels()]
    assert "Mar" in labels


def test_series_have_signs_of_their_own_and_a_legend():
    plot = Plot(layers=tuple(Points(name=name, x=(1.0,), y=(1.0,)) for name in "abc"), legend="group")
    axes = figure_of(plot).axes[0]
    lines = axes.get_lines()
    assert len({line.get_marker() for line in lines}) == 3
    assert len({line.get_color() for line in lines}) == 3
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a", "b", "c"]
    assert axes.get_legend().get_title().get_text() == "group"


def test_the_same_plot_gives_the_same_bytes():
    plot = Plot(title="t", layers=(KINDS["histogram"],))
    for format in ("svg", "pdf", "png"):
        assert rendered(plot, format) == rendered(plot, format)


def test_limits_zoom_a_picture():
    plot = Plot(layers=(KINDS["points"],))
    assert rendered(plot, "png", limits=((0.0, 9.0), None)) != rendered(plot, "png")


def test_a_thumbnail_has_no_words():
    plot = Plot(title="Title", x=Axis(label="x"), layers=(KINDS["points"], KINDS["heatmap"]))
    with Image.open(io.BytesIO(thumbnail(plot, "light", 150))) as picture:
        assert picture.size == (150, 100)
