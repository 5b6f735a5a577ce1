"""Put columns in another order."""

from __future__ import annotations

from typing import Any, Literal

from knode.api import ArrayStep, Column, Columns, DataError, Example, Node, Table, TableSpec, quoted, setting
from knode_nodes.prep._columns import PORT


class ReorderColumns(Node):
    """Put some columns first, last, or before or after another one; or sort columns by their names.

    Columns chosen by name come in the order in which they are named, unless they are sorted; the others keep their places.
    Sorting by name does not tell capital from small letters, and counts numbers as numbers: x2 comes before x10.

    Example: put the column to predict last.
    """

    pack = "prep"
    icon = "reorder-columns"
    shelf = "Columns"
    keywords = (
        "Column Resorter",
        "Reference Column Resorter",
        "Select",
        "Select Columns",
        "reindex",
        "sort columns",
        "move",
    )
    example = Example({"columns": ["left"], "place": "last"})
    rowwise = True
    columns: Columns = setting(Columns.all(), "The columns to move, or to sort.")
    sort: Literal["as chosen", "A to Z", "Z to A"] = setting("as chosen", "The order of the chosen columns.")
    place: Literal["first", "last", "before", "after"] = setting("first", "Where the chosen columns go.")
    anchor: Column = setting(
        Column(""), "The column before or after which they go.", when={"place": ("before", "after")}
    )

    def run(self, table: Table) -> Table:
        chosen = self.columns.of(table, port=PORT)
        if self.sort != "as chosen":
            chosen = sorted(chosen, key=_natural, reverse=self.sort == "Z to A")
        moved = set(chosen)
        others = [name for name in table.columns if name not in moved]
        at = self._at(table, others, moved)
        return table[[*others[:at], *chosen, *others[at:]]]

    def compiled(self, frozen: Any, columns: TableSpec) -> ArrayStep | None:
        from knode_nodes.prep._compiled import names_step

        return names_step(self, columns, renames=False)

    def _at(self, table: Table, others: list[str], moved: set[str]) -> int:
        if self.place in ("first", "last"):
            return 0 if self.place == "first" else len(others)
        anchor = self.anchor.of(table, port=PORT)
        if anchor in moved:
            raise DataError(
                f"{quoted(anchor)} is one of the columns to move, so nothing can go {self.place} it: take it out of them",
                port=PORT,
                column=anchor,
            )
        return others.index(anchor) + (self.place == "after")


def _natural(name: str) -> list[tuple[int, str, int]]:
    """A key to sort by: numbers within the name as numbers."""
    import re

    parts = re.split(r"([0-9]+)", name.casefold())
    return [(0, "", int(part)) if place % 2 else (1, part, 0) for place, part in enumerate(parts)] + [(2, name, 0)]
