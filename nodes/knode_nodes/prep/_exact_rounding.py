"""Exact decimals rounded to a unit or to digits that count, with no float between."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from knode.api import DataError, quoted
from knode_nodes.prep._exact import PLAIN, WIDE, decimal_type, decimals, units
from knode_nodes.prep._rounding import Method

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


def rounded_decimals(column: pd.Series, unit: Fraction, method: Method) -> Any:
    """(rows) exact decimals, each a multiple of `unit`, with as many digits behind the point as that has.

    Those that are all multiples of it already stay as they are.

    Raises DataError where one has too many digits.
    """
    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    if (Fraction(10) ** -kind.scale / unit).denominator == 1:
        return column.array
    scale = _scale(unit)
    if scale > WIDE:
        raise DataError(
            f"{quoted(column.name)} holds exact decimals, which have at most {WIDE} digits: choose a larger multiple",
            port="table",
            column=str(column.name),
        )
    whole = max(kind.precision - kind.scale, len(str(int(unit)))) + 1
    made = decimal_type(whole + scale, scale, wide=kind.precision > PLAIN)
    values = units(column, kind.scale).astype(object)
    counts = _counted(values * unit.denominator, 10**kind.scale * unit.numerator, method)
    return decimals(
        counts * int(unit * 10**scale), column.isna().to_numpy(dtype=bool), made, "rounded value", column.name
    )


def significant_decimals(column: pd.Series, digits: int, method: Method) -> Any:
    """(rows) exact decimals with at most so many digits that count. Raises DataError where one has too many digits."""
    import numpy as np

    kind = column.dtype.pyarrow_dtype  # type: ignore[union-attr]
    values = units(column, kind.scale).astype(object)
    surplus = np.array([len(str(abs(value))) for value in values], dtype="int64") - digits
    for power in np.unique(surplus[surplus > 0]):
        where = surplus == power
        values[where] = _counted(values[where], 10 ** int(power), method) * 10 ** int(power)
    made = decimal_type(kind.precision + 1, kind.scale, wide=kind.precision > PLAIN)
    return decimals(values, column.isna().to_numpy(dtype=bool), made, "rounded value", column.name)


def _scale(unit: Fraction) -> int:
    """How many digits behind the point a unit has that is written with some."""
    exponent: Any = (Decimal(unit.numerator) / Decimal(unit.denominator)).normalize().as_tuple().exponent
    return max(0, -exponent)


def _counted(values: np.ndarray, unit: int, method: Method) -> np.ndarray:
    """(rows) how many whole `unit`s Python's whole numbers become."""
    import numpy as np

    count, rest = values // unit, values % unit
    more: Any = {
        "down": rest < 0,
        "up": rest > 0,
        "towards zero": (rest > 0) & (values < 0),
        "half up": (2 * rest > unit) | ((2 * rest == unit) & (values > 0)),
        "half even": (2 * rest > unit) | ((2 * rest == unit) & (count % 2 == 1)),
    }[method]
    return np.asarray(count + more.astype(bool), dtype=object)
