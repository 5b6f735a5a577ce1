"""The menu of the files that were opened last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from knode.app import icons
from knode.app.shell.recent import RecentFiles


class RecentMenu(QMenu):
    """Filled when it is about to be seen."""

    def __init__(self, recent: RecentFiles, open_file: Callable[[Path], object], parent: QWidget) -> None:
        super().__init__(parent)
        self.recent = recent
        self._open = open_file
        self.setTitle(self.tr("Open Recent"))
        self.setObjectName("menu.recent")
        self.setIcon(icons.icon("history"))
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.refresh)
        recent.changed.connect(self._enable)
        self._enable()

    def refresh(self) -> None:
        """Show the files as they are now."""
        self.clear()
        for number, file in enumerate(self.recent.files(), 1):
            self._add(f"&{number} {file.stem}" if number < 10 else file.stem, file)
        self.addSeparator()
        self.addAction(self.tr("Forget These")).triggered.connect(self.recent.clear)

    def _add(self, title: str, file: Path) -> None:
        action = self.addAction(title)
        action.setToolTip(str(file))
        action.triggered.connect(lambda: self._open(file))

    def _enable(self) -> None:
        self.menuAction().setEnabled(bool(self.recent.files()))
