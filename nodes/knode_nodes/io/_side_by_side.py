"""Many waits at the same time, such as for the answers of a server, with the results in order."""

from __future__ import annotations

import itertools
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, wait
from functools import partial
from typing import Any

from knode.api import Cancelled

POLL = 0.05
"""Seconds between two looks at whether the run was stopped."""
AHEAD = 16
"""So many items for each thread are begun, or wait for a thread, before the result of the first of them is taken."""

Check = Callable[[], None]


class SideBySide:
    """Does the same for each of some items, on threads of its own.

    Responsibilities: begins in the order of the items and gives the results in it; begins nothing behind an item that
    failed, and lets what has begun behind it end; the same when the run is stopped or nobody takes the results any more.

    `work` is given an item, its number, and a check that raises Cancelled as soon as its result is not wanted any more.
    """

    def __init__(self, work: Callable[[Any, int, Check], Any], threads: int, check: Check) -> None:
        self._work = work
        self._threads = threads
        self._check = check
        self._tasks: queue.SimpleQueue[tuple[Any, int, Future[Any]] | None] = queue.SimpleQueue()
        self._last_wanted = sys.maxsize
        self._lock = threading.Lock()

    def results(self, items: Sequence[Any]) -> Generator[Any]:
        """What comes of each item, in turn. Raises what the work on the first item that failed raised."""
        waiting: deque[Future[Any]] = deque()
        coming = enumerate(items)
        threads = min(self._threads, len(items))
        # A thread that waits for a server must not keep the process alive.
        for _ in range(threads):
            threading.Thread(target=self._run, name="knode-waits", daemon=True).start()
        try:
            while True:
                for number, item in itertools.islice(coming, AHEAD * threads - len(waiting)):
                    waiting.append(Future())
                    self._tasks.put((item, number, waiting[-1]))
                if not waiting:
                    return
                yield self._waited(waiting.popleft())
        finally:
            self._want_no_more_than(-1)
            for _ in range(threads):
                self._tasks.put(None)

    def _waited(self, future: Future[Any]) -> Any:
        while not wait([future], POLL).done:
            self._check()
        return future.result()

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            item, number, future = task
            try:
                self._check_wanted(number)
                future.set_result(self._work(item, number, partial(self._check_wanted, number)))
            except BaseException as error:  # It is raised where the result is waited for.
                self._want_no_more_than(number)
                future.set_exception(error)

    def _check_wanted(self, number: int) -> None:
        self._check()
        if number > self._last_wanted:
            raise Cancelled

    def _want_no_more_than(self, number: int) -> None:
        with self._lock:
            self._last_wanted = min(self._last_wanted, number)
