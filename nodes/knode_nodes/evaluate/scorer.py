"""Score predicted classes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.api import (
    Column,
    ColumnSpec,
    Context,
    Example,
    Spec,
    Table,
    TableSpec,
    Variables,
    VariablesSpec,
    setting,
)
from knode_nodes.evaluate._confusion import confusion_table, correlation, counted, kappa
from knode_nodes.evaluate._judged import Judging, predicted_values, true_values
from knode_nodes.evaluate._labels import Labels, labels_of, positive_of, probabilities_of, probability_columns
from knode_nodes.evaluate._ranking import ranking, roc_area
from knode_nodes.evaluate._weights import WEIGHT, weight_in, weights_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Average = Literal["macro", "weighted", "micro"]
ALWAYS = ("rows", "accuracy", "balanced_accuracy", "f1", "precision", "recall", "mcc", "kappa")


class Scores(NamedTuple):
    """What Scorer gives."""

    metrics: Variables
    confusion: Table
    per_class: Table


class Scorer(Judging):
    """Tell how good predicted classes are, by comparing them with the true ones.

    Gives the usual measures (accuracy, F1, precision, recall, Matthews' correlation, Cohen's kappa and, where there are
    columns of probabilities, ROC AUC, log loss and Brier score), a confusion matrix, with a row per true class and a column
    per predicted one, and the measures of each class. Example: score the predictions that Apply Model made for rows the model
    has not learnt from.

    With two classes, F1, precision and recall are those of the positive class. With more, they are averaged
    over the classes. Matthews' correlation (mcc) and kappa are 0 for a model that guesses, however rare a class is, and 1 for
    one that is always right. A measure that would divide by zero, such as the precision of a class that was never
    predicted, is 0. Rows without a true or a predicted class are left out.
    """

    icon = "score"
    keywords = (
        "Confusion Matrix", "Test and Score", "Model Comparison", "Scorer", "accuracy", "F1", "AUC", "MCC", "Cohen's kappa",
        "Brier score", "log loss", "classification_report", "evaluate",
    )  # fmt: skip
    example = Example({"target": "left", "positive": "yes"})

    target: Column = true_values("classes")
    prediction: Column = predicted_values("classes")
    positive: str = setting(
        "",
        "With two classes, the one that counts as positive; empty takes the second in sorted order (1, true, yes).",
        values_of="target",
    )
    average: Average = setting(
        "macro",
        "With more classes, how they are averaged: macro counts classes alike, weighted by rows, micro counts rows.",
        labels={
            "macro": "each class alike (macro)",
            "weighted": "each class by its rows (weighted)",
            "micro": "each row alike (micro)",
        },
    )
    weight: Column = WEIGHT

    def run(self, table: Table, context: Context) -> Scores:
        own = self.judging(table)
        labels = labels_of(table, own.target, own.prediction, context)
        weights = weights_of(own._weight(table), table, labels.kept, context)
        counts = counted(labels, weights)
        per_class = _per_class(counts, labels)
        chances = probabilities_of(table, own.prediction, labels, context)
        if chances is not None:
            per_class["roc_auc"] = [
                _roc_auc(labels.true == code, chances[:, code], weights) for code in range(len(counts))
            ]
        two = len(labels.classes) == 2
        positive = positive_of(self.positive, labels.classes, str(own.target), context) if two else None
        metrics = {"rows": len(labels.true), **_metrics(counts, per_class, positive, self.average)}
        if chances is not None:
            metrics |= self._chance_metrics(labels, chances, weights, per_class, positive, context)
        return Scores(Variables(metrics), confusion_table(counts, labels), per_class)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"metrics": None, "confusion": None, "per_class": None}
        own = self.judging(table)
        weight = own._weight(table)
        chances = probability_columns(table, own.prediction)
        numbers = ("precision", "recall", "f1", "roc_auc")
        columns = (
            ColumnSpec(name="class", dtype="str"),
            ColumnSpec(name="support", dtype="float64" if weight else "int64"),
            *(ColumnSpec(name=name, dtype="float64") for name in numbers),
        )
        return {
            "metrics": None if chances else VariablesSpec(names=ALWAYS),
            "confusion": None,
            "per_class": TableSpec(columns=columns),
        }

    def _weight(self, table: pd.DataFrame | TableSpec) -> Column:
        return weight_in(table, self.weight, (self.target, self.prediction))

    def _chance_metrics(
        self,
        labels: Labels,
        chances: np.ndarray,
        weights: np.ndarray | None,
        per_class: pd.DataFrame,
        positive: int | None,
        context: Context,
    ) -> dict[str, float]:
        present = (per_class["support"] > 0).to_numpy(dtype=bool)
        if present.sum() < 2:
            context.info("All rows are of one true class, so there is no ROC AUC and no log loss.")
            return {}
        areas = per_class["roc_auc"].to_numpy(dtype="float64")
        if positive is not None:
            area = float(areas[positive])
        else:
            area = _averaged_area(labels, chances, weights, per_class, self.average)
        return {
            "roc_auc": area,
            "log_loss": _log_loss(labels, chances, weights),
            "brier": _brier(labels, chances, weights),
        }


def _per_class(counts: np.ndarray, labels: Labels) -> pd.DataFrame:
    """Precision, recall and F1 of each class, as sklearn.metrics.precision_recall_fscore_support(zero_division=0)."""
    import numpy as np
    import pandas as pd

    right, support, predicted = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0)
    return pd.DataFrame(
        {
            "class": pd.Series(labels.names, dtype="str"),
            "support": support,
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


def _metrics(counts: np.ndarray, per_class: pd.DataFrame, positive: int | None, average: Average) -> dict[str, float]:
    """As sklearn.metrics: accuracy_score, balanced_accuracy_score, f1_score, precision_score, recall_score,
    matthews_corrcoef, cohen_kappa_score."""
    support = per_class["support"].to_numpy()
    recall = per_class["recall"].to_numpy()
    return {
        "accuracy": float(counts.trace() / counts.sum()),
        "balanced_accuracy": float(recall[support > 0].mean()),
        **{
            name: _averaged(per_class[name].to_numpy(), counts, positive, average)
            for name in ("f1", "precision", "recall")
        },
        "mcc": correlation(counts),
        "kappa": kappa(counts),
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


def _roc_auc(positive: np.ndarray, chances: np.ndarray, weights: np.ndarray | None) -> float:
    """The area under the ROC curve of one class against the rest; NaN where all or no rows are of the class."""
    ranks = ranking(positive, chances, weights)
    return roc_area(ranks.positives, ranks.negatives)


def _averaged_area(
    labels: Labels, chances: np.ndarray, weights: np.ndarray | None, per_class: pd.DataFrame, average: Average
) -> float:
    """As sklearn.metrics.roc_auc_score(multi_class="ovr"), over the classes that occur."""
    import numpy as np

    if average == "micro":
        repeated = None if weights is None else np.repeat(weights, chances.shape[1])
        return _roc_auc(_hits(labels, chances).ravel(), chances.ravel(), repeated)
    areas, support = per_class["roc_auc"].to_numpy(dtype="float64"), per_class["support"].to_numpy(dtype="float64")
    known = ~np.isnan(areas)
    return float(np.average(areas[known], weights=support[known] if average == "weighted" else None))


def _hits(labels: Labels, chances: np.ndarray) -> np.ndarray:
    """(rows, classes) Whether a row is of a class."""
    import numpy as np

    hits = np.zeros(chances.shape, dtype=bool)
    hits[np.arange(len(hits)), labels.true] = True
    return hits


def _log_loss(labels: Labels, chances: np.ndarray, weights: np.ndarray | None) -> float:
    """Mean of -log of the probability of the true class, kept off 0 and 1 as sklearn.metrics.log_loss does."""
    import numpy as np

    smallest = np.finfo(np.float64).eps
    given = chances[np.arange(len(chances)), labels.true]
    return float(np.average(-np.log(np.clip(given, smallest, 1 - smallest)), weights=weights))


def _brier(labels: Labels, chances: np.ndarray, weights: np.ndarray | None) -> float:
    """Mean squared distance of the probabilities from 0 and 1, as sklearn.metrics.brier_score_loss: of the classes' sum with
    more than two, of one of them with two."""
    import numpy as np

    squares = ((chances - _hits(labels, chances)) ** 2).sum(axis=1)
    return float(np.average(squares, weights=weights)) / (2 if chances.shape[1] == 2 else 1)
