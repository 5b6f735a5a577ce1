"""Building a workflow from Python: nodes, links and parameters, as edits of the document that the canvas edits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from knode.builder.checking import help_text, json_settings, node_class, type_of
from knode.builder.handles import End, NodeHandle, ParameterReference, Reference, VariableReference, split_settings
from knode.builder.linking import Ending, meant
from knode.core import document as files
from knode.core.errors import KnodeError, LinkRefused, UsageError, quoted
from knode.core.following import settle
from knode.core.held import filled_if_readable
from knode.core.node import Node
from knode.core.ports import VARIABLES_PORT
from knode.core.refusal import no_setting
from knode.core.registry import REGISTRY, Registry
from knode.core.workflow import COMPONENT, Instance, Link, Parameter, ParameterType
from knode.core.workflow import Workflow as Document

REQUIRED: Any = object()
"""Says that a parameter has no default."""


class Building:
    """The part of `knode.Workflow` that edits its document. An edit that is refused changes nothing."""

    def __init__(self, name: str = "", *, description: str = "", registry: Registry = REGISTRY) -> None:
        self.document = Document(name, description=description, registry=registry)

    # ---- reading

    @property
    def name(self) -> str:
        """The workflow's name."""
        return self.document.name

    def __getitem__(self, node: str) -> NodeHandle:
        return NodeHandle(self, self.document.instance(node).id)

    def __contains__(self, node: object) -> bool:
        return node in self.document

    def __iter__(self) -> Iterator[NodeHandle]:
        return iter([NodeHandle(self, node) for node in self.document.nodes])

    def __len__(self) -> int:
        return len(self.document.nodes)

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Building):
            return NotImplemented
        return self.document == other.document

    __hash__ = None  # type: ignore[assignment]

    # ---- building

    def add(self, type: str | type[Node], /, id: str | None = None, label: str = "", **settings: Any) -> NodeHandle:
        """Add a node.

        Args:
            type: its type id ("io.CsvReader"), its class name where one pack only has it ("CsvReader"), or its class.
            id: how results and files call it; by default the class name in snake_case.
            label: what the screen shows instead of the class name.
            settings: values, or what `parameter` gave, or a variable (`scorer.metrics["accuracy"]`).

        Raises:
            UnknownName: there is no such node or setting; the nearest name is proposed.
            SettingError: a setting of the wrong type or out of range.
            UsageError: the id is taken or malformed.
        """
        cls = node_class(self.document.registry, type)
        node = id if id is not None else self.document.free_id(cls.type_id())
        values, references = split_settings(settings)
        made = Instance(node, cls.type_id(), label, cls.version)
        given = self._json(made, values, references)
        handle = self._put(replace(made, settings=given), references)
        return handle if cls.held_file is None else self._checked(handle, given)

    def component(self, inner: Building, /, id: str | None = None, label: str = "", **settings: Any) -> NodeHandle:
        """Add a copy of a workflow as one node: its inputs and outputs are the ports, its parameters the settings.

        Raises:
            UnknownName: a setting that is no parameter of it.
            SettingError: a parameter's value of the wrong type or out of range.
        """
        stem = re.sub(r"\W+", "_", inner.name, flags=re.ASCII).strip("_")
        node = id if id is not None else self.document.free_id(stem if stem[:1].isalpha() else "Component")
        return self._put_around(Instance(node, COMPONENT, label or inner.name), inner, settings)

    def holding(
        self, type: str | type[Node], inner: Building, /, id: str | None = None, label: str = "", **settings: Any
    ) -> NodeHandle:
        """Add a node that holds a copy of a workflow and runs it as often as it likes, such as a Loop.

        Its settings are its own, and the parameters of what it holds. Raises what `add` and `component` raise.
        """
        cls = node_class(self.document.registry, type)
        if not cls.holds:
            raise UsageError(f"A {cls.type_id()} holds no workflow. Add it with `add`.")
        node = id if id is not None else self.document.free_id(cls.type_id())
        return self._put_around(Instance(node, cls.type_id(), label, cls.version), inner, settings)

    def _put_around(self, instance: Instance, inner: Building, settings: Mapping[str, Any]) -> NodeHandle:
        values, references = split_settings(settings)
        inside = files.loads(files.dumps(inner.document), inner.name, self.document.registry)
        settle(inside, self.document.folder or Path())
        made = replace(instance, workflow=inside)
        given = self._json(made, values, references)
        return self._checked(self._put(made, references), given)

    def _checked(self, handle: NodeHandle, given: Mapping[str, Any]) -> NodeHandle:
        """A new node with its settings, those of what it holds included; it is taken out again where one is refused."""
        try:
            self.document.set(handle.id, **given)
        except KnodeError:
            self.document.remove(handle.id)
            raise
        return handle

    def _json(
        self, instance: Instance, values: Mapping[str, Any], references: Mapping[str, Reference]
    ) -> dict[str, Any]:
        """`values` as JSON data for the document; parameters of what is inside are that already."""
        if instance.is_component:
            return dict(values)
        cls = self.document.registry.get(instance.type, instance.id)
        file = {name: str(value) for name, value in values.items() if name == cls.held_file}
        named = replace(instance, settings={**instance.settings, **file})
        held = filled_if_readable(self.document, named).workflow
        inner = set() if held is None else held.parameters.keys() - cls.model_fields.keys()
        for name in values if inner else ():
            if name not in cls.model_fields and name not in inner:
                raise no_setting(cls, name, f"of node {quoted(instance.id)}", inner)
        own = {name: value for name, value in values.items() if name not in inner}
        samples = {name: value for name, value in self._samples(references).items() if name not in inner}
        return {**values, **json_settings(cls, own, samples, instance.id)}

    def _put(self, instance: Instance, references: Mapping[str, Reference]) -> NodeHandle:
        self.document.add(instance)
        try:
            self._bind(instance.id, references)
        except KnodeError:
            self.document.remove(instance.id)
            raise
        return NodeHandle(self, instance.id)

    def _set(self, node: str, settings: Mapping[str, Any]) -> None:
        values, references = split_settings(settings)
        before = self.document.instance(node)
        links = self.document.links_into(node)
        try:
            values = self._json(before, values, {**self._bound(before), **references})
            self.document.set(node, **values)
            self._bind(node, references)
        except KnodeError:
            self.document.replace(before)
            for link in self.document.links_into(node):
                if link not in links:
                    self.document.unlink(link)
            raise

    def _help(self, node: str) -> str:
        instance = self.document.instance(node)
        if instance.is_component and instance.workflow is not None:
            return instance.workflow.description or f"A component of {len(instance.workflow.nodes)} nodes."
        return help_text(self.document.registry.get(instance.type, node))

    def remove(self, node: str | NodeHandle) -> None:
        """Take a node away, and its links. Raises UnknownName."""
        self.document.remove(node if isinstance(node, str) else node.id)

    def link(self, source: End, target: End) -> NodeHandle:
        """Link an output to an input; of a node without its port, the one that fits. Gives the target's node.

        Raises:
            LinkRefused: no port fits, several do, the input is taken, the kinds differ, or a cycle would close.
            UnknownName: there is no such port.
        """
        return self._link_all([source], target)

    def _link_all(self, sources: Sequence[End], target: End) -> NodeHandle:
        """Make all links or none."""
        made: list[Link] = []
        end = self._ending(target)
        try:
            for source in sources:
                start = self._ending(source)
                output, port = meant(self.document, start, end)
                made.append(self.document.link(start.node, output, end.node, port))
        except KnodeError:
            for link in made:
                self.document.unlink(link)
            raise
        return NodeHandle(self, end.node)

    def unlink(self, source: End, target: End) -> None:
        """Take away the links between two ports, or between two nodes. Raises LinkRefused when there is none."""
        start, end = self._ending(source), self._ending(target)
        found = [
            link
            for link in self.document.links_into(end.node)
            if link.source == start.node
            and link.source_port in (start.port, link.source_port if start.port is None else None)
            and link.target_port in (end.port, link.target_port if end.port is None else None)
        ]
        if not found:
            raise LinkRefused(f"There is no link from {source!r} to {target!r}.")
        for link in found:
            self.document.unlink(link)

    def _ending(self, end: End) -> Ending:
        node, port = (end, None) if isinstance(end, NodeHandle) else (end.node, end.name)
        if node._workflow is not self:
            raise UsageError(
                f"Node {quoted(node.id)} belongs to another workflow. To use that one here, add it: w.component(other)."
            )
        self.document.instance(node.id)
        return Ending(node.id, port)

    def parameter(
        self,
        name: str,
        default: Any = REQUIRED,
        *,
        type: ParameterType | None = None,
        description: str = "",
        choices: Iterable[Any] | None = None,
        minimum: float | None = None,
        maximum: float | None = None,
    ) -> ParameterReference:
        """Add a parameter, and give what a setting takes to be bound to it. Without a default each run must give it.

        Raises:
            UsageError: there is a parameter of that name already.
            SettingError: the default is of another type or out of range.
        """
        if name in self.document.parameters:
            raise UsageError(f"There is already a parameter {quoted(name)}: w.parameters[{name!r}].")
        if not name.isidentifier():
            raise UsageError(f"{quoted(name)} is no parameter name: use letters, digits and _, a letter first.")
        required = default is REQUIRED
        made = Parameter(
            name=name,
            type=type or ("any" if required else type_of(default)),
            default=None if required else default,
            required=required,
            description=description,
            choices=None if choices is None else tuple(choices),
            minimum=minimum,
            maximum=maximum,
        )
        if not required:
            made.check(default)
        self.document.parameters[name] = made
        self.document.revision += 1
        return ParameterReference(self, name)

    @property
    def parameters(self) -> dict[str, ParameterReference]:
        """The parameters, to be given as settings."""
        return {name: ParameterReference(self, name) for name in self.document.parameters}

    def _samples(self, references: Mapping[str, Reference]) -> dict[str, Any]:
        """What is known of the values that bound settings will have: the parameters' defaults."""
        return {
            setting: self.document.parameters[one.name].default
            if isinstance(one, ParameterReference) and one.name in self.document.parameters
            else None
            for setting, one in references.items()
        }

    def _bound(self, instance: Instance) -> dict[str, Reference]:
        return {
            setting: ParameterReference(self, bound.name)
            for setting, bound in instance.bindings.items()
            if bound.source == "parameter"
        }

    def _bind(self, node: str, references: Mapping[str, Reference]) -> None:
        for setting, reference in references.items():
            if isinstance(reference, VariableReference):
                self._bind_variable(node, setting, reference)
            elif reference.workflow is not self:
                raise UsageError(
                    f"The parameter {quoted(reference.name)} belongs to another workflow.", setting=setting
                )
            else:
                self.document.bind(node, setting, parameter=reference.name)

    def _bind_variable(self, node: str, setting: str, reference: VariableReference) -> None:
        start = self._ending(reference.port)
        instance = self.document.instance(node)
        link = Link(start.node, reference.port.name, node, VARIABLES_PORT.name)
        if link not in self.document.links_into(node):
            names = {bound.name for bound in instance.bindings.values() if bound.source == "variable"}
            if reference.name in names:
                raise UsageError(
                    f"Node {quoted(node)} already takes a variable {quoted(reference.name)} from another node, and two "
                    "of one name cannot be told apart.",
                    node=node,
                    setting=setting,
                )
            self.document.link(*link)
        self.document.bind(node, setting, variable=reference.name)
