"""Draws each kind of layer of a plot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.core.plot import Area, Bars, Boxes, Heatmap, Histogram, Layer, Line, Numbers, Points, Rule, Text
from knode.picture.plot_cells import MOST_CELLS, write_cells
from knode.picture.plot_crowd import draw_crowd
from knode.picture.plot_fit import later
from knode.picture.plot_labels import label_bars, points_along
from knode.picture.plot_lines import draw_line
from knode.picture.plot_look import Look, plain

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

MARKERS = "os^DvPX"
DASHES = ("-", (0, (5, 2)), (0, (1, 1.6)), (0, (6, 2, 1, 2)), (0, (3, 1)), (0, (8, 3)), (0, (2, 3)))
HATCHES = ("", "///", "...", "\\\\\\", "xx", "---", "++")
"""Series differ in more than their colour: in markers, dashes, hatching."""
MOST_OUTLINED = 2_000
"""Points so many that outlines would hide more than they show."""
EDGE, HATCHED = 0.8, 6.0
"""Points: how thick the edge of a bar is, and how thick bars are that are hatched."""
BEHIND = 1.9
"""The height of points that stand behind others, of which none is hidden by them."""
GROUND = 0.3
"""How strong the ground of an outlined histogram is, times its own opacity."""


@dataclass(frozen=True, slots=True)
class Series:
    """How one series is told from the others: `place` is its number among them."""

    place: int
    look: Look
    tone: str = "series"
    units: tuple[float, float] = (1.0, 1.0)
    """What numbers along x and y are divided by: moments become matplotlib's days."""
    scale: Any = None
    """The shades of its values: matplotlib's ScalarMappable."""

    @property
    def colour(self) -> str:
        """The colour; after the last, the first again."""
        if self.tone != "series":
            return self.look.tone(self.tone)
        return self.look.series[self.place % len(self.look.series)]

    def of(self, signs: Any) -> Any:
        """The one of some signs that belongs to this series: another one each time the colours come round."""
        rounds, place = divmod(self.place, len(self.look.series))
        return signs[(place + rounds) % len(signs)] if self.tone == "series" else signs[0]


def draw_layer(axes: Axes, layer: Layer, series: Series) -> Any:
    """Draw one layer."""
    return DRAWN[layer.kind](axes, layer, series)  # type: ignore[attr-defined]


def _numbers(values: Numbers, unit: float = 1.0) -> np.ndarray:
    import numpy as np

    return np.array(values, dtype="float64") / unit


def _points(axes: Axes, layer: Points, series: Series) -> Any:
    many = len(layer.x) > MOST_OUTLINED
    x, y = _numbers(layer.x, series.units[0]), _numbers(layer.y, series.units[1])
    look: dict[str, Any] = {
        "marker": series.of(MARKERS),
        "alpha": layer.opacity,
        "label": layer.name,
        "rasterized": many,
    }
    if layer.tone == "muted":
        look["zorder"] = BEHIND
    if layer.low is not None and layer.high is not None:
        _spread(axes, x, y, (layer.low, layer.high), series, sideways=layer.sideways)
    if layer.shade is not None and series.scale is not None and many:
        look |= {"markersize": layer.size * 0.75, "markeredgewidth": 0}
        return draw_crowd(axes, x, y, _numbers(layer.shade), series.scale, look)
    if layer.shade is not None and series.scale is not None:
        return axes.scatter(
            x, y, c=_numbers(layer.shade), cmap=series.scale.cmap, norm=series.scale.norm, plotnonfinite=True,
            s=(layer.size * 0.75) ** 2, linewidths=0.4, edgecolors=series.look.palette.card, **look,
        )  # fmt: skip
    return axes.plot(
        x, y, linestyle="none", markersize=layer.size * 0.75, markeredgewidth=0 if many else min(0.6, 0.1 * layer.size),
        markeredgecolor=series.look.palette.card, color=series.colour, **look,
    )  # fmt: skip


