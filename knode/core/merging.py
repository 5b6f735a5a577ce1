"""Edits that two people made to one workflow, brought together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from knode.core import edits
from knode.core.edits import Change, Kind, Path
from knode.core.errors import KnodeError
from knode.core.workflow import Instance, Link, Workflow

_ABSENT = object()

Entry = tuple[Kind, str, Path]


@dataclass(frozen=True, slots=True)
class Merge:
    """What must change in "ours" to hold both sides' edits, and the places where both sides edited the same thing."""

    changes: list[Change]
    conflicts: list[str] = field(default_factory=list)


def merge(base: Workflow, ours: Workflow, theirs: Workflow) -> Merge:
    """Bring what became of `base` in `theirs` into `ours`. All three are tidy (`edits.tidy`).

    Where both moved a box, ours stays. Settings of one node that differ are merged one by one. What both sides changed in
    different ways is a conflict, named by what it is: then nothing should be merged without asking.
    """
    mine, whole = _entries(edits.difference(base, ours)), _entries(edits.difference(base, theirs))
    conflicts: list[str] = []
    changes: list[Change] = []
    left: dict[Entry, Any] = {}
    for change in edits.difference(base, theirs):
        entry = _entry(change)
        other = mine.get(entry)
        if other is None:
            changes.append(change)
            if change.kind == "node" and change.after is None and any(_needs(one, change) for one in mine.values()):
                conflicts.append("/".join([*change.path, change.key]))
        elif change.kind != "place" and not edits.same(other.after, whole[entry].after):
            settled = _settled(replace(change, before=whole[entry].before), other)
            if settled is None or _settled(whole[entry], other) is None:
                conflicts.append("/".join([*change.path, change.key]))
            else:
                changes.append(replace(settled, before=left.get(entry, other.after)))
                left[entry] = settled.after
    conflicts += _orphans(ours, changes)
    return Merge(changes, list(dict.fromkeys(conflicts)))


def _entry(change: Change) -> Entry:
    return change.kind, change.key, change.path


def _entries(changes: list[Change]) -> dict[Entry, Change]:
    """What becomes of each entry in the end: links are first cut and then made, in two changes."""
    made: dict[Entry, Change] = {}
    for change in changes:
        first = made.get(_entry(change), change)
        made[_entry(change)] = replace(change, before=first.before)
    return made


def _needs(ours: Change, gone: Change) -> bool:
    """Whether an edit of ours is of no use without a node that they have removed."""
    if ours.path[: len(gone.path) + 1] == (*gone.path, gone.key):
        return True
    if ours.kind != "links" or ours.path != gone.path:
        return False
    made = set(ours.after or ()) - set(ours.before or ())
    return any(gone.key in (link.source, link.target) for link in made)


def _settled(theirs: Change, ours: Change) -> Change | None:
    """Both edits of one entry as one, or None when they contradict each other."""
    if theirs.kind == "links":
        return _both_links(theirs, ours)
    sides = (theirs.before, ours.after, theirs.after)
    if theirs.kind != "node" or not all(isinstance(side, Instance) for side in sides):
        return None
    base, mine, other = sides
    if base.workflow is not None or mine.workflow is not None or other.workflow is not None:
        return None
    made: dict[str, Any] = {}
    for name in ("type", "label", "version", "mode"):
        values = [getattr(side, name) for side in sides]
        if values[1] != values[0] and values[2] != values[0] and values[1] != values[2]:
            return None
        made[name] = values[2] if values[2] != values[0] else values[1]
    for name in ("settings", "bindings"):
        both = _both(*(getattr(side, name) for side in sides))
        if both is None:
            return None
        made[name] = both
    return replace(theirs, after=replace(mine, **made))


def _both(base: Mapping[str, Any], mine: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any] | None:
    made: dict[str, Any] = {}
    for key in dict.fromkeys([*base, *mine, *other]):
        values = [side.get(key, _ABSENT) for side in (base, mine, other)]
        if not any(edits.same(values[one], values[two]) for one, two in ((0, 1), (0, 2), (1, 2))):
            return None
        value = values[1] if edits.same(values[0], values[2]) else values[2]
        if value is not _ABSENT:
            made[key] = value
    return made


def _both_links(theirs: Change, ours: Change) -> Change | None:
    """The links that enter a node after both edits; None when both put different ones into one port."""
    base, mine, other = (tuple(side or ()) for side in (theirs.before, ours.after, theirs.after))
    ports = {link.target_port for link in set(base) ^ set(mine)} & {link.target_port for link in set(base) ^ set(other)}
    if ports:
        return None
    kept = [link for link in mine if link not in base or link in other]
    return replace(theirs, after=(*kept, *(link for link in other if link not in base)))


def _orphans(ours: Workflow, changes: list[Change]) -> list[str]:
    """What would not fit together, though neither side contradicts the other: a link to a node that is gone, a cycle."""
    tried = _copy(ours)
    try:
        edits.apply(tried, changes)
    except KnodeError as error:
        return [str(error.facts.get("name") or error.message)]
    ends = [
        end
        for change in changes
        if change.kind == "links"
        for link in _links_at(tried, change)
        for end in (link.source, link.target)
        if end not in edits.inner(tried, change.path).nodes
    ]
    return ends + tried.find_cycle()


def _links_at(workflow: Workflow, change: Change) -> list[Link]:
    inside = edits.inner(workflow, change.path)
    return inside.links_into(change.key) if change.key in inside.nodes else []


def _copy(workflow: Workflow) -> Workflow:
    made = Workflow(workflow.name, description=workflow.description, registry=workflow.registry)
    edits.apply(made, edits.difference(made, workflow))
    for node, instance in made.nodes.items():
        if instance.workflow is not None:
            made.nodes[node] = replace(instance, workflow=_copy(instance.workflow))
    return made
