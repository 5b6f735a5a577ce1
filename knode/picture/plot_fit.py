"""Letters that fit their room, which is known only when a picture has been laid out; where there is none, words give way."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from typing import Any

POINTS = 72.0
SMALLEST = 5.0
"""Points: letters that are smaller cannot be read."""
LEAST = 9.0
"""Points: words give way where axes would be narrower or lower."""
FITS = "knode_fits"
"""The attribute of axes that holds what is still to be fitted in them."""
DRAWN = "knode_plot"
"""The attribute of axes that holds the plot drawn on them."""
Fit = Callable[[float, float], None]


def later(axes: Any, fit: Fit) -> None:
    """Call `fit` with the width and height of the axes, in points, when they are known."""
    setattr(axes, FITS, [*getattr(axes, FITS, ()), fit])


def settle(figure: Any) -> None:
    """Lay the figure out, and fit what waits for it."""
    engine = figure.get_layout_engine()
    drawn = [axes for axes in figure.axes if hasattr(axes, DRAWN)]
    if not drawn or engine is None:
        return
    # What it warns of is looked for below. For good, as filters of one thread would be those of all.
    warnings.filterwarnings("ignore", "constrained_layout not applied")
    for give_way in (None, _titles_of_axes, _words_of_marks, _all_else):
        if give_way is not None:
            give_way(drawn)
        if not _squeezed(drawn, figure, engine.execute(figure)):
            break
    for axes in figure.axes:
        points = POINTS / axes.get_figure(root=True).dpi
        for fit in getattr(axes, FITS, ()):
            fit(axes.bbox.width * points, axes.bbox.height * points)
        setattr(axes, FITS, ())


def _squeezed(drawn: list[Any], figure: Any, grids: Any) -> bool:
    """Whether words leave nearly nothing to the plots, or nothing, where matplotlib lays nothing out."""
    from matplotlib._constrained_layout import check_no_collapsed_axes

    least = LEAST / POINTS * figure.dpi
    laid_out: bool = check_no_collapsed_axes(grids, figure)  # type: ignore[no-untyped-call]
    return not laid_out or any(min(axes.bbox.width, axes.bbox.height) < least for axes in drawn)


def _titles_of_axes(drawn: list[Any]) -> None:
    for axes in drawn:
        axes.set(xlabel="", ylabel="")
    for part in _parts(drawn):
        for text in (part._supxlabel, part._supylabel):
            if text is not None:
                text.set_text("")


def _words_of_marks(drawn: list[Any]) -> None:
    for axes in drawn:
        axes.tick_params(labelbottom=False, labelleft=False, which="both")


def _all_else(drawn: list[Any]) -> None:
    for part in (*_parts(drawn), *drawn):
        for box in [*getattr(part, "legends", ()), *([part.get_legend()] if part in drawn else ())]:
            if box is not None:
                box.remove()
    for axes in [one for part in _parts(drawn) for one in part.axes if one not in drawn]:
        axes.remove()
    for axes in drawn:
        axes.set_title("", loc="left")
        for text in list(axes.texts):
            text.set_visible(False)


def _parts(drawn: list[Any]) -> list[Any]:
    """The parts of a figure that plots are in."""
    return list(dict.fromkeys(axes.get_figure(root=False) for axes in drawn))


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
