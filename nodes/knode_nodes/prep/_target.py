"""The target that columns are judged by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._numbers import NO_NUMBERS, floats_of

if TYPE_CHECKING:
    import pandas as pd

Task = Literal["auto", "classification", "regression"]


def has_classes(dtype: str, task: Task = "auto") -> bool:
    """Whether a target of this dtype has classes: those are told apart, numbers are compared."""
    plain = column_type(dtype) == "number" and not dtype.startswith(NO_NUMBERS)
    return task == "classification" or (task == "auto" and not plain)


def target_numbers(column: pd.Series, task: Task = "auto") -> tuple[Any, bool]:
    """(rows) float64: the target, or the number of its class, NaN where it is missing or infinite; and whether it has classes.

    Raises DataError where values make no classes, or are no numbers.
    """
    import numpy as np

    if not has_classes(str(column.dtype), task):
        if column_type(column.dtype) not in ("number", "boolean") or str(column.dtype).startswith(NO_NUMBERS):
            raise DataError(
                f"the target {quoted(column.name)} is a {type_words(column.dtype)} column, which has no plain numbers: "
                "choose another column, or let the task be classification",
                port="table",
                column=str(column.name),
            )
        values = floats_of(column)
        return np.where(np.isinf(values), np.nan, values), False
    try:
        codes, _ = column.factorize()
    except (TypeError, NotImplementedError):
        raise DataError(
            f"the target {quoted(column.name)} holds values such as lists, which are no classes: choose another column",
            port="table",
            column=str(column.name),
        ) from None
    return np.where(codes < 0, np.nan, codes), True
