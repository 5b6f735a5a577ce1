"""What the learners of a target do around fitting: rows, values, weights and preparation before it, the Model after it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import Context, DataError, Model, column_type, quoted
from knode_nodes.learn._encoding import assembled, preparation, prepared_facts
from knode_nodes.learn._fitted import classifier, quiet, regressor
from knode_nodes.learn._fitting import fit_transform
from knode_nodes.learn._kinds import LABELS
from knode_nodes.learn._leaking import warn_of_leaks
from knode_nodes.learn._settings import ClassWeight
from knode_nodes.learn._targets import class_labels, numbers
from knode_nodes.learn._task import Task
from knode_nodes.learn._training import Rows, Training, large_number, too_large, training_data
from knode_nodes.learn._weights import with_classes

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

LARGEST = 1e150
"""Squares of greater numbers are beyond any number."""


@dataclass(frozen=True)
class Lesson:
    """What an estimator is fitted to.

    `values` (rows) are class labels or numbers, `weights` (rows) how much each row counts, None for all alike. `prepare` is
    the fitted transformer that made `prepared` (rows, numbers) of the features; None where they are taken as they are.
    `weighing` are the facts that say how classes count, with which the same estimator can be fitted to other rows.
    """

    data: Training
    task: Task
    values: np.ndarray
    weights: np.ndarray | None
    prepare: Any
    prepared: Any
    weighing: Mapping[str, Any]

    @property
    def features(self) -> list[str]:
        """The names of the columns to learn from."""
        return list(self.data.features.columns)

    def fit(self, estimator: Any) -> Any:
        """The estimator, fitted."""
        return self._fitted(estimator, self.values)

    def fit_to_codes(self, estimator: Any) -> Any:
        """The same; of a classifier that needs the labels only to say what it predicts, from `classes_`.

        It sorts the labels several times, which takes as long as the fit where they are texts.
        """
        import pandas as pd

        if self.task == "regression":
            return self.fit(estimator)
        codes, classes = pd.factorize(self.values, sort=True)
        fitted = self._fitted(estimator, codes)
        fitted.classes_ = classes
        return fitted

    def _fitted(self, estimator: Any, values: np.ndarray) -> Any:
        more = {} if self.weights is None else {"sample_weight": self.weights}
        with quiet(), refusing(self.data):
            return estimator.fit(self.prepared, values, **more)

    def score(self, estimator: Any) -> float:
        """The share of training rows whose class is right, or R² on them."""
        import numpy as np

        if self.task == "regression":
            with quiet():
                return float(estimator.score(self.prepared, self.values, sample_weight=self.data.weights))
        # scikit-learn's own takes as long as a fit where labels are texts.
        right = estimator.predict(self.prepared) == self.values
        return float(np.average(right, weights=self.data.weights))

    def model(self, name: str, estimator: Any, facts: Mapping[str, Any]) -> Model:
        """The fitted estimator with its preparation, as a Model."""
        make = classifier if self.task == "classification" else regressor
        told = prepared_facts(self.prepare, self.features)
        return make(name, self.data, assembled(self.prepare, estimator), {**self.weighing, **told, **facts})


def data_of(node: Any, table: Any, context: Context, *, gaps: Container[str] = (), weighs: bool = True) -> Training:
    """The rows and columns that a learner of a target learns from.

    Args:
        node: the learner, with the settings target, features, missing and, unless the algorithm takes none, weight.
        table: what came in.
        context: is told of what is left out.
        gaps: the types of columns in which the algorithm itself takes missing values.
        weighs: whether it takes weights.
    """
    missing = LABELS if getattr(node, "missing", "error") == "fill" else gaps
    weight = getattr(node, "weight", None) if weighs else None
    return training_data(table, node.target, node.features, context, missing=missing, weight=weight)


def lesson(
    node: Any,
    data: Training,
    task: Task,
    context: Context,
    *,
    gaps: Container[str] = (),
    single: bool = False,
    most_values: int | None = None,
    **prepared_as: bool,
) -> Lesson:
    """What to fit an estimator to.

    Args:
        node: the learner, with the settings max_categories, class_weight and class_weights where it has such.
        data: the rows and columns, see `data_of`.
        task: whether classes or numbers are predicted.
        context: is told what looks wrong.
        gaps: the types of columns in which the algorithm itself takes missing values.
        single: whether it compares numbers in single precision.
        most_values: of a text column that are told apart; None takes the setting max_categories.
        prepared_as: see `preparation`.
    """
    if single:
        check_single_precision(data)
    classes = task == "classification"
    row = "row" if data.weights is None else "row that counts"
    values = (
        class_labels(data.target, data.positions, context, row)
        if classes
        else numbers(data.target, data.positions, row)
    )
    warn_of_leaks(data, values, context, classes=classes)
    fill = "number" not in gaps and "number" in data.missing
    prepare, prepared = fit_preparation(data, most_values or node.max_categories, context, fill=fill, **prepared_as)
    how: ClassWeight = getattr(node, "class_weight", "none")
    if how == "custom" and not classes:
        context.warn(f"{quoted(data.target.name)} is predicted as numbers, so weights of classes have no effect.")
    if how == "none" or not classes:
        return Lesson(data, task, values, data.weights, prepare, prepared, {})
    weighing = {"class_weight": how} | ({"class_weights": dict(node.class_weights)} if how == "custom" else {})
    weights = with_classes(how, node.class_weights, values, data.weights, data.target)
    return Lesson(data, task, values, weights, prepare, prepared, weighing)


def fit_preparation(
    rows: Rows, most_values: int, context: Context, *, fill: bool, **prepared_as: bool
) -> tuple[Any, Any]:
    """The fitted transformer before an estimator, and what it makes (rows, numbers) of the features: see `preparation`.

    Without one, None and the features. With `fill` it fills missing numbers even if training has none.
    """
    prepare = preparation(rows.features, most_values, context, fill=fill, **prepared_as)
    with quiet(), refusing(rows):
        prepared = rows.features if prepare is None else fit_transform(prepare, rows.features)
    _warn_of_width(prepared.shape, context)
    return prepare, prepared


def _warn_of_width(shape: tuple[int, int], context: Context) -> None:
    """Tell of a table with more numbers to a row than rows."""
    rows, width = shape
    if width > rows:
        context.warn(
            f"The features make {width:,} numbers a row, and there are {rows:,} rows only: a model can fit these rows by "
            "chance. Take fewer features or more rows, and check the model on other rows."
        )


@contextmanager
def refusing(rows: Rows) -> Iterator[None]:
    """What an algorithm refuses in many ways, as one error that says what is likely wrong."""
    try:
        yield
    except (ValueError, TypeError, ArithmeticError) as error:
        for name in rows.features.columns:
            found = _beyond(rows.features[name])
            if found is not None:
                raise _too_large_to_square(rows, str(name), found) from error
        said = " ".join(str(error).split())[:400].rstrip(".")
        raise DataError(
            f"the algorithm cannot learn from this table: {said[:1].lower() + said[1:]}", port="table"
        ) from error


def check_distances(rows: Rows, prepared: Any) -> None:
    """Raise DataError where numbers (rows, columns) are so large that distances between them are beyond any number."""
    import numpy as np

    flat = np.asarray(prepared.data if hasattr(prepared, "toarray") else prepared, dtype="float64").ravel(order="K")
    with np.errstate(over="ignore", invalid="ignore"), refusing(rows):
        # Not by BLAS, whose threads go on turning for a while after so little work.
        most = max(float(flat.max()), -float(flat.min())) if flat.size else 0.0
        if not np.isfinite(most * most * flat.size) and not np.isfinite(np.square(flat).sum()):
            raise OverflowError("distances are too large to calculate with")


def _beyond(column: pd.Series) -> int | None:
    """The position of the first number whose square is too large, or None."""
    import numpy as np

    if column_type(column.dtype) != "number":
        return None
    found = np.flatnonzero(np.abs(column.to_numpy(dtype="float64", na_value=np.nan)) > LARGEST)
    return int(found[0]) if len(found) else None


def _too_large_to_square(rows: Rows, name: str, position: int) -> DataError:
    row, value = int(rows.positions[position]), float(rows.features[name].iloc[position])
    return DataError(
        f"{quoted(name)} is {value:g} in row {row}, too large to calculate with: correct it, "
        "or divide the column by a constant before training",
        port="table",
        column=name,
        row=row,
    )


def check_single_precision(data: Rows) -> None:
    """Raise DataError for a number beyond single precision, in which trees compare numbers."""
    for name in data.features.columns:
        position = too_large(data.features[name])
        if position is not None:
            raise large_number(data.features[name], position, int(data.positions[position]))


def check_set_aside(node: Any, given: Lesson) -> None:
    """Raise DataError where early stopping cannot set rows of each class aside; the learner says how many."""
    import numpy as np

    aside, rows = round(len(given.values) * node.validation_share), len(given.values)
    classes, counts = np.unique(given.values, return_counts=True) if given.task == "classification" else ((), ())
    rare = [str(label) for label, count in zip(classes, counts, strict=True) if count < 2]
    if rare:
        raise DataError(
            f"{quoted(rare[0])} is the target of one row only, so early stopping cannot set rows of it aside: "
            "switch early stopping off, or leave out such rows",
            port="table",
            column=str(given.data.target.name),
        )
    if not max(1, len(classes)) <= aside <= rows - max(1, len(classes)):
        raise DataError(
            f"a share of {node.validation_share:g} sets aside {aside:,} of {rows:,} rows, too few or too many "
            "to stop by: change the share, or switch early stopping off",
            port="table",
        )
