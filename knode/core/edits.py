"""Edits of a document as plain data: a list of changes that can be applied, undone, written to a journal and sent away.

A change says what one entry of the document was and what it is now. There is no other primitive, so whatever follows a
document (a canvas, the engine process, the journal, undo) follows it by the same six kinds of change.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, NamedTuple

from knode.core.document import LINK, node_json, parameter_json, read_node, read_parameter
from knode.core.errors import UnknownName, UsageError, quoted
from knode.core.parameter import Parameter
from knode.core.registry import REGISTRY, Registry
from knode.core.workflow import Instance, Link, Workflow

Path = tuple[str, ...]
"""The ids of the components around, outermost first; () is the workflow itself."""
Kind = Literal["node", "links", "place", "annotation", "parameter", "about"]


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a document before and after; None where there was, or is, nothing.

    | kind | key | value |
    |---|---|---|
    | node | its id | Instance; the inside of a node that has one already stays |
    | links | the id of the node that they enter | tuple of Link, all of them, in order |
    | place | a node's id, or the text of a link with bends | [x, y], or [[x, y], …] |
    | annotation | its id | its JSON data |
    | parameter | its name | Parameter |
    | about | `name` or `description` | text |

    `apply` goes by `after` alone: `before` is there for `inverse`.
    """

    kind: Kind
    key: str
    before: Any
    after: Any
    path: Path = ()

    @property
    def inverse(self) -> Change:
        """The change that takes this one back."""
        return replace(self, before=self.after, after=self.before)


class Edit(NamedTuple):
    """What a person did, in words, and the changes it made, in the order in which they apply."""

    text: str
    changes: tuple[Change, ...]

    @property
    def inverse(self) -> Edit:
        """The edit that takes this one back."""
        return Edit(self.text, tuple(change.inverse for change in reversed(self.changes)))


def inner(workflow: Workflow, path: Path) -> Workflow:
    """The workflow inside the component at `path`. Raises UnknownName."""
    for component in path:
        inside = workflow.instance(component).workflow
        if inside is None:
            raise UnknownName("component", component, [node for node, one in workflow.nodes.items() if one.workflow])
        workflow = inside
    return workflow


def apply(workflow: Workflow, changes: Iterable[Change]) -> None:
    """Make changes to the workflow, or to the components in it that their paths name.

    Raises UsageError or UnknownName when they were made for another state of the document.
    """
    for change in changes:
        _APPLY[change.kind](inner(workflow, change.path), change)


def _apply_node(workflow: Workflow, change: Change) -> None:
    if change.after is None:
        workflow.remove(change.key)
    elif change.key in workflow.nodes:
        # What stands inside a node has changes of its own, which may have come before.
        inside = workflow.nodes[change.key].workflow
        kept = inside is not None and change.after.workflow is not None
        workflow.replace(replace(change.after, workflow=inside) if kept else change.after)
    else:
        workflow.add(change.after)


def _apply_links(workflow: Workflow, change: Change) -> None:
    if change.key not in workflow.nodes:
        raise UnknownName("node", change.key, workflow.nodes)
    for link in change.after or ():
        workflow.instance(link.source)
    for link in workflow.links_into(change.key):
        workflow.unlink(link)
    for link in change.after or ():
        workflow.restore_link(link)


def _apply_place(workflow: Workflow, change: Change) -> None:
    if change.after is None:
        workflow.layout.pop(change.key, None)
    else:
        workflow.layout[change.key] = change.after


def _apply_annotation(workflow: Workflow, change: Change) -> None:
    kept = [one for one in workflow.annotations if one.get("id") != change.key]
    if change.after is not None:
        bisect.insort(kept, change.after, key=_annotation_order)
    workflow.annotations = kept


def _apply_parameter(workflow: Workflow, change: Change) -> None:
    if change.after is None:
        workflow.parameters.pop(change.key, None)
    else:
        workflow.parameters[change.key] = change.after
    workflow.revision += 1


def _apply_about(workflow: Workflow, change: Change) -> None:
    if change.key not in ("name", "description"):
        raise UsageError(f"A workflow has no text {quoted(change.key)}.")
    setattr(workflow, change.key, change.after)


_APPLY = {
    "node": _apply_node,
    "links": _apply_links,
    "place": _apply_place,
    "annotation": _apply_annotation,
    "parameter": _apply_parameter,
    "about": _apply_about,
}


# ---- annotations by id


def tidy(workflow: Workflow) -> None:
    """Give every annotation an id of its own and put them in the order of their ids, in components too.

    Edits find annotations by id, and undo must bring them back to where they were. Places that are None are no places.
    """
    for one in _workflows(workflow):
        one.layout = {key: place for key, place in one.layout.items() if place is not None}
        taken: set[str] = set()
        for annotation in one.annotations:
            known = annotation.get("id")
            if not isinstance(known, str) or not known or known in taken:
                annotation["id"] = free_annotation(one, str(annotation.get("kind", "note")), taken)
            taken.add(annotation["id"])
        one.annotations.sort(key=_annotation_order)


def free_annotation(workflow: Workflow, kind: str, taken: Iterable[str] = ()) -> str:
    """An id that no annotation has yet: `note_1`, `frame_2` …"""
    known = {str(one.get("id")) for one in workflow.annotations} | set(taken)
    return next(name for number in range(1, len(known) + 2) if (name := f"{kind}_{number}") not in known)


def _annotation_order(annotation: dict[str, Any]) -> tuple[str, int, str]:
    name = str(annotation["id"])
    stem = name.rstrip("0123456789")
    return stem, int(name[len(stem) :] or 0), name


