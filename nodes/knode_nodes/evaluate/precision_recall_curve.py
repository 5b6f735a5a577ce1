"""Draw precision-recall curves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from knode.api import Example, plot
from knode_nodes.evaluate._curves import _Curves
from knode_nodes.evaluate._questions import Question
from knode_nodes.evaluate._ranking import Measure, Ranking, average_precision

if TYPE_CHECKING:
    import numpy as np


class PrecisionRecallCurve(_Curves):
    """Show how often a model is right when it calls a row positive, against how many of the positive ones it finds.

    The first is its precision, the second its recall, at every threshold. The curve tells more than a ROC curve where the
    class is rare: among 1,000 customers of whom 10 leave, a model may have a fine ROC curve and yet be wrong nine times of
    ten. The average precision is the area under the curve; a model that knows nothing
    comes to the share of the class, the dashed line. The interval beside it comes from tables whose rows are drawn anew
    (bootstrap).

    Several models are compared at once: apply each to the same table, with a prefix of its own. With more than two classes
    each one is held against all others. Rows without a true class or without a probability are left out for all models alike.

    The second output has the average precisions. The third has the points: called positive are the rows with a probability
    of at least threshold, which is missing where none are; precision is 1 there.

    Example: at which threshold are two of three calls to customers not in vain?
    """

    icon = "precision-recall-curve"
    keywords = (
        "Precision-Recall Curve", "Performance Curve", "Average Precision", "AUPRC", "PR Curve", "precision_recall_curve",
        "average_precision_score", "recall", "imbalanced",
    )  # fmt: skip
    example = Example({"target": "left", "positive": "yes"})
    name = "Precision-recall curve"
    area = "average_precision"
    x = "recall"
    y = "precision"

    def measure(self) -> Measure:
        return average_precision

    def columns(self) -> tuple[str, ...]:
        return "threshold", self.y, self.x

    def points(self, ranks: Ranking) -> Mapping[str, np.ndarray]:
        import numpy as np

        found = ranks.found
        called = found + ranks.mistaken
        kept = called > 0
        return {
            "threshold": np.append(np.nan, ranks.thresholds[kept]),
            self.y: np.append(1.0, found[kept] / called[kept]),
            self.x: np.append(0.0, found[kept] / found[-1]),
        }

    def reference(self, questions: list[Question]) -> Iterator[plot.Rule]:
        labels = list(dict.fromkeys(question.label for question in questions))
        if len(labels) == 1:
            yield plot.Rule(at=float(questions[0].truth.mean()))
