"""Subjects: what a form asks for, and how it checks the answers. A node's class, or the parameters of a component."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal, Protocol

from pydantic import ValidationError

from knode.app.forms.faults import Fault, faults_of
from knode.app.forms.shape import Entry, Shape, entries_of, parameter_entry
from knode.app.forms.tunable import Tunable, tunable_in
from knode.core.errors import KnodeError, SettingError
from knode.core.held import filled_if_readable
from knode.core.node import Node
from knode.core.workflow import Instance, Parameter, Workflow


class Subject(Protocol):
    """What a form asks for."""

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The settings, in their order."""
        ...

    @property
    def context(self) -> str:
        """Where the translations of its words stand."""
        ...

    @property
    def help(self) -> str:
        """What it does, in Markdown."""
        ...

    def stored(self, instance: Instance) -> dict[str, Any]:
        """The settings that the document holds, as JSON data of the present version."""
        ...

    def faults(self, values: Mapping[str, Any]) -> list[Fault]:
        """What is wrong with these values."""
        ...


@dataclass(frozen=True)
class NodeSubject:
    """The settings of a node class."""

    cls: type[Node]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return _entries(self.cls)

    @property
    def context(self) -> str:
        return self.cls.type_id()

    @property
    def help(self) -> str:
        return self.cls.help()

    def stored(self, instance: Instance) -> dict[str, Any]:
        settings = dict(instance.settings)
        if instance.version < self.cls.version:
            settings = self.cls.migrate(settings, instance.version)
        try:
            # A file may hold short forms, such as {"age": "mean"} for a list of aggregations.
            return self.cls.unfinished(settings).model_validate(settings).model_dump(mode="json", include=set(settings))
        except ValidationError:
            texts = {entry.name for entry in self.entries if entry.shape.kind in ("text", "lines", "code")}
            return {name: _joined(value) if name in texts else value for name, value in settings.items()}

    def faults(self, values: Mapping[str, Any]) -> list[Fault]:
        given = dict(values)
        try:
            self.cls.unfinished(given).model_validate(given)
        except ValidationError as error:
            return faults_of(error, self.cls)
        return []


