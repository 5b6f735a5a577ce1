"""Compare probabilities with what happens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import ColumnSpec, Context, Example, Spec, Table, TableSpec, View, plot, setting
from knode_nodes.evaluate._curves import shortened
from knode_nodes.evaluate._intervals import share_bounds
from knode_nodes.evaluate._questions import Asked, Question, _Questions
from knode_nodes.visualize._values import rows_told

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_DRAWN = 6
COLUMNS = {
    "model": "str",
    "class": "str",
    "from": "float64",
    "to": "float64",
    "rows": "int64",
    "mean_probability": "float64",
    "share": "float64",
    "low": "float64",
    "high": "float64",
}
SCORES = {
    "model": "str",
    "class": "str",
    "brier": "float64",
    "calibration_error": "float64",
    "largest_error": "float64",
    "mean_probability": "float64",
    "share": "float64",
    "rows": "int64",
}


class Calibration(NamedTuple):
    """What Calibration Curve gives."""

    view: View
    scores: Table
    curve: Table


class CalibrationCurve(_Questions):
    """Show whether what a model calls 70 % probable happens in 70 of 100 cases.

    Rows are put into bins by their probability, and for each bin the mean probability stands against the share of rows that
    are of the class. On the diagonal both are the same; below it the model promises too much. The bars are the uncertainty of
    the share (Wilson), and beneath stands how many rows have which probability.

    `scores` has for each model the Brier score (mean squared distance of the probability from 0 or 1: smaller is better), the
    expected calibration error (ECE: the mean distance from the diagonal, bins weighted by their rows) and the largest
    distance. `curve` has the bins.

    Bins of one width show where probabilities lie; those of as many rows each (quantiles) are more certain where they crowd.
    Several models are compared at once, told apart by what stands before probability_ in the names of their columns. With more
    than two classes each is held against all others. Rows without a true class or without a probability are left out.

    Example: can the probability of a forest be read as the chance that a customer leaves?
    """

    icon = "calibration-curve"
    keywords = (
        "Calibration Plot", "Calibration Curve", "Reliability Diagram", "Calibrated Learner", "Brier score", "ECE",
        "calibration_curve", "CalibrationDisplay", "probabilities",
    )  # fmt: skip
    example = Example({"target": "left", "positive": "yes"})

    bins: int = setting(10, "How many bins.", ge=2, le=1000)
    how: Literal["width", "rows"] = setting(
        "width", "Whether bins are of one width, or hold as many rows each (quantiles)."
    )
    confidence: float = setting(0.95, "How sure the bars of uncertainty are.", gt=0.5, lt=1)

    def run(self, table: Table, context: Context) -> Calibration:
        import pandas as pd

        own = self.judging(table)
        asked = own.asked(table, context, within=True)
        curves = [self._curve(question, asked.weights) for question in asked.questions]
        scores = [self._scores(*pair, asked.weights) for pair in zip(asked.questions, curves, strict=True)]
        curve = pd.concat(curves, ignore_index=True)[list(COLUMNS)].astype(COLUMNS)
        return Calibration(
            own._view(asked, curves, [score["brier"] for score in scores]),
            pd.DataFrame(scores, columns=list(SCORES)).astype(SCORES),
            curve,
        )

    def told(self) -> dict[str, Spec | None]:
        scores, curve = (
            TableSpec(columns=tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in columns.items()))
            for columns in (SCORES, COLUMNS)
        )
        return {"view": None, "scores": scores, "curve": curve}

    def _edges(self, scores: np.ndarray) -> np.ndarray:
        import numpy as np

        if self.how == "width":
            return np.linspace(0.0, 1.0, self.bins + 1)
        edges = np.unique(np.quantile(scores, np.linspace(0, 1, self.bins + 1)))
        return edges if len(edges) > 1 else np.array([edges[0], edges[0]])

    def _curve(self, question: Question, weights: np.ndarray | None) -> pd.DataFrame:
        """The bins that have rows; a probability at an edge counts to the bin below, as in scikit-learn's calibration_curve."""
        import numpy as np
        import pandas as pd

        edges = self._edges(question.scores)
        places = np.searchsorted(edges[1:-1], question.scores)
        size = len(edges) - 1
        rows = np.bincount(places, minlength=size)
        counted = np.ones(len(places)) if weights is None else weights
        weight = np.bincount(places, counted, minlength=size)
        kept = weight > 0
        found = np.bincount(places, counted * question.truth, minlength=size)[kept] / weight[kept]
        low, high = share_bounds(found * rows[kept], rows[kept], self.confidence)
        return pd.DataFrame(
            {
                "model": question.model,
                "class": question.label,
                "from": edges[:-1][kept],
                "to": edges[1:][kept],
                "rows": rows[kept],
                "weight": weight[kept],
                "mean_probability": np.bincount(places, counted * question.scores, minlength=size)[kept] / weight[kept],
                "share": found,
                "low": low,
                "high": high,
            }
        )

    def _scores(self, question: Question, curve: pd.DataFrame, weights: np.ndarray | None) -> dict[str, Any]:
        import numpy as np

        distance = (curve["mean_probability"] - curve["share"]).abs()
        return {
            "model": question.model,
            "class": question.label,
            "brier": np.average((question.scores - question.truth) ** 2, weights=weights),
            "calibration_error": np.average(distance, weights=curve["weight"]),
            "largest_error": distance.max(),
            "mean_probability": np.average(question.scores, weights=weights),
            "share": np.average(question.truth, weights=weights),
            "rows": len(question.truth),
        }

    def _view(self, asked: Asked, curves: list[pd.DataFrame], briers: list[float]) -> View:
        import numpy as np

        drawn = list(zip(asked.questions, curves, strict=True))[:MOST_DRAWN]
        left = len(asked.questions) - len(drawn)
        alone = f"Brier score {briers[0]:.3f}; " if len(briers) == 1 else ""
        called = shortened([question.name for question, _ in drawn])
        names = [f"{name}: {brier:.3f}" for name, brier in zip(called, briers[: len(drawn)], strict=True)]
        edges = np.linspace(0, 1, 51)
        lines = [layer for name, (_, curve) in zip(names, drawn, strict=True) for layer in _points(name, curve)]
        counts = [
            _counted(name, np.histogram(question.scores, edges)[0].astype(float), edges, alone=len(drawn) == 1)
            for name, (question, _) in zip(names, drawn, strict=True)
        ]
        share = (
            f"share of {drawn[0][0].label}"
            if len({question.label for question, _ in drawn}) == 1
            else "share of the class"
        )
        limits = (-0.02, 1.02)
        above = plot.Plot(
            x=plot.Axis(limits=limits, percent=True),
            y=plot.Axis(label=share, limits=limits, percent=True),
            layers=(plot.Rule(direction="diagonal"), *lines),
            legend="Brier score",
        )
        below = plot.Plot(
            x=plot.Axis(label="probability", limits=limits, percent=True),
            y=plot.Axis(label="rows", whole=True),
            layers=tuple(counts),
        )
        return plot.Grid(
            title=f"Calibration of {self.target}",
            subtitle=f"{alone}{rows_told(len(drawn[0][0].truth))}"
            + (f"; {left} more curves are in the table" if left else ""),
            rows=((above,), (below,)),
            share_x="column",
            heights=(3.0, 1.0),
        ).view()


def _counted(name: str, counts: np.ndarray, edges: np.ndarray, *, alone: bool) -> plot.Histogram | plot.Line:
    """How many rows have which probability; of several models an outline each, so that none hides another."""
    if alone:
        return plot.Histogram(name=name, edges=tuple(edges.tolist()), counts=tuple(counts.tolist()))
    return plot.Line(name=name, x=tuple(edges.tolist()), y=(*counts.tolist(), counts[-1].item()), steps=True)


def _points(name: str, curve: pd.DataFrame) -> tuple[plot.Line, plot.Points]:
    x, y, low, high = (tuple(curve[column].tolist()) for column in ("mean_probability", "share", "low", "high"))
    return plot.Line(name=name, x=x, y=y), plot.Points(name=name, x=x, y=y, low=low, high=high)
