"""Edit texts where they stand on the canvas: notes, titles of frames, labels of nodes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from knode.app import theme
from knode.app.canvas.annotations import FRAME_TITLE
from knode.app.edit.commands.frames import RenameFrame
from knode.app.edit.commands.nodes import Rename
from knode.app.edit.commands.notes import EditNote
from knode.app.edit.doing import carry_out
from knode.app.edit.places import annotation
from knode.app.edit.words import translate

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

LINE, LINES = (180, 34), (260, 120)
"""The least size of an editor for one line, and for several, in pixels."""
AROUND = 30
"""Pixels of an editor for one line that are no text: its edges, and room for the next letter."""


class InPlaceEditor(QPlainTextEdit):
    """A text field over a place of the scene. Enter, Ctrl+Enter where there are lines, or a click elsewhere takes the
    text; Escape leaves it as it was."""

    def __init__(
        self, view: CanvasView, place: QRectF, text: str, take: Callable[[str], object], *, lines: bool
    ) -> None:
        super().__init__(view.viewport())
        self.setObjectName("inPlaceEditor")
        self._view = view
        self._take = take
        self._lines = lines
        self._before = text
        self._is_open = True
        self._place = place
        self._stay()
        self.setFont(theme.font(10.0, mono=lines))
        self.setPlainText(text)
        self.selectAll()
        if not lines:
            self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.textChanged.connect(self._stay)
            self._stay()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        view.looked.connect(self._stay)
        view.session.path_changed.connect(self.reject)

    def _stay(self) -> None:
        """Lie over the place in the scene, wherever the view looks."""
        corner, zoom = self._view.mapFromScene(self._place.topLeft()), self._view.zoom
        least = LINES if self._lines else LINE
        width, height = max(least[0], self._place.width() * zoom), max(least[1], self._place.height() * zoom)
        if not self._lines:
            room = self._view.viewport().width() - max(0, corner.x())
            width = max(width, min(room, self.fontMetrics().horizontalAdvance(self.toPlainText()) + AROUND))
        self.setGeometry(corner.x(), corner.y(), round(width), round(height))

    def accept(self) -> None:
        """Take the text, and go."""
        if self._is_open:
            text = self.toPlainText()
            self._end()
            if text != self._before:
                self._take(text if self._lines else " ".join(text.split()))

    def reject(self) -> None:
        """Go, with the text as it was."""
        if self._is_open:
            self._end()

    def _end(self) -> None:
        self._is_open = False
        has_focus = self.hasFocus()
        self.hide()
        self.deleteLater()
        if has_focus:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        elif is_enter and (not self._lines or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
            self.accept()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.accept()


def edit_annotation(view: CanvasView, key: str) -> InPlaceEditor:
    """Edit the text of a note, or the title of a frame."""
    path, place = view.session.path, view.canvas.frame_rect(key)
    found = annotation(view.session.workflow, key)
    if found.get("kind") == "frame":
        title = QRectF(place.left(), place.top(), place.width(), FRAME_TITLE)
        editor = InPlaceEditor(
            view,
            title,
            str(found.get("title", "")),
            lambda text: carry_out(view, RenameFrame(path, key, text)),
            lines=False,
        )
        editor.setAccessibleName(translate("Edit", "Title of the frame"))
        return editor
    text = found.get("text", "")
    before = "\n".join(text) if isinstance(text, list) else str(text)
    editor = InPlaceEditor(view, place, before, lambda text: carry_out(view, EditNote(path, key, text)), lines=True)
    editor.setAccessibleName(translate("Edit", "Text of the note"))
    return editor


def rename_node(view: CanvasView, node: str) -> InPlaceEditor:
    """Edit the label of a node."""
    path, title = view.session.path, view.session.workflow.instance(node).title
    place = view.canvas.node_rect(node)
    editor = InPlaceEditor(view, place, title, lambda text: carry_out(view, Rename(path, node, text)), lines=False)
    editor.setAccessibleName(translate("Edit", "Label of the node"))
    return editor
