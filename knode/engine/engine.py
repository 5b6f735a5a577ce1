"""The engine as its faces see it: give it a workflow, get a result."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.core.errors import Cancelled, KnodeError, UnknownName, UsageError, quoted
from knode.core.events import Listener, RunFinished, RunStarted, RunStatus
from knode.core.importing import TANGLED, import_in_turn
from knode.core.values import Variables
from knode.core.workflow import Workflow
from knode.engine.cache import ResultCache
from knode.engine.call import handed_out, is_inactive
from knode.engine.collecting import seldom_collecting
from knode.engine.context import CancelToken, PauseToken, warnings_as_messages
from knode.engine.graph import Compiler, Graph, with_captured
from knode.engine.plan import Plan, State
from knode.engine.report import NodeReport, RunResult
from knode.engine.runner import METRICS, Job, Outcome, Runner, finished_event
from knode.engine.services import Services
from knode.engine.signature import Signer

if TYPE_CHECKING:
    from knode.store.results import Result
    from knode.store.store import Store
    from knode.store.writer import Held


@dataclass(slots=True)
class Supplied:
    """A value from outside, for an input or a frozen value. `signature` changes when the value does."""

    value: Any
    signature: str


@dataclass(slots=True)
class Request:
    """What to run, and how."""

    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, Any] = field(default_factory=dict)
    """Values by the names of the workflow's inputs."""
    frozen: Mapping[str, Supplied] = field(default_factory=dict)
    """Values of frozen nodes by node id."""
    to: Iterable[str] = ()
    """Node ids to run up to; all when empty."""
    fresh: bool = False
    """Run everything that is needed, even where a result is known."""
    seed: int = 0
    folder: Path = Path()
    listener: Listener | None = None
    cancel: CancelToken | None = None
    need_values: Iterable[str] = ()
    """Node ids whose values will be asked for, so that known but unstored ones run again."""
    partial: bool = False
    """Leave out what cannot run, instead of refusing the whole."""
    pause: PauseToken | None = None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A request ready to be run: what it runs, with which signatures, and what the plan makes of the results there are."""

    request: Request
    graph: Graph
    signed: Mapping[str, str]
    supplied: Mapping[str, Supplied]
    wanted: list[str]
    plan: Plan
    found: Mapping[str, Result]


class Engine:
    """Runs workflows and remembers their results.

    Responsibilities: compiles, signs and plans; gives the plan to a runner; makes the report; keeps compiled steps and
    results from run to run.

    Args:
        store: where results are kept; None keeps them in memory only.
        threads: how many cores to use; all by default.
        services: integrated deployment, if it is at hand.
        trust: run code that came with a workflow.
        memory_bytes: how much of the results stays in memory from run to run.
    """

    def __init__(
        self,
        store: Store | None = None,
        *,
        threads: int | None = None,
        services: Services | None = None,
        trust: bool = False,
        memory_bytes: int = 0,
    ) -> None:
        import_in_turn(*TANGLED)
        self.store = store
        self.threads = threads or available_cores()
        self.cache = ResultCache(store, memory_bytes=memory_bytes)
        self._services = services
        self._compiler = Compiler(trust=trust)
        self._signer = Signer()
        self._last: tuple[Workflow, Any, Graph] | None = None
        # What is kept from one compiling to the next is one thread's at a time; runs may go on side by side.
        self.preparing = threading.RLock()

    @property
    def trust(self) -> bool:
        """Whether code that came with a workflow may run."""
        return self._compiler.trust

    @trust.setter
    def trust(self, trust: bool) -> None:
        with self.preparing:
            if trust != self._compiler.trust:
                self._compiler, self._last = Compiler(trust=trust), None

    def close(self) -> None:
        """Write what waits to be written."""
        self.cache.close()

    def __enter__(self) -> Engine:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ---- preparing

    def compile(
        self,
        workflow: Workflow,
        parameters: Mapping[str, Any] | None = None,
        to: Iterable[str] = (),
        *,
        partial: bool = False,
        given: Iterable[str] = (),
    ) -> Graph:
        """The graph of what leads to `to`, or of all, with what its captures need. Raises what is wrong with that; with
        `partial`, that is left out, but for inputs that are `given`."""
        with self.preparing:
            return self._compile(workflow, parameters, tuple(to), partial, frozenset(given))

    def _compile(
        self,
        workflow: Workflow,
        parameters: Mapping[str, Any] | None,
        to: tuple[str, ...],
        partial: bool,
        given: frozenset[str],
    ) -> Graph:
        # As text, as 1, 1.0 and True are equal, and a list that was given may be edited afterwards.
        stamp = (
            [(inner.revision, repr(inner.parameters)) for inner in _workflows(workflow)],
            repr(parameters or {}),
            to,
            partial,
            given,
        )
        if (
            self._last is not None
            and self._last[0] is workflow
            and self._last[1] == stamp
            and not _follow(self._last[2])
        ):
            return self._last[2]
        graph = self._compiler.compile(workflow, parameters, to, partial=partial, given=given)
        if self._services is not None:
            graph = with_captured(graph, self._services.capture_needs)
        self._last = (workflow, stamp, graph)
        return graph

    def _supplied(self, workflow: Workflow, graph: Graph, request: Request) -> dict[str, Supplied]:
        entries = workflow.ends("input")
        for name in request.inputs:
            if name not in entries:
                raise UnknownName("input", name, entries, f"of workflow {quoted(workflow.name)}")
        for name, node in entries.items():
            step = graph.steps.get(node)
            if step is not None and name not in request.inputs and not step.inputs:
                raise UsageError(
                    f"The workflow needs the input {quoted(name)} ({step.ports.outputs[0].kind}). Give it: "
                    f"--input {name}=FILE on the command line, inputs={{{name!r}: table}} in Python.",
                    input=name,
                )
        given = {
            entries[name]: self._signed(graph.steps[entries[name]].ports.inputs[0].kind, value)
            for name, value in request.inputs.items()
            if entries[name] in graph.steps
        }
        return {**given, **{node: value for node, value in request.frozen.items() if node in graph.steps}}

    def _signed(self, kind: str, value: Any) -> Supplied:
        if isinstance(value, Supplied):
            return value
        if self.store is None:
            return Supplied(value, secrets.token_hex(16))
        import json

        return Supplied(value, json.dumps(self.store.dump(kind, value), sort_keys=True))

    # ---- running

    def run(self, workflow: Workflow, request: Request | None = None) -> RunResult:
        """Run a workflow. Nodes that fail are in the result; only a wrong document or request raises.

        Raises:
            UsageError: the document, a parameter, an input or a node's name is wrong; nothing has run.
        """
        with seldom_collecting():
            return self._run(workflow, request or Request())

    def _run(self, workflow: Workflow, request: Request) -> RunResult:
        begun = time.perf_counter()
        result = self._carried_out(self.prepare(workflow, request))
        result.seconds = time.perf_counter() - begun
        return result

    def prepare(self, workflow: Workflow, request: Request) -> Prepared:
        """Compile, sign and plan; `run` does it by itself. Raises what `run` raises."""
        with self.preparing:
            return self._prepare(workflow, request)

    def _prepare(self, workflow: Workflow, request: Request) -> Prepared:
        graph = self.compile(workflow, request.parameters, request.to, partial=request.partial, given=request.inputs)
        supplied = self._supplied(workflow, graph, request)
        texts = {step: given.signature for step, given in supplied.items()}
        signed = self._signer.sign(graph, folder=request.folder, seed=request.seed, supplied=texts)
        wanted = _wanted(graph, request.to)
        plan, found = self._plan(graph, signed, wanted, request)
        return Prepared(request, graph, signed, supplied, wanted, plan, found)

    def run_prepared(self, prepared: Prepared) -> RunResult:
        """Run what `prepare` made ready, once."""
        with seldom_collecting():
            return self._carried_out(prepared)

    def _carried_out(self, prepared: Prepared) -> RunResult:
        begun = time.perf_counter()
        graph, request = prepared.graph, prepared.request
        run = f"{time.strftime('%Y%m%d-%H%M%S')}-{secrets.token_hex(3)}"
        to_run = prepared.plan.to_run
        if request.listener is not None:
            request.listener(RunStarted(run, graph.workflow.name, len(graph.steps), len(to_run)))
        if self.store is not None:
            self.store.runs.begin(run, graph.workflow.name, dict(request.parameters))
        runner = self._runner(graph, prepared.signed, prepared.supplied, prepared.wanted, prepared.plan, request)
        if to_run:
            try:
                with warnings_as_messages():
                    runner.run()
            except BaseException:
                self._broke_off(run, time.perf_counter() - begun)
                raise
        result = self._report(run, graph, prepared.signed, prepared.plan, prepared.found, runner, request)
        result.seconds = time.perf_counter() - begun
        self._log(result, prepared.signed)
        if request.listener is not None:
            request.listener(RunFinished(run, result.status, result.seconds))
        return result

    def value(self, prepared: Prepared, step: str) -> Mapping[str, Held]:
        """The outputs of a step: from memory, from the store, or computed again from the nearest stored results.

        Raises what computing it raises; UsageError when that would change something outside.
        """
        held = self.cache.load(prepared.signed[step])
        if held is None:
            self.cache.drain()
            held = self.cache.load(prepared.signed[step])
        return held or self._again(prepared.graph, step, prepared.signed, prepared.request)

    def _plan(
        self, graph: Graph, signed: Mapping[str, str], wanted: list[str], request: Request
    ) -> tuple[Plan, dict[str, Result]]:
        if request.fresh:
            return Plan(graph.following, graph.needed, wanted), {}
        # Nobody knows whether what they read has changed, so they run anew, and what follows them.
        unsure = graph.downstream(
            step for step, described in graph.steps.items() if described.is_unsure(request.folder)
        )
        reusable = [step for step, described in graph.steps.items() if not described.effect and step not in unsure]
        by_signature = self.cache.find(signed[step] for step in reusable)
        known_here = by_signature.keys() - self.cache.passing
        found = {step: by_signature[signed[step]] for step in reusable if signed[step] in known_here}
        loadable = {step for step, result in found.items() if self.cache.loadable(result)}
        must_load = {step for node in request.need_values for step in graph.under(node)}
        if self.store is None:
            return Plan(graph.following, graph.needed, wanted, loadable, loadable), found
        must_load.update(step for step in wanted if graph.steps[step].ports.output(METRICS) is not None)
        known = [step for step in found if step in loadable or step not in must_load]
        return Plan(graph.following, graph.needed, wanted, known, loadable), found

    def _runner(
        self,
        graph: Graph,
        signed: Mapping[str, str],
        supplied: Mapping[str, Supplied],
        wanted: list[str],
        plan: Plan,
        request: Request,
    ) -> Runner:
        job = Job(
            graph=graph,
            signatures=signed,
            supplied={step: given.value for step, given in supplied.items()},
            kept=set(wanted),
            threads=self.threads,
            seed=request.seed,
            folder=request.folder,
            listener=request.listener,
            services=self._services,
            logs=None if self.store is None else self.store.folder / "logs",
            cancel=request.cancel or CancelToken(),
            trust=self._compiler.trust,
            pause=request.pause or PauseToken(),
        )
        return Runner(job, plan, self.cache)

    # ---- reporting

    def _report(
        self,
        run: str,
        graph: Graph,
        signed: Mapping[str, str],
        plan: Plan,
        found: Mapping[str, Result],
        runner: Runner,
        request: Request,
    ) -> RunResult:
        reports: dict[str, NodeReport] = {}
        metrics: dict[str, Variables] = {}
        for step_id, step in graph.steps.items():
            outcome = runner.outcomes.get(step_id)
            result = found.get(step_id)
            if outcome is None:
                state = plan.states[step_id]
                if result is not None and (state is State.REUSED or state is State.UNNEEDED):
                    outcome = _reused(result)
                else:
                    # A step that did not stop has no outcome of its own.
                    outcome = Outcome("cancelled" if runner.stuck and state is State.RUNNING else "skipped")
                if request.listener is not None:
                    request.listener(finished_event(step_id, step.instance.title, outcome))
            reports[step_id] = NodeReport(
                step_id, step.cls.type_id(), step.instance.title, outcome.state, outcome.seconds, outcome.peak_bytes,
                outcome.rows, outcome.columns, outcome.messages, outcome.error,
            )  # fmt: skip
            if outcome.state in ("done", "reused") and step.ports.output(METRICS) is not None:
                measured = outcome.metrics or self._metrics(step_id, signed[step_id], runner)
                if measured is not None:
                    metrics[step_id] = measured
        for node, instance in graph.workflow.nodes.items():
            if not instance.is_component and node not in reports:
                reports[node] = NodeReport(node, instance.type, instance.title, "skipped")
        problems, self.cache.problems = self.cache.problems, []
        return RunResult(
            run, graph.workflow.name, _status(reports, runner), 0.0, reports, metrics, _ports(graph), problems,
            runner.stuck, self._loader(graph, signed, runner, request),
        )  # fmt: skip

    def _metrics(self, step: str, signature: str, runner: Runner) -> Variables | None:
        held = runner.values.get(step) or self.cache.load(signature)
        if held is None or held[METRICS].kind != "variables":
            return None
        return Variables(held[METRICS].value)

    def _loader(self, graph: Graph, signed: Mapping[str, str], runner: Runner, request: Request) -> Any:
        def load(step: str, port: str) -> Any:
            held = runner.values.get(step) or self.cache.load(signed[step])
            if held is None:
                self.cache.drain()
                held = self.cache.load(signed[step]) or self._again(graph, step, signed, request)
            return handed_out(held[port].kind, held[port].value)

        return load

    def _again(self, graph: Graph, step: str, signed: Mapping[str, str], request: Request) -> Any:
        """Compute a result that was not worth storing, from the nearest stored ancestors."""
        supplied = self._supplied(graph.workflow, graph, request)
        known = self.cache.find(signed.values())
        loadable = {
            other for other in graph.steps if signed[other] in known and self.cache.loadable(known[signed[other]])
        }
        plan = Plan(graph.following, graph.needed, [step], (), loadable - {step})
        for other in plan.to_run:
            if graph.steps[other].effect:
                raise UsageError(
                    f"The value of node {quoted(step)} was not kept, and computing it again would run node "
                    f"{quoted(other)} ({graph.steps[other].instance.title}), which changes something outside. "
                    "Run the workflow again to see it."
                )
        runner = self._runner(graph, signed, supplied, [step], plan, replace(request, cancel=None, pause=None))
        with warnings_as_messages():
            runner.run()
        for outcome in runner.outcomes.values():
            if outcome.error is not None:
                raise outcome.error
        if step not in runner.values:
            raise Cancelled
        return runner.values[step]

    def _broke_off(self, run: str, seconds: float) -> None:
        """The listener failed, or the person interrupted twice: the run's log ends here."""
        if self.store is not None:
            with suppress(KnodeError):
                self.store.runs.finish(run, "failed", seconds)

    def _log(self, result: RunResult, signed: Mapping[str, str]) -> None:
        if self.store is None:
            return
        from knode.store.runs import NodeRun

        rows = [
            NodeRun(report.id, report.type, report.state, report.seconds, signed.get(report.id), _said(report))
            for report in result.nodes.values()
            if report.state != "reused"
        ]
        try:
            self.store.runs.nodes(result.run, rows)
            self.store.runs.finish(result.run, result.status, result.seconds)
        except KnodeError as error:
            result.problems.append(error)


