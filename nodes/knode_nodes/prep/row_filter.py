"""Choose rows by their values."""

from __future__ import annotations

from typing import Literal

from knode.api import DataError, Node, Table, setting
from knode_nodes.prep._conditions import Condition, fulfilled


class RowFilter(Node):
    """Keep the rows that fulfil conditions, or remove them.

    A condition compares a column with a value: equal, less, between, contains, is missing, and so on. Several conditions
    must all be fulfilled, or any of them. A missing value fulfils no condition but "is missing", "not equal" and "not in".
    Values are compared as the column's type: "30" is the number 30 in a column of numbers, "2026-01-31" a date in one of
    dates. "matches" finds a regular expression anywhere in a text; `^` and `$` stand for its begin and end.

    In a captured workflow a filter that looks at the column to be predicted is left out: production does not know it.

    Example: keep the rows where age is greater than 30 and city is in Bern, Oslo.
    """

    pack = "prep"
    icon = "row-filter"
    keywords = ("Row Filter", "Select Rows", "Filter", "where", "Rule-based Row Filter", "query", "subset")
    rowwise = True
    serving = "filter"
    conditions: tuple[Condition, ...] = setting((), "What to look for in the rows.")
    combine: Literal["all", "any"] = setting("all", "Whether all conditions must be fulfilled, or any of them.")
    mode: Literal["keep", "remove"] = setting("keep", "Whether the rows found stay or go.")

    def run(self, table: Table) -> Table:
        found = None
        for condition in self.conditions:
            mask = fulfilled(table[condition.column.of(table, port="table")], condition)
            found = mask if found is None else (found & mask if self.combine == "all" else found | mask)
        if found is None:
            raise DataError("no condition is set: add one, such as a column that is not missing", port="table")
        kept = found if self.mode == "keep" else ~found
        return table if kept.all() else table[kept]
