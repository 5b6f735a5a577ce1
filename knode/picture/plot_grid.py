"""Draws plots side by side, with axes that they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knode.core.plot import Grid
from knode.picture.plot_fit import POINTS
from knode.picture.plot_legend import draw_legend, place_of
from knode.picture.plot_look import Look
from knode.picture.plot_shades import barred, explain, scales_of


def draw_grid(body: Any, grid: Grid, look: Look, draw_plot: Callable[..., None]) -> None:
    """Draw all plots of a grid, below its title."""
    width = body.bbox.width / body.dpi
    rows, columns = len(grid.rows), len(grid.rows[0])
    small = look.scaled(0.95 if columns * rows <= 4 else 0.85)
    places = body.add_gridspec(rows, columns, width_ratios=grid.widths, height_ratios=grid.heights)
    scales = scales_of(grid.plots, look)
    axes: dict[tuple[int, int], Any] = {}
    for row, line in enumerate(grid.rows):
        for column, plot in enumerate(line):
            if plot is not None:
                shared = _shared(grid, axes, row, column)
                made = axes[row, column] = body.add_subplot(places[row, column], **shared)
                draw_plot(made, plot, small, scales, width / columns)
    for (row, column), made in axes.items():
        _join(grid, made, axes, row, column)
    shaded = bool(barred(grid.plots))
    place = place_of(grid.plots, small, width * POINTS, body.bbox.height / body.dpi * POINTS, shaded=shaded)
    explain(body, list(axes.values()), grid.plots, scales, small)
    draw_legend(body, list(axes.values()), grid.plots, small, place)


def _shared(grid: Grid, axes: dict[tuple[int, int], Any], row: int, column: int) -> dict[str, Any]:
    """The axes with which one is joined."""
    found: dict[str, Any] = {}
    for name, share, together in (("sharex", grid.share_x, 1), ("sharey", grid.share_y, 0)):
        mine = (row, column)[together]
        others = [one for place, one in axes.items() if share == "all" or place[together] == mine]
        if share != "none" and others:
            found[name] = others[0]
    return found


def _join(grid: Grid, axes: Any, all_axes: dict[tuple[int, int], Any], row: int, column: int) -> None:
    """Take away the words that those outside say already."""
    if grid.share_x != "none" and any(other > row and place == column for other, place in all_axes):
        axes.tick_params(labelbottom=False)
        axes.set_xlabel("")
        axes.xaxis.get_offset_text().set_visible(False)
    if grid.share_y != "none" and any(other < column and place == row for place, other in all_axes):
        axes.tick_params(labelleft=False)
        axes.set_ylabel("")
        axes.yaxis.get_offset_text().set_visible(False)
