"""Adding, removing, moving, naming and configuring nodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from knode.app.edit.command import Single
from knode.app.edit.commands.links import healed, without_links
from knode.core.edits import Change, Path, inner
from knode.core.workflow import Instance, Link, Workflow

Position = tuple[float, float]


def words(text: str, count: int = 1) -> str:
    """A command's name in the person's language; `%n` stands for a number of things."""
    return QCoreApplication.translate("Command", text, None, count)


def place(position: Position) -> list[float]:
    """A position as it stands in the layout: whole numbers without a fraction."""
    return [round(number) if float(number).is_integer() else round(number, 2) for number in position]


@dataclass(frozen=True)
class AddNode(Single):
    """Put a new node at a position, and link it if wanted, as one step."""

    path: Path
    instance: Instance
    position: Position
    links: Sequence[Link] = ()

    @property
    def text(self) -> str:
        return words("Add {node}").format(node=self.instance.title)

    def changes(self, workflow: Workflow) -> list[Change]:
        here = inner(workflow, self.path)
        node = self.instance.id
        made = [
            Change("node", node, None, self.instance, self.path),
            Change("place", node, here.layout.get(node), place(self.position), self.path),
        ]
        entered: dict[str, list[Link]] = {}
        for link in self.links:
            entered.setdefault(link.target, []).append(link)
        for target, links in entered.items():
            before = () if target == node else tuple(here.links_into(target))
            made.append(Change("links", target, before, (*before, *links), self.path))
        return made


@dataclass(frozen=True)
class RemoveNodes(Single):
    """Take nodes away with their links. `heal` connects what came before them with what came after, where it fits."""

    path: Path
    nodes: Sequence[str]
    heal: bool = False

    @property
    def text(self) -> str:
        return words("Delete %n node(s)", len(self.nodes))

    def changes(self, workflow: Workflow) -> list[Change]:
        here = inner(workflow, self.path)
        gone = [node for node in self.nodes if node in here.nodes]
        made = without_links(here, gone, healed(here, gone) if self.heal else [], self.path)
        made += [
            Change("place", key, here.layout[key], None, self.path)
            for key in here.layout
            if key in gone or _link_ends(key) & set(gone)
        ]
        made += [
            _without_members(one, gone, self.path) for one in here.annotations if set(one.get("nodes", ())) & set(gone)
        ]
        return made + [Change("node", node, here.nodes[node], None, self.path) for node in gone]


def _link_ends(key: str) -> set[str]:
    """The nodes at both ends of a link whose text is a key of the layout."""
    if " -> " not in key:
        return set()
    return {end.partition(".")[0] for end in key.split(" -> ")}


def _without_members(frame: dict[str, Any], gone: Sequence[str], path: Path) -> Change:
    kept = {**frame, "nodes": [node for node in frame["nodes"] if node not in gone]}
    return Change("annotation", frame["id"], frame, kept if kept["nodes"] else None, path)


@dataclass(frozen=True)
class MoveNodes(Single):
    """Put nodes at new positions."""

    path: Path
    positions: Mapping[str, Position]

    @property
    def text(self) -> str:
        return words("Move %n node(s)", len(self.positions))

    def changes(self, workflow: Workflow) -> list[Change]:
        here = inner(workflow, self.path)
        wanted = {node: place(position) for node, position in self.positions.items()}
        return [
            Change("place", node, here.layout.get(node), at, self.path)
            for node, at in wanted.items()
            if here.layout.get(node) != at
        ]


@dataclass(frozen=True)
class SetSettings:
    """Give settings of a node new values (JSON data); a binding of such a setting goes. None of it is half done.

    Raises UnknownName or SettingError.
    """

    path: Path
    node: str
    settings: Mapping[str, Any]
    merge_key: str | None = None
    reset: Sequence[str] = field(default=())
    """Settings that go back to their defaults."""

    @property
    def text(self) -> str:
        return words("Change {settings}").format(settings=", ".join([*self.settings, *self.reset]))

    def changes(self, workflow: Workflow) -> list[Change]:
        here = inner(workflow, self.path)
        before = here.instance(self.node)
        kept = {name: value for name, value in before.settings.items() if name not in self.reset}
        bindings = {name: bound for name, bound in before.bindings.items() if name not in self.reset}
        after = here.configured(replace(before, settings=kept, bindings=bindings), self.settings)
        return [Change("node", self.node, before, after, self.path)] if after != before else []


@dataclass(frozen=True)
class Rename:
    """Give a node another label; an empty one shows the name of its type again."""

    path: Path
    node: str
    label: str
    merge_key: str | None = None

    @property
    def text(self) -> str:
        return words("Rename to {label}").format(label=self.label or words("its type"))

    def changes(self, workflow: Workflow) -> list[Change]:
        before = inner(workflow, self.path).instance(self.node)
        after = replace(before, label=self.label)
        return [Change("node", self.node, before, after, self.path)] if after != before else []
