"""Choose columns."""

from __future__ import annotations

from typing import Any, Literal

from knode.api import ArrayStep, Columns, Example, Node, Table, TableSpec, setting


class ColumnFilter(Node):
    """Keep some columns and leave the others out, or the other way round.

    Columns are chosen by name, by type, or by a pattern such as `price_*`. Columns chosen by name come in the order in
    which they are named, if you ask for it.

    Example: keep name, city and age of a table with thirty columns.
    """

    pack = "prep"
    icon = "column-filter"
    shelf = "Columns"
    keywords = (
        "Select Columns", "Column Splitter", "Column Resorter", "Table Manipulator", "drop columns", "Select", "keep columns",
        "remove columns", "delete columns",
    )  # fmt: skip
    example = Example({"columns": {"but": ["customer_id"]}})
    rowwise = True
    columns: Columns = setting(Columns.all(), "The columns to keep, or to remove.")
    mode: Literal["keep", "remove"] = setting("keep", "Whether the chosen columns stay or go.")
    reorder: bool = setting(False, "Put kept columns in the order in which they are named.", when={"mode": ("keep",)})

    def run(self, table: Table) -> Table:
        chosen = self.columns.of(table, port="table")
        if self.mode == "keep" and self.reorder:
            return table[chosen]
        # By their places pandas takes columns in half the time that it needs by their names.
        places = {table.columns.get_loc(name) for name in chosen}
        return table.take(
            [place for place in range(table.shape[1]) if (place in places) == (self.mode == "keep")], axis=1
        )

    def in_production(self) -> ColumnFilter:
        """Rows that come without a column that would be removed are as good as others."""
        if self.mode == "keep" or self.columns.by != "names":
            return self
        gone = [name for name in self.columns.names if name not in self.columns.but]
        return self.model_copy(update={"mode": "keep", "columns": Columns.all(but=gone), "reorder": False})

    def compiled(self, frozen: Any, columns: TableSpec) -> ArrayStep | None:
        from knode_nodes.prep._compiled import names_step

        return names_step(self, columns, renames=False)
