"""Compare two tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from knode.api import (
    Columns,
    Context,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    Variables,
    VariablesSpec,
    quoted,
    setting,
)
from knode_nodes.prep._aggregations import check_names
from knode_nodes.prep._differences import change_of, differing
from knode_nodes.prep._groups import numbering
from knode_nodes.prep._keys import comparable, key_columns
from knode_nodes.prep._texts import texts
from knode_nodes.prep._units import units_of, with_units

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

PORTS = ("old", "new")
NAMES = (
    "identical", "old_rows", "new_rows", "added", "removed", "changed", "changed_cells", "columns_added",
    "columns_removed", "types_changed",
)  # fmt: skip
ROW = "row"


class Compared(NamedTuple):
    """What Compare Tables gives."""

    rows: Table
    cells: Table
    columns: Table
    metrics: Variables


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which rows of both tables belong together: for each the positions in the old and the new table, -1 for none.

    `keys` are their keys. Rows of the old table come first, in its order, then those that the new one adds, in its own.
    """

    keys: pd.DataFrame
    old: np.ndarray
    new: np.ndarray


class CompareTables(Node):
    """Find what differs between two tables: rows added, removed and changed, and each changed cell with both values.

    Rows belong together that have the same values in the key columns, in whatever order they come; a missing key is a value
    like others, and keys must be unique in each table. Without keys rows are compared by their position. Columns are
    compared by name, in whatever order. Missing values are alike; numbers may differ by a tolerance; columns of different
    types are compared as text.

    - `rows`: each row that differs, whether it is added, removed or changed, in which columns, and where it stands.
    - `cells`: each changed cell with the old and the new value as text, and the difference of numbers.
    - `columns`: each column: same, added, removed or of another type, and how many of its cells changed.
    - `metrics`: whether the tables are identical, and the numbers of all this.

    Example: the customers of yesterday and today by customer number.
    """

    pack = "prep"
    icon = "compare-tables"
    shelf = "Several tables"
    keywords = (
        "Table Difference Finder",
        "Table Difference Checker",
        "diff",
        "compare",
        "changes",
        "assert_frame_equal",
        "Reconcile",
        "audit",
        "delta",
    )
    example = Example({"keys": ["customer"]})
    keys: tuple[str, ...] = setting(
        (), "The columns that tell which rows belong together; by position when empty.", form="columns", port="old"
    )
    columns: Columns = setting(Columns.all(), "The columns to compare, of those that both tables have.", port="old")
    tolerance: float = setting(0.0, "Numbers that differ by no more than this are alike.", ge=0)
    relative: float = setting(0.0, "Numbers that differ by no more than this share of the old one are alike.", ge=0)
    limit: int = setting(100_000, "At most so many cells are listed.", ge=1)

    def run(self, old: Table, new: Table, context: Context) -> Compared:
        specs = TableSpec.of(old), TableSpec.of(new)
        keys, common = self._plan(*specs)
        pairs = _paired(old, new, keys)
        both = (pairs.old >= 0) & (pairs.new >= 0)
        changed = {}
        for number, name in enumerate(common):
            context.progress(number / len(common))
            changed[name] = self._differs(old[name], new[name], pairs, both)
        cells = sum(int(where.sum()) for where in changed.values())
        if cells > self.limit:
            context.warn(f"{cells:,} cells differ; the first {self.limit:,} are listed.")
        rows = _rows(pairs, changed, len(pairs.old))
        columns = _columns(*specs, {name: int(where.sum()) for name, where in changed.items()}, keys)
        listed = _cells(old, new, pairs, changed, self.limit)
        told = [units_of(table) for table in (old, new)]
        units = {key: unit for key in keys if (unit := told[0].get(key)) is not None and told[1].get(key) == unit}
        metrics = _metrics(rows, columns, len(old), len(new), cells)
        return Compared(with_units(rows, units), with_units(listed, units), columns, metrics)

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        made: dict[str, Spec | None] = {"rows": None, "cells": None, "columns": None}
        made["metrics"] = VariablesSpec(names=NAMES)
        old, new = inputs.get("old"), inputs.get("new")
        if not isinstance(old, TableSpec) or not isinstance(new, TableSpec):
            return made
        keys, common = self._plan(old, new)
        made["columns"] = TableSpec.of(_columns(old, new, {}, keys))
        if any(spec[key].type == "category" and spec[key].categories is None for spec in (old, new) for key in keys):
            return made
        one, other = old.empty(), new.empty()
        pairs = _paired(one, other, keys)
        changed = dict.fromkeys(common, pairs.old >= 0)
        made["rows"] = TableSpec.of(_rows(pairs, changed, 0))
        made["cells"] = TableSpec.of(_cells(one, other, pairs, changed, self.limit))
        return made

    def _plan(self, old: TableSpec, new: TableSpec) -> tuple[list[str], list[str]]:
        """The keys, and the columns to compare. Raises DataError where a setting does not fit the tables."""
        keys = key_columns(old, new, self.keys, (), ports=PORTS)[0] if self.keys else []
        check_names([*(keys or [ROW]), "status", "columns", "old_row", "new_row"])
        check_names([*(keys or [ROW]), "column", "old", "new", "difference"])
        chosen = self.columns.of_spec(old, port="old")
        absent = [name for name in chosen if self.columns.by == "names" and name not in new]
        if absent:
            raise DataError(f"there is no column {quoted(absent[0])} in the new table", port="new", column=absent[0])
        return keys, [name for name in chosen if name in new and name not in keys]

    def _differs(self, old: pd.Series, new: pd.Series, pairs: Pairs, both: np.ndarray) -> np.ndarray:
        """(pairs) booleans: where the values of a column differ in rows that both tables have."""
        import numpy as np

        found = np.zeros(len(both), dtype=bool)
        one, other = old.take(pairs.old[both]), new.take(pairs.new[both])
        found[both] = differing(one, other, tolerance=self.tolerance, relative=self.relative)
        return found


