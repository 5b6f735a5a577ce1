"""Pasting what was copied elsewhere: a table becomes a Table Creator, files become their readers."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QPointF
from PySide6.QtGui import QGuiApplication

from knode.app.canvas.view import CanvasView
from knode.app.quick.dropping import DropFilter, local_files
from knode.app.quick.inserting import carry_out, insertion
from knode.app.quick.shelf import catalogue
from knode.app.quick.text_table import as_text, table_of
from knode.app.session import Session
from knode.core.errors import KnodeError

CREATOR = "io.TableCreator"


def paste(view: CanvasView, at: QPointF | None = None) -> bool:
    """Paste a copied table or copied files at a point of the scene; whether the clipboard held either.

    A table that is too large is refused with what to do instead.
    """
    data = QGuiApplication.clipboard().mimeData()
    at = view.pointer_pos() if at is None else at
    drops = view.findChild(DropFilter)
    files = local_files(data)
    if files and drops is not None:
        drops.take_files(files, at)
        return True
    return paste_table(view.session, data, (at.x(), at.y()))


def paste_table(session: Session, data: QMimeData, at: tuple[float, float]) -> bool:
    """Make a Table Creator of a copied table, one step to undo, and show it; whether there was one, were it too large."""
    try:
        rows = table_of(data.text(), data.html() if data.hasHtml() else "")
    except KnodeError as error:
        session.refused.emit(error.message)
        return True
    entry = catalogue().by_type.get(CREATOR)
    if rows is None or entry is None:
        return False
    settings = {"text": as_text(rows).split("\n")}
    made = carry_out(session, insertion(session.workflow, session.path, entry, at, settings=settings))
    if made is not None:
        session.run([session.step(made)])
    return True
