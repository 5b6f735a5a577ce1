"""Work that would hold the window up, done on a thread; its answer comes back on the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from knode.core.errors import KnodeError

Failed = Callable[[KnodeError], None]


class Task(QObject):
    """One piece of work. Lives on the GUI thread; `forget` drops the answer."""

    _done = Signal(object, object)
    _alive: ClassVar[set[Task]] = set()
    """Holds tasks until their answer has come; nobody else need."""

    def __init__(self, then: Callable[[Any], None], failed: Failed | None) -> None:
        super().__init__()
        self._then, self._failed = then, failed
        self._forgotten = False
        self._done.connect(self._answer)
        Task._alive.add(self)

    def forget(self) -> None:
        """Let nothing come of it any more."""
        self._forgotten = True

    def _answer(self, result: object, error: BaseException | None) -> None:
        Task._alive.discard(self)
        if self._forgotten:
            return
        if error is None:
            self._then(result)
        elif isinstance(error, KnodeError) and self._failed is not None:
            self._failed(error)
        else:
            raise error


class _Work(QRunnable):
    def __init__(self, task: Task, work: Callable[[], Any]) -> None:
        super().__init__()
        self.task, self.work = task, work

    def run(self) -> None:
        result, error = None, None
        try:
            result = self.work()
        except Exception as caught:  # Raised again on the GUI thread, where it is told.
            error = caught
        with suppress(RuntimeError):  # The program is ending, and Qt has taken the task along.
            self.task._done.emit(result, error)


def in_background(
    work: Callable[[], Any],
    then: Callable[[Any], None],
    failed: Failed | None = None,
    pool: QThreadPool | None = None,
) -> Task:
    """Call `work` on a pool thread, then on the GUI thread `then` with its result or `failed` with its KnodeError."""
    task = Task(then, failed)
    (pool or QThreadPool.globalInstance()).start(_Work(task, work))
    return task


def settle(timeout_ms: int = 5_000) -> bool:
    """Wait for work that is still under way, at the end of the program."""
    return QThreadPool.globalInstance().waitForDone(timeout_ms)
