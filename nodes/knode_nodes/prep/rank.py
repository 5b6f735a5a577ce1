"""Number rows by the order of their values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import field_validator

from knode.api import Columns, DataError, Example, Node, Table, quoted, setting
from knode_nodes.prep._groups import numbering
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._numbering import Numbering, numbered
from knode_nodes.prep._order import ordinals
from knode_nodes.prep.sorter import SortKey

if TYPE_CHECKING:
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
        import pandas as pd

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
        order, how = self._order([table[name] for name in names])
        number = numbering(table, groups) if groups else None
        ranks = pd.Series(self._ranks(order, number, how), index=table.index)
        return with_columns(table, {self.name: ranks})

    def _order(self, columns: Sequence[pd.Series]) -> tuple[pd.Series, dict[str, Any]]:
        """(rows) values whose order is that of the rows, and how pandas is to rank them; a missing one has no rank."""
        import numpy as np
        import pandas as pd

        first = columns[0]
        if len(columns) == 1 and isinstance(first.dtype, np.dtype) and first.dtype.kind in "iuf":
            places = {"keep": "keep", "first": "top", "last": "bottom"}
            return first, {"ascending": not self.by[0].descending, "na_option": places[self.missing]}
        codes = [
            ordinals(column, descending=key.descending, missing="first" if self.missing == "first" else "last")
            for column, key in zip(columns, self.by, strict=True)
        ]
        parts = [pd.Series(one, name=place) for place, one in enumerate(codes)]
        combined = numbered(parts).rows if len(parts) > 1 else codes[0]
        absent = np.logical_or.reduce([column.isna().to_numpy(dtype=bool) for column in columns])
        if self.missing == "keep" and absent.any():
            combined = np.where(absent, np.nan, combined)
        return pd.Series(combined), {}

    def _ranks(self, order: pd.Series, groups: Numbering | None, how: dict[str, Any]) -> Any:
        ranked: Any = order if groups is None else cast("Any", order).groupby(groups.categories(), observed=False)
        ranks = ranked.rank(method=self.method, pct=self.share, **how).array
        if self.share or self.method == "average":
            return ranks
        return ranks.astype("Int64" if self.missing == "keep" else "int64")
