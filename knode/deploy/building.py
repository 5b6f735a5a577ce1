"""Builds the document of a captured workflow: gives ids, adds nodes, draws links."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from knode.core import document
from knode.core.errors import CaptureError, quoted
from knode.core.ports import TABLE
from knode.core.workflow import Binding, Instance, Link, Parameter, ParameterType, Workflow
from knode.deploy.components import outer_binding, whole_components
from knode.deploy.region import Region, first_table
from knode.engine.graph import Graph, Source, Step

CONTAINER_INPUT, CONTAINER_OUTPUT, FROZEN = "deploy.ContainerInput", "deploy.ContainerOutput", "deploy.FrozenValue"
APPLY = "learn.ApplyModel"
VALUE = "value"
"""The port of the three nodes above that carries their value."""
TYPES: dict[type, ParameterType] = {bool: "boolean", int: "integer", float: "number", str: "text"}


class Building:
    """One captured workflow in the making.

    `ids` are the nodes that stand for sources; `could_be_asked` the parameters and variables that captured settings use.
    """

    def __init__(self, graph: Graph, found: Region, values: Mapping[Source, Any]) -> None:
        self.ids: dict[Source, str] = {}
        self.could_be_asked: set[str] = set()
        self._graph = graph
        self._region = found
        self._values = values
        self._whole = whole_components(graph, found)
        self._copies: dict[str, str] = {}
        self._made = Workflow(graph.workflow.name, registry=graph.workflow.registry)

    def kind(self, source: Source) -> str:
        """The kind of a source."""
        port = self._graph.steps[source[0]].ports.output(source[1])
        assert port is not None
        return port.kind

    def workflow(self) -> Workflow:
        """The workflow."""
        for name in sorted(self._whole):
            self._add_component(name)
        # What is copied keeps its id; the nodes that are new give way.
        for deed in ("copy", "apply", "input", "frozen"):
            for source in self._region.of(deed):
                getattr(self, f"_add_{deed}")(source)
        for name, component in self._whole.items():
            for port, source in component.inputs.items():
                self._link(source, name, port)
        for source in self._region.of("apply"):
            step = self._graph.steps[source[0]]
            assert step.cls.fits is not None
            self._link((step.id, step.cls.fits), self.ids[source], "model")
            self._link(first_table(step), self.ids[source], TABLE.name)
        for step_id, node in self._copies.items():
            for port, sources in self._graph.steps[step_id].inputs.items():
                for source in sources:
                    self._link(source, node, port)
        for name, output in sorted(self._region.bounds.outputs.items()):
            self._add_output(name, output.source, output.explains)
        return self._made

    # ---- nodes

    def _add(self, wanted: str, instance: Instance) -> str:
        # A step that comes out of a component has a path for its id.
        node = next(name for name in _numbered(wanted.replace("/", "__")) if name not in self._made)
        self._made.add(replace(instance, id=node))
        return node

    def _add_input(self, source: Source) -> None:
        name, step = self._region.bounds.inputs[source], self._graph.steps[source[0]]
        # An input of the workflow itself keeps what it says about rows that differ.
        own = step.configured(self._values).to_settings() if step.cls.boundary == "input" else {}
        settings = {**own, "name": name, "kind": self.kind(source)}
        self.ids[source] = self._add(name, Instance(name, CONTAINER_INPUT, settings=settings))

    def _add_frozen(self, source: Source) -> None:
        title = self._graph.steps[source[0]].instance.title
        made = Instance("", FROZEN, f"{title} (frozen)", settings={"kind": self.kind(source)})
        self.ids[source] = self._add(f"{source[0]}_{source[1]}", made)

    def _add_apply(self, source: Source) -> None:
        step = self._graph.steps[source[0]]
        self.ids[source] = self._add(step.id, Instance("", APPLY, f"Apply {step.instance.title}"))

    def _add_copy(self, source: Source) -> None:
        step = self._graph.steps[source[0]]
        if step.id.partition("/")[0] in self._whole:
            return
        if step.id not in self._copies:
            bindings = dict(self._bindings(step))
            asked = step.configured(self._values)
            settings = {**(asked if bindings else asked.in_production()).to_settings(), **self._inner(step)}
            kept = {name: value for name, value in settings.items() if name not in bindings}
            inside = step.instance.workflow
            copied = None if inside is None else document.loads(document.dumps(inside), step.id, self._made.registry)
            made = Instance("", step.cls.type_id(), step.instance.label, step.cls.version, kept, bindings, copied)
            self._copies[step.id] = self._add(step.id, made)
        self.ids[source] = self._copies[step.id]

    def _inner(self, step: Step) -> dict[str, Any]:
        """The values of the parameters of what a step holds."""
        if step.holding is None:
            return {}
        arrived = {
            name: value for name, value in step.arrived(self._values).items() if name not in step.cls.model_fields
        }
        return {**step.holding.parameters, **arrived}

    def _add_component(self, name: str) -> None:
        instance = self._graph.workflow.nodes[name]
        assert instance.workflow is not None
        bindings = {setting: bound for setting, bound in instance.bindings.items() if self._ask(bound)}
        fixed = {setting: self._graph.parameters[bound.name] for setting, bound in instance.bindings.items()}
        settings = {
            setting: value for setting, value in {**instance.settings, **fixed}.items() if setting not in bindings
        }
        # A copy: later edits of the workflow must not reach what was captured.
        inside = document.loads(document.dumps(instance.workflow), name, self._made.registry)
        self._made.add(replace(instance, settings=settings, bindings=bindings, workflow=inside))

    def _add_output(self, name: str, source: Source, explains: bool) -> None:
        kind = self.kind(source)
        settings = {
            "name": name,
            **({} if kind == TABLE.name else {"kind": kind}),
            **({"explains": True} if explains else {}),
        }
        wanted = name if name not in self._made else f"{name}_out"
        self._link(source, self._add(wanted, Instance("", CONTAINER_OUTPUT, settings=settings)), VALUE)

    def _link(self, source: Source, target: str, port: str) -> None:
        while source in self._region.through:
            name = source[0].partition("/")[0]
            if name in self._whole and source in self._whole[name].outputs:
                self._made.restore_link(Link(name, self._whole[name].outputs[source], target, port))
                return
            source = self._region.through[source]
        deed = self._region.deeds[source]
        out = {"input": VALUE, "frozen": VALUE, "apply": TABLE.name, "copy": source[1]}[deed]
        self._made.restore_link(Link(self.ids[source], out, target, port))

    # ---- parameters

    def _bindings(self, step: Step) -> Iterator[tuple[str, Binding]]:
        """The settings of a copied step that production may set, as they are asked for."""
        for setting, waiting in step.bound.items():
            given = {**step.configured(self._values).model_dump(mode="json"), **self._inner(step)}[setting]
            parameter = Parameter(waiting.name, TYPES.get(type(given), "any"), default=given)
            if self._ask(Binding("variable", waiting.name), parameter):
                yield setting, Binding("parameter", waiting.name)
        for setting in step.instance.bindings:
            bound = outer_binding(self._graph, step.id, setting)
            if bound is not None and bound.source == "parameter" and self._ask(bound):
                yield setting, bound

    def _ask(self, bound: Binding, parameter: Parameter | None = None) -> bool:
        """Whether production may set what a setting is bound to; then it is a parameter of the captured workflow."""
        self.could_be_asked.add(bound.name)
        if bound.name not in self._region.bounds.asked:
            return False
        if parameter is None:
            described = self._graph.workflow.parameters[bound.name]
            parameter = replace(described, default=self._graph.parameters[bound.name], required=False)
        other = self._made.parameters.setdefault(bound.name, parameter)
        if other != parameter:
            raise CaptureError(
                f"Captured nodes take {quoted(bound.name)} from several places, with other types or values. Give one of "
                "the parameters or variables another name."
            )
        return True


def _numbered(stem: str) -> Iterator[str]:
    yield stem
    yield from (f"{stem}_{number}" for number in itertools.count(2))
