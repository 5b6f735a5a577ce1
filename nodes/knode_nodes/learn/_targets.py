"""What is predicted: classes as plain labels, numbers as floats, and what is refused as a target."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import ColumnSpec, Context, DataError, column_type, quoted
from knode_nodes.learn._kinds import type_phrase, usable

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

MOST_CLASSES = 1000
MANY_CLASSES = 50
LARGEST_CLASS = 2.0**63
"""Whole numbers from here on have no place among those of 64 bits."""
LARGEST = 1e150
"""Squares of greater numbers are beyond any number."""


def class_labels(target: pd.Series, positions: np.ndarray, context: Context, row: str = "row") -> np.ndarray:
    """The target (rows) as plain labels: texts as Python strings, booleans, or numbers. Raises DataError.

    `row` is what messages call one of them.
    """
    import pandas as pd

    name = str(target.name)
    labels: np.ndarray = _plain(target, positions)
    classes = pd.unique(labels)
    if len(classes) < 2:
        raise DataError(
            f"the target {quoted(name)} is {quoted(classes[0])} in every {row}: a model needs at least two classes",
            port="table",
            column=name,
        )
    if len(classes) > MOST_CLASSES:
        raise DataError(
            f"the target {quoted(name)} has {len(classes):,} different values, more than {MOST_CLASSES:,} classes: "
            "choose a column with fewer, or learn it as a number (regression)",
            port="table",
            column=name,
        )
    if len(classes) > MANY_CLASSES:
        context.warn(f"The target {quoted(name)} has {len(classes):,} classes; each needs many rows to be learnt.")
    return labels


def numbers(target: pd.Series, positions: np.ndarray, row: str = "row") -> np.ndarray:
    """The target (rows) as float64. Raises DataError where it is no column of differing, finite numbers; see `class_labels`."""
    import numpy as np

    name = str(target.name)
    check_number_target(ColumnSpec(name=name, dtype=str(target.dtype)))
    values: np.ndarray = target.to_numpy(dtype="float64")
    large = np.flatnonzero(~(np.abs(values) <= LARGEST))
    if len(large):
        place, value = int(positions[large[0]]), float(values[large[0]])
        raise DataError(
            f"the target {quoted(name)} is infinite in row {place}: correct it or drop the row"
            if np.isinf(value)
            else f"the target {quoted(name)} is {value:g} in row {place}, too large to calculate with: correct it, or divide "
            "the column by a constant before training",
            port="table",
            column=name,
            row=place,
        )
    if (values == values[0]).all():
        raise DataError(
            f"the target {quoted(name)} is {values[0]:g} in every {row}: there is nothing to learn",
            port="table",
            column=name,
        )
    return values


def check_number_target(column: ColumnSpec) -> None:
    """Raise DataError where a column cannot be the target of a regression."""
    if column.type != "number" or not usable(column):
        raise DataError(
            f"the target {quoted(column.name)} is {type_phrase(column)}; a regression predicts numbers. Predict "
            "classes with Logistic Regression Learner or Random Forest Learner",
            port="table",
            column=column.name,
        )


def check_class_target(column: ColumnSpec) -> None:
    """Raise DataError where a column cannot be the target of a classification."""
    if not usable(column):
        raise DataError(
            f"the target {quoted(column.name)} is {type_phrase(column)}; classes are texts, categories, booleans or "
            "whole numbers: convert the column first",
            port="table",
            column=column.name,
        )


def is_floating(dtype: str) -> bool:
    """Whether a pandas dtype is of numbers with decimals, such as floats, which whole numbers become where some are missing."""
    return dtype.lower().startswith(("float", "double", "halffloat", "decimal"))


def _plain(target: pd.Series, positions: np.ndarray) -> np.ndarray:
    import numpy as np

    name = str(target.name)
    check_class_target(ColumnSpec(name=name, dtype=str(target.dtype)))
    dtype = target.cat.categories.dtype if column_type(target.dtype) == "category" else target.dtype
    kind = column_type(dtype)
    if kind == "number":
        values = target.to_numpy(dtype="float64")
        signed = str(dtype).lower().startswith("int")
        broken = np.flatnonzero((values != np.round(values)) | (not signed and np.abs(values) >= LARGEST_CLASS))
        if len(broken):
            row, value = int(positions[broken[0]]), values[broken[0]]
            why = "has decimals" if value != np.round(value) else "is too large"
            raise DataError(
                f"the target {quoted(name)} {why} ({value:g} in row {row}), so it is no class: learn it as a number "
                "(regression), or convert it to text first",
                port="table",
                column=name,
                row=row,
            )
        # Categories stay what they are; of other columns whole numbers are floats only because some are missing.
        stays = is_floating(str(dtype)) and column_type(target.dtype) == "category"
        return values if stays else target.to_numpy(dtype="int64")
    if kind == "boolean":
        return target.to_numpy(dtype=bool)
    if kind != "text" and not all(isinstance(value, str) for value in target.cat.categories):
        raise DataError(
            f"the categories of the target {quoted(name)} are of mixed types: convert the column to text first",
            port="table",
            column=name,
        )
    return target.to_numpy(dtype=object)


def on_a_scale(regressor: Any) -> Any:
    """The regressor, to be fitted to a target of mean 0 and deviation 1; it predicts in the target's own units.

    For algorithms whose settings count in those.
    """
    from sklearn.compose import TransformedTargetRegressor
    from sklearn.preprocessing import StandardScaler

    # The check of the inverse is for functions that a person wrote; it costs a pass.
    return TransformedTargetRegressor(regressor, transformer=StandardScaler(), check_inverse=False)
