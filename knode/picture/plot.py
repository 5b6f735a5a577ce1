"""Draws plots with matplotlib, for the screen and for files, in the colours of either theme.

No pyplot: it keeps every figure alive, and may be used from one thread only.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from knode.core.plot import Drawing, Grid, Plot, Report, Rule, Tree
from knode.picture.plot_axes import dress, limit, mark
from knode.picture.plot_fit import DRAWN, POINTS, settle
from knode.picture.plot_grid import draw_grid, is_alike
from knode.picture.plot_head import headed
from knode.picture.plot_layers import Series, draw_layer
from knode.picture.plot_legend import NARROW, draw_legend, place_of, room_for
from knode.picture.plot_look import Look, Theme, fonts, look_of
from knode.picture.plot_places import units_of
from knode.picture.plot_report import MARGIN, draw_report, report_size
from knode.picture.plot_shades import Scales, barred, explain, key_of, scales_of
from knode.picture.plot_tree import draw_tree, tree_size

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = [
    "Format",
    "Limits",
    "Theme",
    "draw",
    "figure_of",
    "fonts",
    "least_size",
    "rendered",
    "scrolls",
    "size_of",
    "thumbnail",
]
Format = Literal["png", "svg", "pdf"]
Limits = tuple[float, float]
LEAST_CELL, LEAST_HEAD = (1.4, 1.1), 0.7
"""Inches that a plot of a grid takes at least, and what is above and below all of them."""
LEAST_LINE = 0.25
"""Inches more where plots have a line below their titles."""
LEAST_BESIDE = 1.0
"""Inches for the legend beside plots in fixed columns, and for the words at their axes."""
LEAST_NAME, LEAST_FRAME = 0.1, 1.3
"""Inches that a name beside a plot takes at least, and what is above and below them."""
LARGEST = 200.0
"""Inches: matplotlib draws no more than 65,536 pixels a side."""


def size_of(drawing: Drawing) -> tuple[float, float]:
    """The size, in inches, at which a drawing looks best."""
    if isinstance(drawing, Report):
        return report_size(drawing)
    if isinstance(drawing, Grid):
        rows, columns = len(drawing.rows), len(drawing.rows[0])
        return max(8.0, min(24.0, 2.2 * columns + 1.0)), max(3.5, min(LARGEST, 2.0 * rows + 1.0))
    if tree_of(drawing) is not None:
        return tree_size(drawing)
    named = len(drawing.y.categories or ())
    return 8.0, min(LARGEST, max(5.5, 1.8 + 0.19 * named))


def least_size(drawing: Drawing, width: float) -> tuple[float, float]:
    """The size, in inches, below which names and words of a drawing are too small to be read, or not written at all; of plots
    that may stand in any number of columns for a picture so many inches wide."""
    if isinstance(drawing, Grid):
        rows, columns = len(drawing.rows), len(drawing.rows[0])
        if is_alike(drawing):
            columns = max(1, min(len(drawing.plots), int(width / LEAST_CELL[0])))
            rows = -(-len(drawing.plots) // columns)
        beside = 0.0 if is_alike(drawing) else LEAST_BESIDE
        cell = LEAST_CELL[1] + LEAST_LINE * any(plot.title and plot.subtitle for plot in drawing.plots)
        return LEAST_CELL[0] * columns + beside, cell * rows + LEAST_HEAD
    if isinstance(drawing, Report) or tree_of(drawing) is not None:
        return size_of(drawing)
    height = min(LARGEST, LEAST_NAME * len(drawing.y.categories or ()) + LEAST_FRAME)
    return (height if drawing.square else 0.0), height


def scrolls(drawing: Drawing) -> bool:
    """Whether it is a page to scroll in, not a plot that fits into any room."""
    return isinstance(drawing, Report) or (isinstance(drawing, Plot) and tree_of(drawing) is not None)


def tree_of(plot: Plot) -> Tree | None:
    """The tree that a plot shows."""
    return next((layer for layer in plot.layers if isinstance(layer, Tree)), None)


def figure_of(
    drawing: Drawing,
    theme: Theme = "light",
    *,
    width: float | None = None,
    height: float | None = None,
    dpi: float = 100,
) -> Figure:
    """A figure of so many inches with the plot in it; without a size the one at which it looks best."""
    from matplotlib.figure import Figure

    best = size_of(drawing)
    figure = Figure(figsize=(width or best[0], height or best[1]), dpi=dpi, layout="constrained")
    draw(figure, drawing, theme)
    return figure


def rendered(
    drawing: Drawing,
    format: Format,
    theme: Theme = "light",
    *,
    width: float | None = None,
    height: float | None = None,
    dpi: float = 150,
    limits: tuple[Limits | None, Limits | None] = (None, None),
) -> bytes:
    """A picture of the plot; `limits` are those of x and y where they are not the plot's own."""
    from matplotlib import rc_context

    figure = figure_of(drawing, theme, width=width, height=height, dpi=dpi)
    axes = figure.axes[0]
    setters: tuple[Callable[..., Any], ...] = (axes.set_xlim, axes.set_ylim)
    for limits_wanted, set_limits in zip(limits, setters, strict=True):
        if limits_wanted is not None and not scrolls(drawing):
            set_limits(*limits_wanted)
    made = io.BytesIO()
    # Without a date and with fixed names the same plot gives the same bytes.
    metadata: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
    most = dpi if max(figure.get_size_inches()) * dpi < 60_000 else 60_000 // max(figure.get_size_inches())
    with rc_context({"svg.hashsalt": "knode", "pdf.fonttype": 42}):
        figure.savefig(made, format=format, metadata=metadata[format], facecolor=figure.get_facecolor(), dpi=most)
    return made.getvalue()


