"""The legend of a plot: what the names of series and of lines of reference mean, off the data, where most room is left."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from knode.core.plot import Heatmap, Plot, Rule, Text, Tree
from knode.picture.plot_fit import POINTS
from knode.picture.plot_look import Look, short
from knode.picture.text import width_of

LONGEST = 36
SHORTER = ((0.4, 20), (0.5, 12))
"""Letters of a name at most; where names of so many would take more of a picture than a share, they are cut to fewer."""
TALL = 0.6
"""The share of the height from which on a legend stands beside the whole picture: one beside the axes would squeeze them."""
NARROW = 5.0
"""Inches below which a legend stands under the plot where it can."""
TRIED = ((False, 0.25), (True, 0.35), (False, 0.4), (True, 0.5))
"""Whether beside or below, and the share of the picture that a legend may take there, the best first."""
WIDE = (True, 0.45)
"""What is tried first in a picture that is not narrow."""
SIDE = 0.4
"""The share of the width that several columns of names take beside a plot."""
HIGHEST = 0.5
"""The share of the height that a legend takes below, where names are left out."""
SIZES = (1.0, 0.9, 0.8)
"""Sizes of its letters, times that of other words, until it fits."""
SIGN = 5.0
"""The room for a sign and the gaps around it, in letters' sizes, and below the height of a line and of the borders."""
LINE, BORDERS = 1.5, 1.6
MARK = 6.5
"""The diameter in points of the marks of points, however small the points are."""
GAP = 8.0
AXIS = 54.0
"""Points: about what the marks and the title of an axis take."""
LEAST = 60.0
"""Points that a legend leaves to the plot: names that take more are left out, and are told under the mouse."""
FEWEST = 2
"""One name of many says nothing."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a legend stands: beside the plot or below; the size of its letters, how many names it has, in how many columns,
    how wide one is in points, which share of the picture it takes, and how many letters a name has at most."""

    beside: bool
    size: float
    names: int
    columns: int
    width: float
    share: float
    longest: int = LONGEST
    corner: bool = False
    """In the upper right corner of several plots, where none is."""


def place_of(plots: Iterable[Plot], look: Look, width: float, height: float, *, shaded: bool) -> Place | None:
    """Where the legend of plots stands in `width` times `height` points; None where they need none or have no room for one.

    It takes no more than it may of the picture: letters get smaller first, and then names are left out, all of them where the
    plot would be too small even so. Beside plots that are `shaded` stands the bar of shades, so that it goes below.
    """
    plots = list(plots)
    names = _names(plots)
    if not names:
        return None
    wanted = _Wanted(names, _title(plots), len(plots) == 1 and plots[0].square, shaded)
    best = _best(wanted, look.text, (width, height), LONGEST)
    for large, longest in SHORTER:
        told_apart = len({short(name, longest) for name in names}) == len(names)
        if (best is None or best.share > large) and told_apart and not wanted.square:
            shorter = _best(wanted, look.text, (width, height), longest)
            if shorter is not None and (best is None or (shorter.share < best.share and shorter.names == best.names)):
                best = shorter
    return best


def place_within(plots: Iterable[Plot], look: Look, width: float, height: float) -> Place | None:
    """Where a legend of all names stands in a corner of `width` times `height` points that is empty; None where it does not fit
    or none is needed."""
    plots = list(plots)
    names = _names(plots)
    for longest, scale in itertools.product((LONGEST, *(most for _, most in SHORTER)), SIZES):
        shown = {short(name, longest) for name in names}
        title = short(_title(plots), longest)
        size = scale * look.text
        wide = size * max(width_of(title, 1.0), SIGN + max((width_of(name, 1.0) for name in shown), default=0.0))
        high = size * (LINE * (len(names) + bool(title)) + BORDERS)
        if names and len(shown) == len(names) and wide <= width and high <= height:
            return Place(True, size, len(names), 1, wide, 0.0, longest, corner=True)
    return None


