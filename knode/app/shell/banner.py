"""Lines above the canvas that say something about the workflow as a whole, with buttons."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from knode.app.shell.pieces import Sign, label

Button = tuple[str, Callable[[], object]]


class Banner(QFrame):
    """One line: a text, and buttons that do something; where they have no room beside it, they stand below."""

    def __init__(self, text: str, icon: str, buttons: tuple[Button, ...]) -> None:
        super().__init__()
        self.text = text
        self.setAccessibleName(text)
        sign = Sign("info", "warning")
        sign.show_icon(icon, "warning")
        self._label = label(text, wraps=True)
        self._buttons = QWidget()
        row = QHBoxLayout(self._buttons)
        row.setContentsMargins(0, 0, 0, 0)
        for title, act in buttons:
            button = QPushButton(title)
            button.clicked.connect(act)
            row.addWidget(button)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 6, 8, 6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(sign, 0, 0)
        self._grid.addWidget(self._label, 0, 1)
        self._grid.addWidget(self._buttons, 0, 2)
        self._grid.setAlignment(sign, Qt.AlignmentFlag.AlignVCenter)
        self._left = sign.sizeHint().width() + self._grid.horizontalSpacing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        edges = self._grid.contentsMargins()
        room = event.size().width() - edges.left() - edges.right() - self._left
        beside = room - self._buttons.sizeHint().width() - self._grid.horizontalSpacing()
        fits = self._label.fontMetrics().horizontalAdvance(self.text) <= beside
        row, column, alignment = (0, 2, Qt.AlignmentFlag(0)) if fits else (1, 1, Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(self._buttons, row, column, alignment)
        # A layout that lacks room would cut the text; it takes it from the canvas then.
        self._label.setMinimumHeight(self._label.heightForWidth(beside if fits else room))


class BannerStack(QWidget):
    """Each topic has a line of its own, below those that were there before it; hidden while there is none."""

    def __init__(self) -> None:
        super().__init__()
        self._banners: dict[str, Banner] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(1)
        self.hide()

    @property
    def texts(self) -> list[str]:
        """What the lines say, from above to below."""
        return [banner.text for banner in self._banners.values()]

    def say(self, topic: str, text: str, icon: str, *buttons: Button) -> None:
        """Show a line about a topic, in place of what was said about it before."""
        self.say_nothing(topic)
        self._banners[topic] = banner = Banner(text, icon, buttons)
        self._column.addWidget(banner)
        banner.show()
        self.show()

    def say_nothing(self, topic: str) -> None:
        """Take away the line about a topic."""
        banner = self._banners.pop(topic, None)
        if banner is not None:
            banner.hide()
            self._column.removeWidget(banner)
            banner.setParent(None)
            banner.deleteLater()
        self.setVisible(bool(self._banners))
