"""Names of categories along an axis: on several lines, sloped, in smaller letters, or cut; never into each other."""

from __future__ import annotations

import functools
import math
from typing import Any, NamedTuple

from knode.picture.plot_fit import POINTS, later, room_of
from knode.picture.plot_look import LONGEST, Look, plain, short
from knode.picture.text import width_of, wrapped

SPACED = 1.12
"""The height of a line, times that of its letters."""
SMALLEST = 4.5
SLOPE = 35
"""Degrees."""
SHORT = 3.0
"""How wide short names are, in sizes of letters."""
MOST_LINES = 3
"""So many lines may a name take beneath an axis; beside it, it takes two."""


class Names(NamedTuple):
    """How categories are named: `texts`, whether they are `sloped`, and the points along the axis that each needs."""

    texts: list[str]
    sloped: bool
    need: float


def name_categories(axis: Any, names: tuple[str, ...], look: Look) -> None:
    """Name the categories of an axis, as many as there is room for."""
    from matplotlib import ticker

    axis.grid(False)
    shared = axis.get_major_locator()
    if isinstance(shared, _locator_class()):
        # Plots beside each other share their axis, and its names stand at the last; how they stand is not shared.
        if axis.axis_name == "x":
            _turn(axis, sloped=shared.made.sloped)
        return
    width, height = room_of(axis.axes)
    locator = _locator_class()(names, look.ticks)
    axis.set_major_locator(locator)
    axis.set_major_formatter(ticker.FuncFormatter(lambda place, _: _at(locator.made.texts, place)))
    axis.set_minor_locator(ticker.NullLocator())
    _arrange(axis, locator, width, height)
    if axis.axis_name == "x":
        # How high the axes are hangs on the names; how wide they are does not.
        later(axis.axes, lambda wide, _: _arrange(axis, locator, wide, height))
    else:
        later(axis.axes, lambda _, high: _shrink(axis, locator, high))


def _arrange(axis: Any, locator: Any, width: float, height: float) -> None:
    """Fit the names into some room, and turn those of all axes that share them."""
    if axis.axes.get_aspect() != "auto":
        width = height = min(width, height)
    locator.made = (_beneath if axis.axis_name == "x" else _beside)(locator.names, locator.size, width, height)
    locator.need = locator.made.need
    if axis.axis_name == "x":
        for axes in axis.axes.get_shared_x_axes().get_siblings(axis.axes):
            _turn(axes.xaxis, sloped=locator.made.sloped)


def _turn(axis: Any, *, sloped: bool) -> None:
    axis.set_tick_params(rotation=SLOPE if sloped else 0)
    for label in axis.get_ticklabels():
        label.set(horizontalalignment="right" if sloped else "center", rotation_mode="anchor" if sloped else "default")


def _beneath(names: tuple[str, ...], size: float, width: float, height: float) -> Names:
    """Names below an axis: whole, on as few lines as they fit in; else on one line that slopes."""
    room = 0.9 * width / max(1, len(names)) - size
    for lines in range(1, min(MOST_LINES, max(1, int(0.3 * height / (size * SPACED)))) + 1):
        texts = [whole(name, size, room, lines) for name in names]
        known = [text for text in texts if text is not None]
        if len(known) == len(names):
            return Names(known, False, max(map(functools.partial(_width, size=size), known), default=0.0) + 4)
    # A sloped name takes at most about a third of the height; a level one may have more letters than that.
    most = _most(0.45 * height, size)
    cut = [short(name, max(most, min(LONGEST, int(room / (0.66 * size))))) for name in names]
    widest = max(width_of(text, size) for text in cut)
    sloped = SPACED * size / math.sin(math.radians(SLOPE))
    # Short names stay level where as few of them would have to be left out.
    level = math.ceil((widest + 4) * len(names) / width) <= max(1, math.ceil(sloped * len(names) / width))
    if (widest + size) * len(names) > 0.9 * width and not (level and widest < SHORT * size):
        return Names(cut, True, sloped)
    return Names(cut, False, widest + 4)


def _beside(names: tuple[str, ...], size: float, width: float, height: float) -> Names:
    """Names beside an axis: those that are long on two lines, where there is room for these; else cut."""
    most, high = _most(0.4 * width, size), 2 * size * SPACED
    roomy = 0.8 * height / max(1, len(names)) > 1.3 * high
    broken = [whole(name, size, most * 0.57 * size, 2) if roomy and len(name) > most else None for name in names]
    texts = [short(name, most) if text is None else text for name, text in zip(names, broken, strict=True)]
    return Names(texts, False, high if any(broken) else size * SPACED)


def whole(name: str, size: float, room: float, lines: int) -> str | None:
    """A name on up to so many lines; None where it does not fit into them without being cut."""
    made = wrapped(name, size, room, lines) if room > 0 else []
    return plain("\n".join(made)) if "".join("".join(made).split()) == "".join(name.split()) else None


def _most(room: float, size: float) -> int:
    """How many letters of a name there is room for."""
    return max(10, min(LONGEST, int(room / (0.57 * size))))


def _width(text: str, size: float) -> float:
    return max(width_of(line, size) for line in text.split("\n"))


def _shrink(axis: Any, locator: Any, height: float) -> None:
    """Smaller letters for names above each other, where all of them fit in so."""
    lines = max((text.count("\n") + 1 for text in locator.made.texts), default=1)
    fitting = max(SMALLEST, min(locator.size, height / max(1, len(locator.names)) / SPACED / lines))
    locator.need = fitting * lines
    axis.set_tick_params(labelsize=fitting)


def _at(names: list[str], place: float) -> str:
    number = round(place)
    return names[number] if abs(number - place) < 0.01 and 0 <= number < len(names) else ""


@functools.cache
def _locator_class() -> Any:
    from matplotlib import ticker

    class CategoryLocator(ticker.Locator):
        """Every category in sight, or every second, third …, as there is room; looked at anew whenever it is drawn."""

        def __init__(self, names: tuple[str, ...], size: float) -> None:
            self.names, self.size = names, size
            self.made, self.need = Names([], False, size), size

        @property
        def _axis(self) -> Any:
            return self.axis

        def __call__(self) -> Any:
            return self.tick_values(*self._axis.get_view_interval())

        def tick_values(self, vmin: float, vmax: float) -> Any:
            axes = self._axis.axes
            low, high = sorted((vmin, vmax))
            first, last = max(0, math.ceil(low)), min(len(self.names) - 1, math.floor(high))
            pixels = axes.bbox.width if self._axis.axis_name == "x" else axes.bbox.height
            fitting = max(1, int(pixels / axes.get_figure(root=True).dpi * POINTS / self.need))
            step = max(1, -(-(last - first + 1) // fitting))
            return [place for place in range(first, last + 1) if place % step == 0]

    return CategoryLocator
