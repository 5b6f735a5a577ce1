"""One life of an engine process, as its client sees it: started, spoken to, ended."""

from __future__ import annotations

import contextlib
import json
import multiprocessing.connection
import queue
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from knode.core.errors import EngineLost, KnodeError
from knode.core.passing import passing_folder
from knode.host.channel import Channel, connect
from knode.host.protocol import VERSION, Message, Method, error_from
from knode.host.started import running_in

END_SECONDS = 3.0
"""How long an engine process has to end once nobody is connected any more, before it is killed."""
LOG = "engine.log"
LOG_TAIL = 4_000
"""Characters from the end of its log that a lost engine's report has."""
Params = Message | Callable[[], Message]


@dataclass(frozen=True, slots=True)
class Lost:
    """An engine process that ended by itself: why in words, its exit code (-n: signal n), its last log, nodes at work."""

    reason: str
    exit_code: int | None
    log: str = ""
    running: tuple[str, ...] = ()

    @property
    def error(self) -> EngineLost:
        """The same as an error."""
        return EngineLost(f"{self.reason}.", exit_code=self.exit_code, running=list(self.running))


@dataclass(slots=True)
class _Call:
    method: Method[Any, Any]
    params: Params
    future: Future[Any]


def command() -> list[str]:
    """What starts an engine process: the same Python, or in a packed program the program itself."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--engine-process"]
    return [sys.executable, "-m", "knode.host"]


class EngineProcess:
    """Starts a process at once, on threads of its own, and carries messages until it ends.

    Args:
        heard: told each event's kind and data, on the reading thread.
        ready: told once, when the process answers.
        ended: told once, with None when `close` was called before; afterwards nothing comes any more.
    """

    def __init__(
        self,
        heard: Callable[[str, dict[str, Any]], None],
        ready: Callable[[EngineProcess], None],
        ended: Callable[[EngineProcess, Lost | None], None],
    ) -> None:
        self.pid: int | None = None
        self.version = ""
        self._heard, self._ready, self._ended = heard, ready, ended
        self._outbox: queue.SimpleQueue[_Call | None] = queue.SimpleQueue()
        self._calls: dict[int, _Call] = {}
        self._lock = threading.Lock()
        self._over = False
        self._closing = False
        self._folder: Path | None = None
        self._passing = contextlib.ExitStack()
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._live, name="knode-engine-reader", daemon=True)
        self._thread.start()

    # ---- from any thread

    def call(self, method: Method[Any, Any], params: Params) -> Future[Any]:
        """Ask for something; before the process answers, calls wait. `params` may be made later, on another thread."""
        made = _Call(method, params, Future())
        with self._lock:
            if self._over:
                made.future.set_exception(EngineLost("The engine process does not run."))
            else:
                self._outbox.put(made)
        return made.future

    def close(self) -> None:
        """Let the process end; returns at once."""
        with self._lock:
            self._closing = True
        self._outbox.put(None)

    def kill(self) -> None:
        """End the process with force; it counts as lost."""
        if self._process is not None:
            self._process.kill()

    def join(self, seconds: float) -> None:
        """Wait until it is over."""
        self._thread.join(seconds)

    # ---- the life, on its thread

    def _live(self) -> None:
        problem = ""
        channel: Channel | None = None
        try:
            channel = self._begin()
            self._ready(self)
            self._read(channel)
        except (OSError, EOFError, ValueError, multiprocessing.AuthenticationError, KnodeError) as error:
            problem = error.message if isinstance(error, KnodeError) else f"{type(error).__name__}: {error}"
        self._finish(channel, problem)

    def _begin(self) -> Channel:
        """Start the process and greet it."""
        self._folder = self._passing.enter_context(passing_folder("engine"))
        key = secrets.token_bytes(32)
        with (self._folder / LOG).open("wb") as log:
            flags = {"creationflags": 0x08000000} if sys.platform == "win32" else {}  # No console window there.
            self._process = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                **flags,  # type: ignore[call-overload]
            )
        self.pid = self._process.pid
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        hello = {"folder": str(self._folder), "key": key.hex()}
        self._process.stdin.write(json.dumps(hello).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise EngineLost("it ended before it was ready")
        channel = connect(json.loads(line)["address"], key)
        greeting = (channel.receive() or {}).get("hello", {})
        if greeting.get("protocol") != VERSION:
            raise EngineLost(f"it speaks version {greeting.get('protocol')} of the protocol, not {VERSION}")
        self.version = greeting["version"]
        threading.Thread(target=self._send, args=(channel,), name="knode-engine-sender", daemon=True).start()
        return channel

    def _send(self, channel: Channel) -> None:
        number = 0
        while (call := self._outbox.get()) is not None:
            number += 1
            try:
                params = call.params if isinstance(call.params, Message) else call.params()
                body = params.model_dump_json(fallback=str)
            except Exception as error:  # What makes the parameters is the caller's: the caller is told.
                call.future.set_exception(error)
                continue
            with self._lock:
                if self._over:
                    call.future.set_exception(EngineLost("The engine process has ended."))
                    continue
                self._calls[number] = call
            channel.send(f'{{"id":{number},"method":{json.dumps(call.method.name)},"params":{body}}}')
        self._hang_up()

    def _hang_up(self) -> None:
        """The end of its standard input tells the process that its window is gone."""
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def _read(self, channel: Channel) -> None:
        """Hand on what comes, until the process ends: a child of it may hold the connection open for longer."""
        assert self._process is not None
        gone, told = multiprocessing.connection.Pipe(duplex=False)
        waiter = threading.Thread(target=_tell_end, args=(self._process, told), name="knode-engine-waiter", daemon=True)
        waiter.start()
        while channel.connection in multiprocessing.connection.wait([channel.connection, gone]):
            message = channel.receive()
            if message is None:
                return
            if "event" in message:
                self._heard(message["event"], message["data"])
            else:
                self._answer(message)

    def _answer(self, message: dict[str, Any]) -> None:
        with self._lock:
            call = self._calls.pop(message["id"], None)
        if call is None or not call.future.set_running_or_notify_cancel():
            return
        if "error" in message:
            call.future.set_exception(error_from(message["error"]))
            return
        try:
            call.future.set_result(call.method.result.model_validate(message["result"]))
        except ValueError as error:
            call.future.set_exception(error)

    # ---- the end

    def _finish(self, channel: Channel | None, problem: str) -> None:
        self._hang_up()
        code = self._wait_for_end()
        if channel is not None:
            channel.close()
        with self._lock:
            self._over = True
            closing = self._closing
            calls, self._calls = list(self._calls.values()), {}
        self._outbox.put(None)
        lost = None if closing else Lost(_reason(code, problem), code, self._log(), self._running())
        error = EngineLost("The engine process was stopped.") if lost is None else lost.error
        calls += _rest(self._outbox)
        for call in calls:
            if call.future.set_running_or_notify_cancel():
                call.future.set_exception(error)
        self._passing.close()
        self._ended(self, lost)

    def _wait_for_end(self) -> int | None:
        if self._process is None:
            return None
        try:
            code = self._process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        assert self._process.stdout is not None
        self._process.stdout.close()
        return code

    def _running(self) -> tuple[str, ...]:
        return () if self._folder is None else running_in(self._folder)

    def _log(self) -> str:
        if self._folder is None:
            return ""
        try:
            return (self._folder / LOG).read_text("utf-8", "replace")[-LOG_TAIL:]
        except OSError:
            return ""


def _rest(outbox: queue.SimpleQueue[_Call | None]) -> list[_Call]:
    """The calls that were never sent; the mark for the sending thread stays."""
    found: list[_Call] = []
    with contextlib.suppress(queue.Empty):
        while True:
            call = outbox.get_nowait()
            if call is not None:
                found.append(call)
    outbox.put(None)
    return found


def _tell_end(process: subprocess.Popen[bytes], told: Any) -> None:
    process.wait()
    told.close()


def _reason(code: int | None, problem: str) -> str:
    """Why the process ended, in words."""
    if code is None:
        return f"The engine process could not be started ({problem})"
    if code < 0:
        name = signal.Signals(-code).name if -code in set(signal.Signals) else "unknown"
        memory = ", perhaps because memory ran out" if name == "SIGKILL" else ""
        return f"The engine process was killed (signal {-code}, {name}{memory})"
    said = f": {problem}" if problem else ""
    return f"The engine process ended (exit code {code}){said}"
