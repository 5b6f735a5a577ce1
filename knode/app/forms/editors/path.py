"""Editors of file and folder names, kept relative to the workflow's folder where they stand below it."""

from __future__ import annotations

import os
from pathlib import Path, PurePath
from typing import Any

from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from knode.app import config
from knode.app.forms.editors.buttons import IconButton, pop_up
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import LineEdit
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape
from knode.app.forms.words import example_text

RECENT = "recent_paths"
MOST = 12


@edits("file", "folder")
class PathEditor(Editor):
    """The name of a file or folder, typed, chosen in a dialog, or one that was chosen lately."""

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.line = LineEdit()
        self.line.setAccessibleName(name)
        nothing = self.tr("No folder") if shape.kind == "folder" else self.tr("No file")
        self.line.setPlaceholderText(example_text(shape) or nothing)
        self.line.textEdited.connect(lambda: self.edited.emit(True))
        self.recent = IconButton("history", self.tr("Lately used"), self._show_recent)
        self.browse = IconButton("folder", self.tr("Choose…"), self._browse)
        self.row(self.line, self.recent, self.browse).setSpacing(2)

    def value(self) -> str:
        return self.line.text()

    def set_value(self, value: Any) -> None:
        if not isinstance(value, str):
            raise TypeError(f"{value!r} is no path")
        self.line.put(value)
        self.line.setToolTip(value)

    def choose(self, path: str) -> None:
        """Take a path that a person picked."""
        relative = relative_to(path, self.known.folder)
        self.line.setText(relative)
        self.line.setToolTip(path)
        remember(self.shape.kind, path)
        self.edited.emit(False)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.name, str(self._start()))
        if self.shape.kind == "folder":
            dialog.setFileMode(QFileDialog.FileMode.Directory)
        else:
            # A writer's file need not be there yet, and the dialog would ask before it is replaced.
            dialog.setFileMode(QFileDialog.FileMode.AnyFile)
            dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
        dialog.fileSelected.connect(self.choose)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _start(self) -> Path:
        folder = self.known.folder or Path.home()
        return (folder / self.line.text()).parent if self.line.text() else folder

    def _show_recent(self) -> None:
        menu = QMenu(self)
        for path in recent(self.shape.kind):
            text = relative_to(path, self.known.folder)
            menu.addAction(text).triggered.connect(lambda _=False, path=path: self.choose(path))
        if menu.isEmpty():
            menu.addAction(self.tr("Nothing yet")).setEnabled(False)
        pop_up(menu, self.recent)


def relative_to(path: str, folder: Path | None) -> str:
    """A path as the workflow should hold it: relative, with slashes, where it lies in or beside the workflow's folder."""
    if folder is None or not PurePath(path).is_absolute():
        return PurePath(path).as_posix()
    try:
        relative = PurePath(os.path.relpath(path, folder))
    except ValueError:  # Another drive.
        return PurePath(path).as_posix()
    steps_out = sum(part == ".." for part in relative.parts)
    return relative.as_posix() if steps_out <= 1 else PurePath(path).as_posix()


def recent(kind: str) -> list[str]:
    """The paths of a kind that were chosen lately, the last one first."""
    known = config.read(RECENT, {})
    found = known.get(kind, []) if isinstance(known, dict) else []
    return [path for path in found if isinstance(path, str)]


def remember(kind: str, path: str) -> None:
    """Note that a path was chosen."""
    known = config.read(RECENT, {})
    kept = dict(known) if isinstance(known, dict) else {}
    kept[kind] = [path, *(one for one in recent(kind) if one != path)][:MOST]
    config.write(RECENT, kept)
