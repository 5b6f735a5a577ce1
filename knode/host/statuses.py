"""Follows the document and the run, and tells the window what becomes of each node."""

from __future__ import annotations

import threading
import time
import traceback
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from knode.core.errors import KnodeError, UsageError, quoted
from knode.core.spec import Spec
from knode.core.workflow import Workflow
from knode.host.answering import mistake
from knode.host.book import Book, Ended
from knode.host.glimpses import Glimpses
from knode.host.protocol import NodeStatus, Problem

if TYPE_CHECKING:
    from knode.engine.engine import Prepared
    from knode.host.host import Host
    from knode.store.writer import Held

SLICE_SECONDS = 0.03
"""How long nodes are asked for their specs before what was found is told, and newer edits and events are heard."""
SETTLE_SECONDS = 10.0
BREATH_SECONDS = 1 / 60
"""While nodes run, their events are taken in this often, and not one by one."""
Job = Callable[[Book], "set[str] | None"]


class Statuses:
    """One thread that keeps the book of all nodes.

    Edits only mark it as outdated; the thread then looks at a snapshot of the document. What runs tell comes as jobs, small
    functions that are given the book and say which nodes they have touched.
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self.book = Book()
        self._changed = threading.Condition()
        self._jobs: list[Job] = []
        self._edited = False
        self._said = 0
        self._through = 0
        self._closed = False
        self._failed: Mapping[str, Problem] = {}
        self._asking: Iterator[str] | None = None
        self._glimpses = Glimpses(self._glimpsed)
        self._thread = threading.Thread(target=self._work, name="knode-statuses", daemon=True)
        self._thread.start()

    # ---- from any thread

    def opened(self, failed: Mapping[str, Problem]) -> None:
        """Another document is open; `failed` are nodes that are known to have failed."""
        with self._changed:
            self._failed = dict(failed)
            self._jobs = [_renew]
            self._edited = True
            self._said += 1
            self._changed.notify_all()

    def edited(self) -> None:
        """The document, or what it reads, may have changed."""
        with self._changed:
            self._edited = True
            self._said += 1
            self._changed.notify_all()

    def do(self, job: Job) -> None:
        """Have the book brought up to date by `job`, after those before it."""
        with self._changed:
            self._jobs.append(job)
            self._said += 1
            self._changed.notify_all()

    def settle(self, seconds: float = SETTLE_SECONDS) -> bool:
        """Wait until all that was said so far is told; whether it is."""
        with self._changed:
            said = self._said
            return self._changed.wait_for(lambda: self._through >= said, seconds)

    def prepared(self) -> Prepared:
        """The document as it is now, ready to be run. Raises KnodeError when it cannot be at all."""
        return self._prepare(self._host.snapshot())

    def outputs(self, step: str, port: str) -> Mapping[str, Held]:
        """The outputs of a step: of its present result, or where it has none of its last. Raises UsageError."""
        self.settle()
        book = self.book
        prepared, result = book.prepared, book.found.get(step)
        if prepared is not None and step in prepared.graph.steps:
            if result is not None:
                return self._host.engine.value(prepared, step)
            held = self._host.engine.cache.load(prepared.signed[step])
            if held is not None:
                return held
        latest = book.latest.get(step)
        held = None if latest is None else self._host.engine.cache.load(latest.signature)
        if held is None:
            raise UsageError(f"Node {quoted(step)} has no result to look at. Run it first.", node=step, port=port)
        return held

    def close(self) -> None:
        """End the thread."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._glimpses.close()
        self._thread.join()

    def _glimpsed(self, path: str, signature: str, specs: dict[str, Spec], missing: KnodeError | None) -> None:
        def note(book: Book) -> set[str] | None:
            prepared = book.prepared
            if prepared is None or prepared.signed.get(path) != signature or path in book.found:
                return set()
            book.specs.glimpsed(path, specs)
            book.specs.miss(path, signature, missing)
            return None

        self.do(note)

    # ---- on the thread

    def _waits(self) -> bool:
        return bool(self._jobs) or self._edited or self._asking is not None

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waits() or self._closed)
                if self._closed:
                    return
                jobs, self._jobs, said = self._jobs, [], self._said
                edited, self._edited = self._edited, False
            try:
                self._step(jobs, edited)
            except Exception as error:  # A mistake of ours in one look must not leave the window without any further.
                traceback.print_exc()
                self._asking = None
                self._host.log(mistake(error).message, "error")
            if self._asking is None:
                with self._changed:
                    self._through = said
                    self._changed.notify_all()
            if jobs:
                time.sleep(BREATH_SECONDS)

    def _step(self, jobs: list[Job], edited: bool) -> None:
        touched: set[str] = set()
        again = False
        for job in jobs:
            found = job(self.book)
            again = again or found is None
            touched.update(found or ())
        if edited or again:
            self._look()
            self._asking = self.book.paths()
        told = self.book.news(touched)
        if self._asking is not None:
            told.update(self._ask(self._asking))
        if told:
            self._host.outbox.statuses(told)

    def _look(self) -> None:
        """Compile and sign the document as it is now, and see which results there are."""
        book, host = self.book, self._host
        book.cache, book.folder = host.engine.cache, host.folder
        workflow = host.snapshot()
        try:
            book.look(workflow, self._prepare(workflow))
        except KnodeError as error:
            book.look(workflow, None, error)
        if self._failed and book.prepared is not None:
            signed = book.prepared.signed
            for path, problem in self._failed.items():
                if path in signed:
                    book.ended[path] = Ended(signed[path], "failed", problem=problem)
            self._failed = {}
        gone = book.gone()
        if gone:
            host.outbox.statuses(gone)

    def _prepare(self, workflow: Workflow) -> Prepared:
        from knode.engine.engine import Request

        brought = self._host.brought
        request = Request(partial=True, folder=self._host.folder, frozen=brought.frozen, inputs=brought.inputs)
        return self._host.engine.prepare(workflow, request)

    def _ask(self, paths: Iterator[str]) -> dict[str, NodeStatus | None]:
        """Ask nodes for their specs for a while, in their order; the statuses that have changed."""
        book = self.book
        end = time.perf_counter() + SLICE_SECONDS
        asked: list[str] = []
        for path in paths:
            step = None if book.graph is None else book.graph.steps.get(path)
            if step is not None and book.prepared is not None:
                signature = book.prepared.signed[path]
                known = book.specs.look(step, signature, book.folder)
                if book.see(path):
                    known = book.specs.look(step, signature, book.folder)
                elif path not in book.found and known.unsaid:
                    self._glimpses.want(step, signature, book.folder)
            asked.append(path)
            if time.perf_counter() > end:
                break
        else:
            self._asking = None
        return book.news(asked)


def _renew(book: Book) -> None:
    """Forget all that was known of another document; what was told of it is taken back by the next look."""
    told = book.told
    book.__init__()  # type: ignore[misc]
    book.told = told
