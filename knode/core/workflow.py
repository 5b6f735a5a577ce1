"""The workflow document: node instances, links, parameters, annotations and a layout. Plain data, no I/O."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, NamedTuple

from knode.core.errors import (
    CycleRefused,
    KindMismatch,
    KnodeError,
    LinkRefused,
    PortTaken,
    UnknownName,
    UsageError,
    one_of_kind,
    quoted,
)
from knode.core.following import is_open, ports_of
from knode.core.held import check_held, filled, filled_if_readable
from knode.core.node import Node
from knode.core.parameter import PARAMETER_TYPES as PARAMETER_TYPES
from knode.core.parameter import Parameter as Parameter
from knode.core.parameter import ParameterType as ParameterType
from knode.core.ports import Port, Ports, holding_ports
from knode.core.refusal import no_setting
from knode.core.registry import REGISTRY, Registry, snake_case
from knode.core.title import title_of

COMPONENT = "flow.Component"
"""The type of a node that is a workflow. Its settings are that workflow's parameters."""
ID = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
TYPE = re.compile(r"[^\W\d]\w*\.[^\W\d]\w*")
NodeClass = type[Node]
Mode = Literal["run", "disabled", "bypass"]


@dataclass(frozen=True, slots=True)
class Binding:
    """What a setting takes its value from: a parameter of the workflow, or a variable that reaches the node."""

    source: Literal["parameter", "variable"]
    name: str


@dataclass(frozen=True, slots=True)
class Instance:
    """A node in a workflow. Immutable: an edit puts another instance in its place.

    `settings` is JSON data as it stands in the file. `workflow` is the inside of a component, or of a node whose class
    `holds` one, None for other nodes.
    `mode` is "run", "disabled" (it does no work, nor does what depends on it) or "bypass" (each output hands on the
    node's first linked input of the same kind).
    """

    id: str
    type: str
    label: str = ""
    version: int = 1
    settings: Mapping[str, Any] = field(default_factory=dict)
    bindings: Mapping[str, Binding] = field(default_factory=dict)
    workflow: Workflow | None = None
    mode: Mode = "run"

    @property
    def title(self) -> str:
        """What a person sees: the label, or the class name as words."""
        return self.label or title_of(self.type)

    @property
    def is_component(self) -> bool:
        """The node is the workflow in it, which runs as if its nodes stood in the workflow around it."""
        return self.workflow is not None and self.type == COMPONENT

    def own(self, cls: NodeClass) -> dict[str, Any]:
        """Those settings that are the class's own and are not bound; the others are parameters of what the node holds."""
        inner = frozenset() if self.workflow is None else self.workflow.parameters.keys() - cls.model_fields.keys()
        return {name: value for name, value in self.settings.items() if name not in self.bindings and name not in inner}


class Link(NamedTuple):
    """A link from an output port to an input port."""

    source: str
    source_port: str
    target: str
    target_port: str

    def __str__(self) -> str:
        return f"{self.source}.{self.source_port} -> {self.target}.{self.target_port}"


