"""Find rows that are there more than once, and keep one of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import (
    Column,
    Columns,
    ColumnSpec,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    column_type,
    quoted,
    setting,
)
from knode_nodes.prep._keys import with_columns
from knode_nodes.prep._order import ordinals
from knode_nodes.prep._same_rows import group_codes, repeated

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Choice = Literal["first", "last", "largest", "smallest"]
UNIQUE, CHOSEN, DUPLICATE = "unique", "chosen", "duplicate"


class DuplicateRows(Node):
    """Remove rows that are there more than once, or show them.

    Rows are duplicates when they have the same values in the key columns; with all columns (the default) the whole rows are
    the same. Missing values are equal to each other, capital and small letters are not. Of each set of duplicates you keep

    - one: the first or the last, or the one with the largest or the smallest value in a column, such as the newest (missing
      values are considered last, and of equals the first row is taken),
    - none: only rows without a duplicate stay,
    - all: all rows stay, and a column says of each whether it is "unique", "chosen" or a "duplicate",
    - repeated: only the rows that have duplicates stay, to look at them.

    Rows keep their order and their index. A further column can count how many rows each row stands for.

    Example: with the key `customer`, choose "largest" and the column `date`: the newest row of each customer is left.
    """

    pack = "prep"
    icon = "duplicate-rows"
    shelf = "Rows"
    keywords = (
        "Duplicate Row Filter",
        "Unique",
        "Unique Rows",
        "drop_duplicates",
        "deduplicate",
        "distinct",
        "Remove Duplicates",
        "Data Cleansing",
    )
    example = Example({"columns": ["customer"], "choose": "largest", "by": "date"})
    columns: Columns = setting(Columns.all(), "The key columns, which must be the same in duplicates.")
    keep: Literal["one", "none", "all", "repeated"] = setting("one", "Which rows of each set of duplicates stay.")
    choose: Choice = setting("first", "Which row of each set of duplicates is chosen.", when={"keep": ("one", "all")})
    by: Column = setting(
        Column(""),
        "The column whose largest or smallest value chooses the row.",
        when={"keep": ("one", "all"), "choose": ("largest", "smallest")},
    )
    mark: str = setting(
        "duplicate",
        "The name of the column that says unique, chosen or duplicate, where all rows stay.",
        min_length=1,
        when={"keep": ("all",)},
    )
    count: str = setting("", "The name of a column with the number of rows that are the same; none when empty.")

    @model_validator(mode="after")
    def _check_names(self) -> DuplicateRows:
        if self.keep == "all" and self.count == self.mark:
            raise ValueError("the mark and the count need different names")
        return self

    def run(self, table: Table) -> Table:
        keys = self._keys(TableSpec.of(table))
        # pandas finds duplicates among lists too, and calls all of them different.
        # In whole numbers of Arrow it finds those alike that are the same as floats.
        plain = all(
            column_type(table[name].dtype) != "other" and not str(table[name].dtype).endswith("[pyarrow]")
            for name in keys
        )
        if plain and self.keep in ("one", "none") and not self.count and not self._compares:
            chosen: Literal["first", "last"] = "last" if self.choose == "last" else "first"
            kept = ~repeated(table, keys, False if self.keep == "none" else chosen)
            return table if kept.all() else table[kept]
        codes, count = group_codes(table, keys)
        sizes = _sizes(codes, count)
        some = self._kept(table, codes, count, sizes)
        made = table if some is None else table[some]
        if self.keep == "all":
            made = with_columns(made, {self.mark: _marks(self._chosen(table, codes, count), sizes)})
        if self.count:
            made = with_columns(made, {self.count: sizes if some is None else sizes[some]})
        return made

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None}
        self._keys(table)
        added = ((self.mark, "str") if self.keep == "all" else None, (self.count, "int64") if self.count else None)
        columns = [ColumnSpec(name=name, dtype=dtype) for name, dtype in filter(None, added)]
        return {"table": TableSpec(columns=(*table.columns, *columns))}

    @property
    def _compares(self) -> bool:
        return self.keep in ("one", "all") and self.choose in ("largest", "smallest")

    def _keys(self, spec: TableSpec) -> list[str]:
        """The key columns. Raises DataError where a setting does not fit the table."""
        if self._compares:
            self.by.of(spec, port="table")
        for name in ([self.mark] if self.keep == "all" else []) + [self.count]:
            if name and name in spec:
                raise DataError(
                    f"the table already has a column {quoted(name)}: choose another name", port="table", column=name
                )
        keys = self.columns.of_spec(spec, port="table")
        if not keys and spec.columns:
            raise DataError("no key column is chosen: choose those that duplicates have in common", port="table")
        return keys

    def _kept(self, table: pd.DataFrame, codes: np.ndarray, count: int, sizes: np.ndarray) -> np.ndarray | None:
        """(rows) booleans, None for all."""
        if self.keep == "all":
            return None
        if self.keep == "one":
            return self._chosen(table, codes, count)
        return (sizes == 1) == (self.keep == "none")

    def _chosen(self, table: pd.DataFrame, codes: np.ndarray, count: int) -> np.ndarray:
        """(rows) booleans: the chosen row of each set of duplicates."""
        import numpy as np

        rows = np.arange(len(codes))
        if self._compares:
            places = ordinals(table[self.by], descending=self.choose == "largest")
            # Of the rows of a set the best is written last, and of equals the first one.
            rows = np.argsort(places, kind="stable")[::-1]
        elif self.choose == "first":
            rows = rows[::-1]
        last = np.empty(count, dtype="int64")
        last[codes[rows]] = rows
        chosen = np.zeros(len(codes), dtype=bool)
        chosen[last] = True
        return chosen


def _sizes(codes: np.ndarray, count: int) -> np.ndarray:
    """(rows) int64: how many rows are the same as each row, itself included."""
    import numpy as np

    found: np.ndarray = np.bincount(codes, minlength=count)[codes].astype("int64")
    return found


def _marks(chosen: np.ndarray, sizes: np.ndarray) -> Any:
    import numpy as np
    import pandas as pd

    places = np.where(sizes == 1, 0, np.where(chosen, 1, 2))
    return pd.array([UNIQUE, CHOSEN, DUPLICATE], dtype="str").take(places)
