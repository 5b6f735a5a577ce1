"""Draws plots with matplotlib, for the screen and for files, in the colours of either theme.

No pyplot: it keeps every figure alive, and may be used from one thread only.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knode.core.plot import Axis, Heatmap, Plot
from knode.picture.plot_layers import Series, draw_layer
from knode.picture.style import DARK, LIGHT, Palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Theme = Literal["light", "dark"]
Format = Literal["png", "svg", "pdf"]
Limits = tuple[float, float]
# After Okabe and Ito, Color Universal Design (2008): told apart by people who do not see all colours.
SERIES: dict[str, tuple[str, ...]] = {
    "light": ("#0072b2", "#d55e00", "#009e73", "#b3588f", "#e69f00", "#56b4e9", "#8c7d00"),
    "dark": ("#56b4e9", "#ff9e57", "#35c79b", "#e79ac8", "#f0d442", "#8fa8ff", "#c9c18a"),
}
SHADES = {"light": "YlGnBu", "dark": "cividis"}
MOST_LABELS = 40
LONGEST = 24
DAY = 86_400.0
WIDE_FONTS = ("Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Micro Hei")
"""Fonts for scripts that matplotlib's own does not have; the first that is installed helps out."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a plot looks: sizes in points."""

    palette: Palette
    series: tuple[str, ...]
    shades: str
    fonts: tuple[str, ...]
    title: float = 12.5
    text: float = 9.5
    ticks: float = 8.5


def look_of(theme: Theme) -> Look:
    """The look of a theme."""
    return Look(DARK if theme == "dark" else LIGHT, SERIES[theme], SHADES[theme], fonts())


@functools.cache
def fonts() -> tuple[str, ...]:
    """The fonts to draw with, in the order in which a letter is looked for."""
    from matplotlib import font_manager

    installed = set(font_manager.get_font_names())
    return ("DejaVu Sans", *(name for name in WIDE_FONTS if name in installed))


def figure_of(plot: Plot, theme: Theme = "light", *, width: float = 8.0, height: float = 5.5, dpi: int = 100) -> Figure:
    """A figure of so many inches with the plot in it."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, height), dpi=dpi, layout="constrained")
    draw(figure, plot, theme)
    return figure


def rendered(
    plot: Plot,
    format: Format,
    theme: Theme = "light",
    *,
    width: float = 8.0,
    height: float = 5.5,
    dpi: int = 150,
    limits: tuple[Limits | None, Limits | None] = (None, None),
) -> bytes:
    """A picture of the plot; `limits` are those of x and y where they are not the plot's own."""
    from matplotlib import rc_context

    figure = figure_of(plot, theme, width=width, height=height, dpi=dpi)
    axes = figure.axes[0]
    setters: tuple[Callable[..., Any], ...] = (axes.set_xlim, axes.set_ylim)
    for limit, set_limits in zip(limits, setters, strict=True):
        if limit is not None:
            set_limits(*limit)
    made = io.BytesIO()
    # Without a date and with fixed names the same plot gives the same bytes.
    metadata: dict[str, dict[str, Any]] = {"svg": {"Date": None}, "pdf": {"CreationDate": None}, "png": {}}
    with rc_context({"svg.hashsalt": "knode", "pdf.fonttype": 42}):
        figure.savefig(made, format=format, metadata=metadata[format], facecolor=figure.get_facecolor())
    return made.getvalue()


