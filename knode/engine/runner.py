"""Carries out a plan on threads: starts what is ready, keeps results, tells the listener, stops when asked."""

from __future__ import annotations

import contextlib
import ctypes
import sys
import threading
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.core.errors import Cancelled, CaptureError, KnodeError
from knode.core.events import Event, Listener, NodeFinished, NodeStarted, NodeState
from knode.core.ports import TABLE
from knode.core.values import INACTIVE, Captured, Variables
from knode.engine.call import at_rest, call, failure, rests
from knode.engine.context import CancelToken, PauseToken, RunContext, hidden, speaks
from knode.engine.graph import Graph, Source, Step
from knode.engine.inline import Inline, run_captured, step_context
from knode.engine.memory import MemoryMeter, trim
from knode.engine.plan import Instructions, Plan
from knode.engine.services import Services

if TYPE_CHECKING:
    from knode.engine.cache import ResultCache
    from knode.store.writer import Held

METRICS = "metrics"
"""An output of this name and kind `variables` holds a node's metrics; reports show them."""
GRACE = 2.0
"""Seconds that running nodes have to stop after the run was cancelled."""
STEP = 0.05
"""After so many of them a node that still runs is interrupted again."""
QUICK = 0.005
"""A node's memory is sampled only in runs that last longer than this many seconds."""


@dataclass(slots=True)
class Outcome:
    """What a step came to."""

    state: NodeState
    seconds: float = 0.0
    peak_bytes: int | None = None
    rows: int | None = None
    columns: int | None = None
    messages: tuple[tuple[str, str], ...] = ()
    error: KnodeError | None = None
    metrics: Variables | None = None
    """What the step measured. The value itself may be let go when a later step has read it."""


@dataclass(slots=True)
class Job:
    """All that a runner needs to know of one run."""

    graph: Graph
    signatures: Mapping[str, str]
    supplied: Mapping[str, Any]
    kept: set[str]
    """Steps whose values stay in memory when the run has ended."""
    threads: int
    seed: int
    folder: Path
    listener: Listener | None = None
    services: Services | None = None
    logs: Path | None = None
    trust: bool = False
    """Code that came with a captured workflow may run."""
    cancel: CancelToken = field(default_factory=CancelToken)
    pause: PauseToken = field(default_factory=PauseToken)


