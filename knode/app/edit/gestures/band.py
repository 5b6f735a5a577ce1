"""Select with a rubber band."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QMouseEvent

from knode.app.edit.doing import chosen
from knode.app.edit.gestures.gesture import CONTROL, SHIFT, Gesture, holds, is_left

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView


class RubberBand(Gesture):
    """Selects the nodes that a band touches and the notes in it; Shift adds them, Ctrl toggles. A click selects nothing."""

    @classmethod
    def begin(cls, view: CanvasView, press: QMouseEvent) -> Self | None:
        """On empty space."""
        return cls(view, press) if is_left(press) else None

    def drag(self, pos: QPointF, event: QMouseEvent) -> None:
        self.canvas.band(QRectF(self.start, pos).normalized())

    def clear(self) -> None:
        self.canvas.band(None)

    def finish(self, pos: QPointF, event: QMouseEvent) -> None:
        rect = QRectF(self.start, pos).normalized()
        notes = [note.id for note in self.canvas.annotations.notes.values() if rect.contains(note.rect)]
        before = chosen(self.view)
        nodes = combined(before.nodes, self.canvas.nodes_in(rect), event)
        self.canvas.select(nodes, annotations=combined(before.annotations, notes, event))

    def click(self, pos: QPointF, event: QMouseEvent) -> None:
        if not holds(event, SHIFT) and not holds(event, CONTROL):
            self.canvas.select(())


def combined(before: tuple[str, ...], found: list[str], event: QMouseEvent) -> list[str]:
    """What is selected once something was found: with Shift that too, with Ctrl the other way round, else that alone."""
    if holds(event, SHIFT):
        return list(dict.fromkeys([*before, *found]))
    if holds(event, CONTROL):
        hit = set(found)
        return [one for one in before if one not in hit] + [one for one in found if one not in before]
    return found
