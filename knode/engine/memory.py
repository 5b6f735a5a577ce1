"""The memory of this process over time, so that a node can be told how much it took."""

from __future__ import annotations

import os
import sys
import threading
import time

INTERVAL = 0.025
"""Seconds between two samples while nodes run."""
FRESH = 0.001
"""Seconds for which a reading is good."""
SAMPLES = 60_000
"""Samples that are kept: ten minutes."""
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class MemoryMeter:
    """Samples the resident memory of this process while it is open.

    A reading is used again for `FRESH` seconds, so that a chain of small nodes is not slowed down by looking. A node's peak
    is the highest sample between its start and its end, less the memory at its start. Nodes that run side by side share one
    process, so each is told of the growth of all of them.
    """

    def __init__(self) -> None:
        self._file: int | None = None
        self._last = (float("-inf"), 0)
        self._samples: list[tuple[float, int]] = []
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def __enter__(self) -> MemoryMeter:
        try:
            self._file = os.open("/proc/self/statm", os.O_RDONLY)
        except OSError:
            self._file = None
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join()
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def now(self) -> int:
        """Resident bytes of this process, at most `FRESH` seconds ago."""
        moment = time.perf_counter()
        if moment - self._last[0] > FRESH:
            self._last = (moment, self._read())
        return self._last[1]

    def _read(self) -> int:
        if self._file is not None:
            return int(os.pread(self._file, 128, 0).split(b" ", 2)[1]) * PAGE
        import psutil

        return int(psutil.Process().memory_info().rss)

    def watch(self) -> None:
        """Begin to sample; called when the first node starts that may take long."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._sample, name="knode-memory", daemon=True)
            self._thread.start()

    @property
    def watches(self) -> bool:
        """Whether a node started that may take long."""
        return self._thread is not None

    def peak_since(self, begun: float, start: int) -> int:
        """Bytes by which memory rose above `start` at most since `begun` (of `time.perf_counter`)."""
        highest = self.now()
        for moment, used in reversed(self._samples):
            if moment < begun:
                break
            highest = max(highest, used)
        return max(0, highest - start)

    def _sample(self) -> None:
        while not self._stop.wait(INTERVAL):
            self._samples.append((time.perf_counter(), self._read()))
            if len(self._samples) > SAMPLES:
                # A list of its own: other threads go over the old one meanwhile.
                self._samples = self._samples[-SAMPLES // 2 :]


def give_back() -> None:
    """Give memory that Arrow freed and keeps for later back to the system: after a large file it is several times its size.

    Otherwise NumPy, which allocates for itself, takes new pages beside it, and the system must clear each of them first.
    """
    pool = getattr(sys.modules.get("pyarrow"), "default_memory_pool", None)
    if pool is not None:
        pool().release_unused()


def trim() -> None:
    """Give memory that the C library keeps for later back to the system, where it is one that can: after a run of large tables.

    It keeps blocks below 32 MB, such as those that a file is read in, for as long as the process lives.
    """
    if sys.platform == "linux":
        import ctypes

        call = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if call is not None:
            call(0)
