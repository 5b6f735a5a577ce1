"""Draws plots side by side, with axes that they share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from knode.core.plot import Grid
from knode.picture.plot_axes import NARROW, POINTS, legend
from knode.picture.plot_look import Look, plain
from knode.picture.plot_shades import explain, scales_of
from knode.picture.text import wrapped


def draw_grid(figure: Any, grid: Grid, look: Look, draw_plot: Callable[..., None]) -> None:
    """Draw all plots of a grid."""
    width, height = figure.bbox.width / figure.dpi, figure.bbox.height / figure.dpi
    body = _headed(figure, grid, look, width, height)
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
    shaded = explain(body, list(axes.values()), grid.plots, scales, small)
    legend(body, list(axes.values()), grid.plots, small, beside=width >= NARROW and not shaded)


def _headed(figure: Any, grid: Grid, look: Look, width: float, height: float) -> Any:
    """Write the title of the grid; the part of the figure below it."""
    room = 0.92 * width * POINTS
    title, below = wrapped(grid.title, look.title * 1.2, room, 2), wrapped(grid.subtitle, look.text * 1.08, room, 2)
    need = (len(title) * look.title * 1.35 + len(below) * look.text * 1.4 + 14) / POINTS
    if not (title or below) or need > height / 3:
        return figure
    head, body = figure.subfigures(2, 1, height_ratios=(need, height - need), hspace=0)
    words: dict[str, Any] = {"ha": "left", "va": "top", "family": list(look.fonts)}
    head.text(
        0.012, 1 - 9 / POINTS / need, plain("\n".join(title)), fontsize=look.title, fontweight="bold",
        color=look.palette.ink, **words,
    )  # fmt: skip
    down = (10 + len(title) * look.title * 1.35) / POINTS / need
    head.text(0.012, 1 - down, plain("\n".join(below)), fontsize=look.text, color=look.palette.muted, **words)
    for part in (head, body):
        part.set_facecolor(look.palette.card)
    return body


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
