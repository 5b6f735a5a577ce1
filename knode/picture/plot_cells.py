"""Words in the cells of a heat map: dark on light and light on dark, in letters that fit; none where they cannot be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.core.plot import Heatmap, Numbers
from knode.picture.plot_fit import SMALLEST, later, room_of, write
from knode.picture.plot_look import Look, drawable, ink_on, plain
from knode.picture.plot_marks import cells_told
from knode.picture.text import width_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_CELLS = 2_500
"""So many cells may have words in them."""
LARGEST = 9.0
Texts = tuple[tuple[str, ...], ...]


def texts_of(layer: Heatmap) -> Texts:
    """The words of each cell; none for a map without."""
    if sum(map(len, layer.values)) > MOST_CELLS:
        return ()
    return layer.texts or (_told(layer.values) if layer.numbers else ())


def are_read(layer: Heatmap, width: float, height: float, *, square: bool) -> bool:
    """Whether the cells say their values in letters that can be read, in so much room in points."""
    texts = texts_of(layer)
    return bool(texts) and _fitting(texts, width, height, square=square) >= SMALLEST


def write_cells(axes: Axes, layer: Heatmap, values: Any, drawn: Any, look: Look) -> None:
    """Write into each cell of a map that has been drawn."""
    texts = texts_of(layer)
    corners = drawn.get_coordinates()
    across, up = corners[0, :, 0], corners[:, 0, 1]
    written = []
    for row, line in enumerate(texts):
        for column, text in enumerate(line):
            if text:
                hidden = bool(values.mask.any()) and bool(values.mask[row][column])
                x, y = (across[column] + across[column + 1]) / 2, (up[row] + up[row + 1]) / 2
                colour = look.palette.muted if hidden else ink_on(*drawn.to_rgba(values[row, column])[:3])
                shown = "\n".join(map(plain, text.split("\n")))
                written.append(axes.text(x, y, shown, ha="center", va="center", color=colour, family=list(look.fonts)))

    def fit(width: float, height: float) -> None:
        write(written, min(LARGEST, _fitting(texts, width, height, square=axes.get_aspect() != "auto")))

    # Now, for axes that are laid out already; again when the room is known.
    fit(*room_of(axes))
    later(axes, fit)


def _told(values: tuple[Numbers, ...]) -> Texts:
    """Numbers in words, all with one number of decimals; empty where one is missing."""
    told = iter(cells_told([value for row in values for value in row if value is not None]))
    return tuple(tuple("" if value is None else next(told) for value in row) for row in values)


def _fitting(texts: Texts, width: float, height: float, *, square: bool) -> float:
    """The size of letters, in points, that fit into the cells."""
    lines = [line for row in texts for text in row for line in text.split("\n")]
    widest = max((width_of(drawable(line), 1.0) for line in lines), default=1.0) or 1.0
    tallest = max((text.count("\n") + 1 for row in texts for text in row), default=1)
    if square:
        width = height = min(width, height)
    return min(
        width / max(map(len, texts), default=1) / widest * 0.85,
        height / max(1, len(texts)) / tallest / 1.3,
    )
