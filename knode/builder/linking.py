"""Which two ports `a >> b` means."""

from __future__ import annotations

from typing import NamedTuple

from knode.core.errors import LinkRefused, PortTaken, UnknownName, quoted
from knode.core.ports import VARIABLES_PORT, Port
from knode.core.workflow import Workflow


class Ending(NamedTuple):
    """One end of a link to be made: a node, and its port when that is said."""

    node: str
    port: str | None


def meant(document: Workflow, source: Ending, target: Ending) -> tuple[str, str]:
    """The output and the input that a link between these ends means.

    An output fits when the target has a free input of its kind, of which it takes the first. The implicit `variables`
    input counts only when nothing else fits.

    Raises:
        LinkRefused: no output fits, or several do; the message names them.
        UnknownName: there is no such port.
    """
    if source.port is not None and target.port is not None:
        return source.port, target.port
    outputs = _outputs(document, source)
    inputs = _inputs(document, target)
    pairs = _pairs(document, target, outputs, inputs)
    if not pairs and target.port is None:
        pairs = _pairs(document, target, outputs, [VARIABLES_PORT])
    if len(pairs) == 1:
        return pairs[0]
    raise _ambiguous(source, target, pairs) if pairs else _nothing_fits(document, source, target, outputs, inputs)


def _outputs(document: Workflow, end: Ending) -> list[Port]:
    ports = document.ports(end.node)
    if ports is None:
        raise _unknown_ports(end)
    if end.port is None:
        return list(ports.outputs)
    found = ports.output(end.port)
    if found is None:
        raise UnknownName("output port", end.port, [port.name for port in ports.outputs], f"at node {quoted(end.node)}")
    return [found]


def _inputs(document: Workflow, end: Ending) -> list[Port]:
    ports = document.ports(end.node)
    if ports is None:
        raise _unknown_ports(end)
    if end.port is None:
        return list(ports.inputs)
    found = ports.input(end.port)
    if found is None:
        raise UnknownName("input port", end.port, [port.name for port in ports.inputs], f"at node {quoted(end.node)}")
    return [found]


def _unknown_ports(end: Ending) -> LinkRefused:
    return LinkRefused(
        f"The ports of node {quoted(end.node)} are not known, as its pack is not installed. Name both ports: "
        "w.link(a.port, b.port)."
    )


def _pairs(document: Workflow, target: Ending, outputs: list[Port], inputs: list[Port]) -> list[tuple[str, str]]:
    taken = _taken(document, target.node)
    free = [port for port in inputs if port.multiple or port.name not in taken]
    firsts = ((output, next((port for port in free if port.kind == output.kind), None)) for output in outputs)
    return [(output.name, port.name) for output, port in firsts if port is not None]


def _taken(document: Workflow, node: str) -> dict[str, str]:
    return {link.target_port: f"{link.source}.{link.source_port}" for link in document.links_into(node)}


def _ambiguous(source: Ending, target: Ending, pairs: list[tuple[str, str]]) -> LinkRefused:
    listed = " or ".join(f"{source.node}.{output} >> {target.node}.{port}" for output, port in pairs)
    return LinkRefused(f"{source.node} >> {target.node} could mean {listed}. Name the port that is meant.")


def _nothing_fits(
    document: Workflow, source: Ending, target: Ending, outputs: list[Port], inputs: list[Port]
) -> LinkRefused:
    taken = _taken(document, target.node)
    kinds = {port.kind for port in outputs}
    fitting = [port for port in inputs if port.kind in kinds]
    if len(fitting) == 1:
        return PortTaken(target.node, fitting[0].name, taken[fitting[0].name])
    gives = ", ".join(f"{port.name} ({port.kind})" for port in outputs) or "nothing"
    takes = [
        f"{port.name} ({port.kind}{', linked to ' + taken[port.name] if port.name in taken else ''})" for port in inputs
    ]
    return LinkRefused(
        f"{source.node} >> {target.node}: no output fits a free input. {source.node} gives {gives}; "
        f"{target.node} takes {', '.join(takes) or 'nothing'}."
    )