class Workflow:
    """A directed acyclic multigraph of node instances and links.

    Responsibilities: holds the document, refuses an edit that would break its rules, and says what its ends are.
    `revision` grows with every edit.
    """

    def __init__(self, name: str = "", *, description: str = "", registry: Registry = REGISTRY) -> None:
        self.name = name
        self.description = description
        self.registry = registry
        self.nodes: dict[str, Instance] = {}
        self.parameters: dict[str, Parameter] = {}
        self.annotations: list[dict[str, Any]] = []
        self.layout: dict[str, Any] = {}
        self.folder: Path | None = None  # Where relative file names start, when the workflow has a place.
        self.revision = 0
        self._links: dict[Link, None] = {}
        self._into: dict[str, dict[Link, None]] = {}
        self._out_of: dict[str, dict[Link, None]] = {}

    # ---- reading

    @property
    def links(self) -> list[Link]:
        """All links, in the order in which they were made."""
        return list(self._links)

    def links_into(self, node: str) -> list[Link]:
        """The links that end at a node, in the order in which they were made."""
        return list(self._into[node])

    def links_out_of(self, node: str) -> list[Link]:
        """The links that start at a node."""
        return list(self._out_of[node])

    def __contains__(self, node: object) -> bool:
        return node in self.nodes

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Workflow):
            return NotImplemented
        return self._content() == other._content()

    __hash__ = None  # type: ignore[assignment]

    def _content(self) -> tuple[Any, ...]:
        plain = (self.name, self.description, self.nodes, self.parameters, self.annotations, self.layout)
        return (*plain, sorted_links(self._links))

    def instance(self, node: str) -> Instance:
        """The instance of that id. Raises UnknownName."""
        if node not in self.nodes:
            raise UnknownName("node", node, self.nodes)
        return self.nodes[node]

    def ports(self, node: str) -> Ports | None:
        """The ports of a node; None for a placeholder, whose pack is not installed, and for one whose file cannot be read."""
        instance = self.instance(node)
        if instance.is_component:
            assert instance.workflow is not None
            return instance.workflow.outer_ports()
        cls = self.registry.find(instance.type)
        if cls is None:
            return None
        if cls.ports is Node.ports and not cls.holds:
            return cls.declared_ports()
        instance = filled_if_readable(self, instance)
        if cls.held_file is not None and instance.workflow is None:
            return None
        # A setting that must be given and is not is a fault of the node, not of the links that it will have.
        own = instance.own(cls)
        configured = cls.unfinished(own).from_settings(own, version=instance.version, node=node)
        if cls.holds:
            inside = instance.workflow.outer_ports() if instance.workflow is not None else Ports((), ())
            return holding_ports(configured, inside)
        return ports_of(self, node, configured)

    def ends(self, boundary: Literal["input", "output"]) -> dict[str, str]:
        """The node ids of the workflow's inputs or outputs, by their names."""
        found: dict[str, str] = {}
        for node, instance in self.nodes.items():
            cls = self.registry.find(instance.type)
            if cls is None or cls.boundary != boundary:
                continue
            name = str(instance.settings.get("name") or cls.model_fields["name"].default)
            if name in found:
                raise UsageError(
                    f"Nodes {quoted(found[name])} and {quoted(node)} are both the {boundary} {quoted(name)}. "
                    "Give one of them another name."
                )
            found[name] = node
        return found

    def outer_ports(self) -> Ports:
        """The ports of a component that holds this workflow: its inputs and outputs, sorted by name."""
        inputs = tuple(
            Port(name, self._end_kind(node), optional=True) for name, node in sorted(self.ends("input").items())
        )
        outputs = tuple(Port(name, self._end_kind(node)) for name, node in sorted(self.ends("output").items()))
        return Ports(inputs, outputs)

    def _end_kind(self, node: str) -> str:
        ports = self.ports(node)
        assert ports is not None
        return ports.outputs[0].kind

    def downstream(self, node: str) -> set[str]:
        """The ids of all nodes that a change of `node` reaches, without itself."""
        found: set[str] = set()
        waiting = [node]
        while waiting:
            for link in self._out_of[waiting.pop()]:
                if link.target not in found:
                    found.add(link.target)
                    waiting.append(link.target)
        return found

    def walk(self, prefix: str = "") -> Iterator[tuple[str, Instance]]:
        """All instances with their paths, those inside components as `component/inner`."""
        waiting = [(prefix, self)]
        while waiting:
            path, workflow = waiting.pop()
            for node, instance in workflow.nodes.items():
                yield path + node, instance
                if instance.workflow is not None:
                    waiting.append((f"{path}{node}/", instance.workflow))

    # ---- editing

    def add(self, instance: Instance) -> Instance:
        """Put a node into the workflow. Its settings are not checked here, so that an unfinished node can stand there.

        Raises:
            UsageError: the id is taken or malformed, or the type is malformed.
        """
        if not ID.fullmatch(instance.id):
            raise UsageError(f"{quoted(instance.id)} is no node id: use letters, digits, _ and -, a letter first.")
        if not TYPE.fullmatch(instance.type):
            raise UsageError(f"{quoted(instance.type)} is no node type: it reads pack.ClassName.")
        if instance.id in self.nodes:
            raise UsageError(f"There is already a node {quoted(instance.id)}.")
        self.nodes[instance.id] = instance
        self._into[instance.id] = {}
        self._out_of[instance.id] = {}
        self.revision += 1
        return instance

    def free_id(self, type_id: str) -> str:
        """An id that no node has yet, from the type: `csv_reader`, `csv_reader_2` …"""
        stem = re.sub(r"[^a-z0-9_]", "_", snake_case(type_id.rpartition(".")[2])) or "node"
        return next(
            candidate
            for number in itertools.count(1)
            if (candidate := stem if number == 1 else f"{stem}_{number}") not in self.nodes
        )

    def replace(self, instance: Instance) -> None:
        """Exchange the instance of the same id, with new settings, bindings, label or inside. Links stay."""
        self.instance(instance.id)
        self.nodes[instance.id] = instance
        self.revision += 1

    def remove(self, node: str) -> None:
        """Take a node away, and its links."""
        self.instance(node)
        for link in [*self._into[node], *self._out_of[node]]:
            self.unlink(link)
        del self.nodes[node], self._into[node], self._out_of[node]
        self.layout.pop(node, None)
        self.revision += 1

    def set(self, node: str, **settings: Any) -> None:
        """Give some settings new values (JSON data). Raises UnknownName or SettingError and changes nothing."""
        self.replace(self.configured(self.instance(node), settings))

    def configured(self, instance: Instance, settings: Mapping[str, Any]) -> Instance:
        """An instance with new values of some settings, which are bound no more. Raises UnknownName or SettingError."""
        node, written = instance.id, instance
        instance = filled_if_readable(self, instance)
        bindings = {name: binding for name, binding in instance.bindings.items() if name not in settings}
        version = instance.version
        inner = {name: value for name, value in settings.items() if self._is_inner(instance, name)}
        for name, value in inner.items():
            self._inner_parameter(instance, name).check(value)
        if instance.is_component:
            merged = {**instance.settings, **inner}
        else:
            cls = self.registry.get(instance.type, node)
            version = max(instance.version, cls.version)
            own = {name: value for name, value in settings.items() if name not in inner}
            for name in own if instance.workflow is not None else ():
                self._check_setting(instance, name)
            kept = dict(instance.settings)
            if version > instance.version:
                kept = cls.migrate(kept, instance.version)
            given = replace(instance, settings={**kept, **own}, bindings=bindings).own(cls)
            checked = cls.unfinished(given).from_settings(given, version=version, node=node)
            merged = {**kept, **inner, **checked.to_settings(set(own) & set(cls.model_fields))}
        return replace(written, version=version, settings=merged, bindings=bindings)

    def _is_inner(self, instance: Instance, name: str) -> bool:
        """Whether a setting is a parameter of the workflow in a node."""
        instance = filled_if_readable(self, instance)
        if instance.workflow is None or instance.is_component:
            return instance.workflow is not None
        cls = self.registry.get(instance.type, instance.id)
        return name not in cls.model_fields and name in instance.workflow.parameters

    def bind(self, node: str, setting: str, *, parameter: str | None = None, variable: str | None = None) -> None:
        """Let a setting take its value from a parameter of this workflow or from a variable that reaches the node."""
        instance = self.instance(node)
        if (parameter is None) == (variable is None):
            raise UsageError("A setting is bound to one parameter or to one variable.")
        self._check_setting(instance, setting)
        if parameter is not None and parameter not in self.parameters:
            raise UnknownName("parameter", parameter, self.parameters, f"of workflow {quoted(self.name)}")
        binding = Binding("variable", variable) if parameter is None else Binding("parameter", parameter)  # type: ignore[arg-type]
        self.replace(replace(instance, bindings={**instance.bindings, setting: binding}))

    def _check_setting(self, instance: Instance, name: str) -> None:
        if self._is_inner(instance, name):
            self._inner_parameter(filled_if_readable(self, instance), name)
            return
        cls = self.registry.get(instance.type, instance.id)
        if name not in cls.model_fields:
            inside = filled_if_readable(self, instance).workflow
            more = inside.parameters if inside is not None else ()
            raise no_setting(cls, name, f"of node {quoted(instance.id)}", more)

    def _inner_parameter(self, instance: Instance, name: str) -> Parameter:
        assert instance.workflow is not None
        if name not in instance.workflow.parameters:
            raise UnknownName("setting", name, instance.workflow.parameters, f"of component {quoted(instance.id)}")
        return instance.workflow.parameters[name]

    def link(self, source: str, source_port: str, target: str, target_port: str) -> Link:
        """Connect an output port to an input port.

        Raises:
            UnknownName: a node or port does not exist.
            KindMismatch: the ports carry different kinds.
            PortTaken: the input takes one link and has one.
            CycleRefused: the target reaches the source already.
        """
        link = Link(source, source_port, target, target_port)
        if link in self._links:
            raise LinkRefused(f"There is already a link {link}.")
        self.check_link(link)
        self.check_cycle(link)
        return self.restore_link(link)

    def restore_link(self, link: Link) -> Link:
        """Put a link in that is known to be right; a file's links are checked together after it is read."""
        self._links[link] = None
        self._into[link.target][link] = None
        self._out_of[link.source][link] = None
        self.revision += 1
        return link

    def unlink(self, link: Link) -> None:
        """Take a link away. Raises UnknownName when there is none."""
        if link not in self._links:
            raise UnknownName("link", str(link), [str(known) for known in self._links])
        del self._links[link], self._into[link.target][link], self._out_of[link.source][link]
        self.revision += 1

    def check_link(self, link: Link) -> None:
        """Raise what `link` raises when the ports of a link do not fit; cycles are not looked for."""
        self.instance(link.source), self.instance(link.target)
        sources, targets = self.ports(link.source), self.ports(link.target)
        output = sources.output(link.source_port) if sources else None
        if sources and output is None and not self._has_unknown_ends(link.source, "outputs"):
            names = [port.name for port in sources.outputs]
            raise UnknownName("output port", link.source_port, names, f"at node {quoted(link.source)}")
        port = targets.input(link.target_port) if targets else None
        if targets and port is None and not self._has_unknown_ends(link.target, "inputs"):
            names = [port.name for port in targets.inputs]
            raise UnknownName("input port", link.target_port, names, f"at node {quoted(link.target)}")
        if output and port and output.kind != port.kind:
            source, target = f"{link.source}.{output.name}", f"{link.target}.{port.name}"
            raise KindMismatch(source, output.kind, target, port.kind)
        if port and not port.multiple:
            for other in self._into[link.target]:
                if other.target_port == link.target_port and other != link:
                    raise PortTaken(link.target, link.target_port, f"{other.source}.{other.source_port}")

    def _has_unknown_ends(self, node: str, side: Literal["inputs", "outputs"]) -> bool:
        """Nobody knows the ports: a component with placeholders in it, or a node that follows an unknown workflow."""
        inside = self.nodes[node].workflow
        if inside is None:
            return is_open(self, node, side)
        return any(
            instance.workflow is None and self.registry.find(instance.type) is None
            for instance in inside.nodes.values()
        )

    def check_cycle(self, link: Link) -> None:
        """Raise CycleRefused when the target of a link reaches its source already."""
        before: dict[str, str] = {link.target: ""}
        waiting = [link.target]
        while waiting:
            node = waiting.pop()
            if node == link.source:
                raise CycleRefused([link.source, *reversed(_path(before, node))])
            for following in self._out_of[node]:
                if following.target not in before:
                    before[following.target] = node
                    waiting.append(following.target)

    # ---- checking

    def problems(self) -> list[KnodeError]:
        """Everything that stands in the way of running this workflow, as errors: links, nodes, settings, inputs."""
        found: list[KnodeError] = []
        for link in self._links:
            try:
                self.check_link(link)
            except KnodeError as error:
                found.append(error)
        cycle = self.find_cycle()
        if cycle:
            found.append(CycleRefused(cycle))
        for node, instance in self.nodes.items():
            found.extend(self._problems_of(node, instance))
        return found

    def _problems_of(self, node: str, instance: Instance) -> Iterator[KnodeError]:
        if instance.mode != "run":
            return
        try:
            ports = self._checked_ports(node, instance)
        except KnodeError as error:
            yield error
            return
        connected = {link.target_port for link in self._into[node]}
        for port in ports.inputs:
            if not port.optional and port.name not in connected:
                yield UsageError(
                    f"Node {quoted(node)} ({instance.title}): input {quoted(port.name)} is not connected. "
                    f"Connect {one_of_kind(port.kind)} to it.",
                    node=node,
                    port=port.name,
                )
        if instance.workflow is not None:
            yield from instance.workflow.problems()

    def _checked_ports(self, node: str, instance: Instance) -> Ports:
        if instance.is_component:
            for name in (*instance.settings, *instance.bindings):
                self._inner_parameter(instance, name)
        else:
            cls = self.registry.get(instance.type, node)
            instance = filled(self, instance)
            for name in instance.bindings:
                self._check_setting(instance, name)
            check_held(cls, instance, node)
            waiting = cls.unfinished(cls.model_fields.keys() - instance.bindings.keys())
            waiting.from_settings(instance.own(cls), version=instance.version, node=node)
        for setting, binding in instance.bindings.items():
            if binding.source == "parameter" and binding.name not in self.parameters:
                raise UnknownName(
                    "parameter", binding.name, self.parameters, f"for setting {quoted(setting)} of node {quoted(node)}"
                )
        ports = self.ports(node)
        assert ports is not None
        return ports

    def find_cycle(self) -> list[str]:
        """The node ids of a cycle, first and last the same, or [] when there is none. A hand-written file may have one."""
        open_links = {node: len(links) for node, links in self._into.items()}
        ready = [node for node, count in open_links.items() if not count]
        while ready:
            for link in self._out_of[ready.pop()]:
                open_links[link.target] -= 1
                if not open_links[link.target]:
                    ready.append(link.target)
        left = {node for node, count in open_links.items() if count}
        if not left:
            return []
        node = min(left)
        path: dict[str, None] = {}
        while node not in path:
            path[node] = None
            node = next(link.source for link in self._into[node] if link.source in left)
        cycle = [*path, node]
        return list(reversed(cycle[cycle.index(node) :]))


def _path(before: Mapping[str, str], node: str) -> list[str]:
    path = [node]
    while before[path[-1]]:
        path.append(before[path[-1]])
    return path


def sorted_links(links: Mapping[Link, None] | list[Link]) -> list[Link]:
    """Links in a file's order: by target and its port; those into one port stay in their order, which `run` sees."""
    return sorted(links, key=lambda link: (link.target, link.target_port))
