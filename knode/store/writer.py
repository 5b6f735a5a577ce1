"""Writing behind the run: values go to the disk on a thread of their own, results to SQLite in batches."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from knode.core.errors import KnodeError, StoreError
from knode.store.results import Result, Row, row_of
from knode.store.store import Store

LOG = logging.getLogger("knode.store")
COMMIT_SECONDS = 0.05
"""Results wait this long for others to be committed with, and so that a quick run is not slowed down by writing."""
COMMIT_RESULTS = 1_000
LARGE_BYTES = 1 << 28
"""When so much waits to be written, it is written at once, so that its memory is free soon."""
LINGER_SECONDS = 0.25
"""The thread ends when it had nothing to do for this long, so that it never keeps a process alive."""


@dataclass(slots=True)
class Held:
    """A value in memory, and once it is stored its payload: from then on `value` may be dropped."""

    kind: str
    value: Any
    payload: Any = None


@dataclass(slots=True)
class Job:
    """A result to be stored: `outputs` are its values by name, `sources` values that its tables may share columns with.

    With `persist` False the values are not written: the result is only known to have been there.
    """

    result: Result
    outputs: dict[str, Held]
    sources: tuple[Held, ...] = ()
    persist: bool = True


class WriteBehind:
    """Stores jobs in the order of `submit`, on one thread that starts when there is work and ends when there is none.

    `on_error(signature, error)` is called on that thread, once for each result that could not be stored.
    """

    def __init__(self, store: Store, on_error: Callable[[str, KnodeError], None]) -> None:
        self.store = store
        self.pending_bytes = 0
        self._on_error = on_error
        self._lock = threading.Lock()
        self._wake = threading.Condition(self._lock)
        self._settled = threading.Condition(self._lock)
        self._jobs: list[tuple[Job, int]] = []
        self._unsettled = 0
        self._thread: threading.Thread | None = None
        self._idle = False
        self._hurry = False
        self._closed = False

    def submit(self, job: Job) -> None:
        """Take a job. Returns at once."""
        size = 0
        if job.persist:
            for output in job.result.outputs.values():
                size += output.bytes
        with self._lock:
            if self._closed:
                raise RuntimeError("this writer is closed")
            self._jobs.append((job, size))
            self._unsettled += 1
            self.pending_bytes += size
            if self.pending_bytes >= LARGE_BYTES or len(self._jobs) >= COMMIT_RESULTS:
                self._hurry = True
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="knode-store-writer", daemon=False)
                self._thread.start()
            elif self._idle or self._hurry:
                self._wake.notify()

    def drain(self) -> None:
        """Wait until all that was submitted is in the database, or was reported as an error."""
        with self._lock:
            while self._unsettled:
                self._hurry = True
                self._wake.notify()
                self._settled.wait(COMMIT_SECONDS)

    def close(self) -> None:
        """Drain, then take no more. A second time does nothing."""
        self.drain()
        with self._lock:
            self._closed = True
            thread = self._thread
            self._wake.notify()
        if thread is not None:
            thread.join()

    # ---- on the thread

    def _work(self) -> None:
        while jobs := self._next_jobs():
            rows: list[tuple[Job, Row]] = []
            begun = time.monotonic()
            for job, size in jobs:
                row = self._stored(job, size)
                if row is not None:
                    rows.append((job, row))
                if len(rows) >= COMMIT_RESULTS or (size and time.monotonic() - begun >= COMMIT_SECONDS):
                    self._commit(rows)
                    rows, begun = [], time.monotonic()
            self._commit(rows)

    def _next_jobs(self) -> list[tuple[Job, int]]:
        """The jobs to do now; none when there was nothing for so long that the thread may end."""
        with self._lock:
            if not self._jobs and not self._closed:
                self._idle = True
                self._wake.wait(LINGER_SECONDS)
                self._idle = False
            if self._jobs and not self._hurry:
                self._wake.wait(COMMIT_SECONDS)
            self._hurry = False
            jobs, self._jobs = self._jobs, []
            if not jobs:
                self._thread = None
            return jobs

    def _stored(self, job: Job, size: int) -> Row | None:
        """Write the values of a job; its row, or None when that did not work."""
        failure: KnodeError | None = None
        row = None
        try:
            row = self._row(job)
        except KnodeError as error:
            failure = error
        except Exception as error:
            # A library's error must not end the thread: those who wait for it would wait for ever.
            failure = StoreError(f"A result could not be stored: {type(error).__name__}: {error}")
            failure.__cause__ = error
        if size:
            with self._lock:
                self.pending_bytes -= size
        if failure is not None:
            self._report([job], failure)
        return row

    def _row(self, job: Job) -> Row:
        payloads: dict[str, Any] = {}
        if job.persist:
            shared = _stored_tables(job.sources)
            for name, held in job.outputs.items():
                if held.payload is None:
                    held.payload = self.store.dump(held.kind, held.value, shared)
                payloads[name] = held.payload
                shared += _stored_tables((held,))
        return row_of(job.result, payloads)

    def _commit(self, rows: list[tuple[Job, Row]]) -> None:
        if not rows:
            return
        try:
            self.store.results.put_rows([row for _, row in rows])
        except KnodeError as error:
            self._report([job for job, _ in rows], error)
        else:
            self._settle(len(rows))

    def _report(self, jobs: list[Job], failure: KnodeError) -> None:
        for job in jobs:
            try:
                self._on_error(job.result.signature, failure)
            except Exception:
                LOG.exception("A result that could not be stored could not be reported either")
        self._settle(len(jobs))

    def _settle(self, count: int) -> None:
        with self._lock:
            self._unsettled -= count
            if not self._unsettled:
                self._settled.notify_all()


def _stored_tables(values: Iterable[Held]) -> list[tuple[Any, Any]]:
    """Those of the tables that are in memory and stored. A value may be dropped by its owner at any moment."""
    found = [(held.value, held.payload) for held in values if held.kind == "table"]
    return [(value, payload) for value, payload in found if value is not None and payload is not None]
