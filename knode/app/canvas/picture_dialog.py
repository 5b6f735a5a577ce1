"""Asks where a picture of the canvas goes, and writes it there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from knode.app.background import in_background
from knode.app.canvas.export import FORMATS, drawn, save_drawing
from knode.core.errors import KnodeError

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

Tell = Callable[[str, Literal["info", "done", "warning", "error"]], None]


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
        """Draw the picture now, write it on a thread, and say what came of it."""
        file = Path(name)
        if file.suffix.lower() not in FORMATS:
            file = file.with_name(f"{file.name}.{self.defaultSuffix()}")
        said, tell = self.tr("Saved {name}").format(name=file.name), self._tell
        try:
            drawing = drawn(self._view.canvas, self._view.session.selection or None)
        except KnodeError as error:
            tell(error.message, "error")
            return
        in_background(
            lambda: save_drawing(drawing, file),
            lambda _: tell(said, "done"),
            lambda error: tell(error.message, "error"),
        )


def ask_picture(view: CanvasView, tell: Tell) -> None:
    """Ask where the picture goes."""
    PictureDialog(view, tell).open()
