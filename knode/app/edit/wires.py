"""Rules of links that edits and gestures share: what fits, why not, and what takes the place of what is taken out."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator

from knode.app.canvas.shapes import present_ports
from knode.core.errors import CycleRefused, KnodeError, LinkRefused, PortTaken
from knode.core.ports import Port
from knode.core.workflow import Link, Workflow


def output(workflow: Workflow, node: str, name: str) -> Port | None:
    """An output port by name; None where nobody knows the ports."""
    ports = present_ports(workflow, node)
    return ports.output(name) if ports else None


def input_(workflow: Workflow, node: str, name: str) -> Port | None:
    """An input port by name, the implicit `variables` included; None where nobody knows the ports."""
    ports = present_ports(workflow, node)
    return ports.input(name) if ports else None


def why_not(workflow: Workflow, link: Link, *, behind: Collection[str] | None = None) -> str | None:
    """Why a link may not be made, in words; None when it may. That a port is taken is no reason: a new link replaces.

    `behind` is what lies downstream of the target, for those who ask about many links.
    """
    try:
        workflow.check_link(link)
    except PortTaken:
        pass
    except KnodeError as error:
        return error.message
    following = workflow.downstream(link.target) if behind is None else behind
    if link.source == link.target or link.source in following:
        return CycleRefused([link.source, link.target, "…", link.source]).message
    return None


def fits(workflow: Workflow, link: Link) -> bool:
    """Whether a link may be made, at the cost of the one that its port may have."""
    return why_not(workflow, link) is None


def check_there(workflow: Workflow, link: Link) -> None:
    """Raise LinkRefused when a link is gone."""
    if link.target not in workflow or link not in workflow.links_into(link.target):
        raise LinkRefused(f"There is no link {link} any more.")


def is_free(workflow: Workflow, node: str, port: Port) -> bool:
    """Whether an input takes another link."""
    return port.multiple or all(link.target_port != port.name for link in workflow.links_into(node))


def inputs_for(workflow: Workflow, node: str, kind: str) -> list[Port]:
    """The inputs of a node that take a kind, free ones first."""
    ports = present_ports(workflow, node)
    fitting = [port for port in ports.inputs if port.kind == kind] if ports else []
    return sorted(fitting, key=lambda port: not is_free(workflow, node, port))


def link_into(workflow: Workflow, source: str, source_port: str, target: str) -> Link | None:
    """The link from an output to the first input of a node that fits, a free one if there is one."""
    port = output(workflow, source, source_port)
    links = [
        Link(source, source_port, target, one.name) for one in inputs_for(workflow, target, port.kind if port else "")
    ]
    return next((link for link in links if fits(workflow, link)), None)


def link_out_of(workflow: Workflow, source: str, target: str, target_port: str) -> Link | None:
    """The link from the first output of a node that fits to an input."""
    port, ports = input_(workflow, target, target_port), present_ports(workflow, source)
    if port is None or ports is None:
        return None
    links = [Link(source, one.name, target, target_port) for one in ports.outputs if one.kind == port.kind]
    return next((link for link in links if fits(workflow, link)), None)


def joining(workflow: Workflow, source: str, target: str) -> Link | None:
    """The first link from one node to a free input of another that fits."""
    ports = present_ports(workflow, source)
    for port in ports.outputs if ports else ():
        link = link_into(workflow, source, port.name, target)
        taken = input_(workflow, target, link.target_port) if link else None
        if link and taken and is_free(workflow, target, taken):
            return link
    return None


def put_link(draft: Workflow, link: Link) -> None:
    """Make a link; the one that its port had gives way. Raises LinkRefused or UnknownName."""
    port = input_(draft, link.target, link.target_port)
    if port is not None and not port.multiple:
        for other in draft.links_into(link.target):
            if other.target_port == link.target_port:
                draft.unlink(other)
    draft.link(*link)


def put_links_into(draft: Workflow, node: str, links: Iterable[Link]) -> None:
    """Let exactly these links enter a node, in this order. They are known to be right."""
    for link in draft.links_into(node):
        draft.unlink(link)
    for link in dict.fromkeys(links):
        draft.restore_link(link)


def upstream(workflow: Workflow, node: str) -> set[str]:
    """The ids of all nodes that reach a node, without itself."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        for link in workflow.links_into(waiting.pop()):
            if link.source not in found:
                found.add(link.source)
                waiting.append(link.source)
    return found


def in_order(workflow: Workflow, nodes: Collection[str]) -> list[str]:
    """Nodes, each behind those of them that feed it directly or through others of them."""
    waits = {
        node: sum(link.source in nodes for link in workflow.links_into(node))
        for node in workflow.nodes
        if node in nodes
    }
    ready = deque(node for node, count in waits.items() if not count)
    order: list[str] = []
    while ready:
        node = ready.popleft()
        order.append(node)
        for link in workflow.links_out_of(node):
            if link.target in waits:
                waits[link.target] -= 1
                if not waits[link.target]:
                    ready.append(link.target)
    return order


# ---- taking nodes out


def crossing(workflow: Workflow, nodes: Collection[str]) -> list[Link]:
    """The links that have one end in a group of nodes."""
    return [link for link in workflow.links if (link.source in nodes) != (link.target in nodes)]


def healed(workflow: Workflow, nodes: Collection[str]) -> Iterator[tuple[Link, Link]]:
    """For each link out of a group of nodes that can be healed: the link, and what takes its place."""
    for link in workflow.links:
        if link.source in nodes and link.target not in nodes:
            origin = _origin(workflow, link, nodes)
            if origin is not None:
                yield link, Link(origin.source, origin.source_port, link.target, link.target_port)


def _origin(workflow: Workflow, link: Link, nodes: Collection[str]) -> Link | None:
    """The link that brings in from outside what goes out: of each node on the way, its first input of the same kind."""
    port = output(workflow, link.source, link.source_port)
    kind = port.kind if port else None
    found: Link | None = link
    while found is not None and found.source in nodes:
        found = _first_of_kind(workflow, found.source, kind)
    return found


def _first_of_kind(workflow: Workflow, node: str, kind: str | None) -> Link | None:
    ports = present_ports(workflow, node)
    for port in ports.inputs if ports else ():
        if port.kind == kind:
            found = next((link for link in workflow.links_into(node) if link.target_port == port.name), None)
            if found is not None:
                return found
    return None


def take_out(draft: Workflow, nodes: Collection[str], *, heal: bool = True) -> None:
    """Take a group of nodes out of its wires; those between them stay. Links behind it start before it where they can."""
    instead = dict(healed(draft, nodes)) if heal else {}
    for target in dict.fromkeys(link.target for link in crossing(draft, nodes)):
        links = [instead.get(link, link) for link in draft.links_into(target)]
        inside = target in nodes
        put_links_into(draft, target, [link for link in links if (link.source in nodes) == inside])
