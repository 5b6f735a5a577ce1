"""The parts of a drawn plot that stand for rows of a table: where they are, and what they are called."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.core.plot import Axis, Bars, Heatmap, Histogram, Plot, Points, Rows, rows_at, rows_within
from knode.picture.plot_fit import DRAWN
from knode.picture.plot_marks import DAY, cell_told

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HIT = 4.0
"""Pixels at 100 % around a point at which it is hit too."""
Ends = tuple[float, float]


class Box(NamedTuple):
    """A rectangle on the canvas, in its pixels from the bottom left."""

    left: float
    right: float
    bottom: float
    top: float


class Place(NamedTuple):
    """A cell, a bar or a point: its ends along x and y in the numbers of its axes, the rows it stands for, and its name."""

    axes: Axes
    x: Ends
    y: Ends
    rows: Rows
    name: str
    along: str = ""
    """Of a bar the axis along which bars stand beside each other."""
    radius: float = 0.0
    """Of a point, in pixels of the canvas."""

    def box(self) -> Box | None:
        """Where it is to be seen; None where it is out of sight."""
        (left, bottom), (right, top) = self.axes.transData.transform([(self.x[0], self.y[0]), (self.x[1], self.y[1])])
        room, around = self.axes.bbox, self.radius
        left, right, bottom, top = left - around, right + around, bottom - around, top + around
        across = sorted(min(max(end, room.x0), room.x1) for end in (left, right))
        up = sorted(min(max(end, room.y0), room.y1) for end in (bottom, top))
        # A bar may be of no length.
        thin = {"x": across[1] - across[0], "y": up[1] - up[0]}
        seen = thin[self.along] > 1 if self.along else min(thin.values()) > 1
        return Box(across[0], across[1], up[0], up[1]) if seen else None

    def middle(self, box: Box) -> tuple[float, float]:
        """What is compared to find the next one: of bars not how long they are."""
        room = self.axes.bbox
        x = (room.x0 + room.x1) / 2 if self.along == "y" else (box.left + box.right) / 2
        y = (room.y0 + room.y1) / 2 if self.along == "x" else (box.bottom + box.top) / 2
        return x, y


def rows_under(axes: Axes, x: float, y: float) -> Rows | None:
    """The rows that what is drawn at (x, y) of some axes stands for; None where it stands for none."""
    plot: Plot | None = getattr(axes, DRAWN, None)
    if plot is None:
        return None
    point = _point_under(axes, plot, x, y)
    if point is not None:
        return point
    units = units_of(plot)
    return rows_at(plot, x * units[0], y * units[1])


def rows_between(axes: Axes, one: tuple[float, float], other: tuple[float, float]) -> Rows | None:
    """The rows that a rectangle between two places of the canvas, in its pixels, stands for; None where it stands for none."""
    plot: Plot | None = getattr(axes, DRAWN, None)
    if plot is None:
        return None
    room = axes.bbox
    (left, bottom), (right, top) = (
        _numbers(axes, plot, min(max(x, room.x0), room.x1), min(max(y, room.y0), room.y1)) for x, y in (one, other)
    )
    return rows_within(plot, (left, right), (bottom, top))


def _numbers(axes: Axes, plot: Plot, x: float, y: float) -> tuple[float, float]:
    """What stands at a pixel in the numbers of the plot, with no more digits than tell it from the next."""
    here, there = axes.transData.inverted().transform([(x, y), (x + 1, y + 1)]) * units_of(plot)
    across, up = (
        round(float(at), max(0, -math.floor(math.log10(abs(beside - at)))))
        for at, beside in zip(here, there, strict=True)
    )
    return across, up


def _point_under(axes: Axes, plot: Plot, x: float, y: float) -> Rows | None:
    """The rows of the nearest point that is hit."""
    units, at = units_of(plot), axes.transData.transform((x, y))
    found: list[tuple[float, Rows]] = []
    for layer in plot.layers:
        if isinstance(layer, Points) and layer.rows is not None:
            reach = _radius(axes, layer)
            for across, up, rows in zip(layer.x, layer.y, layer.rows, strict=True):
                if rows is not None and across is not None and up is not None:
                    away = math.dist(at, axes.transData.transform((across / units[0], up / units[1])))
                    if away <= reach:
                        found.append((away, rows))
    return min(found, key=lambda one: one[0])[1] if found else None


def units_of(plot: Plot) -> tuple[float, float]:
    """What a step of one along x and y of the axes is, in the numbers of the plot: matplotlib counts time in days."""
    return DAY if plot.x.scale == "time" else 1.0, DAY if plot.y.scale == "time" else 1.0


def places_of(figure: Figure) -> list[Place]:
    """All parts of the plots in a figure that stand for rows."""
    return [place for axes in figure.axes if hasattr(axes, DRAWN) for place in _places(axes, getattr(axes, DRAWN))]


def _places(axes: Axes, plot: Plot) -> Iterator[Place]:
    across, up = units_of(plot)
    for layer in plot.layers:
        found: Iterator[tuple[Ends, Ends, Rows, str, str]] = iter(())
        if isinstance(layer, Heatmap) and layer.rows is not None:
            found = _cells(plot, layer)
        elif isinstance(layer, Bars) and layer.rows is not None:
            found = _bars(plot, layer)
        elif isinstance(layer, Histogram) and layer.rows is not None:
            found = _stretches(plot, layer)
        elif isinstance(layer, Points) and layer.rows is not None:
            found = _points(plot, layer)
        radius = _radius(axes, layer) if isinstance(layer, Points) else 0.0
        for x, y, rows, name, along in found:
            yield Place(axes, (x[0] / across, x[1] / across), (y[0] / up, y[1] / up), rows, name, along, radius)


def _points(plot: Plot, layer: Points) -> Iterator[tuple[Ends, Ends, Rows, str, str]]:
    for x, y, rows in zip(layer.x, layer.y, layer.rows or (), strict=True):
        if rows is not None and x is not None and y is not None:
            yield (x, x), (y, y), rows, ", ".join(filter(None, (layer.name, _at(plot.y, y), _at(plot.x, x)))), ""


def _at(axis: Axis, value: float) -> str:
    if axis.categories is not None:
        return _titled(axis, (value, value))
    tell: Any = _moment if axis.scale == "time" else cell_told
    return f"{axis.title} {tell(value)}".strip()


def _radius(axes: Axes, layer: Points) -> float:
    """How far from its middle a point is hit: its own radius, and a little more as hands are not sure."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return (layer.size / 2 + HIT) * figure.dpi / 100


