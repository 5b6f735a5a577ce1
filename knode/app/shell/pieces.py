"""Small controls that look the same wherever the shell has them."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLabel, QToolButton, QWidget

from knode.app import icons, theme

W = TypeVar("W", bound=QWidget)
AROUND = QSize(16, 48)
"""What the frame and the title of a window take, at most."""


def named(widget: W, name: str) -> W:
    """The widget with an object name, by which the style sheet and tests know it."""
    widget.setObjectName(name)
    return widget


def label(text: str, name: str = "", *, wraps: bool = False) -> QLabel:
    """A text, dressed by the style sheet after its name."""
    made = named(QLabel(text), name)
    made.setWordWrap(wraps)
    return made


def fit_to_screen(window: QWidget) -> None:
    """Make a window no larger than its screen has room for, with the frame around it."""
    room = window.screen().availableSize() - AROUND
    if not room.isEmpty():
        window.resize(window.size().boundedTo(room))


def flat_button(tip: str, icon: str = "", colour: str = "ink") -> QToolButton:
    """A button without a frame; `tip` is its accessible name too."""
    made = QToolButton()
    made.setAutoRaise(True)
    made.setToolTip(tip)
    made.setAccessibleName(tip)
    if icon:
        made.setIcon(icons.icon(icon, colour))
    return made


class Sign(QLabel):
    """An icon beside a text, sharp at every scale and in every theme."""

    def __init__(self, icon: str, colour: str = "ink", size: int = 18) -> None:
        super().__init__()
        self.setFixedSize(QSize(size, size))
        self.show_icon(icon, colour)
        theme.switch().changed.connect(self._draw)

    def show_icon(self, icon: str, colour: str) -> None:
        """Show another icon."""
        self._icon, self._colour = icon, colour
        self._draw()

    def _draw(self) -> None:
        colour = theme.colour(self._colour)
        self.setPixmap(icons.pixmap(self._icon, self.width(), colour, self.devicePixelRatioF()))
