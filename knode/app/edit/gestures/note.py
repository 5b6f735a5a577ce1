"""Resize a note by its lower right corner."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QMouseEvent

from knode.app.edit.commands.notes import SMALLEST, PlaceNote
from knode.app.edit.gestures.gesture import SHIFT, Gesture, holds, is_double, is_left
from knode.app.edit.places import Box, snapped

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

CORNER = 16.0
"""The side of the square at the corner by which a note is resized."""


class ResizeNote(Gesture):
    """Drags the lower right corner of a note, to the grid unless Shift is held."""

    def __init__(self, view: CanvasView, press: QMouseEvent, note: str) -> None:
        super().__init__(view, press)
        self.note = note
        self.rect = view.canvas.frame_rect(note)

    @classmethod
    def begin(cls, view: CanvasView, press: QMouseEvent) -> Self | None:
        """On the corner of a note."""
        pos = view.scene_pos(press.position())
        note = view.canvas.annotation_at(pos) if is_left(press) and not is_double(press) else None
        if note is None or note not in view.canvas.annotations.notes or view.canvas.node_at(pos):
            return None
        away = view.canvas.frame_rect(note).bottomRight() - pos
        return cls(view, press, note) if max(away.x(), away.y()) <= CORNER else None

    def _rect(self, pos: QPointF, event: QMouseEvent) -> QRectF:
        moved = self.rect.bottomRight() + pos - self.start
        right, bottom = moved.toTuple() if holds(event, SHIFT) else snapped((moved.x(), moved.y()))
        width, height = max(right - self.rect.left(), SMALLEST), max(bottom - self.rect.top(), SMALLEST)
        return QRectF(self.rect.left(), self.rect.top(), width, height)

    def drag(self, pos: QPointF, event: QMouseEvent) -> None:
        self.canvas.band(self._rect(pos, event))

    def clear(self) -> None:
        self.canvas.band(None)

    def finish(self, pos: QPointF, event: QMouseEvent) -> None:
        rect = self._rect(pos, event)
        self.do(PlaceNote(self.session.path, self.note, Box(rect.x(), rect.y(), rect.width(), rect.height())))
        self.canvas.select((), annotations=[self.note])

    def click(self, pos: QPointF, event: QMouseEvent) -> None:
        self.canvas.select((), annotations=[self.note])
