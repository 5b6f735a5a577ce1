"""Makes a workflow ready to run: parameters resolved, settings checked, components laid flat, in topological order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from knode.core.errors import (
    CombineError,
    CycleRefused,
    KindMismatch,
    KnodeError,
    TrustRequired,
    UnknownName,
    UsageError,
    quoted,
)
from knode.core.following import check_followed, ports_of
from knode.core.node import Node
from knode.core.ports import VARIABLES_PORT, Port, Ports
from knode.core.workflow import Binding, Instance, Parameter, Workflow
from knode.engine.code import digest
from knode.engine.modes import LeftOut, origin

if TYPE_CHECKING:
    import networkx as nx

VALUE = "value"
"""The input of a boundary node; what feeds a component, or comes from outside, arrives there."""
Source = tuple[str, str]
"""A step's id and the name of one of its outputs."""


@dataclass(frozen=True, slots=True)
class FromVariable:
    """A value that is known only when the variables of `sources` are there."""

    name: str
    sources: tuple[Source, ...]


Environment = Mapping[str, Any]
"""The values of a workflow's parameters by name; a `FromVariable` where the value comes later."""


@dataclass(slots=True)
class Step:
    """One node to run. Its id is the node's id, behind the ids of the components around it: `clean/impute`.

    `node` is None while some setting waits for a variable; `bound` says which.
    """

    id: str
    instance: Instance
    cls: type[Node]
    node: Node | None
    ports: Ports
    key: bytes
    inputs: dict[str, tuple[Source, ...]] = field(default_factory=dict)
    bound: dict[str, FromVariable] = field(default_factory=dict)
    captured: tuple[Source, ...] = ()
    """What the step needs beside its inputs, because it captures it."""

    def sources(self) -> Iterator[Source]:
        """Every output that this step needs."""
        for sources in self.inputs.values():
            yield from sources
        for waiting in self.bound.values():
            yield from waiting.sources
        yield from self.captured

    def configured(self, variables: Mapping[Source, Mapping[str, Any]]) -> Node:
        """The node with all its settings, those included that come from variables."""
        if self.node is not None:
            return self.node
        given = dict(self.instance.settings)
        for setting, waiting in self.bound.items():
            found = [variables[source] for source in waiting.sources if waiting.name in variables[source]]
            if not found:
                known = sorted({name for source in waiting.sources for name in variables[source]})
                raise UnknownName("variable", waiting.name, known, f"for setting {quoted(setting)}")
            given[setting] = found[-1][waiting.name]
        return self.cls.from_settings(given, version=self.instance.version, node=self.id)


@dataclass(slots=True)
class Graph:
    """The steps of a workflow in topological order, and the network of who needs whom.

    `following` and `needed` are the network's edges as lists, for the loops that must be fast.
    """

    workflow: Workflow
    steps: dict[str, Step]
    network: nx.DiGraph[str]
    following: dict[str, list[str]]
    needed: dict[str, list[str]]
    parameters: Mapping[str, Any] = field(default_factory=dict)
    """The values of the workflow's parameters."""
    left_out: LeftOut = field(default_factory=LeftOut)
    """Nodes that are switched off, cannot run, or need those."""

    def upstream(self, wanted: Iterable[str]) -> set[str]:
        """The ids of `wanted` and of all steps that they need."""
        found = set(wanted)
        waiting = list(found)
        while waiting:
            for source, _ in self.steps[waiting.pop()].sources():
                if source not in found:
                    found.add(source)
                    waiting.append(source)
        return found

    def sinks(self) -> list[str]:
        """The steps that nothing follows."""
        return [step for step, following in self.following.items() if not following]

    def under(self, node: str) -> list[str]:
        """The steps that a node's id stands for: the step itself, or for a component its outputs.

        Raises UnknownName, or why the node cannot run.
        """
        if node in self.steps:
            return [node]
        refusal = self.left_out.refusal(self.workflow, node)
        if refusal is not None:
            raise refusal
        inside = [step for step in self.steps if step.startswith(f"{node}/")]
        if not inside:
            raise UnknownName("node", node, {*self.steps, *self.workflow.nodes})
        ends = [
            step
            for step in inside
            if self.steps[step].cls.boundary == "output" and step.count("/") == node.count("/") + 1
        ]
        return ends or inside


