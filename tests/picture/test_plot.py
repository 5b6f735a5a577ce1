"""Plots drawn with matplotlib."""

from __future__ import annotations

import io
import itertools
import types
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from knode.core.plot import Axis, Bars, Boxes, Heatmap, Histogram, Line, Plot, Points, Report, Rule, Text, read
from knode.picture.plot import figure_of, rendered, scrolls, size_of, thumbnail
from knode.picture.plot_look import plain, short
from knode.picture.plot_marks import cell_told, cells_told, numbers_told
from knode.picture.style import DARK, LIGHT
from knode_nodes.visualize.missingness_map import MissingnessMap
from tests.picture.looks import LOOKS

pytestmark = pytest.mark.uncovered

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
    title = next(text.get_text() for part in figure.subfigs for text in part.texts)
    assert title == r"\$a_1\$ and \$b\$"


def test_lines_differ_in_their_dashes_unless_they_are_solid():
    for solid, kinds in ((False, {"-", "--"}), (True, {"-"})):
        lines = tuple(Line(name=name, x=(0.0, 1.0), y=(0.0, 1.0), solid=solid) for name in ("a", "b"))
        drawn = figure_of(Plot(layers=lines)).axes[0].get_lines()
        assert {line.get_linestyle() for line in drawn} == kinds
        assert len({line.get_color() for line in drawn}) == 2


def test_histograms_over_each_other_are_outlines_of_which_none_hides_or_cuts_another():
    low, high = (Histogram(name=name, edges=(0.0, 1.0, 2.0), counts=counts, opacity=0.6)
                 for name, counts in (("low", (1.0, 2.0)), ("high", (9.0, 4.0))))  # fmt: skip
    axes = figure_of(Plot(layers=(low, high))).axes[0]
    grounds, outlines = ([one for one in axes.patches if one.get_fill() is filled] for filled in (True, False))
    assert [one.get_alpha() < 0.25 for one in grounds] == [True, True]
    assert [one.get_label() for one in outlines] == ["low", "high"]
    assert len({(one.get_edgecolor(), one.get_linestyle()) for one in outlines}) == 2
    assert axes.get_ylim()[0] == 0
    assert axes.get_ylim()[1] > 9
    rising = figure_of(Plot(layers=(low.model_copy(update={"cumulative": True}),))).axes[0]
    (line,) = (one.get_path().vertices.tolist() for one in rising.patches if not one.get_fill())
    assert (line[0], line[-1]) == ([0.0, 0.0], [2.0, 2.0]), "what counts all before it stays where it ends"
    (alone,) = figure_of(Plot(layers=(low.model_copy(update={"opacity": 1.0}),))).axes[0].patches
    assert alone.get_alpha() is None


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


@pytest.mark.parametrize(
    ("layer", "sign"),
    [
        (Line(name="", x=(0.0, 1.0), y=(0.0, 1.0)), lambda drawn: (drawn.get_color(), drawn._unscaled_dash_pattern)),
        (Points(name="", x=(0.0,), y=(0.0,)), lambda drawn: (drawn.get_color(), drawn.get_marker())),
    ],
)
def test_up_to_twenty_series_never_look_alike(layer, sign):
    series = tuple(layer.model_copy(update={"name": f"series {place}"}) for place in range(20))
    assert len({str(sign(drawn)) for drawn in figure_of(Plot(layers=series)).axes[0].get_lines()}) == 20


def curves(count: int, *, square: bool = True, name: str = "class {}: 0.847 [0.84, 0.86]") -> Plot:
    """Curves of models, with a long legend."""
    percent = Axis(label="true positive rate", percent=True, limits=(-0.01, 1.01))
    lines = tuple(
        Line(name=name.format(place), x=(0.0, place / count, 1.0), y=(0.0, 1.0, 1.0)) for place in range(count)
    )
    return Plot(title="ROC curve", subtitle="300 rows", x=percent, y=percent, square=square, legend="AUC", layers=lines)


def boxed(plot: Plot, width: float, height: float) -> tuple[Any, Any, Any]:
    """The room of a picture, its axes, and its legend, drawn once as a window does."""
    figure = figure_of(plot, width=width, height=height)
    FigureCanvasAgg(figure).draw()
    (axes,) = figure.axes
    inner = axes.get_figure(root=False)
    return figure, axes, axes.get_legend() or inner.legends[0]


