"""Small buttons of a form: an icon, and what it does in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyleOptionButton, QToolButton, QWidget

from knode.app import icons

AROUND = 28
"""What frame, padding and the space behind the icon take of a button's width."""
SIZE = 16


class Sign(QWidget):
    """An icon that is no button, painted anew in the colours of each theme. Beside it stands what it means."""

    def __init__(self, size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(size, size)
        self._icon = QIcon()

    def put(self, icon: QIcon) -> None:
        """Show an icon."""
        self._icon = icon
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()


class IconButton(QToolButton):
    """A button that is an icon; its tool tip and its accessible name say what it does."""

    def __init__(
        self, icon: str, text: str, on_click: Callable[[], object] | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setIconSize(QSize(SIZE, SIZE))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.put(icon, text)
        if on_click is not None:
            self.clicked.connect(lambda: on_click())

    def put(self, icon: str, text: str, colour: str = "muted") -> None:
        """Show another icon, and say what it does."""
        self.setIcon(icons.icon(icon, colour))
        self.setToolTip(text)
        self.setAccessibleName(text)


class TextButton(QToolButton):
    """A button that is a sign; its tool tip and its accessible name say what it does."""

    def __init__(self, sign: str, text: str, on_click: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoRaise(True)
        self.setText(sign)
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.clicked.connect(lambda: on_click())


class AddButton(QPushButton):
    """A button that adds one more of something."""

    def __init__(self, text: str, on_click: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(icons.icon("add", "accent"), text, parent)
        self.setFlat(True)
        self.setObjectName("add")
        self.setAutoDefault(False)
        self.clicked.connect(lambda: on_click())


class CutButton(QPushButton):
    """A button that is as wide as there is room for, and cuts its text where that is longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        super().initStyleOption(option)
        room = self.width() - self.iconSize().width() - AROUND
        option.text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)


def pop_up(menu: QMenu, button: QWidget) -> None:
    """Open a menu below a button; it goes when it closes."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
