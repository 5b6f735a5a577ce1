"""Score predicted classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import (
    PREDICTION,
    Column,
    ColumnSpec,
    Context,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    Variables,
    VariablesSpec,
    setting,
)
from knode_nodes.evaluate._labels import Labels, labels_of, positive_of, probabilities_of, probability_columns

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Average = Literal["macro", "weighted", "micro"]
ALWAYS = ("rows", "accuracy", "balanced_accuracy", "f1", "precision", "recall")
TRUE_CLASS = "true class"


class Scores(NamedTuple):
    """What Scorer gives."""

    metrics: Variables
    confusion: Table
    per_class: Table


class Scorer(Node):
    """Tell how good predicted classes are, by comparing them with the true ones.

    Gives the usual measures (accuracy, F1, precision, recall and, where there are columns of probabilities,
    ROC AUC and log loss), a confusion matrix, with a row per true class and a column per predicted one, and
    the measures of each class. Example: score the predictions that Apply Model made for rows the model has
    not learnt from.

    With two classes, F1, precision and recall are those of the positive class. With more, they are averaged
    over the classes. A measure that would divide by zero, such as the precision of a class that was never
    predicted, is 0. Rows without a true or a predicted class are left out.
    """

    pack = "evaluate"
    icon = "score"
    keywords = ("Confusion Matrix", "Test and Score", "Model Comparison", "accuracy", "F1", "AUC", "evaluate")
    example = Example({"target": "left", "positive": "yes"})

    target: Column = setting(Column(""), "Column of the true classes.")
    prediction: Column = setting(Column(PREDICTION), "Column of the predicted classes.")
    positive: str = setting(
        "", "With two classes, the one that counts as positive; empty takes the second in sorted order (1, true, yes)."
    )
    average: Average = setting(
        "macro",
        "With more classes, how they are averaged: macro counts classes alike, weighted by rows, micro counts rows.",
    )

    def run(self, table: Table, context: Context) -> Scores:
        labels = labels_of(table, self.target, self.prediction, context)
        counts = _confusion(labels)
        per_class = _per_class(counts, labels)
        chances = probabilities_of(table, self.prediction, labels, context)
        if chances is not None:
            per_class["roc_auc"] = [_roc_auc(labels.true == code, chances[:, code]) for code in range(len(counts))]
        two = len(labels.classes) == 2
        positive = positive_of(self.positive, labels.names, str(self.target), context) if two else None
        metrics = _metrics(counts, per_class, positive, self.average)
        if chances is not None:
            metrics |= self._chance_metrics(labels, chances, per_class, positive, context)
        return Scores(Variables(metrics), confusion_table(counts, labels), per_class)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"metrics": None, "confusion": None, "per_class": None}
        self.target.of(table, port="table")
        self.prediction.of(table, port="table")
        chances = probability_columns(table.names, self.prediction)
        numbers = ("precision", "recall", "f1", "roc_auc")
        columns = (
            ColumnSpec(name="class", dtype="str"),
            ColumnSpec(name="support", dtype="int64"),
            *(ColumnSpec(name=name, dtype="float64") for name in numbers),
        )
        return {
            "metrics": None if chances else VariablesSpec(names=ALWAYS),
            "confusion": None,
            "per_class": TableSpec(columns=columns),
        }

    def _chance_metrics(
        self, labels: Labels, chances: np.ndarray, per_class: pd.DataFrame, positive: int | None, context: Context
    ) -> dict[str, float]:
        present = (per_class["support"] > 0).to_numpy(dtype=bool)
        if present.sum() < 2:
            context.info("All rows are of one true class, so there is no ROC AUC and no log loss.")
            return {}
        areas = per_class["roc_auc"].to_numpy(dtype="float64")
        area = areas[positive] if positive is not None else _averaged_area(labels, chances, areas, self.average)
        return {"roc_auc": float(area), "log_loss": _log_loss(labels, chances)}


def _confusion(labels: Labels) -> np.ndarray:
    """How many rows of each true class (rows) were predicted as each class (columns)."""
    import numpy as np

    size = len(labels.classes)
    return np.bincount(labels.true * size + labels.predicted, minlength=size * size).reshape(size, size)


def _per_class(counts: np.ndarray, labels: Labels) -> pd.DataFrame:
    """Precision, recall and F1 of each class, as sklearn.metrics.precision_recall_fscore_support(zero_division=0)."""
    import numpy as np
    import pandas as pd

    right, support, predicted = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0)
    return pd.DataFrame(
        {
            "class": pd.Series(labels.names, dtype="str"),
            "support": support.astype("int64"),
            "precision": _ratio(right, predicted),
            "recall": _ratio(right, support),
            "f1": _ratio(2 * right, support + predicted),
            "roc_auc": np.nan,
        }
    )


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    """above / below, 0 where below is 0."""
    import numpy as np

    return np.divide(above, below, out=np.zeros(len(below)), where=below != 0)


def _metrics(
    counts: np.ndarray, per_class: pd.DataFrame, positive: int | None, average: Average
) -> dict[str, float | int]:
    """As sklearn.metrics: accuracy_score, balanced_accuracy_score, f1_score, precision_score, recall_score."""
    support = per_class["support"].to_numpy()
    rows = int(support.sum())
    recall = per_class["recall"].to_numpy()
    return {
        "rows": rows,
        "accuracy": float(counts.trace() / rows),
        "balanced_accuracy": float(recall[support > 0].mean()),
        **{
            name: _averaged(per_class[name].to_numpy(), counts, positive, average)
            for name in ("f1", "precision", "recall")
        },
    }


def _averaged(values: np.ndarray, counts: np.ndarray, positive: int | None, average: Average) -> float:
    """One measure over the classes that occur as true or predicted, or that of the positive class."""
    import numpy as np

    if positive is not None:
        return float(values[positive])
    if average == "micro":
        # Over all rows, every wrong one is a false positive of one class and a false negative of another.
        return float(counts.trace() / counts.sum())
    support = counts.sum(axis=1)
    occurs = support + counts.sum(axis=0) > 0
    return float(np.average(values[occurs], weights=support[occurs] if average == "weighted" else None))


def _roc_auc(positive: np.ndarray, chances: np.ndarray) -> float:
    """The area under the ROC curve of one class against the rest; NaN where all or no rows are of the class.

    Mann-Whitney's U over the number of pairs, ties counted half; equals sklearn.metrics.roc_auc_score.
    """
    import pandas as pd

    ones = int(positive.sum())
    pairs = ones * (len(positive) - ones)
    if not pairs:
        return float("nan")
    ranks = pd.Series(chances).rank().to_numpy()
    return float((ranks[positive].sum() - ones * (ones + 1) / 2) / pairs)


def _averaged_area(labels: Labels, chances: np.ndarray, areas: np.ndarray, average: Average) -> float:
    """As sklearn.metrics.roc_auc_score(multi_class="ovr"), over the classes that occur."""
    import numpy as np

    if average == "micro":
        hits = np.zeros(chances.shape, dtype=bool)
        hits[np.arange(len(hits)), labels.true] = True
        return _roc_auc(hits.ravel(), chances.ravel())
    known = ~np.isnan(areas)
    support = np.bincount(labels.true, minlength=len(areas))
    return float(np.average(areas[known], weights=support[known] if average == "weighted" else None))


def _log_loss(labels: Labels, chances: np.ndarray) -> float:
    """Mean of -log of the probability of the true class, kept off 0 and 1 as sklearn.metrics.log_loss does."""
    import numpy as np

    smallest = np.finfo(np.float64).eps
    given = chances[np.arange(len(chances)), labels.true]
    return float(-np.log(np.clip(given, smallest, 1 - smallest)).mean())


def confusion_table(counts: np.ndarray, labels: Labels) -> pd.DataFrame:
    """A row per true class and a column per predicted one, with how many rows, or what weight, they have."""
    import pandas as pd

    columns = {f"predicted {name}": counts[:, code] for code, name in enumerate(labels.names)}
    return pd.DataFrame({TRUE_CLASS: pd.Series(labels.names, dtype="str"), **columns})
