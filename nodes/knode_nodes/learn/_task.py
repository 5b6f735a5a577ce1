"""Whether a learner that can do both predicts a class or a number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from knode.api import Column, Columns, ColumnSpec, Context, ModelSpec, TableSpec, column_type, quoted
from knode_nodes.learn._fitted import classifier_spec, regressor_spec
from knode_nodes.learn._targets import check_class_target, check_number_target
from knode_nodes.learn._training import feature_spec, target_in

if TYPE_CHECKING:
    import pandas as pd

Task = Literal["classification", "regression"]
TaskChoice = Literal["auto", "classification", "regression"]
FEW_VALUES = 20
FIRST_ROWS = 200


def task_of(choice: TaskChoice, target: pd.Series, context: Context) -> Task:
    """The chosen task; where it is left open, what the target's type and values tell, and the person is told."""
    if choice != "auto":
        return choice
    spec = TableSpec.of(target.to_frame()).columns[0]
    task: Task = _from_type(choice, spec) or ("classification" if are_few_wholes(target) else "regression")
    goal = "classes" if task == "classification" else "numbers"
    other = "regression" if task == "classification" else "classification"
    hint = f" If that is not meant, set task to {other}." if column_type(target.dtype) == "number" else ""
    context.info(f"{quoted(spec.name)} is predicted as {goal} ({task}).{hint}")
    return task


def are_few_wholes(numbers: pd.Series) -> bool:
    """Whether numbers are few different whole ones, each in two rows or more, be they floats as where some were missing.

    The first rows mostly tell.
    """
    few = all(part.nunique() <= FEW_VALUES and are_wholes(part) for part in (numbers.iloc[:FIRST_ROWS], numbers))
    return few and numbers.nunique() <= max(2, int(numbers.count()) // 2)


def are_wholes(numbers: pd.Series) -> bool:
    """Whether all numbers that are there are whole ones."""
    import numpy as np

    if numbers.dtype.kind in "iuc":
        return numbers.dtype.kind != "c"
    values = numbers.to_numpy(dtype="float64", na_value=np.nan)
    values = values[~np.isnan(values)]
    return bool(np.isfinite(values).all() and (values == np.round(values)).all())


def task_spec(
    choice: TaskChoice,
    table: object,
    target: Column,
    features: Columns,
    weight: Column | None = None,
    *,
    probabilities: bool = True,
) -> ModelSpec | None:
    """What is known of the model before fitting; None where the values of the target decide the task."""
    if not isinstance(table, TableSpec):
        return None
    target = target_in(table, target)
    column = table[target]
    chosen = feature_spec(table, target, features, weight)
    task = _from_type(choice, column)
    if task is None:
        return None
    if task == "classification":
        check_class_target(column)
        return classifier_spec(column, chosen, probabilities)
    check_number_target(column)
    return regressor_spec(column, chosen)


def _from_type(choice: TaskChoice, target: ColumnSpec) -> Task | None:
    """What the setting and the target's type tell; None for numbers, where the values decide, if they are not known."""
    if choice != "auto":
        return choice
    if target.type != "number" or (target.categories is not None and len(target.categories) <= FEW_VALUES):
        return "classification"
    return None
