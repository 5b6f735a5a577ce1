"""Finding nodes and notes of a workflow by any text in them: names, types, settings, notes, inside components too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from knode.app.edit.places import place
from knode.core.edits import Path
from knode.core.matching import fold
from knode.core.workflow import Instance, Workflow

AROUND = 24
"""Characters shown on each side of what was found."""


class Place(NamedTuple):
    """A text in a workflow: which node or annotation it belongs to, what it is ("" for the name), and the text folded."""

    path: Path
    key: str
    is_node: bool
    what: str
    text: str
    folded: str


class Found(NamedTuple):
    """A node or annotation that was found, and the text in which it was."""

    path: Path
    key: str
    is_node: bool
    what: str
    excerpt: str


class TextIndex:
    """Every text of a workflow, gathered once for many searches. Make another when the workflow changes."""

    def __init__(self, workflow: Workflow) -> None:
        self._places = list(_places(workflow, ()))

    def search(self, typed: str) -> list[Found]:
        """The nodes and annotations in which the typed text stands, each once, from left to right, outer ones first."""
        wanted = " ".join(fold(typed).split())
        if not wanted:
            return []
        found: dict[tuple[Path, str], Found] = {}
        for one in self._places:
            at = one.folded.find(wanted)
            if at >= 0 and (one.path, one.key) not in found:
                excerpt = _excerpt(one.text, at, at + len(wanted))
                found[one.path, one.key] = Found(one.path, one.key, one.is_node, one.what, excerpt)
        return list(found.values())


def _places(workflow: Workflow, path: Path) -> Iterator[Place]:
    for node in sorted(workflow.nodes, key=lambda one: place(workflow, one)):
        for what, text in _texts_of(workflow.nodes[node]):
            yield _place(path, node, True, what, text)
    for annotation in workflow.annotations:
        for text in _annotation_texts(annotation):
            yield _place(path, str(annotation["id"]), False, annotation["kind"], text)
    for node, instance in workflow.nodes.items():
        if instance.workflow is not None:
            yield from _places(instance.workflow, (*path, node))


def _place(path: Path, key: str, is_node: bool, what: str, text: str) -> Place:
    plain = " ".join(text.split())
    return Place(path, key, is_node, what, plain, fold(plain))


def _texts_of(instance: Instance) -> Iterator[tuple[str, str]]:
    """The texts of a node, the ones that a person most likely means first."""
    yield "", instance.title
    yield "id", instance.id
    yield "type", instance.type
    for name, value in instance.settings.items():
        for text in _strings(value):
            yield name, text
    for name, binding in instance.bindings.items():
        yield name, binding.name


def _strings(value: Any) -> Iterator[str]:
    """All texts in JSON data; lines of one text are found across their ends."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield str(name)
            yield from _strings(one)
    elif isinstance(value, list | tuple):
        if value and all(isinstance(one, str) for one in value):
            yield " ".join(value)
        else:
            for one in value:
                yield from _strings(one)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _annotation_texts(annotation: dict[str, Any]) -> Iterator[str]:
    text = annotation.get("text", ())
    yield " ".join(text) if isinstance(text, list) else str(text)
    yield str(annotation.get("title", ""))


def _excerpt(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
