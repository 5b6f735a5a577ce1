"""Clusters and detectors of outliers as estimators that predict, so that they are explained as any other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode_nodes.learn.clusters import Clusters, OutlierScores

if TYPE_CHECKING:
    import numpy as np


def explains(estimator: Any) -> bool:
    """Whether an estimator that follows `transform` is one of these."""
    return isinstance(estimator, Clusters | OutlierScores)


def predicting(estimator: Clusters | OutlierScores) -> Any:
    """The estimator as one with `predict`, or with `predict_proba` and `classes_`."""
    return Membership(estimator) if isinstance(estimator, Clusters) else Unusual(estimator)


class Membership:
    """Gives the probability of each cluster; where there is none, 1 for the row's own and 0 for all others."""

    def __init__(self, clusters: Clusters) -> None:
        import numpy as np

        self._clusters = clusters
        self.classes_ = np.array(clusters.names, dtype=object)
        _name(self, clusters.estimator)

    def predict_proba(self, numbers: Any) -> np.ndarray:
        """(rows, clusters)."""
        import numpy as np

        clusters = self._clusters
        made = np.zeros((len(numbers), len(clusters.names)))
        if clusters.measure == "probability":
            made[:, clusters.places] = clusters.estimator.predict_proba(numbers)
            return made
        places = np.append(clusters.places, len(clusters.names) - 1)
        made[np.arange(len(made)), places[np.asarray(clusters.estimator.predict(numbers))]] = 1.0
        return made


class Unusual:
    """Gives the score of an outlier."""

    def __init__(self, scores: OutlierScores) -> None:
        self._forest = scores.forest
        _name(self, scores.forest)

    def predict(self, numbers: Any) -> np.ndarray:
        """(rows)."""
        found: np.ndarray = -self._forest.score_samples(numbers)
        return found


def _name(made: Any, estimator: Any) -> None:
    """Let it be given numbers under the names of columns where its estimator was."""
    names = getattr(estimator, "feature_names_in_", None)
    if names is not None:
        made.feature_names_in_ = names