@pytest.mark.parametrize("square", [True, False])
@pytest.mark.parametrize("count", [3, 10, 20])
@pytest.mark.parametrize("width", [3.5, 4.4, 5.0, 5.3, 5.6, 7.0, 12.0])
@pytest.mark.parametrize("height", [3.3, 4.2])
def test_titles_of_axes_and_legends_are_whole_and_off_the_plot(square, count, width, height):
    figure, axes, legend = boxed(curves(count, square=square), width, height)
    room, plot, names = figure.bbox, axes.get_window_extent(), legend.get_window_extent()
    title, below = axes.yaxis.label.get_window_extent(), axes.xaxis.label.get_window_extent()
    assert title.x0 >= 0
    assert below.y0 >= 0
    assert names.x0 >= plot.x1 or names.y1 <= below.y0 + 2, "the legend stands beside or below"
    assert names.x0 >= -2
    assert names.x1 <= room.x1 + 2
    assert names.y0 >= -2
    assert min(plot.width, plot.height) > 0.2 * min(room.width, room.height)


def test_a_legend_without_room_for_all_names_says_how_many_more_there_are():
    names = [text.get_text() for text in boxed(curves(20), 3.6, 2.4)[2].get_texts()]
    assert names[-1] == f"… and {20 - len(names) + 1} more"
    assert len(boxed(curves(20), 8.0, 5.5)[2].get_texts()) == 20


@pytest.mark.parametrize("count", [3, 20])
@pytest.mark.parametrize(("square", "width", "height"), [(True, 3.2, 2.0), (True, 2.0, 2.4), (False, 2.0, 2.4)])
def test_a_legend_leaves_the_plot_room_and_is_left_out_where_there_is_none(count, square, width, height):
    plot = curves(count, square=square, name="class {} of those of the year: 0.847")
    figure = figure_of(plot, width=width, height=height)
    FigureCanvasAgg(figure).draw()
    (axes,) = figure.axes
    assert axes.get_legend() is None
    assert not axes.get_figure(root=False).legends
    assert min(axes.bbox.size) > 0.3 * min(figure.bbox.size)


def test_a_legend_of_many_names_takes_no_height_of_a_low_plot():
    places = (0.0, 1.0, 2.0)
    layers = tuple(Bars(name=f"kind number {number}", at=places, size=places) for number in range(20))
    _, axes, legend = boxed(Plot(title="Rows", legend="kind", layers=layers), 4.0, 3.0)
    assert legend.get_texts()[-1].get_text().startswith("… and ")
    assert min(axes.bbox.size) > 150


def test_short_names_stand_in_columns_beside_a_low_plot():
    layers = tuple(Points(name=str(number), x=(0.0, 1.0), y=(0.0, number)) for number in range(10))
    figure, axes, legend = boxed(Plot(title="PC2 by PC1", subtitle="9 rows", legend="target", layers=layers), 6.6, 1.9)
    assert [text.get_text() for text in legend.get_texts()] == [str(number) for number in range(10)]
    assert legend.get_window_extent().x0 > axes.bbox.x1
    assert axes.bbox.width > 0.5 * figure.bbox.width


def test_a_square_plot_stands_at_its_legend_in_a_wide_picture():
    _, axes, legend = boxed(curves(3), 14.0, 4.0)
    assert legend.get_window_extent().x0 - axes.get_window_extent().x1 < 100


@pytest.mark.parametrize("many", [1, 3_000])
def test_marks_in_a_legend_are_large_and_strong_however_small_and_faint_the_points_are(many):
    layers = tuple(Points(name=name, x=(1.0,) * many, y=(1.0,) * many, size=2.0, opacity=0.2) for name in "ab")
    axes = figure_of(Plot(layers=layers)).axes[0]
    marks = axes.get_legend().legend_handles
    assert [(one.get_markersize() > 6, one.get_alpha()) for one in marks] == [(True, 1.0)] * 2
    assert [(one.get_markersize() < 2, one.get_alpha()) for one in axes.get_lines()] == [(True, 0.2)] * 2


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


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([0.0, 2.5, 5.0], ["0", "2.5", "5.0"]),
        ([-2e6, 0.0, 2e6], ["−2 M", "0", "2 M"]),
        ([10_000.0, 15_000.0], ["10 k", "15 k"]),
        ([1e9, 1e9 + 1, 1e9 + 2], ["1,000,000,000", "1,000,000,001", "1,000,000,002"]),
        ([0.0, 1e-7], ["0", "1e−07"]),
        ([1e300], ["1e+300"]),
        ([], []),
    ],
)
def test_marks_are_told_apart_in_as_few_signs_as_can_be(values, told):
    assert numbers_told(values) == told