def _spread(axes: Axes, x: Any, y: Any, ends: tuple[Numbers, Numbers], series: Series, *, sideways: bool) -> None:
    """Bars of uncertainty from one end to the other."""
    import numpy as np

    low, high = (_numbers(end, series.units[0 if sideways else 1]) for end in ends)
    middle = x if sideways else y
    reach: dict[str, Any] = {"xerr" if sideways else "yerr": np.abs([middle - low, high - middle])}
    colour = series.colour if series.tone == "series" else series.look.palette.ink
    axes.errorbar(x, y, fmt="none", ecolor=colour, elinewidth=1.2, capsize=3, alpha=0.8, **reach)


def _line(axes: Axes, layer: Line, series: Series) -> Any:
    x, y = _numbers(layer.x, series.units[0]), _numbers(layer.y, series.units[1])
    marked: Any = None if layer.marks else _alone(x, y)
    look: dict[str, Any] = {
        "linestyle": series.of(DASHES[1:]) if layer.dashed else DASHES[0] if layer.solid else series.of(DASHES),
        "drawstyle": "steps-post" if layer.steps else "default",
        "linewidth": 1.9 if len(layer.x) <= MOST_OUTLINED and layer.tone != "muted" else 1.1,
        "marker": series.of(MARKERS) if marked is None or len(marked) else None,
        "markevery": marked,
        "markersize": 4.5,
        "color": series.colour,
        "alpha": layer.opacity,
        "label": layer.name,
    }
    return draw_line(axes, x, y, look) if len(layer.x) > MOST_OUTLINED else axes.plot(x, y, **look)


def _alone(x: np.ndarray, y: np.ndarray) -> list[int]:
    """The points with a gap on either side: no line goes through them, so they need a mark to be seen."""
    import numpy as np

    known = np.pad(np.isfinite(x) & np.isfinite(y), 1)
    found: list[int] = np.flatnonzero(known[1:-1] & ~known[:-2] & ~known[2:]).tolist()
    return found


def _rule(axes: Axes, layer: Rule, series: Series) -> Any:
    from matplotlib.lines import AxLine

    look: dict[str, Any] = {
        "color": series.colour, "alpha": layer.opacity, "label": layer.name, "linewidth": 1.3, "zorder": 1.8,
        "linestyle": DASHES[1:][series.place % (len(DASHES) - 1)] if layer.dashed else "-",
    }  # fmt: skip
    if layer.direction == "horizontal":
        return axes.axhline(layer.at / series.units[1], **look)
    if layer.direction == "vertical":
        return axes.axvline(layer.at / series.units[0], **look)
    # Two points in place of a slope, which matplotlib refuses on a logarithmic axis.
    first, second = ((x / series.units[0], (layer.at + layer.slope * x) / series.units[1]) for x in (1.0, 10.0))
    # Added by hand, as `axline` would make room on the axes for the two points.
    return axes.add_artist(AxLine(first, second, None, **look))


def _bars(axes: Axes, layer: Bars, series: Series) -> Any:
    import numpy as np

    drawn = axes.barh if layer.sideways else axes.bar
    at, size = _numbers(layer.at, series.units[layer.sideways]), _numbers(layer.size)
    base = _numbers(layer.base) if layer.base is not None else np.zeros(len(at))
    where: dict[str, Any] = {"height" if layer.sideways else "width": layer.width / series.units[layer.sideways]}
    where |= {"left" if layer.sideways else "bottom": base}
    axes.grid(False, axis="y" if layer.sideways else "x")
    bars = drawn(
        at, size, color=series.colour, alpha=layer.opacity, hatch=series.of(HATCHES),
        edgecolor=series.look.palette.card, linewidth=EDGE, label=layer.name, **where,
    )  # fmt: skip
    later(axes, lambda *_: _thin(axes, layer, bars))
    ends, outer = base + size, base + size
    if layer.low is not None and layer.high is not None:
        x, y = (ends, at) if layer.sideways else (at, ends)
        muted = Series(series.place, series.look, "muted", series.units)
        _spread(axes, x, y, (layer.low, layer.high), muted, sideways=layer.sideways)
        outer = np.where(size < 0, np.fmin(ends, _numbers(layer.low)), np.fmax(ends, _numbers(layer.high)))
    if layer.labels is not None:
        label_bars(axes, layer, at, (base, ends, outer), series.look, series.colour)
    return bars


