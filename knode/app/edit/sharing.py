"""Components as files: one is saved for others, a workflow file is put in as one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from knode.app.background import in_background
from knode.app.edit.commands.pieces import InsertComponent
from knode.app.edit.doing import carry_out, chosen
from knode.app.edit.draft import copy_of
from knode.app.edit.words import translate
from knode.core import document

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView
    from knode.core.errors import KnodeError
    from knode.core.workflow import Workflow

SUFFIX = ".knode"


def ask_save(view: CanvasView) -> QFileDialog:
    """Ask where to save the inside of the selected component."""
    instance = view.session.workflow.instance(chosen(view).nodes[-1])
    assert instance.workflow is not None
    inside = copy_of(instance.workflow)
    inside.name = instance.title
    dialog = _dialog(view, translate("Edit", "Share Component"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
    dialog.selectFile(instance.title + SUFFIX)
    dialog.fileSelected.connect(lambda name: save(view, inside, Path(name)))
    dialog.open()
    return dialog


def save(view: CanvasView, inside: Workflow, file: Path) -> None:
    """Write a workflow to a file, away from the window's thread."""

    def failed(error: KnodeError) -> None:
        view.session.refused.emit(error.message)

    in_background(lambda: document.save(inside, file), lambda _: None, failed)


def ask_insert(view: CanvasView) -> QFileDialog:
    """Ask which workflow file to put in as a component, in the middle of what is seen."""
    dialog = _dialog(view, translate("Edit", "Insert Workflow as Component"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: insert(view, Path(name)))
    dialog.open()
    return dialog


def insert(view: CanvasView, file: Path) -> None:
    """Put the workflow in a file in as a component."""
    path, at = view.session.path, view.visible_rect().center()

    def read(inside: Workflow) -> None:
        command = InsertComponent(path, inside, (at.x(), at.y()), inside.name or file.stem)
        if view.session.path == path:
            carry_out(view, command, command.made)

    def failed(error: KnodeError) -> None:
        view.session.refused.emit(error.message)

    in_background(lambda: document.load(file), read, failed)


def _dialog(view: CanvasView, title: str) -> QFileDialog:
    dialog = QFileDialog(view, title)
    dialog.setObjectName("componentDialog")
    dialog.setNameFilters([translate("Edit", "Workflows (*.knode)"), translate("Edit", "All files (*)")])
    folder = view.session.document.folder
    if folder is not None:
        dialog.setDirectory(str(folder))
    dialog.finished.connect(dialog.deleteLater)
    return dialog
