"""Rows in the order of their scores: how many of a class are found above each threshold, and areas under curves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    from knode.api import Context

GROUPS = 10_000
"""Resampled are so many groups of neighbouring scores at most: more would change the interval's digits only."""
Measure = Callable[[Any, Any], float]
"""A measure of (steps) the weight of rows of the class and of all others at each threshold, the highest first."""


@dataclass(frozen=True)
class Ranking:
    """By threshold, the highest first: `positives` and `negatives` (steps) are the weight of rows with that very score."""

    thresholds: np.ndarray
    positives: np.ndarray
    negatives: np.ndarray
    steps: np.ndarray
    """(rows) the step that each row is at."""

    @property
    def found(self) -> np.ndarray:
        """(steps) The weight of the rows of the class with that score or a higher one."""
        return self.positives.cumsum()

    @property
    def mistaken(self) -> np.ndarray:
        """(steps) The weight of the other rows with that score or a higher one."""
        return self.negatives.cumsum()


def ranking(truth: np.ndarray, scores: np.ndarray, weights: np.ndarray | None) -> Ranking:
    """Rows by their scores; `truth` (rows, boolean) says which are of the class. Rows of weight 0 count nothing."""
    import numpy as np

    scores, places = np.unique(-scores, return_inverse=True)
    counted = np.ones(len(places)) if weights is None else weights
    size = len(scores)
    positives = np.bincount(places, counted * truth, minlength=size)
    return Ranking(-scores, positives, np.bincount(places, counted, minlength=size) - positives, places)


def roc_area(positives: Any, negatives: Any) -> float:
    """The area under the ROC curve: the share of pairs in the right order, ties counted half, as
    sklearn.metrics.roc_auc_score."""
    pairs = positives.sum() * negatives.sum()
    return float((negatives * (positives.cumsum() - positives / 2)).sum() / pairs) if pairs else float("nan")


def average_precision(positives: Any, negatives: Any) -> float:
    """The mean precision, weighted by the steps of recall, as sklearn.metrics.average_precision_score."""
    import numpy as np

    found = positives.cumsum()
    called = found + negatives.cumsum()
    if not len(found) or not found[-1]:
        return float("nan")
    precision = np.divide(found, called, out=np.zeros(len(found)), where=called > 0)
    return float((positives * precision).sum() / found[-1])


def interval(
    truth: np.ndarray,
    ranks: Ranking,
    weights: np.ndarray | None,
    measure: Measure,
    *,
    resamples: int,
    confidence: float,
    seed: tuple[int, int],
    context: Context,
) -> tuple[float, float]:
    """Bounds of a measure: quantiles over tables whose rows are drawn from this one with replacement (bootstrap).

    NaN without resamples, and where no table so drawn has rows of both kinds.
    """
    import numpy as np

    if not resamples:
        return float("nan"), float("nan")
    size = len(ranks.thresholds)
    groups = min(size, GROUPS)
    cells = (ranks.steps * groups // size) * 2 + truth
    random = np.random.default_rng(seed)
    drawn = []
    for _ in range(resamples):
        context.check_cancelled()
        counts = _redrawn(cells, groups * 2, weights, random)
        drawn.append(measure(counts[1::2], counts[::2]))
    values = np.array(drawn)
    if np.isnan(values).all():
        return float("nan"), float("nan")
    whole = np.bincount(cells, weights, minlength=groups * 2)
    shift = measure(ranks.positives, ranks.negatives) - measure(whole[1::2], whole[::2])
    outside = (1 - confidence) / 2
    low, high = np.nanquantile(values, (outside, 1 - outside)) + shift
    return float(np.clip(low, 0, 1)), float(np.clip(high, 0, 1))


def _redrawn(cells: np.ndarray, size: int, weights: np.ndarray | None, random: np.random.Generator) -> np.ndarray:
    """(cells) The weight in each cell of as many rows, drawn with replacement."""
    import numpy as np

    rows = len(cells)
    if weights is None:
        return random.multinomial(rows, np.bincount(cells, minlength=size) / rows).astype("float64")
    chosen = random.integers(0, rows, rows)
    return np.bincount(cells[chosen], weights[chosen], minlength=size)