def _thin(axes: Axes, layer: Bars, bars: Any) -> None:
    """Bars so thin that their edges and hatching would hide them have less of both."""
    thick = points_along(axes, layer.sideways, layer.width)
    for bar in bars:
        bar.set(linewidth=min(EDGE, EDGE * thick / HATCHED), **({"hatch": None} if thick < HATCHED else {}))


def _histogram(axes: Axes, layer: Histogram, series: Series) -> Any:
    axes.grid(False, axis="x")
    edges = _numbers(layer.edges, series.units[0])
    if len(layer.counts) == 1:
        # One bar alone is not a wall.
        axes.margins(x=1.0)
    if layer.opacity < 1.0:
        # Of several over each other each has an outline, and so little ground that all are seen through all.
        axes.stairs(layer.counts, edges, fill=True, color=series.colour, alpha=GROUND * layer.opacity, linewidth=0)
        return axes.stairs(
            # What counts all before it begins at 0 and stays at the end where it is.
            (0.0, *layer.counts) if layer.cumulative else layer.counts,
            (edges[0], *edges) if layer.cumulative else edges,
            baseline=None if layer.cumulative else 0,
            color=series.colour, linewidth=1.8, linestyle=series.of(DASHES), label=layer.name, zorder=2.5,
        )  # fmt: skip
    drawn = axes.stairs(
        layer.counts, edges, fill=True, facecolor=series.colour, edgecolor=series.look.palette.card,
        hatch=series.of(HATCHES), label=layer.name,
    )  # fmt: skip
    # `stairs` has one outline; thin gaps between the steps make them countable.
    inner = edges[1:-1]
    heights = [min(pair) for pair in zip(layer.counts, layer.counts[1:], strict=False)]
    if len(inner) <= 200:
        axes.vlines(inner, 0, heights, colors=series.look.palette.card, linewidth=0.8)
    return drawn


def _area(axes: Axes, layer: Area, series: Series) -> Any:
    return axes.fill_between(
        _numbers(layer.x, series.units[0]),
        _numbers(layer.low, series.units[1]),
        _numbers(layer.high, series.units[1]),
        color=series.colour,
        alpha=layer.opacity * 0.25,
        linewidth=0,
        label=layer.name,
    )


def _heatmap(axes: Axes, layer: Heatmap, series: Series) -> Any:
    import numpy as np

    assert series.scale is not None
    values = np.ma.masked_invalid([_numbers(row) for row in layer.values])
    x, y = _numbers(layer.x_edges, series.units[0]), _numbers(layer.y_edges, series.units[1])
    scale = series.scale
    empty = scale.cmap.with_extremes(bad=(0.0, 0.0, 0.0, 0.0))
    drawn = axes.pcolormesh(x, y, values, cmap=empty, norm=scale.norm, rasterized=values.size > MOST_CELLS)
    write_cells(axes, layer, values, drawn, series.look)
    return drawn


def _boxes(axes: Axes, layer: Boxes, series: Series) -> Any:
    across, unit = series.units if not layer.sideways else series.units[::-1]
    stats = [
        {
            "med": median / unit,
            "q1": q1 / unit,
            "q3": q3 / unit,
            "whislo": low / unit,
            "whishi": high / unit,
            "fliers": [value / unit for value in outliers],
        }
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
        positions=[place / across for place in layer.at],
        widths=layer.width,
        orientation="horizontal" if layer.sideways else "vertical",
        manage_ticks=False,
        patch_artist=True,
        label=layer.name or None,
        boxprops={"facecolor": f"{series.colour}40", "edgecolor": series.colour, "linewidth": 1.3},
        medianprops={"color": series.look.palette.ink, "linewidth": 1.8},
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
        plain(layer.text), (layer.x / series.units[0], layer.y / series.units[1]), (6, 6), textcoords="offset points",
        color=series.look.palette.ink if layer.tone == "series" else series.colour, fontsize=9,
        family=list(series.look.fonts),
    )  # fmt: skip


DRAWN: dict[str, Callable[[Axes, Any, Series], Any]] = {
    "points": _points,
    "line": _line,
    "rule": _rule,
    "bars": _bars,
    "histogram": _histogram,
    "area": _area,
    "heatmap": _heatmap,
    "boxes": _boxes,
    "text": _text,
}
