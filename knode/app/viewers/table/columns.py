"""How a person has arranged a table: kept by the names of columns, so that it holds when the node has run again."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from knode.app.viewers.table.decoding import ColumnCells
from knode.host.table_protocol import Filter, SortKey

Name = tuple[bool, str]
"""Whether a column is a row label, and its name: together unique in a table."""


def name_of(column: ColumnCells) -> Name:
    """What a column is remembered by."""
    return column.is_label, column.name


@dataclass
class Arrangement:
    """Widths, hidden and frozen columns, sort keys, filters and the text that rows must hold."""

    widths: dict[Name, int] = field(default_factory=dict)
    order: list[Name] = field(default_factory=list)
    hidden: set[Name] = field(default_factory=set)
    frozen: set[Name] = field(default_factory=set)
    sort: list[tuple[Name, bool]] = field(default_factory=list)
    filters: list[tuple[Name, Any]] = field(default_factory=list)
    text: str = ""
    knows_labels: bool = False
    """Row labels have been frozen once; a person may have let them go since."""

    def copied(self) -> Arrangement:
        """Another one that is the same now."""
        return copy.deepcopy(self)

    def sort_keys(self, columns: Sequence[ColumnCells]) -> tuple[SortKey, ...]:
        """The sort keys for a table's columns; those of columns that it has not are left out."""
        numbers = numbers_of(columns)
        return tuple(
            SortKey(column=numbers[name], descending=descending) for name, descending in self.sort if name in numbers
        )

    def conditions(self, columns: Sequence[ColumnCells]) -> tuple[Filter, ...]:
        """The filters for a table's columns; those of columns that it has not are left out."""
        numbers = numbers_of(columns)
        return tuple(
            condition.model_copy(update={"column": numbers[name]})
            for name, condition in self.filters
            if name in numbers
        )

    @property
    def is_plain(self) -> bool:
        """All rows are shown as they are."""
        return not self.sort and not self.filters and not self.text

    def freeze_labels(self, columns: Sequence[ColumnCells]) -> None:
        """Keep row labels at the left, when the table is seen for the first time."""
        if not self.knows_labels:
            self.frozen |= {name_of(column) for column in columns if column.is_label}
            self.knows_labels = True

    def sort_by(self, name: Name, *, add: bool = False) -> None:
        """Sort up, then down, then not; with `add` beside the keys that there are."""
        now = dict(self.sort)
        following = {None: [(name, False)], False: [(name, True)], True: []}[now.get(name)]
        if add:
            self.sort = [following[0] if key[0] == name else key for key in self.sort if key[0] != name or following]
            self.sort += following if name not in now else []
        else:
            self.sort = following

    def sort_to(self, name: Name, descending: bool | None) -> None:
        """Sort by one column alone, or with None by nothing."""
        self.sort = [] if descending is None else [(name, descending)]

    def add_filter(self, name: Name, condition: Any) -> None:
        """Filter by a column, in place of what its values were filtered by before."""
        self.filters = [(other, each) for other, each in self.filters if other != name]
        self.filters.append((name, condition))

    def drop_filter(self, name: Name) -> None:
        """Show rows whatever the column holds."""
        self.filters = [(other, each) for other, each in self.filters if other != name]


def numbers_of(columns: Sequence[ColumnCells]) -> dict[Name, int]:
    """The columns' numbers by name."""
    return {name_of(column): number for number, column in enumerate(columns)}
