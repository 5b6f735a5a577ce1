"""What Python code holds of a workflow: nodes, ports, and references that settings may take their value from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.core.errors import KindMismatch, UnknownName, nearest, quoted
from knode.core.following import is_open
from knode.core.ports import VARIABLES_PORT
from knode.core.workflow import Instance

if TYPE_CHECKING:
    from knode.builder.building import Building


@dataclass(frozen=True)
class ParameterReference:
    """A parameter of a workflow, given as a setting: the setting then has the parameter's value of each run."""

    workflow: Building
    name: str

    def __repr__(self) -> str:
        return f"<parameter {self.name}>"


@dataclass(frozen=True)
class VariableReference:
    """One variable that a port carries, given as a setting: the setting then has the value that the run brings."""

    port: PortHandle
    name: str

    def __repr__(self) -> str:
        return f"<variable {self.name} of {self.port.node.id}.{self.port.name}>"


Reference = ParameterReference | VariableReference


class _Linking:
    """`a >> b` and `(a, b) >> c` for nodes and ports."""

    def __rshift__(self, target: Any) -> NodeHandle:
        if not isinstance(self, NodeHandle | PortHandle) or not isinstance(target, NodeHandle | PortHandle):
            return NotImplemented
        return _workflow(target).link(self, target)

    def __rrshift__(self, sources: Any) -> NodeHandle:
        ends = isinstance(sources, tuple | list) and all(isinstance(one, NodeHandle | PortHandle) for one in sources)
        if not ends or not isinstance(self, NodeHandle | PortHandle):
            return NotImplemented
        return _workflow(self)._link_all(sources, self)


class NodeHandle(_Linking):
    """A node of a workflow. Its attributes are its ports: `split.train`; `split["train"]` where a name is taken.

    `a >> b` links the one output of `a` that fits a free input of `b`, and gives `b`, so that chains work.
    """

    def __init__(self, workflow: Building, node: str) -> None:
        self._workflow = workflow
        self._node = node

    @property
    def id(self) -> str:
        """The node's id, by which results are asked for."""
        return self._node

    @property
    def instance(self) -> Instance:
        """The node as it stands in the document. Raises UnknownName when it was removed."""
        return self._workflow.document.instance(self._node)

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that differ from their defaults, as JSON data."""
        return dict(self.instance.settings)

    def set(self, /, **settings: Any) -> NodeHandle:
        """Change settings. Raises UnknownName or SettingError, and then changes nothing."""
        self._workflow._set(self._node, settings)
        return self

    def help(self) -> str:
        """What the node does, its settings with their defaults, and its ports."""
        return self._workflow._help(self._node)

    def __getitem__(self, port: str) -> PortHandle:
        known = self._port_names()
        if known is not None and port not in known:
            raise UnknownName("port", port, known, f"at node {quoted(self._node)}")
        return PortHandle(self, port)

    def __getattr__(self, port: str) -> PortHandle:
        if port.startswith("_"):
            raise AttributeError(port)
        known = self._port_names()
        if known is not None and port not in known:
            near = nearest(port, known)
            hint = f"did you mean {quoted(near)}?" if near else f"its ports are: {', '.join(known)}"
            raise AttributeError(f"node {quoted(self._node)} has no port {quoted(port)}; {hint}", name=port, obj=self)
        return PortHandle(self, port)

    def _port_names(self) -> list[str] | None:
        """The names of all ports, outputs first; None when nobody knows them all: the node's pack is not installed, or
        it follows a workflow that is not known yet."""
        document = self._workflow.document
        ports = document.ports(self._node)
        if ports is None or is_open(document, self._node, "inputs") or is_open(document, self._node, "outputs"):
            return None
        names = [port.name for port in (*ports.outputs, *ports.inputs, VARIABLES_PORT)]
        return list(dict.fromkeys(names))

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *(self._port_names() or ())]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, NodeHandle):
            return NotImplemented
        return self._workflow is other._workflow and self._node == other._node

    def __hash__(self) -> int:
        return hash((id(self._workflow), self._node))

    def __repr__(self) -> str:
        ports = self._workflow.document.ports(self._node)
        if ports is None:
            return f"<{self._node}: {self.instance.type}, whose pack is not installed>"
        inputs, outputs = (", ".join(port.name for port in side) for side in (ports.inputs, ports.outputs))
        return f"<{self._node}: {self.instance.title} ({inputs}) -> ({outputs})>"


class PortHandle(_Linking):
    """A port of a node: before `>>` the output of that name, behind it the input."""

    def __init__(self, node: NodeHandle, name: str) -> None:
        self.node = node
        self.name = name

    def __getitem__(self, variable: str) -> VariableReference:
        """A variable that this port carries, to be given as a setting of another node."""
        ports = self.node._workflow.document.ports(self.node.id)
        port = ports.output(self.name) if ports else None
        if ports and port is None:
            known = [port.name for port in ports.outputs]
            raise UnknownName("output", self.name, known, f"of node {quoted(self.node.id)}")
        if port is not None and port.kind != VARIABLES_PORT.kind:
            raise KindMismatch(f"{self.node.id}.{self.name}", port.kind, "a setting", VARIABLES_PORT.kind)
        return VariableReference(self, variable)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PortHandle) and (self.node, self.name) == (other.node, other.name)

    def __hash__(self) -> int:
        return hash((self.node, self.name))

    def __repr__(self) -> str:
        return f"<port {self.node.id}.{self.name}>"


End = NodeHandle | PortHandle


def _workflow(end: End) -> Building:
    return end._workflow if isinstance(end, NodeHandle) else end.node._workflow


def split_settings(settings: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Reference]]:
    """Settings that are values, and those that take their value from elsewhere."""
    references = {name: value for name, value in settings.items() if isinstance(value, Reference)}
    return {name: value for name, value in settings.items() if name not in references}, references
