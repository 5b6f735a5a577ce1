"""Columns of two tables side by side: names that do not clash, and dtypes that can hold missing values."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING

from knode.api import DataError, predicts_of, quoted
from knode_nodes.prep._columns import NULLABLE
from knode_nodes.prep._predicts import renamed, with_predicts
from knode_nodes.prep._units import units_of, with_units

if TYPE_CHECKING:
    import pandas as pd

WHOLE_RANGE = re.compile(r"^interval\[u?int\d+")
SPARSE = re.compile(r"^Sparse\[(\w+),")
ROLES = "roles"
"""The key of the roles in the `attrs` of a table."""


def suffixed(
    left: pd.DataFrame, right: pd.DataFrame, suffixes: tuple[str, str], same: Collection[str] = ()
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Both tables with suffixes to the names that both have, but for `same`. Raises DataError where a name is taken."""
    both = [name for name in left.columns if name in right.columns and name not in same]
    taken = [f"{name}{suffix}" for name in both for suffix in suffixes if suffix]
    clash = [name for name in taken if name in left.columns or name in right.columns]
    if clash:
        raise DataError(f"a column {quoted(clash[0])} is there already: choose another suffix", column=clash[0])
    return (
        with_names(left, {name: f"{name}{suffixes[0]}" for name in both}),
        with_names(right, {name: f"{name}{suffixes[1]}" for name in both}),
    )


def with_names(table: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The table with other names of some columns, and what it tells of them."""
    made = table.rename(columns=names)
    if ROLES in table.attrs:
        roles = {names.get(name, name): role for name, role in table.attrs[ROLES].items()}
        made.attrs = {**table.attrs, ROLES: roles}
    made = with_predicts(made, renamed(predicts_of(table), names))
    return with_units(made, {names.get(name, name): unit for name, unit in units_of(table).items()})


def keeping_roles(made: pd.DataFrame, table: pd.DataFrame, names: Collection[str]) -> pd.DataFrame:
    """What was made of a table, with the roles that its columns of these names have there."""
    roles = {name: role for name, role in (table.attrs.get(ROLES) or {}).items() if name in names}
    made.attrs = {ROLES: roles} if roles else {}
    return with_predicts(made, {name: target for name, target in predicts_of(table).items() if name in names})


def narrow(table: pd.DataFrame, keys: Collection[str] = ()) -> list[str]:
    """The columns whose dtype cannot hold missing values, but for `keys`."""
    dtypes = {str(name): str(dtype) for name, dtype in table.dtypes.items() if name not in keys}
    return [name for name, dtype in dtypes.items() if nullable(dtype) != dtype]


def nullable(dtype: str) -> str:
    """int64 as Int64, uint8 as UInt8, bool as boolean, sparse ones too; ranges of whole numbers as ones of floats; others as
    they are."""
    sparse = SPARSE.match(dtype)
    if sparse:
        return NULLABLE.get(sparse[1], dtype)
    return NULLABLE.get(dtype) or WHOLE_RANGE.sub("interval[float64", dtype)


def beside(left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """The columns of two tables of as many rows, side by side, with their roles and units."""
    import pandas as pd

    return telling(pd.concat([left, right], axis=1), left, right)


def telling(made: pd.DataFrame, left: pd.DataFrame, right: pd.DataFrame) -> pd.DataFrame:
    """What was made of two tables, with the roles and units of both; those of the left one go before."""
    told = [
        (name, role)
        for table in (right, left)
        for name, role in (table.attrs.get(ROLES) or {}).items()
        if name in table
    ]
    made.attrs = {**left.attrs, ROLES: dict(told)} if told else dict(left.attrs)
    made = with_predicts(made, predicts_of(right) | predicts_of(left))
    return with_units(made, units_of(right) | units_of(left))
