"""The rows of a table that a part of a plot stands for, in a window beside it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from knode.app.session import Session
from knode.app.viewers.table.columns import Arrangement
from knode.app.viewers.table.table_window import TableWindow
from knode.app.viewers.view.view_ports import ViewPort, source_of
from knode.core.plot import Rows
from knode.host.table_protocol import filter_of


class RowsWindow(TableWindow):
    """Shows the table filtered to the rows; the filters can be changed as any other."""

    @classmethod
    def of(cls, session: Session, view: ViewPort, rows: Rows) -> RowsWindow | None:
        """The rows behind a part of a view; None where the node does not take them any more."""
        place = (view.step, rows.port) if rows.side == "output" else source_of(session, view.step, rows.port)
        return cls(session, view, rows, *place) if place is not None else None

    def __init__(self, session: Session, view: ViewPort, rows: Rows, step: str, port: str) -> None:
        filters = [((False, match.column), filter_of(match)) for match in rows.where]
        title = QCoreApplication.translate("RowsWindow", "{view}: rows").format(view=view.title)
        super().__init__(session, step, port, Arrangement(filters=filters), title)
