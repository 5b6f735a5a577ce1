"""Make a component, or a node that holds a workflow, of nodes, and put its inside back in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from knode.app.canvas.geometry import HEIGHT, WIDTH, Point
from knode.app.canvas.shapes import known_ports
from knode.app.edit import wires
from knode.app.edit.commands.parameters import unbind
from knode.app.edit.draft import Drafted
from knode.app.edit.fragment import fragment, insert, middle, renaming
from knode.app.edit.places import GAP, bounds, place, put_place, shift
from knode.app.edit.words import translate
from knode.core.edits import inner
from knode.core.errors import KnodeError, UsageError, quoted
from knode.core.ports import KINDS, MODEL
from knode.core.workflow import COMPONENT, Binding, Instance, Link, Workflow

INPUT, OUTPUT = "deploy.ContainerInput", "deploy.ContainerOutput"
BESIDE = ("learn.CrossValidate",)
"""What runs a copy of the nodes that it is made of: they are needed where they stand."""
End = tuple[str, str]
"""A node and one of its ports."""


@dataclass(frozen=True)
class MakeComponent(Drafted):
    """Put nodes into a component. The links that cross its border become its inputs and outputs, named after ports."""

    nodes: tuple[str, ...]
    label: str = ""
    type: str = COMPONENT
    """What is made: a component, or a node whose class holds a workflow, such as a Loop."""
    beside: bool = False
    """The nodes stay where they are, and what is made holds a copy of them, such as a Cross Validate beside a learner."""

    @property
    def text(self) -> str:
        """With what is made."""
        if self.type == COMPONENT:
            return translate("Command", "Make Component")
        return translate("Command", "Make {type}").format(type=Instance("", self.type).title)

    def edit(self, draft: Workflow) -> None:
        """Inputs and outputs of the workflow stay outside. Raises UsageError when a wire leaves the nodes and comes back."""
        chosen = frozenset(node for node in self.nodes if draft.instance(node).type not in (INPUT, OUTPUT))
        _check_closed(draft, chosen)
        inside = fragment(draft, chosen)
        inside.name, inside.annotations = self.label, [one for one in inside.annotations if one.get("nodes")]
        ends = _Ends(draft, inside)
        node = draft.free_id(self.type)
        entering = [link for link in draft.links if link.source not in chosen and link.target in chosen]
        leaving = [
            link for link in draft.links if link.source in chosen and link.target not in chosen and not self.beside
        ]
        for link in entering:
            ends.enter(link)
        for link in leaving:
            ends.leave(link)
        if self.type != COMPONENT and not entering:
            ends.enter_at_the_start()
        if self.type != COMPONENT and not leaving:
            ends.leave_at_the_end()
        ends.restore_order(chosen)
        centre = middle(inside)
        if self.beside:
            centre = centre[0], bounds(draft, list(chosen)).bottom + GAP + HEIGHT / 2
        cls = None if self.type == COMPONENT else draft.registry.get(self.type, node)
        own = cls.model_fields.keys() if cls is not None else ()
        bindings = {name: Binding("parameter", name) for name in inside.parameters if name not in own}
        version = 1 if cls is None else cls.version
        draft.add(Instance(node, self.type, self.label, version, bindings=bindings, workflow=inside))
        put_place(draft, node, (centre[0] - WIDTH / 2, centre[1] - HEIGHT / 2))
        _link_outside(draft, node, ends, [link for link in leaving if _carries(draft, node, ends, link)])
        if self.beside:
            return
        for inner_node in chosen:
            draft.remove(inner_node)
        draft.annotations = [one for one in draft.annotations if one.get("nodes") is None or set(one["nodes"]) - chosen]

    def made(self, workflow: Workflow) -> list[str]:
        """The id of the component, told from the root workflow before the command is done."""
        return [inner(workflow, self.path).free_id(self.type)]


def _check_closed(workflow: Workflow, chosen: frozenset[str]) -> None:
    if not chosen:
        raise UsageError("A component is made of nodes. Select some.")
    behind: set[str] = set()
    for link in workflow.links:
        if link.source in chosen and link.target not in chosen and link.target not in behind:
            behind |= {link.target, *workflow.downstream(link.target)}
    back = next((link for link in workflow.links if link.target in chosen and link.source in behind), None)
    if back is not None:
        raise UsageError(
            f"Node {quoted(back.source)} lies between the selected nodes: it is fed by them and feeds "
            f"{quoted(back.target)}. Select it too."
        )


@dataclass
class _Ends:
    """The inputs and outputs that a component gets: one for each port outside, or inside, that a wire crosses from."""

    outer: Workflow
    inside: Workflow
    inputs: dict[End, str] = field(default_factory=dict)
    outputs: dict[End, str] = field(default_factory=dict)
    nodes: dict[End, str] = field(default_factory=dict)

    def enter(self, link: Link) -> None:
        """An input for the port that a link comes from, linked inside."""
        end = link.source, link.source_port
        if end not in self.inputs:
            kind = _kind(self.outer, link)
            self.inputs[end] = self._add(INPUT, link.source_port, kind, end, self.inputs.values())
        self.inside.restore_link(Link(self.nodes[end], "value", link.target, link.target_port))

    def leave(self, link: Link) -> None:
        """An output for the port that a link comes from."""
        end = link.source, link.source_port
        if end not in self.outputs:
            kind = _kind(self.outer, link)
            self.outputs[end] = self._add(OUTPUT, link.source_port, kind, end, self.outputs.values())
            self.inside.restore_link(Link(*end, self.nodes[end], "value"))

    def enter_at_the_start(self) -> None:
        """An input for each port at the start that must be linked and is not: what nobody gives could not be run."""
        taken: list[str] = []
        for node in [one for one in self.inside.nodes if not self.inside.links_into(one)]:
            ports = known_ports(self.outer, node)
            for port in [one for one in ports.inputs if not one.optional] if ports is not None else ():
                end = f"{node}.{port.name}", ""
                taken.append(self._add(INPUT, port.name, port.kind, end, taken))
                self.inside.restore_link(Link(self.nodes[end], "value", node, port.name))

    def leave_at_the_end(self) -> None:
        """An output for each port at the end: what no wire leaves would give nothing to whom it is run for."""
        last = [
            node for node in self.inside.nodes if node not in self.nodes.values() and not self.inside.links_out_of(node)
        ]
        for node in last:
            ports = known_ports(self.outer, node)
            for port in ports.outputs if ports is not None else ():
                if KINDS[port.kind].stored:
                    self.leave(Link(node, port.name, node, port.name))

    def _add(self, type_id: str, called: str, kind: str, end: End, taken: Iterable[str]) -> str:
        name = _free_name(called, set(taken))
        node = self.inside.free_id(type_id)
        # An unnamed port would be called as the end's default, so both settings are always written.
        settings = {"name": name, "kind": kind}
        self.inside.add(Instance(node, type_id, settings=settings))
        around = bounds(
            self.inside, [one for one in self.inside.nodes if one not in self.nodes.values() and one != node]
        )
        x = around.x - WIDTH - GAP if type_id == INPUT else around.right + GAP
        count = sum(self.inside.nodes[one].type == type_id for one in self.nodes.values())
        put_place(self.inside, node, (x, around.y + count * (HEIGHT + GAP / 2)))
        self.nodes[end] = node
        return name

    def restore_order(self, chosen: frozenset[str]) -> None:
        """Bring the links into each inner node into the order that they had outside."""
        for node in chosen:
            before = self.outer.links_into(node)
            if len(before) > 1 and any(link.source not in chosen for link in before):
                wires.put_links_into(self.inside, node, [self._inner(link, chosen) for link in before])

    def _inner(self, link: Link, chosen: frozenset[str]) -> Link:
        if link.source in chosen:
            return link
        return link._replace(source=self.nodes[link.source, link.source_port], source_port="value")


def _kind(workflow: Workflow, link: Link) -> str:
    """The kind of value on a link. Raises UsageError when no pack that is installed tells."""
    port = wires.output(workflow, link.source, link.source_port) or wires.input_(
        workflow, link.target, link.target_port
    )
    if port is None:
        raise UsageError(f"Nobody knows what the wire {link} carries, as its packs are missing. Install them first.")
    return port.kind


def _free_name(name: str, taken: set[str]) -> str:
    number, found = 1, name
    while found in taken:
        number += 1
        found = f"{name}_{number}"
    return found


def _carries(draft: Workflow, node: str, ends: _Ends, link: Link) -> bool:
    """Whether a node gives at the port of that name what the nodes in it gave: all of it, or only a model that was learnt."""
    name = ends.outputs[link.source, link.source_port]
    instance, kind = draft.instance(node), _kind(draft, link)
    port = wires.output(draft, node, name)
    if instance.type == COMPONENT or port is None:
        return instance.type == COMPONENT
    own = draft.registry.get(instance.type, node).unfinished(()).from_settings({}).ports().output(name)
    return port.kind == kind and (own is None or kind == MODEL.name)


def _link_outside(draft: Workflow, node: str, ends: _Ends, leaving: list[Link]) -> None:
    for end, name in ends.inputs.items():
        draft.restore_link(Link(*end, node, name))
    gone = set(leaving)
    for target in dict.fromkeys(link.target for link in leaving):
        links = [
            Link(node, ends.outputs[link.source, link.source_port], target, link.target_port) if link in gone else link
            for link in draft.links_into(target)
        ]
        wires.put_links_into(draft, target, links)


@dataclass(frozen=True)
class Unpack(Drafted):
    """Put what is inside a component in its place, and take the component away."""

    node: str

    @property
    def text(self) -> str:
        """The same for all."""
        return translate("Command", "Unpack Component")

    def edit(self, draft: Workflow) -> None:
        """Raises UsageError for a node that is no component."""
        component, inside = self._component(draft)
        body = [node for node, one in inside.nodes.items() if one.type not in (INPUT, OUTPUT)]
        piece = fragment(inside, [*body, *(one["id"] for one in inside.annotations)])
        names = renaming(draft, piece)
        _resolve_parameters(piece, component)
        shift = _offset(draft, self.node, piece)
        _spread(draft, self.node, piece)
        insert(draft, piece, names, shift)
        routes = _Routes(draft, self.node, inside, names)
        for target in list(draft.nodes):
            if target != self.node:
                routes.relink_outside(target)
        for inner_node in body:
            routes.relink_inside(inner_node)
        draft.remove(self.node)

    def _component(self, workflow: Workflow) -> tuple[Instance, Workflow]:
        instance = workflow.instance(self.node)
        if instance.workflow is None:
            raise UsageError(f"Node {quoted(self.node)} is no component, so there is nothing to unpack.")
        return instance, instance.workflow

    def made(self, workflow: Workflow) -> list[str]:
        """The ids of the nodes that come out, told from the root workflow before the command is done."""
        here = inner(workflow, self.path)
        _, inside = self._component(here)
        body = [node for node, one in inside.nodes.items() if one.type not in (INPUT, OUTPUT)]
        return list(renaming(here, fragment(inside, body)).values())


def _resolve_parameters(piece: Workflow, component: Instance) -> None:
    """Let settings that were bound to the component's parameters have what the component gave them."""
    for instance in list(piece.nodes.values()):
        for setting, binding in instance.bindings.items():
            if binding.source != "parameter":
                continue
            outer = component.bindings.get(binding.name)
            if outer is not None:
                current = piece.instance(instance.id)
                piece.replace(replace(current, bindings={**current.bindings, setting: outer}))
            else:
                parameter = piece.parameters.get(binding.name)
                value = component.settings.get(binding.name, parameter.default if parameter else None)
                unbind(piece, instance.id, setting, value)
    piece.parameters = {}


