"""How often each value is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from knode.api import Columns, DataError, Example, Node, Table, setting
from knode_nodes.prep._aggregations import check_names
from knode_nodes.prep._groups import counted
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._mixture import stacked
from knode_nodes.prep._numbering import incomparable
from knode_nodes.prep._texts import texts
from knode_nodes.prep._units import common_unit, units_of, with_units

if TYPE_CHECKING:
    import pandas as pd

VALUE = "value"


class ValueCounts(Node):
    """Count how often each value is there, and what share of the rows has it.

    With several columns their combinations are counted, or the values of each column for itself, one below the other, with
    the name of the column beside them. The most frequent come first; of equally frequent ones the smaller.

    With `top` only that many are listed, in each column where they are counted separately, and `other` adds one row for all
    the rest; the values are then text. Shares are of all rows counted, from 0 to 1: leaving out missing values leaves them
    out of the shares too.

    Example: the column city gives Bern 3 rows, share 0.6, and Oslo 2 rows, share 0.4.
    """

    pack = "prep"
    icon = "value-counts"
    shelf = "Groups and shape"
    keywords = (
        "Value Counter",
        "value_counts",
        "Frequency Table",
        "Frequency",
        "Distributions",
        "Histogram",
        "Count Records",
        "Crosstab",
        "Statistics",
        "unique values",
        "Pareto",
    )
    example = Example({"columns": ["city"]})
    dry = True
    columns: Columns = setting(Columns.named(), "The columns whose values are counted.")
    how: Literal["together", "separately"] = setting(
        "together", "Count the combinations of the columns, or the values of each column for itself."
    )
    order: Literal["count", "value"] = setting("count", "The most frequent first, or in the order of the values.")
    top: int = setting(0, "List only so many of the most frequent values; 0 for all.", ge=0)
    other: bool = setting(False, "Add a row for all values that are not among the top.", when={"top": True})
    missing: Literal["keep", "drop"] = setting("keep", "Count missing values too, or leave them out.")
    cumulative: bool = setting(False, "Add the share of all rows up to this one.")

    def run(self, table: Table) -> Table:
        import pandas as pd

        names = self.columns.some_of(table, "no column is chosen: set the columns to count", port="table")
        added = ["count", "share", *(["cumulative_share"] if self.cumulative else [])]
        if self.how == "together":
            check_names([*names, *added])
            return with_units(self._counted(table, names), units_of(table))
        # A column may be called as one that is added.
        parts = [self._alone(table[name]) for name in names]
        values = stacked([part.iloc[:, 0] for part in parts])
        lengths = [name for name, part in zip(names, parts, strict=True) for _ in range(len(part))]
        made = {"column": pd.array(lengths, dtype="str"), VALUE: values}
        rest = pd.concat([part.iloc[:, 1:] for part in parts], ignore_index=True)
        unit = common_unit(units_of(table), names)
        listed = pd.concat([pd.DataFrame(made, copy=False), rest], axis=1)
        return listed if unit is None else with_units(listed, {VALUE: unit})

    def _alone(self, column: pd.Series) -> pd.DataFrame:
        """The values of one column, which is called "value" there."""
        try:
            return self._counted(column.to_frame(VALUE), [VALUE])
        except DataError:
            raise incomparable(column) from None

    def _counted(self, table: pd.DataFrame, names: list[str]) -> pd.DataFrame:
        """The combinations of some columns, with their counts and shares."""
        import numpy as np
        import pandas as pd

        made, counts = counted(table, names, dropna=self.missing == "drop")
        total = max(int(counts.sum()), 1)
        if self.order == "count" or self.top:
            less = counts.max(initial=0) - counts
            # Numbers of 16 bits are sorted several times as fast.
            less = less.astype("uint16") if less.max(initial=0) < 2**16 else less
            chosen = np.argsort(less, kind="stable")[: self.top or None]
            chosen = chosen if self.order == "count" else np.sort(chosen)
            made, counts = made.take(chosen), counts[chosen]
            made.index = pd.RangeIndex(len(made))
        made["count"] = counts
        made = self._with_other(made, names, total - int(counts.sum()) if len(made) else 0)
        made["share"] = made["count"] / total
        if self.cumulative:
            made["cumulative_share"] = made["count"].cumsum() / total
        return made

    def _with_other(self, made: pd.DataFrame, names: list[str], rest: int) -> pd.DataFrame:
        """The values listed, as text with one row for all that are not, where that is wanted."""
        import pandas as pd

        if not (self.top and self.other):
            return made
        listed = with_columns(made, {name: texts(made[name]) for name in names})
        if not rest:
            return listed
        row: dict[str, Any] = dict.fromkeys(names, "other") | {"count": rest}
        return pd.concat([listed, pd.DataFrame([row]).astype(listed.dtypes)], ignore_index=True)
