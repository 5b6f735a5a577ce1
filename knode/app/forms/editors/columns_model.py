"""The columns to choose from, with a box that says whether each is chosen, and those that are gone."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from knode.app import icons, theme
from knode.app.forms.editors.choosing import Choosing, Known
from knode.app.forms.editors.column_model import type_icon

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
Role = Qt.ItemDataRole


class ColumnRow(NamedTuple):
    """A column: its type, "" where it is not known, and whether it is gone."""

    name: str
    type: str
    gone: bool = False


class ChosenModel(QAbstractListModel):
    """The columns, those that are gone first."""

    toggled = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ColumnRow] = []
        self._ticked: set[str] = set()
        self._can_tick: set[str] = set()

    def show(self, choosing: Choosing, columns: Known, chosen: Iterable[str], *, is_guess: bool = False) -> None:
        """Show a choice of these columns; of guesses none is gone."""
        rows = _rows(choosing, columns)
        if is_guess:
            rows = [row._replace(gone=False) for row in rows]
        named = choosing.names if choosing.by == "names" else ()
        self._ticked = {*chosen, *named}
        self._can_tick = choosing.can_tick(columns)
        if rows != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def is_ticked(self, name: str) -> bool:
        """Whether a column is chosen; one that is gone, whether it would be."""
        return name in self._ticked

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self.rows[index.row()].name in self._can_tick:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = Role.DisplayRole) -> object:
        row = self.rows[index.row()]
        match role:
            case Role.DisplayRole:
                return row.name
            case Role.CheckStateRole:
                return Qt.CheckState.Checked if self.is_ticked(row.name) else Qt.CheckState.Unchecked
            case Role.DecorationRole:
                return icons.icon("warning", "warning") if row.gone else type_icon(row.type or "other")
            case Role.ForegroundRole:
                return self._ink(row)
            case Role.ToolTipRole | Role.AccessibleDescriptionRole:
                return self.tr("{name}: not there").format(name=row.name) if row.gone else f"{row.name}: {row.type}"
        return None

    def _ink(self, row: ColumnRow) -> object:
        if row.gone:
            return theme.colour("warning")
        return None if self.is_ticked(row.name) else theme.colour("muted")

    def setData(self, index: Index, value: object, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole:
            return False
        self.toggled.emit(self.rows[index.row()].name)
        return True


def _rows(choosing: Choosing, columns: Known) -> list[ColumnRow]:
    if columns is None:
        named = (*choosing.names, *choosing.but) if choosing.by == "names" else choosing.but
        return [ColumnRow(name, "") for name in dict.fromkeys(named)]
    gone = [ColumnRow(name, "", True) for name in choosing.missing(columns)]
    there = {name: ColumnRow(name, kind) for name, kind in columns.items()}
    first = [there[name] for name in choosing.names if name in there] if choosing.by == "names" else []
    ordered = {row.name for row in first} if _reordered(first, list(there)) else set()
    if not ordered:
        return [*gone, *there.values()]
    return [*gone, *first, *(row for name, row in there.items() if name not in ordered)]


def _reordered(chosen: list[ColumnRow], order: list[str]) -> bool:
    """Whether columns were put into an order of their own, which the list then shows."""
    places = {name: place for place, name in enumerate(order)}
    numbers = [places[row.name] for row in chosen]
    return numbers != sorted(numbers)
