"""Letters that fit their room, which is known only when a picture has been laid out; where there is none, words give way."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Callable, Sequence
from typing import Any

from knode.picture.plot_look import plain
from knode.picture.text import shortened

POINTS = 72.0
SMALLEST = 5.0
"""Points: letters that are smaller cannot be read."""
LEAST = 9.0
"""Points: words give way where axes would be narrower or lower."""
LOW = 40.0
"""Points: names above plots stand within them where these would be lower."""
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
    if _squeezed(drawn, figure, engine.execute(figure), LOW):
        for give_way in (_names_within, _titles_of_axes, _words_of_marks, _legends, _titles):
            give_way(drawn)
            if not _squeezed(drawn, figure, engine.execute(figure), LEAST):
                break
    for axes in figure.axes:
        points = POINTS / axes.get_figure(root=True).dpi
        for fit in getattr(axes, FITS, ()):
            fit(axes.bbox.width * points, axes.bbox.height * points)
        setattr(axes, FITS, ())


def _squeezed(drawn: list[Any], figure: Any, grids: Any, points: float) -> bool:
    """Whether words leave a plot fewer points than these, or nothing, where matplotlib lays nothing out."""
    from matplotlib._constrained_layout import check_no_collapsed_axes

    least = points / POINTS * figure.dpi
    laid_out: bool = check_no_collapsed_axes(grids, figure)  # type: ignore[no-untyped-call]
    return not laid_out or any(min(axes.bbox.width, axes.bbox.height) < least for axes in drawn)


def _names_within(drawn: list[Any]) -> None:
    """Names above plots that have no title stand within them, and titles of axes that say the same are left out."""
    named = [axes for axes in drawn if not getattr(axes, DRAWN).title and getattr(axes, DRAWN).subtitle and axes.texts]
    names = {getattr(axes, DRAWN).subtitle for axes in named}
    for axes in named:
        (line, *_) = axes.texts
        line.set(va="top", position=(2, -1), in_layout=False)
        later(axes, functools.partial(_overhang, axes, line, getattr(axes, DRAWN).subtitle))
    for axes in drawn:
        for axis, described in (("x", getattr(axes, DRAWN).x), ("y", getattr(axes, DRAWN).y)):
            if described.label in names:
                axes.set(**{f"{axis}label": ""})


def _overhang(axes: Any, line: Any, name: str, width: float, height: float) -> None:
    """Write a name above what is drawn in axes; it may go on into the next place where that is empty."""
    place = axes.get_subplotspec()
    figure, columns = axes.get_figure(root=False), place.get_gridspec().ncols
    beside = {other.get_subplotspec().colspan.start for other in figure.axes if other.get_subplotspec() is not None
              and other.get_subplotspec().rowspan == place.rowspan}  # fmt: skip
    free = place.colspan.stop < columns and place.colspan.stop not in beside and columns > 2
    line.set_text(plain(shortened(name, 1.08 * line.get_fontsize(), width * (2 if free else 1))))
    low, high = axes.get_ylim()
    axes.set_ylim(low, low + (high - low) * height / max(height / 2, height - 1.4 * line.get_fontsize()))


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


def _legends(drawn: list[Any]) -> None:
    for part in (*_parts(drawn), *drawn):
        for box in [*getattr(part, "legends", ()), *([part.get_legend()] if part in drawn else ())]:
            if box is not None:
                box.remove()
    for axes in [one for part in _parts(drawn) for one in part.axes if one not in drawn]:
        axes.remove()


def _titles(drawn: list[Any]) -> None:
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
