"""Edits that two people made to one workflow, brought together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    edited = edits.difference(base, theirs)
    mine, whole = _entries(edits.difference(base, ours)), _entries(edited)
    conflicts: list[str] = []
    changes: list[Change] = []
    left: dict[Entry, Any] = {}
    for change in edited:
        entry = _entry(change)
        other = mine.get(entry)
        if other is None:
            if change.kind == "node" and any(_needs(one, change) for one in mine.values()):
                conflicts.append("/".join([*change.path, change.key]))
            changes += [*_place_gone(change, mine), change]
        elif change.kind != "place" and not edits.same(other.after, whole[entry].after):
            settled = _settled(whole[entry], other)
            if settled is None:
                conflicts.append("/".join([*change.path, change.key]))
                continue
            before, after = left.get(entry, other.after), settled.after
            if change.after != whole[entry].after:
                # Links are cut first, while the nodes are there.
                after = tuple(link for link in before or () if link in settled.after)
            if not edits.same(before, after):
                changes.append(replace(change, before=before, after=after))
            left[entry] = after
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


def _needs(ours: Change, theirs: Change) -> bool:
    """Whether an edit of ours is of no use after one of theirs that removes a node, or what stood inside it."""
    gone, hollow = theirs.after is None, theirs.after is None or theirs.after.workflow is None
    if ours.path[: len(theirs.path) + 1] == (*theirs.path, theirs.key):
        return hollow
    if not gone or ours.kind != "links" or ours.path != theirs.path:
        return False
    made = set(ours.after or ()) - set(ours.before or ())
    return any(theirs.key in (link.source, link.target) for link in made)


def _place_gone(theirs: Change, mine: Mapping[Entry, Change]) -> list[Change]:
    """The place that ours gave to a node which theirs removes, for undo to bring it back."""
    placed = mine.get(("place", theirs.key, theirs.path))
    if theirs.kind != "node" or theirs.after is not None or placed is None or placed.after is None:
        return []
    return [replace(placed, before=placed.after, after=None)]


def _settled(theirs: Change, ours: Change) -> Change | None:
    """Both edits of one entry as one, or None when they contradict each other."""
    if theirs.kind == "links":
        return _both_links(theirs, ours)
    sides = (theirs.before, ours.after, theirs.after)
    if theirs.kind != "node" or not all(isinstance(side, Instance) for side in sides):
        return None
    mine = ours.after
    if len({side.workflow is None for side in sides}) > 1:
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
    """The links that enter a node after both edits; None when both edited one link, or those into one port, differently."""
    sides = [tuple(side or ()) for side in (theirs.before, ours.after, theirs.after)]
    if any(_moved(link, sides[0], sides[1]) != _moved(link, sides[0], sides[2]) for link in _cut_by_both(*sides)):
        return None
    made: list[Link] = []
    for port in dict.fromkeys(link.target_port for side in sides for link in side):
        base, mine, other = ([link for link in side if link.target_port == port] for side in sides)
        if base not in (mine, other) and mine != other:
            return None
        made += other if mine == base else mine
    return replace(theirs, after=tuple(made))


def _cut_by_both(base: Sequence[Link], mine: Sequence[Link], other: Sequence[Link]) -> list[Link]:
    return [link for link in base if link not in mine and link not in other]


def _moved(link: Link, before: Sequence[Link], after: Sequence[Link]) -> set[str]:
    """The ports that got what a link brought."""
    return {one.target_port for one in after if one not in before and one[:2] == link[:2]}


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
