"""Runs the workflow that a node holds: compiled once, then evaluated for each call, side by side where there are cores."""

from __future__ import annotations

import itertools
import threading
import time
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from concurrent.futures import Future, wait
from concurrent.futures import TimeoutError as NotYet
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.core.errors import (
    Cancelled,
    DataError,
    InsideFailed,
    KnodeError,
    UnknownName,
    UsageError,
    one_of_kind,
    quoted,
)
from knode.core.events import Event, NodeMessage
from knode.core.inside import Call, Inside
from knode.core.node import Node
from knode.core.spec import Spec
from knode.engine.again import Again
from knode.engine.context import speaking
from knode.engine.graph import Compiler, Graph, Step
from knode.engine.holding import Holding
from knode.engine.inline import Inline, evaluate
from knode.engine.warned import RunWarned

if TYPE_CHECKING:
    from knode.engine.context import RunContext, RunFacts

Begun = tuple[Call, RunWarned | None]
"""A call, and what gathers what it says; None for one without a name, which says it as the node."""
POLL = 0.1
"""Seconds between two looks at whether the run was stopped, while iterations run on other threads."""


class StepInside(Inside):
    """The inside of one running step.

    Responsibilities: one graph for each set of parameters, made from what is compiled already; the threads of `run_all`; what
    the nodes inside say, told as words of the node that holds them.
    """

    def __init__(self, holding: Holding, given: Mapping[str, Any], context: RunContext, run: RunFacts) -> None:
        self._holding = holding
        self._given = {**holding.parameters, **given}
        self._context = context
        self._run = run
        self._compiler = Compiler(trust=holding.trust, prefix=holding.prefix)
        self._compiling = threading.Lock()
        self._last: tuple[str, Graph] | None = None
        workflow = holding.workflow
        ports = workflow.outer_ports()
        self._entries, self._exits = workflow.ends("input"), workflow.ends("output")
        self.parameters = dict(workflow.parameters)
        self.inputs = {port.name: port.kind for port in ports.inputs}
        self.outputs = {port.name: port.kind for port in ports.outputs}

    def specs(self, inputs: Mapping[str, Spec | None], varying: Collection[str] = ()) -> Mapping[str, Spec | None]:
        return replace(self._holding, parameters=self._given).specs(inputs, varying)

    def run(
        self,
        inputs: Mapping[str, Any],
        parameters: Mapping[str, Any] | None = None,
        *,
        name: str = "",
        seed: int | None = None,
        held_out: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        call = Call(inputs, parameters or {}, name, seed, held_out or {})
        return self._evaluated(self._begun(call), spare=self._context.cores - 1)

    def run_all(
        self,
        calls: Iterable[Call],
        *,
        parallel: bool = True,
        total: int | None = None,
        begun: int = 0,
        keep_errors: bool = False,
    ) -> Iterator[Any]:
        cores = self._context.cores
        side_by_side = parallel and cores > 1 and total != 1
        coming = map(self._begun, calls)
        results = self._pooled(coming, cores) if side_by_side else self._in_turn(coming, cores)
        for done, (call, result) in enumerate(results):
            share = None if total is None else min(1.0, (begun + done + 1) / max(total, 1))
            self._context.progress(share, call.name)
            if isinstance(result, Exception) and not keep_errors:
                raise result
            yield result

    def _begun(self, call: Call) -> Begun:
        return call, self._context.warned.of(call.name) if call.name else None

    def _in_turn(self, calls: Iterable[Begun], cores: int) -> Iterator[tuple[Call, Any]]:
        for call in calls:
            self._context.check_cancelled()
            yield call[0], self._result(call, cores - 1)

    def _pooled(self, calls: Iterable[Begun], cores: int) -> Iterator[tuple[Call, Any]]:
        """Each call on a thread of its own that does not keep the process alive, so many at a time as there are cores."""
        waiting: deque[tuple[Begun, Future[Any]]] = deque()
        coming, slots, over = iter(calls), threading.Semaphore(cores), threading.Event()
        try:
            while True:
                for call in itertools.islice(coming, 2 * cores - len(waiting)):
                    future: Future[Any] = Future()
                    waiting.append((call, future))
                    given = call, future, slots, over
                    threading.Thread(target=self._on_thread, args=given, name="knode-inside", daemon=True).start()
                if not waiting:
                    return
                yield waiting[0][0][0], self._waited(waiting[0][1])
                waiting.popleft()
        finally:
            over.set()
            wait([future for _, future in waiting])

    def _waited(self, future: Future[Any]) -> Any:
        while True:
            with suppress(NotYet):
                return future.result(POLL)
            self._context.check_cancelled()

    def _on_thread(self, call: Begun, future: Future[Any], slots: threading.Semaphore, over: threading.Event) -> None:
        with slots:
            if over.is_set():
                future.set_result(None)
                return
            try:
                future.set_result(self._told_of(call))
            except BaseException as error:  # It is raised where the result is waited for.
                future.set_exception(error)

    def _told_of(self, call: Begun) -> Any:
        self._run.entered(self._context)
        try:
            return self._result(call, 0)
        finally:
            self._run.left()

    def _result(self, call: Begun, spare: int) -> dict[str, Any] | InsideFailed:
        try:
            return self._evaluated(call, spare)
        except InsideFailed as error:
            return error

    def _evaluated(self, begun: Begun, spare: int) -> dict[str, Any]:
        call, warned = begun
        facts = _Facts(self._run.inline(), self._context, warned, spare, call, self._holding.folder)
        if warned is None:
            return self._values(call, facts)
        warned.begin()
        with speaking(warned):
            return self._values(call, facts)

    def _values(self, call: Call, facts: _Facts) -> dict[str, Any]:
        exits = {name: self._holding.prefix + end for name, end in self._exits.items()}
        begun = time.perf_counter()
        try:
            graph = self._graph(call)
            supplied = self._supplied(graph, call.inputs)
            kept = list(graph.steps) if call.held_out else exits.values()
            values = evaluate(graph, graph.sinks(), supplied, facts, kept=kept)
            if call.held_out:
                again = Again(graph, values, {**supplied, **self._supplied(graph, call.held_out, whole=False)}, facts)
                changed = {self._holding.prefix + self._entries[name] for name in call.held_out}
                values |= again.models(
                    [end for name, end in exits.items() if self.outputs[name] == "model"], changed, begun
                )
        except Cancelled:
            raise
        except KnodeError as error:
            raise InsideFailed(call.name, error) from error
        return {name: values[end, graph.steps[end].ports.outputs[0].name] for name, end in exits.items()}

    def _graph(self, call: Call) -> Graph:
        given = {**self._given, **call.parameters}
        with self._compiling:
            # As text, as 1, 1.0 and True are equal.
            stamp = repr(sorted(given.items()))
            if self._last is None or self._last[0] != stamp:
                self._last = stamp, self._compiler.compile(self._holding.workflow, given)
            return self._last[1]

    def _supplied(self, graph: Graph, inputs: Mapping[str, Any], *, whole: bool = True) -> dict[str, Any]:
        given = {name: value for name, value in inputs.items() if value is not None}
        for name in given:
            if name not in self._entries:
                raise UnknownName("input", name, self._entries, f"of what node {quoted(self._context.node)} holds")
        for name, end in self._entries.items():
            step = graph.steps.get(self._holding.prefix + end)
            if whole and step is not None and name not in given and not step.inputs:
                raise UsageError(
                    f"What node {quoted(self._context.node)} holds needs the input {quoted(name)}. Connect "
                    f"{one_of_kind(self.inputs[name])} to it.",
                    node=self._context.node,
                    port=name,
                )
        return {
            self._holding.prefix + end: given[name]
            for name, end in self._entries.items()
            if name in given and self._holding.prefix + end in graph.steps
        }


class _Facts(Inline):
    """The facts of one call: what nodes inside say is said by the node that holds them, with the name of the call; their
    progress is not shown."""

    def __init__(
        self,
        outer: Inline,
        context: RunContext,
        warned: RunWarned | None,
        spare: int,
        call: Call,
        folder: Path | None,
    ) -> None:
        super().__init__(
            seed=context.seed if call.seed is None else call.seed,
            folder=folder or outer.folder,
            cancel=outer.cancel,
            services=outer.services,
            trust=outer.trust,
            threads=outer.threads,
            keyed=outer.keyed or bool(call.held_out),
        )
        self.secrets = outer.secrets
        self._context = context
        self._says: RunContext | RunWarned = context if warned is None else warned
        self._spare = spare

    def emit(self, event: Event) -> None:
        if isinstance(event, NodeMessage):
            node = event.node.removeprefix(f"{self._context.node}/")
            tell = self._says.warn if event.level == "warning" else self._says.info
            tell(f"{node}: {event.text}")

    def lease(self) -> int:
        """A call that runs alone has the cores that its node was given."""
        return self._spare

    def is_passing(self) -> None:
        self._context.do_not_reuse()

    def inline(self) -> Inline:
        return self


# ---- specs


def propagated(held: Holding, graph: Graph, inputs: Mapping[str, Spec | None]) -> dict[str, Spec | None]:
    """The specs of what a workflow gives, from those of what comes in; None where a node cannot tell.

    Raises DataError with the node inside that says what is wrong.
    """
    specs: dict[tuple[str, str], Any] = {}
    ends = {held.prefix + end: name for name, end in held.workflow.ends("input").items()}
    for step in graph.steps.values():
        if step.node is None or (step.cls.code and step.cls.spec is Node.spec):
            continue
        given = _given(step, specs)
        if step.id in ends and inputs.get(ends[step.id]) is not None:
            given["value"] = inputs[ends[step.id]]
        specs.update({(step.id, port): spec for port, spec in _said(step, given).items()})
    return {
        name: specs.get((held.prefix + end, graph.steps[held.prefix + end].ports.outputs[0].name))
        if held.prefix + end in graph.steps
        else None
        for name, end in held.workflow.ends("output").items()
    }


def _said(step: Step, given: dict[str, Any]) -> dict[str, Spec | None]:
    try:
        return step.spec(given)
    except DataError as error:
        text = f"inside, node {quoted(step.id)} ({step.instance.title}): {error.message}"
        raise DataError(text, column=error.facts.get("column")) from None
    except KnodeError:
        raise
    except Exception:
        # By default a spec is a run on empty tables, which a library may refuse although it takes full ones.
        return {}


def _given(step: Step, specs: Mapping[tuple[str, str], Any]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for port in step.ports.inputs:
        found = [specs.get(source) for source in step.inputs.get(port.name, ())]
        if found:
            given[port.name] = found if port.multiple else found[0]
    return given
