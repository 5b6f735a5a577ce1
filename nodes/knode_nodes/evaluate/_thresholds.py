"""What comes of each threshold: the four outcomes, their cost, and the usual measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode_nodes.evaluate._ranking import Ranking

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

COUNTS = ("true_positives", "false_positives", "false_negatives", "true_negatives")
MEASURES = ("precision", "recall", "f_score", "accuracy", "balanced_accuracy", "cost")
COLUMNS = ("threshold", *COUNTS, *MEASURES)


def outcomes(ranks: Ranking, costs: tuple[float, float, float, float], beta: float) -> pd.DataFrame:
    """(thresholds, `COLUMNS`) What comes of calling rows positive from a threshold on: first none, last all.

    `costs` are those of a row of each of `COUNTS`. A measure that would divide by zero is 0.
    """
    import numpy as np
    import pandas as pd

    found = np.append(0.0, ranks.found)
    mistaken = np.append(0.0, ranks.mistaken)
    missed, spared = found[-1] - found, mistaken[-1] - mistaken
    counts = (found, mistaken, missed, spared)
    recall, spared_share = _ratio(found, found + missed), _ratio(spared, mistaken + spared)
    squared = beta**2
    made = dict(zip(COUNTS, counts, strict=True)) | {
        "precision": _ratio(found, found + mistaken),
        "recall": recall,
        "f_score": _ratio((1 + squared) * found, (1 + squared) * found + squared * missed + mistaken),
        "accuracy": (found + spared) / (found[-1] + mistaken[-1]),
        "balanced_accuracy": (recall + spared_share) / 2,
        "cost": sum(cost * count for cost, count in zip(costs, counts, strict=True)),
    }
    return pd.DataFrame({"threshold": between(ranks.thresholds), **made}, columns=list(COLUMNS))


def between(scores: np.ndarray) -> np.ndarray:
    """Thresholds before, between and after scores that fall: in the middle, so that a last digit decides nothing."""
    import numpy as np

    middle = scores[1:] + (scores[:-1] - scores[1:]) / 2
    # Between neighbouring floats there is nothing.
    middle = np.where(middle > scores[1:], middle, scores[:-1])
    above = (scores[0] + 1) / 2 if scores[0] < 1 else np.nextafter(scores[0], np.inf)
    return np.concatenate(([above], middle, [min(0.0, scores[-1])]))


def _ratio(above: np.ndarray, below: np.ndarray) -> np.ndarray:
    import numpy as np

    return np.divide(above, below, out=np.zeros(len(below)), where=below > 0)