class Compiler:
    """Compiles workflows, and keeps what did not change from the last time."""

    def __init__(self, *, trust: bool = False) -> None:
        self.trust = trust
        # What is bound is kept as text: 1, 1.0 and True are equal, and a list that was given may be edited afterwards.
        self._known: dict[str, tuple[Instance, str, Step]] = {}
        self._last: Graph | None = None

    def compile(
        self,
        workflow: Workflow,
        parameters: Mapping[str, Any] | None = None,
        to: Iterable[str] = (),
        *,
        partial: bool = False,
        given: Collection[str] = (),
    ) -> Graph:
        """The graph of a workflow with these parameters; only of what leads to the nodes `to`, if there are any, so that
        an unfinished node elsewhere stops nobody.

        Nodes that are switched off are left out, with what needs them. `given` are names of inputs that will be given a
        value. With `partial`, nodes that cannot run are left out too, and `left_out` says why; otherwise they raise:

        Raises:
            UnknownName: a parameter that the workflow does not have.
            SettingError: a parameter or setting of the wrong type or out of range.
            NodeUnavailable: a node's pack is not installed.
            TrustRequired: a node runs code and nobody said to trust it.
            UsageError: an input is not connected.
        """
        left_out = LeftOut(tolerant=partial)
        environment = _environment(workflow, parameters or {}, tolerant=partial)
        steps = self._laid_flat(workflow, environment, _leading(workflow, to), left_out, given)
        left_out.drop(steps)
        last = self._last
        for step in list(steps.values()):
            if last is None or last.steps.get(step.id) is not step or not _same_sources(step, steps, last.steps):
                with left_out.noting(step.id):
                    _check_links(step, steps)
        left_out.drop(steps)
        if last is not None and _same_links(steps, last.steps):
            steps = {step: steps[step] for step in last.steps}
            graph = Graph(workflow, steps, last.network, last.following, last.needed)
        else:
            graph = _ordered(workflow, steps)
        self._last = replace(graph, parameters=environment, left_out=left_out)
        return self._last

    def _laid_flat(
        self,
        workflow: Workflow,
        environment: Environment,
        leading: Collection[str],
        left_out: LeftOut,
        given: Collection[str],
    ) -> dict[str, Step]:
        """The steps of a workflow and of the components in it, but for nodes that are switched off or cannot run."""
        steps: dict[str, Step] = {}
        waiting: list[tuple[str, Workflow, Environment, Mapping[str, tuple[Source, ...]]]] = [
            ("", workflow, environment, {})
        ]
        while waiting:
            prefix, inner, values, fed = waiting.pop()
            for node, instance in inner.nodes.items():
                path = prefix + node
                if inner is workflow and node not in leading:
                    continue
                if instance.mode != "run":
                    left_out.modes[path] = instance.mode
                    continue
                with left_out.noting(path):
                    inputs = {VALUE: fed[node]} if node in fed else _inputs(inner, node, prefix)
                    if instance.workflow is None:
                        step = self._step(inner, instance, prefix, values, inputs)
                        _check_connected(step)
                        if left_out.tolerant and inner is workflow and getattr(step.node, "name", None) not in given:
                            _check_fed(step)
                        steps[path] = step
                    else:
                        inside, entries = _enter(instance, path, values, inputs)
                        waiting.append((f"{path}/", instance.workflow, inside, entries))
        return steps

    def _step(
        self,
        workflow: Workflow,
        instance: Instance,
        prefix: str,
        environment: Environment,
        inputs: dict[str, tuple[Source, ...]],
    ) -> Step:
        path = prefix + instance.id
        bound = _bound(instance.bindings, environment, inputs.get(VARIABLES_PORT.name, ()), path)
        last = self._known.get(path)
        known = last is not None and last[0] is instance and last[1] == repr(bound)
        if last is not None and known and last[2].cls.follows is None:
            step = last[2]
        else:
            step = self._new_step(workflow, instance, path, bound)
            # Its ports depend on other nodes too; when they are as before, so is the step.
            step = last[2] if last is not None and known and last[2].key == step.key else step
        if VARIABLES_PORT.name in inputs and step.ports.input(VARIABLES_PORT.name) is VARIABLES_PORT:
            del inputs[VARIABLES_PORT.name]
        if step.inputs != inputs:
            step = replace(step, inputs=inputs)
        self._known[path] = (instance, repr(bound), step)
        return step

    def _new_step(self, workflow: Workflow, instance: Instance, path: str, bound: dict[str, Any]) -> Step:
        cls = workflow.registry.get(instance.type, path)
        for name in instance.bindings:
            if name not in cls.model_fields:
                raise UnknownName("setting", name, cls.model_fields, f"of node {quoted(path)}")
        if cls.code and not self.trust:
            raise TrustRequired(
                f"Node {quoted(path)} ({instance.title}) runs code that came with the workflow. Read it, and say that "
                "you trust it (--trust).",
                node=path,
            )
        later = {name: value for name, value in bound.items() if isinstance(value, FromVariable)}
        given = {**instance.settings, **bound}
        if later:
            fixed = {name: value for name, value in given.items() if name not in later}
            ports = workflow.ports(instance.id)
            assert ports is not None
            followed = repr(ports) if cls.follows is not None else ""
            key = digest(cls, (repr(sorted((name, repr(value)) for name, value in fixed.items())) + followed).encode())
            kept = Instance(path, instance.type, instance.label, instance.version, fixed)
            return Step(path, kept, cls, None, ports, key, bound=later)
        node = cls.from_settings(given, version=instance.version, node=path)
        settings = node.model_dump_json().encode()
        if cls.follows is None:
            return Step(path, instance, cls, node, node.ports(), digest(cls, settings))
        try:
            check_followed(workflow, instance.id, node)
        except KnodeError as error:
            raise CombineError(f"Node {quoted(path)}: {error.message}", **{**error.facts, "node": path}) from None
        ports = ports_of(workflow, instance.id, node)
        return Step(path, instance, cls, node, ports, digest(cls, settings + repr(ports).encode()))


