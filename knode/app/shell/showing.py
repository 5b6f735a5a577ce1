"""Brings the panel to the front, Table or View, that has something to show of the selected node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from knode.app.viewers.table.table_panel import TablePanel
from knode.app.viewers.tables_of import main_output, tables_of
from knode.app.viewers.view.view_panel import ViewPanel

if TYPE_CHECKING:
    from knode.app.session import Session
    from knode.app.shell.docks import PanelDock
    from knode.app.window import MainWindow

SETTLE_MS = 80
"""A selection that moves on sooner is not followed."""


class Showing(QObject):
    """Follows the selection in one window.

    Where the Table panel is in front and the node is there for its view, the View panel comes to the front, and goes
    back behind the table at a node without a view. A panel that a person has brought to the front, or pinned, stays.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window
        self._came_by_itself = False
        self._timer = QTimer(self, interval=SETTLE_MS, singleShot=True)
        self._timer.timeout.connect(self._look)

    def follow(self, session: Session) -> None:
        """Follow the selection of a new tab."""
        session.selection_changed.connect(self._timer.start)

    def stop(self) -> None:
        """Look at nothing any more: the window closes."""
        self._timer.stop()

    def _look(self) -> None:
        session, docks = self.window.session, self.window.docks.docks
        if session is None or len(session.selection) != 1 or not {"table", "view"} <= docks.keys():
            return
        step, table, view = session.step(session.selection[0]), docks["table"], docks["view"]
        kind = main_output(session, step)
        if table.is_seen():
            self._came_by_itself = kind == "view" and not _is_pinned(table, session) and _raised(view)
        elif self._came_by_itself and kind != "view" and tables_of(session, step):
            self._came_by_itself = not (view.is_seen() and not _is_pinned(view, session) and _raised(table))


def _raised(dock: PanelDock) -> bool:
    """Bring a dock to the front of its tabs, if it is open; the keyboard stays where it is."""
    if dock.isHidden():
        return False
    dock.raise_()
    return True


def _is_pinned(dock: PanelDock, session: Session) -> bool:
    panel = dock.panel(session)
    if isinstance(panel, TablePanel):
        return panel.stay.isChecked()
    return isinstance(panel, ViewPanel) and panel.first.pin.isChecked()
