"""Put the rows of several tables below each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from knode.api import ColumnSpec, Context, DataError, Example, Node, Spec, Table, TableSpec, quoted, setting
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._predicts import with_predicts
from knode_nodes.prep._stacking import PORT, stacked
from knode_nodes.prep._units import units_of, with_units
from knode_nodes.prep.set_roles import ALONE, with_roles

if TYPE_CHECKING:
    import pandas as pd


class Concatenate(Node):
    """Put the rows of tables below each other, in the order in which the tables are connected.

    Columns are matched by name. A column that not all tables have is kept, with missing values where it is absent; or you
    keep only the columns that all tables have, or refuse tables that differ.

    Where a column has other types in other tables, they become one type that holds both: whole numbers and numbers with
    decimals become numbers with decimals, dates become the finer kind, categories are united, categories and texts become
    texts. Types that have nothing in common, such as numbers and texts, become texts, and a warning says so; or they are
    refused. Whole numbers too large to be exact with decimals are refused.

    Rows are numbered anew unless you keep their index. A further column can say from which table each row is. A column keeps
    its role (see Set Roles) and its unit where the tables that have it agree.

    Example: January with 100 rows and February with 90 rows give 190 rows; with `source` a column says which month it was.
    """

    pack = "prep"
    icon = "concatenate"
    shelf = "Several tables"
    keywords = ("Concatenate", "Union", "append", "stack", "UNION ALL", "concat", "bind rows", "Merge rows", "rbind")
    example = Example({"source": "month", "labels": ["January", "February"]})
    columns: Literal["all", "common", "same"] = setting(
        "all",
        "Keep all columns, or those that all tables have; or refuse tables whose columns are not the same.",
    )
    conflicts: Literal["text", "error"] = setting(
        "text", "Columns whose types have nothing in common: make them texts and warn, or stop."
    )
    source: str = setting("", "The name of a column that says from which table each row is; none when empty.")
    labels: tuple[str, ...] = setting(
        (), "What to call the tables in that column, in order; 1, 2, 3 when empty.", when={"source": True}
    )
    renumber: bool = setting(True, "Number the rows anew; otherwise they keep their index, which may repeat.")

    def run(self, tables: list[Table], context: Context) -> Table:
        specs = [TableSpec.of(table) for table in tables]
        names = self._names(specs)
        made = _told(self._stacked(tables, names, context.warn), specs, names)
        return with_units(made, _units(tables, names))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        specs = inputs.get("tables")
        if not isinstance(specs, list) or any(not isinstance(one, TableSpec) for one in specs):
            return {"table": None}
        names = self._names(specs)
        unknown = set()
        for name in names:
            found = [one[name] for one in specs if name in one]
            if any(column.type == "category" and column.categories is None for column in found):
                unknown.add(name)
                if any(column.type != "category" for column in found):
                    return {"table": None}
        made = TableSpec.of(_told(self._stacked([one.empty() for one in specs], names, _nobody), specs, names))
        plain = {
            name: ColumnSpec(name=name, dtype="category", role=made[name].role, predicts=made[name].predicts)
            for name in unknown
        }
        return {"table": made.replace(**plain)}

    def _stacked(self, tables: Sequence[pd.DataFrame], names: list[str], warn: Any) -> pd.DataFrame:
        import numpy as np
        import pandas as pd

        made = stacked(tables, names, as_text=self.conflicts == "text", renumber=self.renumber, warn=warn)
        if not self.source:
            return made
        places = np.repeat(np.arange(len(tables)), [len(table) for table in tables])
        labels = pd.array(list(self.labels), dtype="str").take(places) if self.labels else places + 1
        return with_columns(made, {self.source: labels})

    def _names(self, specs: Sequence[TableSpec]) -> list[str]:
        """The columns to keep. Raises DataError where the tables do not fit the settings."""
        if not specs:
            raise DataError("no table is connected: connect those whose rows go below each other", port=PORT)
        if self.labels and self.source and len(self.labels) != len(specs):
            raise DataError(
                f"there are {len(specs)} tables and {len(self.labels)} names for them: give one for each", port=PORT
            )
        every = list(dict.fromkeys(name for spec in specs for name in spec.names))
        absent = {name: place for name in every for place, spec in enumerate(specs) if name not in spec}
        if self.columns == "same" and absent:
            name, place = next(iter(absent.items()))
            raise DataError(
                f"there is no column {quoted(name)} in table {place + 1}: let the tables have the same columns, or keep all "
                "columns",
                port=PORT,
                column=name,
            )
        names = [name for name in every if name not in absent] if self.columns == "common" else every
        if self.source in names:
            raise DataError(
                f"the tables already have a column {quoted(self.source)}: choose another name for the source",
                port=PORT,
                column=self.source,
            )
        return names


def _told(made: pd.DataFrame, specs: Sequence[TableSpec], names: Sequence[str]) -> pd.DataFrame:
    """The table with the roles, and with what is predicted, in which all tables agree that have a column."""
    predicts = {name: {spec[name].predicts for spec in specs if name in spec} for name in names}
    agreed = {name: found.pop() for name, found in predicts.items() if len(found) == 1}
    return with_predicts(with_roles(made, _roles(specs, names)), agreed)


def _roles(specs: Sequence[TableSpec], names: Sequence[str]) -> dict[str, str]:
    """The roles in which all tables agree that have a column; none where two columns would be what one alone can be."""
    told = [{column.name: column.role for column in spec.columns} for spec in specs]
    found = {name: {roles[name] for roles in told if name in roles} for name in names}
    agreed: dict[str, str] = {name: roles.pop() for name, roles in found.items() if len(roles) == 1}
    twice = [role for role in ALONE if list(agreed.values()).count(role) > 1]
    return {name: role for name, role in agreed.items() if role not in twice}


def _units(tables: Sequence[pd.DataFrame], names: Sequence[str]) -> dict[str, str]:
    """The units in which all tables agree that have a column."""
    told = [(table, units_of(table)) for table in tables]
    found = {name: {units.get(name) for table, units in told if name in table.columns} for name in names}
    return {name: unit for name, units in found.items() if len(units) == 1 and (unit := units.pop()) is not None}


def _nobody(text: str) -> None:
    """Before a run nobody is told anything."""
