"""Make columns of rows and rows of columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode.api import Column, Columns, DataError, Example, Node, Spec, Table, TableSpec, quoted, setting
from knode_nodes.prep._mixture import stacked
from knode_nodes.prep._texts import texts
from knode_nodes.prep._units import common_unit, units_of, with_units

if TYPE_CHECKING:
    import pandas as pd


class Transpose(Node):
    """Turn the table on its side: each column becomes a row, and each row a column.

    The names of the columns stand in a new first column. The new columns are called as the values of the column that you
    choose as header, which must all be different, or else `row_0`, `row_1` and so on.

    All cells of the result have one type: that of the columns where they have the same, numbers where all are numbers, and
    text for all other mixtures. A table with more rows than the limit is refused, as one column for each row is rarely meant.

    Example: a table of 3 measures with columns measure, 2025 and 2026 becomes one with a row for each year.
    """

    pack = "prep"
    icon = "transpose"
    shelf = "Groups and shape"
    keywords = ("Transpose", "Flip", "T", "swap rows and columns", "Cross Tab", "rotate", "rows to columns")
    example = Example({"header": "measure"})
    header: Column = setting(Column(""), "The column whose values are the names of the new columns.")
    columns: Columns = setting(Columns.all(), "The columns that become rows, the header aside.")
    name: str = setting("column", "The new column with the names of the old ones.", min_length=1)
    limit: int = setting(1000, "More rows than this are an error.", ge=1)

    def run(self, table: Table) -> Table:
        import numpy as np
        import pandas as pd

        names = self._names(TableSpec.of(table))
        self._check_rows(len(table))
        headers = self._headers(table)
        values = stacked([table[name] for name in names])
        made: dict[str, Any] = {self.name: pd.array(names, dtype="str")}
        first = np.arange(len(names)) * len(table)
        made |= {header: values.take(first + row) for row, header in enumerate(headers)}
        unit = common_unit(units_of(table), names)
        return with_units(pd.DataFrame(made), {} if unit is None else dict.fromkeys(headers, unit))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._names(table)
        return {"table": None}

    def _names(self, spec: TableSpec) -> list[str]:
        """The columns that become rows. Raises DataError."""
        header = self.header.of(spec, port="table") if self.header else None
        names = [name for name in self.columns.of_spec(spec, port="table") if name != header]
        if not names:
            unset = "no column is chosen that becomes a row: set the columns"
            raise DataError(self.columns.none_of(spec, unset), port="table")
        return names

    def _check_rows(self, rows: int) -> None:
        if rows > self.limit:
            raise DataError(
                f"the table has {rows:,} rows, which would become as many columns; the limit is {self.limit:,}: filter or "
                "group the rows before, or set a higher limit",
                port="table",
            )

    def _headers(self, table: pd.DataFrame) -> list[str]:
        """The names of the new columns. Raises DataError for one that is missing or there twice."""
        if not self.header:
            return [f"row_{row}" for row in range(len(table))]
        column = table[self.header]
        rows: dict[str, int] = {self.name: -1}
        headers = texts(column).to_list()
        for row, (text, missing) in enumerate(zip(headers, column.isna(), strict=True)):
            if missing or text in rows:
                raise DataError(_header_fault(text, missing, rows), port="table", column=str(self.header), row=row)
            rows[text] = row
        return headers


def _header_fault(text: str, missing: bool, rows: Mapping[str, int]) -> str:
    if missing:
        return "a name for a new column is missing: fill the header column, or choose another one"
    if rows[text] < 0:
        return f"a new column would be called {quoted(text)}, as the one with the names: choose another name for that"
    return (
        f"{quoted(text)} would be the name of two columns, of rows {rows[text]} and later: choose another header column"
    )
