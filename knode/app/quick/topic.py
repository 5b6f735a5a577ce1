"""The node type that a person looks at in a list of nodes, so that the help panel can follow."""

from __future__ import annotations

import functools

from PySide6.QtCore import QObject, Signal


class Topic(QObject):
    """Says which node type somebody points at; "" when nobody does any more."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.type = ""

    def show(self, type_id: str) -> None:
        """Somebody points at this type."""
        if type_id != self.type:
            self.type = type_id
            self.changed.emit(type_id)

    def clear(self) -> None:
        """Nobody points at anything."""
        self.show("")


@functools.cache
def topic() -> Topic:
    """The topic of this process."""
    return Topic()
