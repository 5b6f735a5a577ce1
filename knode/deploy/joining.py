"""Builds the document of combined workflows: the nodes of all segments side by side, linked where one feeds another.

Ids that would clash get a number, and with them the frozen values; parameters that mean the same become one. Between two
segments the receiving one's Container Input goes away where it would only hand on what comes; where it would change or
check something, it stays inside a component.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from knode.core.fitting import merged
from knode.core.spec import EndSpec, TableSpec, WorkflowSpec
from knode.core.values import Captured
from knode.core.wiring import End, Wiring
from knode.core.workflow import COMPONENT, Binding, Instance, Link, Workflow
from knode.engine.graph import Source

CONTAINER_OUTPUT = "deploy.ContainerOutput"
VALUE = "value"
"""The port of an end that carries its value."""


def joined(
    segments: Mapping[str, Captured], specs: Mapping[str, WorkflowSpec], wiring: Wiring, name: str
) -> tuple[Workflow, dict[str, tuple[str, Any]], dict[str, str]]:
    """The document of the combination, the frozen values by their new ids, and for each new id `segment.id` as it was."""
    joining = _Joining(segments, specs, wiring, name)
    workflow = joining.workflow()
    frozen, origin = {}, {}
    for segment, captured in segments.items():
        for node, value in captured.frozen.items():
            new = joining.frozen_id(segment, node)
            frozen[new], origin[new] = value, f"{segment}.{node}"
    return workflow, frozen, origin


class _Joining:
    """Adds nodes under free ids, and remembers which source stands for each input of a segment."""

    def __init__(
        self, segments: Mapping[str, Captured], specs: Mapping[str, WorkflowSpec], wiring: Wiring, name: str
    ) -> None:
        self._segments = {segment: captured.workflow for segment, captured in segments.items()}
        self._specs = specs
        self._wiring = wiring
        self._ids: dict[tuple[str, str], str] = {}
        self._entries: dict[End, Source] = {}
        self._made = Workflow(name, registry=next(iter(self._segments.values())).registry)

    def workflow(self) -> Workflow:
        self._made.description = "\n\n".join(one.description for one in self._segments.values() if one.description)
        for name, ends in self._wiring.inputs.items():
            self._add_input(name, ends)
        for segment in self._wiring.order:
            self._add_segment(segment)
        for name, end in self._wiring.outputs.items():
            self._add_output(name, end)
        return self._made

    def frozen_id(self, segment: str, node: str) -> str:
        """The new id of a frozen node, which may lie inside a component."""
        outer, slash, inner = node.partition("/")
        return self._ids[segment, outer] + slash + inner

    def _free(self, wanted: str) -> str:
        numbered = itertools.chain([wanted], (f"{wanted}_{number}" for number in itertools.count(2)))
        return next(name for name in numbered if name not in self._made)

    # ---- ends

    def _add_input(self, name: str, ends: list[End]) -> None:
        segment, port = ends[0]
        node = self._segments[segment].ends("input")[port]
        instance = self._segments[segment].nodes[node]
        settings = {**instance.settings, "name": name}
        whole = merged([self._input(end) for end in ends])
        if len(ends) == 1:
            self._ids[segment, node] = self._free(name)
        elif whole.table is None:
            settings.pop("columns", None)
        else:
            settings["columns"] = whole.table.model_dump(mode="json", exclude_defaults=True)["columns"]
        made = self._made.add(replace(instance, id=self._free(name), settings=settings))
        for end in ends:
            source = made.id, VALUE
            self._entries[end] = source if len(ends) == 1 else self._entered(end, source, whole.table)

    def _input(self, end: End) -> EndSpec:
        found = (self._specs[end[0]].inputs or {})[end[1]]
        return found

    def _entered(self, end: End, source: Source, arriving: TableSpec | None) -> Source:
        """What stands for a segment's input: what arrives, or what the input makes of it."""
        workflow = self._segments[end[0]]
        instance = workflow.nodes[workflow.ends("input")[end[1]]]
        if _hands_on(instance, self._input(end), arriving):
            return source
        inner = Workflow(instance.title, registry=workflow.registry)
        inner.add(replace(instance, id="came"))
        inner.add(Instance("goes", CONTAINER_OUTPUT, settings={"name": end[1], "kind": self._input(end).kind}))
        inner.link("came", VALUE, "goes", VALUE)
        fit = self._made.add(Instance(self._free(f"fit_{end[1]}"), COMPONENT, f"Fit {end[1]}", workflow=inner))
        self._made.restore_link(Link(*source, fit.id, end[1]))
        return fit.id, end[1]

    def _add_output(self, name: str, end: End) -> None:
        workflow = self._segments[end[0]]
        instance = workflow.nodes[workflow.ends("output")[end[1]]]
        made = self._made.add(replace(instance, id=self._free(name), settings={**instance.settings, "name": name}))
        self._made.restore_link(Link(*self._leaving(end), made.id, VALUE))

    def _leaving(self, end: End) -> Source:
        """What comes out of a segment's output."""
        segment, port = end
        workflow = self._segments[segment]
        link = workflow.links_into(workflow.ends("output")[port])[0]
        return self._source(segment, link)

    def _source(self, segment: str, link: Link) -> Source:
        taken = {node: name for name, node in self._segments[segment].ends("input").items()}
        if link.source in taken:
            return self._entries[segment, taken[link.source]]
        return self._ids[segment, link.source], link.source_port

    # ---- what is between

    def _add_segment(self, segment: str) -> None:
        workflow = self._segments[segment]
        for (target, port), source in self._wiring.fed.items():
            if target == segment:
                given = (self._specs[source[0]].outputs or {})[source[1]].table
                self._entries[segment, port] = self._entered((segment, port), self._leaving(source), given)
        renamed = self._add_parameters(segment, workflow)
        ends = {*workflow.ends("input").values(), *workflow.ends("output").values()}
        for node, instance in workflow.nodes.items():
            if node not in ends:
                bindings = {name: _rebound(bound, renamed) for name, bound in instance.bindings.items()}
                new = self._made.add(replace(instance, id=self._free(node), bindings=bindings))
                self._ids[segment, node] = new.id
        for link in workflow.links:
            into = self._ids.get((segment, link.target))
            if into is not None:
                self._made.restore_link(Link(*self._source(segment, link), into, link.target_port))

    def _add_parameters(self, segment: str, workflow: Workflow) -> dict[str, str]:
        renamed = {}
        for name, parameter in workflow.parameters.items():
            known = self._made.parameters.get(name)
            new = name if known is None or known == parameter else f"{segment}_{name}"
            self._made.parameters[new] = replace(parameter, name=new)
            renamed[name] = new
        return renamed


def _rebound(bound: Binding, renamed: Mapping[str, str]) -> Binding:
    return Binding(bound.source, renamed.get(bound.name, bound.name)) if bound.source == "parameter" else bound


def _hands_on(instance: Instance, end: EndSpec, arriving: TableSpec | None) -> bool:
    """Whether a Container Input would give what arrives as it is: described columns, dtypes and order are there."""
    if end.table is None:
        return True
    policies = (end.extra_column, instance.settings.get("unknown_category", "allow"))
    if arriving is None or policies != ("keep", "allow"):
        return False
    for column in end.table.columns:
        if column.name not in arriving or arriving[column.name].dtype != column.dtype:
            return False
        if column.categories is not None and arriving[column.name].categories != column.categories:
            return False
    return len(arriving.names) > len(end.table.names) or arriving.names == end.table.names
