"""A layout that goes on in the next line where one is full, as words do in a text."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

LEAST = 160
"""Pixels of width down to which what `fills` its lines is squeezed."""


class FlowLayout(QLayout):
    """Lays widgets out in lines. With `fills` the last one takes what is left of its line, and none is wider than a line."""

    def __init__(self, parent: QWidget | None = None, *, gap: int, margin: int = 0, fills: bool = False) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._fills = fills
        self.setContentsMargins(margin, margin, margin, margin)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def insert(self, place: int, widget: QWidget) -> None:
        """Put a widget before the one at a place."""
        self.addWidget(widget)
        self._items.insert(place, self._items.pop())
        self.invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._arrange(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        width = max(LEAST, self.minimumSize().width())
        return QSize(width, self.heightForWidth(max(width, self.geometry().width())))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._items] or [QSize(0, 0)]
        widest = max(size.width() for size in sizes)
        least = QSize(min(widest, LEAST) if self._fills else widest, max(size.height() for size in sizes))
        return least.grownBy(self.contentsMargins())

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._arrange(rect, move=True)

    def _arrange(self, rect: QRect, *, move: bool) -> int:
        """Put the widgets in their places, or only tell how high all lines are."""
        room = rect.marginsRemoved(self.contentsMargins())
        x, y, line = room.left(), room.top(), 0
        for number, item in enumerate(self._items):
            size = item.sizeHint()
            is_last = self._fills and number == len(self._items) - 1
            width = item.minimumSize().width() if is_last else size.width()
            width = min(width, room.width()) if self._fills else width
            if x > room.left() and x + width > room.right() + 1:
                x, y, line = room.left(), y + line + self._gap, 0
            if move:
                item.setGeometry(QRect(QPoint(x, y), QSize(room.right() - x + 1 if is_last else width, size.height())))
            x, line = x + width + self._gap, max(line, size.height())
        return y + line - rect.top() + self.contentsMargins().bottom()
