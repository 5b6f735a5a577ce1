"""One look at a table through the engine process: opens it, has its rows put in order, and lets go of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from knode.app.background import Task, in_background
from knode.app.session import Call, Failed, Session
from knode.app.viewers.table.columns import Arrangement
from knode.app.viewers.table.source import RowOrder, TableSource
from knode.core.errors import KnodeError
from knode.host import table_protocol as protocol
from knode.host.protocol import Message, Method, Nothing

P = TypeVar("P", bound=Message)
R = TypeVar("R", bound=Message)


class TableLook(QObject):
    """The session's side of one viewer.

    An answer that comes after a newer question was asked is dropped. A table that the engine process has forgotten, as it
    was started anew, is opened again.
    """

    shown = Signal(object, object)
    """A TableSource and the RowOrder to show it in."""
    failed = Signal(object)
    """A KnodeError: it could not be opened."""
    refused = Signal(object)
    """A KnodeError: these rows, or this order of them, cannot be had; what was shown stays."""
    working_changed = Signal(bool)

    def __init__(self, session: Session, step: str, port: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._step, self._port = step, port
        self.source: TableSource | None = None
        self.order: RowOrder | None = None
        self._arrangement = Arrangement()
        self._pending: list[Call | Task] = []
        self._closed = False
        self._known = ""
        """The view that the engine process opened last, "" when it has forgotten it."""

    @property
    def view(self) -> str:
        """The name under which the engine process knows the table, "" while it is not open."""
        return self.source.opened.view if self.source is not None else ""

    def open(self, arrangement: Arrangement) -> None:
        """Open the table as it is now, and show the rows that the arrangement asks for."""
        self._arrangement = arrangement
        self._forget_pending()
        if self._known not in ("", self.view):
            # It was opened, and never shown.
            self._release(self._known)
            self._known = ""
        params = protocol.OpenTable(step=self._step, port=self._port)
        self._await(self._session.call(protocol.OPEN_TABLE, params, self._opened, self._fail))

    def put_in_order(self, arrangement: Arrangement) -> None:
        """Show the rows that the arrangement asks for."""
        self._arrangement = arrangement
        if self.source is None:
            return
        if self._known != self.view:
            self.open(arrangement)
            return
        self._forget_pending()
        self._ask_order(self.source)

    def ask(self, method: Method[P, R], params: P, then: Callable[[R], None], failed: Failed | None = None) -> Call:
        """Ask something about the open table. One that is not known any more is opened again, once however many questions
        come back, and nothing answered."""
        return self._session.call(method, params, then, lambda error: self._mend(error, failed))

    def close(self) -> None:
        """Let go of the table; what is under way comes to nothing."""
        self._forget_pending()
        self._closed = True
        for view in {self.view, self._known} - {""}:
            self._release(view)
        self.source, self._known = None, ""

    # ---- answers

    def _opened(self, opened: protocol.TableOpened) -> None:
        self._pending.clear()
        if self.source is not None and opened.manifest == self.source.opened.manifest and self._known == self.view:
            # The node gave again what is shown already.
            self._release(opened.view)
            self._settle()
            return
        self._known = opened.view
        self._await(in_background(lambda: TableSource(opened), self._ask_order, self._fail))

    def _ask_order(self, source: TableSource) -> None:
        self._pending.clear()
        asked = self._arrangement
        if asked.is_plain:
            self._show(source, RowOrder(protocol.TableOrdered(order="", rows=source.rows)))
            return
        params = protocol.OrderTable(
            view=source.opened.view,
            sort=asked.sort_keys(source.columns),
            filters=asked.conditions(source.columns),
            text=asked.text,
        )
        refuse = self._refuse if source is self.source else self._plain_after_all(source)
        self._await(self.ask(protocol.ORDER_TABLE, params, lambda made: self._ordered(source, made), refuse))

    def _plain_after_all(self, source: TableSource) -> Failed:
        """For a new table that has no such order: it is shown as it is."""

        def show(error: KnodeError) -> None:
            self._show(source, RowOrder(protocol.TableOrdered(order="", rows=source.rows)))
            self.refused.emit(error)

        return show

    def _ordered(self, source: TableSource, ordered: protocol.TableOrdered) -> None:
        self._pending.clear()
        self._await(in_background(lambda: RowOrder(ordered), lambda order: self._show(source, order), self._refuse))

    def _show(self, source: TableSource, order: RowOrder) -> None:
        self._settle()
        if self.source is not None and source is not self.source:
            self._release(self.view)
        self.source, self.order = source, order
        self.shown.emit(source, order)

    def _fail(self, error: KnodeError) -> None:
        self._settle()
        self.failed.emit(error)

    def _refuse(self, error: KnodeError) -> None:
        self._settle()
        self.refused.emit(error)

    def _mend(self, error: KnodeError, failed: Failed | None) -> None:
        forgotten = error.facts.get("view")
        if forgotten is None or self._closed:
            (failed or self._refuse)(error)
        elif forgotten == self._known:
            self._known = ""
            self.open(self._arrangement)

    # ---- what is under way

    def _await(self, pending: Call | Task) -> None:
        self._pending.append(pending)
        self.working_changed.emit(True)

    def _settle(self) -> None:
        self._pending.clear()
        self.working_changed.emit(False)

    def _forget_pending(self) -> None:
        for each in self._pending:
            each.forget()
        self._pending.clear()

    def _release(self, view: str) -> None:
        self._session.call(protocol.CLOSE_TABLE, protocol.CloseTable(view=view), _ignore, _ignore)


def _ignore(_: Nothing | KnodeError) -> None:
    """An engine process that is gone has let go of its tables."""
