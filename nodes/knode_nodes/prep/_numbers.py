"""Columns of numbers that something is learnt from."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from knode.api import Columns, DataError, TableSpec, quoted, type_words

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

NO_NUMBERS = ("complex", "decimal")
"""Dtypes of numbers that cannot be calculated with as plain floats."""
FLOATS = 2**53
"""Whole numbers up to this are exact as floats."""
STEPS = 2**20
"""So many floats at least lie from the smallest to the largest of large whole numbers: six digits of what is between."""
LARGEST = 1e140
"""Numbers of which a variance can be calculated, at most: the squares of millions of them have a sum."""


def number_columns(columns: Columns, spec: TableSpec, purpose: str, *, decimals: bool = False) -> list[str]:
    """The chosen columns, all of real numbers, and exact decimals where `decimals` are taken. Raises DataError otherwise.

    `purpose` ends "no numeric column to …".
    """
    refused = NO_NUMBERS if not decimals else tuple(name for name in NO_NUMBERS if name != "decimal")
    chosen = columns.some_of(spec, f"there is no numeric column to {purpose}: choose the columns", port="table")
    for name in chosen:
        if spec[name].type != "number" or spec[name].dtype.startswith(refused):
            raise DataError(
                f"{quoted(name)} is a {type_words(spec[name].dtype)} column, and only plain numbers can be used to "
                f"{purpose}: choose other columns, or convert it before",
                port="table",
                column=name,
            )
    return chosen


def matrix(rows: pd.DataFrame, names: Sequence[str]) -> np.ndarray:
    """(rows, names) float64, NaN where a number is missing."""
    import numpy as np

    # Column by column in memory, as they are written.
    made = np.empty((len(names), len(rows)))
    for place, name in enumerate(names):
        made[place] = floats_of(rows[name])
    return made.T


def floats_of(column: pd.Series) -> np.ndarray:
    """(rows) float64 of a column of numbers or booleans, NaN where one is missing; not to be written to."""
    import numpy as np

    # Told what stands for a missing value, pandas looks for one in whole numbers too.
    plain = isinstance(column.dtype, np.dtype) and column.dtype.kind in "iufb"
    made: np.ndarray = column.to_numpy(dtype="float64") if plain else column.to_numpy(dtype="float64", na_value=np.nan)
    return made


def median(values: np.ndarray) -> float:
    """The median of (rows) float64, of which one at least is no NaN, as pandas has it and several times as fast."""
    import numpy as np

    present = values[~np.isnan(values)]
    middle = len(present) // 2
    present.partition(middle)
    if len(present) % 2:
        return float(present[middle])
    return float(np.mean([present[:middle].max(), present[middle]]))


def whole_limits(dtype: str) -> tuple[int, int]:
    """The smallest and the largest number of a dtype of whole numbers, by its name in pandas."""
    import numpy as np

    limits = np.iinfo(dtype.lower().split("[")[0])
    return int(limits.min), int(limits.max)


def numpy_name(dtype: str) -> str:
    """The name that NumPy has for a dtype of numbers, by its name in pandas."""
    name = dtype.lower().split("[")[0]
    return {"float": "float32", "double": "float64", "halffloat": "float16"}.get(name, name)


def check_moderate(column: pd.Series) -> None:
    """Raise DataError for numbers whose squares are too large for a float."""
    import numpy as np

    values = floats_of(column)
    # These two pass over NaN.
    if not len(values) or (np.fmax.reduce(values) <= LARGEST and np.fmin.reduce(values) >= -LARGEST):
        return
    large = (np.abs(values) > LARGEST) & np.isfinite(values)
    if large.any():
        row = int(large.argmax())
        raise DataError(
            f"{quoted(column.iloc[row])} in row {row} of {quoted(column.name)} is too large to calculate a variance with: "
            "correct it, or limit the column by Outliers with bounds",
            port="table",
            column=str(column.name),
            row=row,
        )


def check_numbers(table: pd.DataFrame, columns: Sequence[str], lacking: str) -> None:
    """Raise DataError for a column without values, of which `lacking` says what it has none of, and for infinite values.

    And for whole numbers that floats do not tell apart.
    """
    import numpy as np

    for name in columns:
        values = floats_of(table[name])
        check_told_apart(table[name], values)
        # These two pass over NaN.
        if not len(values) or (np.isfinite(least := np.fmin.reduce(values)) and np.isfinite(np.fmax.reduce(values))):
            continue
        if np.isnan(least):
            raise DataError(
                f"{quoted(name)} has no values, so it has no {lacking}: leave it out", port="table", column=name
            )
        raise endless(name, values)


def check_calculable(table: pd.DataFrame, columns: Sequence[str], lacking: str) -> None:
    """`check_numbers` and `check_moderate` of columns, which most pass at one look at their smallest and largest values."""
    import numpy as np

    for name in columns:
        column, values = table[name], floats_of(table[name])
        # These two pass over NaN, and give it where there is nothing else: then no comparison is true.
        largest = max(float(np.fmax.reduce(values)), -float(np.fmin.reduce(values))) if len(values) else np.nan
        if not largest <= FLOATS or str(column.dtype).startswith("decimal"):
            check_numbers(table, [name], lacking)
            check_moderate(column)


def check_told_apart(column: pd.Series, values: np.ndarray) -> None:
    """Raise DataError for whole numbers or exact decimals so large and close together that floats tell little of them.

    `values` (rows) are these floats.
    """
    import numpy as np

    exact = column.dtype.kind in "iu" or str(column.dtype).startswith("decimal")
    if not exact or np.isnan(values).all():
        return
    # These two pass over NaN.
    largest = max(float(np.fmax.reduce(values)), -float(np.fmin.reduce(values)))
    if column.dtype.kind in "iu" and largest <= FLOATS:
        return
    ends = [column.max(), column.min()]
    high, low = (Fraction(int(end) if column.dtype.kind in "iu" else end) for end in ends)
    if not 0 < high - low < STEPS * Fraction(float(np.spacing(largest))):
        return
    row = int((np.abs(values) >= largest / 2).argmax())
    raise DataError(
        f"{quoted(column.name)} holds numbers so large that near ones count as the same here, such as "
        f"{column.iloc[row]} in row {row}: leave the column out if it only names the rows, or take a constant off it "
        "before, such as with Formula",
        port="table",
        column=str(column.name),
        row=row,
    )


def check_finite(table: pd.DataFrame, columns: Sequence[str]) -> None:
    """Raise DataError for an infinite value; columns may be without values."""
    import numpy as np

    for name in columns:
        values = floats_of(table[name])
        if len(values) and (np.isinf(np.fmin.reduce(values)) or np.isinf(np.fmax.reduce(values))):
            raise endless(name, values)


def endless(name: str, values: np.ndarray) -> DataError:
    """The error for a column of which `values` (rows) has an infinite one."""
    import numpy as np

    row = int(np.isinf(values).argmax())
    return DataError(
        f"{quoted(name)} is infinite in row {row}: correct it or drop the row", port="table", column=name, row=row
    )
