"""Show what more rows would bring."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from knode.api import (
    ColumnSpec,
    Context,
    DataError,
    Example,
    Model,
    ModelSpec,
    Node,
    Spec,
    Table,
    TableSpec,
    View,
    plot,
    quoted,
    setting,
)
from knode_nodes.evaluate._refits import IN_UNITS, LOWER, Metric, Task, fitted, folds, metric_of, scored, task_of
from knode_nodes.explain._asked import threads
from knode_nodes.learn._measures import metric_labels
from knode_nodes.visualize._values import unit_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

COLUMNS = {
    "rows": "int64",
    "share": "float64",
    "train": "float64",
    "train_spread": "float64",
    "test": "float64",
    "test_spread": "float64",
    "folds": "int64",
}


class Learned(NamedTuple):
    """What Learning Curve gives."""

    view: View
    curve: Table


class LearningCurve(Node):
    """Show how good a model becomes with more and more rows.

    Is it worth gathering more? The model is fitted anew, with its own settings and preparation, to growing parts of the rows,
    and measured with rows that it has not seen, and with those that it learnt from. All this is done once for each fold, and
    the bands are the spread (standard deviation) over the folds.

    Where the test line still rises at its end, more rows help. Where both lines meet at a poor value, the model is too simple,
    or the columns do not tell: more rows do not help. Where training is far better than test, the model learns by heart: more
    rows or a simpler model help.

    Give the model of a learner and the table that it learnt from. Rows without a target are left out. Rows and classes count
    as they did for the learner, and rows count so in the measure, too; of an algorithm that takes no weights they count there
    by the column whose role was weight. F1 is that of the second of two classes, and of more the mean of all. A model that
    needs its rows prepared by other nodes sees them as they stand in the table.

    Example: with 5, 10, 20 … thousand customers, how well are those found who leave?
    """

    pack = "evaluate"
    icon = "learning-curve"
    keywords = (
        "Learning Curve", "Sample Size", "learning_curve", "LearningCurveDisplay", "validation curve", "overfitting",
        "underfitting", "bias variance", "Cross Validation", "X-Partitioner",
    )  # fmt: skip
    example = Example({"points": 8})

    metric: Metric = setting(
        "auto",
        "What is measured; auto takes accuracy for classes, R² for numbers.",
        labels=metric_labels(Metric),
    )
    points: int = setting(6, "To how many growing parts the model is fitted.", ge=2, le=50)
    smallest: float = setting(
        0.1, "The smallest part, as a share of the rows that there are to learn from.", gt=0, lt=1
    )
    folds: int = setting(5, "Into how many folds rows are put, each of which tests once.", ge=2, le=100)
    seed: int | None = setting(None, "Number that fixes the folds; empty takes the run's.", ge=0, le=2**32 - 1)

    def run(self, model: Model, table: Table, context: Context) -> Learned:
        import numpy as np
        import pandas as pd

        metric = metric_of(self.metric, model)
        task = task_of(model, table, context)
        seed = context.seed if self.seed is None else self.seed
        shares = np.linspace(self.smallest, 1.0, self.points)
        parts = list(folds(task, self.folds, seed))
        sizes = np.unique([max(2, round(share * min(len(train) for train, _ in parts))) for share in shares])
        scores = np.full((len(parts), len(sizes), 2), np.nan)
        for fold, (train, test) in enumerate(parts):
            for place, size in enumerate(sizes):
                context.progress((fold * len(sizes) + place) / scores[..., 0].size, f"fold {fold + 1}, {size:,} rows")
                rows = train[:size]
                _check_classes(task, rows)
                with threads(len(rows), context.cores):
                    estimator = fitted(task, rows)
                    scores[fold, place] = [scored(task, estimator, part, metric) for part in (rows, test)]
        curve = _curve(scores, sizes)
        _hint(curve, metric, context)
        label = "R²" if metric == "r2" else metric.replace("_", " ")
        unit = unit_of(table, str(model.target)) if metric in IN_UNITS else ""
        return Learned(
            _view(curve, plot.Axis(label=label, unit=unit), model),
            pd.DataFrame(curve, columns=list(COLUMNS)).astype(COLUMNS),
        )

    def spec(self, inputs: Mapping[str, Spec | None]) -> dict[str, Spec | None]:
        model, table = inputs.get("model"), inputs.get("table")
        if isinstance(model, ModelSpec) and isinstance(table, TableSpec):
            if model.kind == "transformer":
                raise DataError(
                    "the model predicts nothing: give that of a learner of classes or numbers", port="model"
                )
            needed = [*(model.inputs.names if model.inputs else ()), *([model.target] if model.target else ())]
            for name in needed:
                if name not in table:
                    raise DataError(
                        f"the model learns from {quoted(name)}, which the table does not have",
                        port="table",
                        column=name,
                    )
        columns = tuple(ColumnSpec(name=name, dtype=dtype) for name, dtype in COLUMNS.items())
        return {"view": None, "curve": TableSpec(columns=columns)}


def _check_classes(task: Task, rows: np.ndarray) -> None:
    import numpy as np

    if task.classes and len(np.unique(task.target[rows])) < len(np.unique(task.target)):
        raise DataError(
            f"not all classes are among the {len(rows):,} rows of the smallest part: make it larger",
            port="table",
            column=task.model.target,
        )


def _curve(scores: np.ndarray, sizes: np.ndarray) -> pd.DataFrame:
    """Means and spreads over the folds of (folds, sizes, train and test) scores."""
    import pandas as pd

    means, spreads = scores.mean(axis=0), scores.std(axis=0, ddof=1)
    return pd.DataFrame(
        {
            "rows": sizes,
            "share": sizes / sizes[-1],
            "train": means[:, 0],
            "train_spread": spreads[:, 0],
            "test": means[:, 1],
            "test_spread": spreads[:, 1],
            "folds": len(scores),
        }
    )


def _hint(curve: pd.DataFrame, metric: str, context: Context) -> None:
    """Say what the curve tells, where it tells it clearly."""
    way = -1 if metric in LOWER else 1
    last, before = curve.iloc[-1], curve.iloc[-2] if len(curve) > 1 else curve.iloc[-1]
    error = last["test_spread"] / last["folds"] ** 0.5
    gain, gap = way * (last["test"] - before["test"]), way * (last["train"] - last["test"])
    if gain > error:
        context.info("The test score still rises at the end: more rows are likely to help.")
    elif gap > 3 * error and gap > 0.05 * abs(last["test"]):
        context.info("Training is far better than test: a simpler model, or more rows, may help.")


def _view(curve: pd.DataFrame, height: plot.Axis, model: Model) -> View:
    lines: list[plot.AnyLayer] = []
    bands: list[plot.AnyLayer] = []
    x = tuple(curve["rows"].astype(float).tolist())
    for name in ("train", "test"):
        mean, spread = curve[name], curve[f"{name}_spread"]
        low, high = (tuple((mean + way * spread).tolist()) for way in (-1, 1))
        lines.append(plot.Line(name=name, x=x, y=tuple(mean.tolist()), marks=True))
        bands.append(plot.Area(name=name, x=x, low=low, high=high, opacity=0.5))
    return plot.Plot(
        title=f"Learning curve of {model.name} for {model.target}",
        subtitle=f"{int(curve['folds'].iloc[0])} folds; bands are their spread",
        x=plot.Axis(label="rows learnt from", whole=True),
        y=height,
        layers=(*lines, *bands),
    ).view()
