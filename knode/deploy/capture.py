"""Capture: walks back from a Capture End, decides for each value what production does about it, and builds the workflow.

A value that production needs is, in the order in which the rules are tried:

- an input, where the walk arrives at the Capture Start that belongs to this end;
- handed on, at a node that only chooses rows for training (Partition), and at the ends of components and other captures;
- frozen, when it is a fitted model, or when it does not depend on the rows that come in;
- applied, when it is the table of a node that fits: Apply Model with the frozen model, so nothing is ever fitted again;
- copied otherwise, with the settings that the node has now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Literal

from knode.core import document
from knode.core.errors import CaptureError, quoted
from knode.core.ports import KINDS, MODEL, TABLE
from knode.core.values import Captured
from knode.core.workflow import Instance, Link, Workflow
from knode.deploy.contract import narrowed, sampled
from knode.engine.graph import Graph, Source, Step

CONTAINER_INPUT, CONTAINER_OUTPUT, FROZEN = "deploy.ContainerInput", "deploy.ContainerOutput", "deploy.FrozenValue"
APPLY = "learn.ApplyModel"
VALUE = "value"
"""The port of the three nodes above that carries their value."""

Deed = Literal["input", "frozen", "apply", "copy"]


@dataclass(slots=True)
class Region:
    """What a capture holds: for each value that production needs, where it comes from.

    `deeds` says what is done about each source that is needed, `through` to which source a source that is handed on leads.
    """

    end: str
    deeds: dict[Source, Deed] = field(default_factory=dict)
    through: dict[Source, Source] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)
    """Steps that choose rows for training only, and that production leaves out."""

    def final(self, source: Source) -> Source:
        """The source that stands for `source` after all handing on."""
        while source in self.through:
            source = self.through[source]
        return source

    def of(self, deed: Deed) -> list[Source]:
        """The sources with that deed."""
        return [source for source, done in self.deeds.items() if done == deed]


def region(graph: Graph, end: str) -> Region:
    """Find out what the capture that ends at step `end` holds. Raises CaptureError."""
    import networkx as nx

    starts = _starts(graph, end)
    if not starts:
        raise CaptureError(
            f"Nothing leads from a Capture Start to {quoted(end)}. Put a Capture Start where production's rows come in.",
            node=end,
        )
    fed: set[str] = set(starts).union(*(nx.descendants(graph.network, start) for start in starts))
    found = Region(end)
    waiting = [
        (source, 0) for port in graph.steps[end].ports.inputs for source in graph.steps[end].inputs.get(port.name, ())
    ]
    seen: set[Source] = set()
    while waiting:
        source, depth = waiting.pop()
        if source in seen:
            continue
        seen.add(source)
        waiting.extend(_decide(graph, found, source, depth, fed))
    if not found.of("input"):
        raise CaptureError(f"What {quoted(end)} captures does not depend on the rows that come in.", node=end)
    return found


def _decide(graph: Graph, found: Region, source: Source, depth: int, fed: set[str]) -> list[tuple[Source, int]]:
    """Decide about one source; what is then needed for it, with how many other captures are open there."""
    step = graph.steps[source[0]]
    port = step.ports.output(source[1])
    assert port is not None
    onward = _handed_on(step, source, depth)
    if onward is not None:
        found.through[source] = onward
        if step.cls.serving == "pass":
            found.passed.append(step.id)
        return [(onward, depth + {"end": 1, "start": -1}.get(step.cls.captures or "", 0))]
    if step.cls.captures == "start":
        found.deeds[source] = "input"
        return []
    if step.id not in fed or port.kind == MODEL.name or step.cls.boundary == "frozen":
        if not KINDS[port.kind].stored:
            raise CaptureError(f"A {port.kind} of node {quoted(step.id)} enters the capture; it cannot be frozen.")
        found.deeds[source] = "frozen"
        return []
    if step.cls.fits is not None:
        found.deeds[source] = "apply"
        found.deeds[step.id, step.cls.fits] = "frozen"
        return [(_first_table(step), depth)]
    found.deeds[source] = "copy"
    return [(needed, depth) for sources in step.inputs.values() for needed in sources]


def _handed_on(step: Step, source: Source, depth: int) -> Source | None:
    """The source that `source` only repeats in production, if it does."""
    if step.cls.serving == "pass":
        return _first_table(step)
    same_name = step.inputs.get(source[1], ())
    if step.cls.captures == "end":
        return same_name[0]
    if step.cls.captures == "start":
        port = step.ports.output(source[1])
        other_kind = port is not None and port.kind != TABLE.name
        return same_name[0] if depth or other_kind else None
    if step.cls.boundary in ("input", "output") and step.inputs:
        return next(iter(step.inputs.values()))[0]
    return None


def _first_table(step: Step) -> Source:
    for port in step.ports.inputs:
        if port.kind == TABLE.name and step.inputs.get(port.name):
            return step.inputs[port.name][0]
    raise CaptureError(f"Node {quoted(step.id)} ({step.instance.title}) has no table to hand on.", node=step.id)


def _starts(graph: Graph, end: str) -> list[str]:
    """The Capture Starts that belong to an end: the first on each way back, those of other captures between not counted."""
    found: list[str] = []
    seen: set[tuple[str, int]] = set()
    waiting = [(source, 0) for source, _ in graph.steps[end].sources()]
    while waiting:
        step_id, depth = waiting.pop()
        if (step_id, depth) in seen:
            continue
        seen.add((step_id, depth))
        step = graph.steps[step_id]
        if step.cls.captures == "start" and not depth:
            if step_id not in found:
                found.append(step_id)
            continue
        depth += {"end": 1, "start": -1}.get(step.cls.captures or "", 0)
        waiting.extend((source, depth) for sources in step.inputs.values() for source, _ in sources)
    return found


def needs(graph: Graph, end: str) -> Sequence[Source]:
    """The values that `capture` wants: what is frozen, the variables in captured settings, and the rows that came in."""
    found = region(graph, end)
    wanted = dict.fromkeys([*found.of("frozen"), *found.of("input")])
    for step_id, _ in found.of("copy"):
        for waiting in graph.steps[step_id].bound.values():
            wanted.update(dict.fromkeys(waiting.sources))
    return list(wanted)


def capture(graph: Graph, end: str, values: Mapping[Source, Any]) -> Captured:
    """The captured workflow that ends at step `end`.

    Its contract are held-out rows (those that reached the end), at most `contract.MOST_ROWS` of them.

    Raises:
        CaptureError: the rows at the end cannot be traced to rows that came in.
    """
    found = region(graph, end)
    build = _Build(graph, found, values)
    workflow = build.workflow(graph.steps[end])
    frozen = {build.ids[source]: (_kind(graph, source), values[source]) for source in found.of("frozen")}
    rowwise = all(graph.steps[step].cls.rowwise for step, _ in found.of("copy"))
    came_in = {source[1]: values[source] for source in found.of("input")}
    came_out = {
        port.name: values[graph.steps[end].inputs[port.name][0]]
        for port in graph.steps[end].ports.inputs
        if port.kind == TABLE.name
    }
    contract = sampled(came_in, came_out, rowwise=rowwise, passed=found.passed)
    lineage = {
        "workflow": graph.workflow.name,
        "workflow_sha256": sha256(document.dumps(graph.workflow).encode()).hexdigest(),
        "captured_at": end,
        "left_out": sorted(set(found.passed)),
        "frozen": {build.ids[source]: ".".join(source) for source in found.of("frozen")},
    }
    return narrowed(Captured(workflow, frozen, contract, lineage), came_in)


def _kind(graph: Graph, source: Source) -> str:
    port = graph.steps[source[0]].ports.output(source[1])
    assert port is not None
    return port.kind


class _Build:
    """Builds the document of a captured workflow: gives ids, adds nodes, draws links."""

    def __init__(self, graph: Graph, found: Region, values: Mapping[Source, Any]) -> None:
        self.ids: dict[Source, str] = {}
        self._graph = graph
        self._region = found
        self._values = values
        self._made = Workflow(graph.workflow.name, registry=graph.workflow.registry)

    def workflow(self, end: Step) -> Workflow:
        for source, deed in sorted(self._region.deeds.items()):
            getattr(self, f"_add_{deed}")(source)
        for source in self._region.of("apply"):
            step = self._graph.steps[source[0]]
            assert step.cls.fits is not None
            self._link((step.id, step.cls.fits), self.ids[source], "model")
            self._link(_first_table(step), self.ids[source], "table")
        for step_id in sorted({step_id for step_id, _ in self._region.of("copy")}):
            step = self._graph.steps[step_id]
            for name, sources in step.inputs.items():
                for source in sources:
                    self._link(source, self._copied(step_id), name)
        for port in end.ports.inputs:
            if port.kind == TABLE.name:
                self._add_output(port.name, end.inputs[port.name][0])
        return self._made

    def _add(self, wanted: str, type_id: str, settings: dict[str, Any], label: str = "", version: int = 1) -> str:
        stem = wanted.replace("/", "__")
        node = next(name for name in _numbered(stem) if name not in self._made)
        self._made.add(Instance(node, type_id, label, version, settings))
        return node

    def _add_input(self, source: Source) -> None:
        settings = {"name": source[1], "kind": _kind(self._graph, source)}
        self.ids[source] = self._add(source[1], CONTAINER_INPUT, settings)

    def _add_frozen(self, source: Source) -> None:
        title = self._graph.steps[source[0]].instance.title
        settings = {"kind": _kind(self._graph, source)}
        self.ids[source] = self._add(f"{source[0]}_{source[1]}", FROZEN, settings, f"{title} (frozen)")

    def _add_apply(self, source: Source) -> None:
        step = self._graph.steps[source[0]]
        self.ids[source] = self._add(step.id, APPLY, {}, f"Apply {step.instance.title}")

    def _add_copy(self, source: Source) -> None:
        step = self._graph.steps[source[0]]
        if step.id.replace("/", "__") not in self._made:
            settings = step.configured(self._values).to_settings()
            self._add(step.id, step.cls.type_id(), settings, step.instance.label, step.cls.version)
        self.ids[source] = self._copied(step.id)

    def _add_output(self, name: str, source: Source) -> None:
        node = self._add(name if name not in self._made else f"{name}_out", CONTAINER_OUTPUT, {"name": name})
        self._link(source, node, VALUE)

    def _copied(self, step_id: str) -> str:
        return step_id.replace("/", "__")

    def _link(self, source: Source, target: str, port: str) -> None:
        source = self._region.final(source)
        deed = self._region.deeds[source]
        out = {"input": VALUE, "frozen": VALUE, "apply": TABLE.name, "copy": source[1]}[deed]
        self._made.restore_link(Link(self.ids[source], out, target, port))


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    number = 2
    while True:
        yield f"{stem}_{number}"
        number += 1
