"""What is known of every node of the open workflow, and how that becomes the statuses that a window shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.core.errors import KnodeError, UsageError, quoted
from knode.core.ports import Port
from knode.core.workflow import Workflow
from knode.engine.call import INACTIVE_OUTPUT, is_inactive
from knode.engine.engine import Prepared
from knode.engine.graph import Graph, Step
from knode.host.components import status_of_component
from knode.host.protocol import NodeStateName, NodeStatus, PortStatus, Problem
from knode.host.specs import Known, SpecBook, spec_of_value
from knode.host.wording import problem_of

if TYPE_CHECKING:
    from knode.engine.cache import ResultCache
    from knode.store.results import Result


@dataclass(eq=False, slots=True)
class Live:
    """A step in the run that is going on."""

    signature: str
    state: NodeStateName
    fraction: float | None = None
    message: str = ""
    drafts: dict[str, int] = field(default_factory=dict)
    """How often it has shown what a view has come to, by output."""


@dataclass(eq=False, slots=True)
class Ended:
    """How the last run ended for a step, for the signature that it had then."""

    signature: str
    state: NodeStateName
    seconds: float = 0.0
    rows: int | None = None
    columns: int | None = None
    problem: Problem | None = None
    messages: tuple[tuple[str, str], ...] = ()
    """(level, text), as in a Result."""


@dataclass(eq=False, slots=True)
class Entry:
    """What was told of a node last, and what that was made of."""

    parts: tuple[Any, ...]
    status: NodeStatus


@dataclass(slots=True)
class Book:
    """The state of all nodes. One thread works with it.

    Responsibilities: keeps what the last look at the document found (`prepared`), what each step says of its outputs
    (`specs`), what the run that goes on has come to (`live`), how the last one ended (`ended`), and what was told of each
    node; makes statuses of it.
    """

    cache: ResultCache | None = None
    folder: Path = Path()
    workflow: Workflow = field(default_factory=Workflow)
    prepared: Prepared | None = None
    refusal: Problem | None = None
    """Why the document as a whole cannot run."""
    specs: SpecBook = field(default_factory=SpecBook)
    found: dict[str, Result] = field(default_factory=dict)
    latest: dict[str, Result] = field(default_factory=dict)
    live: dict[str, Live] = field(default_factory=dict)
    ended: dict[str, Ended] = field(default_factory=dict)
    refused: dict[str, Problem | None] = field(default_factory=dict)
    """Nodes that a run was asked for although they cannot run, with the reason then."""
    told: dict[str, Entry] = field(default_factory=dict)
    problems: dict[str, tuple[KnodeError, Problem]] = field(default_factory=dict)

    @property
    def graph(self) -> Graph | None:
        """The steps that can run, as of the last look."""
        return None if self.prepared is None else self.prepared.graph

    # ---- looking at the document

    def look(self, workflow: Workflow, prepared: Prepared | None, refusal: KnodeError | None = None) -> None:
        """Take over what the document has come to."""
        self.workflow, self.prepared = workflow, prepared
        self.refusal = None if refusal is None else problem_of(refusal)
        self.found = {} if prepared is None else dict(prepared.found)
        steps = {} if prepared is None else prepared.graph.steps
        others = [
            path for path, result in self.latest.items() if path in steps and result.type != steps[path].cls.type_id()
        ]
        for (
            path
        ) in others:  # The node was swapped for one of another type: that one's result is not an older one of it.
            del self.latest[path]
        for path, result in self.found.items():
            self.latest[path] = result

    def paths(self) -> Iterator[str]:
        """All nodes: steps in their order first, then those that are none, then components from the inside out."""
        graph = self.graph
        steps: Mapping[str, Step] = {} if graph is None else graph.steps
        yield from steps
        components = []
        for path, instance in self.workflow.walk():
            if instance.is_component:
                components.append(path)
            elif path not in steps:
                yield path
        yield from reversed(components)

    def gone(self) -> dict[str, NodeStatus | None]:
        """The nodes that were told of and are not there any more; they are forgotten."""
        here = {path for path, _ in self.workflow.walk()}
        gone = [path for path in self.told if path not in here]
        for path in gone:
            for kept in (self.told, self.latest, self.ended, self.live, self.refused, self.specs.known):
                kept.pop(path, None)
        return dict.fromkeys(gone)

    # ---- statuses

    def news(self, paths: Iterable[str]) -> dict[str, NodeStatus | None]:
        """The statuses of those of the nodes for which something has changed, and of the components around them."""
        changed: dict[str, NodeStatus | None] = {}
        around: set[str] = set()
        for path in paths:
            status = self._changed(path)
            if status is not None:
                changed[path] = status
                around.update(_around(path))
        for path in sorted(around, key=len, reverse=True):
            status = self._changed(path)
            if status is not None:
                changed[path] = status
        return changed

    def _changed(self, path: str) -> NodeStatus | None:
        instance = _instance_at(self.workflow, path)
        if instance is None:
            return None
        if instance.is_component:
            status = status_of_component(self, path, instance)
            before = self.told.get(path)
            if before is not None and before.status == status:
                return None
            self.told[path] = Entry((), status)
            return status
        graph = self.graph
        step = None if graph is None else graph.steps.get(path)
        parts = self._idle_parts(path) if step is None else self._parts(path, step)
        before = self.told.get(path)
        if before is not None and _same(before.parts, parts):
            return None
        status = self._idle(path, *parts) if step is None else self._status(path, step)
        self.told[path] = Entry(parts, status)
        return status

    # ---- steps that can run

    def _parts(self, path: str, step: Step) -> tuple[Any, ...]:
        """What the status of a step is made of, as objects that are exchanged when they change."""
        live = self.live.get(path)
        state = None if live is None else (live.state, live.fraction, live.message)
        ended, latest = self.ended.get(path), self.latest.get(path)
        signature = self._signature(path)
        known = self.specs.known.get(path)
        if live is not None and state is not None:
            # Tuples are made anew each time: their members are what is compared.
            return live, *state, *live.drafts.values(), ended, latest, self.found.get(path), known, signature
        return ended, latest, self.found.get(path), known, signature

    def _signature(self, path: str) -> str:
        assert self.prepared is not None
        return self.prepared.signed[path]

    def _status(self, path: str, step: Step) -> NodeStatus:
        signature = self._signature(path)
        known = self.specs.known.get(path)
        live = self.live.get(path)
        ended = self.ended.get(path)
        if live is not None and live.signature != signature:
            live = None
        if ended is not None and ended.signature != signature:
            ended = None
        result = self.found.get(path)
        state = self._state(live, ended, result)
        problem = ended.problem if ended is not None and state == "failed" else None
        warnings, infos = _said("warning", ended, result), _said("info", ended, result)
        doubt = None
        if problem is None and known is not None and known.problem is not None and state in ("ready", "queued"):
            worded = self._worded(path, known.problem)
            # A later row of a file may make another type of a column: only the run can tell that it is a problem.
            doubt, problem = (worded, None) if known.doubtful else (None, worded)
            warnings = (*warnings, worded.message) if doubt is not None else warnings
            state = "idle" if state == "ready" and problem is not None else state
        return NodeStatus(
            state=state,
            reused=state == "done" and ended is None,
            stale=state != "done" and path in self.latest,
            fraction=live.fraction if live is not None else None,
            message=live.message if live is not None else "",
            seconds=_seconds(ended, result or self.latest.get(path)),
            outputs={port.name: self._port(path, port, known, ended, result, live) for port in step.ports.outputs},
            inputs={} if known is None else known.inputs,
            warnings=warnings,
            infos=infos,
            error=problem,
            doubt=doubt,
        )  # fmt: skip

    @staticmethod
    def _state(live: Live | None, ended: Ended | None, result: Result | None) -> NodeStateName:
        if live is not None:
            return live.state
        if ended is not None:
            return ended.state
        if result is not None:
            return "inactive" if is_inactive(result) else "done"
        return "ready"

    def _port(
        self, path: str, port: Port, known: Known | None, ended: Ended | None, result: Result | None, live: Live | None
    ) -> PortStatus:
        shown = result or self.latest.get(path)
        output = None if shown is None else shown.outputs.get(port.name)
        rows = columns = None
        if output is not None:
            rows, columns = output.rows, output.columns
        elif ended is not None and ended.state == "done":
            rows, columns = ended.rows, ended.columns
        return PortStatus(
            kind=port.kind,
            rows=rows,
            columns=columns,
            spec=None if known is None else known.outputs.get(port.name),
            remembered=known is not None and port.name in known.remembered and result is None,
            available=output is not None and output.kind != INACTIVE_OUTPUT,
            result="" if shown is None else shown.signature,
            draft=0 if live is None else live.drafts.get(port.name, 0),
        )

    # ---- nodes that cannot run

    def _idle_parts(self, path: str) -> tuple[Any, ...]:
        problem, disabled = self.reason(path)
        return problem, disabled, self.refused.get(path), self.latest.get(path)

    def _idle(
        self, path: str, problem: Problem | None, disabled: bool, refused: Problem | None, latest: Result | None
    ) -> NodeStatus:
        state: NodeStateName = "disabled" if disabled else "idle" if problem is not None else "ready"
        if refused is not None and problem is not None and refused.message == problem.message:
            state = "failed"
        known = self.specs.known.get(path)
        outputs = (
            {}
            if latest is None
            else {
                name: PortStatus(
                    kind=output.kind, rows=output.rows, columns=output.columns, available=True, result=latest.signature
                )
                for name, output in latest.outputs.items()
            }
        )
        inputs = {} if known is None else known.inputs
        return NodeStatus(state=state, stale=latest is not None, error=problem, outputs=outputs, inputs=inputs)

    def reason(self, path: str) -> tuple[Problem | None, bool]:
        """Why a node cannot run, and whether that is because it, or what it needs, is switched off."""
        graph = self.graph
        if graph is None:
            return self.refusal, False
        holder = next((one for one in _around(path) if not _instance_at(self.workflow, one).is_component), None)
        if holder is not None:
            return self._reason_inside(path, holder)
        left_out = graph.left_out
        cause = left_out.behind.get(path, path)
        mode = next((left_out.modes[one] for one in (cause, *_around(cause)) if one in left_out.modes), None)
        if path in left_out.modes:
            return None, True
        known = self.problems.get(path)
        error = left_out.problems.get(cause) or left_out.refusal(self.workflow, path)
        if error is None:
            error = UsageError(f"Node {quoted(path)} cannot run yet.", node=path)
        if known is not None and known[0] is error:
            return known[1], mode == "disabled"
        worded = problem_of(error, cause)
        if cause != path:
            what = f"It needs the output of {quoted(cause)}, which cannot be had: {worded.what}"
            if mode is not None:
                what = f"It needs the output of {quoted(cause)}, which is {'disabled' if mode == 'disabled' else 'bypassed'}."
            worded = Problem(
                kind="Upstream", message=f"{what} {worded.hint}".strip(), what=what, where=worded.where,
                hint=worded.hint, node=cause,
            )  # fmt: skip
        self.problems[path] = error, worded
        return worded, mode == "disabled"

    def _reason_inside(self, path: str, holder: str) -> tuple[Problem | None, bool]:
        """The same of a node in one that holds a workflow, which runs it when it runs itself."""
        instance = _instance_at(self.workflow, path)
        if instance.mode != "run":
            return None, True
        problem, disabled = (None, False) if self.graph and holder in self.graph.steps else self.reason(holder)
        return (problem if problem is not None and problem.node == path else None), disabled

    def _worded(self, path: str, error: KnodeError) -> Problem:
        known = self.problems.get(path)
        if known is None or known[0] is not error:
            known = self.problems[path] = error, problem_of(error, path)
        return known[1]

    # ---- values

    def see(self, path: str) -> bool:
        """Look at the specs of a result that a step could not say; whether there was something to see."""
        known, result = self.specs.known.get(path), self.found.get(path)
        if known is None or result is None or self.cache is None:
            return False
        unknown = known.unsaid
        if not unknown or self.specs.has_seen(path, result.signature):
            return False
        held = self.cache.load(result.signature)
        specs = {}
        for port in unknown if held is not None else ():
            spec = spec_of_value(held[port].kind, held[port].value) if held is not None else None
            if spec is not None:
                specs[port] = spec
        self.specs.saw(path, result.signature, specs)
        return bool(specs)


def _same(before: tuple[Any, ...], parts: tuple[Any, ...]) -> bool:
    """Whether they are the same objects; to compare what is in them would cost more than to tell it again."""
    if len(before) != len(parts):
        return False
    pairs = zip(before, parts, strict=True)
    return all(one is other or (type(one) is str and one == other) for one, other in pairs)


def _around(path: str) -> list[str]:
    """The components around a node, from the inside out."""
    parts = path.split("/")
    return ["/".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]


def _instance_at(workflow: Workflow, path: str) -> Any:
    parts = path.split("/")
    for component in parts[:-1]:
        instance = workflow.nodes.get(component)
        if instance is None or instance.workflow is None:
            return None
        workflow = instance.workflow
    return workflow.nodes.get(parts[-1])


def _seconds(ended: Ended | None, result: Result | None) -> float | None:
    if ended is not None and ended.state in ("done", "failed"):
        return ended.seconds
    return None if result is None else result.seconds


def _said(level: str, ended: Ended | None, result: Result | None) -> tuple[str, ...]:
    """What the node said in its last run, or in the one that gave the result."""
    messages = ended.messages if ended is not None else () if result is None else result.messages
    return tuple(text for known, text in messages if known == level)
