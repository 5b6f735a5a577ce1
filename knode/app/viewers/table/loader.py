"""The cells that are on the screen, read on a thread: what is not there yet is asked for, and painted when it comes."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Iterable

from PySide6.QtCore import QObject, QThreadPool, Signal

from knode.app.background import Task, in_background
from knode.app.viewers.table.source import RowOrder, TableSource
from knode.core.errors import KnodeError

CHUNK = 64
"""Rows that are read together."""
CHUNKS_AT_ONCE = 48
"""Read in one go, so that what has left the screen meanwhile is not waited for long."""
CHUNKS_HELD = 4_000
Key = tuple[int, int]
"""A column, and which chunk of its rows."""
Cells = list[str | None]


@functools.cache
def reading_pool() -> QThreadPool:
    """The thread that reads cells, beside those for longer work."""
    pool = QThreadPool()
    pool.setMaxThreadCount(1)
    return pool


class CellLoader(QObject):
    """Keeps the texts of cells by column and chunk of rows, the ones looked at last."""

    loaded = Signal()
    failed = Signal(object)
    """A KnodeError: the files are damaged or gone."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._source: TableSource | None = None
        self._order: RowOrder | None = None
        self._held: OrderedDict[Key, Cells] = OrderedDict()
        self._wanted: list[Key] = []
        self._task: Task | None = None

    def show(self, source: TableSource | None, order: RowOrder | None) -> None:
        """Read from another table, or its rows in another order."""
        self._source, self._order = source, order
        self._held.clear()
        self._wanted = []
        if self._task is not None:
            self._task.forget()
            self._task = None

    def get(self, column: int, chunk: int) -> Cells | None:
        """The cells of a chunk, None while they are not there."""
        return self._held.get((column, chunk))

    def cell(self, column: int, row: int) -> str | None:
        """One cell's text; None when it is missing or not there yet."""
        cells = self._held.get((column, row // CHUNK))
        return cells[row % CHUNK] if cells is not None and row % CHUNK < len(cells) else None

    def want(self, columns: Iterable[int], chunks: Iterable[int]) -> None:
        """Say what is on the screen, most wanted first; what was wanted before and is not any more is not read."""
        columns = list(columns)
        keys = [(column, chunk) for chunk in chunks for column in columns]
        for key in keys:
            if key in self._held:
                self._held.move_to_end(key)
        self._wanted = [key for key in keys if key not in self._held]
        self._read()

    def _read(self) -> None:
        source, order = self._source, self._order
        if self._task is not None or not self._wanted or source is None or order is None:
            return
        keys, self._wanted = self._wanted[:CHUNKS_AT_ONCE], self._wanted[CHUNKS_AT_ONCE:]
        self._task = in_background(lambda: read(source, order, keys), self._take, self._fail, reading_pool())

    def _take(self, cells: dict[Key, Cells]) -> None:
        self._task = None
        self._held.update(cells)
        while len(self._held) > CHUNKS_HELD:
            self._held.popitem(last=False)
        self.loaded.emit()
        self._read()

    def _fail(self, error: KnodeError) -> None:
        self._task, self._wanted = None, []
        self.failed.emit(error)


def read(source: TableSource, order: RowOrder, keys: Iterable[Key]) -> dict[Key, Cells]:
    """The texts of chunks."""
    positions = functools.cache(lambda chunk: order.positions(chunk * CHUNK, CHUNK))
    return {(column, chunk): source.columns[column].texts(positions(chunk)) for column, chunk in keys}
