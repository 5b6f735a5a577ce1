"""What the nodes share that draw a curve by threshold and measure the area under it."""

from __future__ import annotations

import itertools
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from knode.api import ColumnSpec, Context, Spec, Table, TableSpec, View, plot, setting
from knode_nodes.evaluate._questions import Asked, Question, _Questions
from knode_nodes.evaluate._ranking import Measure, Ranking, interval, ranking

if TYPE_CHECKING:
    import numpy as np

MOST_DRAWN = 20
"""Curves of more colours and dashes cannot be told apart."""
MOST_POINTS = 1000
FIRST_POINTS = 200
LONGEST_NAME = 16
"""Letters of a name in the legend, so that the area beside it is not cut."""


class Curves(NamedTuple):
    """What a node gives that draws curves."""

    view: View
    areas: Table
    curve: Table


class _Curves(_Questions):
    """A curve for each model and class."""

    name: ClassVar[str]
    """What the curve is called."""
    area: ClassVar[str]
    """What the area under the curve is called: the name of its column."""
    x: ClassVar[str]
    y: ClassVar[str]
    """The columns that the curve is drawn from."""

    resamples: int = setting(
        200,
        "How many tables are drawn anew from the rows to tell how certain the area is; 0 for no interval.",
        ge=0,
        le=10_000,
    )
    confidence: float = setting(
        0.95,
        "The share of such tables whose area lies within the interval.",
        gt=0.5,
        lt=1,
        when={"resamples": True},
    )
    seed: int | None = setting(
        None, "Number that fixes the drawing; empty takes the run's.", ge=0, le=2**32 - 1, when={"resamples": True}
    )

    def run(self, table: Table, context: Context) -> Curves:
        import pandas as pd

        own = self.judging(table)
        asked = own.asked(table, context)
        areas, curves, lines = [], [], []
        names = shortened([question.name for question in asked.questions])
        for place, question in enumerate(asked.questions):
            context.progress(place / len(asked.questions))
            ranks = ranking(question.truth, question.scores, asked.weights)
            curve = self.points(ranks)
            areas.append(self._area(question, ranks, asked, place, context))
            curves.append(pd.DataFrame({"model": question.model, "class": question.label, **curve}))
            lines.append(self._line(names[place], areas[-1], curve))
        columns = {column.name: column.dtype for column in self._areas().columns}
        drawn = outermost([area[self.area] for area in areas])
        view = own._view([lines[place] for place in drawn], asked, areas)
        whole = pd.concat(curves, ignore_index=True).astype({"model": "str", "class": "str"})
        return Curves(view, pd.DataFrame(areas, columns=list(columns)).astype(columns), whole)

    def _area(self, question: Question, ranks: Ranking, asked: Asked, place: int, context: Context) -> dict[str, Any]:
        low, high = interval(
            question.truth,
            ranks,
            asked.weights,
            self.measure(),
            resamples=self.resamples,
            confidence=self.confidence,
            seed=(context.seed if self.seed is None else self.seed, place),
            context=context,
        )
        return {
            "model": question.model,
            "class": question.label,
            self.area: self.measure()(ranks.positives, ranks.negatives),
            "low": low,
            "high": high,
            "rows": len(question.truth),
            "positives": int(question.truth.sum()),
        }

    @abstractmethod
    def measure(self) -> Measure:
        """The area under the curve."""

    @abstractmethod
    def points(self, ranks: Ranking) -> Mapping[str, np.ndarray]:
        """The columns of the curve."""

    @abstractmethod
    def columns(self) -> tuple[str, ...]:
        """Their names."""

    @abstractmethod
    def reference(self, questions: list[Question]) -> Iterator[plot.Rule]:
        """The line of a model that knows nothing."""

    def told(self) -> dict[str, Spec | None]:
        words = (ColumnSpec(name="model", dtype="str"), ColumnSpec(name="class", dtype="str"))
        numbers = tuple(ColumnSpec(name=name, dtype="float64") for name in self.columns())
        return {"view": None, "areas": self._areas(), "curve": TableSpec(columns=(*words, *numbers))}

    def _areas(self) -> TableSpec:
        words = (ColumnSpec(name="model", dtype="str"), ColumnSpec(name="class", dtype="str"))
        numbers = (ColumnSpec(name=name, dtype="float64") for name in (self.area, "low", "high"))
        counts = (ColumnSpec(name=name, dtype="int64") for name in ("rows", "positives"))
        return TableSpec(columns=(*words, *numbers, *counts))

    def _line(self, name: str, area: Mapping[str, Any], curve: Mapping[str, np.ndarray]) -> plot.Line:
        shown = thinned(len(curve[self.x]))
        told = f"{area[self.area]:.3f}"
        if area["low"] == area["low"]:
            told += f" [{area['low']:.2f}, {area['high']:.2f}]"
        return plot.Line(
            name=f"{name}: {told}", x=tuple(curve[self.x][shown].tolist()), y=tuple(curve[self.y][shown].tolist())
        )

    def _view(self, lines: list[plot.Line], asked: Asked, areas: list[dict[str, Any]]) -> View:
        questions = asked.questions
        label = {"roc_auc": "AUC"}.get(self.area, self.area.replace("_", " "))
        whole = left_out(len(questions), label)
        axes = [
            plot.Axis(label=name.replace("_", " "), limits=(-0.01, 1.01), percent=True) for name in (self.x, self.y)
        ]
        positive = f" for {questions[0].label}" if len({question.label for question in questions}) == 1 else ""
        return plot.Plot(
            title=f"{self.name} of {self.target}{positive}",
            subtitle=f"{self._alone(label, areas)}{areas[0]['rows']:,} rows{whole}",
            x=axes[0],
            y=axes[1],
            layers=(*self.reference(questions), *lines),
            legend=label,
            square=True,
        ).view()

    def _alone(self, label: str, areas: list[dict[str, Any]]) -> str:
        """The area of the only curve, which has no legend."""
        if len(areas) > 1:
            return ""
        value, low, high = (areas[0][name] for name in (self.area, "low", "high"))
        interval = f" ({100 * self.confidence:.3g} % interval {low:.3f} to {high:.3f})" if low == low else ""
        return f"{label} {value:.3f}{interval}; "


