"""Put rows into two tables by their values."""

from __future__ import annotations

from typing import NamedTuple

from knode.api import Context, Example, Table
from knode_nodes.prep._row_choice import _RowChoice


class Split(NamedTuple):
    """The rows that fulfil the conditions, and all others."""

    matching: Table
    other: Table


class RowSplitter(_RowChoice):
    """Put the rows that fulfil conditions into one table, and all other rows into a second one.

    Each row is in exactly one of the two tables; both keep the order and the index of the rows. Conditions are those of Row
    Filter: a missing value fulfils no condition but "is missing" and those with "not", so that the row goes to the other
    table. Groups put conditions in brackets, and a formula says what conditions cannot.

    In a captured workflow a splitter that looks at the column to be predicted is left out: production does not know it.

    Example: with the condition amount less than 0, refunds are in `matching`, and sales and unknown amounts in `other`.
    """

    icon = "row-splitter"
    shelf = "Rows"
    keywords = (
        "Row Splitter",
        "Rule-based Row Splitter",
        "Filter tool",
        "True False",
        "Select Rows",
        "Split",
        "case when",
    )
    example = Example({"conditions": [{"column": "amount", "operator": "less", "value": 0}]})

    def run(self, table: Table, context: Context) -> Split:
        found = self.found(table, context)
        return Split(table[found], table[~found])
