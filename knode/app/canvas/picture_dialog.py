"""Asks where a picture of the canvas goes, and writes it there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from knode.app.canvas.export import FORMATS, save_picture
from knode.core.errors import KnodeError

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

Tell = Callable[[str, Literal["info", "done", "warning", "error"]], object]


class PictureDialog(QFileDialog):
    """Where the picture goes; its ending says the format. What is selected is drawn alone."""

    def __init__(self, view: CanvasView, tell: Tell) -> None:
        super().__init__(view)
        self._view = view
        self._tell = tell
        self.setWindowTitle(
            self.tr("Export Picture of Selection") if view.session.selection else self.tr("Export Picture")
        )
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilters([self.tr("Vectors (*.svg)"), self.tr("Pixels (*.png)")])
        self.setDirectory(str(view.session.document.folder or ""))
        self.setDefaultSuffix("svg")
        self.selectFile(f"{view.session.document.title}.svg")
        self.filterSelected.connect(lambda name: self.setDefaultSuffix("png" if "png" in name else "svg"))
        self.fileSelected.connect(self.write)

    def write(self, name: str) -> None:
        """Write the picture, and say what came of it."""
        file = Path(name)
        if file.suffix.lower() not in FORMATS:
            file = file.with_name(f"{file.name}.{self.defaultSuffix()}")
        try:
            save_picture(self._view.canvas, file, self._view.session.selection or None)
        except KnodeError as error:
            self._tell(error.message, "error")
        else:
            self._tell(self.tr("Saved {name}").format(name=file.name), "done")


def ask_picture(view: CanvasView, tell: Tell) -> None:
    """Ask where the picture goes."""
    PictureDialog(view, tell).open()
