"""Shades of values in a plot: one scale for all layers that show the same thing, and the bar at the side that explains it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from knode.core.plot import Heatmap, Layer, Plot, Points
from knode.picture.plot_axes import fit_title
from knode.picture.plot_cells import are_read
from knode.picture.plot_fit import later, room_of
from knode.picture.plot_look import Look, plain
from knode.picture.plot_marks import dates_along, mark_numbers, mark_powers, numbers_told, percents_told

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.cm import ScalarMappable
    from matplotlib.colors import Colormap, Normalize

    from knode.core.plot_layers import Shaded

LEAST = 1e-9
"""What is below has no shade where a little is told from nothing."""
SHARES = (0.01, 0.1, 0.25, 0.5, 0.75, 1.0)
"""Marks along shades that grow with the square root."""
LENGTH = 0.85
"""How long the bar of shades is, as a share of what it stands beside; its title has all of that."""
INSIDE = 0.7
"""The share of the room of a plot that its axes take at least, along x and y."""
Room = tuple[float, float]
Scales = dict[tuple[str, str], "ScalarMappable"]


def key_of(layer: Layer) -> tuple[str, str] | None:
    """What the shades of a layer mean; None where it has none."""
    if isinstance(layer, Heatmap):
        return layer.kind, layer.label
    if isinstance(layer, Points) and layer.shade is not None:
        return layer.kind, layer.shade_label
    return None


def scales_of(plots: Iterable[Plot], look: Look) -> Scales:
    """The scale of each meaning that shades have in some plots."""
    from matplotlib.cm import ScalarMappable

    found: dict[tuple[str, str], list[Shaded]] = {}
    for plot in plots:
        for layer in plot.layers:
            key = key_of(layer)
            if key is not None:
                found.setdefault(key, []).append(layer)  # type: ignore[arg-type]
    return {
        key: ScalarMappable(_norm(layers), _shades(layers[0], look))
        for key, layers in found.items()
    }  # fmt: skip


def _shades(layer: Shaded, look: Look) -> Colormap:
    shades = look.shades(layer.diverging, small=isinstance(layer, Points) or layer.sparse)
    return shades.with_extremes(under=(0.0, 0.0, 0.0, 0.0)) if layer.sparse else shades


def _values(layer: Shaded) -> np.ndarray:
    import numpy as np

    rows = layer.values if isinstance(layer, Heatmap) else (layer.shade,)  # type: ignore[attr-defined]
    return np.array([value for row in rows for value in row or () if value is not None], dtype="float64")


def _norm(layers: list[Shaded]) -> Normalize:
    import numpy as np
    from matplotlib.colors import LogNorm, Normalize, PowerNorm, TwoSlopeNorm

    first = layers[0]
    values = np.concatenate([_values(layer) for layer in layers])
    low, high = first.shade_limits or ((values.min(), values.max()) if len(values) else (0.0, 1.0))
    if first.logarithmic:
        low = max(low, 1e-12)
        return LogNorm(low, high if high > low else low * 10)
    if first.sparse:
        return PowerNorm(0.5, LEAST, max(high, 2 * LEAST))
    if first.diverging:
        if first.shade_limits and low < first.center < high:
            return TwoSlopeNorm(first.center, low, high)
        reach = max(abs(high - first.center), abs(low - first.center)) or 1.0
        return Normalize(first.center - reach, first.center + reach)
    return Normalize(low, high if high > low else low + 1.0)


def barred(plots: Iterable[Plot], room: Room) -> dict[tuple[str, str], Shaded]:
    """What needs a bar at the side that explains its shades: not cells that say their values in the room of a plot."""
    found: dict[tuple[str, str], Shaded] = {}
    for plot in plots:
        for layer in plot.layers:
            key = key_of(layer)
            said = isinstance(layer, Heatmap) and are_read(layer, *(INSIDE * one for one in room), square=plot.square)
            if key is not None and not said:
                found.setdefault(key, layer)  # type: ignore[arg-type]
    return found


def explain(figure: Any, axes: Any, plots: Iterable[Plot], scales: Scales, room: Room, look: Look) -> None:
    """Draw a bar for each scale that needs one at the side of some axes; `room` is that of a plot, in points."""
    for key, layer in barred(plots, room).items():
        _bar(figure, axes, scales[key], key[1], layer, look)


def _bar(figure: Any, axes: Any, scale: ScalarMappable, label: str, layer: Shaded, look: Look) -> None:
    bar = figure.colorbar(scale, ax=axes, shrink=LENGTH, aspect=26, pad=0.02)
    bar.outline.set_visible(False)
    bar.ax.tick_params(which="both", colors=look.palette.muted, labelsize=look.ticks, width=0.8)
    axis = bar.ax.yaxis
    if layer.shade_ends is not None:
        bar.set_ticks([bar.vmin, bar.vmax], labels=[plain(end) for end in layer.shade_ends])
    elif layer.shade_zone is not None:
        most = int(room_of(bar.ax)[1] / (2 * look.ticks))
        ticks, words = dates_along(bar.vmin, bar.vmax, layer.shade_zone, most)
        bar.set_ticks(ticks, labels=words)
    elif layer.logarithmic:
        mark_powers(axis, look.ticks)
    else:
        mark_numbers(axis, look.ticks, percents_told if layer.shade_percent else numbers_told)
    if layer.sparse:
        bar.set_ticks([share * bar.vmax for share in SHARES])
    if not layer.logarithmic:
        bar.ax.minorticks_off()
    for text in bar.ax.get_yticklabels():
        text.set_family(list(look.fonts))
    axis.label.set(color=look.palette.ink, family=list(look.fonts))
    fit_title(axis, label, look.text, room_of(bar.ax)[1])
    later(bar.ax, lambda _, height: fit_title(axis, label, look.text, height / LENGTH))
