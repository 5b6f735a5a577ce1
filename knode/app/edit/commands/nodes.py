"""Adding, removing, moving, naming and configuring nodes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from knode.app.canvas.geometry import Point
from knode.app.edit.command import Single
from knode.app.edit.draft import Drafted
from knode.app.edit.places import annotation, place, put_place, rounded
from knode.app.edit.starting import started
from knode.app.edit.wires import put_link, take_out
from knode.app.edit.words import counted, translate
from knode.core.edits import Change, Path, inner
from knode.core.workflow import Instance, Link, Workflow


@dataclass(frozen=True)
class AddNode(Drafted):
    """Put a new node at a position, and link it if wanted, as one step. Raises what `Workflow.add` and `link` raise."""

    instance: Instance
    position: Point
    links: Sequence[Link] = ()

    @property
    def text(self) -> str:
        return translate("Command", "Add {node}").format(node=self.instance.title)

    def edit(self, draft: Workflow) -> None:
        """A link that a port already has gives way."""
        draft.add(started(self.instance, draft.registry))
        put_place(draft, self.instance.id, self.position)
        for link in self.links:
            put_link(draft, link)


@dataclass(frozen=True)
class RemoveNodes(Drafted):
    """Take nodes away with their links. `heal` connects what came before them with what came after, where it fits."""

    nodes: Sequence[str]
    heal: bool = False

    @property
    def text(self) -> str:
        one, many = translate("Command", "Delete Node"), translate("Command", "Delete {number} Nodes")
        return counted(one, many, len(self.nodes))

    def edit(self, draft: Workflow) -> None:
        """Nodes that are gone already are left out."""
        gone = [node for node in self.nodes if node in draft]
        take_out(draft, frozenset(gone), heal=self.heal)
        for node in gone:
            draft.remove(node)


@dataclass(frozen=True)
class MoveNodes(Single):
    """Put nodes at new positions, and notes. The bends of a wire move with its ends when both move alike."""

    path: Path
    positions: Mapping[str, Point]
    notes: Mapping[str, Point] = field(default_factory=dict)

    @property
    def text(self) -> str:
        one, many = translate("Command", "Move"), translate("Command", "Move {number} Items")
        return counted(one, many, len(self.positions) + len(self.notes))

    def changes(self, workflow: Workflow) -> list[Change]:
        here = inner(workflow, self.path)
        wanted = {node: rounded(position) for node, position in self.positions.items()}
        made = [
            Change("place", node, here.layout.get(node), at, self.path)
            for node, at in wanted.items()
            if here.layout.get(node) != at
        ]
        return [*made, *self._bends(here), *self._notes(here)]

    def _bends(self, here: Workflow) -> Iterator[Change]:
        for key, before in here.layout.items():
            source, _, target = key.partition(" -> ")
            ends = source.partition(".")[0], target.partition(".")[0]
            if target and all(end in self.positions for end in ends):
                shifts = {self._shift(here, end) for end in ends}
                if len(shifts) == 1 and (shift := shifts.pop()) != (0, 0):
                    after = [rounded((x + shift[0], y + shift[1])) for x, y in before]
                    yield Change("place", key, before, after, self.path)

    def _shift(self, here: Workflow, node: str) -> Point:
        (x, y), (left, top) = rounded(self.positions[node]), place(here, node)
        return round(x - left, 2), round(y - top, 2)

    def _notes(self, here: Workflow) -> Iterator[Change]:
        for key, position in self.notes.items():
            before, (x, y) = annotation(here, key), rounded(position)
            if (before["x"], before["y"]) != (x, y):
                yield Change("annotation", key, before, {**before, "x": x, "y": y}, self.path)


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
        return translate("Command", "Change {settings}").format(settings=", ".join([*self.settings, *self.reset]))

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
        form = translate("Command", "Rename to {label}") if self.label else translate("Command", "Remove Label")
        return form.format(label=self.label)

    def changes(self, workflow: Workflow) -> list[Change]:
        before = inner(workflow, self.path).instance(self.node)
        after = replace(before, label=self.label)
        return [Change("node", self.node, before, after, self.path)] if after != before else []
