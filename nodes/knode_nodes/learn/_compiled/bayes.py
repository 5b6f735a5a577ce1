"""Naive Bayes on arrays."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from knode.api import ArrayStep
from knode_nodes.learn._compiled.preparing import Prepared

if TYPE_CHECKING:
    import numpy as np


@dataclass
class Bayes(ArrayStep):
    """Logarithms of the chances of each class, summed up column by column in the order of `MixedNaiveBayes`.

    They begin as `prior` (classes). The numbers at the places `plain` are normal, with `means` and `variances` (numbers,
    classes). Then come the categories: `coded` has for each the place of a number that is a code by itself, or -1 for the next
    text column, whose values have `texts` (positions, classes); `chances` are those of codes (codes, classes), by category.
    What is missing or unknown adds nothing.
    """

    prior: np.ndarray
    plain: np.ndarray
    means: np.ndarray
    variances: np.ndarray
    coded: list[int]
    chances: list[np.ndarray]
    texts: np.ndarray
    single: ClassVar[bool] = False

    def __post_init__(self) -> None:
        import numpy as np

        if self.means.shape != self.variances.shape or self.means.shape != (len(self.plain), len(self.prior)):
            raise ValueError("these arrays are no naive Bayes")
        with np.errstate(all="ignore"):
            self._logarithms = np.log(2 * math.pi * self.variances)

    @property
    def width(self) -> int:
        """How many numbers at a time are kept for a row."""
        return (len(self.plain) + len(self.coded) + 1) * len(self.prior)

    def scores(self, numbers: np.ndarray, positions: np.ndarray) -> np.ndarray:
        """(rows, classes)."""
        import numpy as np

        made = np.tile(self.prior, (len(numbers), 1))
        if len(self.plain):
            values = numbers.take(self.plain, axis=1)[:, :, None]
            with np.errstate(over="ignore", invalid="ignore"):
                density = -0.5 * (self._logarithms + (values - self.means) ** 2 / self.variances)
            density[~np.isfinite(density).all(axis=2)] = 0.0
            for place in range(len(self.plain)):
                made += density[:, place]
        text = 0
        for place, chances in zip(self.coded, self.chances, strict=True):
            if place < 0:
                made += self.texts.take(positions[text], axis=0)
                text += 1
            else:
                codes = numbers[:, place]
                known = (codes >= 0) & (codes < len(chances))
                made[known] += chances[codes[known].astype(np.intp)]
        return made


def bayes(estimator: Any, reads: Prepared) -> Bayes | None:
    """A fitted `MixedNaiveBayes`; None where a text column is read in another way than as a code."""
    import numpy as np

    classes = len(estimator.classes_)
    categorical = sorted(estimator.categorical or ())
    sources = [(text, which) for place, (text, which) in enumerate(reads.reads) if place not in set(categorical)]
    coded = [reads.reads[place] for place in categorical]
    texts = [text for text, _ in coded if text is not None]
    # Each text column gives one code, and they come in the order of the table's positions.
    if (
        any(text is not None for text, _ in sources)
        or texts != list(range(len(reads.texts)))
        or (texts and not reads.gaps)
    ):
        return None
    tables = [np.empty((0, classes))]
    for (text, _), chances in zip(coded, estimator.category_log_prob_, strict=True):
        if text is not None:
            table = np.zeros((len(reads.values[text]) + 1, classes))
            known = min(len(chances), len(table) - 1)
            table[:known] = chances[:known]
            tables.append(table)
    return Bayes(
        np.asarray(estimator.class_log_prior_, dtype=float),
        np.array([which for _, which in sources], dtype=np.intp),
        np.asarray(estimator.theta_, dtype=float).reshape(len(sources), classes),
        np.asarray(estimator.var_, dtype=float).reshape(len(sources), classes),
        [-1 if text is not None else which for text, which in coded],
        [np.asarray(chances, dtype=float) for chances in estimator.category_log_prob_],
        np.concatenate(tables),
    )
