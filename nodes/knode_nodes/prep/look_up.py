"""Add columns of a small table, found by key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from pydantic import model_validator

from knode.api import ArrayStep, Columns, DataError, Example, Node, Spec, Table, TableSpec, quoted, setting
from knode_nodes.prep._compiled_lookup import lookup_step
from knode_nodes.prep._defaults import with_default
from knode_nodes.prep._keys import comparable, key_columns, with_columns
from knode_nodes.prep._matching import Matches, matches, shown_key
from knode_nodes.prep._predicts import told_as
from knode_nodes.prep._suffixes import nullable, telling, with_names

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PORTS = ("table", "lookup")
Scalar = str | int | float | bool


class LookUp(Node):
    """Look up each row's key in a second table, and add columns of the row found there.

    Every row stays, in its order and with its index, and none is repeated: each key may stand in the lookup table once
    (otherwise that is an error, or the first or last of its rows is taken). Where a key is not found, or is missing, the new
    columns are missing, or get a value that you give, or the row is refused. Whole numbers and booleans become a kind that
    can be missing, but for the last two.

    Rows are looked up one by one, so that a captured workflow does it in production too, with the lookup table as it was.
    To join large tables, or to get a row for every partner, use Joiner.

    Example: a table of prices has `article` and `price`; each order gets the price of its article.
    """

    pack = "prep"
    icon = "look-up"
    shelf = "Several tables"
    keywords = (
        "Value Lookup",
        "Cell Replacer",
        "Find Replace",
        "VLOOKUP",
        "XLOOKUP",
        "map",
        "dictionary",
        "left join",
        "Merge Data",
        "enrich",
    )
    example = Example({"keys": ["product"]})
    rowwise = True
    keys: tuple[str, ...] = setting(
        (), "The key columns of the table; the ones both tables have when empty.", form="columns", port="table"
    )
    lookup_keys: tuple[str, ...] = setting(
        (), "The key columns of the lookup table; those of the table when empty.", form="columns", port="lookup"
    )
    columns: Columns = setting(
        Columns.all(), "The columns of the lookup table to add; its keys are not added.", port="lookup"
    )
    suffix: str = setting("", "What is added to the names of the new columns.")
    repeated: Literal["error", "first", "last"] = setting(
        "error", "When a key stands in several rows of the lookup table: stop, or take the first or the last of them."
    )
    unmatched: Literal["missing", "default", "error"] = setting(
        "missing", "What a row gets whose key is not found: missing values, a value that you give, or an error."
    )
    default: Scalar = setting(
        "", "The value for rows whose key is not found, as each new column's type.", when={"unmatched": ("default",)}
    )
    ignore_case: bool = setting(False, "Capital and small letters in keys are the same.")

    @model_validator(mode="after")
    def _check_keys(self) -> LookUp:
        if self.lookup_keys and len(self.lookup_keys) != len(self.keys):
            raise ValueError("both tables need the same number of key columns")
        return self

    def run(self, table: Table, lookup: Table) -> Table:
        import pandas as pd

        specs = TableSpec.of(table), TableSpec.of(lookup)
        keys, others = self._keys(*specs)
        one, other = comparable(table, lookup, keys, others, ports=PORTS)
        found = matches(one, other, keys, others, ignore_case=self.ignore_case, port="table")
        places = self._places(found, lookup, others)
        rows = places[found.left]
        if self.unmatched == "error" and (rows < 0).any():
            row = int((rows < 0).argmax())
            raise DataError(
                f"the key {shown_key(table, keys, row)} of row {row} is not in the lookup table: add it there, or say what "
                "rows without a partner get",
                port="table",
                column=keys[0],
                row=row,
            )
        added = self._added(*specs, others)
        values = {new: self._values(lookup[name]) for name, new in added.items()}
        # With its dtype said, as pandas makes texts of objects that are some.
        made = {new: pd.Series(held.take(rows), index=table.index, dtype=held.dtype) for new, held in values.items()}
        return telling(with_columns(table, made), table, with_names(lookup[list(added)], added))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table, lookup = inputs.get("table"), inputs.get("lookup")
        if not isinstance(table, TableSpec) or not isinstance(lookup, TableSpec):
            return {"table": None}
        added = self._added(table, lookup, self._keys(table, lookup)[1])
        empty = lookup.empty()
        made: dict[str, Any] = {}
        for name, new in added.items():
            before = lookup[name]
            before = before.model_copy(update={"predicts": added.get(before.predicts or "", before.predicts)})
            if before.type == "category" and before.categories is None:
                made[new] = before.model_copy(update={"name": new})
                continue
            column = TableSpec.of(_frame(new, self._values(empty[name])[:0]))[new]
            made[new] = told_as(column, before)
        return {"table": table.replace(**made)}

    def compiled(self, frozen: Mapping[str, Any], columns: TableSpec) -> ArrayStep | None:
        lookup = frozen.get("lookup")
        if lookup is None:
            return None
        spec = TableSpec.of(lookup)
        keys, others = self._keys(columns, spec)
        if self.ignore_case or len(keys) > 1:
            return None
        used = lookup.dropna(subset=others)
        used = used.drop_duplicates(others, keep="last" if self.repeated == "last" else "first")
        added = self._added(columns, spec, others)
        values = {new: self._values(used[name]) for name, new in added.items()}
        return lookup_step(columns[keys[0]], used[others[0]], values, refuses=self.unmatched == "error")

    def _keys(self, table: TableSpec, lookup: TableSpec) -> tuple[list[str], list[str]]:
        return key_columns(table, lookup, self.keys, self.lookup_keys, ports=PORTS)

    def _added(self, table: TableSpec, lookup: TableSpec, keys: list[str]) -> dict[str, str]:
        """The columns to add, and what they are called then. Raises DataError where a name is taken."""
        chosen = [name for name in self.columns.of_spec(lookup, port="lookup") if name not in keys]
        if not chosen:
            raise DataError("there is no column to add: choose one that is no key of the lookup table", port="lookup")
        added = {name: f"{name}{self.suffix}" for name in chosen}
        for name, new in added.items():
            if new in table:
                raise DataError(
                    f"the table already has a column {quoted(new)}: give a suffix, or choose other columns to add",
                    port="lookup",
                    column=name,
                )
        return added

    def _places(self, found: Matches, lookup: pd.DataFrame, keys: list[str]) -> np.ndarray:
        """(keys + 1) the row of the lookup table that has each key; -1 where there is none, as for a missing key."""
        import numpy as np

        if self.repeated == "error" and (found.rights > 1).any():
            first = int(np.append(found.rights > 1, False)[found.right].argmax())
            row = first + 1 + int((found.right[first + 1 :] == found.right[first]).argmax())
            raise DataError(
                f"the key {shown_key(lookup, keys, row)} of row {row} stands in an earlier row of the lookup table too: "
                "remove one of them, or take the first or the last",
                port="lookup",
                column=keys[0],
                row=row,
            )
        places = np.full(len(found.rights) + 1, -1, dtype="int64")
        rows = np.arange(len(found.right))
        order = rows if self.repeated == "last" else rows[::-1]
        places[found.right[order]] = order
        places[-1] = -1
        return places

    def _values(self, column: pd.Series) -> Any:
        """(lookup rows + 1) an array of what can be looked up, and last what a row gets whose key is not found."""
        import pandas as pd

        if self.unmatched == "default":
            return with_default(column, self.default)
        plain = column.reset_index(drop=True)
        if self.unmatched == "error":
            return plain.array
        wider: Any = nullable(str(plain.dtype))
        plain = plain if wider == str(plain.dtype) else plain.astype(wider)
        return plain.reindex(pd.RangeIndex(len(plain) + 1)).array


def _frame(name: str, values: Any) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame({name: pd.Series(values, dtype=values.dtype)})
