"""The tabs of a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QTabWidget

from knode.app.shell.pieces import flat_button


class DocumentTabs(QTabWidget):
    """Tabs with a button of our own to close each; a middle click closes too."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("documents")
        self.setDocumentMode(True)
        self.setMovable(True)
        self.setAccessibleName(self.tr("Open workflows"))
        self.tabBar().setExpanding(False)
        self.tabBar().setElideMode(Qt.TextElideMode.ElideMiddle)

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        widget = self.widget(index)
        assert widget is not None
        close = flat_button(self.tr("Close"), "close", "muted")
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setAccessibleName(self.tr("Close {tab}").format(tab=self.tabText(index)))
        close.clicked.connect(lambda: self.tabCloseRequested.emit(self.indexOf(widget)))
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, close)
