"""What predictions are of: a table tells it in its `attrs` by the names of their columns, as it tells roles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from knode.api import ColumnSpec, predicts_of
from knode_nodes.prep._units import units_of, with_units
from knode_nodes.prep.set_roles import ROLES, with_roles

if TYPE_CHECKING:
    import pandas as pd

PREDICTS = "predicts"
"""The key of what predictions are of in the `attrs` of a table."""
FORETOLD = ("prediction", "probability")
"""The roles of the columns that are of another one."""


def with_predicts(made: pd.DataFrame, predicts: Mapping[str, str | None]) -> pd.DataFrame:
    """A table that tells which columns its predictions are of, and of no others."""
    kept = {name: target for name, target in predicts.items() if target is not None and name in made.columns}
    made.attrs = {key: value for key, value in made.attrs.items() if key != PREDICTS} | (
        {PREDICTS: kept} if kept else {}
    )
    return made


def foretelling(made: pd.DataFrame, table: pd.DataFrame, roles: Mapping[str, str], target: str | None) -> pd.DataFrame:
    """What was made of a table, with what that tells of its columns: new ones have `roles`, predictions are of `target`, and
    have its unit; probabilities have none."""
    given = table.attrs.get(ROLES)
    told = with_roles(made, {**(given if isinstance(given, dict) else {}), **roles})
    if target is None:
        return told
    foretold = {name: target for name, role in roles.items() if role in FORETOLD}
    told = with_predicts(told, predicts_of(table) | foretold)
    unit = units_of(table).get(target)
    if unit is None:
        return told
    return with_units(told, units_of(told) | {name: unit for name, role in roles.items() if role == "prediction"})


def told_as(column: ColumnSpec, before: ColumnSpec | None) -> ColumnSpec:
    """A column made anew, with what a table tells of the one of its name that was there before."""
    return column if before is None else column.model_copy(update={"role": before.role, "predicts": before.predicts})


def renamed(predicts: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The same where columns have these new names, by the old ones."""
    return {names.get(name, name): names.get(target, target) for name, target in predicts.items()}
