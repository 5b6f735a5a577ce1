"""How much each row counts: a column of weights, and classes that are balanced."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode.api import Column, ColumnSpec, DataError, TableSpec, quoted

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

UNWEIGHTED = Column("")


def check_weight(spec: TableSpec, weight: Column, target: str = "") -> None:
    """Raise DataError where the chosen column of weights, if any, cannot be one."""
    if not weight:
        return
    column = spec[weight.of(spec, port="table")]
    if weight == target:
        raise _unfit(column, "is the target too: choose another column, or none")
    if column.type not in ("number", "boolean") or column.dtype.startswith("complex"):
        raise _unfit(column, f"is of type {column.type}: choose a column of numbers, 0 or greater, or none")


def weights_of(table: pd.DataFrame, weight: Column) -> np.ndarray | None:
    """The weights (rows) as float64, NaN where missing; None where no column is chosen."""
    import numpy as np

    if not weight:
        return None
    check_weight(TableSpec.of(table), weight)
    values: np.ndarray = table[str(weight)].to_numpy(dtype="float64", na_value=np.nan)
    return values


def check_weights(weights: np.ndarray, positions: np.ndarray, weight: Column) -> None:
    """Raise DataError for a missing, negative or infinite weight, and where no row counts."""
    check_each_weight(weights, positions, weight)
    if not weights.any():
        column = ColumnSpec(name=str(weight), dtype="float64")
        raise _unfit(column, "is 0 in every row, so no row counts: give at least some rows a weight")


def check_each_weight(weights: np.ndarray, positions: np.ndarray, weight: Column) -> None:
    """Raise DataError for a missing, negative or infinite weight of the rows at these positions."""
    import numpy as np

    column = ColumnSpec(name=str(weight), dtype="float64")
    bad = np.flatnonzero(~((weights >= 0) & np.isfinite(weights)))
    if len(bad):
        value, row = weights[bad[0]], int(positions[bad[0]])
        said = "missing" if np.isnan(value) else f"{value:g}"
        raise _unfit(column, f"is {said} in row {row}: a weight is a number, 0 or greater; correct it", row)


def balanced(labels: np.ndarray, weights: np.ndarray | None) -> np.ndarray:
    """Weights (rows) with which every class counts as much as any other; rows of a class keep their proportions."""
    import numpy as np
    import pandas as pd

    codes, classes = pd.factorize(labels)
    given = np.ones(len(labels)) if weights is None else weights
    totals = np.bincount(codes, given)
    made: np.ndarray = given * (given.sum() / (len(classes) * totals))[codes]
    return made


def _unfit(column: ColumnSpec, problem: str, row: int | None = None) -> DataError:
    facts: dict[str, Any] = {} if row is None else {"row": row}
    return DataError(f"the weight {quoted(column.name)} {problem}", port="table", column=column.name, **facts)
