"""What came of the trials of a search: a table of them, the best, and a plot of how it went."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from knode.api import ColumnSpec, TableSpec, View, plot
from knode_nodes.flow._splitting import column_of
from knode_nodes.learn._measures import LOWER, better
from knode_nodes.learn._search import Candidate, Searched, plain, told

if TYPE_CHECKING:
    import pandas as pd

BEFORE = {"trial": "int64"}
BEHIND = {
    "score": "float64", "spread": "float64", "best": "float64", "share": "float64", "seconds": "float64", "status": "str",
    "message": "str",
}  # fmt: skip
DONE, FAILED = "done", "failed"
MOST_PLOTS = 6


@dataclass
class Tried:
    """One trial: the score of each fold, or why it failed."""

    number: int
    candidate: Candidate
    scores: list[float] = field(default_factory=list)
    seconds: float = 0.0
    failure: str = ""

    @property
    def score(self) -> float:
        """The mean over the folds that tell it; NaN for a trial that failed."""
        known = [one for one in self.scores if one == one]
        return math.nan if self.failure or not known else sum(known) / len(known)

    @property
    def spread(self) -> float:
        """Their standard deviation."""
        known = [one for one in self.scores if one == one]
        if self.failure or len(known) < 2:
            return math.nan
        return math.sqrt(sum((one - self.score) ** 2 for one in known) / (len(known) - 1))


def best_of(tried: Sequence[Tried], metric: str) -> Tried | None:
    """The first trial of the best score, among those that learnt from the most rows; None when all have failed."""
    best: Tried | None = None
    for one in tried:
        if one.score != one.score:
            continue
        more = best is None or one.candidate.share > best.candidate.share
        if more or (one.candidate.share == best.candidate.share and better(one.score, best.score, metric)):  # type: ignore[union-attr]
            best = one
    return best


def trials_spec(space: Sequence[Searched]) -> TableSpec:
    """The columns of the table of trials."""
    kinds = {**BEFORE, **{one.name: _dtype(one) for one in space}, **BEHIND}
    return TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in kinds.items()))


def _dtype(one: Searched) -> str:
    if one.kind == "values":
        return str(column_of([plain(value) for value in one.values]).dtype)
    return "float64" if one.kind == "number" else "int64"


def trials_table(tried: Sequence[Tried], space: Sequence[Searched], metric: str) -> pd.DataFrame:
    """A row for each trial, in the order in which they were tried."""
    import pandas as pd

    columns: dict[str, Any] = {"trial": [one.number for one in tried]}
    for searched in space:
        values = [plain(one.candidate.parameters[searched.name]) for one in tried]
        # A value that was not drawn decides what column this is, too.
        columns[searched.name] = column_of([*map(plain, searched.values), *values]).iloc[len(searched.values) :].array
        if searched.kind != "values":
            columns[searched.name] = values
    columns |= {
        "score": [one.score for one in tried],
        "spread": [one.spread for one in tried],
        "best": _so_far(tried, metric),
        "share": [one.candidate.share for one in tried],
        "seconds": [one.seconds for one in tried],
        "status": [FAILED if one.failure else DONE for one in tried],
        "message": [one.failure or None for one in tried],
    }
    kinds = {column.name: column.dtype for column in trials_spec(space).columns}
    return pd.DataFrame({name: pd.Series(values, dtype=kinds[name]) for name, values in columns.items()})


def _so_far(tried: Sequence[Tried], metric: str) -> list[float]:
    """The best score up to each trial."""
    made: list[float] = []
    best: Tried | None = None
    for one in tried:
        best = best_of([one] if best is None else [best, one], metric)
        made.append(math.nan if best is None else best.score)
    return made


def history(tried: Sequence[Tried], space: Sequence[Searched], best: Tried, metric: str) -> View:
    """How the search went, and the scores along each parameter."""
    known = [one for one in tried if one.score == one.score]
    word = metric.replace("_", " ")
    direction = "lower is better" if metric in LOWER else "higher is better"
    first = plot.Plot(
        title=f"Best {word}: {best.score:.4g}",
        subtitle=f"trial {best.number} of {len(tried):,}; {direction}",
        x=plot.Axis(label="trial", whole=True),
        y=plot.Axis(label=word),
        layers=(
            plot.Points(
                name="trial",
                x=tuple(float(one.number) for one in known),
                y=tuple(one.score for one in known),
                low=tuple(one.score - one.spread if one.spread == one.spread else None for one in known),
                high=tuple(one.score + one.spread if one.spread == one.spread else None for one in known),
                size=7.0,
            ),
            plot.Line(name="best so far", steps=True, **_line(tried, metric)),
        ),
    )
    full = [one for one in known if one.candidate.share == best.candidate.share]
    others = [_along(one, full, best, word) for one in space[:MOST_PLOTS]]
    width = min(3, len(others))
    rows = [tuple(others[at : at + width]) for at in range(0, len(others), width)]
    below = plot.Grid(rows=tuple((*row, *(None for _ in range(width - len(row)))) for row in rows), share_y="all")
    spreads = any(one.spread == one.spread for one in known)
    about = "Each trial with its mean and standard deviation over the folds." if spreads else ""
    return plot.Report(
        title=f"Search for the best {word}",
        sections=(
            plot.Section(heading="Trials", text=about, body=first),
            plot.Section(
                heading="Parameters", text="The scores along each parameter.", body=below, height=3.2 * len(rows)
            ),
        ),
    ).view()


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _line(tried: Sequence[Tried], metric: str) -> Mapping[str, Any]:
    so_far = [(one.number, value) for one, value in zip(tried, _so_far(tried, metric), strict=True) if value == value]
    return {"x": tuple(float(number) for number, _ in so_far), "y": tuple(value for _, value in so_far)}


def _along(searched: Searched, known: Sequence[Tried], best: Tried, word: str) -> plot.Plot:
    """Scores along one parameter: numbers along an axis, other values as categories."""
    values = [one.candidate.parameters[searched.name] for one in known]
    names = None
    if searched.kind == "values" and not all(_is_number(value) for value in searched.values):
        names = [value if isinstance(value, str) else told(value) for value in searched.values]
        known_values = [repr(value) for value in searched.values]
        values = [known_values.index(repr(value)) for value in values]
    tried = [(float(value), one.score, one is best) for value, one in zip(values, known, strict=True)]
    return plot.Plot(
        x=plot.Axis(
            label=searched.name,
            categories=None if names is None else tuple(names),
            scale="log" if searched.log and searched.kind != "values" else "linear",
        ),
        y=plot.Axis(label=word),
        layers=tuple(
            plot.Points(
                name="best" if is_best else "trial",
                x=tuple(x for x, _, chosen in tried if chosen == is_best),
                y=tuple(y for _, y, chosen in tried if chosen == is_best),
                size=9.0 if is_best else 7.0,
                opacity=1.0 if is_best else 0.7,
            )
            for is_best in (False, True)
        ),
    )
