"""The window's side of an engine process: starts it, calls it, hears its events, and says when it was lost. No Qt."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

from knode.core.errors import EngineLost, quoted
from knode.host.process import EngineProcess, Lost, Params
from knode.host.protocol import Event, Method, NodeStatus, P, Problem, R, StatusesEvent, event_of

KILL_HINT = "Run it again; if it happens again, give the node less data or let it use less memory."


class Client:
    """Holds one engine process at a time.

    Responsibilities: carries calls to it and its events to the listeners; knows the nodes' statuses, so that those that ran
    in a lost process are failed. It decides nothing about starting again: whoever holds it does.

    The listeners are called on threads of the client's:
    `on_event(event)`, `on_ready()`, `on_lost(lost)`; none is called for a process that `stop` ended.
    """

    def __init__(self) -> None:
        self.on_event: list[Callable[[Event], None]] = []
        self.on_ready: list[Callable[[], None]] = []
        self.on_lost: list[Callable[[Lost], None]] = []
        self._process: EngineProcess | None = None
        self._ending: list[EngineProcess] = []
        self._lock = threading.Lock()
        self._statuses: dict[str, NodeStatus] = {}

    @property
    def pid(self) -> int | None:
        """The process id of the engine process, once there is one."""
        return None if self._process is None else self._process.pid

    @property
    def alive(self) -> bool:
        """Whether there is a process, be it still starting."""
        return self._process is not None

    def start(self) -> None:
        """Start a process unless there is one. Returns at once; calls may be made at once too, and wait."""
        with self._lock:
            if self._process is None:
                self._statuses = {}
                self._process = EngineProcess(self._heard, self._ready, self._ended)

    def call(self, method: Method[P, R], params: P | Callable[[], P]) -> Future[R]:
        """Ask the process for something. The answer, or its error, comes in the future; EngineLost when there is none.

        `params` may be a function that makes them: it is called on the sending thread, in the order of the calls.
        """
        with self._lock:
            process = self._process
        if process is None:
            future: Future[R] = Future()
            future.set_exception(EngineLost("The engine process does not run."))
            return future
        given: Params = params
        return process.call(method, given)

    def stop(self, wait_seconds: float = 0.0) -> None:
        """Let the process end, and wait for that for so long. Calls that have no answer get EngineLost."""
        with self._lock:
            process, self._process = self._process, None
            if process is not None:
                self._ending.append(process)
            ending = list(self._ending)
        if process is not None:
            process.close()
        for one in ending:
            one.join(wait_seconds)

    def kill(self) -> None:
        """End the process with force, as the system would; it is lost then."""
        if self._process is not None:
            self._process.kill()

    # ---- on the process's thread

    def _heard(self, kind: str, data: dict[str, Any]) -> None:
        event = event_of(kind).model_validate(data)
        if isinstance(event, StatusesEvent):
            self._note(event)
        for listener in self.on_event:
            listener(event)

    def _note(self, event: StatusesEvent) -> None:
        for path, status in event.statuses.items():
            if status is None:
                self._statuses.pop(path, None)
            else:
                self._statuses[path] = status

    def _ready(self, process: EngineProcess) -> None:
        if process is self._process:
            for listener in self.on_ready:
                listener()

    def _ended(self, process: EngineProcess, lost: Lost | None) -> None:
        with self._lock:
            if process in self._ending:
                self._ending.remove(process)
            if process is not self._process:
                return
            self._process = None
        if lost is None:
            return
        failed = self._failed(lost)
        if failed:
            for heard in self.on_event:
                heard(StatusesEvent(statuses=failed))
        for listener in self.on_lost:
            listener(lost)

    def _failed(self, lost: Lost) -> dict[str, NodeStatus | None]:
        """The statuses of the nodes that ran, and of the components around them."""
        failed: dict[str, NodeStatus | None] = {}
        for path in lost.running:
            problem = lost_problem(path, lost)
            parts = path.split("/")
            for count in range(len(parts), 0, -1):
                around = "/".join(parts[:count])
                before = self._statuses.get(around, NodeStatus(state="running"))
                failed[around] = before.model_copy(update={"state": "failed", "fraction": None, "error": problem})
        return failed


def lost_problem(path: str, lost: Lost) -> Problem:
    """Why a node failed during which the engine process was lost."""
    what = f"{lost.reason} while this node ran"
    return Problem(
        kind="EngineLost",
        message=f"Node {quoted(path)}: {what}. {KILL_HINT}",
        what=f"{what}.",
        where=path,
        hint=KILL_HINT,
        node=path,
    )


def problems_of(lost: Lost) -> Iterator[tuple[str, Problem]]:
    """For each node at work its problem, to be told to the next engine process."""
    for path in lost.running:
        yield path, lost_problem(path, lost)
