"""The title of a plot or of a grid, above it and from the left edge of the picture on."""

from __future__ import annotations

from typing import Any, NamedTuple

from knode.core.plot import Grid, Plot
from knode.picture.plot_look import Look, plain
from knode.picture.text import wrapped

POINTS = 72.0


WAYS = ((2, 2, 1.0), (2, 1, 1.0), (1, 1, 1.0), (1, 1, 0.85), (1, 0, 0.85))
"""So many lines of the title and of what stands below it, and the size of the letters of the title, times the usual: the first
that the picture has room for, and in which the title is whole."""
MOST = 1 / 3
"""The share of the height that a head takes at most."""


class Head(NamedTuple):
    """Lines of the title, their size in points, lines of what stands below it, and how high all are in inches."""

    title: list[str]
    size: float
    below: list[str]
    need: float


def headed(figure: Any, drawing: Plot | Grid, look: Look, margin: float = 7.0) -> Any:
    """Write the title and what stands below it; the part of the figure that is left. The figure itself where it is too low.

    `margin` is the room at the left of the words, in points.
    """
    width, height = figure.bbox.width / figure.dpi, figure.bbox.height / figure.dpi
    left, room = margin / POINTS / width, 0.94 * width * POINTS - margin
    heads = [_head(drawing, look, room, *way) for way in WAYS]
    fitting = [head for head in heads if head.need <= MOST * height and (head.title or head.below)]
    if not fitting:
        return figure
    title, size, below, need = next((head for head in fitting if _is_whole(head, drawing.title)), fitting[0])
    head, body = figure.subfigures(2, 1, height_ratios=(need, height - need), hspace=0)
    words: dict[str, Any] = {"ha": "left", "va": "top", "family": list(look.fonts)}
    head.text(
        left, 1 - 9 / POINTS / need, plain("\n".join(title)), fontsize=size, fontweight="bold",
        color=look.palette.ink, **words,
    )  # fmt: skip
    down = (10 + len(title) * size * 1.35) / POINTS / need
    head.text(left, 1 - down, plain("\n".join(below)), fontsize=look.text, color=look.palette.muted, **words)
    for part in (head, body):
        part.set_facecolor(look.palette.card)
    return body


def _head(drawing: Plot | Grid, look: Look, room: float, titles: int, belows: int, scale: float) -> Head:
    size = look.title * scale
    title = wrapped(drawing.title, size * 1.2, room, titles)
    below = wrapped(drawing.subtitle, look.text * 1.08, room, belows) if belows else []
    return Head(title, size, below, (len(title) * size * 1.35 + len(below) * look.text * 1.4 + 14) / POINTS)


def _is_whole(head: Head, title: str) -> bool:
    return "".join("".join(head.title).split()) == "".join(title.split())
