"""The frame of a plot: its title, its axes with their marks and words. Words never run into each other."""

from __future__ import annotations

import functools
import itertools
import math
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from knode.core.plot import Axis, Heatmap, Plot
from knode.picture.plot_fit import POINTS, later, room_of
from knode.picture.plot_look import Look, plain
from knode.picture.plot_names import name_categories
from knode.picture.text import wrapped

DAY = 86_400.0
MINUS = "\N{MINUS SIGN}"
POWERS = {12: "tn", 9: "bn", 6: "M", 3: "k"}
DIGITS, MOST_DECIMALS = 4, 7
"""How many digits the largest number in a cell has, and decimals at most."""
TITLES = (1.0, 0.9, 0.8)
"""Sizes of the title of an axis, times that of other words, until it fits."""
BEYOND = 1.12
"""The title of an upright axis may reach a little beyond both of its ends: there is nothing."""


def dress(axes: Any, plot: Plot, look: Look, width: float) -> None:
    """The ground, the grid, the title and the names of the axes, in a figure `width` inches wide."""
    palette = look.palette
    if plot.square:
        axes.set_aspect("equal", adjustable="box")
    axes.set_facecolor(palette.card)
    axes.set_axisbelow(True)
    axes.grid(True, color=palette.edge, alpha=0.55, linewidth=0.8)
    for side, spine in axes.spines.items():
        spine.set_visible(side in ("left", "bottom"))
        spine.set_color(palette.edge)
    axes.tick_params(which="both", colors=palette.muted, labelsize=look.ticks, width=0.8)
    _head(axes, plot, look, 0.8 * width * POINTS)
    words: dict[str, Any] = {"family": list(look.fonts), "fontsize": look.text, "color": palette.ink}
    axes.set_xlabel(plain(plot.x.title), **words)
    axes.set_ylabel(plain(plot.y.title), **words)
    _fit_titles(axes, plot, look, *room_of(axes))
    later(axes, functools.partial(_fit_titles, axes, plot, look))


def _fit_titles(axes: Any, plot: Plot, look: Look, width: float, height: float) -> None:
    """The titles of the axes on up to two lines; those that are not shown stay so."""
    for axis, described, room in ((axes.xaxis, plot.x, width), (axes.yaxis, plot.y, BEYOND * height)):
        if axis.get_label_text():
            size = (
                next((one for one in TITLES if _fits(described.title, one * look.text, room)), TITLES[-1]) * look.text
            )
            axis.set_label_text(plain("\n".join(_title_lines(described.title, size, room))), fontsize=size)


def _title_lines(title: str, size: float, room: float) -> list[str]:
    return wrapped(title, size * 1.1, room, 2)


def _fits(title: str, size: float, room: float) -> bool:
    return "".join(_title_lines(title, size, room)).replace(" ", "") == "".join(title.split())


def _head(axes: Any, plot: Plot, look: Look, room: float) -> None:
    below = wrapped(plot.subtitle, look.text * 1.08, room, 2)
    if plot.title:
        axes.set_title(
            plain("\n".join(wrapped(plot.title, look.title * 1.2, room, 2))), loc="left", fontsize=look.title,
            fontweight="bold", color=look.palette.ink, pad=10 + len(below) * look.text * 1.45,
            family=list(look.fonts), wrap=True,
        )  # fmt: skip
    if below:
        axes.annotate(
            plain("\n".join(below)), (0, 1), (0, 7), xycoords="axes fraction", textcoords="offset points",
            fontsize=look.text, color=look.palette.muted, family=list(look.fonts), va="bottom",
        )  # fmt: skip


def mark(axis: Any, described: Axis, look: Look) -> None:
    """Marks and their words along one axis."""
    from matplotlib import dates, ticker

    if described.hidden:
        axis.set_tick_params(which="both", length=0, **{"labelbottom" if axis.axis_name == "x" else "labelleft": False})
        axis.set_label_text("")
    if described.categories is not None:
        name_categories(axis, described.categories, look)
    elif described.scale == "time":
        zone = _zone(described.zone)
        locator = dates.AutoDateLocator(tz=zone, minticks=3, maxticks=8)  # type: ignore[no-untyped-call]
        axis.set_major_locator(locator)
        axis.set_major_formatter(dates.ConciseDateFormatter(locator, tz=zone))  # type: ignore[no-untyped-call]
    elif described.scale == "log":
        (axis.axes.set_xscale if axis.axis_name == "x" else axis.axes.set_yscale)("log")
        low, high = axis.get_view_interval()
        # Marks at 2 and 5 too, where there are few powers of ten and there is room.
        room = room_of(axis.axes)[0] / 4 if axis.axis_name == "x" else room_of(axis.axes)[1] / 1.5
        few = low > 0 and high / low < 1e3 and 3 * math.log10(high / low) * look.ticks < room
        axis.set_major_locator(ticker.LogLocator(subs=(1.0, 2.0, 5.0) if few else (1.0,), numticks=8))
        axis.set_major_formatter(ticker.FuncFormatter(lambda value, _: cell_told(value)))
        axis.set_minor_formatter(ticker.NullFormatter())
    elif described.percent:
        axis.set_major_formatter(percent_formatter())
    elif described.whole:
        axis.set_major_locator(ticker.MaxNLocator("auto", integer=True, steps=[1, 2, 2.5, 5, 10]))
    if described.categories is None and described.scale == "linear" and not described.percent:
        axis.set_major_formatter(_formatter_class()())
    for label in axis.get_ticklabels():
        label.set_family(list(look.fonts))


