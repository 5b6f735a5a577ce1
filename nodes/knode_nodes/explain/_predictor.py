"""A fitted estimator taken apart: the numbers that it reads, where they come from, and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, TableSpec, column_type, quoted
from knode_nodes.explain._ensembles import named, reads, scores
from knode_nodes.explain._prepared_rows import PreparedRows
from knode_nodes.explain._unsupervised import explains, predicting
from knode_nodes.learn._encoding import inner_columns
from knode_nodes.learn.prepared import Prepared

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Method = Literal["linear", "trees", "sampled"]


class Predictor:
    """What the learners fit: an estimator, or a pipeline of a preparation and an estimator.

    `sources` (numbers) says of each number that the estimator reads from which feature it comes, `method` how its
    predictions are best explained. What it gives, its output, is for a regressor the prediction; for a classifier, by class:
    log-odds (logistic models and boosting of two classes), the score that decides (linear models and boosting else, and
    where there are no probabilities), or the probability. Clusters are classes, and an outlier's score is a number.

    Args:
        estimator: fitted.
        features: the names of the columns that it reads.
        inputs: their types, which a model that prepares its rows itself needs.

    Raises:
        DataError: the numbers cannot be told to come from one feature each, or a classifier has neither probabilities nor
            scores.
    """

    def __init__(self, estimator: Any, features: list[str], inputs: TableSpec | None = None) -> None:
        import numpy as np

        steps = [step for _, step in getattr(estimator, "steps", [("model", estimator)])]
        self.model = steps[-1]
        self.prepare = steps[0] if len(steps) == 2 else None
        if explains(estimator):
            self.model, self.prepare = predicting(estimator), estimator.prepare
        if len(steps) > 2 or hasattr(self.model, "steps") or (self.prepare and not hasattr(self.prepare, "transform")):
            raise _strange(estimator)
        origins = [name for name, _ in inner_columns(self.prepare, features)]
        self.sources = np.array([features.index(name) for name in origins], dtype=np.intp)
        if self.sources.size != getattr(self.model, "n_features_in_", self.sources.size):
            raise _strange(estimator)
        self._features = len(features)
        # A model that prepares its rows itself may read texts, and mixes columns as it likes: it is asked with whole rows.
        self._rows = None if inputs is None or not isinstance(self.model, Prepared) else PreparedRows(inputs)
        self.classes: Any = getattr(self.model, "classes_", None)
        self.method: Method = "linear" if _is_linear(self.model) else "trees" if reads(self.model) else "sampled"
        offered = hasattr(self.model, "predict_proba") or hasattr(self.model, "decision_function")
        if self.method == "sampled" and self.classes is not None and not offered:
            raise _silent(self.model)

    @property
    def scale(self) -> str:
        """What the output counts, in a word."""
        if self.classes is None:
            return "prediction"
        if self.method == "sampled" or (self.method == "trees" and not scores(self.model)):
            return "probability" if hasattr(self.model, "predict_proba") else "score"
        return "log-odds" if len(self.classes) == 2 and _is_logistic(self.model) else "score"

    def numbers(self, rows: pd.DataFrame) -> np.ndarray:
        """(rows, numbers) what the estimator reads of the features; values of any type where it prepares them itself."""
        import numpy as np

        if self._rows is not None:
            return self._rows.values(rows)
        if self.prepare is None:
            if any(column_type(dtype) not in ("number", "boolean") for dtype in rows.dtypes):
                raise _strange(self.model)
            return rows.to_numpy(dtype="float64", na_value=np.nan)
        made = self.prepare.transform(rows)
        found: np.ndarray = made.toarray() if hasattr(made, "toarray") else np.asarray(made, dtype="float64")
        return found

    def output(self, numbers: np.ndarray) -> np.ndarray:
        """(rows, outputs) what the estimator gives."""
        import numpy as np

        given = self._given(numbers)
        if self.classes is None:
            return np.asarray(self.model.predict(given), dtype="float64").reshape(-1, 1)
        if self.scale == "probability":
            return np.asarray(self.model.predict_proba(given))
        found = np.asarray(self.model.decision_function(given), dtype="float64")
        made = np.column_stack([-found, found]) if found.ndim == 1 else found
        if made.shape[1] != len(self.classes):
            raise _silent(self.model)
        return made

    def _given(self, numbers: np.ndarray) -> Any:
        return named(self.model, numbers) if self._rows is None else self._rows.table(numbers)

    def predicted(self, numbers: np.ndarray) -> np.ndarray:
        """(rows) the position of the predicted class."""
        import numpy as np

        if self.method == "sampled" and self.scale == "score":
            # Some machines predict by votes, not by the greatest score.
            return np.searchsorted(self.classes, self.model.predict(self._given(numbers)))
        found: np.ndarray = self.output(numbers).argmax(axis=1)
        return found

    def weights(self) -> tuple[np.ndarray, np.ndarray]:
        """(outputs, numbers) and (outputs) of a linear model."""
        import numpy as np

        weights = np.atleast_2d(self.model.coef_)
        start = np.broadcast_to(np.atleast_1d(self.model.intercept_), len(weights))
        if self.classes is not None and len(weights) == 1:
            return np.concatenate([-weights, weights]), np.concatenate([-start, start])
        return weights, start

    def collect(self) -> np.ndarray:
        """(numbers, features): adds what belongs to one feature."""
        import numpy as np

        made = np.zeros((len(self.sources), self._features))
        made[np.arange(len(self.sources)), self.sources] = 1.0
        return made


LINEAR = frozenset(
    {
        "ARDRegression", "BayesianRidge", "ElasticNet", "ElasticNetCV", "HuberRegressor", "Lars", "LarsCV", "Lasso", "LassoCV",
        "LassoLars", "LassoLarsCV", "LassoLarsIC", "LinearDiscriminantAnalysis", "LinearRegression", "LinearSVC", "LinearSVR",
        "LogisticRegression", "LogisticRegressionCV", "OrthogonalMatchingPursuit", "OrthogonalMatchingPursuitCV", "Perceptron",
        "QuantileRegressor", "Ridge", "RidgeCV", "RidgeClassifier", "RidgeClassifierCV", "SGDClassifier", "SGDRegressor",
        "TheilSenRegressor",
    }
)  # fmt: skip
"""Classes of scikit-learn whose output is a sum of weights times numbers. Those of other links, such as Poisson, are not."""


def _is_linear(model: Any) -> bool:
    return type(model).__name__ in LINEAR and type(model).__module__.startswith("sklearn.")


def _is_logistic(model: Any) -> bool:
    """Whether the score of two classes is the logarithm of their odds."""
    name = type(model).__name__
    if name in ("SGDClassifier", "GradientBoostingClassifier"):
        return bool(model.loss == "log_loss")
    return name in (
        "HistGradientBoostingClassifier", "LinearDiscriminantAnalysis", "LogisticRegression", "LogisticRegressionCV",
    )  # fmt: skip


def _silent(model: Any) -> DataError:
    return DataError(
        f"the model ({quoted(type(model).__name__)}) gives no probabilities or scores that could be explained",
        port="model",
    )


def _strange(estimator: Any) -> DataError:
    return DataError(
        f"the model ({quoted(type(estimator).__name__)}) prepares its columns in a way that the explainer does not know: "
        "use a learner of the pack learn, or give it numbers that are prepared before",
        port="model",
    )
