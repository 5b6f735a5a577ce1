"""Copy and paste: pieces of workflows on the clipboard, as the text of a workflow file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication

from knode.app.canvas.geometry import GRID
from knode.app.edit.commands.pieces import Duplicate, Paste
from knode.app.edit.doing import carry_out, chosen
from knode.app.edit.fragment import corner, fragment, from_text, middle, to_text
from knode.app.edit.places import place, snapped

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView
    from knode.core.workflow import Workflow

STEP = (2 * GRID, 2 * GRID)
"""From something to its copy beside it."""


def copy(view: CanvasView) -> bool:
    """Put the selected nodes and notes on the clipboard; whether there were any."""
    now = chosen(view)
    if not now.nodes and not now.annotations:
        return False
    QGuiApplication.clipboard().setText(to_text(fragment(view.session.workflow, (*now.nodes, *now.annotations))))
    return True


def is_empty() -> bool:
    """Whether nothing was ever copied: then Qt has no data at all."""
    return QGuiApplication.clipboard().mimeData() is None


def paste(view: CanvasView, at: QPointF | None = None) -> bool:
    """Paste nodes that were copied here or in another window, around a scene position; whether the clipboard held any."""
    piece = from_text(QGuiApplication.clipboard().text(), view.session.workflow.registry)
    if piece is None or not (piece.nodes or piece.annotations):
        return False
    command = Paste(view.session.path, piece, _offset(view, piece, at))
    carry_out(view, command, command.made)
    return True


def _offset(view: CanvasView, piece: Workflow, at: QPointF | None) -> tuple[float, float]:
    """To the position asked for; else a step beside the originals, where these are in sight, or to the middle."""
    if at is not None:
        return _to(piece, at)
    x, y = corner(piece)
    if not view.visible_rect().contains(QPointF(x, y)):
        return _to(piece, view.visible_rect().center())
    taken = {place(view.session.workflow, node) for node in view.session.workflow.nodes}
    step = STEP
    while (x + step[0], y + step[1]) in taken:
        step = step[0] + STEP[0], step[1] + STEP[1]
    return step


def _to(piece: Workflow, at: QPointF) -> tuple[float, float]:
    x, y = middle(piece)
    return snapped((at.x() - x, at.y() - y))


def duplicate(view: CanvasView, *, linked: bool) -> None:
    """Put copies of what is selected beside it, fed as the originals are if wanted."""
    now = chosen(view)
    command = Duplicate(view.session.path, (*now.nodes, *now.annotations), STEP, linked=linked)
    carry_out(view, command, command.made)
