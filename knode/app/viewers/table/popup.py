"""A small window beside what it is about; a click elsewhere or Escape closes it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from knode.app import theme

MARGIN = 12


class PopupFrame(QFrame):
    """A titled card over everything. It is gone once it is closed."""

    def __init__(self, parent: QWidget, title: str) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("table-popup")
        self.setAccessibleName(title)
        ui = theme.current().ui
        self.setStyleSheet(
            f"#table-popup {{ background: {ui.raised}; border: 1px solid {ui.strong_border}; }} QLabel {{ color: {ui.ink}; }}"
        )
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        self.body.setSpacing(8)
        head = QLabel(title, self)
        head.setFont(theme.font(10, 600))
        row = QHBoxLayout()
        row.addWidget(head)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_at(self, place: QPoint) -> None:
        """Show it with its corner there, moved so that it is all on the screen."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(place) or self.screen()
        room = screen.availableGeometry()
        left = max(room.left(), min(place.x(), room.right() - self.width()))
        top = max(room.top(), min(place.y(), room.bottom() - self.height()))
        self.move(left, top)
        self.show()
        self.setFocus()
