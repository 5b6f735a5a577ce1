"""Runs of the open document, one at a time: each of a snapshot, so that edits meanwhile change nothing for it."""

from __future__ import annotations

import threading
import time
import traceback
from collections import deque
from typing import TYPE_CHECKING

from knode.core.errors import KnodeError
from knode.core.events import Event, RunStatus
from knode.core.workflow import Workflow
from knode.host.answering import mistake
from knode.host.progress import Progress
from knode.host.protocol import QueuedRun, RunParams

if TYPE_CHECKING:
    from knode.engine.context import CancelToken, PauseToken
    from knode.engine.engine import Prepared, Request
    from knode.host.host import Host


class Runs:
    """Carries out runs in the order of `start`, on a thread of its own."""

    def __init__(self, host: Host) -> None:
        from knode.engine.context import CancelToken, PauseToken

        self._host = host
        self._waiting: deque[tuple[QueuedRun, RunParams, Workflow]] = deque()
        self._changed = threading.Condition()
        self._number = 0
        self._closed = False
        self._cancel: CancelToken | None = None
        self._new_cancel = CancelToken
        self._pause: PauseToken = PauseToken()
        self.progress = Progress(host)
        self._thread = threading.Thread(target=self._work, name="knode-run", daemon=True)
        self._thread.start()

    # ---- from any thread

    def start(self, params: RunParams) -> int:
        """Run the document as it is now; the number of the run."""
        snapshot = self._host.snapshot()
        with self._changed:
            self._number += 1
            run = QueuedRun(number=self._number, to=params.to, fresh=params.fresh)
            self._waiting.append((run, params, snapshot))
            self._tell_queue()
            self._changed.notify_all()
            return self._number

    def cancel(self) -> None:
        """Stop the run that is going on."""
        with self._changed:
            if self._cancel is not None:
                self._cancel.set()
            paused = self._pause.is_set
        if paused:
            self.resume()

    def unqueue(self, number: int) -> None:
        """Take away a run that waits."""
        with self._changed:
            self._waiting = deque(one for one in self._waiting if one[0].number != number)
            self._tell_queue()

    def pause(self) -> None:
        """Let no further node start, in this run and the next."""
        self._pause.set()
        self.progress.paused(True)

    def resume(self) -> None:
        """Go on."""
        self._pause.clear()
        self.progress.paused(False)

    def close(self, deadline: float) -> None:
        """Stop what runs, and wait for its end until `deadline`."""
        with self._changed:
            self._closed = True
            self._waiting.clear()
            if self._cancel is not None:
                self._cancel.set()
            self._changed.notify_all()
        self._thread.join(max(0.0, deadline - time.monotonic()))

    def _tell_queue(self) -> None:
        self.progress.queue(tuple(run for run, _, _ in self._waiting))

    # ---- on the thread

    def _work(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return
                run, params, workflow = self._waiting.popleft()
                self._cancel = self._new_cancel()
                self._tell_queue()
            status: RunStatus = "failed"
            self.progress.begin(run.number)
            try:
                status = self._run(params, workflow, self._cancel)
            except KnodeError as error:
                self._host.log(error.message, "error")
            except Exception as error:  # A mistake of ours in one run must not be the end of all runs.
                traceback.print_exc()
                self._host.log(mistake(error).message, "error")
            finally:
                with self._changed:
                    self._cancel = None
                self.progress.end(status)

    def _run(self, params: RunParams, workflow: Workflow, cancel: CancelToken) -> RunStatus:
        from knode.engine.engine import Request

        request = Request(
            parameters=params.parameters,
            frozen=self._host.brought.frozen,
            inputs=self._host.brought.inputs,
            to=params.to,
            fresh=params.fresh,
            folder=self._host.folder,
            listener=self._hear,
            cancel=cancel,
            pause=self._pause,
            partial=True,
        )
        prepared, refused = self._prepared(workflow, request)
        if prepared is None:
            return "failed"
        self.progress.planned(prepared)
        result = self._host.engine.run_prepared(prepared)
        for problem in result.problems:
            self._host.log(problem.message, "warning")
        return "failed" if refused and result.status == "done" else result.status

    def _prepared(self, workflow: Workflow, request: Request) -> tuple[Prepared | None, bool]:
        """The run, ready; of several nodes that were asked for those that can run, and whether there were others."""
        engine = self._host.engine
        whole = engine.prepare(workflow, _whole(request)) if request.to else None
        if whole is None:
            return engine.prepare(workflow, request), False
        refused: dict[str, KnodeError] = {}
        wanted = []
        for node in request.to:
            try:
                whole.graph.under(node)
                wanted.append(node)
            except KnodeError as error:
                refused[node] = error
        request.to = wanted
        prepared = engine.prepare(workflow, request) if wanted else None
        for node, why in refused.items():
            self._host.log(why.message, "error", node)
        self.progress.refuse(set(refused))
        return prepared, bool(refused)

    def _hear(self, event: Event) -> None:
        self.progress.hear(event)


def _whole(request: Request) -> Request:
    from dataclasses import replace

    return replace(request, to=(), listener=None)
