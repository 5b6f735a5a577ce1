"""Draws each kind of layer of a plot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.core.plot import Area, Bars, Boxes, Heatmap, Histogram, Layer, Line, Numbers, Points, Text
from knode.picture.style import Palette

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

MARKERS = "os^DvPX"
DASHES = ("-", (0, (5, 2)), (0, (1, 1.6)), (0, (6, 2, 1, 2)), (0, (3, 1)), (0, (8, 3)), (0, (2, 3)))
HATCHES = ("", "///", "...", "\\\\\\", "xx", "---", "++")
"""Series differ in more than their colour: in markers, dashes, hatching."""
MOST_OUTLINED = 2_000
"""Points so many that outlines would hide more than they show."""


@dataclass(frozen=True, slots=True)
class Series:
    """How one series is told from the others: `place` is its number among them."""

    place: int
    colours: tuple[str, ...]
    palette: Palette
    shades: str
    units: tuple[float, float] = (1.0, 1.0)
    """What numbers along x and y are divided by: moments become matplotlib's days."""

    @property
    def colour(self) -> str:
        """The colour; after the last, the first again."""
        return self.colours[self.place % len(self.colours)]

    def of(self, signs: Any) -> Any:
        """The one of some signs that belongs to this series."""
        return signs[self.place % len(signs)]


def draw_layer(axes: Axes, layer: Layer, series: Series) -> Any:
    """Draw one layer; what was drawn, for a scale of shades."""
    return DRAWN[layer.kind](axes, layer, series)


def _numbers(values: Numbers, unit: float = 1.0) -> np.ndarray:
    import numpy as np

    return np.array(values, dtype="float64") / unit


def _points(axes: Axes, layer: Points, series: Series) -> Any:
    many = len(layer.x) > MOST_OUTLINED
    return axes.plot(
        _numbers(layer.x, series.units[0]),
        _numbers(layer.y, series.units[1]),
        linestyle="none",
        marker=series.of(MARKERS),
        markersize=layer.size * 0.75,
        markeredgewidth=0 if many else 0.6,
        markeredgecolor=series.palette.card,
        color=series.colour,
        alpha=layer.opacity,
        label=layer.name,
        rasterized=many,
    )


def _line(axes: Axes, layer: Line, series: Series) -> Any:
    return axes.plot(
        _numbers(layer.x, series.units[0]),
        _numbers(layer.y, series.units[1]),
        linestyle=series.of(DASHES[1:]) if layer.dashed else series.of(DASHES),
        drawstyle="steps-post" if layer.steps else "default",
        linewidth=1.9 if len(layer.x) <= MOST_OUTLINED else 1.1,
        marker=series.of(MARKERS) if layer.marks else None,
        markersize=4.5,
        color=series.colour,
        alpha=layer.opacity,
        label=layer.name,
    )


def _bars(axes: Axes, layer: Bars, series: Series) -> Any:
    drawn = axes.barh if layer.sideways else axes.bar
    base = list(layer.base) if layer.base is not None else 0.0
    where: dict[str, Any] = {"height" if layer.sideways else "width": layer.width}
    where |= {"left" if layer.sideways else "bottom": base}
    axes.grid(False, axis="y" if layer.sideways else "x")
    return drawn(
        _numbers(layer.at, series.units[layer.sideways]),
        _numbers(layer.size),
        color=series.colour,
        alpha=layer.opacity,
        hatch=series.of(HATCHES),
        edgecolor=series.palette.card,
        linewidth=0.8,
        label=layer.name,
        **where,
    )


def _histogram(axes: Axes, layer: Histogram, series: Series) -> Any:
    axes.grid(False, axis="x")
    edges = _numbers(layer.edges, series.units[0])
    drawn = axes.stairs(
        layer.counts,
        edges,
        fill=True,
        facecolor=series.colour,
        edgecolor=series.palette.card,
        hatch=series.of(HATCHES),
        alpha=layer.opacity,
        label=layer.name,
    )
    # `stairs` has one outline; thin gaps between the steps make them countable.
    inner = edges[1:-1]
    heights = [min(pair) for pair in zip(layer.counts, layer.counts[1:], strict=False)]
    if len(inner) <= 200:
        axes.vlines(inner, 0, heights, colors=series.palette.card, linewidth=0.8)
    axes.set_ylim(bottom=0)
    return drawn


def _area(axes: Axes, layer: Area, series: Series) -> Any:
    return axes.fill_between(
        _numbers(layer.x, series.units[0]),
        layer.low,
        layer.high,
        color=series.colour,
        alpha=layer.opacity * 0.25,
        linewidth=0,
        label=layer.name,
    )


def _heatmap(axes: Axes, layer: Heatmap, series: Series) -> Any:
    import numpy as np
    from matplotlib.colors import LogNorm

    values = np.ma.masked_invalid([_numbers(row) for row in layer.values])
    norm = LogNorm(max(values.min(), 1e-12), values.max()) if layer.logarithmic and values.count() else None
    drawn = axes.pcolormesh(layer.x_edges, layer.y_edges, values, cmap=series.shades, norm=norm, rasterized=True)
    if layer.numbers:
        _write(axes, layer, values, drawn)
    return drawn


def _write(axes: Axes, layer: Heatmap, values: Any, drawn: Any) -> None:
    """The value of each cell, dark on light and light on dark."""
    for row, line in enumerate(values):
        for column, value in enumerate(line):
            if value is not None and not getattr(value, "mask", False) and value == value:
                red, green, blue, _ = drawn.to_rgba(value)
                bright = 0.299 * red + 0.587 * green + 0.114 * blue > 0.55
                x = (layer.x_edges[column] + layer.x_edges[column + 1]) / 2
                y = (layer.y_edges[row] + layer.y_edges[row + 1]) / 2
                colour = "black" if bright else "white"
                axes.text(x, y, f"{value:,.4g}", ha="center", va="center", color=colour, fontsize=9)


def _boxes(axes: Axes, layer: Boxes, series: Series) -> Any:
    stats = [
        {"med": median, "q1": q1, "q3": q3, "whislo": low, "whishi": high, "fliers": list(outliers)}
        for median, q1, q3, low, high, outliers in zip(
            layer.median,
            layer.q1,
            layer.q3,
            layer.low,
            layer.high,
            layer.outliers or ((),) * len(layer.at),
            strict=True,
        )
    ]
    line = {"color": series.colour, "linewidth": 1.3}
    axes.grid(False, axis="y" if layer.sideways else "x")
    return axes.bxp(
        stats,
        positions=list(layer.at),
        widths=layer.width,
        orientation="horizontal" if layer.sideways else "vertical",
        manage_ticks=False,
        patch_artist=True,
        boxprops={"facecolor": f"{series.colour}40", "edgecolor": series.colour, "linewidth": 1.3},
        medianprops={"color": series.palette.ink, "linewidth": 1.8},
        whiskerprops=line,
        capprops=line,
        flierprops={
            "marker": "o",
            "markersize": 3,
            "markerfacecolor": series.colour,
            "markeredgewidth": 0,
            "alpha": 0.6,
        },
    )


def _text(axes: Axes, layer: Text, series: Series) -> Any:
    return axes.annotate(
        layer.text.replace("$", r"\$"),
        (layer.x, layer.y),
        (6, 6),
        textcoords="offset points",
        color=series.palette.ink,
        fontsize=9,
    )


DRAWN: dict[str, Callable[[Axes, Any, Series], Any]] = {
    "points": _points,
    "line": _line,
    "bars": _bars,
    "histogram": _histogram,
    "area": _area,
    "heatmap": _heatmap,
    "boxes": _boxes,
    "text": _text,
}
