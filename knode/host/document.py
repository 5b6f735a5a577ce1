"""A whole document as changes: what an engine process is sent when it opens one, finished or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from knode.core.edits import Change, difference
from knode.core.workflow import Workflow


def document_changes(workflow: Workflow) -> list[Change]:
    """The changes that make a workflow from an empty one.

    Components come empty and are filled after that, so that a link inside which does not fit, in a document that is being
    edited, does not stand in the way of all else.
    """
    return list(_changes(workflow, ()))


def _changes(workflow: Workflow, path: tuple[str, ...]) -> Iterator[Change]:
    hollow = Workflow(registry=workflow.registry)
    filled: list[tuple[str, Workflow]] = []
    for change in difference(Workflow(registry=workflow.registry), workflow, path):
        instance = change.after
        if change.kind == "node" and instance.workflow is not None:
            filled.append((instance.id, instance.workflow))
            change = replace(change, after=replace(instance, workflow=hollow))
        yield change
        if change.kind == "node" and filled:
            # Links into a component, which come later, may ask for its ports.
            node, inside = filled.pop()
            yield from _changes(inside, (*path, node))
