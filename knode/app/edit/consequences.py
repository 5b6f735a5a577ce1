"""What else an edit changes, so that the document can be opened again: a file's links have ports at both ends.

- A new input or output of a workflow gets a name that is free.
- A port that has another name keeps its links; so it is with a component when an input or output inside is renamed.
- A link that fits no more goes, with its bends: its port is gone, or carries another kind.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from knode.app.edit.draft import opened
from knode.core.edits import Change, Path, apply, difference, inner
from knode.core.errors import KnodeError
from knode.core.node import Node
from knode.core.ports import Port
from knode.core.workflow import Instance, Link, Workflow

Names = Mapping[str, str]
"""Old names of ports, and the new ones."""


def completed(workflow: Workflow, changes: Sequence[Change]) -> list[Change]:
    """The changes, and what follows from them. Raises UsageError when two ends of a workflow would have one name."""
    named = list(_with_free_names(workflow, changes))
    followed = {
        path for path in {change.path for change in named if change.kind == "links"} if _is_followed(workflow, path)
    }
    touched = {(change.path, change.key) for change in named if _matters(workflow, change, followed)}
    if not touched:
        return named
    paths = {change.path for change in named}
    edited = opened(workflow, [path for path in paths if _exists(workflow, path)])
    apply(edited, named)
    repaired = opened(edited, [path for path in paths if _exists(edited, path)])
    _Repair(workflow, repaired, touched).run()
    return [*named, *difference(edited, repaired)]


def _exists(workflow: Workflow, path: Path) -> bool:
    try:
        inner(workflow, path)
    except KnodeError:
        return False
    return True


def _is_followed(workflow: Workflow, path: Path) -> bool:
    """Whether the ports of some node there follow from a workflow that reaches it."""
    return any(_follows(workflow, instance) for instance in inner(workflow, path).nodes.values())


def _matters(workflow: Workflow, change: Change, followed: Collection[Path]) -> bool:
    """Whether ports may differ after a change."""
    if change.kind == "links":
        return change.path in followed
    if change.kind != "node":
        return False
    sides = [one for one in (change.before, change.after) if isinstance(one, Instance)]
    if any(_boundary(workflow, one) or _unknown(workflow, one) for one in sides):
        return True
    return len(sides) == 2 and _has_other_ports(workflow, *sides)


def _has_other_ports(workflow: Workflow, before: Instance, after: Instance) -> bool:
    if before.type != after.type or before.workflow is not after.workflow:
        return True
    cls = workflow.registry.find(after.type)
    return cls is not None and (cls.ports is not Node.ports or cls.holds)


def _unknown(workflow: Workflow, instance: Instance) -> bool:
    """A node whose pack is missing: the component around takes links to any port while it stands there."""
    return not instance.is_component and workflow.registry.find(instance.type) is None


def _boundary(workflow: Workflow, instance: Instance) -> bool:
    cls = workflow.registry.find(instance.type) if instance.workflow is None else None
    return cls is not None and cls.boundary in ("input", "output")


def _follows(workflow: Workflow, instance: Instance) -> bool:
    cls = workflow.registry.find(instance.type) if instance.workflow is None else None
    return cls is not None and cls.follows is not None


# ---- names of new ends


def _with_free_names(workflow: Workflow, changes: Sequence[Change]) -> Iterator[Change]:
    taken: dict[tuple[Path, str], set[str]] = {}
    gone = {(change.path, change.key) for change in changes if change.kind == "node" and change.after is None}
    for change in changes:
        made = change.after
        if change.kind != "node" or change.before is not None or not _boundary(workflow, made):
            yield change
            continue
        names = taken.setdefault((change.path, made.type), _end_names(workflow, change.path, made.type, gone))
        name = _free_name(_end_name(workflow, made), names)
        names.add(name)
        yield _named(workflow, change, name)


def _named(workflow: Workflow, change: Change, name: str) -> Change:
    made = change.after
    if name == _end_name(workflow, made):
        return change
    return replace(change, after=replace(made, settings={**made.settings, "name": name}))


def _free_name(stem: str, taken: set[str]) -> str:
    numbers = itertools.count(2)
    name = stem
    while name in taken:
        name = f"{stem}_{next(numbers)}"
    return name


def _end_names(workflow: Workflow, path: Path, type_id: str, gone: Collection[tuple[Path, str]]) -> set[str]:
    nodes = inner(workflow, path).nodes.values() if _exists(workflow, path) else ()
    return {_end_name(workflow, one) for one in nodes if one.type == type_id and (path, one.id) not in gone}


def _end_name(workflow: Workflow, instance: Instance) -> str:
    cls = workflow.registry.get(instance.type, instance.id)
    return str(instance.settings.get("name") or cls.model_fields["name"].default)


# ---- links


@dataclass
class _Repair:
    """Links of a workflow, and of the components in it, after an edit."""

    before: Workflow
    after: Workflow
    touched: set[tuple[Path, str]]
    done: set[Path] = field(default_factory=set)

    def run(self) -> None:
        """From the innermost component outwards: what is inside makes the ports outside."""
        while waiting := {path for path, _ in self.touched} - self.done:
            path = max(waiting, key=len)
            self.done.add(path)
            if _exists(self.after, path):
                self._level(path, [node for place, node in self.touched if place == path])
                if path:
                    self.touched.add((path[:-1], path[-1]))

    def _level(self, path: Path, nodes: Iterable[str]) -> None:
        after = inner(self.after, path)
        before = inner(self.before, path) if _exists(self.before, path) else after
        if path:
            after.outer_ports()
        present = [node for node in nodes if node in after]
        for node in present:
            if node in before:
                _rename(after, node, "in", _renamed(before, after, node, "in"))
                _rename(after, node, "out", _renamed(before, after, node, "out"))
        for node in dict.fromkeys([*present, *_following(after, present)]):
            for link in [*after.links_into(node), *after.links_out_of(node)]:
                _cut_if_unfit(after, link)


def _following(workflow: Workflow, nodes: Iterable[str]) -> Iterator[str]:
    """The nodes downstream whose ports follow from a workflow that reaches them."""
    seen, waiting = set(nodes), list(nodes)
    while waiting:
        for link in workflow.links_out_of(waiting.pop()):
            if link.target not in seen:
                seen.add(link.target)
                waiting.append(link.target)
                if _follows(workflow, workflow.nodes[link.target]):
                    yield link.target


def _cut_if_unfit(workflow: Workflow, link: Link) -> None:
    if link not in workflow.links_into(link.target):
        return
    try:
        workflow.check_link(link)
    except KnodeError:
        workflow.unlink(link)
        workflow.layout.pop(str(link), None)


def _renamed(before: Workflow, after: Workflow, node: str, side: Literal["in", "out"]) -> Names:
    old, new = before.nodes[node], after.nodes[node]
    if old.workflow is not None and new.workflow is not None:
        return _renamed_ends(old.workflow, new.workflow, side)
    if old.type != new.type:
        return {}
    return _renamed_ports(_ports(before, node, side), _ports(after, node, side))


def _ports(workflow: Workflow, node: str, side: Literal["in", "out"]) -> Sequence[Port]:
    try:
        ports = workflow.ports(node)
    except KnodeError:
        return ()
    return () if ports is None else ports.inputs if side == "in" else ports.outputs


def _renamed_ends(before: Workflow, after: Workflow, side: Literal["in", "out"]) -> Names:
    boundary: Literal["input", "output"] = "input" if side == "in" else "output"
    names = {node: name for name, node in after.ends(boundary).items()}
    return {name: names[node] for name, node in before.ends(boundary).items() if names.get(node, name) != name}


def _renamed_ports(before: Sequence[Port], after: Sequence[Port]) -> Names:
    """Ports are the same ones when there are as many as before: then one that stands at a place of another name is it."""
    if len(before) != len(after):
        return {}
    known = {port.name for port in before} & {port.name for port in after}
    pairs = zip(before, after, strict=True)
    return {old.name: new.name for old, new in pairs if old.name not in known and new.name not in known}


def _rename(workflow: Workflow, node: str, side: Literal["in", "out"], names: Names) -> None:
    if not names:
        return
    links = workflow.links_into(node) if side == "in" else workflow.links_out_of(node)
    moved = {link: _plugged(link, side, names) for link in links}
    for target in dict.fromkeys(link.target for link in links):
        kept = [moved.get(link, link) for link in workflow.links_into(target)]
        for link in workflow.links_into(target):
            workflow.unlink(link)
        for link in dict.fromkeys(kept):
            workflow.restore_link(link)
    bends = {
        new: workflow.layout.pop(str(old)) for old, new in moved.items() if old != new and str(old) in workflow.layout
    }
    workflow.layout.update({str(link): points for link, points in bends.items()})


def _plugged(link: Link, side: Literal["in", "out"], names: Names) -> Link:
    if side == "in":
        return link._replace(target_port=names.get(link.target_port, link.target_port))
    return link._replace(source_port=names.get(link.source_port, link.source_port))
