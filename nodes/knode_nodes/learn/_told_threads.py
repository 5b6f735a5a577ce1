"""Threads of joblib that tell a run of each task that is done, and stop where the person has stopped it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from joblib.parallel import ParallelBackendBase

from knode.api import Context


class ToldThreads(ParallelBackendBase):
    """For `joblib.parallel_config`: what is grown in parallel inside, by at most `context.cores` threads.

    Args:
        context: is told how far it is; when it raises Cancelled, so does what asked for the tasks, once those that have begun
            are done.
        count: how many tasks there are.
        message: what they do.
    """

    supports_retrieve_callback = True
    uses_threads = True
    supports_sharedmem = True

    def __init__(self, context: Context, count: int, message: str) -> None:
        super().__init__()
        self._context, self._count, self._message = context, count, message
        self._done = 0
        self._pool: ThreadPoolExecutor | None = None

    def effective_n_jobs(self, n_jobs: int | None) -> int:
        """How many tasks are handed out at once; more than one, as joblib runs a single one without asking here."""
        return max(2, self._context.cores)

    def submit(self, func: Callable[[], Any], callback: Callable[[Future[Any]], None] | None = None) -> Future[Any]:
        """Let a thread run a task."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._context.cores)
        task = self._pool.submit(self._run, func)
        if callback is not None:
            task.add_done_callback(callback)
        return task

    def retrieve_result_callback(self, out: Future[Any]) -> Any:
        """What a task gave, or the error that it ended with."""
        return out.result()

    def terminate(self) -> None:
        """Wait for the tasks that have begun, and forget all others."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def abort_everything(self, ensure_ready: bool = True) -> None:
        """After an error."""
        self.terminate()

    def _run(self, task: Callable[[], Any]) -> Any:
        self._context.check_cancelled()
        made = task()
        # One thread at a time counts: Python's lock is held.
        self._done += 1
        self._context.progress(min(1.0, self._done / self._count), self._message)
        return made
