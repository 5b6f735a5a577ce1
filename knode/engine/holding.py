"""The workflow that a node holds, as a step of the workflow around it needs to know it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.core.document import node_json, parameter_json
from knode.core.errors import KnodeError, UsageError, quoted
from knode.core.held import filled, walked
from knode.core.node import Node
from knode.core.spec import Spec
from knode.core.workflow import Instance, Workflow
from knode.engine.code import digest

if TYPE_CHECKING:
    from knode.engine.graph import Graph


@dataclass(frozen=True, eq=False, slots=True)
class Holding:
    """What a node holds.

    `parameters` are values of the inside's parameters that settings and bindings of the node give. `key` covers all that its
    results follow from beside values and files. `effect`: a node in it changes something outside. `fits`: those in it that
    learn something. `folder` is where relative file names start in it, if not where they do around it. `readers` read from
    outside; where `unsure`, one of them reads what only the run will tell.
    """

    workflow: Workflow
    prefix: str
    parameters: Mapping[str, Any]
    trust: bool
    folder: Path | None
    key: bytes
    effect: bool
    fits: tuple[str, ...]
    readers: tuple[Node, ...] = field(repr=False)
    unsure: bool

    def compiled(self, varying: Collection[str] = ()) -> Graph:
        """The graph as far as it can be told before the node runs: without nodes that wait for a parameter.

        `varying` are parameters that will have another value each time."""
        from knode.engine.graph import Compiler

        compiler = Compiler(trust=self.trust, prefix=self.prefix)
        later = {name: UsageError(f"The parameter {quoted(name)} is known when the node runs.") for name in varying}
        given = {
            **self.parameters,
            **{name: error for name, error in later.items() if name in self.workflow.parameters},
        }
        return compiler.compile(self.workflow, given, partial=True, given=self.workflow.ends("input"))

    def nodes(self) -> Iterator[Node]:
        """The nodes in it whose settings are known, those in nodes that hold something included."""
        for step in self.compiled().steps.values():
            if step.node is not None:
                yield step.node
            if step.holding is not None:
                yield from step.holding.nodes()

    def fingerprint(self, folder: Path) -> list[Any]:
        """What the readers in it would read."""
        return [reader.fingerprint(self.folder or folder) for reader in self.readers]

    def specs(self, inputs: Mapping[str, Spec | None], varying: Collection[str] = ()) -> dict[str, Spec | None]:
        """The specs of its outputs by name, from those of its inputs by name. Raises what a node in it knows to be wrong."""
        from knode.engine.inside import propagated

        return propagated(self, self.compiled(varying), inputs)


def holding_of(
    workflow: Workflow, path: str, parameters: Mapping[str, Any], *, trust: bool, called: bool = False
) -> Holding:
    """What the node at `path` holds; a workflow that is `called` comes from a file of its own, with that file's folder.

    Raises what is wrong with it, as far as that can be told before it runs.
    """
    checked = {name: workflow.parameters[name].check(value) for name, value in parameters.items()}
    prefix = f"{path}/"
    classes = [
        (inner, instance, workflow.registry.find(instance.type)) for inner, instance, _ in walked(workflow, prefix)
    ]
    known = [(inner, instance, cls) for inner, instance, cls in classes if cls is not None and instance.mode == "run"]
    for inner, instance, cls in known:
        if cls.captures is not None:
            raise UsageError(
                f"Node {quoted(inner)} ({instance.title}) stands inside {quoted(path)}, and a capture can neither begin nor "
                "end there. Capture around the whole node instead.",
                node=inner,
            )
    reading = [(instance, cls) for _, instance, cls in known if cls.fingerprint is not Node.fingerprint]
    held = Holding(
        workflow,
        prefix,
        checked,
        trust,
        workflow.folder if called else None,
        _key(workflow, checked, [cls for _, _, cls in known]),
        any(cls.effect for _, _, cls in known),
        tuple(inner for inner, _, cls in known if cls.fits is not None),
        tuple(_configured(instance, cls) for instance, cls in reading if not instance.bindings),
        any(instance.bindings for instance, _ in reading),
    )
    _check(held)
    return held


def _configured(instance: Instance, cls: type[Node]) -> Node:
    return cls.from_settings(instance.own(cls), version=instance.version, node=instance.id)


def _key(workflow: Workflow, parameters: Mapping[str, Any], classes: list[type[Node]]) -> bytes:
    texts = [json.dumps(line, sort_keys=True, default=repr) for line in _lines(workflow)]
    return "\n".join([*texts, repr(sorted(parameters.items()))]).encode("utf-8", "backslashreplace") + b"".join(
        digest(cls, b"") for cls in classes
    )


def _lines(workflow: Workflow, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """What a workflow does, without names and places that only a person sees."""
    for name, parameter in sorted(workflow.parameters.items()):
        yield f"{prefix}${name}", parameter_json(replace(parameter, description=""))
    for node, found in sorted(workflow.nodes.items()):
        instance = filled(workflow, found)
        yield prefix + node, node_json(replace(instance, label="", workflow=None))
        yield f"{prefix}{node} <", [str(link) for link in workflow.links_into(node)]
        if instance.workflow is not None:
            yield from _lines(instance.workflow, f"{prefix}{node}/")


def revisions(instance: Instance) -> str:
    """What changes with every edit of the workflow that a node holds, and of the files that are called in it."""
    if instance.workflow is None:
        return ""
    try:
        inner = [found.workflow for _, found, _ in walked(instance.workflow) if found.workflow is not None]
    except KnodeError as error:
        return error.message
    return repr([(id(one), one.revision, one.parameters) for one in (instance.workflow, *inner)])


def _check(held: Holding) -> None:
    """Raise what stands in the way of running the inside; a node that waits for a parameter is checked when it runs."""
    graph = held.compiled()
    waiting = {
        id(graph.parameters[name])
        for name, parameter in held.workflow.parameters.items()
        if parameter.required and name not in held.parameters
    }
    for problem in graph.left_out.problems.values():
        if id(problem) not in waiting:
            raise problem
