"""Statistics of columns, asked for while they are on the screen: a few at a time, and only what is still looked at."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject, Signal

from knode.app.session import Call
from knode.app.viewers.table.look import TableLook
from knode.core.errors import KnodeError
from knode.host.table_protocol import TABLE_STATISTICS, AskStatistics, ColumnStatistics

AT_ONCE = 2


class StatisticsQueue(QObject):
    """Asks for the statistics of the columns that are on the screen, left to right.

    A column that leaves the screen before its turn is not asked for.
    """

    found = Signal(int, object)
    """A column and its ColumnStatistics."""

    def __init__(self, look: TableLook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._wanted: list[int] = []
        self._known: set[int] = set()
        self._asked: dict[int, Call] = {}

    def reset(self) -> None:
        """The rows are others: all is to be asked again."""
        for call in self._asked.values():
            call.forget()
        self._asked.clear()
        self._known.clear()
        self._wanted.clear()

    def want(self, columns: Iterable[int]) -> None:
        """Say which columns are on the screen."""
        self._wanted = [column for column in columns if column not in self._known and column not in self._asked]
        self._ask()

    def _ask(self) -> None:
        order = self._look.order
        while self._wanted and len(self._asked) < AT_ONCE and order is not None and self._look.view:
            column = self._wanted.pop(0)
            params = AskStatistics(view=self._look.view, column=column, order=order.name)
            answer, skip = partial(self._answer, column), partial(self._skip, column)
            self._asked[column] = self._look.ask(TABLE_STATISTICS, params, answer, skip)

    def _answer(self, column: int, made: ColumnStatistics) -> None:
        self._asked.pop(column, None)
        self._known.add(column)
        self.found.emit(column, made)
        self._ask()

    def _skip(self, column: int, error: KnodeError) -> None:
        """A column without statistics is one without bars: its cells are there all the same."""
        self._asked.pop(column, None)
        self._known.add(column)
        self._ask()
