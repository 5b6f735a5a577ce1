"""Columns of numbers that something is learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from knode.api import Columns, DataError, TableSpec, quoted

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

NO_NUMBERS = ("complex", "decimal")
"""Dtypes of numbers that cannot be calculated with as plain floats."""


def number_columns(columns: Columns, spec: TableSpec, purpose: str) -> list[str]:
    """The chosen columns, all of real numbers. Raises DataError otherwise; `purpose` ends "no numeric column to …"."""
    chosen = columns.of_spec(spec, port="table")
    if not chosen:
        raise DataError(f"there is no numeric column to {purpose}: choose the columns", port="table")
    for name in chosen:
        if spec[name].type != "number" or spec[name].dtype.startswith(NO_NUMBERS):
            raise DataError(
                f"{quoted(name)} is a {spec[name].type} column of {spec[name].dtype}, and only plain numbers can be used to "
                f"{purpose}: choose other columns, or convert it before",
                port="table",
                column=name,
            )
    return chosen


def matrix(rows: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """(rows, names) float64, NaN where a number is missing."""
    import numpy as np

    made = np.empty((len(rows), len(names)))
    for place, name in enumerate(names):
        made[:, place] = floats_of(rows[name])
    return made


def floats_of(column: pd.Series) -> np.ndarray:
    """(rows) float64 of a column of numbers or booleans, NaN where one is missing."""
    import numpy as np

    made: np.ndarray = column.to_numpy(dtype="float64", na_value=np.nan)
    return made


def whole_limits(dtype: str) -> tuple[int, int]:
    """The smallest and the largest number of a dtype of whole numbers, by its name in pandas."""
    import numpy as np

    limits = np.iinfo(dtype.lower().split("[")[0])
    return int(limits.min), int(limits.max)


def check_numbers(table: pd.DataFrame, columns: Sequence[str], lacking: str) -> None:
    """Raise DataError for a column without values, of which `lacking` says what it has none of, and for infinite values."""
    import numpy as np

    for name in columns:
        values = floats_of(table[name])
        if np.isfinite(values).all():
            continue
        if np.isnan(values).all():
            raise DataError(
                f"{quoted(name)} has no values, so it has no {lacking}: leave it out", port="table", column=name
            )
        endless = np.isinf(values)
        if endless.any():
            row = int(endless.argmax())
            raise DataError(
                f"{quoted(name)} is infinite in row {row}: correct it or drop the row",
                port="table",
                column=name,
                row=row,
            )
