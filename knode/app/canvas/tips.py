"""What a tool tip says of a node, a port or a wire: readable, with what went wrong, where, and what to do."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from knode.app.canvas.node_text import duration
from knode.app.canvas.shapes import NodeShape
from knode.app.messages import where_worded, worded

if TYPE_CHECKING:
    from knode.app.canvas.geometry import PortRef
    from knode.app.canvas.scene import CanvasScene
    from knode.host.protocol import NodeStatus, PortStatus, Problem

WARNINGS = INFOS = 5
"""Shown of a node; it may have many more."""
LONG = 400
"""Characters of a message that are shown."""


def node_tip(shape: NodeShape, description: str) -> str:
    """What there is to say of a node, as rich text."""
    parts = [f"<b>{escape(shape.title)}</b>", f"<span>{escape(description)}</span>" if description else ""]
    status = shape.status
    if shape.form == "placeholder":
        parts.append(escape(_words("The pack of this node is not installed. Its settings and wires are kept.")))
    if shape.mode == "disabled":
        parts.append(escape(_words("Disabled: it does no work, nor does what depends on it.")))
    if shape.mode == "bypass":
        parts.append(escape(_words("Bypassed: it hands on what comes in.")))
    if status is not None:
        parts.append(_state(status))
        parts += [_problem(status.error)] if status.error is not None else []
        parts += [f"⚠ {escape(_cut(worded(warning)))}" for warning in status.warnings[:WARNINGS]]
        if len(status.warnings) > WARNINGS:
            parts.append(escape(_words("and %n more warning(s)", len(status.warnings) - WARNINGS)))
        parts += [escape(_cut(worded(info))) for info in status.infos[:INFOS]]
    return _rich([part for part in parts if part])


def _state(status: NodeStatus) -> str:
    names = {
        "idle": _words("Cannot run yet."),
        "ready": _words("Ready to run.") if not status.stale else _words("Outdated: it has an older result."),
        "queued": _words("Waits for its turn."),
        "running": _words("Running…"),
        "done": _words("Done.") if not status.reused else _words("Done: an earlier result was reused."),
        "failed": _words("Failed."),
        "skipped": _words("Skipped, as something before it failed."),
        "inactive": _words("Inactive: it stands behind a branch that was not taken."),
        "disabled": _words("Does not run, as something before it is disabled."),
    }
    text = names[status.state]
    if status.state == "done" and status.seconds is not None and not status.reused:
        text = f"{text} {duration(status.seconds)}"
    return f"{escape(text)} {escape(status.message)}".strip()


def _problem(problem: Problem) -> str:
    """What went wrong, where, and what to do."""
    if not problem.what:
        return escape(_cut(worded(problem.message)))
    lines = [f"<b>{escape(_cut(worded(problem.what)))}</b>"]
    if problem.where:
        lines.append(escape(_cut(where_worded(problem.where))))
    if problem.hint:
        lines.append(f"→ {escape(_cut(worded(problem.hint)))}")
    return "<br>".join(lines)


def port_tip(canvas: CanvasScene, ref: PortRef) -> str:
    """What a port is called, what it carries, and why a wire may not end there."""
    shape = canvas.graph.nodes[ref.node]
    plug = shape.plug(ref.side, ref.port)
    kind = canvas.port_kind(ref)
    parts = [f"<b>{escape(ref.port)}</b> · {escape(kind)}"]
    if canvas.lit is not None and canvas.lit.get(ref):
        parts.append(escape(worded(str(canvas.lit[ref]))))
    if plug is not None and ref.side == "in":
        if plug.free and not plug.optional:
            parts.append(escape(_words("A wire must come in here.")))
        if plug.multiple:
            parts.append(escape(_words("Takes any number of wires.")))
    status = shape.status.outputs.get(ref.port) if shape.status is not None and ref.side == "out" else None
    if status is not None and (text := size_of(status)):
        parts.append(escape(text))
    return _rich(parts)


def size_of(port: PortStatus) -> str:
    """Rows and columns of an output, as far as they are known."""
    locale = QLocale()
    if port.rows is not None and port.columns is not None:
        return _words("{rows} rows × {columns} columns").format(rows=locale.toString(port.rows), columns=port.columns)
    if port.columns is not None:
        return _words("{columns} columns").format(columns=port.columns)
    return ""


def _rich(parts: list[str]) -> str:
    return "<div style='max-width:360px'>" + "<br>".join(parts) + "</div>"


def _cut(text: str) -> str:
    return text if len(text) <= LONG else text[: LONG - 1] + "…"


def _words(text: str, count: int = -1) -> str:
    return QCoreApplication.translate("CanvasTip", text, None, count)