def _cells(plot: Plot, layer: Heatmap) -> Iterator[tuple[Ends, Ends, Rows, str, str]]:
    for row, y in enumerate(itertools.pairwise(layer.y_edges)):
        for column, x in enumerate(itertools.pairwise(layer.x_edges)):
            rows = layer.rows[row][column] if layer.rows is not None else None
            if rows is not None:
                value = layer.values[row][column]
                told = layer.texts[row][column] if layer.texts else "" if value is None else cell_told(value)
                where = f"{_titled(plot.y, y)}, {_titled(plot.x, x)}"
                yield x, y, rows, f"{where}: {', '.join(told.split(chr(10)))}", ""


def _bars(plot: Plot, layer: Bars) -> Iterator[tuple[Ends, Ends, Rows, str, str]]:
    beside, length = (plot.y, plot.x) if layer.sideways else (plot.x, plot.y)
    bases = layer.base or (0.0,) * len(layer.at)
    labels = layer.labels or ("",) * len(layer.at)
    for at, size, base, label, rows in zip(layer.at, layer.size, bases, labels, layer.rows or (), strict=True):
        if rows is None:
            continue
        half, end = layer.width / 2, base + (size or 0.0)
        told = "" if size is None else f"{100 * size:.3g} %" if length.percent else cell_told(size)
        parts = (f"{length.title} {told}".strip(), label, layer.name)
        name = f"{_titled(beside, (at - half, at + half))}: {', '.join(filter(None, parts))}"
        ends = (at - half, at + half), (base, end)
        x, y = ends[::-1] if layer.sideways else ends
        yield x, y, rows, name, "y" if layer.sideways else "x"


def _stretches(plot: Plot, layer: Histogram) -> Iterator[tuple[Ends, Ends, Rows, str, str]]:
    for ends, count, rows in zip(itertools.pairwise(layer.edges), layer.counts, layer.rows or (), strict=True):
        if rows is not None:
            told = f"{100 * count:.3g} %" if plot.y.percent else cell_told(count)
            parts = (f"{plot.y.title} {told}".strip(), layer.name)
            yield ends, (0.0, count), rows, f"{_titled(plot.x, ends)}: {', '.join(filter(None, parts))}", "x"


def _titled(axis: Axis, ends: Ends) -> str:
    return f"{axis.title} {_between(axis, ends)}".strip()


def _between(axis: Axis, ends: Ends) -> str:
    """Where on an axis something is, in words."""
    middle = round(sum(ends) / 2)
    if axis.categories is not None:
        return axis.categories[middle] if 0 <= middle < len(axis.categories) else ""
    tell: Any = _moment if axis.scale == "time" else cell_told
    return f"{tell(ends[0])} – {tell(ends[1])}"


def _moment(seconds: float) -> str:
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M}".removesuffix(" 00:00")