def _workflows(workflow: Workflow) -> Iterator[Workflow]:
    yield workflow
    for _, instance in workflow.walk():
        if instance.workflow is not None:
            yield instance.workflow


# ---- as JSON data


def to_json(change: Change) -> dict[str, Any]:
    """A change as JSON data, without what was there before."""
    return {"kind": change.kind, "key": change.key, "path": list(change.path), "value": _value_json(change)}


def _value_json(change: Change) -> Any:
    value = change.after
    if isinstance(value, Instance):
        return node_json(value)
    if change.kind == "links":
        return [str(link) for link in value or ()]
    if change.kind == "parameter" and value is not None:
        return parameter_json(value)
    return value


def from_json(data: dict[str, Any], registry: Registry = REGISTRY) -> Change:
    """The change that `to_json` wrote, with nothing known of before. Raises WorkflowFileError or UsageError."""
    kind, key, value = data["kind"], data["key"], data["value"]
    if kind not in _APPLY:
        raise UsageError(f"There is no change of kind {quoted(kind)}: another version of knode wrote it.")
    after = value
    if kind == "node" and value is not None:
        after = read_node(key, value, f"node {key}", registry)
    elif kind == "links":
        after = tuple(_link(text) for text in value)
    elif kind == "parameter" and value is not None:
        after = read_parameter(key, value, f"parameter {key}")
    return Change(kind, key, None, after, tuple(data["path"]))


def _link(text: str) -> Link:
    match = re.fullmatch(LINK, text)
    if match is None:
        raise UsageError(f"{quoted(text)} is no link.")
    return Link(*match.groups())


# ---- the changes between two states


def links_change(workflow: Workflow, node: str, links: Sequence[Link], path: Path = ()) -> Change:
    """The change that leaves exactly `links` entering a node."""
    return Change("links", node, tuple(workflow.links_into(node)), tuple(links), path)


def difference(before: Workflow, after: Workflow, path: Path = ()) -> list[Change]:
    """The changes that make `before` equal to `after`, in an order that applies.

    Both are tidy. A component that is one on both sides and differs inside is changed inside; other differences of a
    node exchange it.
    """
    gone = [node for node in before.nodes if node not in after.nodes]
    changes: list[Change] = []
    for key in ("name", "description"):
        if getattr(before, key) != getattr(after, key):
            changes.append(Change("about", key, getattr(before, key), getattr(after, key), path))
    changes += _differing("parameter", before.parameters, after.parameters, path)
    changes += [
        links_change(before, node, links, path)
        for node in before.nodes
        if (links := _links_left(before, after, node)) != tuple(before.links_into(node))
    ]
    # To take a node away takes its place too, also when the edit that added it is undone.
    moving = {*before.nodes} ^ {*after.nodes}
    left = {key: place for key, place in before.layout.items() if key not in moving}
    changes += _differing("place", before.layout, left, path)
    changes += [Change("node", node, before.nodes[node], None, path) for node in gone]
    for node, instance in after.nodes.items():
        changes += _node_difference(before.nodes.get(node), instance, path)
    for node in after.nodes:
        kept = _links_left(before, after, node) if node in before.nodes else ()
        if kept != (wanted := tuple(after.links_into(node))):
            changes.append(Change("links", node, kept, wanted, path))
    changes += _differing("place", left, after.layout, path)
    return changes + _differing("annotation", _by_id(before), _by_id(after), path)


def _by_id(workflow: Workflow) -> dict[str, dict[str, Any]]:
    return {str(one["id"]): one for one in workflow.annotations}


def _links_left(before: Workflow, after: Workflow, node: str) -> tuple[Link, ...]:
    """What still enters a node once the links that are not in `after` are gone."""
    if node not in after.nodes:
        return ()
    wanted = set(after.links_into(node))
    return tuple(link for link in before.links_into(node) if link in wanted)


def _node_difference(before: Instance | None, after: Instance, path: Path) -> list[Change]:
    if same(before, after):
        return []
    if before is not None and before.workflow is not None and after.workflow is not None:
        deeper = difference(before.workflow, after.workflow, (*path, after.id))
        outside = replace(after, workflow=before.workflow)
        return deeper + ([] if same(before, outside) else [Change("node", after.id, before, outside, path)])
    return [Change("node", after.id, before, after, path)]


def same(one: Any, other: Any) -> bool:
    """Whether what two changes leave is written alike in a file: to Python true is 1, and 1 is 1.0."""
    if one is other:
        return True
    if isinstance(one, Instance) and isinstance(other, Instance):
        return one == other and same(one.settings, other.settings) and _same_inside(one.workflow, other.workflow)
    if isinstance(one, Parameter) and isinstance(other, Parameter):
        return same(parameter_json(one), parameter_json(other))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, int | float) and isinstance(other, int | float):
        return _sort(one) is _sort(other) and one == other
    return bool(one == other)


def _sort(number: float) -> type[float]:
    """What a file tells apart; a number that was read is of a class of its own, which keeps its text."""
    return next(sort for sort in (bool, int, float) if isinstance(number, sort))


def _same_inside(one: Workflow | None, other: Workflow | None) -> bool:
    return one is other or (one is not None and other is not None and not difference(one, other))


def _differing(kind: Kind, before: dict[str, Any], after: dict[str, Any], path: Path) -> list[Change]:
    keys = [*before, *(key for key in after if key not in before)]
    return [
        Change(kind, key, before.get(key), after.get(key), path)
        for key in keys
        if not same(before.get(key), after.get(key))
    ]
