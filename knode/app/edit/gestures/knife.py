"""Cut wires with a stroke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QMouseEvent

from knode.app.edit.commands.links import RemoveLinks
from knode.app.edit.gestures.gesture import ALT, Gesture, holds, is_left

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView


class Knife(Gesture):
    """Cuts the wires that a stroke crosses: Alt and the right button, or the left one once the knife was taken."""

    taken: CanvasView | None = None
    """The canvas on which the next press of the left button begins a stroke."""

    @classmethod
    def begin(cls, view: CanvasView, press: QMouseEvent) -> Self | None:
        """Anywhere."""
        taken, Knife.taken = Knife.taken is view, None
        if taken:
            view.viewport().unsetCursor()
        by_key = taken and is_left(press)
        by_alt = press.button() == Qt.MouseButton.RightButton and holds(press, ALT)
        return cls(view, press) if by_key or by_alt else None

    @classmethod
    def take(cls, view: CanvasView) -> None:
        """Let the next press of the left button begin a stroke."""
        Knife.taken = view
        view.viewport().setCursor(Qt.CursorShape.CrossCursor)

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
