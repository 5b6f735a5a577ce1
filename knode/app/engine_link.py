"""The engine process of one document, on the GUI thread: starts it, keeps it up to date, brings what it says over here."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal, Slot

from knode.app import config
from knode.app.document import Document
from knode.core import edits
from knode.core.copying import copied
from knode.core.edits import Change
from knode.core.errors import EngineLost, KnodeError
from knode.host import protocol
from knode.host.client import Client, problems_of
from knode.host.document import document_changes
from knode.host.process import Lost
from knode.host.protocol import Event, Message, Method, Problem, RunEvent

P = TypeVar("P", bound=Message)
R = TypeVar("R", bound=Message)
Failed = Callable[[KnodeError], None]
AGAIN_SECONDS = 30.0
"""A process that is lost a second time within this time is not started again until the person says so."""


class EngineCall:
    """A question that is under way."""

    def __init__(self, then: Callable[[Any], None], failed: Failed | None) -> None:
        self._then: Callable[[Any], None] | None = then
        self._failed = failed

    def forget(self) -> None:
        """Drop the answer when it comes."""
        self._then = self._failed = None

    def answer(self, future: Future[Any]) -> None:
        """The answer has come: tell it to who asked. On the GUI thread."""
        then, failed = self._then, self._failed
        self.forget()
        error = future.exception()
        if error is None:
            if then is not None:
                then(future.result())
        elif not isinstance(error, KnodeError):
            raise error
        elif failed is not None:
            failed(error)


class EngineLink(QObject):
    """The engine process as a session sees it.

    Responsibilities: sends the document when the process starts and every change after that; starts the process again when
    it was lost, once in a while; says how it is (starting, ready, busy, lost, stopped).

    Threads of the client only emit signals here, which Qt queues to the GUI thread.
    """

    told = Signal(object)
    state_changed = Signal(str, str)
    _heard = Signal(object)
    _readied = Signal()
    _gone = Signal(object)
    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.client = Client()
        self.state = "stopped"
        self._document: Document | None = None
        self._trusted = False
        self._revision = 0
        self._lost_at = -AGAIN_SECONDS
        self._failed: dict[str, Problem] = {}
        self._store: Path | None = None
        queued = Qt.ConnectionType.QueuedConnection
        self._heard.connect(self._hear, queued)
        self._readied.connect(self._ready, queued)
        self._gone.connect(self._lost, queued)
        self._answered.connect(self._answer, queued)
        self.client.on_event.append(self._heard.emit)
        self.client.on_ready.append(self._readied.emit)
        self.client.on_lost.append(self._gone.emit)

    # ---- for the session

    def start(self, document: Document, trusted: bool) -> None:
        """Start the process, if it does not run, and send it the document and every later change of it."""
        if self._document is None:
            self._document = document
            document.changed.connect(self._follow)
            document.file_changed.connect(self._send_document)
        self._trusted = trusted
        if not self.client.alive:
            self._start()

    def restart(self) -> None:
        """Kill the process, if it runs, and start another."""
        self.client.kill()
        self.client.stop()
        self._lost_at = -AGAIN_SECONDS
        self.told.emit(RunEvent())
        self._start()

    def close(self) -> None:
        """End the process. Returns at once; the process has a moment to write what it has."""
        self.client.on_event.clear()
        self.client.on_ready.clear()
        self.client.on_lost.clear()
        self.client.stop()
        if self._document is not None:
            self._document.changed.disconnect(self._follow)
            self._document.file_changed.disconnect(self._send_document)
            self._document = None
        self._set_state("stopped", "")

    def call(
        self, method: Method[P, R], params: P, then: Callable[[R], None], failed: Failed | None = None
    ) -> EngineCall:
        """Ask; `then` or `failed` is called on the GUI thread later."""
        call = EngineCall(then, failed)
        if method is protocol.TRUST and isinstance(params, protocol.TrustParams):
            self._trusted = params.trust
        if method is protocol.RUN:
            self._failed = {}
        self._ask(method, params, call)
        return call

    # ---- the process

    def _start(self) -> None:
        self._set_state("starting", "")
        self.client.start()
        self._send_document()

    @Slot()
    def _send_document(self) -> None:
        """Send the whole document; it is read here and made into a message on another thread."""
        document = self._document
        if document is None or not self.client.alive:
            return
        self._revision = 0
        snapshot = copied(document.workflow)
        folder = document.folder or Path.home()
        if self._store is None:
            # A document that gets another file keeps its results at hand for as long as it is open.
            self._store = folder / ".knode" if document.folder is not None else _unsaved()
        store, trusted, failed = str(self._store), self._trusted, dict(self._failed)
        bundle = None if document.bundle is None else str(document.bundle)

        def params() -> protocol.OpenParams:
            changes = tuple(edits.to_json(change) for change in document_changes(snapshot))
            return protocol.OpenParams(
                changes=changes, folder=str(folder), store=store, trust=trusted, failed=failed, bundle=bundle
            )

        self._ask(protocol.OPEN, params, EngineCall(_ignore, self._refused))

    @Slot(list)
    def _follow(self, changes: list[Change]) -> None:
        if not self.client.alive:
            return
        self._revision += 1
        made, revision = list(changes), self._revision

        def params() -> protocol.ChangeParams:
            return protocol.ChangeParams(changes=tuple(edits.to_json(change) for change in made), revision=revision)

        self._ask(protocol.CHANGE, params, EngineCall(_ignore, self._out_of_step))

    def _ask(self, method: Method[Any, Any], params: Any, call: EngineCall) -> None:
        future = self.client.call(method, params)
        future.add_done_callback(lambda done: self._hand_over(call, done))

    def _hand_over(self, call: EngineCall, done: Future[Any]) -> None:
        """On the client's thread: to the GUI thread."""
        with suppress(RuntimeError):  # The program is ending, and Qt has taken this link along.
            self._answered.emit(call, done)

    def _refused(self, error: KnodeError) -> None:
        """The process could not take the document."""
        if not isinstance(error, EngineLost):
            self._set_state("lost", error.message)

    def _out_of_step(self, error: KnodeError) -> None:
        """A change did not fit: both sides differ, so the whole document is sent again."""
        if not isinstance(error, EngineLost):
            self._send_document()

    # ---- what the client says, on the GUI thread

    @Slot(object)
    def _hear(self, event: Event) -> None:
        if self._document is None:
            return
        if isinstance(event, RunEvent) and self.state in ("ready", "busy"):
            self._set_state("busy" if event.running else "ready", "")
        self.told.emit(event)

    @Slot()
    def _ready(self) -> None:
        if self.state == "starting":
            self._set_state("ready", "")

    @Slot(object)
    def _lost(self, lost: Lost) -> None:
        if self._document is None:
            return
        now = time.monotonic()
        again = now - self._lost_at > AGAIN_SECONDS
        self._lost_at = now
        self._failed.update(problems_of(lost))
        self.told.emit(RunEvent())
        self._set_state("lost", lost.error.message)
        if again:
            self._start()

    @Slot(object, object)
    def _answer(self, call: EngineCall, future: Future[Any]) -> None:
        # After `close` those who asked may be gone.
        if self._document is not None and not future.cancelled():
            call.answer(future)

    def _set_state(self, state: str, reason: str) -> None:
        if (state, reason) != (self.state, ""):
            self.state = state
            self.state_changed.emit(state, reason)


def _unsaved() -> Path:
    """Where results of documents without a file are kept: a cache, or beside a config folder that was chosen."""
    if config.VARIABLE in os.environ:
        return config.folder() / "unsaved"
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    return Path(cache) / "knode" / "unsaved"


def _ignore(_: object) -> None:
    """Nothing follows from the answer."""
