"""A row of a table as variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from knode.api import Columns, DataError, Example, Node, Table, TableSpec, Variables, VariablesSpec, setting
from knode_nodes.flow._cells import plain


class RowToVariables(Node):
    """Make variables of one row of a table: one for each column, of its name.

    Numbers, texts and truths stay what they are; dates become texts as in 2024-01-31T12:00:00, categories their values,
    and missing values missing variables. Lists and other things that are no single value are refused: leave their
    columns out.

    Example: a table of one row with `start` and `end`, read from a file, drives the settings of a Row Filter.
    """

    pack = "flow"
    icon = "row-to-variables"
    keywords = ("Table Row to Variable", "Table Row To Variable", "Row to flow variable", "first row", "scalar")
    example = Example({"columns": ["start", "end"]})
    columns: Columns = setting(Columns.all(), "The columns to take.")
    row: int = setting(0, "Which row, the first is 0; -1 is the last one.")
    absent: Literal["error", "missing"] = setting(
        "error", "When the table does not have that row: it is an error, or all variables are missing."
    )

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """The names. Raises DataError for an absent column."""
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"variables": None}
        return {"variables": VariablesSpec(names=tuple(str(name) for name in self.columns.of(table.empty())))}

    def run(self, table: Table) -> Variables:
        """Take the row."""
        names = self.columns.of(table)
        if not -len(table) <= self.row < len(table):
            if self.absent == "missing":
                return Variables(dict.fromkeys(map(str, names)))
            raise DataError(
                f"there is no row {self.row}: the table has {len(table):,}, counted from 0. Choose another, or let the "
                "variables be missing then",
                port="table",
            )
        row = self.row % len(table)
        return Variables({str(name): plain(table[name].iloc[row], str(name), row) for name in names})
