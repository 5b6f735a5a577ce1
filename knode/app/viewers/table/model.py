"""The rows and columns of a table for Qt's views: nothing is held but what is on the screen."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from knode.app.viewers.table.decoding import ColumnCells
from knode.app.viewers.table.loader import CHUNK, CellLoader
from knode.app.viewers.table.source import RowOrder, TableSource

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
MOST_ROWS = 2**31 - 1
"""Qt counts rows in 32 bits."""


class TableModel(QAbstractTableModel):
    """A table in an order of rows. The texts come from the loader; one that is not there yet is empty."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.loader = CellLoader(self)
        self.source: TableSource | None = None
        self.order: RowOrder | None = None

    def show(self, source: TableSource | None, order: RowOrder | None) -> None:
        """Show another table, or other rows of it."""
        self.beginResetModel()
        self.source, self.order = source, order
        self.loader.show(source, order)
        self.endResetModel()

    @property
    def columns(self) -> list[ColumnCells]:
        """The columns by number."""
        return self.source.columns if self.source is not None else []

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or self.order is None else min(self.order.rows, MOST_ROWS)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.text(index.row(), index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.full(index.row(), index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[index.column()].right_aligned
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def text(self, row: int, column: int) -> str:
        """A cell's text: `missing` for a missing one, "" while it is not there yet."""
        cells = self.loader.get(column, row // CHUNK)
        if cells is None or row % CHUNK >= len(cells):
            return ""
        found = cells[row % CHUNK]
        return self.tr("missing") if found is None else found

    def full(self, row: int, column: int) -> str:
        """A cell with all its digits and text; "" while it is not there yet, as what is there has been read just now."""
        if self.order is None or self.loader.get(column, row // CHUNK) is None:
            return ""
        found = self.columns[column].full(self.order.positions(row, 1))
        return self.tr("missing") if not found or found[0] is None else found[0]

    def headerData(self, section: int, side: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if side == Qt.Orientation.Vertical:
            return self.row_name(section)
        return self.columns[section].name if section < len(self.columns) else None

    def row_name(self, row: int) -> str:
        """The number of a row in the whole table, counted from 0 as messages about rows do."""
        if self.order is None:
            return ""
        found = self.order.positions(row, 1)
        return f"{int(found[0]):,}" if len(found) else ""
