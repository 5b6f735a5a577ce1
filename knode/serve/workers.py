"""Several processes that share one socket, and the parent that starts, watches and ends them.

The parent opens nothing and answers nothing, so that a fork of it is small and safe. Each worker opens the bundles itself.
"""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any, NoReturn

from knode.core.errors import KnodeError, UsageError
from knode.core.passing import passing_folder
from knode.serve.running import EXIT_CODES, Say, Serving, prepared, serve
from knode.serve.server import Server, address_of

log = logging.getLogger("knode.serve")
FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SOON_SECONDS = 1.0
"""A worker that ended within this time is started again after as long."""
LONGEST = 4000
"""Bytes of an error: a pipe takes as many in one go."""
END = b"\0"
UNFIT = 2
"""The exit code of a worker that could not begin."""


def supervise(serving: Serving, listening: socket.socket, say: Say) -> int:
    """Serve with several processes until told to stop; the exit code. Raises UsageError where there are no forks."""
    if not hasattr(os, "fork"):
        raise UsageError("--workers needs a system that can fork; leave it out here.")
    with _metrics_folder() as folder:
        # The library reads this when it is imported, which only the workers do.
        os.environ[FOLDER] = folder
        try:
            return Supervisor(serving, listening, folder).run(say)
        finally:
            del os.environ[FOLDER]


@contextmanager
def _metrics_folder() -> Iterator[str]:
    """Where the workers keep what each of them counts. Raises UsageError."""
    with ExitStack() as passing:
        try:
            folder = passing.enter_context(passing_folder("metrics"))
        except OSError as error:
            raise UsageError(
                f"No temporary folder can be written ({error.strerror or error}), in which several workers count their "
                "requests. Make room there, name another one by the environment variable TMPDIR, or leave out --workers."
            ) from None
        yield str(folder)


class Supervisor:
    """Keeps the workers at their number until a signal comes, then asks them to end."""

    def __init__(self, serving: Serving, listening: socket.socket, folder: str) -> None:
        self._serving = serving
        self._listening = listening
        self._folder = folder
        self._started: dict[int, float] = {}
        self._signal: int | None = None
        # Closed when the parent is gone, however it went: then the workers end too.
        self._alive = os.pipe()
        self._ready = os.pipe()
        self._told = os.pipe()
        self._is_up = False

    def run(self, say: Say) -> int:
        """Start the workers, say the address when all are ready, and wait for the end."""
        before = {number: signal.signal(number, self._stop) for number in EXIT_CODES}
        try:
            for _ in range(self._serving.workers):
                self._start()
            self._is_up = self._all_ready()
            if self._is_up:
                say(f"Serving on {address_of(self._listening)}")
            code = self._watch()
            self._raise_told()
            return code
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
            for end in (*self._alive, *self._ready, *self._told):
                os.close(end)

    def _start(self) -> None:
        """Start a worker. A signal waits until it is known; when all is to end, it is told so."""
        signal.pthread_sigmask(signal.SIG_BLOCK, EXIT_CODES)
        try:
            pid = os.fork()
            if pid == 0:
                self._work()
            self._started[pid] = time.monotonic()
        finally:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, EXIT_CODES)
        if self._signal is not None:
            self._tell([pid])

    def _work(self) -> NoReturn:
        """The life of a worker. Nothing of the parent's is cleaned up here."""
        code = 1
        try:
            for number in EXIT_CODES:
                signal.signal(number, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, EXIT_CODES)
            # Ctrl-C goes to the whole group of a terminal; the parent tells the workers itself.
            os.setsid()
            os.close(self._alive[1])
            os.close(self._ready[0])
            server = prepared(self._serving, self._folder)
            _end_with_parent(server, self._alive[0])
            server.on_start.append(lambda: os.write(self._ready[1], b"."))
            code = serve(server, self._listening)
        except KnodeError as error:
            if self._is_up:
                log.error("%s", error.message)
            else:
                # The parent says it once for all of them.
                os.write(self._told[1], error.message.encode()[:LONGEST] + END)
            code = UNFIT
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _raise_told(self) -> None:
        """Raise UsageError with what kept the first workers from beginning, if anything did."""
        os.set_blocking(self._told[0], False)
        try:
            told = os.read(self._told[0], LONGEST + len(END))
        except BlockingIOError:
            return
        raise UsageError(told.partition(END)[0].decode(errors="replace"))

    def _all_ready(self) -> bool:
        """Wait for the first workers; False when one could not begin, or when all is to end."""
        ready = 0
        os.set_blocking(self._ready[0], False)
        while ready < self._serving.workers and self._signal is None:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if pid:
                del self._started[pid]
                self._signal = -1
            try:
                ready += len(os.read(self._ready[0], 64))
            except BlockingIOError:
                time.sleep(0.02)
        return self._signal is None

    def _watch(self) -> int:
        """Start again what ends by itself, until all is to end; then wait for all. The exit code."""
        if self._signal is not None:
            self._tell(self._started)
        while self._started:
            pid, status = os.waitpid(-1, 0)
            begun = self._started.pop(pid, None)
            if begun is None or self._signal is not None:
                continue
            log.error("worker %d ended (%s); another one is started", pid, os.waitstatus_to_exitcode(status))
            if time.monotonic() - begun < SOON_SECONDS:
                time.sleep(SOON_SECONDS)
            if self._signal is None:
                self._start()
        number = self._signal
        return UNFIT if number is None or number < 0 else EXIT_CODES[signal.Signals(number)]

    def _stop(self, number: int, frame: Any) -> None:
        self._signal = number
        self._tell(self._started)

    def _tell(self, workers: Iterable[int]) -> None:
        for pid in list(workers):
            try:
                os.kill(pid, signal.SIGTERM)
            except ProcessLookupError:
                continue


def _end_with_parent(server: Server, alive: int) -> None:
    """Let the server end when the other end of a pipe is closed."""

    def gone() -> None:
        asyncio.get_running_loop().remove_reader(alive)
        server.should_exit = True

    server.on_start.append(lambda: asyncio.get_running_loop().add_reader(alive, gone))
