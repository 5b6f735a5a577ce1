"""While a gesture is held at the edge of the view, the view moves on, and the gesture with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMouseEvent

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

STEP_MS, WIDTH, STEP = 30, 28, 14


class EdgePan(QObject):
    """Watches the mouse of one view."""

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._step)

    def watch(self, event: QMouseEvent) -> None:
        """Begin or stop, by where the mouse is."""
        inside = self._view.viewport().rect().adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH)
        if not event.buttons() or inside.contains(event.position().toPoint()):
            self.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """The gesture has ended, or left the edge."""
        self._timer.stop()

    def _step(self) -> None:
        """Move on, and let the gesture know that the mouse now is elsewhere in the scene."""
        gesture, here = self._view.gesture, QPointF(self._view.pointer)
        if gesture is None:
            self.stop()
            return
        room = self._view.viewport().rect()
        across = STEP * ((here.x() < WIDTH) - (here.x() > room.width() - WIDTH))
        down = STEP * ((here.y() < WIDTH) - (here.y() > room.height() - WIDTH))
        self._view.pan(across, down)
        button, modifiers = Qt.MouseButton.NoButton, QGuiApplication.keyboardModifiers()
        place = QPointF(self._view.viewport().mapToGlobal(here.toPoint()))
        gesture.move(QMouseEvent(QEvent.Type.MouseMove, here, place, button, Qt.MouseButton.LeftButton, modifiers))