def _offset(workflow: Workflow, node: str, piece: Workflow) -> Point:
    """From where a piece stands to where the component stands, by their left edges and middles."""
    x, y = place(workflow, node)
    around = bounds(piece, piece.nodes)
    return x - around.x, y + HEIGHT / 2 - (around.y + around.height / 2)


def _spread(draft: Workflow, node: str, piece: Workflow) -> None:
    """Make room for a piece that is wider than the component: what the component reaches moves away."""
    wider = bounds(piece, piece.nodes).width - WIDTH
    if wider > 0:
        shift(draft, draft.downstream(node), wider)


@dataclass
class _Routes:
    """Where the links of a component lead once its border is gone."""

    draft: Workflow
    component: str
    inside: Workflow
    names: Mapping[str, str]

    def __post_init__(self) -> None:
        self._inputs = _by_node(self.inside, "input")
        self._outputs = _by_name(self.inside, "output")
        self._outer = {link.target_port: link for link in self.draft.links_into(self.component)}

    def relink_outside(self, target: str) -> None:
        """Let what came from the component come from what fed its output."""
        before = self.draft.links_into(target)
        if any(link.source == self.component for link in before):
            links = [self._from_output(link) if link.source == self.component else link for link in before]
            wires.put_links_into(self.draft, target, [link for link in links if link is not None])

    def relink_inside(self, node: str) -> None:
        """Let what came from an input of the component come from outside."""
        before = self.inside.links_into(node)
        if any(self._is_end(link.source) for link in before):
            ends = [self._source(link.source, link.source_port) for link in before]
            links = [
                Link(*end, self.names[node], link.target_port) for end, link in zip(ends, before, strict=True) if end
            ]
            wires.put_links_into(self.draft, self.names[node], links)

    def _is_end(self, node: str) -> bool:
        return node not in self.names

    def _from_output(self, link: Link) -> Link | None:
        end = self._outputs.get(link.source_port)
        source = self._source(end, "value") if end else None
        return Link(*source, link.target, link.target_port) if source else None

    def _source(self, node: str, port: str) -> End | None:
        """What feeds from inside or, through an input, from outside; an input that nothing feeds has its own default."""
        while self._is_end(node):
            outer = self._outer.get(self._inputs.get(node, ""))
            if outer is not None:
                return outer.source, outer.source_port
            feeding = self.inside.links_into(node)
            if not feeding:
                return None
            node, port = feeding[0].source, feeding[0].source_port
        return self.names[node], port


def _by_name(workflow: Workflow, boundary: str) -> dict[str, str]:
    try:
        return workflow.ends("input" if boundary == "input" else "output")
    except KnodeError:
        return {}


def _by_node(workflow: Workflow, boundary: str) -> dict[str, str]:
    return {node: name for name, node in _by_name(workflow, boundary).items()}
