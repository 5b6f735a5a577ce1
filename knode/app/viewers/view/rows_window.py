"""The rows of a table that a part of a plot stands for, in a window beside it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from knode.app.session import Session
from knode.app.viewers.table.columns import Arrangement
from knode.app.viewers.table.table_window import TableWindow
from knode.app.viewers.view.view_ports import ViewPort
from knode.core.plot import Match, Rows
from knode.host.table_protocol import Filter, RangeFilter, ValuesFilter


class RowsWindow(TableWindow):
    """Shows the table filtered to the rows; the filters can be changed as any other."""

    def __init__(self, session: Session, view: ViewPort, rows: Rows) -> None:
        filters = [((False, match.column), _filter(match)) for match in rows.where]
        title = QCoreApplication.translate("RowsWindow", "{view}: rows").format(view=view.title)
        super().__init__(session, view.step, rows.port, Arrangement(filters=filters), title)


def _filter(match: Match) -> Filter:
    # The column's number is filled in when the table is there.
    if match.values is not None:
        return ValuesFilter(column=0, values=match.values)
    return RangeFilter(column=0, low=match.low, high=match.high)
