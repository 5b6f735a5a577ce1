"""Ports that follow: what the document tells of the captured workflow that reaches a node, and the ports that result.

A workflow value travels from the node that gives it (Capture End, a reader, a combiner) to a node that `follows` it. On
the way back, each node says with `spec` and `peek` what it knows of the workflow that it will give. Where that is nothing,
such as for a file that is not there yet, the node has the ports that links name, and the run checks them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from knode.core.errors import KnodeError
from knode.core.ports import MODEL, TABLE, VARIABLES_PORT, WORKFLOW, Ports
from knode.core.spec import EndSpec, WorkflowSpec

if TYPE_CHECKING:
    from knode.core.node import Node
    from knode.core.workflow import Link, Workflow

Place = tuple["Workflow", str]
"""A node, in its workflow: the one that was asked about, or one inside a component of it."""
UNKNOWN = WorkflowSpec()
ANYTHING = WorkflowSpec(inputs={"": EndSpec()}, outputs={"": EndSpec()})
"""Asks a node whether its ports on a side follow: no port has an empty name."""


def settle(workflow: Workflow, folder: Path) -> None:
    """Say from where the relative file names of a workflow start, and of those inside its components."""
    workflow.folder = folder
    for _, instance in workflow.walk():
        if instance.workflow is not None:
            instance.workflow.folder = folder


def ports_of(workflow: Workflow, node: str, configured: Node) -> Ports:
    """The ports of a node with its settings, those included that follow from the workflow which comes in."""
    own = configured.ports()
    if configured.follows is None:
        return own
    found = known(workflow, node) or UNKNOWN
    inputs = found.inputs if found.inputs is not None else dict(_linked_inputs(workflow, node, own))
    outputs = found.outputs if found.outputs is not None else dict(_linked_outputs(workflow, node, own))
    return configured.following(WorkflowSpec(inputs=inputs, outputs=outputs))


def known(workflow: Workflow, node: str) -> WorkflowSpec | None:
    """What is known of the one workflow that a node follows; None for a node that follows none."""
    cls = workflow.registry.find(workflow.nodes[node].type)
    if cls is None or cls.follows is None:
        return None
    try:
        found = [spec for port, spec in arriving(workflow, node) if port == cls.follows]
    except KnodeError:
        return UNKNOWN
    return found[0] or UNKNOWN if len(found) == 1 else UNKNOWN


def is_open(workflow: Workflow, node: str, side: Literal["inputs", "outputs"]) -> bool:
    """Whether nobody knows yet which ports a node will have on one side, as it follows a workflow that is not known."""
    found, configured = known(workflow, node), _configured(workflow, node)
    if found is None or configured is None or getattr(found, side) is not None:
        return False
    return any(not port.name for port in getattr(configured.following(ANYTHING), side))


def check_followed(workflow: Workflow, node: str, configured: Node) -> None:
    """Raise what a node can tell to be wrong with the workflows that come in, before anything runs."""
    configured.spec(_by_port(configured, arriving(workflow, node)))


def arriving(workflow: Workflow, node: str) -> list[tuple[str, WorkflowSpec | None]]:
    """For each link that brings a workflow to a node: its port, and what is known of the workflow."""
    specs: dict[tuple[int, str], Mapping[str, Any]] = {}
    for inner, before in _upstream((workflow, node)):
        if inner is not workflow or before != node:
            specs[id(inner), before] = _given(inner, before, _arriving(inner, before, specs), workflow.folder)
    return _arriving(workflow, node, specs)


def _arriving(
    workflow: Workflow, node: str, specs: Mapping[tuple[int, str], Mapping[str, Any]]
) -> list[tuple[str, WorkflowSpec | None]]:
    found = []
    for link in _bringing(workflow, node):
        (inner, source), port = _origin(workflow, link)
        spec = specs.get((id(inner), source), {}).get(port)
        found.append((link.target_port, spec if isinstance(spec, WorkflowSpec) else None))
    return found


def _by_port(node: Node, found: list[tuple[str, WorkflowSpec | None]]) -> dict[str, Any]:
    inputs: dict[str, Any] = {}
    for name, spec in found:
        port = node.ports().input(name)
        if port is not None and port.multiple:
            inputs.setdefault(name, []).append(spec)
        else:
            inputs[name] = spec
    return inputs


def _upstream(place: Place) -> list[Place]:
    """The nodes from which workflows come to a place, each behind those that it needs, the place last."""
    order: dict[tuple[int, str], Place] = {}
    seen: set[tuple[int, str]] = set()
    waiting = [(place, False)]
    while waiting:
        (workflow, node), ready = waiting.pop()
        key = id(workflow), node
        if ready:
            order[key] = workflow, node
        elif key not in seen:
            seen.add(key)
            waiting.append(((workflow, node), True))
            waiting.extend((_origin(workflow, link)[0], False) for link in _bringing(workflow, node))
    return list(order.values())


def _bringing(workflow: Workflow, node: str) -> Iterator[Link]:
    """The links that bring workflows to a node, as its own ports tell."""
    configured = _configured(workflow, node)
    if configured is not None:
        ports = configured.ports()
        for link in workflow.links_into(node):
            port = ports.input(link.target_port)
            if port is not None and port.kind == WORKFLOW.name:
                yield link


def _origin(workflow: Workflow, link: Link) -> tuple[Place, str]:
    """Where a link really starts: at the output node inside, when it comes out of a component."""
    node, port = link.source, link.source_port
    while workflow.nodes[node].is_component and (inside := workflow.nodes[node].workflow) is not None:
        ends = inside.ends("output")
        if port not in ends:
            break
        workflow, node, port = inside, ends[port], "value"
    return (workflow, node), port


def _configured(workflow: Workflow, node: str) -> Node | None:
    """The node with the settings that are known; None for a component, an unknown type and an unfinished node."""
    instance = workflow.nodes[node]
    cls = None if instance.is_component else workflow.registry.find(instance.type)
    if cls is None:
        return None
    try:
        return cls.from_settings(instance.own(cls), version=instance.version, node=node)
    except KnodeError:
        return None


def _given(
    workflow: Workflow, node: str, found: list[tuple[str, WorkflowSpec | None]], folder: Path | None
) -> Mapping[str, Any]:
    """What a node says of the workflows that it gives."""
    configured = _configured(workflow, node)
    if configured is None:
        return {}
    specs = configured.spec(_by_port(configured, found))
    if folder is not None:
        specs = {**specs, **configured.peek(folder)}
    if configured.captures == "end":
        inputs = _captured_inputs(workflow, node)
        return {
            name: spec.model_copy(update={"inputs": inputs})
            if isinstance(spec, WorkflowSpec) and spec.inputs is None
            else spec
            for name, spec in specs.items()
        }
    return specs


def _captured_inputs(workflow: Workflow, end: str) -> dict[str, EndSpec] | None:
    """The ports of the Capture Starts that belong to an end, as inputs; None when there is none in this document.

    Which of several are needed is only known once they are captured, so each of several may stay open.
    """
    found: dict[str, str] = {}
    seen: set[tuple[Link, int]] = set()
    waiting = [(link, 0) for link in workflow.links_into(end)]
    while waiting:
        link, depth = waiting.pop()
        configured = _configured(workflow, link.source)
        if (link, depth) in seen or configured is None:
            continue
        seen.add((link, depth))
        kind = _kind(configured, link.source_port)
        if configured.captures == "start" and not depth:
            if kind == TABLE.name:  # What else comes in there is frozen.
                found[link.source_port] = kind
        elif kind != MODEL.name or configured.captures is not None:
            depth += {"end": 1, "start": -1}.get(configured.captures or "", 0)
            waiting.extend((before, depth) for before in workflow.links_into(link.source))
    several = len(found) > 1
    return {name: EndSpec(kind=kind, optional=several) for name, kind in sorted(found.items())} or None


def _kind(node: Node, output: str) -> str:
    port = node.ports().output(output)
    return TABLE.name if port is None else port.kind


def _linked_inputs(workflow: Workflow, node: str, own: Ports) -> Iterator[tuple[str, EndSpec]]:
    for link in workflow.links_into(node):
        if own.input(link.target_port) is None and link.target_port != VARIABLES_PORT.name:
            (inner, source), port = _origin(workflow, link)
            configured = _configured(inner, source)
            yield link.target_port, EndSpec(kind=TABLE.name if configured is None else _kind(configured, port))


def _linked_outputs(workflow: Workflow, node: str, own: Ports) -> Iterator[tuple[str, EndSpec]]:
    for link in workflow.links_out_of(node):
        if own.output(link.source_port) is None:
            yield link.source_port, EndSpec(kind=_wanted_kind(workflow, link))


def _wanted_kind(workflow: Workflow, link: Link) -> str:
    if workflow.nodes[link.target].workflow is not None:
        ports = workflow.ports(link.target)
    else:
        configured = _configured(workflow, link.target)
        ports = None if configured is None else configured.ports()
    port = None if ports is None else ports.input(link.target_port)
    return TABLE.name if port is None else port.kind
