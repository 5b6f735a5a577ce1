"""Makes a workflow ready to run: parameters resolved, settings checked, components laid flat, in topological order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knode.core.errors import (
    CombineError,
    CycleRefused,
    KnodeError,
    TrustRequired,
    UnknownName,
    UsageError,
    quoted,
)
from knode.core.following import check_followed, ports_of
from knode.core.held import check_held, filled
from knode.core.node import Node
from knode.core.ports import VARIABLES_PORT, Ports, holding_ports
from knode.core.refusal import no_setting
from knode.core.values import INACTIVE
from knode.core.workflow import Binding, Instance, Parameter, Workflow
from knode.engine.code import digest
from knode.engine.connected import check_connected, check_fed, check_links
from knode.engine.holding import Holding, holding_of, revisions
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
    after: tuple[Source, ...] = ()
    """Variables that are connected and set nothing: the step waits for them."""
    captured: tuple[Source, ...] = ()
    """What the step needs beside its inputs, because it captures it."""
    holding: Holding | None = None
    """The workflow in the node, for one that holds it."""

    @property
    def effect(self) -> bool:
        """Running it changes something outside, by itself or by what it holds."""
        return self.cls.effect or (self.holding is not None and self.holding.effect)

    def is_unsure(self, folder: Path) -> bool:
        """Something in the node reads what only its run will tell, such as a file whose name is in a row; the node does not
        say for itself what is read."""
        unsure = self.holding is not None and self.holding.unsure
        return unsure and (self.node is None or self.node.fingerprint(folder) is None)

    def sources(self) -> Iterator[Source]:
        """Every output that this step needs."""
        for sources in self.inputs.values():
            yield from sources
        for waiting in self.bound.values():
            yield from waiting.sources
        yield from self.after
        yield from self.captured

    def configured(self, variables: Mapping[Source, Any]) -> Node:
        """The node with all its settings, those included that come from variables."""
        if self.node is not None:
            return self.node
        own = self.instance.own(self.cls)
        given = {name: value for name, value in self.arrived(variables).items() if name in self.cls.model_fields}
        return self.cls.from_settings({**own, **given}, version=self.instance.version, node=self.id)

    def arrived(self, variables: Mapping[Source, Any]) -> dict[str, Any]:
        """The settings that come from variables, and so do parameters of what the node holds."""
        given: dict[str, Any] = {}
        for setting, waiting in self.bound.items():
            active = [variables[source] for source in waiting.sources if variables[source] is not INACTIVE]
            found = [values for values in active if waiting.name in values]
            if not found:
                known = sorted({name for values in active for name in values})
                raise UnknownName("variable", waiting.name, known, f"for setting {quoted(setting)}")
            given[setting] = found[-1][waiting.name]
        return given

    def spec(self, inputs: Mapping[str, Any]) -> dict[str, Any]:
        """What the node says of its outputs, from specs by port name. Raises DataError as `Node.spec` does."""
        if self.node is None:
            return {}
        if self.holding is None:
            return self.node.spec(inputs)
        return self.node.holding_spec(inputs, self.holding.specs)


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

    def downstream(self, steps: Iterable[str]) -> set[str]:
        """The ids of `steps` and of all that follow them."""
        found = set(steps)
        waiting = list(found)
        while waiting:
            for follower in self.following[waiting.pop()]:
                if follower not in found:
                    found.add(follower)
                    waiting.append(follower)
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
    """Compiles workflows, and keeps what did not change from the last time.

    `prefix` stands before the ids of all steps: the path of the node that holds the workflow, and a slash.
    """

    def __init__(self, *, trust: bool = False, prefix: str = "") -> None:
        self.trust = trust
        self.prefix = prefix
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
        environment = environment_of(workflow, parameters or {}, tolerant=partial)
        steps = self._laid_flat(workflow, environment, _leading(workflow, to), left_out, given)
        left_out.drop(steps)
        last = self._last
        for step in list(steps.values()):
            if last is None or last.steps.get(step.id) is not step or not _same_sources(step, steps, last.steps):
                with left_out.noting(step.id):
                    check_links(step, steps)
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
        waiting: list[tuple[str, Workflow, Environment, Mapping[str, tuple[Source, ...]], tuple[Source, ...]]] = [
            (self.prefix, workflow, environment, {}, ())
        ]
        while waiting:
            prefix, inner, values, fed, after = waiting.pop()
            for node, instance in inner.nodes.items():
                path = prefix + node
                if inner is workflow and node not in leading:
                    continue
                if instance.mode != "run":
                    left_out.modes[path] = instance.mode
                    continue
                with left_out.noting(path):
                    instance = filled(inner, instance)
                    inputs = {VALUE: fed[node]} if node in fed else _inputs(inner, node, prefix)
                    if not instance.is_component:
                        step = self._step(inner, instance, prefix, values, inputs, after)
                        check_connected(step)
                        end = step.cls.boundary is not None and left_out.tolerant and inner is workflow
                        if end and getattr(step.node, "name", None) not in given:
                            check_fed(step)
                        steps[path] = step
                    else:
                        assert instance.workflow is not None
                        inside, entries, unused = _enter(instance, path, values, inputs)
                        waiting.append((f"{path}/", instance.workflow, inside, entries, (*after, *unused)))
        return steps

    def _step(
        self,
        workflow: Workflow,
        instance: Instance,
        prefix: str,
        environment: Environment,
        inputs: dict[str, tuple[Source, ...]],
        after: tuple[Source, ...],
    ) -> Step:
        path = prefix + instance.id
        bound = _bound(instance.bindings, environment, inputs.get(VARIABLES_PORT.name, ()), path)
        last = self._known.get(path)
        stamp = repr(bound) + revisions(instance)
        known = last is not None and last[0] is instance and last[1] == stamp
        if last is not None and known and last[2].cls.follows is None:
            step = last[2]
        else:
            step = self._new_step(workflow, instance, path, bound)
            # Its ports depend on other nodes too; when they are as before, so is the step.
            step = last[2] if last is not None and known and last[2].key == step.key else step
        if VARIABLES_PORT.name in inputs and step.ports.input(VARIABLES_PORT.name) is VARIABLES_PORT:
            unused = inputs.pop(VARIABLES_PORT.name)
            after = after if step.bound else (*after, *unused)
        if step.inputs != inputs or step.after != after:
            step = replace(step, inputs=inputs, after=after)
        self._known[path] = (instance, stamp, step)
        return step

    def _new_step(self, workflow: Workflow, instance: Instance, path: str, bound: dict[str, Any]) -> Step:
        cls = workflow.registry.get(instance.type, path)
        inner = (
            frozenset() if instance.workflow is None else instance.workflow.parameters.keys() - cls.model_fields.keys()
        )
        for name in instance.bindings.keys() - inner:
            if name not in cls.model_fields:
                raise no_setting(cls, name, f"of node {quoted(path)}")
        check_held(cls, instance, path)
        if cls.code and not self.trust:
            raise TrustRequired(
                f"Node {quoted(path)} ({instance.title}) runs code that came with the workflow. Read it, and say that "
                "you trust it (--trust).",
                node=path,
            )
        later = {name: value for name, value in bound.items() if isinstance(value, FromVariable)}
        given = {**instance.settings, **bound}
        if instance.workflow is not None:
            return self._holding_step(workflow, instance, path, cls, given, later)
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

    def _holding_step(
        self,
        workflow: Workflow,
        instance: Instance,
        path: str,
        cls: type[Node],
        given: Mapping[str, Any],
        later: dict[str, FromVariable],
    ) -> Step:
        """The step of a node that holds a workflow, which is one of the steps around it."""
        assert instance.workflow is not None
        fixed = {name: value for name, value in given.items() if name not in later}
        kept = replace(instance, id=path, settings=fixed, bindings={})
        own = kept.own(cls)
        inner = {name: value for name, value in fixed.items() if name not in own}
        called = cls.held_file is not None and workflow.nodes[instance.id].workflow is None
        held = holding_of(instance.workflow, path, inner, trust=self.trust, called=called)
        waits = any(name in cls.model_fields for name in later)
        node = None if waits else cls.from_settings(own, version=instance.version, node=path)
        shown = node or cls.from_settings(own, version=instance.version, node=path)
        ports = holding_ports(shown, instance.workflow.outer_ports())
        text = repr(sorted((name, repr(value)) for name, value in own.items())) + repr(ports)
        key = digest(cls, text.encode() + held.key)
        return Step(path, kept if later else instance, cls, node, ports, key, bound=later, holding=held)


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


def environment_of(workflow: Workflow, given: Mapping[str, Any], *, tolerant: bool = False) -> dict[str, Any]:
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
        value = given[name]
        if isinstance(value, KnodeError):
            raise value
        return value if isinstance(value, FromVariable) else parameter.check(value)
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
) -> tuple[dict[str, Any], dict[str, tuple[Source, ...]], tuple[Source, ...]]:
    """The parameters inside a component, what feeds its input nodes, by their ids, and the variables that it waits for."""
    inside = instance.workflow
    assert inside is not None
    ends = inside.ends("input")
    bound = _bound(instance.bindings, environment, inputs.get(VARIABLES_PORT.name, ()), path)
    unused = () if VARIABLES_PORT.name in ends else inputs.pop(VARIABLES_PORT.name, ())
    after = () if any(isinstance(value, FromVariable) for value in bound.values()) else unused
    values = environment_of(inside, {**instance.settings, **bound})
    for port in inputs:
        if port not in ends:
            raise UnknownName("input port", port, ends, f"at component {quoted(path)}")
    return values, {ends[port]: sources for port, sources in inputs.items()}, after


def _same_links(steps: Mapping[str, Step], last: Mapping[str, Step]) -> bool:
    """The same steps and, between them, the same links: so the order is the same too."""
    if steps.keys() != last.keys():
        return False
    for step_id, step in steps.items():
        before = last[step_id]
        links = (step.inputs, step.bound, step.after)
        if step is not before and links != (before.inputs, before.bound, before.after):
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
