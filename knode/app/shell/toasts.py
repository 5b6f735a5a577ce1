"""Short messages at the lower edge of a window: they take no focus, stop nothing, and go by themselves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from knode.app.shell.pieces import Sign, flat_button

Level = Literal["info", "done", "warning", "error"]
ICONS = {
    "info": ("info", "info"),
    "done": ("check", "success"),
    "warning": ("warning", "warning"),
    "error": ("error", "danger"),
}
SHOWN_MS = {"info": 4_000, "done": 4_000, "warning": 8_000, "error": 12_000}
AT_ONCE = 4
MARGIN, SPACING, WIDEST = 16, 8, 460
BELOW = 60
"""What must stay in sight below: the status bar, and the tabs of panels."""


class Toast(QFrame):
    """One message, with a button to do something about it where there is something to do."""

    closed = Signal()

    def __init__(self, parent: QWidget, text: str, level: Level) -> None:
        super().__init__(parent)
        self.level = level
        self.text = text
        self.setProperty("level", level)
        self.setAccessibleName(text)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        sign = Sign(*ICONS[level])
        said = QLabel(text)
        said.setWordWrap(True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(said, 1)
        self._row = row

    def offer(self, text: str, act: Callable[[], None]) -> None:
        """Add a button that does `act` and closes the toast."""
        button = QToolButton()
        button.setText(text)
        button.clicked.connect(act)
        button.clicked.connect(self.close)
        self._row.addWidget(button)

    def natural_width(self) -> int:
        """As wide as it is with its text in one line."""
        self.ensurePolished()
        text = self.fontMetrics().horizontalAdvance(self.text) + 2
        others = sum(self._width_of(number) for number in range(self._row.count()) if number != 1)
        margins = self._row.contentsMargins()
        gaps = (self._row.count() - 1) * self._row.spacing()
        return text + others + gaps + margins.left() + margins.right() + 8

    def _width_of(self, number: int) -> int:
        item = self._row.itemAt(number)
        return item.sizeHint().width() if item is not None else 0

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def add_close(self) -> None:
        """Add the button that closes it."""
        button = flat_button(self.tr("Close this message"), "close")
        button.clicked.connect(self.close)
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)


class Toaster(QObject):
    """Shows toasts over a widget, the newest at the bottom, a few at once."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.over = over
        self.toasts: list[Toast] = []
        over.installEventFilter(self)

    def tell(self, text: str, level: Level = "info", offer: tuple[str, Callable[[], None]] | None = None) -> Toast:
        """Show a message."""
        toast = Toast(self.over, text, level)
        if offer is not None:
            toast.offer(*offer)
        toast.add_close()
        toast.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        toast.closed.connect(lambda: self._gone(toast))
        self.toasts.append(toast)
        for old in self.toasts[:-AT_ONCE]:
            old.close()
        QTimer.singleShot(SHOWN_MS[level], toast, toast.close)
        toast.show()
        self._place()
        return toast

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.over:
            self._place()
        return False

    def _gone(self, toast: Toast) -> None:
        self.toasts = [each for each in self.toasts if each is not toast]
        self._place()

    def raise_all(self) -> None:
        """In front again, after a panel came to the front."""
        for toast in self.toasts:
            toast.raise_()

    def _place(self) -> None:
        bottom = self.over.height() - MARGIN - BELOW
        for toast in reversed(self.toasts):
            width = min(WIDEST, self.over.width() - 2 * MARGIN)
            toast.resize(min(width, toast.natural_width()), 10)
            toast.resize(toast.width(), toast.heightForWidth(toast.width()))
            toast.move(QPoint(self.over.width() - MARGIN - toast.width(), bottom - toast.height()))
            toast.raise_()
            bottom -= toast.height() + SPACING
