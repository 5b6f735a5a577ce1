"""Which outputs are views."""

from __future__ import annotations

from typing import NamedTuple

from knode.app.session import Session
from knode.core import edits
from knode.core.errors import KnodeError
from knode.core.workflow import Instance, Workflow

KIND = "view"


class ViewPort(NamedTuple):
    """An output that gives a view: the step's path, the port, and what a person calls it."""

    step: str
    port: str
    title: str


def views_of(session: Session, step: str) -> tuple[ViewPort, ...]:
    """The views that a step gives; none for a step that is gone."""
    *path, node = step.split("/")
    try:
        workflow = edits.inner(session.document.workflow, tuple(path))
        return _views(workflow, step, workflow.instance(node))
    except KnodeError:
        return ()


def source_of(session: Session, step: str, port: str) -> tuple[str, str] | None:
    """The step and its output from which an input gets what it takes; None where it is not linked."""
    *path, node = step.split("/")
    try:
        links = edits.inner(session.document.workflow, tuple(path)).links_into(node)
    except KnodeError:
        return None
    found = next((link for link in links if link.target_port == port), None)
    return ("/".join((*path, found.source)), found.source_port) if found is not None else None


def all_views(session: Session) -> list[ViewPort]:
    """The views of all nodes, those inside components too."""
    found: list[ViewPort] = []
    waiting: list[tuple[str, Workflow]] = [("", session.document.workflow)]
    while waiting:
        path, workflow = waiting.pop()
        for node, instance in workflow.nodes.items():
            found += _views(workflow, path + node, instance)
            if instance.workflow is not None:
                waiting.append((f"{path}{node}/", instance.workflow))
    return sorted(found, key=lambda view: view.title.lower())


def _views(workflow: Workflow, step: str, instance: Instance) -> tuple[ViewPort, ...]:
    try:
        ports = workflow.ports(instance.id)
    except KnodeError:  # Settings that are not finished may leave it open which ports there are.
        return ()
    names = [port.name for port in ports.outputs if port.kind == KIND] if ports is not None else []
    several = len(names) > 1
    return tuple(ViewPort(step, name, f"{instance.title} · {name}" if several else instance.title) for name in names)
