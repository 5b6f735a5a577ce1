"""The gestures, one class each. `GESTURES` is the order in which they are asked whether a press is theirs."""

from __future__ import annotations

from knode.app.edit.gestures.band import RubberBand
from knode.app.edit.gestures.bend import DragBend
from knode.app.edit.gestures.gesture import Gesture
from knode.app.edit.gestures.knife import Knife
from knode.app.edit.gestures.move import DragItems
from knode.app.edit.gestures.note import ResizeNote
from knode.app.edit.gestures.wire import DragWire

GESTURES: tuple[type[Gesture], ...] = (Knife, DragBend, DragWire, ResizeNote, DragItems, RubberBand)
