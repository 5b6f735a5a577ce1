"""Which of several models is best, and whether the others are worse by more than chance."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from knode_nodes.learn._measures import Answers, better, measure

if TYPE_CHECKING:
    import numpy as np

NAN = math.nan


@dataclass(frozen=True)
class Range:
    """A value with the ends of its interval."""

    value: float
    low: float = NAN
    high: float = NAN


@dataclass(frozen=True)
class Standing:
    """A model among others: its score, how it differs from the best, and how likely chance alone would make it differ so."""

    name: str
    score: Range
    spread: float
    count: int
    difference: Range = Range(NAN)
    p: float = NAN
    adjusted: float = NAN
    test: str = ""


def over_folds(
    names: Sequence[str], scores: np.ndarray, ratio: float, metric: str, confidence: float
) -> list[Standing]:
    """The standings by scores (models, folds) of the same folds.

    Args:
        names: of the models.
        scores: NaN where a fold does not tell it.
        ratio: rows held out for one row that was learnt from.
        metric: the measure.
        confidence: of the intervals.
    """
    ranges = [_of_folds(one, ratio, confidence) for one in scores]
    standings = [
        Standing(name, interval, spread, int((one == one).sum()))
        for name, one, (interval, spread, _) in zip(names, scores, ranges, strict=True)
    ]
    best = _best([one.score.value for one in standings], metric)

    def compared(place: int) -> tuple[Range, float, str]:
        difference, _, p = _of_folds(scores[place] - scores[best], ratio, confidence)
        return difference, p, "corrected t-test"

    return _ranked(standings, best, compared, metric)


def _of_folds(values: np.ndarray, ratio: float, confidence: float) -> tuple[Range, float, float]:
    """Mean with interval, standard deviation, and the p-value of its being 0: the corrected resampled t-test.

    Folds share most of the rows that they are learnt from, so the variance of their mean is (1 / folds + rows held out /
    rows learnt from) times the variance of the values, not 1 / folds of it (Nadeau & Bengio, Inference for the
    Generalization Error, Machine Learning 52, 2003).
    """
    import numpy as np
    from scipy import stats

    known = values[values == values]
    if len(known) < 2:
        return Range(float(known[0]) if len(known) else NAN), NAN, NAN
    mean, spread = float(known.mean()), float(known.std(ddof=1))
    error = math.sqrt(1 / len(known) + ratio) * spread
    reach = float(stats.t.ppf((1 + confidence) / 2, len(known) - 1)) * error
    if not np.ptp(known) or not error:
        return Range(mean, mean, mean), 0.0, float(mean == 0)
    return Range(mean, mean - reach, mean + reach), spread, float(2 * stats.t.sf(abs(mean) / error, len(known) - 1))


def over_rows(
    names: Sequence[str],
    several: Sequence[Answers],
    metric: str,
    confidence: float,
    samples: int,
    seed: int,
    progress: Callable[[float], None],
) -> list[Standing]:
    """The standings by answers to the same rows.

    Rows are drawn with replacement, the same ones for all models; the intervals are between percentiles of what that gives
    (Efron & Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
    """
    import numpy as np

    random = np.random.default_rng(seed)
    rows = len(several[0].true)
    drawn = np.empty((samples, len(several)))
    for number in range(samples):
        weights = np.bincount(random.integers(rows, size=rows), minlength=rows).astype("float64")
        drawn[number] = [measure(metric, one, weights) for one in several]
        progress((number + 1) / samples)
    scores = [measure(metric, one) for one in several]
    standings = [
        Standing(name, _percentiles(score, column, confidence), _spread(column), rows)
        for name, score, column in zip(names, scores, drawn.T, strict=True)
    ]
    best = _best(scores, metric)

    def compared(place: int) -> tuple[Range, float, str]:
        differences = drawn[:, place] - drawn[:, best]
        difference = _percentiles(scores[place] - scores[best], differences, confidence)
        if metric == "accuracy" and several[best].weights is None:
            return difference, mcnemar(several[place], several[best]), "McNemar"
        return difference, _chance(differences), "bootstrap"

    return _ranked(standings, best, compared, metric)


def mcnemar(one: Answers, other: Answers) -> float:
    """The exact test of McNemar (Psychometrika 12, 1947): of the rows that one model alone has right, is it half?"""
    from scipy import stats

    right, others = one.true == one.predicted, other.true == other.predicted
    alone, beside = int((right & ~others).sum()), int((others & ~right).sum())
    return float(stats.binomtest(alone, alone + beside).pvalue) if alone + beside else 1.0


def _chance(differences: np.ndarray) -> float:
    """How often the difference has the other sign, two-sided; never 0, as only so many samples were drawn."""
    known = differences[differences == differences]
    less = min(int((known <= 0).sum()), int((known >= 0).sum()))
    return min(1.0, 2 * (less + 1) / (len(known) + 1)) if len(known) else NAN


def _percentiles(value: float, drawn: np.ndarray, confidence: float) -> Range:
    import numpy as np

    known = drawn[drawn == drawn]
    if not len(known):
        return Range(value)
    low, high = np.quantile(known, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Range(value, float(low), float(high))


def _spread(drawn: np.ndarray) -> float:
    known = drawn[drawn == drawn]
    return float(known.std(ddof=1)) if len(known) > 1 else NAN


def _best(scores: Sequence[float], metric: str) -> int:
    best = 0
    for place, score in enumerate(scores):
        if better(score, scores[best], metric):
            best = place
    return best


def _ranked(
    standings: Sequence[Standing], best: int, compared: Callable[[int], tuple[Range, float, str]], metric: str
) -> list[Standing]:
    """The best first, each of the others compared with it; of equal ones the earlier first, without a score last."""
    others = [place for place in range(len(standings)) if place != best]
    found = {place: compared(place) for place in others}
    adjusted = dict(zip(others, holm([found[place][1] for place in others]), strict=True))
    made = [
        replace(one, difference=found[place][0], p=found[place][1], adjusted=adjusted[place], test=found[place][2])
        if place != best
        else replace(one, difference=Range(0.0))
        for place, one in enumerate(standings)
    ]
    signs = [-1 if better(1.0, 0.0, metric) else 1] * len(made)
    order = sorted(
        range(len(made)),
        key=lambda place: (math.isnan(made[place].score.value), signs[place] * made[place].score.value),
    )
    return [made[place] for place in order]


def holm(values: Sequence[float]) -> list[float]:
    """P-values for several comparisons at once (Holm, Scandinavian Journal of Statistics 6, 1979); NaN stays."""
    known = sorted((p, place) for place, p in enumerate(values) if p == p)
    made, highest = [NAN] * len(values), 0.0
    for number, (p, place) in enumerate(known):
        highest = max(highest, min(1.0, p * (len(known) - number)))
        made[place] = highest
    return made
