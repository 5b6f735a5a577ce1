"""How good what a model gives is, as one number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.explain._asked import Asked

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Score = Literal["auto", "accuracy", "balanced_accuracy", "f1", "roc_auc", "log_loss", "r2", "rmse", "mae"]
OF_CLASSES = ("accuracy", "balanced_accuracy", "f1", "roc_auc", "log_loss")
OF_NUMBERS = ("r2", "rmse", "mae")
ERRORS = ("log_loss", "rmse", "mae")
IN_UNITS = ("rmse", "mae")
"""The smaller, the better."""
NEED_ALL = ("f1", "roc_auc", "log_loss")
SHOWN = {"r2": "R²", "rmse": "RMSE", "mae": "MAE", "roc_auc": "ROC AUC", "f1": "F1"}


def chosen(score: Score, kind: str) -> str:
    """The score, in place of auto one that fits. Raises DataError for one that does not fit the kind of model."""
    fitting = OF_CLASSES if kind == "classifier" else OF_NUMBERS
    if score == "auto":
        return fitting[0]
    if score not in fitting:
        what = "classes" if kind == "classifier" else "numbers"
        raise DataError(
            f"the model predicts {what}, which {score} does not measure: take {', '.join(fitting[:-1])} or {fitting[-1]}",
            port="model",
        )
    return score


def told(score: str) -> str:
    """The score in words."""
    return SHOWN.get(score, score.replace("_", " "))


class Truth:
    """What is true of some rows, to compare with what a model gives.

    Args:
        asked: the model.
        target: (rows) the column that it predicts, without missing values.
        score: see `chosen`.
        weights: (rows) how much each row counts; None for all alike.

    Raises:
        DataError: the target is of another type than the model's, or has classes that the score cannot count.
    """

    def __init__(self, asked: Asked, target: pd.Series, score: str, weights: np.ndarray | None) -> None:
        self.score, self.weights = score, weights
        self.true = _codes(asked, target, score) if asked.classes else _numbers(target)
        if score in ("roc_auc", "log_loss") and not asked.likely:
            raise DataError(
                f"the model gives no probabilities, which {told(score)} needs: take `accuracy`, `balanced_accuracy` or `f1`",
                port="model",
            )
        if score == "roc_auc":
            _check_all_there(self.true, asked.classes, target)

    def of(self, outputs: np.ndarray) -> float:
        """The score of (rows, outputs); F1 is that of the second of two classes, and of more the mean."""
        import numpy as np
        from sklearn import metrics

        if self.score in OF_NUMBERS:
            return self._of_numbers(outputs[:, 0])
        if self.score == "log_loss":
            own = outputs[np.arange(len(outputs)), self.true]
            return float(-np.average(np.log(np.clip(own, np.finfo(float).eps, None)), weights=self.weights))
        if self.score == "roc_auc":
            two = outputs.shape[1] == 2
            given = {} if two else {"multi_class": "ovr", "labels": np.arange(outputs.shape[1])}
            return float(
                metrics.roc_auc_score(self.true, outputs[:, 1] if two else outputs, sample_weight=self.weights, **given)
            )
        found = outputs.argmax(axis=1)
        if self.score == "accuracy":
            return float(np.average(found == self.true, weights=self.weights))
        if self.score == "f1":
            average = "binary" if outputs.shape[1] == 2 else "macro"
            return float(
                metrics.f1_score(self.true, found, average=average, sample_weight=self.weights, zero_division=0.0)
            )
        return self._balanced(found)

    def _of_numbers(self, found: np.ndarray) -> float:
        import numpy as np

        off = found - self.true
        if self.score == "mae":
            return float(np.average(np.abs(off), weights=self.weights))
        square = float(np.average(off**2, weights=self.weights))
        if self.score == "rmse":
            return square**0.5
        mean = np.average(self.true, weights=self.weights)
        return 1.0 - square / float(np.average((self.true - mean) ** 2, weights=self.weights))

    def _balanced(self, found: np.ndarray) -> float:
        """The mean of the share that is right of each class that there is."""
        import numpy as np

        there = [self.true == code for code in np.unique(self.true)]
        shares = [
            np.average((found == self.true)[one], weights=None if self.weights is None else self.weights[one])
            for one in there
        ]
        return float(np.mean(shares))


def _codes(asked: Asked, target: pd.Series, score: str) -> np.ndarray:
    """(rows) the place of each row's class, -1 for one that the model does not know."""
    import numpy as np
    import pandas as pd

    found = pd.Index(list(asked.model.classes), dtype=object).get_indexer(target.astype(object))
    unknown = np.flatnonzero(found < 0)
    if len(unknown) == len(found) or (len(unknown) and score in NEED_ALL):
        label = target.iloc[[unknown[0]]].tolist()[0]
        known = ", ".join(quoted(name) for name in asked.classes[:8])
        raise DataError(
            f"the target {quoted(str(target.name))} is {quoted(label)} in some rows, which is no class of the model; it knows "
            f"{known}",
            port="table",
            column=str(target.name),
        )
    return found


def _numbers(target: pd.Series) -> np.ndarray:
    import numpy as np

    name = str(target.name)
    if column_type(target.dtype) not in ("number", "boolean") or str(target.dtype).startswith("complex"):
        raise DataError(
            f"the model predicts numbers, and the target {quoted(name)} is a {type_words(target.dtype)} column: choose the "
            "column that the model predicts",
            port="table",
            column=name,
        )
    values: np.ndarray = target.to_numpy(dtype="float64")
    if not np.isfinite(values).all():
        raise DataError(
            f"the target {quoted(name)} is infinite in some rows: leave these out", port="table", column=name
        )
    if (values == values[0]).all():
        raise DataError(
            f"the target {quoted(name)} is {values[0]:g} in every row: how well it is predicted cannot be told from these",
            port="table",
            column=name,
        )
    return values


def _check_all_there(true: np.ndarray, classes: list[str], target: pd.Series) -> None:
    absent = [name for place, name in enumerate(classes) if place not in true]
    if absent:
        raise DataError(
            f"no row is of the class {quoted(absent[0])}, which ROC AUC needs: take more rows, or another score",
            port="table",
            column=str(target.name),
        )
