"""Marks along axes and at scales of shades: in few signs, off each other, and dates with what they have in common."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from knode.core.plot import Axis, Bars, Drawing, Grid, Heatmap, Histogram, Line, Plot, Points
from knode.picture.plot import figure_of
from knode.picture.plot_marks import dates_told

pytestmark = pytest.mark.uncovered
DAY = 86_400.0
MARCH = 1_772_323_200.0  # 2026-03-01


def drawn(drawing: Drawing, width: float = 4.2, height: float = 2.6) -> Any:
    figure = figure_of(drawing, width=width, height=height)
    figure.canvas.draw()
    return figure


def shown(axis: Any) -> list[str]:
    low, high = sorted(axis.get_view_interval())
    pairs = zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=True)
    return [label.get_text() for at, label in pairs if low <= at <= high]


def spanning(seconds: float, *, upright: bool = False, zone: str = "") -> Plot:
    moments, numbers = (MARCH, MARCH + seconds), (1.0, 2.0)
    axis = Axis(label="moment", scale="time", zone=zone)
    if upright:
        return Plot(y=axis, layers=(Line(x=numbers, y=moments),))
    return Plot(x=axis, layers=(Line(x=moments, y=numbers),))


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ([0.0, 365.0, 730.0], ["1970", "1971", "1972"]),
        ([0.0, 31.0, 59.0], ["Jan\n1970", "Feb", "Mar"]),
        ([20_513.0, 20_520.0, 20_544.0], ["1\nMar 2026", "8", "1\nApr 2026"]),
        ([20_513.5, 20_514.0, 20_514.5], ["12:00", "00:00\n2 Mar 2026", "12:00"]),
        ([20_513.0, 20_513.25], ["00:00\n1 Mar 2026", "06:00"]),
        ([20_513.0, 20_513.0 + 1.5 / DAY], ["00:00:00\n1 Mar 2026", "00:00:01.5"]),
        ([], []),
    ],
)
def test_dates_tell_once_what_they_have_in_common(days, told):
    assert dates_told(days) == told


def test_dates_above_each_other_stand_on_one_line():
    assert dates_told([20_513.0, 20_513.5], upright=True) == ["1 Mar 2026 00:00", "12:00"]
    assert dates_told([20_513.0, 20_520.0], upright=True) == ["1 Mar 2026", "8"]


@pytest.mark.parametrize(
    "seconds", [0.01, 5.0, 400.0, 7_100.0, 40 * 3600.0, 20 * DAY, 61 * DAY, 400 * DAY, 4_000 * DAY]
)
@pytest.mark.parametrize("width", [2.5, 4.2, 9.0])
def test_dates_of_every_length_of_time_keep_off_each_other_and_off_the_title(seconds, width, recwarn):
    figure = drawn(spanning(seconds), width)
    (axes,) = figure.axes
    boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
    assert 1 <= len(shown(axes.xaxis)) <= 9
    assert all(after.x0 > before.x1 for before, after in itertools.pairwise(boxes))
    assert axes.xaxis.label.get_window_extent().y1 <= min(box.y0 for box in boxes)
    assert axes.xaxis.get_offset_text().get_text() == "", "nothing stands apart in a corner"
    assert not recwarn.list


def test_marks_of_numbers_that_are_long_are_fewer():
    numbers = (1_000_000.0, 1_000_001.0)
    for width, least, most in ((3.0, 2, 3), (9.0, 4, 9)):
        (axes,) = drawn(Plot(x=Axis(label="close"), layers=(Line(x=numbers, y=numbers),)), width).axes
        boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
        assert least <= len(shown(axes.xaxis)) <= most
        assert all(after.x0 > before.x1 for before, after in itertools.pairwise(boxes))


def shaded(**scale: Any) -> Plot:
    return Plot(layers=(Points(x=(0.0, 1.0), y=(0.0, 1.0), **scale),))


def test_shades_of_moments_are_told_as_dates():
    figure = drawn(shaded(shade=(MARCH, MARCH + 1_000 * DAY), shade_label="seen", shade_zone="Europe/Berlin"))
    words = [label.get_text() for label in figure.axes[1].get_yticklabels()]
    assert words[0].split()[-1] in ("2026", "2027")
    assert all("e" not in word for word in words)


def test_shades_of_numbers_are_told_as_marks_of_axes_are():
    large = drawn(shaded(shade=(0.0, 4e6), shade_label="sum")).axes[1]
    assert "2.0 M" in shown(large.yaxis)
    powers = shaded(shade=(1.0, 1e5), shade_label="rows", logarithmic=True)
    assert "1,000" in shown(drawn(powers).axes[1].yaxis)


def test_the_title_of_shades_is_whole_in_a_low_picture():
    title = "missing of a stripe of 8 or 9 rows"
    figure = drawn(shaded(shade=(0.0, 1.0), shade_label=title), height=1.9)
    label = figure.axes[1].yaxis.label
    assert " ".join(label.get_text().split()) == title
    box = label.get_window_extent()
    assert box.y0 >= 0
    assert box.y1 <= figure.bbox.y1


def cells(count: int, **words: Any) -> Plot:
    edges = tuple(place - 0.5 for place in range(count + 1))
    values = tuple(tuple(float(1_000 + row * column) for column in range(count)) for row in range(count))
    return Plot(layers=(Heatmap(x_edges=edges, y_edges=edges, values=values, label="rows", **words),))


@pytest.mark.parametrize(("count", "size", "bars"), [(3, (4.2, 2.6), 0), (20, (4.2, 2.6), 1), (20, (16.0, 10.0), 0)])
def test_shades_are_explained_at_the_side_where_their_numbers_cannot_be_written(count, size, bars):
    figure = drawn(cells(count, numbers=True), *size)
    assert len(figure.axes) == 1 + bars
    assert any(text.get_visible() for text in figure.axes[0].texts) == (not bars)


def test_a_point_with_a_gap_on_either_side_is_seen():
    line = Line(name="a", x=(0.0, 1.0, 2.0, 3.0, 4.0, 5.0), y=(1.0, None, 2.0, None, 3.0, 4.0))
    (found,) = drawn(Plot(layers=(line,))).axes[0].get_lines()
    assert found.get_markevery() == [0, 2]
    assert found.get_marker() == "o"
    (whole,) = drawn(Plot(layers=(line.model_copy(update={"y": (1.0,) * 6}),))).axes[0].get_lines()
    assert whole.get_marker() == "None"


def test_all_names_of_few_bars_stand_beneath_them_beside_a_legend():
    names = ("Ideal", "Premium", "Very Good", "Good", "Fair")
    places = tuple(float(place) for place in range(5))
    layers = tuple(Bars(name=f"clarity {place}", at=places, size=places) for place in range(7))
    (axes,) = drawn(Plot(x=Axis(categories=names), legend="clarity", layers=layers)).axes
    assert tuple(shown(axes.xaxis)) == names


def facets(count: int) -> Grid:
    x, y = Axis(label="price", unit="$"), Axis(label="rows")
    plots = tuple(
        Plot(title=f"group {place}", x=x, y=y, layers=(Histogram(edges=(0.0, 1.0, 2.0), counts=(1.0, 2.0)),))
        for place in range(count)
    )
    return Grid(title="By group", rows=tuple((plot,) for plot in plots), share_x="all", share_y="all")


def test_plots_of_the_same_axes_stand_in_as_many_columns_as_fit_and_name_their_axes_once():
    for size, columns in (((4.2, 2.6), 3), ((4.0, 12.0), 1), ((16.0, 3.0), 6)):
        figure = drawn(facets(6), *size)
        assert len({round(axes.bbox.x0) for axes in figure.axes}) == columns
        assert not any(axes.get_xlabel() or axes.get_ylabel() for axes in figure.axes)
        (body,) = {axes.get_figure(root=False) for axes in figure.axes}
        assert (body.get_supxlabel(), body.get_supylabel()) == (r"price (\$)", "rows")
        assert [axes.get_title(loc="left") for axes in figure.axes] == [f"group {place}" for place in range(6)]


@pytest.mark.parametrize("size", [(4.2, 2.6), (2.0, 1.5), (1.2, 0.9)])
def test_where_there_is_no_room_words_give_way_and_nothing_is_warned_of(size, recwarn):
    pair = Plot(
        x=Axis(label="length"), y=Axis(label="width"), layers=(Points(name="a", x=(1e6, 2e6), y=(1e6, 2e6)),) * 2
    )
    figure = drawn(Grid(title="Each with each", rows=((pair,) * 7,) * 7, share_x="column"), *size)
    assert not recwarn.list
    boxes = [axes.get_window_extent() for axes in figure.axes]
    assert not any(
        one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1
        for one, other in itertools.combinations(boxes, 2)
    )


def test_the_title_of_an_upright_axis_without_room_beside_it_stands_above():
    title = "missing of all rows in their order"
    plot = Plot(y=Axis(label=title, percent=True), layers=(Histogram(edges=(0.0, 1.0), counts=(1.0,)),))
    low, high = (drawn(plot, height=height).axes[0].yaxis.label for height in (1.1, 4.0))
    assert (low.get_rotation(), low.get_text()) == (0, title)
    assert (high.get_rotation(), high.get_text()) == (90, title)


def test_one_bar_alone_is_not_a_wall():
    alone = Plot(x=Axis(categories=("a",)), layers=(Bars(at=(0.0,), size=(3.0,)),))
    for plot in (alone, Plot(layers=(Histogram(edges=(4.5, 5.5), counts=(200.0,)),))):
        (axes,) = drawn(plot).axes
        bar = axes.patches[0].get_window_extent()
        assert bar.width < 0.5 * axes.bbox.width
    cell = Heatmap(x_edges=(-0.5, 0.5), y_edges=(-0.5, 0.5), values=((1.0,),), numbers=True)
    (axes,) = drawn(Plot(x=Axis(categories=("a",)), y=Axis(categories=("b",)), layers=(cell,))).axes
    assert axes.get_xlim() == axes.get_ylim() == (-0.5, 0.5)


def test_names_that_are_cut_stand_level_where_there_is_room_for_more_letters_of_them_so():
    names = ("basic", "pro", "with everything that there is and very much more than that", "$5 a month")
    places = tuple(float(place) for place in range(4))
    (axes,) = drawn(Plot(x=Axis(categories=names), layers=(Bars(at=places, size=places),)), 4.8, 2.0).axes
    labels = axes.get_xticklabels()
    assert {label.get_rotation() for label in labels} == {0.0}
    assert "…" in labels[2].get_text()


def test_whole_numbers_have_no_marks_between_them():
    plot = Plot(y=Axis(whole=True, limits=(0.5, 1.5)), layers=(Points(x=(0.0,), y=(1.0,)),))
    assert shown(drawn(plot, 16.0, 10.0).axes[0].yaxis) == ["1"]


def test_long_names_in_a_legend_leave_room_for_the_plot_where_they_can_be_told_apart_shorter():
    def plot(*names: str) -> Plot:
        return Plot(legend="plan", layers=tuple(Line(name=name, x=(0.0, 1.0), y=(0.0, 1.0)) for name in names))

    def seen(drawing: Plot) -> tuple[list[str], float]:
        figure = drawn(drawing, height=2.0)
        (axes,) = figure.axes
        legend = axes.get_legend() or axes.get_figure(root=False).legends[0]
        return [text.get_text() for text in legend.get_texts()], axes.bbox.height

    long = "with everything that there is, and more"
    names, height = seen(plot("basic", "pro", "max", long))
    assert names == ["basic", "pro", "max", "with everythi…d more"]
    alike = [f"with everything that there is, {kind} and more" for kind in ("so", "or", "nor", "then")]
    kept, high = seen(plot(*alike))
    assert len(set(kept)) == 4
    assert high == pytest.approx(height), "the legend stands beside it, as one below would take the height"


@pytest.mark.parametrize("width", [4.2, 5.0, 6.5])
def test_dates_beneath_plots_beside_each_other_keep_off_each_other_and_within_the_picture(width):
    x, y = Axis(label="moment", scale="time"), Axis(label="rows")
    edges = tuple(MARCH + 86_400.0 * day for day in range(32))
    layer = Histogram(edges=edges, counts=(5.0,) * 31)
    plots = tuple(Plot(title=f"group {place}", x=x, y=y, layers=(layer,)) for place in range(6))
    figure = drawn(Grid(title="By group", rows=(plots,), share_x="all", share_y="all"), width, 2.9)
    words = [label for axes in figure.axes for label in axes.get_xticklabels() if label.get_text()]
    boxes = [label.get_window_extent() for label in words if label.get_visible()]
    assert len(boxes) > 5
    assert all(box.x0 >= 0 and box.x1 <= figure.bbox.x1 for box in boxes)
    assert not any(
        one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1
        for one, other in itertools.combinations(boxes, 2)
    )
