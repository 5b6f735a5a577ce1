"""The title of a docked panel: its name, and buttons to detach and to close it."""

from __future__ import annotations

from PySide6.QtWidgets import QDockWidget, QFrame, QHBoxLayout, QLabel

from knode.app import icons
from knode.app.shell.pieces import flat_button


class PanelTitle(QFrame):
    """Dragging it moves the panel, as Qt's own title does; a double click detaches it."""

    def __init__(self, dock: QDockWidget) -> None:
        super().__init__(dock)
        self.dock = dock
        self._text = QLabel(dock.windowTitle())
        self._detach = flat_button("", "detach", "muted")
        self._detach.clicked.connect(lambda: dock.setFloating(not dock.isFloating()))
        close = flat_button(self.tr("Close"), "close", "muted")
        close.clicked.connect(dock.close)
        close.setAccessibleName(self.tr("Close {panel}").format(panel=dock.windowTitle()))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 3, 4, 3)
        row.setSpacing(0)
        row.addWidget(self._text, 1)
        row.addWidget(self._detach)
        row.addWidget(close)
        dock.windowTitleChanged.connect(self._text.setText)
        dock.topLevelChanged.connect(self._floats)
        self._floats(False)

    def _floats(self, floating: bool) -> None:
        said = self.tr("Dock {panel}") if floating else self.tr("Detach {panel}")
        self._detach.setAccessibleName(said.format(panel=self.dock.windowTitle()))
        self._detach.setToolTip(self._detach.accessibleName())
        self._detach.setIcon(icons.icon("import" if floating else "detach", "muted"))