def outermost(figures: Sequence[float]) -> list[int]:
    """The places of the curves that are drawn: of too many those of the lowest and of the highest figures, half of each."""
    order = sorted(range(len(figures)), key=lambda place: figures[place])
    half = MOST_DRAWN // 2
    return list(range(len(figures))) if len(figures) <= MOST_DRAWN else sorted(order[:half] + order[-half:])


def left_out(count: int, figure: str) -> str:
    """How many of `count` curves are not drawn, for the line below the title; empty for none."""
    if count <= MOST_DRAWN:
        return ""
    half = MOST_DRAWN // 2
    return f"; of {count} curves the {half} of highest and the {half} of lowest {figure}; {count - MOST_DRAWN} are not drawn"


def shortened(names: Sequence[str]) -> list[str]:
    """The names of curves in a legend, cut in the middle where they are long, so that the figure beside each is seen.

    Names that would be the same then lose the beginning and the end that all of them have.
    """
    cut = [_cut(name) for name in names]
    if len(set(cut)) == len(cut):
        return cut
    start, end = _alike(names), _alike([name[::-1] for name in names])
    if start + end < min(map(len, names)):
        kept = [name[start : len(name) - end] for name in names]
        cut = [_cut("…" * bool(start) + name + "…" * bool(end)) for name in kept]
    return cut if len(set(cut)) == len(cut) else list(names)


def _alike(names: Sequence[str]) -> int:
    """With how many letters all begin that are the same."""
    return sum(1 for _ in itertools.takewhile(lambda letters: len(set(letters)) == 1, zip(*names, strict=False)))


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 6]}…{name[-5:]}"


def thinned(size: int) -> np.ndarray:
    """The places of the points of a curve that are drawn: no eye sees more. The first ones, which are far apart, all stay."""
    import numpy as np

    if size <= MOST_POINTS:
        return np.arange(size)
    even = np.linspace(0, size - 1, MOST_POINTS - FIRST_POINTS).round().astype(int)
    return np.union1d(np.arange(FIRST_POINTS), even)
