"""Cut wires with a stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from knode.app.edit.commands.links import RemoveLinks
from knode.app.edit.gestures.gesture import ALT, Gesture, holds, is_left

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

TAKEN = "knifeTaken"
"""The property of a canvas on which the next press of the left button begins a stroke."""


class Knife(Gesture):
    """Cuts the wires that a stroke crosses: Alt and the right button, or the left one once the knife was taken."""

    @classmethod
    def begin(cls, view: CanvasView, press: QMouseEvent) -> Self | None:
        """Anywhere."""
        taken = bool(view.property(TAKEN))
        if taken:
            cls.take(view, taken=False)
        by_key = taken and is_left(press)
        by_alt = press.button() == Qt.MouseButton.RightButton and holds(press, ALT)
        return cls(view, press) if by_key or by_alt else None

    @classmethod
    def take(cls, view: CanvasView, *, taken: bool = True) -> None:
        """Let the next press of the left button on a canvas begin a stroke, or not."""
        view.setProperty(TAKEN, taken)
        if taken:
            view.viewport().setCursor(Qt.CursorShape.CrossCursor)
        else:
            view.viewport().unsetCursor()

    @classmethod
    def toggle(cls, view: CanvasView) -> None:
        """Take the knife, or lay it down."""
        cls.take(view, taken=not view.property(TAKEN))

    def drag(self, pos: QPointF, event: QMouseEvent) -> None:
        self.canvas.knife(QLineF(self.start, pos))

    def clear(self) -> None:
        self.canvas.knife(None)

    def finish(self, pos: QPointF, event: QMouseEvent) -> None:
        links = self.canvas.links_crossing(QLineF(self.start, pos))
        if links:
            self.do(RemoveLinks(self.session.path, tuple(links)))

    def click(self, pos: QPointF, event: QMouseEvent) -> None:
        """A stroke without length cuts nothing."""