def _zone(name: str) -> ZoneInfo:
    """A time zone, UTC for one that is not known here."""
    try:
        return ZoneInfo(name or "UTC")
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")


@functools.cache
def _formatter_class() -> Any:
    from matplotlib import ticker

    class NumberFormatter(ticker.Formatter):
        """Numbers with as many decimals as tell the marks apart; thousands, millions … where they are large."""

        def __call__(self, x: float, pos: int | None = None) -> str:
            return f"{x:,.6g}"

        def format_ticks(self, values: Any) -> list[str]:
            return numbers_told(list(values))

    return NumberFormatter


def percent_formatter() -> Any:
    """Writes marks as percent of 1, with as many decimals as tell them apart: 20%, 0.5%."""
    return _percent_class()()


@functools.cache
def _percent_class() -> Any:
    from matplotlib import ticker

    class PercentMarks(ticker.Formatter):
        def __call__(self, x: float, pos: int | None = None) -> str:
            return f"{100 * x:.4g}%".replace("-", MINUS)

        def format_ticks(self, values: Any) -> list[str]:
            marks = [round(100 * value, 9) + 0.0 for value in values]
            decimals = next((one for one in range(9) if all(round(mark, one) == mark for mark in marks)), 9)
            return [f"{mark:,.{decimals}f}%".replace("-", MINUS) for mark in marks]

    return PercentMarks


def numbers_told(values: list[float]) -> list[str]:
    """Marks along an axis in words: 0.5, 1,500, 20 k, 3 M."""
    top = max(map(abs, values), default=0.0)
    step = min((abs(after - before) for before, after in itertools.pairwise(values)), default=top) or 1.0
    close = top / step > 5_000
    power = next((power for power in POWERS if top >= 10.0 ** max(power, 4) and not close), 0)
    if top >= 1e16 or 0 < top < 1e-4:
        return [f"{value:.6g}".replace("-", MINUS) for value in values]
    decimals = max(0, math.ceil(-math.log10(step / 10.0**power) - 1e-6))
    # 2.5 apart needs a decimal, though its power of ten needs none.
    decimals += round(step / 10.0**power, decimals) != round(step / 10.0**power, decimals + 2)
    end = f" {POWERS[power]}" if power else ""
    return [f"{value / 10.0**power:,.{decimals}f}{end}".replace("-", MINUS) if value else "0" for value in values]


def cell_told(value: float) -> str:
    """A number in a cell: 0.1234, 12,345, 1.2 M."""
    size = abs(value)
    power = next((power for power in POWERS if power > 3 and size >= 10.0**power), 0)
    if size >= 1e15 or 0 < size < 1e-4:
        told = f"{value:.3g}"
    elif power:
        told = f"{value / 10.0**power:,.4g} {POWERS[power]}"
    else:
        told = f"{value:,.0f}" if size >= 1_000 else f"{value:.4g}"
    return told.replace("-", MINUS)


def cells_told(values: list[float]) -> list[str]:
    """Numbers in cells of one picture, all with one number of decimals and in one unit unless they are too far apart.

    The largest has four digits, or fewer where none needs them.
    """
    top = max(map(abs, values), default=0.0)
    power = next((power for power in POWERS if power > 3 and top >= 10.0**power), 0)
    scaled = [value / 10.0**power for value in values]
    most = max(0, DIGITS - 1 - math.floor(math.log10(top / 10.0**power))) if top else 0
    decimals = next(one for one in range(most + 1) if one == most or all(_same(value, one, most) for value in scaled))
    if top >= 1e15 or most > MOST_DECIMALS or any(0 < abs(value) < 10.0**-decimals for value in scaled):
        return list(map(cell_told, values))
    end = f" {POWERS[power]}" if power else ""
    return [f"{round(value, decimals) + 0.0:,.{decimals}f}{end}".replace("-", MINUS) for value in scaled]


def _same(value: float, decimals: int, most: int) -> bool:
    return round(value, decimals) == round(value, most)


def limit(axes: Any, plot: Plot) -> None:
    """The limits that the axes say."""
    edge = 0.5 if any(isinstance(layer, Heatmap) for layer in plot.layers) else 0.6
    for described, get, set_limits in (
        (plot.x, axes.get_xlim, axes.set_xlim),
        (plot.y, axes.get_ylim, axes.set_ylim),
    ):
        if described.limits is not None:
            unit = DAY if described.scale == "time" else 1.0
            set_limits(described.limits[0] / unit, described.limits[1] / unit)
        elif described.categories:
            set_limits(-edge, len(described.categories) - 1 + edge)
        if described.backwards:
            set_limits(*reversed(get()))
