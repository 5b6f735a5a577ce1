"""What a person points at, as the bounds of a capture: a Capture End, a selection of nodes, or one node to deploy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from knode.core.errors import CaptureError, UnknownName, quoted
from knode.core.ports import MODEL, TABLE
from knode.deploy.region import Bounds, Output, tables_into
from knode.engine.graph import Graph, Source, Step

ROWS, ANSWER = "rows", "predictions"
"""What a single input and a single output are called, as Capture Start and Capture End call them."""


@dataclass(frozen=True, slots=True)
class Gesture:
    """What a person points at. Places are `NODE` or `NODE.PORT`; a node inside a component is a path, `clean/impute`.

    `node` gives the answer; with nothing else it is walked back from there to where rows come in, and where it is a Capture
    End, what that one captures. `start` says where they come in. `select` are the nodes to capture. `keep` are nodes that
    only choose rows and that production is to repeat; `asked` parameters and variables that production may set. `names`
    gives inputs and outputs other names.
    """

    node: str = ""
    start: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)


def bounds_of(graph: Graph, gesture: Gesture) -> Bounds:
    """The bounds that a gesture means.

    Raises:
        UnknownName: there is no such node or port.
        CaptureError: several places could be meant; the message lists them.
    """
    if gesture.select:
        found = _selected(graph, gesture)
    else:
        node = gesture.node or _only_end(graph)
        step = graph.steps.get(node)
        if step is not None and step.cls.captures == "end" and not gesture.start:
            found = marked(graph, node)
        else:
            found = _walked(graph, place(graph, node), gesture)
    found = replace(found, keep=found.keep | set(gesture.keep), asked=found.asked | set(gesture.asked))
    return _renamed(found, gesture.names) if gesture.names else found


def _renamed(bounds: Bounds, names: Mapping[str, str]) -> Bounds:
    known = {*bounds.inputs.values(), *bounds.outputs}
    for name in names:
        if name not in known:
            raise UnknownName("input or output", name, known, "of the capture")
    outputs = {names.get(name, name): output for name, output in bounds.outputs.items()}
    if len(outputs) < len(bounds.outputs):
        raise CaptureError("Two outputs of the capture would have the same name. Give each its own.")
    inputs = {source: names.get(name, name) for source, name in bounds.inputs.items()}
    return replace(bounds, inputs=inputs, outputs=outputs)


def _only_end(graph: Graph) -> str:
    ends = [step.id for step in graph.steps.values() if step.cls.captures == "end"]
    if len(ends) == 1:
        return ends[0]
    many = f"there are several: {', '.join(map(quoted, ends))}" if ends else "there is no Capture End"
    likely = ends or [step.id for step in graph.steps.values() if _applies_model(step)]
    example = likely[-1] if likely else "NODE"
    raise CaptureError(
        f"Say which node gives the answer that is to be captured; {many}. Name it: --node {example} on the command line."
    )


def _applies_model(step: Step) -> bool:
    """Whether a node makes a table with a model, as one does whose answer is wanted."""
    return any(port.kind == MODEL.name for port in step.ports.inputs) and [
        port.kind for port in step.ports.outputs
    ] == [TABLE.name]


# ---- Capture Start and Capture End


def marked(graph: Graph, end: str) -> Bounds:
    """The region that ends at a Capture End, from the Capture Starts that belong to it. Raises CaptureError."""
    step = graph.steps[end]
    if step.node is None:
        raise CaptureError(
            f"The settings of {quoted(end)} wait for a variable, and what is captured must be known before anything runs.",
            node=end,
        )
    starts = _starts(graph, end)
    if not starts:
        raise CaptureError(
            f"Nothing leads from a Capture Start to {quoted(end)}. Put a Capture Start where production's rows come in.",
            node=end,
        )
    explains = {port.name for port in getattr(step.node, "carry", ()) if getattr(port, "explains", False)}
    return Bounds(
        at=end,
        inputs={
            (start, port.name): port.name
            for start in starts
            for port in graph.steps[start].ports.outputs
            if port.kind == TABLE.name
        },
        outputs={
            port.name: Output(step.inputs[port.name][0], port.name in explains)
            for port in step.ports.inputs
            if step.inputs.get(port.name)
        },
        keep=frozenset(getattr(step.node, "keep", ())),
        asked=frozenset(getattr(step.node, "parameters", ())),
    )


def _starts(graph: Graph, end: str) -> list[str]:
    """The Capture Starts that belong to an end: the first on each way back. Those of other captures on the way count only
    where there are no others, so that two ends may share a start."""
    own: list[str] = []
    others: list[str] = []
    seen: set[tuple[str, int]] = set()
    waiting = [(source, 0) for sources in graph.steps[end].inputs.values() for source, _ in sources]
    while waiting:
        step_id, depth = waiting.pop()
        if (step_id, depth) in seen:
            continue
        seen.add((step_id, depth))
        step = graph.steps[step_id]
        if step.cls.captures == "start" and not depth:
            own.append(step_id)
            continue
        if step.cls.captures == "start":
            others.append(step_id)
        depth += {"end": 1, "start": -1}.get(step.cls.captures or "", 0)
        waiting.extend((source, depth) for sources in step.inputs.values() for source, _ in sources)
    return sorted(set(own or others))


# ---- one node, or a selection


def _walked(graph: Graph, answer: Source, gesture: Gesture) -> Bounds:
    starts = _entries(graph, [answer], gesture, _is_entry)
    return Bounds(at=".".join(answer), inputs=starts, outputs={ANSWER: Output(answer)})


def _is_entry(step: Step) -> bool:
    """Whether somebody has marked it as a place where rows come in: a Capture Start, or an input of the workflow."""
    return step.cls.captures == "start" or (step.cls.boundary == "input" and "/" not in step.id)


def _selected(graph: Graph, gesture: Gesture) -> Bounds:
    inside = frozenset(step for node in gesture.select for step in _steps_of(graph, node))

    def is_outside(step: Step) -> bool:
        return step.id not in inside

    if gesture.node:
        answers = [place(graph, gesture.node)]
        if answers[0][0] not in inside:
            raise CaptureError(f"The node {quoted(gesture.node)} gives the answer, but is not selected. Select it too.")
    else:
        answers = _leaving(graph, inside)
    names = [ANSWER] if len(answers) == 1 else _names(graph, answers)
    outputs = {name: Output(source) for name, source in zip(names, answers, strict=True)}
    starts = _entries(graph, answers, gesture, is_outside)
    return Bounds(at=", ".join(gesture.select), inputs=starts, outputs=outputs, inside=inside)


def _leaving(graph: Graph, inside: frozenset[str]) -> list[Source]:
    """The tables that cross the border of a selection outwards, or end in it; not those of nodes that choose rows."""
    used: dict[Source, set[bool]] = {}
    for step in graph.steps.values():
        for sources in step.inputs.values():
            for source in sources:
                used.setdefault(source, set()).add(step.id in inside)
    found = [
        (step_id, port.name)
        for step_id in graph.steps
        if step_id in inside and graph.steps[step_id].cls.serving == "keep"
        for port in graph.steps[step_id].ports.outputs
        if port.kind == TABLE.name and used.get((step_id, port.name), {False}) != {True}
    ]
    if not found:
        raise CaptureError("No table leaves the selection: say which of its nodes gives the answer.")
    return found


def _entries(
    graph: Graph, answers: Sequence[Source], gesture: Gesture, stops: Callable[[Step], bool]
) -> dict[Source, str]:
    """Where rows come in, with a name for each: the places that were named, or the only one whose rows reach the answers."""
    if gesture.start:
        found = [place(graph, start) for start in gesture.start]
    else:
        found = _origins(graph, answers, stops)
        if len(found) > 1:
            listed = ", ".join(quoted(".".join(source)) for source in found)
            raise CaptureError(
                f"Rows reach {quoted('.'.join(answers[0]))} from several places: {listed}. Say which of them production "
                "brings (--from on the command line, start= in Python); what comes from the others is frozen.",
                places=[".".join(source) for source in found],
            )
    names = [ROWS] if len(found) == 1 else _names(graph, found)
    return {source: _own_name(graph, source) or name for source, name in zip(found, names, strict=True)}


def _own_name(graph: Graph, source: Source) -> str:
    """The name that an input has already."""
    step = graph.steps[source[0]]
    if not _is_entry(step):
        return ""
    return source[1] if step.cls.captures else str(getattr(step.node, "name", ""))


def _origins(graph: Graph, answers: Sequence[Source], stops: Callable[[Step], bool]) -> list[Source]:
    """Where the rows of the answers come from: back along the first table of each node."""
    found: dict[Source, None] = {}
    seen: set[Source] = set()
    waiting = list(answers)
    while waiting:
        source = waiting.pop()
        if source in seen:
            continue
        seen.add(source)
        step = graph.steps[source[0]]
        before = step.inputs.get(source[1], ()) if step.cls.captures else tables_into(step)
        if stops(step) or not before:
            found[source] = None
        else:
            waiting.extend(before)
    return sorted(found)


def _names(graph: Graph, sources: Sequence[Source]) -> list[str]:
    """A name for each source: its node's, with the port where one node gives several."""
    nodes = [step.rpartition("/")[2].replace("-", "_") for step, _ in sources]
    return [
        node if nodes.count(node) == 1 else f"{node}_{port}" for node, (_, port) in zip(nodes, sources, strict=True)
    ]


