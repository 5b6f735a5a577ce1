"""Words at the ends of bars, or within the parts of stacked ones: where they fit, upright or turned, and nowhere else."""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.core.plot import Bars, Plot
from knode.picture.plot_fit import DRAWN, POINTS, SMALLEST, later, room_of, write
from knode.picture.plot_look import Look, drawable, ink_on, plain
from knode.picture.plot_places import units_of
from knode.picture.text import width_of

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

GAP = 4.0
"""Points between a bar and the words at its end, on either side of words within a part."""
SPACED = 1.15
"""The height of a line, times that of its letters."""
WIDER = 1.16
"""How much wider numbers are than text is reckoned to be."""
READ = 6.5
"""Points: words are turned rather than written smaller."""
LARGEST = 0.4
"""The share of an axis that may be left to the words beyond the longest bar."""


class Word(NamedTuple):
    """Words at a bar: off the point at `end` of the bar at `place`, `way` along it, 0 for at its middle."""

    text: str
    place: float
    end: float
    way: int


def label_bars(axes: Axes, layer: Bars, at: np.ndarray, spans: tuple[Any, Any, Any], look: Look, colour: str) -> None:
    """Write the words of bars that stand at `at`; `spans` are where they begin and end, and where all drawn ends."""
    import numpy as np

    base, ends, outer = spans
    if layer.inside:
        words = [
            Word(plain(text), place, (begin + end) / 2, 0)
            for place, begin, end, text in zip(at, base, ends, layer.labels or (), strict=True)
            if text and np.isfinite(end)
        ]
        made = [_written(axes, layer, word, look, colour) for word in words]
        later(axes, lambda width, height: _fit_inside(axes, layer, made, look))
        return
    made = [
        _written(axes, layer, Word(plain(text), place, end, -1 if (size or 0) < 0 else 1), look, "")
        for place, end, size, text in zip(at, outer, layer.size, layer.labels or (), strict=True)
        if text and np.isfinite(end)
    ]
    if layer.sideways:
        _make_room(axes, [layer], look.ticks, room_of(axes)[0], along="x")
    else:
        axes.margins(y=0.14)
    later(axes, functools.partial(_fit_ends, axes, layer, made, look))


def _written(axes: Axes, layer: Bars, word: Word, look: Look, within: str) -> Any:
    """Write a word on its ground: the card's, or the colour of the part that it is within."""
    text, place, end, way = word
    offset = (GAP * way, 0.0) if layer.sideways else (0.0, 3.0 * way)
    along = {0: "center", 1: "left" if layer.sideways else "bottom", -1: "right" if layer.sideways else "top"}[way]
    # Lines of reference, and hatching, stay behind the words.
    ground = {
        "facecolor": within or look.palette.card,
        "edgecolor": "none",
        "pad": 1.6 if within else 0.4,
        "alpha": 1.0 if within else 0.75,
    }
    return axes.annotate(
        text, (end, place) if layer.sideways else (place, end), offset, textcoords="offset points",
        ha=along if layer.sideways else "center", va="center" if layer.sideways else along,
        color=_ink(within) if within else look.palette.muted, fontsize=look.ticks, family=list(look.fonts), bbox=ground,
    )  # fmt: skip


def _ink(colour: str) -> str:
    from matplotlib.colors import to_rgb

    return ink_on(*to_rgb(colour))


def _make_room(axes: Axes, layers: list[Bars], size: float, length: float, *, along: Literal["x", "y"]) -> float:
    """Make room for words beyond the longest bars, in axes of a `length` in points; the size of the letters that fit in."""
    sizes = [one for layer in layers for one in layer.size if one is not None]
    # From 0 on there is no room before the bars.
    ends = 2 if min(sizes, default=0.0) < 0 < max(sizes, default=0.0) else 1
    most = LARGEST / (1 + ends * LARGEST) * length - 2 * GAP
    fitting = min(size, max(0.0, most) / (_widest(layers, 1.0) or 1.0))
    if fitting >= SMALLEST:
        need = _widest(layers, fitting) + 2 * GAP
        share = max(axes.margins()[along == "y"], need / max(1.0, length - ends * need))  # type: ignore[index]
        axes.margins(**{along: share})  # type: ignore[arg-type]
    return fitting


def _widest(layers: list[Bars], size: float) -> float:
    return max((_width(text, size) for layer in layers for text in layer.labels or ()), default=0.0)


def _width(text: str, size: float) -> float:
    return width_of(drawable(text), size * WIDER)


def _beside(axes: Axes, layer: Bars) -> tuple[list[Bars], float]:
    """The layers of a plot whose bars have words at their ends, and how far apart these bars are, in points."""
    plot: Plot | None = getattr(axes, DRAWN, None)
    layers = [one for one in (plot.layers if plot else (layer,)) if isinstance(one, Bars) and one.labels is not None]
    places = sorted({round(place, 6) for one in layers for place in one.at})
    step = min((after - before for before, after in itertools.pairwise(places)), default=1.0)
    unit = units_of(plot)[layer.sideways] if plot else 1.0
    return layers, points_along(axes, layer.sideways, step / unit)


def points_along(axes: Axes, upwards: bool, step: float) -> float:
    """How long a step along an axis is, in points."""
    low, high = axes.get_ylim() if upwards else axes.get_xlim()
    room = axes.bbox.height if upwards else axes.bbox.width
    return float(room / axes.get_figure(root=True).dpi * POINTS * step / (abs(high - low) or 1.0))  # type: ignore[union-attr]


def _fit_ends(axes: Axes, layer: Bars, made: list[Any], look: Look, width: float, height: float) -> None:
    """Letters that do not run into the words of the next bar: turned where they would be too small else."""
    layers, room = _beside(axes, layer)
    size = min(look.ticks, room / SPACED)
    if layer.sideways:
        return write(made, _make_room(axes, layers, size, width, along="x"))
    level = min(look.ticks, (room - GAP) / (_widest(layers, 1.0) or 1.0))
    if level >= min(READ, look.ticks):
        return write(made, level)
    for text in made:
        text.set(rotation=90)
    return write(made, _make_room(axes, layers, size, height, along="y") if size >= SMALLEST else 0.0)


def _fit_inside(axes: Axes, layer: Bars, made: list[Any], look: Look) -> None:
    """Words within parts: along the axis or turned, all alike; those longer or higher than their parts are not shown."""
    thick = points_along(axes, layer.sideways, layer.width)
    size = min(look.ticks, thick / SPACED)
    level = size if layer.sideways else min(size, (thick - 2) / (_widest([layer], 1.0) or 1.0))
    turned = level < min(READ, look.ticks) and not layer.sideways
    write(made, size if turned else level)
    sizes = [one for one, text in zip(layer.size, layer.labels or (), strict=True) if text and one is not None]
    for text, length in zip(made, sizes, strict=True):
        across = points_along(axes, not layer.sideways, abs(length))
        letters = text.get_fontsize()
        need = _width(text.get_text(), letters) + 2 if layer.sideways or turned else letters * 1.3
        text.set(rotation=90 if turned else 0, visible=letters > SMALLEST and need <= across)
