"""Draws plots side by side, with axes that they share."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from knode.core.plot import Grid, Plot
from knode.picture.plot_fit import POINTS
from knode.picture.plot_legend import draw_legend, place_of, place_within
from knode.picture.plot_look import Look, plain
from knode.picture.plot_shades import barred, explain, scales_of
from knode.picture.text import wrapped

SHAPE = 1.5
"""How much wider than high a plot of a grid looks best."""
HEAD = 26.0
"""Points that the head of a plot takes."""
GAP = 12.0
"""Points between the plots and a legend in a corner."""
Rows = tuple[tuple[Plot | None, ...], ...]


def draw_grid(body: Any, grid: Grid, look: Look, draw_plot: Callable[..., None]) -> None:
    """Draw all plots of a grid, below its title."""
    width, height = (side / body.dpi for side in (body.bbox.width, body.bbox.height))
    drawn = _tiled(grid, width * POINTS, height * POINTS) if is_alike(grid) else grid.rows
    rows, columns = len(drawn), len(drawn[0])
    small = look.scaled(0.95 if columns * rows <= 4 else 0.85)
    small = replace(small, title=small.text * 1.1)
    places = body.add_gridspec(rows, columns, width_ratios=grid.widths, height_ratios=grid.heights)
    scales = scales_of(grid.plots, look)
    axes: dict[tuple[int, int], Any] = {}
    for row, line in enumerate(drawn):
        for column, plot in enumerate(line):
            if plot is not None:
                shared = _shared(grid, axes, row, column)
                made = axes[row, column] = body.add_subplot(places[row, column], **shared)
                draw_plot(made, plot, small, scales, width / columns)
    free = _corner(drawn)
    for (row, column), made in axes.items():
        _join(grid, made, axes, row, column)
    room = width / columns * POINTS, height / rows * POINTS
    shaded = bool(barred(grid.plots, room))
    place = place_within(grid.plots, small, free[1] * room[0] - GAP, free[0] * room[1] - GAP)
    place = place or place_of(grid.plots, small, width * POINTS, height * POINTS, shaded=shaded)
    explain(body, list(axes.values()), grid.plots, scales, room, small)
    draw_legend(body, list(axes.values()), grid.plots, small, place)
    if is_alike(grid):
        _say_once(body, grid.plots[0], list(axes.values()), small, below=place is None or place.beside)


def _corner(rows: Rows) -> tuple[int, int]:
    """The rows and columns of the largest part at the upper right that has no plot."""
    free = [len(list(itertools.takewhile(lambda plot: plot is None, reversed(row)))) for row in rows]
    parts = [(number, min(free[:number])) for number in range(1, len(rows) + 1)]
    return max(parts, key=lambda part: part[0] * part[1])


def is_alike(grid: Grid) -> bool:
    """Whether all plots have the same axes, so that they may stand in any number of columns."""
    same = {(plot.x, plot.y) for plot in grid.plots}
    return grid.share_x == grid.share_y == "all" and len(same) == 1 and not (grid.widths or grid.heights)


def _tiled(grid: Grid, width: float, height: float) -> Rows:
    """The plots in as many columns as give them the most room in the shape that looks best."""
    plots: list[Plot | None] = list(grid.plots)

    def side(columns: int) -> float:
        return min(width / columns / SHAPE, height / -(-len(plots) // columns) - HEAD)

    columns = max(range(1, len(plots) + 1), key=side)
    # Of as many rows those with the fewest empty places.
    columns = -(-len(plots) // -(-len(plots) // columns))
    plots += [None] * (-len(plots) % columns)
    return tuple(tuple(plots[start : start + columns]) for start in range(0, len(plots), columns))


def _say_once(body: Any, plot: Plot, axes: list[Any], look: Look, *, below: bool) -> None:
    """The titles of axes that all plots share, once for all of them; that of x only where no legend is `below` too."""
    words: dict[str, Any] = {"fontsize": look.text, "color": look.palette.ink, "family": list(look.fonts)}
    room = (side / body.dpi * POINTS for side in (body.bbox.width, body.bbox.height))
    for axis, title, say, long in zip(
        "xy", (plot.x.title, plot.y.title), (body.supxlabel, body.supylabel), room, strict=True
    ):
        if title and (below or axis == "y"):
            say(plain("\n".join(wrapped(title, look.text * 1.1, 0.9 * long, 2))), **words)
            for one in axes:
                one.set(**{f"{axis}label": ""})


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
    if grid.share_y != "none" and any(other < column and place == row for place, other in all_axes):
        axes.tick_params(labelleft=False)
        axes.set_ylabel("")
