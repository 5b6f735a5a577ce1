"""Ctrl-C and requests to terminate: the first asks the run to stop, the second ends the process at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Self

from knode.core.errors import Cancelled, Terminated

SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143}
"""The exit code that each stands for: 128 and its number, as shells have it."""


class Termination(BaseException):
    """A request to terminate, as KeyboardInterrupt is Ctrl-C: nothing but the end of the process catches it."""


@contextmanager
def terminable() -> Iterator[None]:
    """Let a request to terminate be raised in the main thread, so that temporary files go; a second one ends at once."""
    before = signal.getsignal(signal.SIGTERM)
    if before is signal.SIG_IGN:
        yield
        return
    asked = False

    def received(number: int, frame: FrameType | None) -> None:
        nonlocal asked
        if asked:
            os._exit(Terminated.exit_code)
        asked = True
        raise Termination

    signal.signal(signal.SIGTERM, received)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


class Interrupt:
    """Listens for both signals while a run goes on.

    Results are written under a temporary name and renamed, so that even the second signal leaves the store intact.

    Args:
        stop: asks the run to stop.
        last_words: called before the process ends at once, to leave the terminal as it was.
    """

    def __init__(self, stop: Callable[[], None], last_words: Callable[[], None]) -> None:
        self.exit_code = 130
        self._stop = stop
        self._last_words = last_words
        self._stopping = False
        self._before: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            self._before = {number: signal.signal(number, self._received) for number in SIGNALS}
        return self

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)

    @contextmanager
    def told(self) -> Iterator[None]:
        """Let what was cancelled within end with the exit code of the signal that came."""
        try:
            yield
        except Cancelled:
            if self.exit_code == Terminated.exit_code:
                raise Terminated from None
            raise

    def _received(self, number: int, frame: FrameType | None) -> None:
        code = SIGNALS[signal.Signals(number)]
        if self._stopping:
            self._last_words()
            os._exit(code)
        self._stopping = True
        self.exit_code = code
        self._stop()
