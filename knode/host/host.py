"""The engine process's hold on the open workspace: document, engine, store, and what handlers of calls need of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from knode.core.copying import copied
from knode.core.edits import Change, apply
from knode.core.errors import KnodeError, UnknownName, UsageError, quoted
from knode.core.workflow import Workflow
from knode.host.brought import Brought
from knode.host.outbox import Outbox
from knode.host.protocol import Event, LogLine, Problem
from knode.host.started import Started

if TYPE_CHECKING:
    from knode.engine.engine import Engine
    from knode.engine.graph import Graph
    from knode.host.running import Runs
    from knode.host.statuses import Statuses
    from knode.store.store import Store
    from knode.store.writer import Held

STORE = ".knode"
MEMORY_SHARE = 0.25
"""Of the machine's memory, for results that stay at hand between runs."""
SETTLE_SECONDS = 10.0
"""How long a call waits for the statuses to follow the last edits."""


class Payload(NamedTuple):
    """A value as the store keeps it: `payload["data"]` is what the kind's codec made; the large parts are files of
    `host.objects`, whose paths a window may be told."""

    kind: str
    payload: Mapping[str, Any]
    rows: int | None
    columns: int | None


class Host:
    """What handlers are given.

    Responsibilities: holds the document as the window has sent it, and its folder; makes the engine and the store when a
    document is opened; gives the values of ports. Runs are those of `runs`, what is known of nodes that of `statuses`.

    `lock` guards `workflow`: hold it while reading or changing it, or take a `snapshot`. `scratch` is a folder for files
    that are handed to the window; it goes when the process ends.
    """

    def __init__(self, send: Callable[[str], object], folder: Path) -> None:
        self.workflow = Workflow()
        self.folder = Path()
        self.trust = False
        self.revision = 0
        self.brought = Brought()
        self.lock = threading.RLock()
        self.outbox = Outbox(send)
        self.started = Started(folder)
        self._scratch = folder / "scratch"
        self._engine: Engine | None = None
        self._store: Store | None = None
        self._statuses: Statuses | None = None
        self._runs: Runs | None = None

    # ---- parts

    @property
    def engine(self) -> Engine:
        """The engine. Raises UsageError when no document is open."""
        if self._engine is None:
            raise UsageError("No workflow is open in the engine process.")
        return self._engine

    @property
    def store(self) -> Store | None:
        """The workspace on disk; None where it could not be opened, and results stay in memory."""
        return self._store

    @property
    def preparing(self) -> threading.RLock:
        """Guards what the engine keeps from one compiling to the next, for those who compile more than once."""
        return self.engine.preparing

    @property
    def runs(self) -> Runs:
        """The runs of the open document."""
        if self._runs is None:
            raise UsageError("No workflow is open in the engine process.")
        return self._runs

    @property
    def statuses(self) -> Statuses:
        """What is known of the nodes of the open document."""
        if self._statuses is None:
            raise UsageError("No workflow is open in the engine process.")
        return self._statuses

    @property
    def scratch(self) -> Path:
        """A folder for files that are handed to the window."""
        self._scratch.mkdir(mode=0o700, exist_ok=True)
        return self._scratch

    # ---- telling

    def emit(self, event: Event) -> None:
        """Send an event to the window."""
        self.outbox.emit(event)

    def log(self, text: str, level: Literal["info", "warning", "error"] = "info", node: str = "") -> None:
        """Add a line to the window's log."""
        self.outbox.log(LogLine(time=time.time(), level=level, node=node, text=text))

    # ---- the document

    def open(
        self,
        changes: Iterable[Change],
        folder: Path,
        store: Path,
        *,
        trust: bool,
        failed: Mapping[str, Problem],
        bundle: Path | None = None,
    ) -> None:
        """Take over a whole document; what was open before goes."""
        from knode.core.following import settle
        from knode.host.running import Runs
        from knode.host.statuses import Statuses

        workflow = Workflow()
        apply(workflow, changes)
        settle(workflow, folder)
        if self._store is None or self._store.folder != store.absolute():
            self._replace_engine(store, trust)
        self.engine.trust = self.trust = trust
        with self.lock:
            self.workflow, self.folder, self.brought = workflow, folder, Brought(bundle)
        if self._statuses is None:
            self._statuses = Statuses(self)
            self._runs = Runs(self)
        self.statuses.opened(failed)

    def change(self, changes: Iterable[Change]) -> None:
        """Make changes to the document. Raises what a change raises that was made for another state of it."""
        from knode.core.following import settle

        made = list(changes)
        with self.lock:
            apply(self.workflow, made)
            if any(change.kind == "node" and change.after is not None and change.after.workflow for change in made):
                settle(self.workflow, self.folder)
        if any(change.kind in ("node", "links", "parameter") for change in made):
            self.statuses.edited()

    def snapshot(self) -> Workflow:
        """The document as it is now, which no later edit changes."""
        with self.lock:
            return copied(self.workflow)

    def set_trust(self, trust: bool) -> None:
        """Whether code that came with the workflow may run from now on."""
        self.engine.trust = self.trust = trust
        self.statuses.edited()

    def _replace_engine(self, place: Path, trust: bool) -> None:
        import psutil

        from knode.deploy import services
        from knode.engine.engine import Engine
        from knode.store.store import Store

        self._close_engine()
        try:
            self._store = Store(place)
        except KnodeError as error:
            self.log(f"{error.message} Results of this workflow stay in memory only.", "warning")
        memory = int(psutil.virtual_memory().total * MEMORY_SHARE)
        self._engine = Engine(self._store, services=services(), trust=trust, memory_bytes=memory)

    # ---- values

    def value(self, step: str, port: str) -> Any:
        """The value of an output, for reading only: the present one, or of a node that has changed since, its last.

        It comes from memory, from the store, or is computed again where it was not worth storing. Raises UnknownName;
        UsageError where there is none.
        """
        return self.held(step, port).value

    def held(self, step: str, port: str) -> Held:
        """As `value`, with its kind, and its payload where that is known."""
        found = self.statuses.outputs(*self.inner_port(step, port))
        if port not in found and len(found) == 1:
            return next(iter(found.values()))
        if port not in found:
            raise UnknownName("output", port, found, f"of node {quoted(step)}")
        return found[port]

    def payload(self, step: str, port: str) -> Payload:
        """The value of an output as the store keeps it, written now if it was not stored. Raises what `value` raises,
        and UsageError where there is no store or the kind is never stored."""
        held = self.held(step, port)
        if self._store is None:
            raise UsageError("This workspace could not be opened on disk, so that nothing can be stored in it.")
        if held.payload is None:
            held.payload = self._store.dump(held.kind, held.value)
        if held.payload is None:
            raise UsageError(f"Values of kind {held.kind} are never stored.")
        rows, columns = held.value.shape if held.kind == "table" else (None, None)
        return Payload(held.kind, held.payload, rows, columns)

    def object_path(self, sha256: str) -> Path:
        """The file with an object that a payload refers to."""
        if self._store is None:
            raise UsageError("This workspace could not be opened on disk.")
        return self._store.objects.path(sha256)

    def inner_port(self, step: str, port: str) -> tuple[str, str]:
        """The step and port whose value an output is: of a component that of the output node inside. Raises UnknownName."""
        with self.lock:
            workflow, path = self.workflow, ""
            for component in step.split("/")[:-1]:
                inside = workflow.instance(component).workflow
                if inside is None:
                    raise UnknownName("component", component, [])
                workflow, path = inside, f"{path}{component}/"
            node = step.rpartition("/")[2]
            while (found := workflow.instance(node)).is_component and (inside := found.workflow) is not None:
                ends = inside.ends("output")
                if port not in ends:
                    raise UnknownName("output", port, ends, f"of component {quoted(step)}")
                workflow, path, node = inside, f"{path}{node}/", ends[port]
                ports = inside.ports(node)
                port = ports.outputs[0].name if ports is not None else port
            return path + node, port

    def compile(self, to: Iterable[str] = ()) -> Graph:
        """The graph of what leads to nodes of the document as it is now. Raises what is wrong with it."""
        return self.engine.compile(self.snapshot(), to=to)

    # ---- the end

    def close(self, deadline: float) -> None:
        """Stop what runs, and write what waits to be written, until `deadline` of `time.monotonic`."""
        if self._runs is not None:
            self._runs.close(deadline)
        if self._statuses is not None:
            self._statuses.close()
        self._close_engine()
        self.outbox.close()

    def _close_engine(self) -> None:
        if self._engine is not None:
            self._engine.close()
            self._engine = None
        if self._store is not None:
            self._store.close()
            self._store = None
