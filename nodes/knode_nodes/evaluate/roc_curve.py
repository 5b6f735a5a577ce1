"""Draw ROC curves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from knode.api import Example, plot
from knode_nodes.evaluate._curves import _Curves
from knode_nodes.evaluate._questions import Question
from knode_nodes.evaluate._ranking import Measure, Ranking, roc_area

if TYPE_CHECKING:
    import numpy as np


class RocCurve(_Curves):
    """Show how many rows of a class a model finds, against how many others it takes for it, at every threshold.

    The further a curve bends to the upper left, the better the model puts the rows of the class before the others. The area
    under it (AUC) is the share of pairs, one row of the class and one other, that are in the right order: 0.5 is no better
    than chance, 1 is perfect. The interval beside it comes from tables whose rows are drawn anew (bootstrap).

    Several models are compared at once: apply each to the same table, with a prefix of its own. With more than two classes
    each one is held against all others. Rows without a true class or without a probability are left out for all models alike.

    The second output has the areas. The third has the points: called positive are the rows with a probability of at least
    threshold, which is missing where none are. Points on a straight line between others are left out.

    Example: do the curves of a forest and a logistic regression for customers who leave differ?
    """

    icon = "roc-curve"
    keywords = (
        "ROC Curve", "ROC Analysis", "ROC Curve (local)", "Receiver Operating Characteristic", "AUC", "Gini", "roc_curve",
        "roc_auc_score", "Lift Chart", "sensitivity", "specificity", "Model Comparison",
    )  # fmt: skip
    example = Example({"target": "left", "positive": "yes"})
    name = "ROC curve"
    area = "roc_auc"
    x = "false_positive_rate"
    y = "true_positive_rate"

    def measure(self) -> Measure:
        return roc_area

    def columns(self) -> tuple[str, ...]:
        return "threshold", self.x, self.y

    def points(self, ranks: Ranking) -> Mapping[str, np.ndarray]:
        import numpy as np

        found, mistaken = ranks.found, ranks.mistaken
        kept = _corners(mistaken, found)
        return {
            "threshold": np.append(np.nan, ranks.thresholds[kept]),
            self.x: np.append(0.0, mistaken[kept] / mistaken[-1]),
            self.y: np.append(0.0, found[kept] / found[-1]),
        }

    def reference(self, questions: list[Question]) -> Iterator[plot.Rule]:
        yield plot.Rule(direction="diagonal")


def _corners(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which points (boolean) are no part of a straight line, as sklearn.metrics.roc_curve(drop_intermediate=True)."""
    import numpy as np

    if len(x) < 3:
        return np.ones(len(x), dtype=bool)
    turns = (np.diff(x, 2) != 0) | (np.diff(y, 2) != 0)
    kept: np.ndarray = np.concatenate(([True], turns, [True]))
    return kept
