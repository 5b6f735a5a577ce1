"""Ctrl-C and requests to terminate: the first asks the run to stop, the second ends the process at once."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import TYPE_CHECKING, Any, NoReturn, Self, TypeVar

from knode.core.errors import Cancelled, Terminated

if TYPE_CHECKING:
    from knode.engine.context import CancelToken

SIGNALS = {signal.SIGINT: 130, signal.SIGTERM: 143}
"""The exit code that each stands for: 128 and its number, as shells have it."""
PATIENCE = 1.0
"""Seconds that work in a thread of its own has to come to its end after it was asked to stop."""
STEP = 0.1
"""Seconds after which it is looked for again."""
Made = TypeVar("Made")


class LeftBehind(Cancelled):
    """What was to stop did not in time, and still goes on in its thread: the process must `end`."""


def beside(work: Callable[[], Made], cancel: CancelToken) -> Made:
    """What `work` gives, carried out in a thread of its own so that a stop need not wait for a long step of it.

    Raises what it raises, or LeftBehind.
    """
    made: list[Made] = []
    raised: list[BaseException] = []
    over = threading.Event()

    def carry_out() -> None:
        try:
            made.append(work())
        except BaseException as error:  # Whatever it is, it is raised below.
            raised.append(error)
        finally:
            over.set()

    threading.Thread(target=carry_out, name="knode-beside", daemon=True).start()
    while not over.wait(STEP) and not cancel.is_set:
        continue
    # Counted, not by the clock: while the machine stands still, nothing can end.
    if not any(over.wait(STEP) for _ in range(max(1, round(PATIENCE / STEP)))):
        raise LeftBehind
    if raised:
        raise raised[0]
    return made[0]


def end(code: int) -> NoReturn:
    """End at once, with threads in the middle of their work; no passing file or folder of it stays."""
    from knode.core.passing import abandon

    abandon()
    os._exit(code)


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
            end(Terminated.exit_code)
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
            end(code)
        self._stopping = True
        self.exit_code = code
        self._stop()
