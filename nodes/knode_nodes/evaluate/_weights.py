"""How much each row counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.api import Column, DataError, TableSpec, column_type, quoted, setting, type_words

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

WEIGHT = setting(Column(""), "Column that tells how much each row counts, 0 or more; empty counts all alike.")


def check_weight(weight: Column, table: pd.DataFrame | TableSpec) -> None:
    """Raise DataError where the chosen column of weights, if any, holds no numbers."""
    if not weight:
        return
    dtype = str(table[weight.of(table, port="table")].dtype)
    kind = column_type(dtype)
    if kind not in ("number", "boolean") or dtype.startswith("complex"):
        raise _unfit(weight, f"is a {type_words(dtype)} column: choose a column of numbers, or none")


def weights_of(weight: Column, table: pd.DataFrame, kept: np.ndarray) -> np.ndarray | None:
    """The weights (kept rows) as float64; None where no column is chosen.

    Raises:
        DataError: a weight is missing, negative or infinite, or all are 0.
    """
    import numpy as np

    if not weight:
        return None
    check_weight(weight, table)
    values: np.ndarray = table[str(weight)].to_numpy(dtype="float64", na_value=np.nan)
    bad = np.flatnonzero(kept & ~((values >= 0) & np.isfinite(values)))
    if len(bad):
        row = int(bad[0])
        said = "missing" if np.isnan(values[row]) else f"{values[row]:g}"
        raise _unfit(weight, f"is {said} in row {row}: a weight is a number, 0 or more; correct it", row)
    if not values[kept].any():
        raise _unfit(weight, "is 0 in every row, so no row counts")
    with np.errstate(over="ignore"):
        total = values[kept].sum()
    if not np.isfinite(total):
        raise _unfit(weight, "adds up to more than any number: divide the column by a constant before")
    return values[kept]


def _unfit(weight: Column, problem: str, row: int | None = None) -> DataError:
    return DataError(f"the weight {quoted(str(weight))} {problem}", port="table", column=str(weight), row=row)
