"""How far a run is: what the engine tells while it runs becomes states of nodes, lines of the log, and the run's own state."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from knode.core.events import Event, NodeDraft, NodeFinished, NodeMessage, NodeProgress, NodeStarted, RunStatus
from knode.host.book import Book, Ended, Live
from knode.host.protocol import QueuedRun, RunEvent
from knode.host.wording import problem_from_json

if TYPE_CHECKING:
    from knode.core.values import View
    from knode.engine.engine import Prepared
    from knode.host.host import Host

SETTLE_SECONDS = 10.0


class Progress:
    """Hears the engine, which must not wait, and brings the book up to date on the thread that keeps it."""

    def __init__(self, host: Host) -> None:
        self._host = host
        self._lock = threading.Lock()
        self._events: list[Event] = []
        self._begun = 0.0
        self._signed: dict[str, str] = {}
        self._left: dict[str, None] = {}
        self._said: dict[str, list[tuple[str, str]]] = {}
        self._running: dict[str, float] = {}
        self._spent = 0.0
        self._state = RunEvent()
        self._drafts: dict[tuple[str, str], View] = {}

    # ---- from the threads of the run and of calls

    def hear(self, event: Event) -> None:
        """The engine's listener."""
        if isinstance(event, NodeStarted):
            self._host.started.begin(event.node)
        elif isinstance(event, NodeFinished):
            self._host.started.end(event.node)
        with self._lock:
            if isinstance(event, NodeDraft):
                self._drafts[event.node, event.port] = event.view
            elif isinstance(event, NodeFinished):
                self._drafts = {place: view for place, view in self._drafts.items() if place[0] != event.node}
            self._events.append(event)
            first = len(self._events) == 1
        if first:
            self._host.statuses.do(self._drain)

    def draft(self, step: str, port: str) -> View | None:
        """What a node that runs shows of a view; None where it shows nothing."""
        with self._lock:
            return self._drafts.get((step, port))

    def queue(self, waiting: tuple[QueuedRun, ...]) -> None:
        """These runs wait."""
        self._change(queue=waiting)

    def paused(self, paused: bool) -> None:
        """No new node starts, or they do again."""
        self._change(paused=paused)

    def begin(self, number: int) -> None:
        """A run begins."""
        self._begun = time.monotonic()
        self._host.started.clear()
        self._change(
            running=True, number=number, done=0, total=0, seconds=0.0, remaining_seconds=None, current=(), status=None
        )

    def planned(self, prepared: Prepared) -> None:
        """It is known what will run."""
        to_run = prepared.plan.to_run
        signed = {path: prepared.signed[path] for path in to_run}

        def queue(book: Book) -> set[str]:
            self._signed, self._left = signed, dict.fromkeys(to_run)
            self._said, self._running, self._spent = {}, {}, 0.0
            book.refused.clear()
            for path in to_run:
                book.live[path] = Live(signed[path], "queued")
                book.ended.pop(path, None)
            return set(to_run)

        self._change(total=len(to_run))
        self._host.statuses.do(queue)
        self._host.log(f"Run {self._state.number}: {len(to_run):,} of {len(prepared.graph.steps):,} nodes to run")

    def refuse(self, nodes: set[str]) -> None:
        """These nodes were asked for and cannot run."""

        def note(book: Book) -> set[str]:
            book.refused.update({node: book.reason(node)[0] for node in nodes})
            return nodes

        self._host.statuses.do(note)

    def end(self, status: RunStatus) -> None:
        """The run is over."""
        told = threading.Event()
        seconds = time.monotonic() - self._begun

        def over(book: Book) -> None:
            # What the last nodes said comes before the end.
            self._drain(book)
            self._host.log(
                f"Run {self._state.number}: {status} in {seconds:.2f} s", "info" if status == "done" else "warning"
            )
            book.live.clear()
            self._change(
                running=False, seconds=seconds, remaining_seconds=None, current=(), status=status,
                done=self._state.total - len(self._left),
            )  # fmt: skip
            self._running = {}
            told.set()

        self._host.statuses.do(over)
        told.wait(SETTLE_SECONDS)  # The next run begins when the end of this one has been told.

    def tick(self) -> None:
        """Tell of a run that goes on that it does."""
        if self._state.running:
            self._host.statuses.do(self._tell)

    def _change(self, **fields: object) -> None:
        with self._lock:
            self._state = self._state.model_copy(update=fields)
            self._host.outbox.run(self._state)

    # ---- on the thread that keeps the book

    def _drain(self, book: Book) -> set[str]:
        with self._lock:
            events, self._events = self._events, []
        touched: set[str] = set()
        done: list[str] = []
        for event in events:
            if isinstance(event, NodeMessage):
                self._say(event)
            elif isinstance(event, NodeStarted | NodeProgress | NodeDraft | NodeFinished):
                touched.add(event.node)
                self._note(book, event)
                if isinstance(event, NodeFinished) and event.state in ("done", "inactive"):
                    done.append(event.node)
        self._find(book, done)
        if self._state.running:
            self._tell(book)
        return touched

    def _say(self, event: NodeMessage) -> None:
        self._host.log(event.text, event.level, event.node)
        self._said.setdefault(event.node, []).append((event.level, event.text))

    def _note(self, book: Book, event: NodeStarted | NodeProgress | NodeDraft | NodeFinished) -> None:
        signature = self._signed.get(event.node, "")
        if isinstance(event, NodeStarted):
            book.live[event.node] = Live(signature, "running")
            self._running[event.node] = time.monotonic()
        elif isinstance(event, NodeProgress):
            live = book.live.get(event.node)
            if live is not None:
                live.fraction, live.message = event.fraction, event.message
        elif isinstance(event, NodeDraft):
            live = book.live.get(event.node)
            if live is not None:
                live.drafts[event.port] = live.drafts.get(event.port, 0) + 1
        else:
            self._finished(book, event, signature)

    def _finished(self, book: Book, event: NodeFinished, signature: str) -> None:
        book.live.pop(event.node, None)
        self._running.pop(event.node, None)
        if event.node not in self._left:
            return
        del self._left[event.node]
        self._spent += event.seconds
        if event.state not in ("done", "failed", "skipped", "inactive"):
            return
        problem = None if event.error is None else problem_from_json(event.error)
        if problem is not None:
            self._host.log(problem.message, "error", event.node)
        book.ended[event.node] = Ended(
            signature, event.state,
            event.seconds, event.rows, event.columns, problem, tuple(self._said.get(event.node, ())),
        )  # fmt: skip

    def _find(self, book: Book, done: list[str]) -> None:
        """Take over the results of nodes that have just finished."""
        found = self._host.engine.cache.find([self._signed[path] for path in done if path in self._signed])
        for path in done:
            result = found.get(self._signed.get(path, ""))
            if result is None:
                continue
            book.latest[path] = result
            prepared = book.prepared
            if prepared is not None and prepared.signed.get(path) == result.signature:
                book.found[path] = result

    def _tell(self, book: Book) -> set[str]:
        seconds = time.monotonic() - self._begun
        self._change(
            done=self._state.total - len(self._left), seconds=seconds, current=tuple(self._running),
            remaining_seconds=self._remaining(book),
        )  # fmt: skip
        return set()

    def _remaining(self, book: Book) -> float | None:
        """From how long nodes took before; of one that never ran, as long as those of this run took on average."""
        finished = self._state.total - len(self._left)
        if not self._left or not (finished or any(path in book.latest for path in self._left)):
            return None
        usual = self._spent / finished if finished else 0.0
        needed = 0.0
        now = time.monotonic()
        for path in self._left:
            result = book.latest.get(path)
            whole = result.seconds if result is not None else usual
            live = book.live.get(path)
            gone = now - self._running[path] if path in self._running else 0.0
            if live is not None and live.fraction:
                whole = max(whole, gone / live.fraction)
            needed += max(0.0, whole - gone)
        wall = time.monotonic() - self._begun
        at_once = max(1.0, self._spent / wall) if wall > 0.2 else 1.0
        return needed / at_once
