"""The workflow files that were opened last, newest first."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from knode.app import config

SHOWN = 12
NAME = "recent"


class RecentFiles(QObject):
    """Recent files, shared by all windows and kept between starts."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        known = config.read(NAME, [])
        self._files = [Path(name) for name in known if isinstance(name, str)] if isinstance(known, list) else []

    def files(self) -> list[Path]:
        return list(self._files)

    def add(self, file: Path) -> None:
        """Put a file at the head of the list."""
        self._keep([file.absolute(), *(each for each in self._files if each != file.absolute())][:SHOWN])

    def remove(self, file: Path) -> None:
        """Forget a file, one that is gone for instance."""
        self._keep([each for each in self._files if each != file])

    def clear(self) -> None:
        self._keep([])

    def _keep(self, files: list[Path]) -> None:
        self._files = files
        config.write(NAME, [str(file) for file in files])
        self.changed.emit()
