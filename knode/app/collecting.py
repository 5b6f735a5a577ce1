"""Garbage of this process is collected on the GUI thread only.

Python collects on whichever thread happens to allocate. Where that is a worker and the garbage holds Qt objects, their
destructors take Qt's locks and then wait for the interpreter, while the GUI thread holds the interpreter and waits for
those locks: the window would stand still for ever.
"""

from __future__ import annotations

import gc
import time

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 400
FULL_EVERY_SECONDS = 20.0
"""A full collection looks at everything that lives; the youngest objects are looked at much more often."""


class Collector(QObject):
    """Collects in the event loop what Python would have collected at any time."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._full = time.monotonic()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        gc.disable()

    def collect(self) -> None:
        """Collect the oldest generation that is due."""
        generation = due()
        if generation == 2:
            if time.monotonic() - self._full < FULL_EVERY_SECONDS:
                generation = 1
            else:
                self._full = time.monotonic()
        if generation is not None:
            gc.collect(generation)


def due() -> int | None:
    """The oldest generation that has reached its threshold; None when there is none."""
    counts, thresholds = gc.get_count(), gc.get_threshold()
    return next((number for number in (2, 1, 0) if thresholds[number] and counts[number] > thresholds[number]), None)
