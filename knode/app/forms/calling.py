"""Texts of nodes with their settings and choices called as forms call them: `kernel` is "Kernel", `rbf` its label."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator

from pydantic import BaseModel

from knode.app.forms import words
from knode.app.forms.shape import Entry, entries_of
from knode.core.node import Node
from knode.core.workflow import Instance, Workflow
from knode.host.protocol import NodeStatus, Problem

NAMED = re.compile(r'"[^"]*"|`([^`\n]+)`|(?<=\bsetting )([a-z]\w*(?:\.[a-z]\w*)*)|(?<![\w.])([a-z]\w*_\w+)(?![\w.]*\w)')
"""What stands in quotes is a person's own; a name in backticks, behind the word setting, or with an underscore, may be a
setting or a choice. A dot stands before a field of a record."""
MAYBE = re.compile("[`_]|setting ")


def called(text: str, step: str, workflow: Workflow) -> str:
    """A text of the node at a path, in which that node, or one inside it, may name its settings and their choices."""
    return called_by(text, _classes(workflow, step)) if MAYBE.search(text) else text


def called_by(text: str, models: Iterable[type[BaseModel]]) -> str:
    """A text in which some classes may name their settings and choices, those that come first before others."""
    known = [one for model in models for one in _entries(model)]
    named: list[Entry] = []

    def shown(found: re.Match[str]) -> str:
        name = found[1] or found[2] or found[3]
        if name is None:
            return found[0]
        outer, _, last = name.rpartition(".")
        for entry, context in known:
            if entry.name == last:
                named.append(entry)
                return (
                    f'"{": ".join((*map(words.label, outer.split(".") if outer else ()), words.label(last, context)))}"'
                )
        for entry in (*reversed(named), *(entry for entry, _ in known)):
            labels = dict(entry.shape.labels)
            if name in labels or name in entry.shape.choices:
                return f'"{words.choice(name, labels.items())}"'
        return found[0]

    return NAMED.sub(shown, text)


def status_called(status: NodeStatus, step: str, workflow: Workflow) -> NodeStatus:
    """The same with what it says as forms call things."""
    if not status.warnings and not status.infos and status.error is None:
        return status
    said = {
        name: tuple(called(text, step, workflow) for text in getattr(status, name)) for name in ("warnings", "infos")
    }
    problems = {name: _problem_called(getattr(status, name), step, workflow) for name in ("error", "doubt")}
    return status.model_copy(update={**said, **problems})


def _problem_called(problem: Problem | None, step: str, workflow: Workflow) -> Problem | None:
    if problem is None:
        return None
    texts = {name: called(getattr(problem, name), step, workflow) for name in ("message", "what", "hint")}
    return problem.model_copy(update=texts)


def _classes(workflow: Workflow, step: str) -> Iterator[type[Node]]:
    """The class of the node at a path, and those of all nodes inside it; none in files that it calls."""
    *path, node = step.split("/")
    for outer in path:
        inside = workflow.nodes[outer].workflow if outer in workflow.nodes else None
        if inside is None:
            return
        workflow = inside
    if node in workflow.nodes:
        yield from _within(workflow, workflow.nodes[node])


def _within(workflow: Workflow, instance: Instance) -> Iterator[type[Node]]:
    cls = workflow.registry.find(instance.type)
    if cls is not None:
        yield cls
    if instance.workflow is not None:
        for inner in instance.workflow.nodes.values():
            yield from _within(instance.workflow, inner)


@functools.lru_cache(maxsize=500)
def _entries(model: type[BaseModel]) -> tuple[tuple[Entry, str], ...]:
    """The settings of a class with the context of their translations, and then the fields of their records."""
    own = entries_of(model)
    context = model.type_id() if issubclass(model, Node) else "Settings"
    records = [record for entry in own if (record := (entry.shape.item or entry.shape).model) is not None]
    return (*((entry, context) for entry in own), *(one for record in records for one in _entries(record)))
