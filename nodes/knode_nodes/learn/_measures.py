"""How good predictions are: the usual measures of classes and numbers, each row counted as often as its weight says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, get_args

from knode.api import PREDICTION, PROBABILITY, ColumnSpec, DataError, Model, column_type, nearest, quoted, type_words
from knode_nodes.learn._weights import class_names
from knode_nodes.prep._order import order_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Metric = Literal[
    "auto", "accuracy", "balanced_accuracy", "f1", "precision", "recall", "roc_auc", "log_loss", "rmse", "mae",
    "median_absolute_error", "r2", "mape",
]  # fmt: skip
OF_CLASSES = ("accuracy", "balanced_accuracy", "f1", "precision", "recall", "roc_auc", "log_loss")
OF_NUMBERS = ("rmse", "mae", "median_absolute_error", "r2", "mape")
METRIC_LABELS = {
    "f1": "F1 score",
    "roc_auc": "area under the ROC curve",
    "log_loss": "log loss of the probabilities",
    "rmse": "root mean squared error (RMSE)",
    "mae": "mean absolute error (MAE)",
    "r2": "R², share of variance explained",
    "mape": "mean absolute error in % (MAPE)",
}
"""What measures are called on screen."""


def metric_labels(metrics: Any) -> dict[str, str]:
    """What those of a Literal of measures are called."""
    return {name: METRIC_LABELS[name] for name in get_args(metrics) if name in METRIC_LABELS}


LOWER = frozenset({"log_loss", "rmse", "mae", "median_absolute_error", "mape"})
"""Measures of which a smaller one is better."""
NEEDS = {
    "roc_auc": "it needs the probability of each class, and rows of several classes",
    "log_loss": "it needs the probability of each class",
    "r2": "it needs true numbers that differ",
    "mape": "it needs true numbers other than 0",
}
"""What rows must tell so that a measure is known; all others are known wherever a row counts."""
LARGEST = 1e150
"""Squares of greater numbers are beyond any number."""


class TooLargeAnswer(DataError):
    """A model predicts a number that cannot be calculated with."""


@dataclass(frozen=True)
class Answers:
    """True and predicted values of the same rows.

    Of classes `true` and `predicted` (rows) are positions in `classes`, and `chances` (rows, classes) probabilities, None
    where the model tells none. `positive` is the class that F1, precision and recall are about, None for the mean of all.
    Of numbers they are numbers, and `classes` is empty. `weights` (rows) says how much each row counts, None for all alike.
    """

    true: np.ndarray
    predicted: np.ndarray
    chances: np.ndarray | None = None
    classes: tuple[str, ...] = ()
    positive: int | None = None
    weights: np.ndarray | None = None

    @cached_property
    def places(self) -> list[np.ndarray]:
        """For each class, where each row's chance stands among all different ones (rows)."""
        import numpy as np

        assert self.chances is not None
        return [np.unique(chances, return_inverse=True)[1] for chances in self.chances.T]

    @cached_property
    def by_error(self) -> np.ndarray:
        """Of numbers, the rows from the smallest error to the largest."""
        import numpy as np

        return order_of([np.abs(self.predicted - self.true)])

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of the measures that there are."""
        return OF_CLASSES if self.classes else OF_NUMBERS


def measures_of(kind: str) -> tuple[str, ...]:
    """The measures of a classifier or a regressor."""
    return OF_CLASSES if kind == "classifier" else OF_NUMBERS


def chosen_metric(metric: Metric, kind: str) -> str:
    """The measure that decides. Raises DataError for one of the other kind."""
    if metric == "auto":
        return "accuracy" if kind == "classifier" else "rmse"
    if metric not in measures_of(kind):
        what = "predicts classes" if kind == "classifier" else "predicts numbers"
        raise DataError(
            f"the model {what}, and `{metric}` does not measure that; choose one of "
            + ", ".join(f"`{one}`" for one in measures_of(kind))
        )
    return metric


def better(one: float, other: float, metric: str) -> bool:
    """Whether one value of a measure is better than another; nothing is better than what is no number."""
    if one != one or other != other:
        return other != other and one == one
    return one < other if metric in LOWER else one > other


def answers_of(
    model: Model, true: pd.Series, answered: pd.DataFrame, positive: str = "", weights: np.ndarray | None = None
) -> Answers:
    """What a model answered (rows) beside the truth; the rows have both.

    Raises DataError where the truth cannot be compared with it.
    """
    predicted = answered[PREDICTION]
    if model.kind == "regressor":
        check_numbers(ColumnSpec(name=str(true.name), dtype=str(true.dtype)))
        told, found = true.to_numpy(dtype="float64"), predicted.to_numpy(dtype="float64")
        return answers_of_numbers(
            told, found, str(true.name), f"a prediction of the model {quoted(model.name)}", weights
        )
    labels = _labels(model, true, predicted)
    return Answers(
        _codes(true, labels),
        _codes(predicted, labels),
        _chances(model, answered, len(labels)),
        tuple(map(str, labels)),
        positive_of(labels, positive, str(true.name)),
        weights,
    )


def answers_of_numbers(
    true: np.ndarray, predicted: np.ndarray, target: str, prediction: str, weights: np.ndarray | None
) -> Answers:
    """Predicted numbers (rows) beside the truth, which stands in the column `target`; `prediction` says what they are.

    Raises DataError for numbers that cannot be calculated with, TooLargeAnswer where they were predicted.
    """
    import numpy as np

    for values, name, error in ((true, quoted(target), DataError), (predicted, prediction, TooLargeAnswer)):
        bad = np.flatnonzero(~(np.abs(values) <= LARGEST))
        if len(bad):
            raise error(
                f"{name} is {values[bad[0]]:g}, too large to calculate with: correct it, or divide the column by a constant "
                "before",
                column=target,
            )
    return Answers(true, predicted, weights=weights)


def check_numbers(target: ColumnSpec) -> None:
    """Raise DataError where the truth for a model of numbers is none."""
    if target.type not in ("number", "boolean") or target.dtype.startswith("complex"):
        raise DataError(
            f"{quoted(target.name)} is a {type_words(target.dtype)} column, but the model predicts numbers",
            column=target.name,
        )


def _labels(model: Model, true: pd.Series, predicted: pd.Series) -> list[Any]:
    """The model's classes, and those that it does not know."""
    import pandas as pd

    known = list(dict.fromkeys([*model.classes, *_plain(predicted)]))
    kinds = {column_type(pd.Series(known).dtype), column_type(pd.Series(_plain(true)).infer_objects().dtype)}
    if kinds == {"number", "text"}:
        raise DataError(
            f"{quoted(str(true.name))} holds {quoted(true.iloc[0])}, and the model {quoted(model.name)} predicts "
            f"{quoted(known[0])}: convert the one or the other, they never match like this",
            column=str(true.name),
        )
    return list(dict.fromkeys([*known, *_plain(true)]))