def _leading(workflow: Workflow, to: Iterable[str]) -> Collection[str]:
    """The nodes of a workflow from which `to` can be reached; all when `to` is empty."""
    waiting = [node for path in to if (node := path.partition("/")[0]) in workflow]
    if not waiting:
        return workflow.nodes
    found = set(waiting)
    while waiting:
        for link in workflow.links_into(waiting.pop()):
            if link.source not in found:
                found.add(link.source)
                waiting.append(link.source)
    return found


def _environment(workflow: Workflow, given: Mapping[str, Any], *, tolerant: bool = False) -> dict[str, Any]:
    """The values of a workflow's parameters; with `tolerant`, the error in the place of one that has none."""
    for name in given:
        if name not in workflow.parameters:
            raise UnknownName("parameter", name, workflow.parameters, f"of workflow {quoted(workflow.name)}")
    values: dict[str, Any] = {}
    for name, parameter in workflow.parameters.items():
        try:
            values[name] = _parameter_value(parameter, given)
        except KnodeError as error:
            if not tolerant:
                raise
            values[name] = error
    return values


def _parameter_value(parameter: Parameter, given: Mapping[str, Any]) -> Any:
    name = parameter.name
    if name in given:
        return given[name] if isinstance(given[name], FromVariable) else parameter.check(given[name])
    if parameter.required:
        raise UsageError(f"The parameter {quoted(name)} has no default and must be given.", parameter=name)
    return parameter.checked_default()