@dataclass(frozen=True)
class HoldingSubject(NodeSubject):
    """The settings of a class that holds a workflow, and the parameters of what it holds; the class's own come first.

    `chosen` are the columns that what learns inside chooses in settings whose values others are, by their names.
    """

    parameters: tuple[Parameter, ...]
    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    tunable: tuple[Tunable, ...] = ()
    chosen: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def entries(self) -> tuple[Entry, ...]:
        own = tuple(replace(one, shape=self._with_names(one.shape)) for one in map(self._with_ends, super().entries))
        return own + tuple(parameter_entry(parameter) for parameter in self.parameters)

    def _with_ends(self, entry: Entry) -> Entry:
        """The names of inputs, or of outputs, are proposed where a setting names one of them."""
        names = {"input": self.inputs, "output": self.outputs}.get(entry.name)
        if names is None or entry.shape.kind != "text":
            return entry
        return replace(entry, shape=replace(entry.shape, choices=names))

    def _with_names(self, shape: Shape) -> Shape:
        """What may be tuned is proposed where a setting, or a field of its rows, names a parameter."""
        if shape.names:
            return replace(shape, proposals=tuple(one.proposal() for one in self.tunable))
        if shape.kind == "rows" and shape.item is not None:
            fields = (replace(one, shape=self._with_names(one.shape)) for one in shape.item.entries)
            return replace(shape, item=replace(shape.item, entries=tuple(fields)))
        return shape

    def unbound(self, name: str, value: Any) -> list[Tunable]:
        """What of a setting's value names something that may be tuned and is bound to no parameter yet."""
        shape = next((one.shape for one in self.entries if one.name == name), None)
        fields = shape.item.entries if shape is not None and shape.kind == "rows" and shape.item is not None else ()
        rows = [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
        named = [row.get(one.name) for one in fields if one.shape.names for row in rows]
        return [one for one in self.tunable if one.is_free and one.name in named]

    def stored(self, instance: Instance) -> dict[str, Any]:
        names = {parameter.name for parameter in self.parameters}
        inner = {name: value for name, value in instance.settings.items() if name in names}
        own = {name: value for name, value in instance.settings.items() if name not in names}
        return super().stored(replace(instance, settings=own)) | inner

    def faults(self, values: Mapping[str, Any]) -> list[Fault]:
        names = {parameter.name for parameter in self.parameters}
        own = {name: value for name, value in values.items() if name not in names}
        return [*super().faults(own), *ComponentSubject("", self.parameters).faults(values)]


def _joined(value: Any) -> Any:
    is_lines = isinstance(value, list) and all(isinstance(line, str) for line in value)
    return "\n".join(value) if is_lines else value


@functools.lru_cache(maxsize=500)
def _entries(cls: type[Node]) -> tuple[Entry, ...]:
    return entries_of(cls)


@dataclass(frozen=True)
class ComponentSubject:
    """The parameters of the workflow in a component."""

    description: str
    parameters: tuple[Parameter, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(parameter_entry(parameter) for parameter in self.parameters)

    @property
    def context(self) -> str:
        return "Settings"

    @property
    def help(self) -> str:
        return self.description

    def stored(self, instance: Instance) -> dict[str, Any]:
        return dict(instance.settings)

    def faults(self, values: Mapping[str, Any]) -> list[Fault]:
        return [
            Fault(parameter.name, (), reason)
            for parameter in self.parameters
            if parameter.name in values and (reason := _refusal(parameter, values[parameter.name]))
        ]


def _refusal(parameter: Parameter, value: Any) -> str:
    if value is None and parameter.default is None and not parameter.required:
        return ""
    try:
        parameter.check(value)
    except SettingError as error:
        reason = str(error.facts["reason"])
        return reason[:1].upper() + reason[1:] + "."
    return ""


def subject_of(workflow: Workflow, instance: Instance) -> Subject | None:
    """What the form of a node asks for; None for a placeholder, whose pack is not installed."""
    if instance.is_component and instance.workflow is not None:
        return ComponentSubject(instance.workflow.description, tuple(instance.workflow.parameters.values()))
    cls = workflow.registry.find(instance.type)
    if cls is None:
        return None
    inside = filled_if_readable(workflow, instance).workflow
    if not cls.holds or inside is None:
        return NodeSubject(cls)
    parameters = tuple(one for name, one in inside.parameters.items() if name not in cls.model_fields)
    is_tuned = any(one.shape.names for entry in _entries(cls) for one in (entry.shape.item or entry.shape).entries)
    taken = frozenset(cls.model_fields)
    tunable = tunable_in(inside, taken) if is_tuned and instance.workflow is not None else ()
    wanted = {one.shape.values_of for one in _entries(cls)} - {"", *cls.model_fields}
    chosen = tuple((name, tuple(dict.fromkeys(_chosen(inside, name, instance.settings)))) for name in sorted(wanted))
    return HoldingSubject(cls, parameters, _ends(inside, "input"), _ends(inside, "output"), tunable, chosen)


def _chosen(inside: Workflow, name: str, given: Mapping[str, Any]) -> Iterator[str]:
    """The columns that nodes which learn have in a setting of this name; `given` are values of the inside's parameters."""
    for instance in inside.nodes.values():
        cls = inside.registry.find(instance.type)
        if cls is not None and cls.fits is not None and name in cls.model_fields:
            value = instance.settings.get(name, cls.model_fields[name].default)
            binding = instance.bindings.get(name)
            if binding is not None and binding.source == "parameter":
                value = given.get(binding.name, inside.parameters[binding.name].default)
            if isinstance(value, str):
                yield value
        if instance.workflow is not None:
            yield from _chosen(instance.workflow, name, instance.settings)


def _ends(inside: Workflow, boundary: Literal["input", "output"]) -> tuple[str, ...]:
    try:
        return tuple(inside.ends(boundary))
    except KnodeError:  # Two of one name: a problem that the workflow inside is told of.
        return ()