def _plain(column: pd.Series) -> list[Any]:
    """The different values, as Python's own."""
    found: list[Any] = column.dropna().astype(object).unique().tolist()
    return found


def _codes(column: pd.Series, labels: list[Any]) -> np.ndarray:
    import pandas as pd

    codes: np.ndarray = pd.Index(labels, dtype=object).get_indexer(column.astype(object))
    return codes


def _chances(model: Model, answered: pd.DataFrame, width: int) -> np.ndarray | None:
    """The probabilities; of classes that the model does not know 0."""
    import numpy as np

    names = [f"{PROBABILITY}{label}" for label in model.classes]
    if not names or not set(names) <= set(answered.columns):
        return None
    made = np.zeros((len(answered), width))
    made[:, : len(names)] = answered[names].to_numpy(dtype="float64")
    return made


def positive_of(labels: Sequence[Any], positive: str, target: str) -> int | None:
    """With two classes, the one that counts as positive: the second in sorted order unless it is chosen."""
    if not positive:
        return max((0, 1), key=lambda place: _order(labels[place])) if len(labels) == 2 else None
    for place, label in enumerate(labels):
        if positive in class_names(label):
            return place
    names = [class_names(label)[0] for label in labels]
    near = nearest(positive, names)
    hint = f"did you mean {quoted(near)}?" if near else f"the classes are {', '.join(map(quoted, names[:8]))}"
    raise DataError(f"{quoted(target)} has no class {quoted(positive)} to count as positive; {hint}", column=target)


def _order(label: Any) -> tuple[bool, Any]:
    return isinstance(label, str), label


def measured(answers: Answers) -> dict[str, float]:
    """All measures; NaN for one that these rows do not tell."""
    return {name: measure(name, answers) for name in answers.measures}


