"""Spread the values of a column over new columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from knode.api import (
    Column,
    Columns,
    DataError,
    Example,
    Node,
    Spec,
    Table,
    TableSpec,
    column_type,
    quoted,
    setting,
    type_words,
)
from knode_nodes.prep._aggregations import NAMES, Aggregation, Task, check_names, tasks
from knode_nodes.prep._groups import Groups, able_to_miss, as_column, numbering
from knode_nodes.prep._numbering import Numbering
from knode_nodes.prep._suffixes import keeping_roles
from knode_nodes.prep._texts import texts
from knode_nodes.prep._units import SAME_UNIT, units_of, with_units

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

COUNTS = ("count", "count distinct", "count missing")
ROWS = "rows"
TOTAL = "total"
Part = tuple[str, "np.ndarray", dict[str, Any]]
"""A value that becomes columns, the number of the result in each row, -1 for none, and the results by name."""
PLACES = re.compile(r"\{(?:value|column|method)\}")
FILLS: dict[str, Any] = {"number": (int, float), "boolean": bool, "text": str}
"""What can be filled into cells, by their type."""


class Pivot(Node):
    """Make a wide table of a long one: each different value of a column becomes a new column.

    There is one row for each combination of the key columns, in their order, and in each new column what is computed of the
    rows that have both: the sum of sales by region and, in columns, by year. With no aggregation the rows are counted.
    Where there are no such rows the cell is missing, or what you choose to fill in; a count is 0.

    The new columns come in the order of the values, of their first appearance, or the most frequent first. They are called
    as the value (`missing` and `empty` where there is none, or a text without characters), with several aggregations as
    `2026_sales_sum`, or as you say: `{value}`, `{column}` and `{method}` stand for the value, the column and the method. Name
    the values yourself to fix the new columns whatever the data holds: then other values are left out, and the columns are
    known before anything runs. A last column, `total`, can have what is computed of all rows that are in the new columns: the
    sum of sales in all years, the mean of all and not the mean of means.

    Whole numbers become a type that can hold missing values (Int64), unless cells are filled.

    Example: keys region, column year, and the sum of sales give columns region, 2025, 2026.
    """

    pack = "prep"
    icon = "pivot"
    shelf = "Groups and shape"
    keywords = (
        "Pivoting",
        "Pivot Table",
        "Cross Tab",
        "crosstab",
        "pivot_table",
        "unstack",
        "long to wide",
        "Spread",
        "reshape",
        "margins",
        "grand total",
    )
    example = Example({"keys": ["region"], "column": "year", "aggregations": [{"columns": ["sales"], "method": "sum"}]})
    keys: Columns = setting(Columns.named(), "The columns whose values make the rows; none for a single row.")
    column: Column = setting(Column(""), "The column whose values become columns.")
    aggregations: tuple[Aggregation, ...] = setting((), "What stands in the cells; the number of rows when empty.")
    values: tuple[str, ...] = setting((), "The values that become columns, in this order; all of them when empty.")
    order: Literal["value", "appearance", "frequency"] = setting(
        "value", "The order of the new columns: by value, as they appear, or the most frequent first."
    )
    names: str = setting("", "How new columns are called, such as {value} {method}; empty for short names.")
    total: bool = setting(False, "Add a column with what is computed of the rows of all new columns together.")
    fill: str | int | float | bool | None = setting(None, "What stands in cells without rows; missing when empty.")
    missing: Literal["keep", "drop"] = setting(
        "keep", "Rows without a value in the column to spread: in a column of their own, or left out."
    )
    missing_keys: Literal["keep", "drop"] = setting("keep", "Rows with a missing key: rows of their own, or left out.")
    limit: int = setting(200, "More different values than this are an error, as they are probably not meant.", ge=1)

    def run(self, table: Table) -> Table:
        import numpy as np

        keys, wanted = self._plan(TableSpec.of(table))
        table = self._with_keys(table, keys)
        spread, rows = numbering(table, [self.column]), numbering(table, keys)
        shown = self._shown(spread)
        numbers, pairs = rows.across(spread)
        results = _computed(table, wanted, numbers)
        places = _places(pairs, rows.count, spread.count, list(shown.values()))
        parts = [(value, place, results) for value, place in zip(shown, places, strict=True)]
        if self.total:
            parts.append((TOTAL, *_total(table, wanted, rows, np.isin(spread.rows, list(shown.values())))))
        made = keeping_roles(self._wide(rows.keys(), parts, wanted), table, keys)
        return with_units(made, self._units(table, [value for value, *_ in parts], wanted) | units_of(table[keys]))

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Spec | None]:
        table = inputs.get("table")
        if not isinstance(table, TableSpec):
            return {"table": None}
        import numpy as np

        keys, wanted = self._plan(table)
        if not self.values:
            return {"table": None}
        empty = table.empty()
        results = Groups(empty, keys, wanted).computed() if wanted else {ROWS: empty.index.array}
        parts = [
            (value, np.array([], dtype="int64"), results) for value in (*self.values, *([TOTAL] if self.total else []))
        ]
        made = self._wide(empty[keys], parts, wanted)
        return {"table": TableSpec.of(keeping_roles(made, empty, keys))}

    def _plan(self, spec: TableSpec) -> tuple[list[str], list[Task]]:
        """The key columns and what to compute. Raises DataError where a setting does not fit the table."""
        name = self.column.of(spec, port="table")
        keys = [key for key in self.keys.of_spec(spec, port="table") if self.keys.by == "names" or key != name]
        if name in keys:
            raise DataError(
                f"{quoted(name)} is a key and the column to spread: choose another one", port="table", column=name
            )
        wanted = tasks(self.aggregations, spec, [*keys, name], NAMES)
        check_names(task.name for task in wanted)
        return keys, wanted

    def _with_keys(self, table: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
        table = table.reset_index(drop=True)
        return table.dropna(subset=keys) if keys and self.missing_keys == "drop" else table

    def _shown(self, spread: Numbering) -> dict[str, int]:
        """The values that become columns, as text, and the number of each among all values; -1 for one that is not there."""
        import numpy as np
        import pandas as pd

        column = spread.keys()[str(self.column)]
        known = column.notna().to_numpy(dtype=bool)
        labels = [(label or "empty") if there else "missing" for label, there in zip(texts(column), known, strict=True)]
        if self.values:
            check_names(self.values)
            # Missing values are the last, and a value that is called so goes before.
            places = dict(reversed([(label, number) for number, label in enumerate(labels)]))
            return {value: places.get(value, -1) for value in self.values}
        order = np.arange(len(labels))
        if self.order == "frequency":
            order = np.argsort(-spread.sizes(), kind="stable")
        elif self.order == "appearance":
            order = pd.unique(spread.rows)
        chosen = [int(number) for number in order if known[number] or self.missing == "keep"]
        self._check_count([labels[number] for number in chosen])
        return {labels[number]: number for number in chosen}

    def _check_count(self, labels: list[str]) -> None:
        if len(labels) > self.limit:
            raise DataError(
                f"{quoted(self.column)} has {len(labels):,} different values, which would make as many columns; the limit is "
                f"{self.limit:,}: choose the values, another column, or a higher limit",
                port="table",
                column=str(self.column),
            )
        check_names(labels)

    def _wide(self, keys: pd.DataFrame, parts: list[Part], wanted: list[Task]) -> pd.DataFrame:
        """The wide table."""
        import pandas as pd

        every: Sequence[Task | None] = wanted or [None]
        names = [self._name(value, task, single=len(every) == 1) for value, *_ in parts for task in every]
        check_names([*keys.columns, *names])
        made = [
            self._cells(results[task.name if task else ROWS], places, task)
            for _, places, results in parts
            for task in every
        ]
        columns = {name: as_column(found, keys.index) for name, found in zip(names, made, strict=True)}
        return pd.concat([keys, pd.DataFrame(columns, index=keys.index, copy=False)], axis=1)

    def _units(self, table: pd.DataFrame, values: list[str], wanted: list[Task]) -> dict[str, str]:
        """The units of the new columns, as far as they are those of what is computed."""
        units = units_of(table)
        told = [task for task in wanted if task.how.method in SAME_UNIT and task.column in units]
        return {
            self._name(value, task, single=len(wanted) == 1): units[task.column] for value in values for task in told
        }

    def _name(self, value: str, task: Task | None, *, single: bool) -> str:
        column, method = (task.column, task.how.method.replace(" ", "_")) if task else (ROWS, "count")
        if not self.names:
            return value if single else f"{value}_{task.name if task else ROWS}"
        filled = {"{value}": value, "{column}": column, "{method}": method}
        return PLACES.sub(lambda found: filled[found[0]], self.names)

    def _cells(self, results: Any, places: np.ndarray, task: Task | None) -> Any:
        """A new column: the results at some places, and what stands in cells without rows."""
        column = able_to_miss(results).take(places, allow_fill=True)
        counts = task is None or task.how.method in COUNTS
        fill = 0 if self.fill is None and counts else self.fill
        if fill is None:
            return column
        kind = column_type(results.dtype)
        # True is an int to Python.
        if not isinstance(fill, FILLS.get(kind, ())) or isinstance(fill, bool) != (kind == "boolean"):
            raise DataError(
                f"cells of {quoted(task.name if task else ROWS)} are of type {type_words(results.dtype)} and cannot be filled "
                f"with {quoted(fill)}: choose another value to fill in",
                column=task.column if task else None,
            )
        whole = results.dtype.kind in "iu" and not float(fill).is_integer()
        column[places < 0] = fill if not whole else self._no_fraction(fill)
        return column.astype(results.dtype)

    def _no_fraction(self, fill: Any) -> Any:
        raise DataError(f"cells of whole numbers cannot be filled with {quoted(fill)}: choose a whole number")


def _computed(table: pd.DataFrame, wanted: list[Task], numbers: Numbering) -> dict[str, Any]:
    """What is computed of each group, by name."""
    groups = Groups(table, [], wanted, numbers=numbers)
    return groups.computed() if wanted else {ROWS: groups.sizes}


def _total(
    table: pd.DataFrame, wanted: list[Task], rows: Numbering, inside: np.ndarray
) -> tuple[np.ndarray, dict[str, Any]]:
    """The number of the result in each row, -1 for none, and the results of all rows of the table that are `inside`."""
    import numpy as np

    found, numbers = np.unique(rows.rows[inside], return_inverse=True)
    places = np.full(rows.count, -1)
    places[found] = np.arange(len(found))
    return places, _computed(table[inside], wanted, Numbering(numbers, len(found)))


def _places(groups: np.ndarray, height: int, width: int, shown: list[int]) -> Iterator[np.ndarray]:
    """For each value shown, the number of the group that stands in each row, -1 for none.

    Args:
        groups: (groups) where each stands: the number of its row times `width`, and the number of its value.
        height: the number of rows.
        width: the number of different values.
        shown: the numbers of values, -1 for one that there is not.
    """
    import numpy as np

    rows, values = np.divmod(groups, max(width, 1))
    order = np.argsort(values, kind="stable")
    starts = np.searchsorted(values[order], np.arange(width + 1))
    for number in shown:
        places = np.full(height, -1)
        if number >= 0:
            chosen = order[starts[number] : starts[number + 1]]
            places[rows[chosen]] = chosen
        yield places