def _paired(old: pd.DataFrame, new: pd.DataFrame, keys: list[str]) -> Pairs:
    """Which rows belong together. Raises DataError for a key that is in a table twice."""
    import numpy as np
    import pandas as pd

    if not keys:
        rows = np.arange(max(len(old), len(new)))
        places = [np.where(rows < len(table), rows, -1) for table in (old, new)]
        return Pairs(pd.DataFrame({ROW: rows}), *places)
    one, other = comparable(old[keys], new[keys], keys, keys, ports=PORTS)
    joined = pd.concat([one, other], ignore_index=True).astype(one.dtypes)
    found = numbering(joined, keys)
    parts = found.rows[: len(old)], found.rows[len(old) :]
    count = found.count
    places = []
    for port, part, table in zip(PORTS, parts, (old, new), strict=True):
        _check_unique(port, part, table, keys)
        where = np.full(count, -1)
        where[part] = np.arange(len(part))
        places.append(where)
    added = places[0][parts[1]] < 0
    order = np.concatenate([parts[0], parts[1][added]])
    first = np.concatenate([np.arange(len(old)), len(old) + np.flatnonzero(added)])
    return Pairs(joined.take(first).reset_index(drop=True), places[0][order], places[1][order])


def _check_unique(port: str, numbers: np.ndarray, table: pd.DataFrame, keys: list[str]) -> None:
    import pandas as pd

    twice = pd.Series(numbers).duplicated().to_numpy()
    if twice.any():
        row = int(twice.argmax())
        values = ", ".join(quoted(str(table[key].iloc[row])) for key in keys)
        raise DataError(
            f"the key {values} is in the {port} table twice, again in row {row}: choose keys that are unique, or remove "
            "duplicate rows before",
            port=port,
            column=keys[0],
            row=row,
        )


def _rows(pairs: Pairs, changed: Mapping[str, np.ndarray], count: int) -> pd.DataFrame:
    """One row for each pair that differs."""
    import numpy as np
    import pandas as pd

    names = np.full(count, "", dtype=object)
    for name, where in changed.items():
        before = names[where]
        names[where] = np.where(before == "", "", before + ", ") + name
    status = np.select([pairs.new < 0, pairs.old < 0, names != ""], ["removed", "added", "changed"], default="")
    shown = status != ""
    made = pairs.keys[shown].reset_index(drop=True)
    made["status"] = pd.array(status[shown], dtype="str")
    listed = pd.Series(names[shown], dtype="str")
    made["columns"] = listed.mask(listed == "")
    for name, places in (("old_row", pairs.old), ("new_row", pairs.new)):
        rows = pd.Series(places[shown], dtype="Int64")
        made[name] = rows.mask(rows < 0)
    return made


def _cells(
    old: pd.DataFrame, new: pd.DataFrame, pairs: Pairs, changed: Mapping[str, np.ndarray], limit: int
) -> pd.DataFrame:
    """One row for each cell that differs, column by column."""
    import numpy as np
    import pandas as pd

    parts, left = (
        [_listed(pairs, np.array([], dtype="int64"), "", pd.Series([], dtype="str"), pd.Series([], dtype="str"))],
        limit,
    )
    for name, where in changed.items():
        found = np.flatnonzero(where)[:left]
        left -= len(found)
        if len(found):
            parts.append(
                _listed(pairs, found, name, old[name].take(pairs.old[found]), new[name].take(pairs.new[found]))
            )
    return pd.concat(parts[1:] or parts, ignore_index=True)


def _listed(pairs: Pairs, found: np.ndarray, name: str, old: pd.Series, new: pd.Series) -> pd.DataFrame:
    import pandas as pd

    made = pairs.keys.take(found).reset_index(drop=True)
    made["column"] = pd.array([name] * len(found), dtype="str")
    made["old"], made["new"] = texts(old).array, texts(new).array
    made["difference"] = change_of(old, new)
    return made


def _columns(old: TableSpec, new: TableSpec, changed: Mapping[str, int], keys: Sequence[str]) -> pd.DataFrame:
    """One row for each column of either table; `changed_cells` is missing for one that was not compared."""
    import pandas as pd

    lines = []
    for name in dict.fromkeys([*old.names, *new.names]):
        types = [spec[name].dtype if name in spec else None for spec in (old, new)]
        status = "added" if types[0] is None else "removed" if types[1] is None else "same"
        status = "type changed" if status == "same" and types[0] != types[1] else status
        lines.append((name, status, *types, name in keys, changed.get(name)))
    dtypes = {"column": "str", "status": "str", "old_type": "str", "new_type": "str", "key": "bool"}
    dtypes["changed_cells"] = "Int64"
    return pd.DataFrame(lines, columns=list(dtypes)).astype(dtypes)


def _metrics(rows: pd.DataFrame, columns: pd.DataFrame, old: int, new: int, cells: int) -> Variables:
    counts = {status: int((rows["status"] == status).sum()) for status in ("added", "removed", "changed")}
    schema = {status: int((columns["status"] == status).sum()) for status in ("added", "removed", "type changed")}
    values = (
        not any(counts.values()) and not any(schema.values()),
        old,
        new,
        *counts.values(),
        cells,
        *schema.values(),
    )
    return Variables(zip(NAMES, values, strict=True))
