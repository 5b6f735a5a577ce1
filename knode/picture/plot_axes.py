"""The frame of a plot: its title, its axes with their marks and words. Words never run into each other."""

from __future__ import annotations

import functools
from typing import Any

from knode.core.plot import Axis, Heatmap, Plot
from knode.picture.plot_fit import POINTS, later, room_of
from knode.picture.plot_look import Look, plain
from knode.picture.plot_marks import DAY, mark_described
from knode.picture.plot_names import name_categories
from knode.picture.text import shortened, wrapped

TITLES = (1.0, 0.9, 0.8)
"""Sizes of the title of an axis, times that of other words, until it fits."""
BEYOND = 1.12
"""The title of an upright axis may reach a little beyond both of its ends: there is nothing."""
BARE = 0.6
"""How far the limits are from the first and the last of categories that are no cells."""
BESIDE = 6.0
"""Points that the title of a plot may stand out at the side: there is a gap before the next plot."""
FEWEST_LETTERS = 6
"""Of a line that is cut: with fewer it says nothing."""
FEWEST = 3
"""There is room for so many bars, so that one alone is not a wall."""


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
    later(axes, functools.partial(_lay_down, axes, plot, look))


def _fit_titles(axes: Any, plot: Plot, look: Look, width: float, height: float) -> None:
    """The titles of the axes on up to two lines; those that are not shown stay so."""
    for axis, described, room in ((axes.xaxis, plot.x, width), (axes.yaxis, plot.y, BEYOND * height)):
        if axis.get_label_text():
            fit_title(axis, described.title, look.text, room)


def _lay_down(axes: Any, plot: Plot, look: Look, width: float, height: float) -> None:
    """Write the title of an upright axis above it, where it is cut beside it and there is nothing else."""
    label = axes.yaxis.label
    cut = label.get_text() and not _fits(plot.y.title, TITLES[-1] * look.text, BEYOND * height)
    if cut and not (plot.title or plot.subtitle):
        text = plain(shortened(plot.y.title, look.text * 1.1, width))
        label.set(text=text, fontsize=look.text, rotation=0, ha="left", va="bottom")
        axes.yaxis.set_label_coords(0.0, 1.0 + 3.0 / height)


def fit_title(axis: Any, title: str, size: float, room: float) -> None:
    """Write the title of an axis into some room, on up to two lines, in letters of a size or smaller ones."""
    fitting = next((one for one in TITLES if _fits(title, one * size, room)), TITLES[-1]) * size
    axis.set_label_text(plain("\n".join(_title_lines(title, fitting, room))), fontsize=fitting)


def _title_lines(title: str, size: float, room: float) -> list[str]:
    """A title on up to two lines; the second is cut in its middle, as names often differ at their ends."""
    lines = wrapped(title, size * 1.1, room, 2)
    left = " ".join(title.split()).removeprefix("".join(lines[:-1])).strip()
    return [*lines[:-1], shortened(left, size * 1.1, room)] if lines else []


def _fits(title: str, size: float, room: float) -> bool:
    return "".join(_title_lines(title, size, room)).replace(" ", "") == "".join(title.split())


def _head(axes: Any, plot: Plot, look: Look, room: float) -> None:
    """The title of one of several plots, and the line below it, cut in their middles where they would meet the next plot's."""
    line = None
    if plot.subtitle:
        line = axes.annotate(
            "", (0, 1), (0, 7), xycoords="axes fraction", textcoords="offset points", va="bottom", fontsize=look.text,
            color=look.palette.muted, family=list(look.fonts),
        )  # fmt: skip

    def fit(width: float) -> None:
        if plot.title:
            axes.set_title(
                plain(shortened(plot.title, look.title * 1.25, width)), loc="left", fontsize=look.title, fontweight="bold",
                color=look.palette.ink, pad=10 + look.text * 1.45 if plot.subtitle else 4, family=list(look.fonts),
            )  # fmt: skip
        if line is not None:
            words = shortened(plot.subtitle, look.text * 1.08, width)
            line.set_text(plain(words) if len(words) >= min(FEWEST_LETTERS, len(plot.subtitle)) else "")

    fit(room)
    later(axes, lambda width, _: fit(width + BESIDE))


def mark(axis: Any, described: Axis, look: Look) -> None:
    """Marks and their words along one axis."""
    if described.hidden:
        axis.set_tick_params(which="both", length=0, **{"labelbottom" if axis.axis_name == "x" else "labelleft": False})
        axis.set_label_text("")
    if described.categories is not None:
        name_categories(axis, described.categories, look)
    else:
        mark_described(axis, described, look.ticks)
    for label in axis.get_ticklabels():
        label.set_family(list(look.fonts))


def limit(axes: Any, plot: Plot) -> None:
    """The limits that the axes say."""
    edge = 0.5 if any(isinstance(layer, Heatmap) for layer in plot.layers) else BARE
    for described, get, set_limits in (
        (plot.x, axes.get_xlim, axes.set_xlim),
        (plot.y, axes.get_ylim, axes.set_ylim),
    ):
        if described.limits is not None:
            unit = DAY if described.scale == "time" else 1.0
            set_limits(described.limits[0] / unit, described.limits[1] / unit)
        elif described.categories:
            around = edge + max(0, FEWEST - len(described.categories)) / 2 * (edge == BARE)
            set_limits(-around, len(described.categories) - 1 + around)
        if described.backwards:
            set_limits(*reversed(get()))
