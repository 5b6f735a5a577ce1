"""Naive Bayes for tables of numbers and categories, as an estimator that can be stored."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import numpy as np

SMALLEST = 1e-9
"""A class's variance of a number is at least this part of the variance of all rows, as in scikit-learn's GaussianNB."""


class MixedNaiveBayes:
    """Classes by Bayes' rule, the columns taken as independent within a class; follows scikit-learn.

    A number is normally distributed within a class. Of a category the frequencies within a class count, after `smoothing` was
    added to each count. What is missing (NaN) says nothing: its factor is left out, in training and in prediction.

    Args:
        categorical: the positions of the columns that hold categories, as whole numbers from 0 on.
        smoothing: added to the count of every category in every class.
    """

    _estimator_type = "classifier"

    def __init__(self, categorical: list[int] | None = None, smoothing: float = 1.0) -> None:
        self.categorical = categorical
        self.smoothing = smoothing

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """The arguments that it was made with."""
        return {"categorical": self.categorical, "smoothing": self.smoothing}

    def set_params(self, **params: Any) -> Self:
        """Change arguments."""
        for name, value in params.items():
            setattr(self, name, value)
        return self

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "classes_")

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags

        return Tags(
            estimator_type="classifier",
            target_tags=TargetTags(required=True),
            classifier_tags=ClassifierTags(),
            input_tags=InputTags(allow_nan=True),
        )

    def fit(self, X: Any, y: Any, sample_weight: Any = None) -> Self:
        """Learn from (rows, columns) and class labels (rows)."""
        import numpy as np

        values = _matrix(X)
        self.classes_, codes = np.unique(np.asarray(y), return_inverse=True)
        self.n_features_in_ = values.shape[1]
        weights = np.ones(len(values)) if sample_weight is None else np.asarray(sample_weight, dtype="float64")
        counts = np.bincount(codes, weights, len(self.classes_))
        self.class_log_prior_ = np.log(counts / counts.sum())
        categorical = set(self.categorical or ())
        plain = [place for place in range(values.shape[1]) if place not in categorical]
        normal = [_normal(values[:, place], codes, weights, len(counts)) for place in plain]
        self.theta_ = np.array([mean for mean, _ in normal]).reshape(len(plain), len(counts))
        self.var_ = np.array([variance for _, variance in normal]).reshape(len(plain), len(counts))
        self.category_log_prob_ = [
            self._frequencies(values[:, place], codes, weights, len(counts)) for place in sorted(categorical)
        ]
        return self

    def predict(self, X: Any) -> np.ndarray:
        """(rows,) the likeliest class."""
        labels: np.ndarray = self.classes_[self._joint(X).argmax(axis=1)]
        return labels

    def predict_proba(self, X: Any) -> np.ndarray:
        """(rows, classes) probabilities."""
        import numpy as np

        joint = self._joint(X)
        joint -= joint.max(axis=1, keepdims=True)
        np.exp(joint, out=joint)
        joint /= joint.sum(axis=1, keepdims=True)
        return joint

    def score(self, X: Any, y: Any, sample_weight: Any = None) -> float:
        """The share of rows whose class is right."""
        import numpy as np

        return float(np.average(self.predict(X) == np.asarray(y), weights=sample_weight))

    def _joint(self, X: Any) -> np.ndarray:
        """(rows, classes) logarithms of the probabilities of the row and the class together, but for a common summand."""
        import numpy as np

        values = _matrix(X)
        joint = np.tile(self.class_log_prior_, (len(values), 1))
        categorical = sorted(self.categorical or ())
        plain = [place for place in range(values.shape[1]) if place not in set(categorical)]
        for place, mean, variance in zip(plain, self.theta_, self.var_, strict=True):
            column = values[:, place, None]
            # Where squares are beyond any number, a column tells no class from another.
            with np.errstate(over="ignore", invalid="ignore"):
                density = -0.5 * (np.log(2 * math.pi * variance) + (column - mean) ** 2 / variance)
            known = np.isfinite(density).all(axis=1)
            joint[known] += density[known]
        for place, chances in zip(categorical, self.category_log_prob_, strict=True):
            codes = values[:, place]
            known = (codes >= 0) & (codes < len(chances))
            joint[known] += chances[codes[known].astype(np.intp)]
        return joint

    def _frequencies(self, column: np.ndarray, codes: np.ndarray, weights: np.ndarray, classes: int) -> np.ndarray:
        """(categories, classes) logarithms of smoothed frequencies."""
        import numpy as np

        known = ~np.isnan(column)
        values = column[known].astype(np.intp)
        width = int(values.max()) + 1 if len(values) else 1
        counts = np.bincount(values * classes + codes[known], weights[known], width * classes).reshape(width, classes)
        smoothed = counts + self.smoothing
        made: np.ndarray = np.log(smoothed / smoothed.sum(axis=0))
        return made


def _matrix(X: Any) -> np.ndarray:
    import numpy as np

    if hasattr(X, "iloc"):
        made: np.ndarray = X.to_numpy(dtype="float64", na_value=np.nan)
        return made
    return np.asarray(X, dtype="float64")


def _normal(column: np.ndarray, codes: np.ndarray, weights: np.ndarray, classes: int) -> tuple[np.ndarray, np.ndarray]:
    """(classes) mean and (classes) variance of a number; those of all rows for a class that has no value of it."""
    import numpy as np

    known = ~np.isnan(column)
    values, own, counts = column[known], codes[known], weights[known]
    center = np.average(values, weights=counts)
    spread = np.average((values - center) ** 2, weights=counts)
    totals = np.bincount(own, counts, classes)
    seen = np.where(totals > 0, totals, 1.0)
    # Around the center, so that large numbers of small spread keep their digits.
    shift = np.bincount(own, counts * (values - center), classes) / seen
    mean = center + shift
    variance = np.bincount(own, counts * (values - mean[own]) ** 2, classes) / seen
    variance = np.where(totals > 0, variance + SMALLEST * spread, spread)
    # The same number in all rows tells no class from another, whatever its variance.
    return mean, np.where(variance > 0, variance, 1.0)
