"""Taking cells out of a table: through the clipboard, or to a file."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from knode.app.background import Task, in_background
from knode.app.viewers.table import copying
from knode.app.viewers.table.export import ExportDialog
from knode.app.viewers.table.grid import TableGrid
from knode.app.viewers.table.look import TableLook
from knode.app.viewers.table.toolbar import TableToolbar
from knode.core.errors import KnodeError
from knode.host.table_protocol import EXPORT_TABLE, ExportFormat, ExportTable, TableExported


class TableTaking(QObject):
    """Copies the selected cells, and has what is shown written to a file. Says in the line above what came of it."""

    refused = Signal(object)
    """A KnodeError: nothing was written."""

    def __init__(self, look: TableLook, grid: TableGrid, toolbar: TableToolbar, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._grid, self._toolbar = look, grid, toolbar
        self._copying: Task | None = None

    def forget(self) -> None:
        """Stop waiting for a copy."""
        if self._copying is not None:
            self._copying.forget()
            self._copying = None

    def copy(self, header: bool = False) -> None:
        """Copy the selected cells, as many rows of them as the clipboard is meant for."""
        source, order, block = self._look.source, self._look.order, self._grid.block
        if source is None or order is None or not block.cells:
            return
        self.forget()
        self._copying = in_background(
            lambda: copying.as_text(source, order, block, header=header), self._copied, self.refused.emit
        )

    def _copied(self, copied: copying.Copied) -> None:
        self._copying = None
        QGuiApplication.clipboard().setText(copied.text)
        if copied.rows == copied.of:
            self._toolbar.tell(self.tr("{rows:,} rows copied").format(rows=copied.rows))
            return
        text = self.tr("Only the first {rows:,} of {of:,} rows were copied. Export the table for all of them.")
        self._toolbar.tell(text.format(rows=copied.rows, of=copied.of))

    def ask_export(self, folder: Path, name: str, parent: QWidget) -> None:
        """Ask for a file, then have it written."""
        if self._look.source is not None:
            dialog = ExportDialog(parent, folder, name)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.wanted.connect(self.export)
            dialog.open()

    def export(self, path: str, kind: ExportFormat) -> None:
        """Have the rows and columns that are shown written to a file."""
        if self._look.order is None:
            return
        columns = tuple(self._grid.shown_columns())
        params = ExportTable(view=self._look.view, columns=columns, path=path, format=kind, order=self._look.order.name)
        self._toolbar.tell(self.tr("Writing {name} …").format(name=Path(path).name))
        self._look.ask(EXPORT_TABLE, params, self._exported, self._refuse)

    def _exported(self, made: TableExported) -> None:
        text = self.tr("{rows:,} rows written to {name}").format(rows=made.rows, name=Path(made.path).name)
        self._toolbar.tell(" ".join([text, *made.notes]))

    def _refuse(self, error: KnodeError) -> None:
        self._toolbar.tell("")
        self.refused.emit(error)
