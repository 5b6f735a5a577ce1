"""Show what it brings to take the rows first that a model is most sure of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from knode.api import ColumnSpec, Context, Example, Spec, Table, TableSpec, View, plot, setting
from knode_nodes.evaluate._curves import left_out, outermost, shortened, thinned
from knode_nodes.evaluate._questions import Asked, Question, _Questions
from knode_nodes.evaluate._ranking import Ranking, ranking
from knode_nodes.visualize._values import rows_told

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

COLUMNS = {
    "model": "str",
    "class": "str",
    "bucket": "int64",
    "rows_share": "float64",
    "threshold": "float64",
    "rows": "float64",
    "positives": "float64",
    "rate": "float64",
    "lift": "float64",
    "cumulative_positives": "float64",
    "gain": "float64",
    "cumulative_rate": "float64",
    "cumulative_lift": "float64",
}


class Lift(NamedTuple):
    """What Lift And Gain gives."""

    view: View
    table: Table


class LiftAndGain(_Questions):
    """Show how many of a class are found when the rows that a model is most sure of are taken first.

    Rows are put in the order of their probability, the highest first, and cut into buckets of equal size, such as tenths. The
    gain is the share of the class that is found so far: with the first two tenths of the customers called, perhaps half of
    those who would leave are reached. The lift is how many times as many of the class a bucket has as the whole table; 1 is no
    better than chance. Rows of equal probability share what they bring evenly, so that their order in the table does not
    matter; numbers of rows need not be whole then.

    The table has a row per bucket. Several models are compared at once, told apart by what stands before probability_ in the
    names of their columns. With more than two classes each is held against all others. Rows without a true class or without a
    probability are left out.

    Example: we can call 500 of 5,000 customers; how many of those who want to leave do we reach?
    """

    icon = "lift-and-gain"
    keywords = (
        "Lift Chart", "Lift Curve", "Gain Chart", "Cumulative Gains", "Gains Table", "Performance Curve", "decile",
        "response rate", "Marketing", "uplift",
    )  # fmt: skip
    example = Example({"target": "left", "positive": "yes"})

    buckets: int = setting(10, "Into how many buckets of equal size the rows are cut.", ge=2, le=1000)

    def run(self, table: Table, context: Context) -> Lift:
        import pandas as pd

        own = self.judging(table)
        asked = own.asked(table, context)
        ranks = [ranking(question.truth, question.scores, asked.weights) for question in asked.questions]
        made = [self._buckets(*pair) for pair in zip(asked.questions, ranks, strict=True)]
        return Lift(own._view(asked, ranks, made), pd.concat(made, ignore_index=True).astype(COLUMNS))

    def told(self) -> dict[str, Spec | None]:
        columns = tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in COLUMNS.items())
        return {"view": None, "table": TableSpec(columns=columns)}

    def _buckets(self, question: Question, ranks: Ranking) -> pd.DataFrame:
        import numpy as np
        import pandas as pd

        found, called = _sums(ranks)
        places = np.arange(self.buckets + 1)
        shares, rows = places / self.buckets, places * called[-1] / self.buckets
        ends = np.interp(rows, called, found)
        reached = np.searchsorted(called[1:], rows[1:] * (1 - 1e-12))
        rate = found[-1] / called[-1]
        size = called[-1] / self.buckets
        return pd.DataFrame(
            {
                "model": question.model,
                "class": question.label,
                "bucket": np.arange(1, self.buckets + 1),
                "rows_share": shares[1:],
                "threshold": ranks.thresholds[np.minimum(reached, len(ranks.thresholds) - 1)],
                "rows": size,
                "positives": np.diff(ends),
                "rate": np.diff(ends) / size,
                "lift": np.diff(ends) / size / rate,
                "cumulative_positives": ends[1:],
                "gain": ends[1:] / found[-1],
                "cumulative_rate": ends[1:] / rows[1:],
                "cumulative_lift": ends[1:] / rows[1:] / rate,
            }
        )

    def _view(self, asked: Asked, ranks: list[Ranking], made: list[pd.DataFrame]) -> View:
        surest = [float(buckets["lift"].iloc[0]) for buckets in made]
        drawn = outermost(surest)
        figures = [f"{lift:.2f}" for lift in surest]
        labels = {asked.questions[place].label for place in drawn}
        called = shortened([asked.questions[place].name for place in drawn])
        names = {place: f"{name}: {figures[place]}" for place, name in zip(drawn, called, strict=True)}
        first = f"in the first {100 / self.buckets:.3g} %"
        gains = plot.Plot(
            x=plot.Axis(label="share of rows, the surest first", percent=True, limits=(-0.01, 1.01)),
            y=plot.Axis(label="gain: share found", percent=True, limits=(-0.01, 1.01)),
            layers=(plot.Rule(direction="diagonal"), *(_gain(name, ranks[place]) for place, name in names.items())),
            legend=f"lift {first}",
        )
        lifts = plot.Plot(
            x=plot.Axis(label="share of rows, the surest first", percent=True, limits=(-0.01, 1.01)),
            y=plot.Axis(label="lift"),
            layers=(
                plot.Rule(at=1.0),
                *(_lift(name, made[place]) for place, name in names.items()),
            ),
        )
        return plot.Grid(
            title=f"Gain and lift of {self.target}" + (f" for {next(iter(labels))}" if len(labels) == 1 else ""),
            subtitle=(f"lift {figures[0]} {first}; " if len(made) == 1 else "")
            + f"{rows_told(len(asked.questions[0].truth))}{left_out(len(made), f'lift {first}')}",
            rows=((gains,), (lifts,)),
            share_x="column",
            heights=(3.0, 2.0),
        ).view()


def _sums(ranks: Ranking) -> tuple[np.ndarray, np.ndarray]:
    """(steps + 1) Of the class, and of all, the weight of rows down to each threshold."""
    import numpy as np

    found = np.append(0.0, ranks.found)
    return found, found + np.append(0.0, ranks.mistaken)


def _gain(name: str, ranks: Ranking) -> plot.Line:
    found, called = _sums(ranks)
    shown = thinned(len(found))
    return plot.Line(
        name=name, x=tuple((called / called[-1])[shown].tolist()), y=tuple((found / found[-1])[shown].tolist())
    )


def _lift(name: str, buckets: pd.DataFrame) -> plot.Line:
    """A point in the middle of each bucket."""
    middle = buckets["rows_share"] - 0.5 / len(buckets)
    return plot.Line(name=name, x=tuple(middle.tolist()), y=tuple(buckets["lift"].tolist()), marks=len(buckets) <= 20)
