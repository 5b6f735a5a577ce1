"""What the outputs of a step are: tables, and what the node is there for."""

from __future__ import annotations

from knode.app.canvas.shapes import known_ports
from knode.app.session import Session
from knode.core import edits
from knode.core.errors import UnknownName


def tables_of(session: Session, step: str) -> tuple[str, ...] | None:
    """The outputs of a step that are tables; None when there is no such step."""
    *path, node = step.split("/")
    try:
        workflow = edits.inner(session.document.workflow, tuple(path))
    except UnknownName:
        return None
    if node not in workflow:
        return None
    ports = known_ports(workflow, node)
    return tuple(port.name for port in ports.outputs if port.kind == "table") if ports is not None else ()


def main_output(session: Session, step: str) -> str:
    """The kind of the first output of a step, which is what the node is there for; empty for none."""
    *path, node = step.split("/")
    try:
        ports = known_ports(edits.inner(session.document.workflow, tuple(path)), node)
    except UnknownName:
        return ""
    return ports.outputs[0].kind if ports is not None and ports.outputs else ""


def gives_table(session: Session, step: str) -> bool:
    """Whether a step gives any table."""
    return bool(tables_of(session, step))
