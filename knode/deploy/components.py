"""Components in a capture: which stay whole, and what a setting deep inside one is bound to outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from knode.core.workflow import Binding, Instance
from knode.deploy.region import Region
from knode.engine.graph import Graph, Source, Step


@dataclass(frozen=True, slots=True)
class Whole:
    """A component that is copied as it is: what feeds its inputs by name, and the names of its outputs by their source."""

    inputs: Mapping[str, Source]
    outputs: Mapping[Source, str]


def whole_components(graph: Graph, found: Region) -> dict[str, Whole]:
    """The components that lie in a region with all their nodes, each copied.

    One in which something is fitted, left out or frozen cannot stay what it is: its nodes are captured one by one.
    """
    copied = set(found.copied())
    whole = {}
    for name, instance in graph.workflow.nodes.items():
        if not instance.is_component or any(bound.source == "variable" for bound in instance.bindings.values()):
            continue
        steps = [step for step in graph.steps.values() if step.id.startswith(f"{name}/")]
        if steps and all(step.id in copied or _is_passage(step, found) for step in steps):
            whole[name] = _ends(graph, name, instance)
    return whole


def _is_passage(step: Step, found: Region) -> bool:
    """An input or output of a component through which something comes that production has too."""
    sources = next(iter(step.inputs.values()), ())
    return step.cls.boundary in ("input", "output") and len(sources) == 1 and found.final(sources[0]) in found.deeds


def _ends(graph: Graph, name: str, instance: Instance) -> Whole:
    assert instance.workflow is not None
    entries, exits = instance.workflow.ends("input"), instance.workflow.ends("output")
    return Whole(
        {port: next(iter(graph.steps[f"{name}/{node}"].inputs.values()))[0] for port, node in entries.items()},
        {(f"{name}/{node}", graph.steps[f"{name}/{node}"].ports.outputs[0].name): port for port, node in exits.items()},
    )


def outer_binding(graph: Graph, step_id: str, setting: str) -> Binding | None:
    """What a setting of a step is bound to in the workflow itself, through the components around the step; None when one of
    them gives a fixed value."""
    path = step_id.split("/")
    binding: Binding | None = graph.steps[step_id].instance.bindings.get(setting)
    for depth in range(len(path) - 1, 0, -1):
        if binding is None or binding.source == "variable":
            break
        binding = _at(graph, path[:depth]).bindings.get(binding.name)
    return binding


def _at(graph: Graph, path: list[str]) -> Instance:
    workflow = graph.workflow
    for name in path[:-1]:
        inside = workflow.nodes[name].workflow
        assert inside is not None
        workflow = inside
    return workflow.nodes[path[-1]]
