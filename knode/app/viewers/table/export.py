"""Asking where to write a table, and in what format."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from knode.host.table_protocol import ExportFormat

SUFFIXES: dict[str, ExportFormat] = {f".{name}": name for name in get_args(ExportFormat)}


class ExportDialog(QFileDialog):
    """A dialog that does not hold the window up. `wanted` brings the path and the format."""

    wanted = Signal(str, str)

    def __init__(self, parent: QWidget, folder: Path, name: str) -> None:
        super().__init__(parent, parent.tr("Export table"), str(folder))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters(
            [
                self.tr("Text with separators (*.csv)"),
                self.tr("Parquet (*.parquet)"),
                self.tr("Excel workbook (*.xlsx)"),
                self.tr("JSON (*.json)"),
            ]
        )
        self.selectFile(name)
        self.fileSelected.connect(self._choose)

    def _choose(self, path: str) -> None:
        """By the name's ending; a name without a known one gets that of the kind of file that was chosen."""
        suffix = Path(path).suffix.lower()
        if suffix not in SUFFIXES:
            suffix = next(each for each in SUFFIXES if f"*{each}" in self.selectedNameFilter())
            path += suffix
        self.wanted.emit(path, cast("str", SUFFIXES[suffix]))