@pytest.mark.parametrize(
    ("value", "told"), [(0.12345, "0.1235"), (36_333.4, "36,333"), (-1.25e6, "−1.25 M"), (2e-9, "2e−09"), (0.0, "0")]
)
def test_numbers_in_cells_are_short(value, told):
    assert cell_told(value) == told


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([90.3, 86.0, 89.52], ["90.30", "86.00", "89.52"]),
        ([12.0, 3.0, 0.0], ["12", "3", "0"]),
        ([1_234.5, -20.25], ["1,234", "−20"]),
        ([0.5, 0.25, -0.125], ["0.500", "0.250", "−0.125"]),
        ([1.2e6, 950_000.0], ["1.20 M", "0.95 M"]),
        ([5_000.0, 0.25], ["5,000", "0.25"]),
        ([2e6, 12.0], ["2 M", "12"]),
        ([1e-9, 0.5], ["1e−09", "0.5"]),
        ([1e300], ["1e+300"]),
        ([-0.0001, 1.0], ["−0.0001", "1"]),
        ([], []),
    ],
)
def test_numbers_in_the_cells_of_a_picture_have_one_number_of_decimals_unless_they_are_far_apart(values, told):
    assert cells_told(values) == told


def test_cells_of_a_map_are_written_with_one_number_of_decimals():
    heat = Heatmap(x_edges=(0.0, 1.0, 2.0), y_edges=(0.0, 1.0, 2.0), values=((90.3, 86.0), (None, 89.52)), numbers=True)
    texts = [text.get_text() for text in figure_of(Plot(layers=(heat,))).axes[0].texts]
    assert texts == ["90.30", "86.00", "89.52"]


def test_marks_in_percent_have_as_many_decimals_as_tell_them_apart():
    for top, first, last in (
        (0.5, "0%", "50%"),
        (0.01, "0.0%", "1.0%"),
        (0.001, "0.00%", "0.10%"),
        (30.0, "0%", "3,000%"),
    ):
        axes = figure_of(
            Plot(y=Axis(percent=True, limits=(0.0, top)), layers=(KINDS["bars"],)), width=4, height=3
        ).axes[0]
        marks = [label.get_text() for label in axes.get_yticklabels()]
        assert (marks[0], marks[-1]) == (first, last)


def test_a_scale_of_shades_is_written_in_percent_where_the_values_are_shares():
    heat = Heatmap(x_edges=(0.0, 1.0, 2.0), y_edges=(0.0, 1.0), values=((0.2, 0.5),), shade_percent=True)
    figure = figure_of(Plot(layers=(heat,)))
    FigureCanvasAgg(figure).draw()
    marks = [label.get_text() for label in figure.axes[1].get_yticklabels()]
    assert "20%" in marks
    assert all(mark.endswith("%") for mark in marks)


def test_signs_that_no_font_has_are_boxes_and_never_warned_of():
    assert plain("né 日\ufe0f\U0001f9d1\u200d\U0001f33e\x07") in ("né □□□□", "né 日□□□")
    assert short("a name that goes on and on until its end") == "a name that goes … its end"
    rendered(Plot(title="\U0001f9d1\u200d\U0001f33e", x=Axis(categories=("日本", "\U0001f9ec"))), "png", dpi=40)


def test_names_of_categories_never_run_into_each_other():
    names = tuple(f"category number {place}" for place in range(200))
    figure = figure_of(
        Plot(x=Axis(categories=names), layers=(Bars(at=(0.0, 199.0), size=(1.0, 2.0)),)), width=4, height=3
    )
    figure.canvas.draw()
    axes = figure.axes[0]
    boxes = [label.get_window_extent() for label in axes.get_xticklabels() if label.get_text()]
    assert len(boxes) > 5
    starts = [box.x1 for box in boxes]
    assert all(after - before > 8 for before, after in itertools.pairwise(starts))
    axes.set_xlim(10, 14)
    figure.canvas.draw()
    assert [round(tick) for tick in axes.get_xticks()] == [10, 11, 12, 13, 14], "zoomed in there is room for all"


