"""Exchange the type of a node and keep what fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from knode.app.edit import wires
from knode.app.edit.draft import Drafted
from knode.app.edit.starting import started
from knode.app.edit.words import translate
from knode.core.errors import KnodeError, UsageError, quoted
from knode.core.node import Node
from knode.core.ports import Port
from knode.core.workflow import Instance, Link, Workflow


@dataclass(frozen=True)
class SwapType(Drafted):
    """Let a node be of another type. Settings, bindings and links stay where the new type has a place for them."""

    node: str
    type: str

    @property
    def text(self) -> str:
        """With the new type."""
        return translate("Command", "Swap for {type}").format(type=self.type.rpartition(".")[2])

    def edit(self, draft: Workflow) -> None:
        """Raises NodeUnavailable for an unknown type, UsageError for a component, unless the type can hold what is in it."""
        before = draft.instance(self.node)
        cls = draft.registry.get(self.type, self.node)
        if before.workflow is not None and not holds_inside(cls):
            raise UsageError(f"Node {quoted(self.node)} is a component. Unpack it first, or delete it.", node=self.node)
        entering, leaving = draft.links_into(self.node), draft.links_out_of(self.node)
        draft.replace(started(_swapped(before, cls), draft.registry))
        ports = draft.ports(self.node)
        assert ports is not None
        taken: list[str] = []
        wires.put_links_into(draft, self.node, [])
        for link in entering:
            self._enter(draft, link, ports.inputs, taken)
        for link in leaving:
            kind = _kind_wanted(draft, link)
            fitting = _fitting(ports.outputs, link.source_port, kind, [])
            links = draft.links_into(link.target)
            instead = {link: link._replace(source_port=fitting.name)} if fitting else {}
            kept = [instead.get(one, one) for one in links if one != link or fitting]
            wires.put_links_into(draft, link.target, kept)

    def _enter(self, draft: Workflow, link: Link, ports: Sequence[Port], taken: list[str]) -> None:
        source = wires.output(draft, link.source, link.source_port)
        if draft.ports(self.node) and link.target_port == "variables":
            draft.restore_link(link)
            return
        fitting = _fitting(ports, link.target_port, source.kind if source else None, taken)
        if fitting is not None:
            draft.restore_link(link._replace(target_port=fitting.name))
            taken.extend([] if fitting.multiple else [fitting.name])


def _fitting(ports: Sequence[Port], name: str, kind: str | None, taken: Sequence[str]) -> Port | None:
    """The port that takes a link's end: of the same kind, by preference of the same name."""
    free = [port for port in ports if port.name not in taken and (kind is None or port.kind == kind)]
    return next((port for port in free if port.name == name), free[0] if free else None)


def _kind_wanted(workflow: Workflow, link: Link) -> str | None:
    port = wires.input_(workflow, link.target, link.target_port)
    return port.kind if port else None


def holds_inside(cls: type[Node]) -> bool:
    """Whether nodes of a class have a workflow in them."""
    return cls.holds and cls.held_file is None


def _swapped(before: Instance, cls: type[Node]) -> Instance:
    settings: dict[str, Any] = {}
    for name, value in before.settings.items():
        if name in cls.model_fields and _accepts(cls, {**settings, name: value}):
            settings[name] = value
    inner = frozenset() if before.workflow is None else before.workflow.parameters.keys() - cls.model_fields.keys()
    settings |= {name: value for name, value in before.settings.items() if name in inner}
    bindings = {name: binding for name, binding in before.bindings.items() if name in cls.model_fields or name in inner}
    return replace(before, type=cls.type_id(), version=cls.version, settings=settings, bindings=bindings)


def _accepts(cls: type[Node], settings: dict[str, Any]) -> bool:
    try:
        cls.unfinished(settings).from_settings(settings)
    except KnodeError:
        return False
    return True