def thumbnail(plot: Plot, theme: Theme, width: int) -> bytes:
    """A PNG picture `width` pixels wide and two thirds as high: the shapes alone, without words."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / 100, width / 150), dpi=100, layout="constrained")
    draw(figure, plot, theme)
    axes = figure.axes[0]
    for extra in figure.axes[1:]:
        figure.delaxes(extra)
    for text in (axes.title, axes.xaxis.label, axes.yaxis.label, *figure.texts):
        text.set_text("")
    axes.set_title("", loc="left")
    axes.tick_params(labelbottom=False, labelleft=False, bottom=False, left=False, which="both")
    if axes.get_legend() is not None:
        axes.get_legend().remove()  # type: ignore[union-attr]
    made = io.BytesIO()
    figure.savefig(made, format="png", facecolor=figure.get_facecolor())
    return made.getvalue()


def draw(figure: Figure, plot: Plot, theme: Theme) -> Axes:
    """Draw the plot into an empty figure."""
    look = look_of(theme)
    figure.set_facecolor(look.palette.card)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(w_pad=0.08, h_pad=0.08)  # type: ignore[call-arg]
    axes = figure.add_subplot()
    _dress(axes, plot, look)
    names = plot.names
    units = (DAY if plot.x.scale == "time" else 1.0, DAY if plot.y.scale == "time" else 1.0)
    for layer in plot.layers:
        place = names.index(layer.name) if layer.name in names else 0
        drawn = draw_layer(axes, layer, Series(place, look.series, look.palette, look.shades, units))
        if drawn is not None and isinstance(layer, Heatmap) and not layer.numbers:
            _scale(figure, axes, drawn, layer, look)
    _mark(axes.xaxis, plot.x, look)
    _mark(axes.yaxis, plot.y, look)
    _limit(axes, plot)
    _legend(axes, plot, look)
    return axes


def _dress(axes: Axes, plot: Plot, look: Look) -> None:
    palette = look.palette
    axes.set_facecolor(palette.card)
    axes.set_axisbelow(True)
    axes.grid(True, color=palette.edge, alpha=0.55, linewidth=0.8)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(palette.edge)
    axes.tick_params(which="both", colors=palette.muted, labelsize=look.ticks, width=0.8)
    words: dict[str, Any] = {"family": list(look.fonts)}
    if plot.title:
        axes.set_title(
            plain(plot.title), loc="left", fontsize=look.title, fontweight="bold", color=palette.ink,
            pad=24 if plot.subtitle else 10, **words,
        )  # fmt: skip
    if plot.subtitle:
        axes.annotate(
            plain(plot.subtitle), (0, 1), (0, 7), xycoords="axes fraction", textcoords="offset points",
            fontsize=look.text, color=palette.muted, **words,
        )  # fmt: skip
    axes.set_xlabel(plain(plot.x.title), fontsize=look.text, color=palette.ink, **words)
    axes.set_ylabel(plain(plot.y.title), fontsize=look.text, color=palette.ink, **words)


def _mark(axis: Any, described: Axis, look: Look) -> None:
    """Marks and their words along one axis."""
    from matplotlib import dates, ticker

    if described.categories is not None:
        count = len(described.categories)
        step = max(1, -(-count // MOST_LABELS))
        axis.set_ticks(range(0, count, step), [_short(described.categories[place]) for place in range(0, count, step)])
        axis.grid(False)
        if axis.axis_name == "x" and sum(map(len, described.categories[::step])) > 60:
            axis.set_tick_params(rotation=35)
            for label in axis.get_ticklabels():
                label.set(horizontalalignment="right", rotation_mode="anchor")
    elif described.scale == "time":
        locator = dates.AutoDateLocator()  # type: ignore[no-untyped-call]
        axis.set_major_locator(locator)
        axis.set_major_formatter(dates.ConciseDateFormatter(locator))  # type: ignore[no-untyped-call]
    elif described.scale == "log":
        (axis.axes.set_xscale if axis.axis_name == "x" else axis.axes.set_yscale)("log")
    elif described.whole:
        axis.set_major_locator(ticker.MaxNLocator(integer=True))
        axis.set_major_formatter(ticker.StrMethodFormatter("{x:,.0f}"))
    for label in axis.get_ticklabels():
        label.set_family(list(look.fonts))


def _limit(axes: Axes, plot: Plot) -> None:
    for described, set_limits in ((plot.x, axes.set_xlim), (plot.y, axes.set_ylim)):
        if described.limits is not None:
            low, high = described.limits
            set_limits(*((low / DAY, high / DAY) if described.scale == "time" else (low, high)))
        elif described.categories:
            set_limits(-0.6, len(described.categories) - 0.4)


def _scale(figure: Figure, axes: Axes, drawn: Any, layer: Heatmap, look: Look) -> None:
    """What the shades of a heat map mean, at the side."""
    bar = figure.colorbar(drawn, ax=axes, shrink=0.85, aspect=26, pad=0.02)
    bar.outline.set_visible(False)
    bar.ax.tick_params(colors=look.palette.muted, labelsize=look.ticks, width=0.8)
    bar.set_label(plain(layer.label), fontsize=look.text, color=look.palette.ink, family=list(look.fonts))


def _legend(axes: Axes, plot: Plot, look: Look) -> None:
    handles, labels = axes.get_legend_handles_labels()
    if len(set(filter(None, plot.names))) < 2 or not handles:
        return
    once = dict(zip(labels, handles, strict=True))
    box = axes.legend(
        once.values(), map(_short, once), title=plain(plot.legend) or None, loc="center left",
        bbox_to_anchor=(1.01, 0.5), frameon=False, labelcolor=look.palette.ink,
        prop={"family": list(look.fonts), "size": look.text},
    )  # fmt: skip
    box.get_title().set(color=look.palette.muted, fontsize=look.text, family=list(look.fonts))


def _short(text: str) -> str:
    return plain(text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…")


def plain(text: str) -> str:
    """`text` as it stands: two dollar signs would make a formula of what is between them."""
    return text.replace("$", r"\$")