def test_layers_that_show_the_same_share_one_scale_of_shades():
    points = [Points(x=(0.0,), y=(0.0,), shade=(value,), shade_label="v") for value in (0.0, 10.0)]
    figure = figure_of(Plot(layers=tuple(points)))
    assert len(figure.axes) == 2, "one bar at the side"
    assert {one.get_clim() for one in figure.axes[0].collections} == {(0.0, 10.0)}


def test_shades_diverge_from_their_centre():
    heat = Heatmap(x_edges=(0.0, 1.0, 2.0), y_edges=(0.0, 1.0), values=((-1.0, 3.0),), diverging=True, center=1.0)
    (mesh, *_) = figure_of(Plot(layers=(heat,))).axes[0].collections
    assert mesh.get_clim() == (-1.0, 3.0)
    same = heat.model_copy(update={"values": ((0.0, 2.0),), "center": 0.0})
    assert figure_of(Plot(layers=(same,))).axes[0].collections[0].get_clim() == (-2.0, 2.0)


def test_a_line_of_reference_makes_no_room_for_itself():
    plot = Plot(layers=(Points(x=(0.0, 1.0), y=(0.0, 1.0)), Rule(name="chance", direction="diagonal")))
    axes = figure_of(plot).axes[0]
    assert axes.get_xlim()[1] < 1.2
    assert figure_of(plot).axes[0].get_legend() is not None, "a named line is explained also alone"


def test_moments_are_drawn_in_their_time_zone():
    midnight = 1_767_222_000.0  # 2026-01-01 in Berlin
    plot = Plot(
        x=Axis(scale="time", zone="Europe/Berlin"), layers=(Line(x=(midnight, midnight + 40 * 86_400), y=(1.0, 2.0)),)
    )
    figure = figure_of(plot)
    figure.canvas.draw()
    assert figure.axes[0].get_xticks()[0] * 86_400 == pytest.approx(midnight)
    assert figure_of(plot.model_copy(update={"x": Axis(scale="time", zone="Nowhere/At all")}))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["grid", "tree", "report"])
def test_pages_and_grids_have_pictures_files_and_thumbnails(name, theme):
    drawing = LOOKS[name]
    assert rendered(drawing, "svg", theme).startswith(b"<?xml")
    assert rendered(drawing, "pdf", theme).startswith(b"%PDF")
    with Image.open(io.BytesIO(thumbnail(drawing, theme, 150))) as picture:
        assert picture.size == (150, 100)


def test_a_report_is_as_high_as_what_is_in_it():
    section = LOOKS["report"].sections[0]
    heights = [size_of(Report(sections=(section,) * count))[1] for count in (1, 2, 3)]
    assert heights[1] - heights[0] == pytest.approx(heights[2] - heights[1])
    assert scrolls(LOOKS["tree"])
    assert not scrolls(LOOKS["grid"])


def test_the_example_in_the_docs_draws():
    text = (Path(__file__).parents[2] / "docs" / "plots.md").read_text(encoding="utf-8")
    code = text.partition("```python\n")[2].partition("```")[0]
    # A node's ports come from its signature, whose names are looked up in the module: so it has to be one.
    module = types.ModuleType("plots_example")
    exec(compile(code, "plots.md", "exec"), module.__dict__)
    view = module.Speeds().run(pd.DataFrame({"t": [1.0, 2.0], "speed": [40.0, 60.0]}))
    assert rendered(read(view.content), "png", dpi=30)


def _bars(count: int) -> Plot:
    places = tuple(float(place) for place in range(count))
    bars = Bars(at=places, size=places, sideways=True, labels=tuple(f"{place:.0f} rows" for place in places))
    return Plot(y=Axis(categories=tuple(f"column {place}" for place in range(count)), backwards=True), layers=(bars,))


def test_every_one_of_many_bars_is_named_in_letters_that_fit():
    for width, height in ((8.0, 5.0), (4.2, 3.2)):
        figure = figure_of(_bars(30), width=width, height=height)
        figure.canvas.draw()
        labels = [label for label in figure.axes[0].get_yticklabels() if label.get_text()]
        assert [label.get_text() for label in labels] == [f"column {place}" for place in range(30)]
        boxes = sorted((label.get_window_extent() for label in labels), key=lambda box: box.y0)
        middles = [(box.y0 + box.y1) / 2 for box in boxes]
        size = labels[0].get_fontsize() / 72 * figure.dpi
        assert min(after - before for before, after in itertools.pairwise(middles)) >= 0.95 * size


