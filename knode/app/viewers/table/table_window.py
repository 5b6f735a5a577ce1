"""A table in a window of its own, to stand beside others."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from knode.app import icons
from knode.app.session import Session
from knode.app.viewers.table.columns import Arrangement
from knode.app.viewers.table.viewer import TableViewer

SIZE = QSize(960, 600)


class TableWindow(QWidget):
    """Shows one table until it is closed, as by Escape; it follows what becomes of the node as the panel does."""

    closed = Signal()

    def __init__(self, session: Session, step: str, port: str, arrangement: Arrangement, title: str) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setWindowIcon(icons.icon("table"))
        self.resize(SIZE)
        self.viewer = TableViewer(session, step, port, self, arrangement)
        self.viewer.toolbar.detach.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.viewer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.viewer.close_table()
        self.closed.emit()
        super().closeEvent(event)
