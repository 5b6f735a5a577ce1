"""Take the first rows, the last ones, or those with the largest or smallest values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from knode.api import Columns, DataError, Example, Node, Spec, Table, TableSpec, column_type, setting
from knode_nodes.prep._order import order_of, ordinals, starts_of
from knode_nodes.prep._same_rows import by_group, group_codes

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

VALUED = ("largest", "smallest")


class TopRows(Node):
    """Take some rows: the first or the last of the table, or those with the largest or smallest values in columns.

    With several columns, rows that are equal in the first are compared by the second, and so on. Missing values are never
    among the largest or smallest while others are left. With groups, so many rows are taken of each group; rows whose group
    is missing are a group too. Where rows are equal and not all of them fit, the first of them in the table are taken, or
    all of them (then there are more rows), or none of them.

    The rows come with the largest (or smallest) first, group by group; or they keep the table's order. They keep their index.

    Example: the 3 largest by `revenue` in each `region`.
    """

    pack = "prep"
    icon = "top-rows"
    shelf = "Rows"
    keywords = (
        "Top k Row Filter",
        "Top k Selector",
        "Element Selector",
        "Sample",
        "Select Records",
        "head",
        "tail",
        "limit",
        "nlargest",
        "nsmallest",
        "First N",
        "best",
    )
    example = Example({"take": "largest", "count": 3, "by": ["revenue"], "groups": ["region"]})
    take: Literal["first", "last", "largest", "smallest"] = setting("first", "Which rows to take.")
    count: int = setting(10, "How many rows to take, of each group.", ge=1)
    by: Columns = setting(
        Columns.named(),
        "The columns to compare rows by, the most important first.",
        when={"take": ("largest", "smallest")},
    )
    groups: Columns = setting(Columns.named(), "Take so many rows of each group with the same values in these columns.")
    ties: Literal["first", "all", "none"] = setting(
        "first",
        "Of equal rows that do not all fit take the first in the table, all of them, or none.",
        when={"take": ("largest", "smallest")},
    )
    in_order: bool = setting(
        True,
        "The largest or smallest rows come in the order of their values; otherwise in that of the table.",
        when={"take": ("largest", "smallest")},
    )

    def run(self, table: Table) -> Table:
        by, groups = self._columns(TableSpec.of(table))
        if self.take not in VALUED:
            return self._at_an_end(table, groups)
        if groups:
            codes, count = group_codes(table, groups)
            return table.take(self._best(table, by, codes, count))
        candidates = self._candidates(table[by[0]])
        some = table if candidates is None else table.take(candidates)
        best = self._best(some, by, *group_codes(some, []))
        return some.take(best)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if isinstance(table, TableSpec):
            self._columns(table)
        return {"table": table}

    def _columns(self, spec: TableSpec) -> tuple[list[str], list[str]]:
        by = self.by.of_spec(spec, port="table")
        if self.take in VALUED and not by:
            raise DataError(f"say by which columns the {self.take} rows are found", port="table")
        return by, self.groups.of_spec(spec, port="table")

    def _at_an_end(self, table: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
        import numpy as np

        if not groups:
            return table.head(self.count) if self.take == "first" else table.tail(self.count)
        codes, _ = group_codes(table, groups)
        order = by_group(codes)
        if self.take == "last":
            order = order[::-1]
        within = _within(codes[order])
        return table.take(np.sort(order[within < self.count]))

    def _candidates(self, column: pd.Series) -> np.ndarray | None:
        """The rows among which the best ones are, found without sorting a column of numbers; None for all rows."""
        import numpy as np

        if len(column) <= self.count or column.dtype.kind not in "iuf" or column_type(column.dtype) != "number":
            return None
        values = column.dropna().to_numpy()
        values = values[values == values]
        if len(values) <= self.count:
            return None
        if self.take == "largest":
            place = len(values) - self.count
            border = np.partition(values, place)[place]
            return np.flatnonzero((column >= border).to_numpy(dtype=bool, na_value=False))
        border = np.partition(values, self.count - 1)[self.count - 1]
        return np.flatnonzero((column <= border).to_numpy(dtype=bool, na_value=False))

    def _best(self, table: pd.DataFrame, by: list[str], codes: np.ndarray, count: int) -> np.ndarray:
        """The positions of the rows to take, group by group, in the order of their values or of the table."""
        import numpy as np

        keys = [ordinals(table[name], descending=self.take == "largest") for name in by]
        order = order_of(keys)
        order = order[by_group(codes[order])]
        within = _within(codes[order])
        kept = within < self.count if self.ties == "first" else self._with_ties(order, keys, codes, within)
        chosen: np.ndarray = order[kept]
        return chosen if self.in_order else np.sort(chosen)

    def _with_ties(
        self, order: np.ndarray, keys: list[np.ndarray], codes: np.ndarray, within: np.ndarray
    ) -> np.ndarray:
        """(rows in order) which are taken when equal rows stay together."""
        import numpy as np

        if not len(order):
            return np.zeros(0, dtype=bool)
        starts = starts_of([codes, *keys], order)
        run = np.cumsum(starts) - 1
        first = np.flatnonzero(starts)
        last = np.append(first[1:], len(order)) - 1
        end = within[first] if self.ties == "all" else within[last]
        kept: np.ndarray = (end < self.count)[run]
        return kept


def _within(codes: np.ndarray) -> np.ndarray:
    """(rows) the place of each row in its group, counted from 0; the rows of a group stand together."""
    import numpy as np

    rows = np.arange(len(codes))
    starts = np.ones(len(codes), dtype=bool)
    starts[1:] = codes[1:] != codes[:-1]
    found: np.ndarray = rows - np.maximum.accumulate(np.where(starts, rows, 0))
    return found
