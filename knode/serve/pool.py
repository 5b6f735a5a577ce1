"""Threads for what takes longer than a server may be silent, and a bound on what waits for them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import ParamSpec, TypeVar

from knode.serve.problems import busy

P = ParamSpec("P")
R = TypeVar("R")
THREADS = min(4, (os.cpu_count() or 1) + 1)


class Pool:
    """Some threads, which are there from the start. At most `waiting` requests are with them at a time."""

    def __init__(self, waiting: int, threads: int = THREADS) -> None:
        self._threads = ThreadPoolExecutor(threads, "knode-serve")
        self._most = waiting
        self._inside = 0
        # Each waits for the others, so that the executor starts all of them.
        barrier = Barrier(threads)
        for _ in range(threads):
            self._threads.submit(barrier.wait)

    async def run(self, act: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """What `act` gives, from a thread. Raises Problem when too many wait already."""
        if self._inside >= self._most:
            raise busy("Too many requests wait for an answer. Try again in a moment.")
        self._inside += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, lambda: act(*args, **kwargs))
        finally:
            self._inside -= 1

    def close(self) -> None:
        """Let the threads end; what waits is dropped."""
        self._threads.shutdown(wait=True, cancel_futures=True)
