"""The columns that are known, as a model for lists and completion, with the icon of each one's type."""

from __future__ import annotations

import functools

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from knode.app import icons
from knode.app.forms.known import Known

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


class ColumnModel(QAbstractListModel):
    """The names of the columns at a port, in their order."""

    def __init__(self, known: Known, port: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known, self._port = known, port
        self._columns = known.columns(port) or ()
        known.changed.connect(self._follow)

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        column = self._columns[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return column.name
        if role == Qt.ItemDataRole.DecorationRole:
            return type_icon(column.type)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
            return f"{column.name}: {column.dtype}"
        return None

    def _follow(self) -> None:
        columns = self._known.columns(self._port) or ()
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()


def column_model(known: Known, port: str) -> ColumnModel:
    """The model of a port's columns, one for all editors of a form."""
    name = f"columns:{port}"
    found = known.findChild(ColumnModel, name)
    if found is None:
        found = ColumnModel(known, port, known)
        found.setObjectName(name)
    return found


@functools.cache
def type_icon(name: str) -> QIcon:
    """The icon of a column type."""
    return icons.icon(f"column-{name}", "muted")
