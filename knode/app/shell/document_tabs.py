"""The tabs of a window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabBar, QTabWidget, QToolButton

from knode.app import icons


class DocumentTabs(QTabWidget):
    """Tabs with a button of our own to close each; a middle click closes too."""

    def __init__(self) -> None:
        super().__init__(documentMode=True, movable=True, objectName="documents")
        self.setAccessibleName(self.tr("Open workflows"))
        self.tabBar().setExpanding(False)
        self.tabBar().setElideMode(Qt.TextElideMode.ElideMiddle)

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        widget = self.widget(index)
        close = QToolButton(autoRaise=True)
        close.setIcon(icons.icon("close", "muted"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.setToolTip(self.tr("Close"))
        close.setAccessibleName(self.tr("Close {tab}").format(tab=self.tabText(index)))
        close.clicked.connect(lambda: self.tabCloseRequested.emit(self.indexOf(widget)))
        self.tabBar().setTabButton(index, QTabBar.ButtonPosition.RightSide, close)
