"""Sees to it that an engine process ends with its window, even when a node lets no Python run in it any more."""

from __future__ import annotations

import os
import select
import signal
from typing import NoReturn

PATIENCE = 2.5
"""Seconds that the engine process has to end by itself."""


def guard(window: int) -> None:
    """Fork a small process that waits for the end of `window`, a pipe whose other end the window holds, and then kills this
    process unless it ends by itself. It goes when this process does. Call it before there are threads.

    Where there are no forks (Windows), nothing guards: the window itself kills a process that does not end.
    """
    if not hasattr(os, "fork"):
        return
    alive, ours = os.pipe()
    engine = os.getpid()
    if os.fork():
        os.close(alive)
        return
    os.close(ours)
    _watch(window, alive, engine)


def _watch(window: int, alive: int, engine: int) -> NoReturn:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    for handle in (0, 1, 2):
        os.close(handle)
    gone = False
    while not gone:
        ready, _, _ = select.select([window, alive], [], [])
        if alive in ready:
            os._exit(0)
        # The window says nothing after its first line, which the engine process reads: what can be read is the end.
        gone = not os.read(window, 1024)
    ready, _, _ = select.select([alive], [], [], PATIENCE)
    if not ready and os.getppid() == engine:
        os.kill(engine, signal.SIGKILL)
    os._exit(0)
