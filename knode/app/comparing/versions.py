"""Both versions of a workflow as one, so that what is gone stands where it stood."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from knode.app.document import Document
from knode.core import edits
from knode.core.errors import EngineLost
from knode.core.workflow import Workflow
from knode.host.protocol import Message, Method

P = TypeVar("P", bound=Message)
R = TypeVar("R", bound=Message)


def both(before: Workflow, after: Workflow) -> Workflow:
    """A workflow with the nodes and links of two; where both have a node, that of `after`. To be looked at, not to run."""
    made = Workflow(after.name, registry=after.registry)
    for workflow in (after, before):
        for node, instance in workflow.nodes.items():
            if node not in made.nodes:
                made.add(replace(instance, workflow=_inside(node, before, after)))
                if node in workflow.layout:
                    made.layout[node] = workflow.layout[node]
        known = set(made.links)
        for link in workflow.links:
            if link not in known:
                made.restore_link(link)
        names = {str(one["id"]) for one in made.annotations}
        made.annotations += [one for one in workflow.annotations if str(one["id"]) not in names]
    made.folder = after.folder
    edits.tidy(made)
    return made


def _inside(node: str, before: Workflow, after: Workflow) -> Workflow | None:
    insides = [one.nodes[node].workflow for one in (before, after) if node in one.nodes]
    if len(insides) == 2 and insides[0] is not None and insides[1] is not None:
        return both(insides[0], insides[1])
    return insides[-1]


class _Dropped:
    def forget(self) -> None:
        """Nobody waits."""


class NoEngine(QObject):
    """The engine of a workflow that is only looked at: it runs nothing and answers nothing."""

    told = Signal(object)
    state_changed = Signal(str, str)

    def start(self, document: Document, trusted: bool) -> None:
        """There is nothing to start."""

    def restart(self) -> None:
        """There is nothing to restart."""

    def close(self) -> None:
        """There is nothing to end."""

    def call(
        self,
        method: Method[P, R],
        params: P,
        then: Callable[[R], None],
        failed: Callable[[EngineLost], None] | None = None,
    ) -> _Dropped:
        """No answer comes: what is compared does not run."""
        return _Dropped()
