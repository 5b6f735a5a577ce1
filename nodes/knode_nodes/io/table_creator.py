"""Make a table of rows typed by hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from knode.api import Context, DataError, Example, Node, Spec, Table, TableSpec, nearest, quoted, setting
from knode_nodes.io._conversion import Converter, Rules, TypeName
from knode_nodes.io._delimited import text_columns
from knode_nodes.io._header import unique_names
from knode_nodes.io._notes import OF_CELLS, Notes
from knode_nodes.io._values import Values

if TYPE_CHECKING:
    import pandas as pd

Cell = str | int | float | bool | None


class TableCreator(Node):
    """Make a table of values typed by hand: a small lookup table, some test rows, a list of settings.

    Type the rows into cells, or paste them from a spreadsheet, and give the columns names. Or give the table as text: the
    names in the first line, then a line for each row, with commas, semicolons or tabs between (cells copied from a
    spreadsheet fit as they are). Numbers, dates and truth values are found out; types can be set.

    Example: the text `code,country` / `DE,Germany` / `FR,France` makes two rows.
    """

    pack = "io"
    icon = "table-creator"
    keywords = (
        "Table Creator",
        "Text Input",
        "Paint Data",
        "Create Data Table",
        "Create Instance",
        "DataFrame",
        "constant table",
        "manual",
    )
    example = Example({"text": "code,country\nDE,Germany\nFR,France"})

    rows: tuple[tuple[Cell, ...], ...] = setting((), "Rows as lists of values, in the order of the columns.")
    columns: tuple[str, ...] = setting((), "Column names, where the rows are given as lists.")
    text: str = setting("", "The table as text instead: names in the first line, then the rows.", form="text")
    types: dict[str, TypeName] = setting({}, "Types of columns by name, where the one found is not the right one.")

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        """The columns of the table that was typed."""
        return {"table": TableSpec.of(self._table(Notes(ways=OF_CELLS)))}

    def run(self, context: Context) -> Table:
        """The table."""
        notes = Notes(ways=OF_CELLS)
        table = self._table(notes)
        notes.tell(context)
        return table

    def _table(self, notes: Notes) -> pd.DataFrame:
        if self.text.strip() and (self.columns or self.rows):
            raise DataError("the table is given as text and as rows; empty one of the two")
        return self._from_text(notes) if self.text.strip() else self._from_rows(notes)

    def _from_text(self, notes: Notes) -> pd.DataFrame:
        columns = text_columns(self.text, notes)
        self._check_types(list(columns))
        return Converter(Rules(), notes).table(columns, self.types)

    def _from_rows(self, notes: Notes) -> pd.DataFrame:
        width = len(self.columns) or max((len(row) for row in self.rows), default=0)
        names = unique_names(self.columns or [None] * width, notes)
        self._check_types(names)
        for number, row in enumerate(self.rows):
            if len(row) != width:
                raise DataError(f"row {number:,} has {len(row):,} values, expected {width:,}", row=number)
        values = {name: [row[place] for row in self.rows] for place, name in enumerate(names)}
        table = Values(notes, dates="iso").table(values, self.types)
        return table if names else table.iloc[:0]

    def _check_types(self, names: list[str]) -> None:
        for name in self.types:
            if name not in names:
                near = nearest(name, names)
                hint = f"; did you mean {quoted(near)}?" if near else ""
                raise DataError(
                    f"the setting types names a column {quoted(name)} that the table does not have{hint}", column=name
                )
