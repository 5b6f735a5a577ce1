"""Number rows by the order of their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import field_validator

from knode.api import Columns, DataError, Example, Node, Table, quoted, setting
from knode_nodes.prep._groups import numbering
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._order import order_of, ordinals, starts_of
from knode_nodes.prep.sorter import SortKey

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class Rank(Node):
    """Give each row its rank by one or several columns: 1 for the first, 2 for the next.

    Equal rows share a rank: `min` gives all the smallest of their places (1, 2, 2, 4), `max` the largest (1, 3, 3, 4),
    `average` the mean (1, 2.5, 2.5, 4), `dense` leaves no gap (1, 2, 2, 3), and `first` gives each its own, in the order of
    the rows (1, 2, 3, 4). By group, each group starts anew. As a share, a rank is divided by the number of ranked rows
    (dense: by the largest rank).

    A row with a missing value has no rank, or comes first or last. Categories with an order of their own are ranked by it.
    The rows stay in their order.

    Example: the ranks of sales by region, the largest first, with method dense.
    """

    pack = "prep"
    icon = "rank"
    shelf = "Groups and shape"
    keywords = (
        "Rank",
        "Ranking",
        "Row Number",
        "percentile rank",
        "dense_rank",
        "row_number",
        "top n per group",
        "Multi-Row Formula",
        "Record ID by group",
        "quantile",
    )
    example = Example({"by": [{"column": "sales", "descending": True}], "groups": ["region"], "method": "dense"})
    dry = True
    by: tuple[SortKey, ...] = setting((), "The columns to rank by, the most important first.")
    groups: Columns = setting(Columns.named(), "The columns whose values make groups that are ranked each for itself.")
    method: Literal["min", "max", "average", "dense", "first"] = setting(
        "min",
        "The rank of equal rows.",
        labels={
            "min": "the smallest: 1, 2, 2, 4",
            "max": "the largest: 1, 3, 3, 4",
            "average": "their mean: 1, 2.5, 2.5, 4",
            "dense": "without gaps: 1, 2, 2, 3",
            "first": "by their order: 1, 2, 3, 4",
        },
    )
    share: bool = setting(False, "Ranks as a share of the ranked rows, up to 1.")
    missing: Literal["keep", "first", "last"] = setting(
        "keep", "Rows with a missing value: without a rank, or ranked first or last."
    )
    name: str = setting("rank", "The name of the new column.", min_length=1)

    @field_validator("by", mode="before")
    @classmethod
    def _short_form(cls, value: Any) -> Any:
        names = [value] if isinstance(value, str) else value
        return [{"column": one} if isinstance(one, str) else one for one in names] if isinstance(names, list) else names

    def run(self, table: Table) -> Table:

        if not self.by:
            raise DataError("no column is chosen: set the columns to rank by", port="table")
        names = [key.column.of(table, port="table") for key in self.by]
        groups = self.groups.of(table, port="table")
        if self.name in table.columns:
            raise DataError(
                f"the table already has a column {quoted(self.name)}: choose another name for the rank",
                port="table",
                column=self.name,
            )
        columns = [table[name] for name in names]
        keys = [
            ordinals(column, descending=key.descending, missing="first" if self.missing == "first" else "last")
            for column, key in zip(columns, self.by, strict=True)
        ]
        rows = numbering(table, groups).rows if groups else None
        return with_columns(table, {self.name: self._ranked(keys, rows, self._unranked(columns))})

    def _unranked(self, columns: Sequence[pd.Series]) -> np.ndarray | None:
        """(rows) booleans: which rows have no rank; None for none."""
        import numpy as np

        if self.missing != "keep":
            return None
        found: np.ndarray = np.logical_or.reduce([column.isna().to_numpy(dtype=bool) for column in columns])
        return found

    def _ranked(self, keys: list[np.ndarray], groups: np.ndarray | None, unranked: np.ndarray | None) -> Any:
        """(rows) the ranks: whole numbers, or floats where they are means or shares."""
        import numpy as np
        import pandas as pd

        fractions = self.share or self.method == "average"
        if unranked is None:
            return self._ranks(keys, groups)
        if unranked.any():
            kept = np.flatnonzero(~unranked)
            ranks = np.full(len(unranked), np.nan) if fractions else np.zeros(len(unranked), dtype="int64")
            ranks[kept] = self._ranks([key[kept] for key in keys], None if groups is None else groups[kept])
        else:
            ranks = self._ranks(keys, groups)
        return ranks if fractions else pd.arrays.IntegerArray(ranks, unranked)

    def _ranks(self, keys: list[np.ndarray], groups: np.ndarray | None) -> np.ndarray:
        import numpy as np

        order = order_of(keys, groups)
        starts = starts_of([] if groups is None else [groups], order)
        begins, first = np.flatnonzero(starts), np.flatnonzero(starts | starts_of(keys, order))
        sizes, times = np.diff(begins, append=len(order)), np.diff(first, append=len(order))
        # Of each run of equal rows, in the order of ranks: the number of its group, and its places in that.
        group = np.cumsum(starts)[first] - 1
        low = first - begins[group] + 1
        if self.method == "first":
            ranks: np.ndarray = np.arange(len(order)) - np.repeat(begins, sizes) + 1
            most = np.repeat(sizes, sizes)
        elif self.method == "dense":
            runs = np.flatnonzero(starts[first])
            ranks = np.repeat(np.arange(len(first)) - runs[group] + 1, times)
            most = np.repeat(np.bincount(group, minlength=len(begins))[group], times)
        else:
            high = low + times - 1
            ranks = np.repeat({"min": low, "max": high, "average": (low + high) / 2}[self.method], times)
            most = np.repeat(sizes[group], times)
        ranks = ranks / most if self.share else ranks
        made = np.empty(len(order), dtype=ranks.dtype)
        made[order] = ranks
        return made
