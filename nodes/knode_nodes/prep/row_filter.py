"""Choose rows by their values."""

from __future__ import annotations

from typing import Literal

from knode.api import Context, Example, Table, setting
from knode_nodes.prep._row_choice import _RowChoice


class RowFilter(_RowChoice):
    """Keep the rows that fulfil conditions, or remove them.

    A condition compares a column with a value: equal, less, between, contains, is missing, and so on. Several conditions
    must all be fulfilled, or any of them. A missing value fulfils no condition but "is missing", "not equal", "not in", "does
    not contain" and "does not match".
    Values are compared as the column's type: "30" is the number 30 in a column of numbers, "2026-01-31" a date in one of
    dates. "matches" finds a regular expression anywhere in a text; `^` and `$` stand for its begin and end.

    Groups put conditions in brackets: with "all" above and a group of "any", a row must fulfil every condition and at least
    one of the group, and with a group of "none" it must fulfil none of the group. A formula says what conditions cannot,
    such as `price * pieces > 1000`; see the node Formula for what there is. A row for which it is missing is not found.

    In a captured workflow a filter that looks at the column to be predicted is left out: production does not know it. To
    have the other rows too, use Row Splitter.

    Example: keep the rows where age is greater than 30 and city is in Bern, Oslo.
    """

    icon = "row-filter"
    shelf = "Rows"
    keywords = (
        "Row Filter",
        "Nominal Value Row Filter",
        "Select Rows",
        "Filter",
        "where",
        "Rule-based Row Filter",
        "query",
        "subset",
        "Date Filter",
    )
    example = Example(
        {
            "conditions": [
                {"column": "age", "operator": "greater", "value": 30},
                {"column": "city", "operator": "in", "value": ["Bern", "Oslo"]},
            ]
        }
    )
    mode: Literal["keep", "remove"] = setting("keep", "Whether the rows found stay or go.")

    def run(self, table: Table, context: Context) -> Table:
        found = self.found(table, context)
        kept = found if self.mode == "keep" else ~found
        return table if kept.all() else table[kept]
