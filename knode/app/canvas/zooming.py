"""How far wheels and keys zoom and scroll, and the way that an animated view takes."""

from __future__ import annotations

import math
from typing import NamedTuple

from PySide6.QtCore import QEasingCurve, QPointF, Qt
from PySide6.QtGui import QInputDevice, QKeyEvent, QWheelEvent

STEPS = 4
"""Steps of the wheel for twice the size; every fourth is a power of two, so that 100 % is met exactly."""
_EASE = QEasingCurve(QEasingCurve.Type.InOutCubic)


class Flight(NamedTuple):
    """From one place and zoom to another."""

    start: QPointF
    start_zoom: float
    end: QPointF
    end_zoom: float

    def at(self, part: float) -> tuple[QPointF, float]:
        """Where it is after a part of the time; the zoom changes evenly to the eye, and the place with it."""
        eased = _EASE.valueForProgress(part)
        zoom = self.start_zoom * (self.end_zoom / self.start_zoom) ** eased
        if part >= 1.0:
            return self.end, self.end_zoom
        if abs(self.end_zoom / self.start_zoom - 1) > 1e-3:
            # Seen from the screen, the target then moves in a straight line.
            eased = (1 / zoom - 1 / self.start_zoom) / (1 / self.end_zoom - 1 / self.start_zoom)
        return self.start + (self.end - self.start) * eased, zoom


def stepped(zoom: float, steps: float) -> float:
    """The zoom some steps nearer or farther."""
    level = STEPS * math.log2(zoom) + steps
    return float(2 ** ((round(level) if float(steps).is_integer() else level) / STEPS))


def wheel_zoom(zoom: float, event: QWheelEvent) -> float:
    """The zoom after a turn of the wheel."""
    turned = event.angleDelta().y() or event.angleDelta().x()
    return stepped(zoom, turned / 120)


def scrolled(event: QWheelEvent) -> QPointF:
    """By how many pixels a wheel or touchpad scrolls; Shift turns a wheel sideways."""
    if not event.pixelDelta().isNull():
        return QPointF(event.pixelDelta())
    moved = QPointF(event.angleDelta()) / 120 * 60
    if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and moved.x() == 0:
        return QPointF(moved.y(), 0)
    return moved


def is_touchpad(event: QWheelEvent) -> bool:
    """Whether two fingers scroll, not a wheel."""
    device = event.device()
    if device is not None and device.type() == QInputDevice.DeviceType.TouchPad:
        return True
    return event.phase() != Qt.ScrollPhase.NoScrollPhase and not event.pixelDelta().isNull()


def is_typing(event: QKeyEvent) -> bool:
    """Whether a key writes something that can be searched for."""
    modifiers = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
    text = event.text()
    return modifiers == Qt.KeyboardModifier.NoModifier and len(text) == 1 and (text.isalnum() or text in "+/#_")
