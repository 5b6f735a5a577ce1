"""The title of a plot or of a grid, above it and from the left edge of the picture on."""

from __future__ import annotations

from typing import Any

from knode.core.plot import Grid, Plot
from knode.picture.plot_look import Look, plain
from knode.picture.text import wrapped

POINTS = 72.0


def headed(figure: Any, drawing: Plot | Grid, look: Look, margin: float = 7.0) -> Any:
    """Write the title and what stands below it; the part of the figure that is left. The figure itself where it is too low.

    `margin` is the room at the left of the words, in points.
    """
    width, height = figure.bbox.width / figure.dpi, figure.bbox.height / figure.dpi
    left, room = margin / POINTS / width, 0.94 * width * POINTS - margin
    title = wrapped(drawing.title, look.title * 1.2, room, 2)
    below = wrapped(drawing.subtitle, look.text * 1.08, room, 2)
    need = (len(title) * look.title * 1.35 + len(below) * look.text * 1.4 + 14) / POINTS
    if not (title or below) or need > height / 3:
        return figure
    head, body = figure.subfigures(2, 1, height_ratios=(need, height - need), hspace=0)
    words: dict[str, Any] = {"ha": "left", "va": "top", "family": list(look.fonts)}
    head.text(
        left, 1 - 9 / POINTS / need, plain("\n".join(title)), fontsize=look.title, fontweight="bold",
        color=look.palette.ink, **words,
    )  # fmt: skip
    down = (10 + len(title) * look.title * 1.35) / POINTS / need
    head.text(left, 1 - down, plain("\n".join(below)), fontsize=look.text, color=look.palette.muted, **words)
    for part in (head, body):
        part.set_facecolor(look.palette.card)
    return body
