"""Plots in little room, and of many groups: heads, legends, bars, marks and colours give way without getting in the way."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import pytest

from knode.core.plot import Axis, Bars, Boxes, Branch, Grid, Histogram, Line, Plot, Points, Tree
from knode.picture.plot import figure_of

pytestmark = pytest.mark.uncovered

LOW = {"width": 3.2, "height": 2.0}
LINE = Line(x=(1.0, 2.0), y=(3.0, 20_000.0))


def drawn(drawing: Plot | Grid, width: float, height: float):
    figure = figure_of(drawing, width=width, height=height)
    figure.canvas.draw()
    return figure


def box_of(artist):
    return artist.get_window_extent()


def bars(groups: int, places: int = 5) -> Plot:
    at = tuple(float(place) for place in range(places))
    layers = tuple(
        Bars(
            name=f"group {number}", at=tuple(place + number * 0.8 / groups for place in at), size=at, width=0.8 / groups
        )
        for number in range(groups)
    )
    return Plot(
        title="Rows", x=Axis(label="cut", categories=tuple(map("category {}".format, range(places)))), layers=layers
    )


@pytest.mark.parametrize("title", ["Rows by cut", "bill_depth_mm by bill_length_mm", "Share of rows in its row " * 4])
def test_the_head_of_a_low_picture_stands_above_the_plot_and_within_the_picture(title: str):
    subtitle = "342 rows, 2 without a value left out; trend (R² 0.06)"
    figure = drawn(Plot(title=title, subtitle=subtitle, layers=(LINE,)), **LOW)
    head = figure.subfigs[0].texts
    assert [bool(text.get_text()) for text in head] == [True, True]
    assert all(box_of(text).x1 <= figure.bbox.x1 for text in head)
    assert min(box_of(text).y0 for text in head) >= figure.axes[0].bbox.y1
    assert figure.axes[0].get_title(loc="left") == ""
    assert figure.axes[0].bbox.height > 0.35 * figure.bbox.height


def test_a_title_is_written_smaller_before_it_is_cut():
    (title, _) = (
        drawn(Plot(title="bill_depth_mm by bill_length_mm", subtitle="342 rows", layers=(LINE,)), **LOW)
        .subfigs[0]
        .texts
    )
    assert title.get_text() == "bill_depth_mm by bill_length_mm"
    assert title.get_fontsize() < 11


def test_titles_of_plots_beside_each_other_keep_off_each_other_and_both_their_ends_are_seen():
    names = [f"one of the categories whose names are very long, number {place}" for place in range(4)]
    plots = tuple(Plot(title=name, subtitle="333,873 rows", layers=(LINE,)) for name in names)
    figure = drawn(Grid(title="Four", rows=(plots,), share_x="all", share_y="all"), 7.0, 4.5)
    titles = [axes._left_title for axes in figure.axes]
    assert [title.get_text()[-1] for title in titles] == ["0", "1", "2", "3"]
    rows = sorted(titles, key=lambda title: (round(-box_of(title).y0), box_of(title).x0))
    for before, after in itertools.pairwise(rows):
        assert box_of(before).x1 < box_of(after).x0 or abs(box_of(before).y0 - box_of(after).y0) > 20


def test_a_legend_of_many_names_leaves_the_axes_of_a_low_picture_their_height():
    figure = drawn(bars(7), **LOW)
    assert figure.axes[0].bbox.height > 0.2 * figure.bbox.height


def test_long_names_of_a_legend_leave_room_in_a_small_picture():
    layers = tuple(
        Points(name=f"one of the categories with a very long name {place}", x=(1.0,), y=(1.0,)) for place in range(7)
    )
    figure = drawn(Plot(title="y by x", x=Axis(label="x"), y=Axis(label="y"), layers=layers), **LOW)
    assert figure.axes[0].bbox.width > 0.22 * figure.bbox.width
    assert figure.axes[0].get_xlabel() == "x", "words at the axes need not give way"


def test_bars_that_are_thin_have_thin_edges_and_no_hatching():
    thin, thick = (drawn(bars(3, places), 7.0, 4.5).axes[0].containers[1][0] for places in (60, 5))
    assert thin.get_hatch() is None
    assert thin.get_linewidth() < 0.4
    assert thick.get_hatch()
    assert thick.get_linewidth() == 0.8


def test_marks_of_a_low_logarithmic_axis_keep_off_each_other():
    figure = drawn(Plot(title="price", y=Axis(label="price", scale="log"), layers=(LINE,)), **LOW)
    axis = figure.axes[0].yaxis
    boxes = [
        box_of(text) for text in axis.get_ticklabels() if text.get_text() and figure.axes[0].bbox.y0 <= box_of(text).y1
    ]
    assert len(boxes) >= 2
    assert all(after.y0 > before.y1 for before, after in itertools.pairwise(boxes))


@pytest.mark.parametrize(
    ("names", "rotation"), [(map(str, range(30)), 0.0), (map("category {}".format, range(30)), 35.0)]
)
def test_short_names_stay_level_where_sloping_them_would_win_nothing(names, rotation: float):
    at = tuple(float(place) for place in range(30))
    figure = drawn(Plot(x=Axis(categories=tuple(names)), layers=(Bars(at=at, size=at),)), 4.5, 4.0)
    assert {label.get_rotation() for label in figure.axes[0].get_xticklabels()} == {rotation}


def test_the_title_of_a_legend_leaves_room_for_the_plot_however_long_it_is():
    lines = tuple(Line(name=name, x=(0.0, 1.0), y=(0.0, 1.0)) for name in ("a", "b"))
    figure = drawn(Plot(legend="a name of a column that goes on and on beyond all reason " * 2, layers=lines), 8.0, 5.0)
    assert box_of(figure.axes[0]).width > 0.5 * figure.bbox.width
    assert "…" in figure.axes[0].get_legend().get_title().get_text()


def test_boxes_in_colours_have_a_legend_and_what_stands_for_all_others_is_grey():
    def boxes(name: str, at: float, tone: str = "series") -> Boxes:
        quartiles = {"low": (1.0,), "q1": (2.0,), "median": (3.0,), "q3": (4.0,), "high": (5.0,)}
        return Boxes(name=name, tone=tone, at=(at,), width=0.2, **quartiles)

    layers = (boxes("a", -0.2), boxes("b", 0.0), boxes("all others", 0.2, "muted"))
    figure = drawn(Plot(x=Axis(categories=("fee",)), legend="plan", layers=layers), 7.0, 4.5)
    legend = figure.axes[0].get_legend()
    assert [text.get_text() for text in legend.get_texts()] == ["a", "b", "all others"]
    colours = [patch.get_edgecolor()[:3] for patch in legend.get_patches()]
    assert len(set(colours)) == 3
    assert max(colours[2]) - min(colours[2]) < 0.2, "grey"


@pytest.mark.parametrize(("classes", "colours"), [(3, 3), (7, 7), (8, 1)])
def test_boxes_of_a_tree_of_more_classes_than_colours_have_one(classes: int, colours: int):
    names = tuple(f"class {number}" for number in range(classes))
    leaves = tuple(Branch(lines=(name,), parent=0, link="yes", series=place) for place, name in enumerate(names))
    figure = drawn(Plot(layers=(Tree(names=names, branches=(Branch(lines=("age?",)), *leaves)),)), 8.0, 6.0)
    axes = figure.axes[0]
    assert len({patch.get_edgecolor() for patch in axes.patches}) == colours
    named = [text.get_text() for text in axes.texts].count("class 1")
    assert named == (2 if colours > 1 else 1), "a legend, and the box"


def each_with_each(names: Sequence[str], kinds: int = 0) -> Grid:
    """Columns against each other, with their names on the diagonal."""
    series = [f"kind {number}" for number in range(kinds)] or [""]
    x, y = (0.0, 1.0, 2.0), (1.0, 3.0, 2.0)

    def plot(down: int, across: int) -> Plot | None:
        if across > down:
            return None
        if across == down:
            spread = tuple(Histogram(name=name, edges=(0.0, 1.0, 2.0), counts=(1.0, 2.0)) for name in series)
            return Plot(subtitle=names[down], x=Axis(label=names[across]), y=Axis(hidden=True), layers=spread)
        points = tuple(Points(name=name, x=x, y=y) for name in series)
        return Plot(x=Axis(label=names[across]), y=Axis(label=names[down], hidden=across > 0), layers=points)

    rows = tuple(tuple(plot(down, across) for across in range(len(names))) for down in range(len(names)))
    return Grid(title="Scatter matrix", subtitle="300 rows", rows=rows, share_x="column")


@pytest.mark.parametrize("size", [(6.4, 4.2), (9.0, 6.0)])
@pytest.mark.parametrize("kinds", [0, 3])
@pytest.mark.parametrize("count", [4, 6, 8])
def test_names_of_columns_against_each_other_can_be_told_apart_and_leave_room_to_the_plots(count, kinds, size):
    names = [f"average_monthly_revenue_per_active_user_{number}" for number in range(count)]
    figure = drawn(each_with_each(names, kinds), *size)
    plots = figure.axes
    assert min(axes.bbox.height for axes in plots) > 0.45 * figure.bbox.height / (count + 1)
    words = [axes.texts[0] for axes in plots if axes.texts]
    assert len({text.get_text() for text in words}) == count
    assert all(text.get_text()[-1] == str(number) for number, text in enumerate(words))
    assert all(box_of(text).x1 <= figure.bbox.x1 for text in words)
    for text in words:
        others = [axes for axes in plots if text not in axes.texts]
        assert not any(box_of(text).overlaps(axes.bbox) for axes in others)
    titles = [axes.get_ylabel() for axes in plots if axes.get_ylabel()] + [axes.get_xlabel() for axes in plots]
    assert all(title[-1].isdigit() for title in titles if title), "where a title is cut its end is seen"


def test_the_legend_of_columns_against_each_other_stands_in_the_corner_that_is_empty():
    figure = drawn(each_with_each("abcdef", 3), 6.4, 4.2)
    (legend,) = [box for part in figure.subfigs for box in part.legends]
    assert not any(box_of(legend).overlaps(axes.bbox) for axes in figure.axes)
    assert max(axes.bbox.x1 for axes in figure.axes) > box_of(legend).x0
    assert max(axes.bbox.x1 for axes in figure.axes) > 0.95 * figure.bbox.width