def available_cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _said(report: NodeReport) -> str | None:
    return None if report.error is None else report.error.message


def _workflows(workflow: Workflow) -> Iterator[Workflow]:
    """A workflow and those inside its components."""
    yield workflow
    waiting = [workflow]
    while waiting:
        for instance in waiting.pop().nodes.values():
            if instance.workflow is not None:
                yield instance.workflow
                waiting.append(instance.workflow)


def _follow(graph: Graph) -> bool:
    """Whether ports may have changed without an edit: of nodes that follow or hold a workflow which may come from a file."""
    return any(step.cls.follows is not None or step.holding is not None for step in graph.steps.values())


def _wanted(graph: Graph, to: Iterable[str]) -> list[str]:
    asked = [step for node in to for step in graph.under(node)]
    wanted = list(dict.fromkeys(asked)) or graph.sinks()
    # One that holds a writer runs each time, although what follows it may be known.
    holders = [step.id for step in graph.steps.values() if step.holding is not None and step.effect]
    return list(dict.fromkeys([*wanted, *(graph.upstream(wanted).intersection(holders) if holders else ())]))


def _reused(result: Result) -> Outcome:
    table = next((output for output in result.outputs.values() if output.kind == "table"), None)
    rows, columns = (table.rows, table.columns) if table is not None else (None, None)
    if is_inactive(result):
        return Outcome("inactive")
    return Outcome("reused", result.seconds, result.peak_bytes, rows, columns, result.messages)


def _status(reports: Mapping[str, NodeReport], runner: Runner) -> RunStatus:
    states = {report.state for report in reports.values()}
    if runner.cancel.is_set and "cancelled" in states:
        return "cancelled"
    return "failed" if "failed" in states else "done"


def _ports(graph: Graph) -> dict[str, dict[str, tuple[str, str]]]:
    """For each node, components included, where the value of each output port is to be had."""
    found = {step.id: {port.name: (step.id, port.name) for port in step.ports.outputs} for step in graph.steps.values()}
    for path, instance in graph.workflow.walk():
        if instance.is_component and instance.workflow is not None:
            ends = {name: graph.steps.get(f"{path}/{end}") for name, end in instance.workflow.ends("output").items()}
            found[path] = {
                name: (step.id, step.ports.outputs[0].name) for name, step in ends.items() if step is not None
            }
    return found
