"""The columns that are known, as a model for lists and completion, with the icon of each one's type."""

from __future__ import annotations

import functools

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon, QStandardItem, QStandardItemModel

from knode.app import icons
from knode.app.forms.known import Known


class ColumnModel(QStandardItemModel):
    """The names of the columns at a port, in their order. Empty until somebody looks.

    Its items are Qt's own: completion asks every one of them at every letter, which ten thousand calls of Python make slow.
    """

    def __init__(self, known: Known, port: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known, self._port = known, port
        self._shown: dict[str, str] | None = None
        known.changed.connect(self._follow)

    def fill(self) -> None:
        """Hold the columns that are known."""
        types = dict(self._known.offered(self._port) or {})
        if self._shown == types and list(self._shown) == list(types):
            return
        self._shown = dict(types)
        self.clear()
        for name, kind in types.items():
            item = QStandardItem(type_icon(kind), name)
            item.setData(f"{name}: {kind}", Qt.ItemDataRole.ToolTipRole)
            item.setEditable(False)
            self.appendRow(item)

    def _follow(self) -> None:
        if self._shown is not None:
            self.fill()


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
