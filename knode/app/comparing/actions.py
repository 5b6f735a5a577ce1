"""Comparing versions, as actions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog

from knode.app.actions import Action, ActionTable
from knode.app.background import in_background
from knode.core import document as files
from knode.core.committed import committed
from knode.core.workflow import Workflow

if TYPE_CHECKING:
    from knode.app.window import MainWindow

OPEN = "a workflow is open"
SAVED = "the workflow has a file"
ACTIONS: tuple[Action, ...] = (
    Action(
        "compare.head",
        "With the Last Commit",
        "File/Compare",
        "history",
        "What differs from what is committed in git",
        when=SAVED,
    ),
    Action(
        "compare.saved",
        "With the Saved File",
        "File/Compare",
        "save",
        "What was done since the file was saved",
        when=SAVED,
    ),
    Action(
        "compare.file",
        "With Another File…",
        "File/Compare",
        "open",
        "What differs from another workflow file",
        when=OPEN,
    ),
)


def bind(table: ActionTable, window: MainWindow) -> None:
    """Say what the actions do."""

    def has_file() -> bool:
        return window.session is not None and window.session.document.file is not None

    table.bind("compare.head", lambda: _with_commit(window), has_file)
    table.bind("compare.saved", lambda: _with_saved(window), has_file)
    table.bind("compare.file", lambda: _ask(window), lambda: window.session is not None)


def _with_commit(window: MainWindow) -> None:
    file = _file(window)
    _compare(window, lambda: committed(file), _words("{name} at HEAD").format(name=file.name))


def _with_saved(window: MainWindow) -> None:
    file = _file(window)
    _compare(window, lambda: files.load(file), _words("{name} as saved").format(name=file.name))


def _file(window: MainWindow) -> Path:
    assert window.session is not None
    assert window.session.document.file is not None
    return window.session.document.file


def _ask(window: MainWindow) -> None:
    dialog = QFileDialog(window, _words("Compare with"))
    dialog.setNameFilter(_words("Workflows (*.knode)"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(lambda name: _compare(window, lambda: files.load(Path(name)), Path(name).name))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _compare(window: MainWindow, read: Callable[[], Workflow], name: str) -> None:
    """Read the other version on a thread, then show both; the other one is the earlier."""
    assert window.session is not None
    document = window.session.document

    def show(other: Workflow) -> None:
        from knode.app.comparing.comparison_window import ComparisonWindow

        ComparisonWindow(other, document.workflow, (name, document.title), window).show()

    in_background(read, show, lambda error: window.tell(error.message, "warning"))


def _words(text: str) -> str:
    return QCoreApplication.translate("Comparison", text)