# ---- places


def place(graph: Graph, text: str) -> Source:
    """The source that `NODE` or `NODE.PORT` names; a node with several tables needs its port.

    Raises:
        UnknownName: there is no such node or port.
        CaptureError: the node gives no table, or several.
    """
    node, dot, port = text.partition(".")
    outputs = _outputs(graph, node)
    if dot:
        if port not in outputs:
            raise UnknownName("output port", port, outputs, f"at node {quoted(node)}")
        return outputs[port][0]
    tables = {name: source for name, (source, kind) in outputs.items() if kind == TABLE.name}
    if len(tables) != 1:
        what = f"several tables: name one, {' or '.join(f'{node}.{port}' for port in tables)}" if tables else "no table"
        kinds = ", ".join(kind for _, kind in outputs.values()) or "nothing"
        given = "" if tables else f"; it gives {kinds}. Choose a node behind it that gives one"
        raise CaptureError(
            f"Node {quoted(node)} gives {what}{given}.", node=node, answers=[f"{node}.{port}" for port in tables]
        )
    return next(iter(tables.values()))


def _outputs(graph: Graph, node: str) -> Mapping[str, tuple[Source, str]]:
    """The outputs of a step or of a component, by name: the source and its kind."""
    if node in graph.steps:
        return {port.name: ((node, port.name), port.kind) for port in graph.steps[node].ports.outputs}
    found = {}
    for step in graph.under(node):
        end: Any = graph.steps[step]
        if end.cls.boundary == "output":
            port = end.ports.outputs[0]
            found[str(getattr(end.node, "name", step))] = ((step, port.name), port.kind)
    return found


def _steps_of(graph: Graph, node: str) -> list[str]:
    """A step, or all those inside a component. Raises UnknownName."""
    if node in graph.steps:
        return [node]
    inside = [step for step in graph.steps if step.startswith(f"{node}/")]
    if not inside:
        raise UnknownName("node", node, {*graph.steps, *graph.workflow.nodes})
    return inside