def _bound(
    bindings: Mapping[str, Binding], environment: Environment, variables: tuple[Source, ...], path: str
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for setting, binding in bindings.items():
        if binding.source == "parameter":
            if binding.name not in environment:
                where = f"for setting {quoted(setting)} of node {quoted(path)}"
                raise UnknownName("parameter", binding.name, environment, where)
            value = environment[binding.name]
            if isinstance(value, KnodeError):
                raise value
            values[setting] = value
        elif variables:
            values[setting] = FromVariable(binding.name, variables)
        else:
            raise UsageError(
                f"Setting {quoted(setting)} of node {quoted(path)} takes its value from the variable "
                f"{quoted(binding.name)}, but nothing is connected to the node's variables.",
                node=path,
                setting=setting,
            )
    return values


def _inputs(workflow: Workflow, node: str, prefix: str) -> dict[str, tuple[Source, ...]]:
    inputs: dict[str, tuple[Source, ...]] = {}
    for link in workflow.links_into(node):
        inputs[link.target_port] = (*inputs.get(link.target_port, ()), origin(workflow, link, prefix))
    return inputs


def _enter(
    instance: Instance, path: str, environment: Environment, inputs: dict[str, tuple[Source, ...]]
) -> tuple[dict[str, Any], dict[str, tuple[Source, ...]]]:
    """The parameters inside a component, and what feeds its input nodes, by their ids."""
    inside = instance.workflow
    assert inside is not None
    ends = inside.ends("input")
    bound = _bound(instance.bindings, environment, inputs.get(VARIABLES_PORT.name, ()), path)
    if VARIABLES_PORT.name not in ends:
        inputs.pop(VARIABLES_PORT.name, None)
    values = _environment(inside, {**instance.settings, **bound})
    for port in inputs:
        if port not in ends:
            raise UnknownName("input port", port, ends, f"at component {quoted(path)}")
    return values, {ends[port]: sources for port, sources in inputs.items()}


def _check_links(step: Step, steps: Mapping[str, Step]) -> None:
    """Ports may have gone away, or changed their kind, since a link was made."""
    for name, sources in step.inputs.items():
        port = step.ports.input(name)
        if port is None:
            raise UnknownName(
                "input port", name, [known.name for known in step.ports.inputs], f"at node {quoted(step.id)}"
            )
        for source, source_port in sources:
            _check_source(source, source_port, step, port, steps)
    for setting, waiting in step.bound.items():
        for source, source_port in waiting.sources:
            _check_source(source, source_port, step, replace(VARIABLES_PORT, name=setting), steps)


def _check_source(source: str, source_port: str, step: Step, port: Port, steps: Mapping[str, Step]) -> None:
    output = steps[source].ports.output(source_port)
    if output is None:
        names = [known.name for known in steps[source].ports.outputs]
        raise UnknownName("output port", source_port, names, f"at node {quoted(source)}")
    if output.kind != port.kind:
        raise KindMismatch(f"{source}.{source_port}", output.kind, f"{step.id}.{port.name}", port.kind)


def _check_connected(step: Step) -> None:
    for port in step.ports.inputs:
        if not port.optional and port.name not in step.inputs:
            raise UsageError(
                f"Node {quoted(step.id)} ({step.instance.title}): input {quoted(port.name)} is not connected. "
                f"Connect a {port.kind} to it.",
                node=step.id,
                port=port.name,
            )


def _check_fed(step: Step) -> None:
    """An input of the workflow itself has no value unless somebody gives it one."""
    if step.cls.boundary == "input" and not step.inputs:
        raise UsageError(
            f"Node {quoted(step.id)} ({step.instance.title}) is an input of this workflow, and nothing is connected to it. "
            "Connect an example to it, or run the workflow where it is given one.",
            node=step.id,
        )


def _same_links(steps: Mapping[str, Step], last: Mapping[str, Step]) -> bool:
    """The same steps and, between them, the same links: so the order is the same too."""
    if steps.keys() != last.keys():
        return False
    for step_id, step in steps.items():
        before = last[step_id]
        if step is not before and (step.inputs != before.inputs or step.bound != before.bound):
            return False
    return True


def _same_sources(step: Step, steps: Mapping[str, Step], last: Mapping[str, Step]) -> bool:
    return all(source in last and steps[source].ports is last[source].ports for source, _ in step.sources())


def _ordered(workflow: Workflow, steps: dict[str, Step]) -> Graph:
    import networkx as nx

    network: nx.DiGraph[str] = nx.DiGraph()
    network.add_nodes_from(steps)
    network.add_edges_from((source, step.id) for step in steps.values() for source, _ in step.sources())
    try:
        order = list(nx.topological_sort(network))
    except nx.NetworkXUnfeasible:
        edges = nx.find_cycle(network)
        raise CycleRefused([*(source for source, _ in edges), edges[0][0]]) from None
    following = {step: list(after) for step, after in network.adjacency()}
    needed: dict[str, list[str]] = {step: [] for step in order}
    for step, after in following.items():
        for follower in after:
            needed[follower].append(step)
    return Graph(workflow, {step: steps[step] for step in order}, network, following, needed)


def with_captured(graph: Graph, needs_of: Callable[[Graph, str], Sequence[Source]]) -> Graph:
    """The same graph in which steps that capture also wait for what they capture. Raises what `needs_of` raises; of a
    partial graph, a step that cannot capture is left out."""
    ends = [step.id for step in graph.steps.values() if step.cls.captures == "end"]
    if not ends:
        return graph
    steps, left_out = dict(graph.steps), graph.left_out
    for end in ends:
        with left_out.noting(end):
            steps[end] = replace(steps[end], captured=tuple(needs_of(graph, end)))
    left_out.drop(steps)
    return replace(_ordered(graph.workflow, steps), parameters=graph.parameters, left_out=left_out)
