"""What the parts of a plot say of themselves when the mouse is over them."""

from __future__ import annotations

from typing import Any

import pytest

from knode.core.plot import Axis, Bars, Boxes, Heatmap, Histogram, Line, Plot, Points, Rule
from knode.picture.plot import figure_of
from knode.picture.plot_places import words_under
from knode.picture.plot_words import exact_told

pytestmark = pytest.mark.uncovered
NOON = 1_772_362_800.0  # 2026-03-01 12:00 in Berlin
EURO = Axis(label="fee", unit="€")
PLANS = Axis(label="plan", categories=("basic", "pro"))


def over(plot: Plot, x: float, y: float) -> str:
    """What the mouse is told at a place of a plot, in its numbers."""
    figure = figure_of(plot, width=6, height=4)
    figure.canvas.draw()
    words = words_under(figure.axes[0], x, y)
    return "" if words is None else words.lines


LAYERS: dict[str, tuple[Plot, tuple[float, float], str]] = {
    "bar": (
        Plot(x=PLANS, y=EURO, legend="year", layers=(
            Bars(name="2026", at=(0.0, 1.0), size=(1234.5, 8.0), labels=("1,235", "8"), low=(1200.0, 7.0), high=(1300.0, 9.0)),
        )),
        (0.0, 600.0), "plan: basic\nfee: 1,234.5 €\n1,200 – 1,300 €\nyear: 2026",
    ),
    "bar with words": (
        Plot(x=Axis(label="error"), y=PLANS, layers=(
            Bars(at=(0.0, 1.0), size=(0.5, 0.2), labels=("41 rows", "9 rows"), sideways=True),
        )),
        (0.1, 1.0), "plan: pro\nerror: 0.2\n9 rows",
    ),
    "stretch": (
        Plot(x=EURO, y=Axis(label="rows", whole=True), layers=(Histogram(edges=(0.0, 10.0, 20.0), counts=(7.0, 53_940.0)),)),
        (15.0, 100.0), "fee: 10 – 20 €\nrows: 53,940",
    ),
    "share": (
        Plot(x=EURO, y=Axis(label="share", percent=True), layers=(Histogram(edges=(0.0, 1.0), counts=(0.125,)),)),
        (0.5, 0.1), "fee: 0 – 1 €\nshare: 12.5 %",
    ),
    "cell": (
        Plot(x=PLANS, y=Axis(label="day", scale="time", zone="Europe/Berlin"), layers=(
            Heatmap(x_edges=(-0.5, 0.5, 1.5), y_edges=(NOON, NOON + 3600.0), values=((0.25, None),), label="share",
                    shade_percent=True),
        )),
        (0.0, (NOON + 60) / 86_400), "day: 2026-03-01 12:00 – 2026-03-01 13:00\nplan: basic\nshare: 25 %",
    ),
    "point": (
        Plot(x=EURO, y=Axis(label="when", scale="time"), legend="plan", layers=(
            Points(name="pro", x=(1.25, 2.0), y=(86_400.0, 90_000.0), shade=(5.0, None), shade_label="age"),
        )),
        (1.25, 1.0), "plan: pro\nwhen: 1970-01-02\nfee: 1.25 €\nage: 5",
    ),
    "point without a shade": (
        Plot(layers=(Points(x=(1.0, 2.0), y=(3.0, 4.0), shade=(5.0, None), shade_label="age"),)), (2.0, 4.0), "4\n2",
    ),
    "line": (
        Plot(x=Axis(label="row"), y=EURO, legend="plan", layers=(Line(name="pro", x=(0.0, 1.0, 2.0), y=(1.0, None, 3.0)),)),
        (2.0, 3.0), "plan: pro\nfee: 3 €\nrow: 2",
    ),
    "box": (
        Plot(x=PLANS, y=EURO, layers=(
            Boxes(name="pro", at=(1.0,), low=(1.0,), q1=(2.0,), median=(3.0,), q3=(4.0,), high=(5.0,), outliers=((9.0, 8.5),)),
        )),
        (1.0, 3.5), "plan: pro\nmedian fee: 3 €\nquartiles: 2 – 4 €\nwhiskers: 1 – 5 €\nvalues beyond: 2",
    ),
    "outlier": (
        Plot(x=EURO, y=Axis(categories=("a", "b")), legend="plan", layers=(
            Boxes(name="pro", at=(1.0,), low=(1.0,), q1=(2.0,), median=(3.0,), q3=(4.0,), high=(5.0,), outliers=((9.0,),),
                  sideways=True),
        )),
        (9.0, 1.0), "b\nplan: pro\nfee: 9 €",
    ),
    "rule": (
        Plot(y=EURO, layers=(Points(x=(0.0, 9.0), y=(0.0, 9.0)), Rule(name="mean", at=4.5))), (2.0, 4.5), "mean\nfee: 4.5 €",
    ),
    "nothing": (Plot(layers=(Points(x=(0.0, 9.0), y=(0.0, 9.0)),)), (2.0, 7.0), ""),
}  # fmt: skip


@pytest.mark.parametrize("kind", LAYERS)
def test_what_is_under_the_mouse_says_columns_values_units_and_counts(kind):
    plot, at, told = LAYERS[kind]
    assert over(plot, *at) == told


def test_of_points_over_each_other_the_nearest_is_told():
    plot = Plot(
        layers=(Points(name="near", x=(1.0,), y=(1.0,), size=20), Points(name="far", x=(1.02, 5.0), y=(1.02, 5.0)))
    )
    assert over(plot, 1.0, 1.0).startswith("near")
    assert over(plot, 1.02, 1.02).startswith("far")


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (53_940.0, "53,940"),
        (1_000_000.125, "1,000,000.12"),
        (-3.5, "−3.5"),
        (0.1234567, "0.123457"),
        (1e-12, "1e−12"),
        (2.5e20, "2.5e+20"),
        (0.0, "0"),
    ],
)
def test_numbers_under_the_mouse_are_exact(value: float, told: Any):
    assert exact_told(value) == told
