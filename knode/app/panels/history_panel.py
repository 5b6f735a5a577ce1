"""The panel that lists what was done to the document; a click goes back to that moment, or forward to it."""

from __future__ import annotations

from PySide6.QtWidgets import QUndoView, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.session import Session


class HistoryPanel(QWidget):
    """Shows the steps of a session's document, the one that it is at marked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = QUndoView(session.document.stack)
        self.view.setEmptyLabel(self.tr("As it was opened"))
        self.view.setCleanIcon(icons.icon("save", "muted"))
        self.view.setAccessibleName(self.tr("What was done"))
        self.view.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.setFocusProxy(self.view)
