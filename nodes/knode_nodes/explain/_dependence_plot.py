"""Pictures of partial dependence: lines, bars for words, shades for pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from knode.api import column_type, plot
from knode_nodes.explain._asked import Asked
from knode_nodes.explain._steps import edges_of
from knode_nodes.visualize._values import named, plain, rows_told, unit_of, values_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_CLASSES = 7
MOST_MAPS = 4
MOST_NUMBERS = 100
"""So many cells of a map say their value."""


@dataclass(frozen=True)
class Found:
    """What a model gave.

    `steps` are the values that the columns `names` were set to, `answers` (pairs of values, rows, outputs); `place` is the
    output to show, None for all. `rows` are those that were asked about.
    """

    names: list[str]
    steps: list[pd.Series]
    answers: np.ndarray
    asked: Asked
    place: int | None
    rows: pd.DataFrame

    @property
    def shown(self) -> list[int]:
        """The outputs to show."""
        return [self.place] if self.place is not None else list(range(self.answers.shape[2]))

    @property
    def measured(self) -> str:
        """What is shown, for an axis."""
        if len(self.shown) == 1:
            return self.asked.measured(self.shown[0])
        return "probability" if self.asked.likely else "share"

    @property
    def unit(self) -> str:
        """That of the numbers that the model predicts, where the table tells it."""
        return "" if self.asked.classes else unit_of(self.rows, str(self.asked.model.target))


def drawn_plot(found: Found, lines: int, center: bool, seed: int) -> plot.Plot | plot.Grid:
    """The picture; `lines` single rows beside the mean, and whether all begin at 0."""
    if len(found.names) == 2:
        return _maps(found, center)
    name, steps = found.names[0], found.steps[0]
    axis = plot.Axis(label=_change(found.measured, center), unit=found.unit, percent=found.asked.likely)
    numeric = column_type(steps.dtype) == "number"
    layers = _lines(found, lines, seed) if numeric else _bars(found)
    several = len(found.shown) > 1
    return plot.Plot(
        title=f"What the model gives by {name}",
        subtitle=_told(found),
        x=values_of(found.rows, name).axis if numeric else plot.Axis(label=name, categories=_words(steps)),
        y=axis,
        layers=(*([plot.Rule()] if center else []), *layers),
        legend=_legend(found) if several else "",
    )


def _change(measured: str, center: bool) -> str:
    return f"change of {measured}" if center else measured


def _told(found: Found) -> str:
    left = len(found.shown) - MOST_CLASSES
    return f"mean over {rows_told(len(found.rows))}" + _left_out(left)


def _left_out(classes: int) -> str:
    return f", {classes:,} class{'es' * (classes != 1)} left out" if classes > 0 else ""


def _legend(found: Found) -> str:
    return found.asked.model.target or "class"


def _words(steps: pd.Series) -> tuple[str, ...]:
    return tuple(named(value) for value in steps.tolist())


def _lines(found: Found, lines: int, seed: int) -> list[plot.Line]:
    """The mean of each class, or that of one with single rows behind it."""
    import numpy as np

    x = values_of(found.steps[0].to_frame(found.names[0]), found.names[0]).numbers
    one = len(found.shown) == 1
    behind = []
    if one and lines and found.answers.shape[1] > 1:
        count = found.answers.shape[1]
        drawn = np.sort(np.random.default_rng(seed).permutation(count)[:lines])
        # One line with gaps for all rows: a gap stands behind each.
        single = np.concatenate([found.answers[:, drawn, found.shown[0]], np.full((1, len(drawn)), np.nan)])
        across = np.tile([*x, np.nan], len(drawn))
        behind = [plot.Line(name="single rows", x=plain(across), y=plain(single.T.ravel()), tone="muted", opacity=0.35)]
    means = [
        plot.Line(
            name="mean" if one else found.asked.classes[place],
            x=plain(x),
            y=plain(found.answers[:, :, place].mean(axis=1)),
            marks=len(x) < 12,
        )
        for place in found.shown[:MOST_CLASSES]
    ]
    return [*behind, *means]


def _bars(found: Found) -> list[plot.Bars]:
    """A bar for each word and class; of one class with the middle 80 % of the rows."""
    import numpy as np

    shown = found.shown[:MOST_CLASSES]
    width = 0.8 / len(shown)
    made = []
    for number, place in enumerate(shown):
        answers = found.answers[:, :, place]
        low, high = np.quantile(answers, (0.1, 0.9), axis=1)
        one = len(shown) == 1
        made.append(
            plot.Bars(
                name="" if one else found.asked.classes[place],
                at=tuple(step + (number - (len(shown) - 1) / 2) * width for step in range(len(answers))),
                size=plain(answers.mean(axis=1)),
                width=min(width, 0.6),
                low=plain(low) if one else None,
                high=plain(high) if one else None,
            )
        )
    return made


def _maps(found: Found, center: bool) -> plot.Plot | plot.Grid:
    """A map of shades, or one for each of some classes beside each other."""
    shown = found.shown[:MOST_MAPS]
    if len(shown) == 1:
        return _map(found, shown[0], center)
    means = found.answers[:, :, shown].mean(axis=1)
    # One scale of shades for all.
    low, high = float(means.min()), float(means.max())
    maps = [_map(found, place, center, (low, high) if low < high else None) for place in shown]
    left = len(found.shown) - len(maps)
    return plot.Grid(
        title=f"What the model gives by {' and '.join(found.names)}",
        subtitle=f"mean over {rows_told(len(found.rows))}" + _left_out(left),
        rows=(tuple(maps),),
        share_y="row",
    )


def _map(found: Found, place: int, center: bool, limits: tuple[float, float] | None = None) -> plot.Plot:
    means = found.answers[:, :, place].mean(axis=1).reshape(len(found.steps[0]), len(found.steps[1]))
    (x, x_edges), (y, y_edges) = (
        _axis(name, steps, unit_of(found.rows, name)) for name, steps in zip(found.names, found.steps, strict=True)
    )
    several = len(found.shown) > 1
    measured = found.measured if several else found.asked.measured(place)
    heat = plot.Heatmap(
        x_edges=x_edges,
        y_edges=y_edges,
        values=tuple(plain(row) for row in means.T),
        label=_change(measured, center) + (f" ({found.unit})" if found.unit else ""),
        diverging=center,
        shade_limits=limits,
        shade_percent=found.asked.likely,
        numbers=means.size <= MOST_NUMBERS and not found.asked.likely,
        texts=_shares(means.T) if means.size <= MOST_NUMBERS and found.asked.likely else None,
    )
    return plot.Plot(
        title=found.asked.classes[place] if several else f"What the model gives by {' and '.join(found.names)}",
        subtitle="" if several else _told(found),
        x=x,
        y=y,
        layers=(heat,),
    )


def _shares(means: np.ndarray) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(f"{100 * share:.1f} %" for share in row) for row in means.tolist())


def _axis(name: str, steps: pd.Series, unit: str) -> tuple[plot.Axis, tuple[float, ...]]:
    if column_type(steps.dtype) == "number":
        values = values_of(steps.to_frame(name), name)
        whole = bool((values.numbers % 1 == 0).all())
        return values.axis.model_copy(update={"whole": whole, "unit": unit}), edges_of(values.numbers)
    words = _words(steps)
    return plot.Axis(label=name, categories=words), tuple(place - 0.5 for place in range(len(words) + 1))