def measure(name: str, answers: Answers, weights: np.ndarray | None = None) -> float:
    """One measure, as `sklearn.metrics` defines it (with `zero_division=0`); NaN where these rows do not tell it.

    `weights` (rows) says how often each row counts beside what the answers themselves say.
    """
    import numpy as np

    weights = np.ones(len(answers.true)) if weights is None else weights
    if answers.weights is not None:
        weights = weights * answers.weights
    if not weights.sum():
        return float("nan")
    if not answers.classes:
        return _of_numbers(name, answers, weights)
    if name in ("roc_auc", "log_loss"):
        return _of_chances(name, answers, weights)
    size = len(answers.classes)
    counts = np.bincount(answers.true * size + answers.predicted, weights, minlength=size * size)
    return _of_counts(name, counts.reshape(size, size), answers.positive)


def _of_counts(name: str, counts: np.ndarray, positive: int | None) -> float:
    """A measure of how many rows of each true class (rows) were predicted as each class (columns)."""
    right, support, predicted = counts.diagonal(), counts.sum(axis=1), counts.sum(axis=0)
    if name == "accuracy":
        return float(right.sum() / counts.sum())
    if name == "balanced_accuracy":
        return float((right[support > 0] / support[support > 0]).mean())
    above, below = {
        "precision": (right, predicted),
        "recall": (right, support),
        "f1": (2 * right, support + predicted),
    }[name]
    ratios = above / below.clip(min=1e-300)
    return float(ratios[support + predicted > 0].mean() if positive is None else ratios[positive])


def _of_chances(name: str, answers: Answers, weights: np.ndarray) -> float:
    """ROC AUC (of more than two classes the mean of each against the rest), or log loss."""
    import numpy as np

    chances = answers.chances
    if chances is None:
        return float("nan")
    if name == "log_loss":
        smallest = np.finfo(np.float64).eps
        given = chances[np.arange(len(chances)), answers.true].clip(smallest, 1 - smallest)
        return float(-np.average(np.log(given), weights=weights))
    classes = [1] if len(answers.classes) == 2 else range(len(answers.classes))
    areas = np.array([_area(answers.true == one, answers.places[one], weights) for one in classes])
    known = areas == areas
    return float(areas[known].mean()) if known.any() else float("nan")


def _area(positive: np.ndarray, place: np.ndarray, weights: np.ndarray) -> float:
    """The area under the ROC curve: the share of pairs in which the positive row has the greater chance, ties by half."""
    import numpy as np

    ones = np.bincount(place, weights * positive)
    others = np.bincount(place, weights * ~positive)
    pairs = ones.sum() * others.sum()
    return float((ones * (others.cumsum() - others / 2)).sum() / pairs) if pairs else float("nan")


def _of_numbers(name: str, answers: Answers, weights: np.ndarray) -> float:
    import numpy as np

    true, error = answers.true, answers.predicted - answers.true
    size = np.abs(error)
    if name == "rmse":
        return float(np.sqrt(np.average(error**2, weights=weights)))
    if name == "mae":
        return float(np.average(size, weights=weights))
    if name == "median_absolute_error":
        return weighted_median(size, weights, answers.by_error)
    counted = weights > 0
    if name == "mape":
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            shares = size[counted] / abs(true[counted])
        known = np.isfinite(shares).all() and (true[counted] != 0).all()
        return float(np.average(shares, weights=weights[counted])) if known else float("nan")
    spread = np.average((true - np.average(true, weights=weights)) ** 2, weights=weights)
    same = (true[counted] == true[counted][0]).all()
    return float("nan") if same else float(1 - np.average(error**2, weights=weights) / spread)


def weighted_median(values: np.ndarray, weights: np.ndarray, order: np.ndarray | None = None) -> float:
    """The value up to which half of the weight lies; the mean of two where exactly half lies below.

    `order` are the rows from the smallest value to the largest, if that is known.
    """
    import numpy as np

    order = order_of([values]) if order is None else order
    order = order[weights[order] > 0]
    below = weights[order].cumsum()
    place = int(np.searchsorted(below, below[-1] / 2))
    after = place + (below[place] == below[-1] / 2)
    return float((values[order[place]] + values[order[after]]) / 2)


def unknown(metric: str, where: str) -> str:
    """What to say of a measure that rows do not tell: where, and why."""
    return f"`{metric}` is not known in {where}: {NEEDS.get(metric, 'no row there that counts has a true value')}"


def told(values: Mapping[str, float]) -> dict[str, float | None]:
    """Measures as variables: None for what is not known."""
    return {name: value if value == value else None for name, value in values.items()}