def _names(plots: list[Plot]) -> tuple[str, ...]:
    """What a legend names; nothing where it is not needed."""
    names = dict.fromkeys(
        layer.name for plot in plots for layer in plot.layers if not isinstance(layer, Heatmap | Text | Tree)
    )
    names.pop("", None)
    ruled = any(isinstance(layer, Rule) and layer.name for plot in plots for layer in plot.layers)
    return tuple(names) if len(names) > 1 or ruled else ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a legend is to say, and whether it is that of a single plot of equal scales, or stands with a bar of shades."""

    names: tuple[str, ...]
    title: str
    square: bool
    shaded: bool


def _best(wanted: _Wanted, text: float, room: tuple[float, float], longest: int) -> Place | None:
    """The best place for a legend of names of so many letters at most; None where none leaves enough to the plot."""
    (width, height), count = room, len(wanted.names)
    title = short(wanted.title, longest)
    widest = max(width_of(title, 1.0), SIGN + max(width_of(short(name, longest), 1.0) for name in wanted.names))
    tried = [
        [
            replace(way, longest=longest)
            for way in _ways(count, bool(title), widest, scale * text, room)
            if not (wanted.shaded and way.beside)
        ]
        for scale in SIZES
    ]
    fitting = [[way for way in ways if way.names == count] for ways in tried]
    if wanted.square:
        best = max(itertools.chain(*fitting), key=lambda way: way.size * _side(way, width, height), default=None)
    else:
        best = next(itertools.chain(*(_in_order(ways, wide=width >= NARROW * POINTS) for ways in fitting)), None)
    return best or max(tried[-1], key=lambda way: _side(way, width, height), default=None)


def _ways(count: int, titled: bool, widest: float, size: float, room: tuple[float, float]) -> list[Place]:
    """A legend beside, and one below, with letters of a size, where some room has both for it and for the plot."""
    (width, height), wide = room, widest * size

    def lines(high: float) -> int:
        """How many lines of names are so high."""
        return int((high / size - BORDERS) / LINE) - titled

    columns = max(1, min(count, int(0.9 * width / wide)))
    rows = min(math.ceil(count / columns), lines(min(HIGHEST * height, height - AXIS - LEAST)))
    high = (LINE * (rows + titled) + BORDERS) * size
    high_enough = max(1, lines(height))
    many = min(math.ceil(count / high_enough), max(1, int(SIDE * width / wide)))
    fitting = min(count, many * lines(height)) if many * wide <= width - AXIS - LEAST else 0
    beside = Place(True, size, fitting, many, many * wide, many * wide / width)
    below = Place(False, size, min(count, columns * rows), columns, wide, high / height)
    return [way for way in (beside, below) if way.names >= min(FEWEST, count)]


def _side(way: Place, width: float, height: float) -> float:
    """The shorter side of a plot in what a legend leaves."""
    if way.beside:
        return min((1 - way.share) * width - AXIS, height - AXIS)
    return min(width - AXIS, (1 - way.share) * height - AXIS)


def _in_order(ways: list[Place], *, wide: bool) -> Iterator[Place]:
    """Those that take no more than they may, the best first."""
    for beside, most in (WIDE, *TRIED) if wide else TRIED:
        yield from (way for way in ways if way.beside == beside and way.share <= most)


def draw_legend(figure: Any, axes: list[Any], plots: list[Plot], look: Look, place: Place | None) -> None:
    """Draw the legend of some axes at its place."""
    once: dict[str, Any] = {}
    for one in axes:
        for handle, label in zip(*one.get_legend_handles_labels(), strict=True):
            once.setdefault(label, handle)
    if place is None or not once:
        return
    tall = (
        LINE * math.ceil(min(place.names, len(once)) / place.columns) + BORDERS
    ) * place.size > TALL * figure.bbox.height / figure.dpi * POINTS
    alone = len(axes) == 1 and place.beside and not plots[0].square and not tall
    where: dict[str, Any] = {"loc": "center left", "bbox_to_anchor": (1.01, 0.5)} if alone else {}
    if not alone:
        # The room that this takes does not hang on how axes of one scale shrink, which the layout cannot foresee.
        where = {"loc": "outside right center"} if place.beside else {"loc": "outside lower center"}
    if place.corner:
        where = {"loc": "upper right"}
    handles, names = list(once.values()), [short(name, place.longest) for name in once]
    if len(names) > place.names:
        handles, names = _cut(handles, names, place.names)
    box = (axes[0] if alone else figure).legend(
        handles, names, title=short(_title(plots), place.longest) or None, frameon=False, labelcolor=look.palette.ink,
        prop={"family": list(look.fonts), "size": place.size}, ncols=place.columns, **where,
    )  # fmt: skip
    box.get_title().set(color=look.palette.muted, fontsize=place.size, family=list(look.fonts))
    for handle in box.legend_handles:
        _strengthen(handle)


def _title(plots: list[Plot]) -> str:
    return next((plot.legend for plot in plots if plot.legend), "")


def _cut(handles: list[Any], names: list[str], most: int) -> tuple[list[Any], list[str]]:
    """The first names, and how many more there are."""
    from matplotlib.lines import Line2D

    kept = max(1, most - 1)
    return [*handles[:kept], Line2D([], [], linestyle="none")], [*names[:kept], f"… and {len(names) - kept} more"]


def _strengthen(handle: Any) -> None:
    """Marks of points as large and strong as can be told apart, however small and faint the points are."""
    from matplotlib.collections import PathCollection
    from matplotlib.lines import Line2D

    if isinstance(handle, PathCollection):
        handle.set(sizes=[MARK**2], alpha=1.0)
    elif isinstance(handle, Line2D) and handle.get_linestyle() == "None":
        handle.set(markersize=MARK, markeredgewidth=0, alpha=1.0)


def room_for(figure: Any, plot: Plot, place: Place | None) -> Any:
    """The part of a figure for a plot and its legend: no wider than one of equal scales is, so that they stand together."""
    if place is None or not (place.beside and plot.square):
        return figure
    points = POINTS / figure.dpi
    width, need = figure.bbox.width * points, figure.bbox.height * points + AXIS + place.width + 2 * GAP
    if need >= width:
        return figure
    sides = (width - need) / 2
    parts = figure.subfigures(1, 3, width_ratios=(sides, need, sides), wspace=0)
    for part in parts:
        part.set_facecolor(figure.get_facecolor())
    return parts[1]