def thumbnail(drawing: Drawing, theme: Theme, width: int) -> bytes:
    """A PNG picture `width` pixels wide and two thirds as high: the shapes alone, without words."""
    from matplotlib.figure import Figure

    shown = drawing
    if isinstance(drawing, Report) and drawing.plots:
        shown = drawing.plots[0]
    if not scrolls(shown):
        shown = shown.model_copy(update={"title": "", "subtitle": ""})
    figure = Figure(figsize=(width / 100, width / 150), dpi=100, layout="constrained")
    _draw(figure, shown, theme)
    if not scrolls(shown):
        _silence(figure)
    made = io.BytesIO()
    figure.savefig(made, format="png", facecolor=figure.get_facecolor())
    return made.getvalue()


def _silence(figure: Figure) -> None:
    """Take away the words, the legends and the bars of shades."""
    for axes in figure.axes:
        if getattr(axes, "_colorbar", None) is not None:
            figure.delaxes(axes)
            continue
        for text in (axes.title, axes.xaxis.label, axes.yaxis.label, *axes.texts):
            text.set_text("")
        axes.set_title("", loc="left")
        axes.tick_params(labelbottom=False, labelleft=False, bottom=False, left=False, which="both")
        if axes.get_legend() is not None:
            axes.get_legend().remove()  # type: ignore[union-attr]
    _silence_words(figure)


def _silence_words(part: Any) -> None:
    for text in part.texts:
        text.set_text("")
    for box in list(part.legends):
        box.remove()
    for inner in part.subfigs:
        _silence_words(inner)


def draw(figure: Any, drawing: Drawing, theme: Theme) -> None:
    """Draw into an empty figure."""
    _draw(figure, drawing, theme)
    settle(figure)


def _draw(figure: Any, drawing: Drawing, theme: Theme) -> None:
    look = look_of(theme)
    figure.set_facecolor(look.palette.card)
    if figure.bbox.width / figure.dpi < NARROW and not scrolls(drawing):
        look = look.scaled(0.9)
    engine = figure.get_layout_engine()
    if all(tree_of(plot) for plot in drawing.plots):
        # Nothing is left to matplotlib to lay out, of which it would warn.
        figure.set_layout_engine("none")
    elif engine is not None:
        engine.set(w_pad=0.08, h_pad=0.08)
    if isinstance(drawing, Report):
        draw_report(figure, drawing, look, functools.partial(_draw_body, margin=MARGIN))
    else:
        _draw_body(figure, drawing, look)


def _draw_body(figure: Any, drawing: Plot | Grid, look: Look, margin: float = 7.0) -> None:
    if isinstance(drawing, Plot) and tree_of(drawing) is not None:
        return draw_tree(figure, drawing, look)
    body = headed(figure, drawing, look, margin)
    if isinstance(drawing, Grid):
        return draw_grid(body, drawing, look, draw_plot)
    shown = drawing.model_copy(update={"title": "", "subtitle": ""})
    room = body.bbox.width / body.dpi * POINTS, body.bbox.height / body.dpi * POINTS
    place = place_of([shown], look, *room, shaded=bool(barred([shown], room)))
    body = room_for(body, shown, place)
    axes, scales = body.add_subplot(), scales_of([shown], look)
    draw_plot(axes, shown, look, scales, room[0] / POINTS)
    explain(body, axes, [shown], scales, room, look)
    draw_legend(body, [axes], [shown], look, place)
    return None


def draw_plot(axes: Axes, plot: Plot, look: Look, scales: Scales, width: float) -> None:
    """Draw one plot into its axes; `width` is that of the place for them, in inches."""
    setattr(axes, DRAWN, plot)
    dress(axes, plot, look, width)
    names, rules = plot.names, 0
    units = units_of(plot)
    for layer in plot.layers:
        place = names.index(layer.name) if layer.name in names else 0
        if isinstance(layer, Rule):
            place, rules = rules, rules + 1
        key = key_of(layer)
        draw_layer(axes, layer, Series(place, look, layer.tone, units, None if key is None else scales[key]))
    mark(axes.xaxis, plot.x, look)
    mark(axes.yaxis, plot.y, look)
    limit(axes, plot)
