"""One open workflow as panels and the canvas hold on to it: its document, its engine, and what is known of its nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, SignalInstance

from knode.app.document import Document
from knode.app.edit.command import Command
from knode.app.forms.calling import called, status_called
from knode.core import edits
from knode.core.edits import Path
from knode.core.errors import KnodeError, UnknownName
from knode.core.workflow import Workflow
from knode.host import protocol
from knode.host.protocol import Event, Message, Method, NodeStatus

P = TypeVar("P", bound=Message)
R = TypeVar("R", bound=Message)
Failed = Callable[[KnodeError], None]


class Call(Protocol):
    """A question to the engine process that is under way."""

    def forget(self) -> None:
        """Drop the answer when it comes."""
        ...


class Engine(Protocol):
    """The engine process as a session sees it; `knode.app.engine_link.EngineLink` is the real one."""

    told: SignalInstance
    """An Event of knode.host.protocol."""
    state_changed: SignalInstance
    """State (starting, ready, busy, lost, stopped) and the reason, "" where there is none."""

    def start(self, document: Document, trusted: bool) -> None:
        """Start the process, if it does not run, and send it the document and every later change of it."""
        ...

    def restart(self) -> None:
        """Kill the process, if it runs, and start another."""
        ...

    def close(self) -> None:
        """End the process."""
        ...

    def call(self, method: Method[P, R], params: P, then: Callable[[R], None], failed: Failed | None = None) -> Call:
        """Ask; `then` or `failed` is called on the GUI thread later."""
        ...


class Session(QObject):
    """One open workflow.

    Responsibilities: carries out commands, says why one was refused; knows which component is looked at and what is
    selected there; starts and stops runs; keeps the statuses that the engine process tells.
    """

    path_changed = Signal()
    selection_changed = Signal()
    statuses_changed = Signal(list)
    """list[str] of step paths."""
    engine_state_changed = Signal(str, str)
    usage_changed = Signal(object)
    logged = Signal(object)
    run_changed = Signal(object)
    revealed = Signal(str)
    """A node that is looked at and selected now, and should come into view."""
    added = Signal(str)
    """A node that was just put in, and should be seen."""
    refused = Signal(str)
    """Why a command or a question came to nothing, in words for the person."""
    trusted_changed = Signal(bool)

    def __init__(
        self, document: Document, engine: Engine, *, trusted: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.document = document
        self.engine = engine
        self.trusted = trusted
        self.path: Path = ()
        self.selection: tuple[str, ...] = ()
        self.statuses: dict[str, NodeStatus] = {}
        self.engine_state = "stopped"
        self.engine_reason = ""
        self.run_state = protocol.RunEvent()
        self.auto_run = False
        document.changed.connect(self._follow)
        engine.told.connect(self._hear)
        engine.state_changed.connect(self._engine_state)

    def start(self) -> None:
        """Start the engine process. The session can be used before and without it."""
        self.engine.start(self.document, self.trusted)

    def close(self) -> None:
        """End the engine process. The session is not used after that."""
        self.engine.close()

    # ---- the document

    @property
    def workflow(self) -> Workflow:
        """The workflow that is looked at: the document's, or one inside a component."""
        return edits.inner(self.document.workflow, self.path)

    def step(self, node: str) -> str:
        """The path of a node that is looked at: `clean/impute` for `impute` inside `clean`."""
        return "/".join([*self.path, node])

    def status(self, node: str) -> NodeStatus | None:
        """What is known of a node that is looked at."""
        return self.statuses.get(self.step(node))

    def do(self, command: Command) -> bool:
        """Carry out a command; whether it changed anything. `refused` says why it could not be done."""
        try:
            return self.document.do(command)
        except KnodeError as error:
            self.refused.emit(error.message)
            return False

    def set_path(self, path: Path) -> None:
        """Look at the inside of a component, or with () at the whole. Raises UnknownName."""
        edits.inner(self.document.workflow, path)
        if path != self.path:
            self.path = path
            self.path_changed.emit()
            self.select(())

    def select(self, nodes: Iterable[str]) -> None:
        """Select nodes of the workflow that is looked at, and no others."""
        chosen = tuple(dict.fromkeys(nodes))
        if chosen != self.selection:
            self.selection = chosen
            self.selection_changed.emit()

    def title(self, step: str) -> str:
        """What a step is called on the canvas; its id when it is gone."""
        *path, node = step.split("/")
        try:
            return edits.inner(self.document.workflow, tuple(path)).instance(node).title
        except UnknownName:
            return node

    def reveal(self, step: str) -> None:
        """Look at the component that a step is in, select it there and bring it into view. A step that is gone does nothing."""
        *path, node = step.split("/")
        if _exists(self.document.workflow, tuple(path)) and node in edits.inner(self.document.workflow, tuple(path)):
            self.set_path(tuple(path))
            self.select((node,))
            self.revealed.emit(node)

    def _follow(self, changes: list[edits.Change]) -> None:
        """Leave a component that is gone, and drop nodes that are gone from the selection."""
        path = self.path
        while path and not _exists(self.document.workflow, path):
            path = path[:-1]
        self.set_path(path)
        if any(change.kind == "node" and change.after is None for change in changes):
            self.select(node for node in self.selection if node in self.workflow.nodes)
        if self.auto_run and any(change.kind in ("node", "links", "parameter") for change in changes):
            self.run()

    # ---- running

    def run(self, to: Sequence[str] = (), *, fresh: bool = False) -> None:
        """Run up to these steps (paths), or all that can run."""
        if (
            self.engine_state == "stopped"
        ):  # Somebody was quicker than the window, which starts it after its first paint.
            self.start()
        self.call(protocol.RUN, protocol.RunParams(to=tuple(to), fresh=fresh), _ignore)

    def cancel(self) -> None:
        """Stop the run that is going on."""
        self.call(protocol.CANCEL, protocol.Nothing(), _ignore)

    def pause(self) -> None:
        """Let no further node start."""
        self.call(protocol.PAUSE, protocol.Nothing(), _ignore)

    def resume(self) -> None:
        """Go on after a pause."""
        self.call(protocol.RESUME, protocol.Nothing(), _ignore)

    def restart_engine(self) -> None:
        """Kill the engine process and start another; what it had finished is not lost."""
        self.engine.restart()

    def trust(self) -> None:
        """Let code that came with the workflow run."""
        if not self.trusted:
            self.trusted = True
            self.trusted_changed.emit(True)
            self.call(protocol.TRUST, protocol.TrustParams(trust=True), _ignore)

    # ---- the engine process

    def call(self, method: Method[P, R], params: P, then: Callable[[R], None], failed: Failed | None = None) -> Call:
        """Ask the engine process; without `failed`, `refused` tells the person what went wrong."""
        return self.engine.call(method, params, then, failed or self._refuse)

    def _refuse(self, error: KnodeError) -> None:
        self.refused.emit(error.message)

    def _engine_state(self, state: str, reason: str) -> None:
        self.engine_state, self.engine_reason = state, reason
        self.engine_state_changed.emit(state, reason)

    def _hear(self, event: Event) -> None:
        if isinstance(event, protocol.StatusesEvent):
            self._note(event.statuses)
        elif isinstance(event, protocol.RunEvent):
            self.run_state = event
            self.run_changed.emit(event)
        elif isinstance(event, protocol.UsageEvent):
            self.usage_changed.emit(event)
        elif isinstance(event, protocol.LogEvent):
            for line in event.lines:
                text = called(line.text, line.node, self.document.workflow)
                self.logged.emit(line.model_copy(update={"text": text}))

    def _note(self, statuses: Mapping[str, NodeStatus | None]) -> None:
        for step, status in statuses.items():
            if status is None:
                self.statuses.pop(step, None)
            else:
                self.statuses[step] = status_called(status, step, self.document.workflow)
        self.statuses_changed.emit(list(statuses))


def _exists(workflow: Workflow, path: Path) -> bool:
    try:
        edits.inner(workflow, path)
    except KnodeError:
        return False
    return True


def _ignore(_: object) -> None:
    """Nothing follows from the answer: events tell what comes of it."""
