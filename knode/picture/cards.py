"""What is drawn of each node: its card's form, glyph, texts and ports, read from the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from knode.core.errors import KnodeError
from knode.core.node import Node
from knode.core.ports import Port, Ports
from knode.core.workflow import Instance, Workflow
from knode.picture.glyphs import BADGES, GLYPHS
from knode.picture.text import clipped, wrapped

WIDTH = 76.0
HEIGHT = 58.0
STEP = 19.0
"""Between two ports of one side."""
ROOM = 128.0
"""How wide the texts below a card may be."""
TITLE, LINE, ID_SIZE, ID_LINE = 12.0, 15.0, 10.5, 14.0
SHOWN_SETTINGS = 8

Form = Literal["card", "input", "output", "component", "placeholder"]


@dataclass(slots=True)
class Plug:
    """One port of a card: `y` is below the card's top; `named` when its name is written beside it."""

    name: str
    kind: str
    y: float = 0.0
    linked: bool = False
    named: bool = False


@dataclass(slots=True)
class Card:
    """One node as it is drawn. `height` is that of the card, `total` with the texts below."""

    id: str
    form: Form
    pack: str
    glyph: str
    title: list[str]
    caption: str
    hint: str
    inputs: list[Plug]
    outputs: list[Plug]
    state: str = ""
    captures: str | None = None
    height: float = HEIGHT
    total: float = field(default=0.0)

    def __post_init__(self) -> None:
        most = max(len(self.inputs), len(self.outputs))
        self.height = max(HEIGHT, STEP * most + 20)
        self.total = self.height + 6 + LINE * len(self.title) + (ID_LINE if self.caption else 0)
        for plugs in (self.inputs, self.outputs):
            kinds = [plug.kind for plug in plugs]
            for position, plug in enumerate(plugs):
                plug.y = self.height / 2 + (position - (len(plugs) - 1) / 2) * STEP
                plug.named = plug.linked and kinds.count(plug.kind) > 1

    def plug(self, name: str, *, output: bool) -> Plug:
        """The port of that name; one that a link has always is there."""
        return next(plug for plug in (self.outputs if output else self.inputs) if plug.name == name)


def cards_of(workflow: Workflow, states: Mapping[str, str]) -> list[Card]:
    """The cards of a workflow, in its nodes' order."""
    ports = {node: _ports(workflow, node) for node in workflow.nodes}
    return [
        _card(workflow, instance, ports, _state(node, instance, states)) for node, instance in workflow.nodes.items()
    ]


def _ports(workflow: Workflow, node: str) -> Ports | None:
    try:
        return workflow.ports(node)
    except KnodeError:
        # A setting that the ports follow from is wrong: the picture shows the ports that are linked.
        return None


def _card(workflow: Workflow, instance: Instance, ports: Mapping[str, Ports | None], state: str) -> Card:
    cls = workflow.registry.find(instance.type)
    form, glyph = _form(instance, cls)
    title = wrapped(instance.title, TITLE, ROOM, 2)
    own = clipped(instance.id, ID_SIZE, ROOM)
    return Card(
        id=instance.id,
        form=form,
        pack=cls.pack if cls is not None else instance.type.partition(".")[0],
        glyph=glyph,
        title=title,
        caption=own if own != " ".join(title) else "",
        hint=_hint(instance, form, state),
        inputs=_plugs(workflow, instance.id, ports, output=False),
        outputs=_plugs(workflow, instance.id, ports, output=True),
        state=state,
        captures=cls.captures if cls is not None else None,
    )


def _form(instance: Instance, cls: type[Node] | None) -> tuple[Form, str]:
    if instance.is_component:
        return "component", GLYPHS["component"]
    if cls is None:
        return "placeholder", GLYPHS["placeholder"]
    if cls.boundary in ("input", "output"):
        return cls.boundary, GLYPHS[f"container-{cls.boundary}"]
    return "card", GLYPHS.get(cls.icon) or GLYPHS.get(cls.pack) or GLYPHS["other"]


def _plugs(workflow: Workflow, node: str, ports: Mapping[str, Ports | None], *, output: bool) -> list[Plug]:
    known = ports[node]
    declared: tuple[Port, ...] = () if known is None else known.outputs if output else known.inputs
    plugs = {port.name: Plug(port.name, port.kind) for port in declared}
    for link in workflow.links_out_of(node) if output else workflow.links_into(node):
        name = link.source_port if output else link.target_port
        if name not in plugs:
            plugs[name] = Plug(name, _kind(ports, link.source, link.source_port, link.target, link.target_port))
        plugs[name].linked = True
    return list(plugs.values())


def _kind(ports: Mapping[str, Ports | None], source: str, source_port: str, target: str, target_port: str) -> str:
    """The kind of a link, from the end that knows it."""
    giving, taking = ports[source], ports[target]
    one = giving.output(source_port) if giving else None
    other = taking.input(target_port) if taking else None
    known = one or other
    return known.kind if known else "table"


def _state(node: str, instance: Instance, states: Mapping[str, str]) -> str:
    """The state of a node; that of a component follows from the nodes inside."""
    if node in states or not instance.is_component:
        return states.get(node, "")
    inside = {state for path, state in states.items() if path.startswith(f"{node}/")}
    order = ("failed", "cancelled", "running", "queued", "skipped", "done", "reused", "inactive")
    return next((state for state in order if state in inside), "")


def _hint(instance: Instance, form: Form, state: str) -> str:
    """What is shown when the mouse rests on a card, and read out by a screen reader."""
    lines = [f"{instance.title} ({instance.id})", instance.type]
    if form == "placeholder":
        lines.append("The pack of this node is not installed.")
    if instance.workflow is not None:
        count = len(instance.workflow.nodes)
        lines[1] = f"Component of {count} nodes" if instance.is_component else f"{instance.type} of {count} nodes"
    if state in BADGES:
        lines.append(f"State: {state}")
    shown = [f"{name} = {_short(value)}" for name, value in sorted(instance.settings.items())]
    shown += [f"{name} = {bound.source} {bound.name}" for name, bound in sorted(instance.bindings.items())]
    lines += shown[:SHOWN_SETTINGS] + (["…"] if len(shown) > SHOWN_SETTINGS else [])
    return "\n".join(lines)


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else repr(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
