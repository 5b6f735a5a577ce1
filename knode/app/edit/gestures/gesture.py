"""What every mouse gesture is: begun by a press, led by moves, ended by a release or cancelled, one command at its end."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent

from knode.app.edit.doing import carry_out

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView
    from knode.app.edit.command import Command
    from knode.core.workflow import Workflow

SLACK = 4.0
"""Pixels that the mouse may move before a press is a drag."""


class Gesture(ABC):
    """One gesture that is going on. Nothing in the document changes before its end."""

    def __init__(self, view: CanvasView, press: QMouseEvent) -> None:
        self.view = view
        self.canvas = view.canvas
        self.session = view.session
        self.pressed = press.position()
        self.start = view.scene_pos(press.position())
        self.button = press.button()
        self.is_drag = False

    @classmethod
    @abstractmethod
    def begin(cls, view: CanvasView, press: QMouseEvent) -> Self | None:
        """The gesture that a press begins; None when it is not for this one."""

    @abstractmethod
    def drag(self, pos: QPointF, event: QMouseEvent) -> None:
        """The mouse is at a scene position, with the button held."""

    @abstractmethod
    def finish(self, pos: QPointF, event: QMouseEvent) -> None:
        """The button was released after a drag."""

    @abstractmethod
    def clear(self) -> None:
        """Take away what the gesture shows."""

    def click(self, pos: QPointF, event: QMouseEvent) -> None:
        """The button was released where it was pressed: what the drag to there would do, unless it says otherwise."""
        self.finish(pos, event)

    def move(self, event: QMouseEvent) -> None:
        """Take a move of the mouse."""
        away = event.position() - self.pressed
        self.is_drag = self.is_drag or away.manhattanLength() > SLACK
        if self.is_drag:
            self.drag(self.view.scene_pos(event.position()), event)

    def release(self, event: QMouseEvent) -> bool:
        """Take the release of a button; whether that ended the gesture."""
        if event.button() != self.button:
            return False
        self.clear()
        pos = self.view.scene_pos(event.position())
        self.finish(pos, event) if self.is_drag else self.click(pos, event)
        return True

    def key(self, event: QKeyEvent) -> bool:
        """Take a key; whether it meant something. Escape never comes here: the view cancels."""
        return False

    def cancel(self) -> None:
        """End with nothing done."""
        self.clear()

    # ---- what gestures share

    @property
    def workflow(self) -> Workflow:
        """The workflow that is looked at."""
        return self.session.workflow

    @property
    def reach(self) -> float:
        """The factor by which things are caught from farther away when they are small on screen."""
        return 1.0 / min(1.0, max(self.view.zoom, 0.2))

    def do(self, command: Command) -> bool:
        """Carry out the command that the gesture comes to."""
        return carry_out(self.view, command)


def is_left(press: QMouseEvent) -> bool:
    """Whether it is the left button's press."""
    return press.button() == Qt.MouseButton.LeftButton


def is_double(press: QMouseEvent) -> bool:
    """Whether it is the second press of a double click."""
    return press.type() == QEvent.Type.MouseButtonDblClick


def holds(event: QMouseEvent, key: Qt.KeyboardModifier) -> bool:
    """Whether a modifier key is held."""
    return bool(event.modifiers() & key)


SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
