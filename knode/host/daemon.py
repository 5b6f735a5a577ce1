"""The daemon: a process that has imported everything, and forks a copy of itself for each command it is asked to carry out.

It does nothing itself and has no threads of its own, so that a fork of it is small and safe. Each command has a process,
which has the caller's folder, environment and standard streams: it says, answers and ends as it would without the daemon.
"""

from __future__ import annotations

import contextlib
import hmac
import io
import json
import os
import secrets
import selectors
import signal
import socket
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from knode.core.errors import UsageError
from knode.host import resident
from knode.host.resident import Place, make_folder

READ_SECONDS = 2.0
"""A request must be here within this time."""
WATCHED = (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT) if hasattr(signal, "SIGCHLD") else ()
Run = Callable[[list[str]], NoReturn]


@dataclass(slots=True)
class Daemon:
    """Listens until it is told to stop, or nobody has asked for anything for `idle_seconds`.

    Args:
        place: where it listens.
        run: carries out a command line and ends the process.
        idle_seconds: how long it waits for the next command.
    """

    place: Place
    run: Run
    idle_seconds: float
    begun: float = field(default_factory=time.time)
    served: int = 0
    _key: str = field(default_factory=lambda: secrets.token_hex(32))
    _running: dict[int, socket.socket] = field(default_factory=dict)
    _stopping: bool = False
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)

    def serve(self) -> None:
        """Serve to the end. Raises UsageError where there are no forks, or where the socket cannot be made."""
        if not hasattr(os, "fork"):
            raise UsageError("A daemon needs a system that can fork. knode works without one.")
        with self._listening() as listening, self._signals() as signals:
            self._selector.register(listening, selectors.EVENT_READ, self._greet)
            self._selector.register(signals, selectors.EVENT_READ, self._signalled)
            while self._running or not self._stopping:
                ready = self._selector.select(self.idle_seconds)
                for key, _ in ready:
                    key.data(key.fileobj)
                if self._stopping and listening in self._selector.get_map():
                    self._selector.unregister(listening)
                    self._vanish()
                self._stopping = self._stopping or (not ready and not self._running)

    @contextlib.contextmanager
    def _listening(self) -> Any:
        make_folder(self.place.socket.parent)
        self.place.socket.unlink(missing_ok=True)
        self.place.key.unlink(missing_ok=True)
        self.place.key.touch(mode=0o600)
        self.place.key.write_text(self._key)
        with socket.socket(socket.AF_UNIX) as listening:
            try:
                listening.bind(str(self.place.socket))
            except OSError as error:
                raise UsageError(f"No daemon can listen at {self.place.socket}: {error.strerror or error}.") from None
            listening.listen(64)
            try:
                yield listening
            finally:
                self._vanish()

    def _vanish(self) -> None:
        """Nobody finds us any more; another daemon that took our place stays."""
        with contextlib.suppress(OSError):
            if self.place.key.read_text() == self._key:
                self.place.socket.unlink(missing_ok=True)
                self.place.key.unlink(missing_ok=True)

    @contextlib.contextmanager
    def _signals(self) -> Any:
        ours, theirs = socket.socketpair()
        theirs.setblocking(False)
        before = {number: signal.signal(number, lambda *_: None) for number in WATCHED}
        signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        try:
            with ours, theirs:
                yield ours
        finally:
            signal.set_wakeup_fd(-1)
            for number, handler in before.items():
                signal.signal(number, handler)

    # ---- requests

    def _greet(self, listening: socket.socket) -> None:
        connection, _ = listening.accept()
        connection.settimeout(READ_SECONDS)
        files: list[int] = []
        try:
            connection.sendall(b"!")
            request, files = _received(connection)
            if not hmac.compare_digest(str(request.get("key")), self._key):
                raise ValueError("not the key of this daemon")
            self._answer(connection, request, files)
        except (OSError, ValueError, EOFError):
            # Somebody who hung up, or who is none of ours: the next one may be.
            connection.close()
        finally:
            for file in files:
                os.close(file)

    def _answer(self, connection: socket.socket, request: dict[str, Any], files: list[int]) -> None:
        if request["do"] == "run":
            if len(files) != 3:
                raise ValueError("no standard streams")
            self._start(connection, request, files)
            return
        self._stopping = self._stopping or request["do"] == "stop"
        facts = {"pid": os.getpid(), "begun": self.begun, "served": self.served, "running": len(self._running)}
        connection.sendall(json.dumps(facts).encode() + b"\n")
        connection.close()

    def _start(self, connection: socket.socket, request: dict[str, Any], files: list[int]) -> None:
        with warnings.catch_warnings():
            # Python 3.12 warns of forks beside threads; those that libraries have here stand still and know of forks.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            self._become(request, files)
        self.served += 1
        connection.settimeout(None)
        self._running[pid] = connection
        self._selector.register(connection, selectors.EVENT_READ, lambda _: self._passed_on(pid, connection))

    def _passed_on(self, pid: int, connection: socket.socket) -> None:
        """The caller got a signal, or is gone."""
        try:
            numbers = connection.recv(16)
        except OSError:
            numbers = b""
        for number in numbers or bytes([signal.SIGTERM]):
            if number in (signal.SIGINT, signal.SIGTERM):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)
        if not numbers:
            self._selector.unregister(connection)

    def _signalled(self, signals: socket.socket) -> None:
        if any(number != signal.SIGCHLD for number in signals.recv(64)):
            self._stopping = True
        for pid in list(self._running):
            ended, status = os.waitpid(pid, os.WNOHANG)
            if ended:
                self._tell_end(self._running.pop(pid), os.waitstatus_to_exitcode(status))

    def _tell_end(self, connection: socket.socket, code: int) -> None:
        if connection in self._selector.get_map():
            self._selector.unregister(connection)
        with contextlib.suppress(OSError), connection:
            connection.sendall(json.dumps({"exit": code if code >= 0 else 128 - code}).encode() + b"\n")

    # ---- in the copy

    def _become(self, request: dict[str, Any], files: list[int]) -> NoReturn:
        """Be the command: nothing of the daemon is left."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            for number in WATCHED:
                signal.signal(number, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.default_int_handler)
            for key in list(self._selector.get_map().values()):
                key.fileobj.close()  # type: ignore[union-attr]
            _take_over(request, files)
            self.run(request["arguments"])
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        finally:
            os._exit(code)


def _received(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    head, files, _, _ = socket.recv_fds(connection, 4, 3)
    try:
        while len(head) < 4:
            head += _some(connection, 4 - len(head))
        content = b""
        while len(content) < (size := int.from_bytes(head, "big")):
            content += _some(connection, size - len(content))
        request: dict[str, Any] = json.loads(content)
    except BaseException:
        for file in files:
            os.close(file)
        raise
    return request, list(files)


def _some(connection: socket.socket, size: int) -> bytes:
    content = connection.recv(min(size, 1 << 16))
    if not content:
        raise EOFError
    return content


def _take_over(request: dict[str, Any], files: list[int]) -> None:
    """Take on the caller's streams, folder and environment."""
    for number, file in enumerate(files):
        os.dup2(file, number)
    os.environ.clear()
    os.environ.update(request["environment"])
    if hasattr(time, "tzset"):
        time.tzset()
    os.chdir(request["folder"])
    resident.inside = True
    encodings = request["encodings"]
    sys.stdin = io.TextIOWrapper(io.BufferedReader(io.FileIO(0, closefd=False)), *encodings[0])
    sys.stdout = _writing(1, *encodings[1])
    sys.stderr = _writing(2, *encodings[2])
    numpy = sys.modules.get("numpy")
    if numpy is not None:
        numpy.random.seed()  # Copies of one process would otherwise draw the same numbers.


def _writing(number: int, encoding: str, errors: str) -> io.TextIOWrapper:
    by_line = number == 2 or os.isatty(number)
    return io.TextIOWrapper(
        io.BufferedWriter(io.FileIO(number, "w", closefd=False)), encoding, errors, line_buffering=by_line
    )


def serve(place: Place, run: Run, idle_seconds: float) -> None:
    """Be the daemon at a place until the end. Raises UsageError."""
    Daemon(place, run, idle_seconds).serve()
