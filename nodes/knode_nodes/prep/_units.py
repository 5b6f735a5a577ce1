"""Units of columns, which a table tells in its `attrs` by their names, through nodes that make other columns of these.

A column that comes out as it came in keeps its unit, whatever becomes of its rows. One that a node makes, also in the place of
another, has the unit that the node tells, or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
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
NONE: Mapping[str, str] = MappingProxyType({})
"""No units."""


def units_of(table: pd.DataFrame) -> dict[str, str]:
    """The units by the names of the columns; what a table's `attrs` hold may come from elsewhere."""
    told = table.attrs.get(UNITS)
    return {str(name): str(unit) for name, unit in told.items()} if isinstance(told, Mapping) else {}


def with_units(made: pd.DataFrame, units: Mapping[str, str]) -> pd.DataFrame:
    """A table that tells the units of its columns, and no others."""
    kept = {name: unit for name, unit in units.items() if name in made.columns}
    made.attrs = {key: value for key, value in made.attrs.items() if key != UNITS} | ({UNITS: kept} if kept else {})
    return made


def with_new_units(made: pd.DataFrame, new: Iterable[str], units: Mapping[str, str]) -> pd.DataFrame:
    """A table in which the `new` columns have the units that are told of them, or none, and all others keep theirs."""
    if not units and not made.attrs:
        return made
    told = units_of(made)
    names = set(new)
    kept = {name: unit for name, unit in told.items() if name not in names}
    return with_units(made, kept | {name: unit for name, unit in units.items() if name in names})


def common_unit(units: Mapping[str, str], names: Iterable[str]) -> str | None:
    """The unit that all the columns have; None where they have others, or one has none."""
    found = {units.get(name) for name in names}
    return found.pop() if len(found) == 1 else None
