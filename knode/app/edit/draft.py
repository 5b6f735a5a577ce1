"""A draft: a copy of a workflow on which an edit is tried; the edit is what then differs."""

from __future__ import annotations

import copy
from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from knode.app.edit.command import Command, Single
from knode.core.edits import Change, Path, apply, difference, inner
from knode.core.workflow import Instance, Workflow


@dataclass(frozen=True)
class Drafted(Single, ABC):
    """An edit that is written as edits of a copy, so that the workflow's own rules hold for each step of it."""

    path: Path

    @property
    @abstractmethod
    def text(self) -> str:
        """What it does, in words."""

    @abstractmethod
    def edit(self, draft: Workflow) -> None:
        """Edit the draft. Raises KnodeError with the reason when that cannot be."""

    def changes(self, workflow: Workflow) -> list[Change]:
        """What differs after `edit`. Raises KnodeError when the edit is refused."""
        before = inner(workflow, self.path)
        after = draft_of(before)
        self.edit(after)
        clear_away(before, after)
        return difference(before, after, self.path)


@dataclass(frozen=True)
class Together(Single):
    """Several commands for one workflow as one step: `text` in the menu. Each sees what those before it did."""

    path: Path
    commands: tuple[Command, ...]
    text: str

    def changes(self, workflow: Workflow) -> list[Change]:
        """What differs after all of them. Raises KnodeError when one is refused."""
        tried = opened(workflow, [self.path])
        for command in self.commands:
            apply(tried, command.changes(tried))
        return difference(inner(workflow, self.path), inner(tried, self.path), self.path)


def opened(workflow: Workflow, paths: Iterable[Path]) -> Workflow:
    """A draft of a workflow in which the components along some paths have insides of their own."""
    draft = draft_of(workflow)
    deeper: dict[str, list[Path]] = {}
    for path in paths:
        if path:
            deeper.setdefault(path[0], []).append(path[1:])
    for component, rest in deeper.items():
        inside = opened(inner(workflow, (component,)), rest)
        draft.replace(replace(workflow.instance(component), workflow=inside))
    return draft


def draft_of(workflow: Workflow) -> Workflow:
    """A copy that shares what is immutable, and the insides of components, which a draft does not touch."""
    draft = Workflow(workflow.name, description=workflow.description, registry=workflow.registry)
    draft.folder = workflow.folder
    draft.parameters = dict(workflow.parameters)
    draft.annotations = list(workflow.annotations)
    draft.layout = dict(workflow.layout)
    for instance in workflow.nodes.values():
        draft.add(instance)
    for link in workflow.links:
        draft.restore_link(link)
    return draft


def copy_of(workflow: Workflow) -> Workflow:
    """A copy that shares nothing which an edit could change."""
    made = draft_of(workflow)
    made.layout = copy.deepcopy(workflow.layout)
    made.annotations = copy.deepcopy(workflow.annotations)
    made.nodes = {node: fresh(instance) for node, instance in workflow.nodes.items()}
    return made


def fresh(instance: Instance) -> Instance:
    """The instance, with an inside of its own."""
    return instance if instance.workflow is None else replace(instance, workflow=copy_of(instance.workflow))


def clear_away(before: Workflow, after: Workflow) -> None:
    """Let nothing stand that belonged to what is gone: bends of links, members of frames, frames without members."""
    left = set(after.links)
    for link in before.links:
        if link not in left:
            after.layout.pop(str(link), None)
    gone = before.nodes.keys() - after.nodes.keys()
    if gone:
        after.annotations = [kept for one in after.annotations if (kept := _without(one, gone)) is not None]


def _without(annotation: dict[str, Any], gone: Iterable[str]) -> dict[str, Any] | None:
    members = annotation.get("nodes")
    if not isinstance(members, list) or not set(members) & set(gone):
        return annotation
    kept = [member for member in members if member not in gone]
    return {**annotation, "nodes": kept} if kept else None
