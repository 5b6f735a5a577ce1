"""Letters that fit their room, which is known only when a picture has been laid out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

POINTS = 72.0
SMALLEST = 5.0
"""Points: letters that are smaller cannot be read."""
FITS = "knode_fits"
"""The attribute of axes that holds what is still to be fitted in them."""
Fit = Callable[[float, float], None]


def later(axes: Any, fit: Fit) -> None:
    """Call `fit` with the width and height of the axes, in points, when they are known."""
    setattr(axes, FITS, [*getattr(axes, FITS, ()), fit])


def settle(figure: Any) -> None:
    """Lay the figure out, and fit what waits for it."""
    waiting = [axes for axes in figure.axes if getattr(axes, FITS, None)]
    engine = figure.get_layout_engine()
    if not waiting or engine is None:
        return
    engine.execute(figure)
    for axes in waiting:
        points = POINTS / axes.get_figure(root=True).dpi
        for fit in getattr(axes, FITS):
            fit(axes.bbox.width * points, axes.bbox.height * points)
        delattr(axes, FITS)


def write(texts: Sequence[Any], size: float) -> None:
    """Give texts letters of a size; those that could not be read are not shown."""
    for text in texts:
        text.set(fontsize=max(size, SMALLEST), visible=size >= SMALLEST)


def room_of(axes: Any) -> tuple[float, float]:
    """About how wide and high axes will be, in points, before anything is laid out."""
    figure, place = axes.get_figure(root=False), axes.get_position(original=True)
    return (
        figure.bbox.width / figure.dpi * POINTS * place.width,
        figure.bbox.height / figure.dpi * POINTS * place.height,
    )
