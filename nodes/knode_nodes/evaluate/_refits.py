"""A model's estimator fitted anew to parts of a table."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Context, DataError, Model, nearest, quoted
from knode_nodes.evaluate._labels import classes_in
from knode_nodes.evaluate.regression_scorer import check_number, numbers_of
from knode_nodes.learn._inputs import check_values, converted_inputs
from knode_nodes.learn._training import features_of, large_number, too_large
from knode_nodes.learn._weights import UNUSED_WEIGHT, check_weights, counting, weights_of, with_classes
from knode_nodes.learn.prepared import Prepared
from knode_nodes.prep._keys import with_columns

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Metric = Literal["auto", "accuracy", "balanced_accuracy", "f1", "roc_auc", "log_loss", "r2", "rmse", "mae"]
SCORERS = {
    "accuracy": "accuracy",
    "balanced_accuracy": "balanced_accuracy",
    "f1": "f1_macro",
    "roc_auc": "roc_auc_ovr",
    "log_loss": "neg_log_loss",
    "r2": "r2",
    "rmse": "neg_root_mean_squared_error",
    "mae": "neg_mean_absolute_error",
}
"""The names that scikit-learn has for measures."""
OF_CLASSES = ("accuracy", "balanced_accuracy", "f1", "roc_auc", "log_loss")
OF_CHANCES = ("roc_auc", "log_loss")
LOWER = ("log_loss", "rmse", "mae")
IN_UNITS = ("rmse", "mae")
"""The metrics that have the unit of the target."""
LARGEST = 1e150
"""Squares of greater numbers are beyond any number."""


@dataclass(frozen=True)
class Task:
    """What a model learns: `features` (rows, columns), and `target` (rows), class labels or numbers, which stand in `column`.

    `weights` (rows) says how much each row counts, None for all alike; the model learns by them unless it takes none.
    `positions` (rows) are where they stand in the table that came in.
    """

    model: Model
    features: pd.DataFrame
    target: np.ndarray
    column: pd.Series
    weights: np.ndarray | None
    positions: np.ndarray

    @property
    def is_weighed(self) -> bool:
        """Whether the model learns by the weights."""
        return self.weights is not None and UNUSED_WEIGHT not in self.model.facts

    @property
    def classes(self) -> bool:
        """Whether it predicts classes."""
        return self.model.kind == "classifier"

    def weighed(self, rows: np.ndarray) -> np.ndarray | None:
        """How much each of some rows counts, None for all alike."""
        return None if self.weights is None else self.weights[rows]


def task_of(model: Model, table: pd.DataFrame, context: Context) -> Task:
    """The rows to learn from; those without a target are left out, and those that do not count.

    Raises:
        DataError: the model predicts nothing or cannot be fitted anew; the table lacks a column, or has it of another type.
    """
    import numpy as np

    check_refits(model)
    weight = counting(model)
    wanted = [*model.inputs.names, str(model.target), *([weight] if weight else [])]
    for name in wanted:
        if name not in table.columns:
            near = nearest(name, [str(column) for column in table.columns])
            hint = f"; did you mean {quoted(near)}?" if near else ": give the table that it learnt from"
            weighs = "counts rows by" if UNUSED_WEIGHT in model.facts else "weighs rows by"
            reads = weighs if name == weight and name not in model.inputs else "learns from"
            raise DataError(
                f"the model {reads} {quoted(name)}, which the table does not have{hint}", port="table", column=name
            )
    kept = table[str(model.target)].notna().to_numpy(dtype=bool)
    if not kept.all() and kept.any():
        context.warn(
            f"{int((~kept).sum()):,} of {len(table):,} rows have no value in {quoted(model.target)} and were left out."
        )
    if not kept.any():
        raise DataError(
            f"no row has a value in {quoted(model.target)}: there is nothing to learn",
            port="table",
            column=model.target,
        )
    target, weights = table[str(model.target)], weights_of(table, weight)
    if weights is not None:
        check_weights(weights[kept], np.flatnonzero(kept), weight)
        kept = kept & (weights > 0) if UNUSED_WEIGHT not in model.facts else kept
        weights = weights[kept]
    if model.kind == "classifier":
        _, codes, labels = classes_in(target, kept)
        values = np.array(labels, dtype=object if isinstance(labels[0], str) else None)[codes]
    else:
        check_number(model.outputs.columns[0].model_copy(update={"name": str(target.name), "dtype": str(target.dtype)}))
        values = numbers_of(target)[kept]
    fitting = with_columns(table, converted_inputs(model.inputs, table))
    check_values(model.inputs, fitting, np.flatnonzero(kept))
    features = features_of(fitting, model.inputs.names)[kept]
    return Task(model, features, values, target, weights, np.flatnonzero(kept))


def check_refits(model: Model) -> None:
    """Raise DataError for a model that cannot be fitted anew."""
    from sklearn.base import clone

    if model.kind not in ("classifier", "regressor") or model.target is None:
        raise DataError(
            f"the model {quoted(model.name)} predicts nothing: give that of a learner of classes or numbers",
            port="model",
        )
    try:
        clone(model.estimator)
    except (TypeError, RuntimeError):
        raise DataError(
            f"the model {quoted(model.name)} ({type(model.estimator).__name__}) cannot be fitted anew: {_why_not(model)}",
            port="model",
        ) from None


def _why_not(model: Model) -> str:
    if isinstance(model.estimator, Prepared):
        return (
            "what prepares its rows has learnt from all of them, those to be tested with too, so it would look better than it "
            "is; compare sizes with a validator that holds the preparation, such as Cross Validate"
        )
    return "give that of a learner alone, without what prepares its rows"


def metric_of(metric: Metric, model: Model) -> str:
    """The measure. Raises DataError for one that does not fit the model."""
    classes = model.kind == "classifier"
    if metric == "auto":
        return "accuracy" if classes else "r2"
    if (metric in OF_CLASSES) != classes:
        fitting = [name for name in SCORERS if (name in OF_CLASSES) == classes]
        what = "classes" if classes else "numbers"
        listed = ", ".join(f"`{name}`" for name in fitting)
        raise DataError(f"`{metric}` does not measure predicted {what}: choose one of {listed}", port="model")
    if metric in OF_CHANCES and not hasattr(model.estimator, "predict_proba"):
        raise DataError(
            f"`{metric}` is of probabilities, which the model {quoted(model.name)} does not give: choose `accuracy`",
            port="model",
        )
    return metric


def fitted(task: Task, rows: np.ndarray) -> Any:
    """The estimator, fitted to some rows as its learner did. Raises DataError where they cannot be learnt from."""
    from sklearn.base import clone

    estimator, facts = clone(task.model.estimator), task.model.facts
    how, wanted = facts.get("class_weight", "none"), facts.get("class_weights", {})
    own = task.weighed(rows) if task.is_weighed else None
    weights = with_classes(how, wanted, task.target[rows], own, task.column)
    steps = getattr(estimator, "steps", None)
    if task.classes:
        _check_inner_folds(steps[-1][1] if steps else estimator, task, rows)
    name = f"{steps[-1][0]}__sample_weight" if steps else "sample_weight"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return estimator.fit(
                task.features.iloc[rows], task.target[rows], **({} if weights is None else {name: weights})
            )
    except (ValueError, TypeError, ArithmeticError) as error:
        raise _refused(task, "learn from", rows, error) from error


def _check_inner_folds(estimator: Any, task: Task, rows: np.ndarray) -> None:
    """Of a model that learns its probabilities from folds: no more of them than the rarest class has rows, as its learner does.

    Raises DataError where a class has one row only.
    """
    import numpy as np

    inner: Any = getattr(estimator, "cv", None)
    if not hasattr(inner, "n_splits"):
        return
    labels, counts = np.unique(task.target[rows], return_counts=True)
    if counts.min() < 2:
        raise DataError(
            f"one row only of the class {quoted(str(labels[counts.argmin()]))} is among {len(rows):,} of these rows, so its "
            "probability cannot be learnt: make the smallest part larger, or take more rows",
            port="table",
            column=task.model.target,
        )
    inner.n_splits = min(inner.n_splits, int(counts.min()))


def scored(task: Task, estimator: Any, rows: np.ndarray, metric: str) -> float:
    """The measure of the estimator's predictions for some rows."""
    if task.weights is not None and not task.weights[rows].any():
        raise DataError(
            f"none of {len(rows):,} of these rows counts, as their weights are 0: lower the number of folds, or take more rows",
            port="table",
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            measure, weights = _scorer(metric, estimator), task.weighed(rows)
            value = float(measure(estimator, task.features.iloc[rows], task.target[rows], sample_weight=weights))
    except ValueError as error:
        raise _refused(task, "be measured on", rows, error) from error
    if metric == "r2" and len(rows) < 2:
        raise DataError(
            "R² cannot be told of a single row: lower the number of folds, take more rows, or choose another measure",
            port="table",
        )
    if not abs(value) < LARGEST:
        raise DataError(
            f"the {metric.replace('_', ' ')} of {len(rows):,} of these rows is {value:g}, as there are numbers too large to "
            "calculate with: correct them, or divide the columns by a constant",
            port="table",
        )
    return -value if metric in LOWER else value


def _scorer(metric: str, estimator: Any) -> Any:
    """What scikit-learn measures by; F1 is that of the second of two classes, as everywhere, and of more the mean."""
    from sklearn.metrics import f1_score, get_scorer, make_scorer

    if metric == "f1" and len(estimator.classes_) == 2:
        return make_scorer(f1_score, pos_label=estimator.classes_[1], zero_division=0.0)
    return get_scorer(SCORERS[metric])


def _refused(task: Task, what: str, rows: np.ndarray, error: Exception) -> DataError:
    for name in task.model.inputs.names:
        column = task.features[name].iloc[rows]
        found = too_large(column)
        if found is not None:
            return large_number(column, found, int(task.positions[rows[found]]))
    told = str(error).strip().split("\n")[0]
    return DataError(
        f"the model {quoted(task.model.name)} cannot {what} {len(rows):,} of these rows: {told[:300]}", port="table"
    )


def folds(task: Task, count: int, seed: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Rows to learn from, in an order of which every beginning has all classes in proportion, and rows to test with.

    Raises:
        DataError: there are too few rows, or rows of a class.
    """
    import numpy as np
    from sklearn.model_selection import KFold, StratifiedKFold

    fewest, counted = len(task.target), " that count" if task.is_weighed else ""
    what = f"rows{counted}"
    if task.classes:
        labels, counts = np.unique(task.target, return_counts=True)
        if len(labels) < 2:
            raise DataError(
                f"all rows{counted} are of one class, {quoted(str(labels[0]))}: there is nothing to learn",
                port="table",
                column=task.model.target,
            )
        fewest, what = int(counts.min()), f"rows{counted} of the class {quoted(str(labels[counts.argmin()]))}"
    if fewest < count:
        raise DataError(
            f"there are {fewest:,} {what}, fewer than {count} folds: lower the number of folds, or take more rows",
            port="table",
            column=task.model.target,
        )
    kind = StratifiedKFold if task.classes else KFold
    random = np.random.default_rng(seed)
    for train, test in kind(count, shuffle=True, random_state=seed).split(task.features, task.target):
        mixed = random.permutation(train)
        yield mixed[_evenly(task.target[mixed])] if task.classes else mixed, test


def _evenly(labels: np.ndarray) -> np.ndarray:
    """An order in which the rows of every class are spread evenly."""
    import numpy as np

    codes = np.unique(labels, return_inverse=True)[1]
    order = np.argsort(codes, kind="stable")
    counts = np.bincount(codes)
    within = np.empty(len(codes))
    within[order] = np.concatenate([(np.arange(count) + 0.5) / count for count in counts])
    return np.argsort(within, kind="stable")
