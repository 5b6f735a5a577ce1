"""Finding a text in a table, and going to it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from knode.app.session import Call
from knode.app.viewers.table.grid import TableGrid
from knode.app.viewers.table.look import TableLook
from knode.app.viewers.table.toolbar import TableToolbar
from knode.core.errors import KnodeError
from knode.host.table_protocol import FIND_IN_TABLE, FindText, TextFound


class TableFinder(QObject):
    """Asks the engine process for the next cell with a text. A newer search takes the place of one that goes on."""

    def __init__(self, look: TableLook, grid: TableGrid, toolbar: TableToolbar, parent: QObject) -> None:
        super().__init__(parent)
        self._look, self._grid, self._toolbar = look, grid, toolbar
        self._call: Call | None = None

    def find(self, text: str, backwards: bool) -> None:
        """Look for a text after the current cell, or before it."""
        order, shown = self._look.order, self._grid.shown_columns()
        if order is None or not shown:
            return
        self.forget()
        current = self._grid.current
        params = FindText(
            view=self._look.view,
            text=text,
            columns=tuple(shown),
            order=order.name,
            row=current.row if current is not None else self._grid.top,
            column=current.column if current is not None else -1,
            backwards=backwards,
        )
        self._toolbar.tell(self.tr("Searching …"))
        self._call = self._look.ask(FIND_IN_TABLE, params, self._go, self._tell)

    def forget(self) -> None:
        """Stop waiting for an answer."""
        if self._call is not None:
            self._call.forget()
            self._call = None

    def _go(self, found: TextFound) -> None:
        self._call = None
        if found.row is None or found.column is None:
            self._toolbar.tell(self.tr("Not found"))
            return
        self._toolbar.tell(self.tr("Continued from the other end") if found.wrapped else "")
        focus = self._toolbar.field.hasFocus()
        self._grid.go_to(found.row, found.column)
        if focus:
            # Enter again goes on to the next one.
            self._toolbar.field.setFocus()

    def _tell(self, error: KnodeError) -> None:
        self._call = None
        self._toolbar.tell(error.message)
