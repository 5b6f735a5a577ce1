"""The parts of a drawn plot: where they are, which rows of a table they stand for, and what is under the mouse."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.core.plot import Bars, Boxes, Heatmap, Histogram, Line, Plot, Points, Rows, Rule, rows_at, rows_within
from knode.core.plot_rows import Part, part_at, rows_of_value
from knode.picture.plot_fit import DRAWN
from knode.picture.plot_marks import DAY
from knode.picture.plot_tree import branch_under
from knode.picture.plot_words import Words, numbered, words_of, words_of_outlier, words_of_rule

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HIT = 4.0
"""Pixels at 100 % around a point at which it is hit too."""
SPOTS = "knode_spots"
"""The attribute of axes that holds where their points are, once somebody has asked."""
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


class Spots(NamedTuple):
    """The points of a layer: (points, 2) where they are in the numbers of the axes, and how far from there they are hit."""

    layer: Any
    at: np.ndarray
    reach: float


def rows_under(axes: Axes, x: float, y: float) -> Rows | None:
    """The rows that what is drawn at (x, y) of some axes stands for; None where it stands for none."""
    plot: Plot | None = getattr(axes, DRAWN, None)
    if plot is None:
        return None
    leading = [spots for spots in _spots(axes, plot) if getattr(spots.layer, "rows", None) is not None]
    point = _nearest(axes, leading, x, y)
    rows = None if point is None else _rows_of(plot, *point)
    if rows is not None:
        return rows
    units = units_of(plot)
    return rows_at(plot, x * units[0], y * units[1])


def _rows_of(plot: Plot, layer: Any, number: int) -> Rows | None:
    """The rows of a point, or of a value beyond the whiskers of a box."""
    if not isinstance(layer, Boxes):
        rows: Rows | None = layer.rows[number]
        return rows
    box, value = _outliers(layer)[number]
    return rows_of_value(layer.rows[box] if layer.rows else None, plot.x if layer.sideways else plot.y, value)


def words_under(axes: Axes, x: float, y: float) -> Words | None:
    """What is drawn at (x, y) of some axes, in words; None where there is nothing."""
    branch = branch_under(axes, x, y)
    if branch is not None:
        # In its box they may be cut.
        return Words(tuple(("", line) for line in branch.lines))
    plot: Plot | None = getattr(axes, DRAWN, None)
    if plot is None:
        return None
    found = _nearest(axes, _spots(axes, plot), x, y)
    if found is not None:
        layer, number = found
        if isinstance(layer, Boxes):
            box, value = _outliers(layer)[number]
            return words_of_outlier(plot, layer, box, value)
        return words_of(plot, layer, number)
    units = units_of(plot)
    part = part_at(plot, x * units[0], y * units[1])
    return words_of(plot, *part) if part is not None else _rule_under(axes, plot, x, y)


def _spots(axes: Axes, plot: Plot) -> list[Spots]:
    """Where the points, the corners of lines and the outliers of a plot are, the uppermost first."""
    import numpy as np

    found: list[Spots] | None = getattr(axes, SPOTS, None)
    if found is None:
        found, units = [], units_of(plot)
        for layer in reversed(plot.layers):
            if isinstance(layer, Points | Line):
                places = np.array([layer.x, layer.y], dtype="float64").T
            elif isinstance(layer, Boxes):
                places = np.array([(layer.at[box], value) for box, value in _outliers(layer)], dtype="float64").reshape(
                    -1, 2
                )
                places = places[:, ::-1] if layer.sideways else places
            else:
                continue
            found.append(Spots(layer, places / units, _radius(axes, layer)))
        setattr(axes, SPOTS, found)
    return found


def _outliers(layer: Boxes) -> list[tuple[int, float]]:
    """Each value beyond the whiskers, after the number of its box."""
    return [(number, value) for number, values in enumerate(layer.outliers) for value in values]


def _nearest(axes: Axes, spots: list[Spots], x: float, y: float) -> tuple[Any, int] | None:
    """The layer and the number of the nearest point that is hit."""
    import numpy as np

    at, found, least = axes.transData.transform((x, y)), None, math.inf
    for layer, places, reach in spots:
        if len(places):
            away = np.hypot(*(axes.transData.transform(places) - at).T)
            away[np.isnan(away)] = np.inf
            number = int(away.argmin())
            if away[number] <= reach and away[number] < least:
                found, least = (layer, number), away[number]
    return found


def _rule_under(axes: Axes, plot: Plot, x: float, y: float) -> Words | None:
    """The words of a line of reference near a place."""
    units = units_of(plot)
    for layer in plot.layers:
        if isinstance(layer, Rule) and layer.name:
            on = {
                "horizontal": (x, layer.at / units[1]),
                "vertical": (layer.at / units[0], y),
                "diagonal": (x, (layer.at + layer.slope * x * units[0]) / units[1]),
            }[layer.direction]
            if math.dist(axes.transData.transform(on), axes.transData.transform((x, y))) <= HIT:
                return words_of_rule(plot, layer)
    return None


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


def units_of(plot: Plot) -> tuple[float, float]:
    """What a step of one along x and y of the axes is, in the numbers of the plot: matplotlib counts time in days."""
    return DAY if plot.x.scale == "time" else 1.0, DAY if plot.y.scale == "time" else 1.0


def places_of(figure: Figure) -> list[Place]:
    """All parts of the plots in a figure that stand for rows."""
    return [place for axes in figure.axes if hasattr(axes, DRAWN) for place in _places(axes, getattr(axes, DRAWN))]


def _places(axes: Axes, plot: Plot) -> Iterator[Place]:
    across, up = units_of(plot)
    for layer in plot.layers:
        if not isinstance(layer, Heatmap | Bars | Boxes | Histogram | Points) or layer.rows is None:
            continue
        radius = _radius(axes, layer) if isinstance(layer, Points) else 0.0
        for part in numbered(layer):
            rows: Any = layer.rows
            rows = rows[part[0]][part[1]] if isinstance(part, tuple) else rows[part]
            ends = _ends(layer, part) if rows is not None else None
            if ends is not None:
                (x, y), along = ends
                name = words_of(plot, layer, part).name
                yield Place(axes, (x[0] / across, x[1] / across), (y[0] / up, y[1] / up), rows, name, along, radius)


def _ends(layer: Any, part: Part) -> tuple[tuple[Ends, Ends], str] | None:
    """From where to where a part goes along x and y, and the axis along which such ones stand beside each other."""
    if isinstance(part, tuple):
        row, column = part
        return (layer.x_edges[column : column + 2], layer.y_edges[row : row + 2]), ""
    if isinstance(layer, Histogram):
        return (layer.edges[part : part + 2], (0.0, layer.counts[part])), "x"  # type: ignore[return-value]
    if isinstance(layer, Points):
        x, y = layer.x[part], layer.y[part]
        return None if x is None or y is None else (((x, x), (y, y)), "")
    half = layer.width / 2
    beside = layer.at[part] - half, layer.at[part] + half
    if isinstance(layer, Boxes):
        length = layer.low[part], layer.high[part]
    else:
        base = layer.base[part] if layer.base else 0.0
        length = base, base + (layer.size[part] or 0.0)
    return ((length, beside), "y") if layer.sideways else ((beside, length), "x")


def _radius(axes: Axes, layer: Any) -> float:
    """How far from its middle a point is hit: its own radius, and a little more as hands are not sure."""
    figure = axes.get_figure(root=True)
    assert figure is not None
    return ((layer.size / 2 if isinstance(layer, Points) else 1.0) + HIT) * figure.dpi / 100
