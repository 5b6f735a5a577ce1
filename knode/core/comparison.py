"""Two versions of a workflow compared in words: nodes, settings, links, parameters, notes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from knode.core.edits import Path
from knode.core.workflow import Instance, Parameter, Workflow

How = Literal["added", "removed", "changed", "moved"]
_ABSENT = object()


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing about a node or parameter before and after; None where there was, or is, nothing.

    `what` is `label`, `type`, `mode`, `settings.trees`, `bindings.trees` …
    """

    what: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Difference:
    """What became of one thing: a node, a link, a parameter, a note or frame, or the workflow's name or description.

    `key` is its id, name or text, `path` the components around it.
    """

    kind: Literal["node", "link", "parameter", "annotation", "about"]
    how: How
    key: str
    path: Path = ()
    title: str = ""
    details: tuple[Detail, ...] = ()

    @property
    def place(self) -> str:
        """The key behind the ids of the components around it: `clean/impute`."""
        return "/".join([*self.path, self.key])


def compare(before: Workflow, after: Workflow, path: Path = ()) -> list[Difference]:
    """What differs, in the order of the documents: about, parameters, nodes and what is inside them, links, notes."""
    found = [
        Difference("about", "changed", key, path, details=(Detail(key, getattr(before, key), getattr(after, key)),))
        for key in ("name", "description")
        if getattr(before, key) != getattr(after, key)
    ]
    for name in _keys(before.parameters, after.parameters):
        found += _parameter(name, before.parameters.get(name), after.parameters.get(name), path)
    for node in _keys(before.nodes, after.nodes):
        found += _node(node, before, after, path)
    found += _links(before, after, path)
    notes = [{str(one.get("id")): one for one in workflow.annotations} for workflow in (before, after)]
    return found + [
        Difference("annotation", _how(notes[0].get(key), notes[1].get(key)), key, path, _words(notes, key))
        for key in _keys(*notes)
        if notes[0].get(key) != notes[1].get(key)
    ]


def _keys(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    return [*before, *(key for key in after if key not in before)]


def _how(before: object, after: object) -> How:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def _words(notes: list[dict[str, dict[str, Any]]], key: str) -> str:
    note = notes[1].get(key) or notes[0][key]
    text = note.get("title") or note.get("text") or ""
    return " ".join(text) if isinstance(text, list) else str(text)


def _parameter(name: str, before: Parameter | None, after: Parameter | None, path: Path) -> list[Difference]:
    if before == after:
        return []
    fields = ("type", "default", "required", "description", "choices", "minimum", "maximum")
    details = [Detail(field, getattr(before, field, None), getattr(after, field, None)) for field in fields]
    differing = tuple(detail for detail in details if detail.before != detail.after)
    return [Difference("parameter", _how(before, after), name, path, details=differing)]


def _node(node: str, before: Workflow, after: Workflow, path: Path) -> Iterator[Difference]:
    old, new = before.nodes.get(node), after.nodes.get(node)
    shown = new or old
    assert shown is not None
    details = tuple(_details(old, new))
    if old is None or new is None:
        yield Difference("node", _how(old, new), node, path, shown.title, details)
        return
    if details:
        yield Difference("node", "changed", node, path, shown.title, details)
    elif before.layout.get(node) != after.layout.get(node):
        moved = Detail("place", before.layout.get(node), after.layout.get(node))
        yield Difference("node", "moved", node, path, shown.title, (moved,))
    if old.workflow is not None and new.workflow is not None:
        yield from compare(old.workflow, new.workflow, (*path, node))


def _details(old: Instance | None, new: Instance | None) -> Iterator[Detail]:
    """What differs about a node, but for what is inside it."""
    for name in ("type", "label", "mode"):
        values = [getattr(one, name) if one is not None else None for one in (old, new)]
        if values[0] != values[1] and (values[0] or values[1]) and set(values) != {None, "run"}:
            yield Detail(name, *values)
    for part in ("settings", "bindings"):
        mappings = [getattr(one, part) if one is not None else {} for one in (old, new)]
        for name in _keys(*mappings):
            if mappings[0].get(name, _ABSENT) != mappings[1].get(name, _ABSENT):
                yield Detail(f"{part}.{name}", mappings[0].get(name), mappings[1].get(name))


def _links(before: Workflow, after: Workflow, path: Path) -> list[Difference]:
    old, new = before.links, after.links
    gone, made = set(old) - set(new), set(new) - set(old)
    return [Difference("link", "removed", str(link), path) for link in old if link in gone] + [
        Difference("link", "added", str(link), path) for link in new if link in made
    ]