def test_words_of_bars_are_left_out_where_they_would_run_into_each_other():
    small, large = (figure_of(_bars(30), width=width, height=height) for width, height in ((4.2, 2.4), (8.0, 7.0)))
    assert not any(text.get_visible() for text in small.axes[0].texts)
    assert all(text.get_visible() for text in large.axes[0].texts)


def test_a_plot_of_many_bars_is_higher():
    assert size_of(_bars(60))[1] > size_of(_bars(30))[1] > size_of(_bars(5))[1] == 5.5


def test_marks_of_a_short_logarithmic_axis_are_plain_numbers():
    figure = figure_of(Plot(x=Axis(scale="log"), layers=(Line(x=(5.0, 60.0), y=(1.0, 2.0)),)))
    figure.canvas.draw()
    axis = figure.axes[0].xaxis
    low, high = axis.get_view_interval()
    shown = [text.get_text() for text in axis.get_ticklabels() if low <= text.get_position()[0] <= high]
    assert shown == ["5", "10", "20", "50"]
    assert not any(text.get_text() for text in axis.get_ticklabels(minor=True))


def _named(names: tuple[str, ...], *, beside: bool = False, width: float = 8.0) -> list[str]:
    places = tuple(float(place) for place in range(len(names)))
    axes = {"y" if beside else "x": Axis(categories=names)}
    figure = figure_of(Plot(**axes, layers=(Bars(at=places, size=places, sideways=beside),)), width=width, height=4.0)
    figure.canvas.draw()
    labels = figure.axes[0].get_yticklabels() if beside else figure.axes[0].get_xticklabels()
    assert len({label.get_rotation() for label in labels}) == 1
    return [*(label.get_text() for label in labels), f"{labels[0].get_rotation():.0f}°"]


def test_long_names_stand_on_several_lines_before_they_slope_or_are_cut():
    names = ("a", "everything that there is, and more", "Köln")
    broken = "everything that there is, and\nmore"
    assert _named(names) == ["a", names[1], "Köln", "0°"], "what fits stands on one line"
    assert _named(names, width=7.0) == ["a", broken, "Köln", "0°"]
    assert _named(names, beside=True, width=5.0) == ["a", "everything that there is,\nand more", "Köln", "0°"]
    assert _named(tuple(f"{name} {place}" for place in range(4) for name in names))[-1] == "35°"
    assert "…" in _named(("a", "one-word".replace("-", "") * 9), beside=True)[1]


def test_names_slope_beneath_the_last_of_plots_that_share_their_axis():
    table = pd.DataFrame({f"column number {place}": [1.0, None] for place in range(15)})
    shown = MissingnessMap().run(table).view
    figure = figure_of(read(shown.content))
    figure.canvas.draw()
    lowest = min(figure.axes[:2], key=lambda axes: axes.get_position().y0)
    assert {label.get_rotation() for label in lowest.get_xticklabels()} == {35.0}


def test_the_title_of_an_axis_stays_beside_its_axis():
    title = "effect on the prediction of what the model gives (SHAP value)"
    figure = figure_of(Plot(title="Effect", y=Axis(label=title), layers=(KINDS["line"],)), width=4.4, height=2.4)
    figure.canvas.draw()
    axes = figure.axes[0]
    label, box = axes.yaxis.label.get_window_extent(), axes.get_window_extent()
    assert label.height <= 1.12 * box.height
    assert label.y1 < figure.subfigs[0].texts[0].get_window_extent().y0, "the head of the plot is free"


def test_marks_of_a_narrow_logarithmic_axis_do_not_run_into_each_other():
    figure = figure_of(Plot(x=Axis(scale="log"), layers=(Line(x=(0.001, 0.9), y=(1.0, 2.0)),)), width=2.2, height=2.0)
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in figure.axes[0].get_xticklabels() if text.get_text()]
    assert len(boxes) > 1
    assert all(after.x0 > before.x1 for before, after in itertools.pairwise(boxes))
