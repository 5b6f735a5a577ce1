"""Units of columns, which a table tells in its `attrs` by their names, through nodes that make other columns of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

UNITS = "units"
"""The key of the units in the `attrs` of a table."""
SAME_UNIT = frozenset((
    "sum", "mean", "median", "min", "max", "first", "last", "mode", "std", "population std", "quantile", "range",
    "weighted mean", "geometric mean", "mean absolute deviation", "median absolute deviation",
))  # fmt: skip
"""The methods whose results have the unit of the values."""


def units_of(table: pd.DataFrame) -> dict[str, str]:
    """The units by the names of the columns; what a table's `attrs` hold may come from elsewhere."""
    told = table.attrs.get(UNITS)
    return {str(name): str(unit) for name, unit in told.items()} if isinstance(told, Mapping) else {}


def with_units(made: pd.DataFrame, units: Mapping[str, str]) -> pd.DataFrame:
    """A table that tells the units of its columns, and no others."""
    kept = {name: unit for name, unit in units.items() if name in made.columns}
    made.attrs = {key: value for key, value in made.attrs.items() if key != UNITS} | ({UNITS: kept} if kept else {})
    return made
