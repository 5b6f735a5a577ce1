"""What the nodes for formulas share: the list of new columns, and how they come into the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, model_validator

from knode.api import ColumnSpec, DataError, TableSpec, setting
from knode_nodes.prep._columns import exchanged
from knode_nodes.prep._predicts import told_as
from knode_nodes.prep._units import NONE, with_new_units

if TYPE_CHECKING:
    import pandas as pd

FEW, NARROW = 3, 80
"""So many columns are put in one by one: that is faster, and in a wide table pandas warns of it."""


class NewColumn(BaseModel):
    """A column and the expression that makes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = setting("", "The column's name; one of the table's own is replaced.")
    expression: str = setting("", "Its value in each row.", form="expression", port="table")

    @model_validator(mode="after")
    def _has_name(self) -> NewColumn:
        if self.expression and not self.name:
            raise ValueError("name the column")
        return self


def short_form(value: Any) -> Any:
    """Formulas as a mapping of names to expressions are taken too."""
    if isinstance(value, dict):
        return [{"name": name, "expression": expression} for name, expression in value.items()]
    return value


def pairs(formulas: Sequence[NewColumn]) -> list[tuple[str, str]]:
    """Names and expressions. Raises DataError when there are none."""
    if not formulas:
        raise DataError(
            "no formula is set: add one, a name for the new column and an expression such as price * 2", port="table"
        )
    return [(formula.name, formula.expression) for formula in formulas]


def with_columns(
    table: pd.DataFrame, made: Mapping[str, pd.Series], *, units: Mapping[str, str] = NONE
) -> pd.DataFrame:
    """The table with the new columns, and their units: those of its own in their place, others at the end."""
    own = table.columns
    if len(made) <= FEW and len(own) <= NARROW:
        kept = table.copy(deep=False)
        try:
            for name, column in made.items():
                kept.insert(len(kept.columns), name, column)
        except ValueError:
            # One of the table's own: to ask before takes as long as to put one in.
            kept = table
        else:
            return with_new_units(kept, made, units)
    replaced = {name: column for name, column in made.items() if name in own}
    added = {name: column for name, column in made.items() if name not in replaced}
    kept = exchanged(table, replaced) if replaced else table.copy(deep=False)
    if not added:
        return with_new_units(kept, made, units)
    import pandas as pd

    joined = pd.concat([kept, pd.DataFrame(added, index=table.index, copy=False)], axis=1)
    # Concatenating forgets the roles of columns.
    joined.attrs = dict(kept.attrs)
    return with_new_units(joined, made, units)


def with_specs(spec: TableSpec, made: Sequence[ColumnSpec] | None) -> TableSpec | None:
    """The same for specs."""
    if made is None:
        return None
    before = {column.name: column for column in spec.columns}
    return spec.replace(**{one.name: told_as(one, before.get(one.name)) for one in made})
