"""Tables that come one after the other, gathered as they come."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knode_nodes.io._grown import Grown

if TYPE_CHECKING:
    import pandas as pd

HELD = "iufbmM"
"""Kinds of NumPy's types of which each value has its place in an array."""


class Gathered:
    """Tables by name. A column of the same NumPy type in all of them is put together while they come.

    What a table held is free again as soon as it was added: while many large files are read, the values are in memory
    once, and not twice at the end. `count` tables are expected.
    """

    def __init__(self, count: int) -> None:
        self._count = count
        self._rows: dict[str, int] = {}
        self._columns: dict[str, dict[str, pd.Series | slice]] = {}
        self._attrs: dict[str, Any] = {}
        self._arrays: dict[str, Grown] = {}

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, name: str, table: pd.DataFrame) -> None:
        """One more table, whose index is of no interest."""
        self._rows[name], self._attrs[name] = len(table), table.attrs
        self._columns[name] = {str(label): self._held(str(label), column) for label, column in table.items()}

    def tables(self) -> dict[str, pd.DataFrame]:
        """Each table as it was added, with its rows numbered; the values are not copied."""
        import pandas as pd

        tables = {
            name: pd.DataFrame(
                {label: self._given(label, column) for label, column in columns.items()},
                index=pd.RangeIndex(self._rows[name]),
                copy=False,
            )
            for name, columns in self._columns.items()
        }
        for name, table in tables.items():
            table.attrs = self._attrs[name]
        return tables

    def together(self) -> dict[str, Any]:
        """The columns that are one array already, of all tables one below the other."""
        rows = sum(self._rows.values())
        return {label: held.made for label, held in self._arrays.items() if len(held.made) == rows}

    def _held(self, label: str, column: pd.Series) -> pd.Series | slice:
        import numpy as np

        if not isinstance(column.dtype, np.dtype) or column.dtype.kind not in HELD:
            return column
        held = self._arrays.setdefault(label, Grown(column.dtype, len(column) * self._count))
        if held.dtype != column.dtype:
            return column
        start = len(held.made)
        held.add(column.to_numpy())
        return slice(start, len(held.made))

    def _given(self, label: str, column: pd.Series | slice) -> Any:
        return self._arrays[label].made[column] if isinstance(column, slice) else column.array
