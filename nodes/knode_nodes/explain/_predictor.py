"""A fitted estimator taken apart: the numbers that it reads, where they come from, and what it gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, quoted
from knode_nodes.explain._ensembles import named, reads
from knode_nodes.learn._encoding import inner_columns

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Method = Literal["linear", "trees", "sampled"]


class Predictor:
    """What the learners fit: an estimator, or a pipeline of a preparation and an estimator.

    `sources` (numbers) says of each number that the estimator reads from which feature it comes, `method` how its
    predictions are best explained. What it gives, its output, is for a regressor the prediction; for a classifier, by class:
    log-odds (linear models and histogram boosting of two classes), the score before softmax (the same of more classes), or
    the probability.

    Raises:
        DataError: the numbers cannot be told to come from one feature each, or a classifier has no probabilities.
    """

    def __init__(self, estimator: Any, features: list[str]) -> None:
        import numpy as np

        steps = [step for _, step in getattr(estimator, "steps", [("model", estimator)])]
        self.model = steps[-1]
        self.prepare = steps[0] if len(steps) == 2 else None
        if len(steps) > 2 or hasattr(self.model, "steps") or (self.prepare and not hasattr(self.prepare, "transform")):
            raise _strange(estimator)
        origins = [name for name, _ in inner_columns(self.prepare, features)]
        self.sources = np.array([features.index(name) for name in origins], dtype=np.intp)
        if self.sources.size != getattr(self.model, "n_features_in_", self.sources.size):
            raise _strange(estimator)
        self._features = len(features)
        self.classes: Any = getattr(self.model, "classes_", None)
        self.method: Method = "linear" if _is_linear(self.model) else "trees" if reads(self.model) else "sampled"
        if self.method == "sampled" and self.classes is not None and not hasattr(self.model, "predict_proba"):
            raise DataError(
                f"the model ({quoted(type(self.model).__name__)}) gives no probabilities that could be explained",
                port="model",
            )

    @property
    def scale(self) -> str:
        """What the output counts, in a word."""
        if self.classes is None:
            return "prediction"
        boosted = self.method == "trees" and hasattr(self.model, "_predictors")
        if self.method == "linear" or boosted:
            return "log-odds" if len(self.classes) == 2 else "score"
        return "probability"

    def numbers(self, rows: pd.DataFrame) -> np.ndarray:
        """(rows, numbers) what the estimator reads of the features."""
        import numpy as np

        if self.prepare is None:
            return rows.to_numpy(dtype="float64", na_value=np.nan)
        made = self.prepare.transform(rows)
        found: np.ndarray = made.toarray() if hasattr(made, "toarray") else np.asarray(made, dtype="float64")
        return found

    def output(self, numbers: np.ndarray) -> np.ndarray:
        """(rows, outputs) what the estimator gives."""
        import numpy as np

        given = named(self.model, numbers)
        if self.classes is None:
            return np.asarray(self.model.predict(given), dtype="float64").reshape(-1, 1)
        if self.scale == "probability":
            return np.asarray(self.model.predict_proba(given))
        scores = np.asarray(self.model.decision_function(given))
        return np.column_stack([-scores, scores]) if scores.ndim == 1 else scores

    def predicted(self, numbers: np.ndarray) -> np.ndarray:
        """(rows) the position of the predicted class."""
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


def _is_linear(model: Any) -> bool:
    from sklearn import linear_model as linear

    classifiers = (linear.LogisticRegression, linear.LogisticRegressionCV, linear.RidgeClassifier)
    regressors = (
        linear.LinearRegression,
        linear.Ridge,
        linear.RidgeCV,
        linear.ElasticNet,
        linear.Lars,
        linear.HuberRegressor,
    )
    return isinstance(model, (*classifiers, *regressors))


def _strange(estimator: Any) -> DataError:
    return DataError(
        f"the model ({quoted(type(estimator).__name__)}) prepares its columns in a way that the explainer does not know: "
        "use a learner of the pack learn, or give it numbers that are prepared before",
        port="model",
    )
