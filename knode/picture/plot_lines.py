"""Lines of very many points, of which no more are drawn than can be seen: the ends of each column of pixels."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

WORTH = 0.5
"""The share of points up to which it is worth to draw fewer."""
FULL, TIMES = 8, 3.0
"""So many points that go through a column of pixels so many times fill it, between its lowest and its highest."""


class Seen(NamedTuple):
    """The points by which a line looks as it does with all, NaN where it is broken; and of the columns of pixels that it fills
    the places along x and both ends."""

    x: np.ndarray
    y: np.ndarray
    full: np.ndarray
    low: np.ndarray
    high: np.ndarray


def draw_line(axes: Axes, x: np.ndarray, y: np.ndarray, look: dict[str, Any]) -> Any:
    """Draw a line with a `look` (of Line2D)."""
    made = _line_class()(x, y, **look)
    axes.add_line(made)
    axes.autoscale_view()
    return made


def seen(columns: np.ndarray, x: np.ndarray, y: np.ndarray) -> Seen:
    """Of a line through points (x, y) in columns of pixels, which never turn back, the first, the lowest, the highest and the
    last point of each column, and the gaps between columns. Of a column that is filled the lowest and the highest are enough.

    At least one number of `y` is finite. After Jugel et al., M4: A Visualization-Oriented Time Series Data Aggregation (2014).
    """
    import numpy as np

    places = np.flatnonzero(np.isfinite(y))
    steps, broken = np.diff(columns[places]), np.diff(places) > 1
    starts = np.flatnonzero(np.append(True, steps != 0))
    ends = np.append(starts[1:], len(places)) - 1
    counts = ends - starts + 1
    by_height = np.lexsort((y[places], np.repeat(np.arange(len(starts)), counts)))
    low, high = places[by_height[starts]], places[by_height[ends]]
    length = np.add.reduceat(np.append(0.0, np.abs(np.diff(y[places])) * (steps == 0)), starts)
    beside = (steps == 1) & ~broken
    full = (counts >= FULL) & np.append(False, beside)[starts] & np.append(beside, False)[ends]
    full &= length >= TIMES * (y[high] - y[low])
    first, last = places[starts], places[ends]
    middle = (x[first[full]] + x[last[full]]) / 2
    gaps = places[:-1][broken & (steps != 0)] + 1
    kept = np.unique(np.concatenate((first[~full], low, high, last[~full], gaps)))
    return Seen(x[kept], y[kept], middle, y[low[full]], y[high[full]])


@functools.cache
def _line_class() -> Any:
    import numpy as np
    from matplotlib.artist import allow_rasterization
    from matplotlib.backends.backend_agg import RendererAgg
    from matplotlib.lines import Line2D

    class DenseLine(Line2D):
        """A line that keeps all its points, and draws into pixels only those that are seen. Its marks are all drawn."""

        @allow_rasterization  # type: ignore[untyped-decorator]
        def draw(self, renderer: Any) -> None:
            shown = self._seen() if isinstance(renderer, RendererAgg) and self.get_visible() else None
            if shown is None:
                super().draw(renderer)
                return
            self._draw_as(renderer, shown.x, shown.y, marker="None")
            if len(shown.full):
                # What fills a column has neither dashes nor gaps there.
                ends = np.column_stack((shown.low, shown.high, np.full(len(shown.full), np.nan)))
                self._draw_as(renderer, np.repeat(shown.full, 3), ends.ravel(), marker="None", linestyle="-")
            if self.get_marker() not in (None, "None"):
                self._draw_as(renderer, *self.get_data(), linestyle="None", markevery=self.get_markevery())

        def _seen(self) -> Seen | None:
            """What is drawn of the line; None for all of it."""
            x, y = (np.asarray(values, dtype="float64") for values in self.get_data())
            if self.get_drawstyle() == "steps-post":
                x, y = np.repeat(x, 2)[1:], np.repeat(y, 2)[:-1]
            axes = self.axes
            assert axes is not None
            if not (np.diff(x) >= 0).all() or not np.isfinite(y).any():
                return None
            level = np.full(len(x), axes.get_ylim()[0])
            pixels = self.get_transform().transform(np.column_stack((x, level)))[:, 0]
            if not np.isfinite(pixels).all():
                return None
            # All that is out of sight at one side is as one column.
            columns = np.floor(np.clip(pixels, axes.bbox.x0 - 2, axes.bbox.x1 + 2))
            shown = seen(np.abs(columns - columns[0]), x, y)
            return shown if len(shown.x) <= WORTH * len(x) else None

        def _draw_as(self, renderer: Any, x: Any, y: Any, **look: Any) -> None:
            drawn = Line2D(x, y)
            drawn.update_from(self)
            drawn.set_drawstyle("default")
            drawn.set(figure=self.get_figure(root=False), snap=False, **look)
            drawn.axes = self.axes
            drawn.draw(renderer)

    return DenseLine