class Runner:
    """Runs one plan.

    Responsibilities: worker threads and the budget of cores they share with the nodes' own parallelism; the values in
    memory until their last use; timing and memory per node; failures, and stopping. What runs next is the plan's
    decision, what is kept that of `ResultCache`. The listener is told one event at a time.
    """

    def __init__(self, job: Job, plan: Plan, results: ResultCache) -> None:
        self.seed, self.folder, self.cancel = job.seed, job.folder, job.cancel
        self.outcomes: dict[str, Outcome] = {}
        self.values: dict[str, dict[str, Held]] = {}
        self.secrets: list[str] = []
        self.stuck = False
        self._job = job
        self._plan = plan
        self._results = results
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._telling = threading.RLock()
        self._deaf: Exception | None = None
        self._over = threading.Event()
        self._ready: list[str] = []
        self._free = job.threads
        self._idle = 0
        self._workers: list[threading.Thread] = []
        self._inside: dict[int, str] = {}
        self._passing: set[str] = set()
        self._meter = MemoryMeter()

    # ---- the run

    def run(self) -> None:
        """Run to the end. A KeyboardInterrupt in this thread cancels the run. Raises what the listener raised."""
        self._job.pause.on_resume = self._resume
        with self._meter:
            with self._lock:
                self._follow(self._plan.begin())
                self._tell_if_over()
            try:
                self._wait()
            except KeyboardInterrupt:
                self.cancel.set()
            if self.cancel.is_set:
                self._stop()
        with self._changed:
            self.stuck = not self._over.is_set()
            for step in self._inside.values() if self.stuck else ():
                self.outcomes[step] = Outcome("cancelled")
            self._changed.notify_all()
        for worker in () if self.stuck else self._workers:
            worker.join()
        if self._meter.watches:
            trim()
        if self._deaf is not None:
            raise self._deaf

    def _wait(self) -> None:
        if self._over.wait(QUICK):
            return
        self._meter.watch()
        while not self._over.wait(0.1) and not self.cancel.is_set:
            continue

    def _stop(self) -> None:
        """Skip what waits, interrupt what runs, and give it a moment to end."""
        with self._lock:
            self._drop_ready()
            self._follow(self._plan.cancelled())
            self._tell_if_over()
        # Counted, not by the clock: while the machine stands still, no node can end.
        for _ in range(max(1, round(GRACE / STEP))):
            self._interrupt()
            if self._over.wait(STEP):
                return

    def _drop_ready(self) -> None:
        """Steps that the plan has started and no worker has taken: they count as stopped. The lock is held."""
        while self._ready:
            step = self._ready.pop()
            self._ended(step, Outcome("cancelled"))
            self._follow(self._plan.failed(step))

    def _tell_if_over(self) -> None:
        if self._plan.finished:
            self._over.set()
            self._changed.notify_all()

    def _interrupt(self) -> None:
        """Raise Cancelled in the threads that are inside a node; it arrives at their next step of Python."""
        if not interruptible():
            return
        with self._lock:
            for thread in self._inside:
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(Cancelled))

    # ---- workers

    def _follow(self, instructions: Instructions, *, take_one: bool = False) -> None:
        """Do what the plan says. The lock is held. With `take_one` the calling worker goes on with a ready step itself."""
        for step in instructions.skip:
            self._ended(step, Outcome("cancelled" if self.cancel.is_set else "skipped"))
        for step in instructions.release:
            # What a writer or a failed attempt gave cannot be computed again: it would write, or try, once more.
            if step not in self._job.kept and step not in self._passing and not self._job.graph.steps[step].effect:
                self.values.pop(step, None)
        self._ready.extend(reversed(instructions.start))
        if len(self._ready) > take_one:
            self._hire()

    def _resume(self) -> None:
        """The pause has ended."""
        with self._changed:
            self._hire()

    def _hire(self) -> None:
        wanted = min(len(self._ready), self._free)
        if self._idle and wanted:
            self._changed.notify(wanted)
        for _ in range(wanted - self._idle):
            if len(self._workers) < self._job.threads:
                worker = threading.Thread(target=self._work, name=f"knode-{len(self._workers)}", daemon=True)
                self._workers.append(worker)
                worker.start()

    def _work(self) -> None:
        while True:
            with self._changed:
                self._idle += 1
                while self._job.pause.is_set or not (self._ready and self._free > 0):
                    if self._plan.finished or self.stuck:
                        self._idle -= 1
                        return
                    self._changed.wait()
                self._idle -= 1
                self._free -= 1
                step: str | None = self._ready.pop()
            while step is not None:
                step = self._go(step)

    def _go(self, step_id: str) -> str | None:
        """Run one step; the step that this thread goes on with, or None."""
        lost, outcome = self._outcome(self._job.graph.steps[step_id])
        with self._changed:
            if self.stuck:
                return None
            if lost is not None and not self.cancel.is_set:
                self._follow(self._plan.lost(lost, by=step_id), take_one=True)
            elif outcome.state in ("done", "inactive"):
                self._ended(step_id, outcome)
                self._follow(self._plan.done(step_id), take_one=True)
            else:
                self._ended(step_id, outcome)
                self._follow(self._plan.failed(step_id), take_one=True)
            if self.cancel.is_set:
                self._drop_ready()
            if self._ready and not self._job.pause.is_set:
                return self._ready.pop()
            self._free += 1
            self._tell_if_over()
            return None

    def _outcome(self, step: Step) -> tuple[str | None, Outcome]:
        """What a step came to, or the step whose stored value is gone."""
        if self.cancel.is_set:
            return None, Outcome("cancelled")
        try:
            return None, self._run(step, self._gather(step))
        except _Lost as gone:
            return gone.step, Outcome("cancelled")
        except Exception as error:  # The store's, or a mistake of ours: the run must not wait for this step for ever.
            self._log(step, error)
            return None, Outcome("failed", error=failure(step, error, self.secrets))

    def _ended(self, step_id: str, outcome: Outcome) -> None:
        self.outcomes[step_id] = outcome
        if self._job.listener is not None:
            self.emit(finished_event(step_id, self._job.graph.steps[step_id].instance.title, outcome))

    # ---- one step

    def _gather(self, step: Step) -> dict[Source, Any]:
        """The values that a step needs, from memory or from the store."""
        values: dict[Source, Any] = {}
        for source in step.sources():
            if source not in values:
                values[source] = self._value(source)
        return values

    def _value(self, source: Source) -> Any:
        step_id, port = source
        held = self.values.get(step_id)
        if held is None:
            held = self._results.load(self._job.signatures[step_id])
            if held is None:
                raise _Lost(step_id)
            self.values[step_id] = held
        return held[port].value

    def _run(self, step: Step, values: dict[Source, Any]) -> Outcome:
        if rests(step, values, self._job.supplied):
            outcome = Outcome("inactive")
            self._keep(step, at_rest(step), outcome)
            return outcome
        if self._job.listener is not None:
            self.emit(NodeStarted(step.id, step.instance.title))
        context = self._context(step, values) if step.ports.context is not None else None
        before = self._meter.now()
        begun = time.perf_counter()
        error: BaseException | None = None
        outputs: dict[str, Any] = {}
        try:
            try:
                self._enter(step.id, context)
                outputs = call(step, values, context, self._job.supplied)
            finally:
                self._leave()
        except BaseException as raised:  # A script that calls sys.exit ends its node, not this thread.
            error = raised
            self._leave()  # An interruption may have come between the node's end and the first `_leave`.
        seconds = time.perf_counter() - begun
        outcome = Outcome("done", seconds, self._meter.peak_since(begun, before))
        if context is not None:
            context.end()
            if context.passing:
                self._passing.add(step.id)
            outcome.messages = tuple(context.messages)
        if error is None:
            if outputs and all(value is INACTIVE for value in outputs.values()):
                outcome.state = "inactive"
            self._keep(step, outputs, outcome)
        else:
            outcome.state = "cancelled" if isinstance(error, Cancelled) else "failed"
            outcome.error = failure(step, error, self.secrets)
            self._log(step, error)
        return outcome

    def _context(self, step: Step, values: dict[Source, Any]) -> RunContext:
        def capture() -> Captured:
            return self.bundles().capture(self._job.graph, step.id, values)

        return step_context(step, self, values, capture=capture if step.cls.captures == "end" else None)

    def is_passing(self) -> None:
        """The context of the node keeps it."""

    def entered(self, context: RunContext) -> None:
        """A thread of an inside runs for a node now."""
        self._enter(context.node, context)

    def left(self) -> None:
        """It does so no more."""
        self._leave()

    def _enter(self, step_id: str, context: RunContext | None) -> None:
        speaks(context)
        with self._lock:
            self._inside[threading.get_ident()] = step_id

    def _leave(self) -> None:
        """From here on no Cancelled is raised in this thread; one on its way is taken back."""
        thread = threading.get_ident()
        with self._lock:
            self._inside.pop(thread, None)
            if self.cancel.is_set and interruptible():
                ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), None)
        speaks(None)

    def _keep(self, step: Step, outputs: dict[str, Any], outcome: Outcome) -> None:
        first = next((port.name for port in step.ports.outputs if port.kind == TABLE.name), None)
        if first is not None and hasattr(outputs[first], "shape"):
            outcome.rows, outcome.columns = outputs[first].shape
        measured = step.ports.output(METRICS)
        if measured is not None and isinstance(outputs[METRICS], Variables):
            outcome.metrics = Variables(outputs[METRICS])
        sources = [self.values[source] for source, _ in step.sources() if source in self.values]
        # What follows from a result that passes is signed as if it had not.
        if not self._passing.isdisjoint(source for source, _ in step.sources()):
            self._passing.add(step.id)
        passing = step.id in self._passing
        held = self._results.keep(step, self._job.signatures[step.id], outputs, outcome, sources, passing=passing)
        self.values[step.id] = held

    def _log(self, step: Step, error: BaseException) -> None:
        """An error that is no message of ours leaves its traceback in the workspace's logs."""
        if isinstance(error, KnodeError) or self._job.logs is None:
            return
        text = "".join(traceback.format_exception(error))
        with contextlib.suppress(OSError):
            self._job.logs.mkdir(parents=True, exist_ok=True)
            path = self._job.logs / f"{self._job.signatures[step.id]}.txt"
            path.write_text(hidden(text, self.secrets), encoding="utf-8")

    # ---- what the contexts share

    def emit(self, event: Event) -> None:
        """Tell the listener, unless it has failed before: then the run is stopped, and the error is raised at its end."""
        with self._telling:
            if self._job.listener is None or self._deaf is not None:
                return
            try:
                self._job.listener(event)
            except Cancelled:
                raise
            except Exception as error:
                self._deaf = error
                self.cancel.set()

    def lease(self) -> int:
        """Take the cores that are free now."""
        with self._lock:
            taken = self._free
            self._free = 0
            return taken

    def give_back(self, cores: int) -> None:
        """Free leased cores."""
        with self._changed:
            self._free += cores
            self._hire()

    def execute(self, captured: Captured, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """Run a captured workflow in the calling thread."""
        return run_captured(captured, inputs, self.inline())

    def inline(self) -> Inline:
        """What a captured workflow that runs inside this run is given."""
        job = self._job
        facts = Inline(
            seed=self.seed,
            folder=self.folder,
            cancel=self.cancel,
            listener=self.emit,
            services=job.services,
            trust=job.trust,
            threads=self,
        )
        facts.secrets = self.secrets
        return facts

    def bundles(self) -> Services:
        """The services of the deploy layer."""
        if self._job.services is None:
            raise CaptureError("This engine was started without deployment: nothing can be captured or bundled.")
        return self._job.services


def interruptible() -> bool:
    """Whether a node that does not look for itself can be stopped by an exception from outside.

    In Python 3.11 a traced thread (debugger, coverage) spins for ever once such an exception was sent to any thread.
    """
    return sys.version_info >= (3, 12) or sys.gettrace() is None


class _Lost(Exception):
    """The stored value of a step is gone."""

    def __init__(self, step: str) -> None:
        self.step = step


def finished_event(step_id: str, label: str, outcome: Outcome) -> NodeFinished:
    """The event that tells of an outcome."""
    error = None if outcome.error is None else outcome.error.as_json()
    return NodeFinished(
        step_id, label, outcome.state, outcome.seconds, outcome.peak_bytes, outcome.rows, outcome.columns, error
    )
