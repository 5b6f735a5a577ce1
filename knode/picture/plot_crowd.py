"""Very many points that are shaded by a value, drawn some ten times as fast as matplotlib draws a scatter plot."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from matplotlib.axes import Axes

SHADES = 48
"""So many shades are told apart."""
LAYERS = 6
"""Points lie over each other in the order of rows, of so many parts; within a part, shades come in no order."""


def draw_crowd(axes: Axes, x: np.ndarray, y: np.ndarray, shade: np.ndarray, scale: Any, look: dict[str, Any]) -> Any:
    """Draw points at (x, y) with shades on a `scale` (matplotlib's ScalarMappable), and with a `look` (of Line2D)."""
    made = _crowd_class()(x, y, *_coded(shade, scale), **look)
    axes.add_line(made)
    axes.autoscale_view()
    return made


@functools.cache
def _crowd_class() -> Any:
    import numpy as np
    from matplotlib.artist import allow_rasterization
    from matplotlib.lines import Line2D
    from matplotlib.markers import MarkerStyle
    from matplotlib.path import Path
    from matplotlib.transforms import Affine2D, IdentityTransform

    class Crowd(Line2D):
        """Points with a colour each. A marker is drawn once for all points of a colour, and not for each."""

        def __init__(self, x: np.ndarray, y: np.ndarray, codes: np.ndarray, colours: list[Any], **look: Any) -> None:
            super().__init__(x, y, linestyle="none", **look)
            self.colours = colours
            order = np.random.default_rng(0).permutation(len(colours))
            part = np.arange(len(x)) * LAYERS // max(1, len(x))
            place = part * len(colours) + order[codes]
            self.rows = np.argsort(place, kind="stable")
            """The points in the order in which they are drawn."""
            self.starts = np.flatnonzero(np.diff(place[self.rows], prepend=-1))
            self.codes = codes[self.rows][self.starts]

        @allow_rasterization  # type: ignore[untyped-decorator]
        def draw(self, renderer: Any) -> None:
            if not self.get_visible():
                return
            points = self.get_transform().transform(np.column_stack(self.get_data()))[self.rows]
            style, size = MarkerStyle(self.get_marker()), renderer.points_to_pixels(self.get_markersize())
            marker = style.get_transform() + Affine2D().scale(size)
            # What is out of sight is left out; so is what has no place on a logarithmic axis.
            axes = self.axes
            assert axes is not None
            seen = axes.bbox.padded(size)
            shown = np.all((points >= seen.min) & (points <= seen.max), axis=1)
            graphics = renderer.new_gc()
            graphics.set_clip_rectangle(axes.bbox)
            graphics.set_linewidth(0)
            graphics.set_alpha(self.get_alpha())
            ends = [*self.starts[1:], len(points)]
            for code, start, end in zip(self.codes, self.starts, ends, strict=True):
                inside = points[start:end][shown[start:end]]
                if len(inside):
                    colour = tuple(self.colours[code])
                    graphics.set_foreground(colour)
                    renderer.draw_markers(graphics, style.get_path(), marker, Path(inside), IdentityTransform(), colour)
            graphics.restore()

    return Crowd


def _coded(shade: np.ndarray, scale: Any) -> tuple[np.ndarray, list[Any]]:
    """(points) the number of each one's colour, and the colours; the last is that of a missing value."""
    import numpy as np

    level = np.ma.filled(scale.norm(np.ma.masked_invalid(shade)).astype("float64"), np.nan)
    missing = np.isnan(level)
    codes = np.clip(np.where(missing, 0.0, level) * SHADES, 0, SHADES - 1).astype(np.intp)
    colours = [*scale.cmap((np.arange(SHADES) + 0.5) / SHADES), scale.cmap(np.nan)]
    return np.where(missing, SHADES, codes), colours
