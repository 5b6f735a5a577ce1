"""The files of a window: new, open, save, and the question before something unsaved is lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox

from knode.app.background import in_background
from knode.app.document import Document
from knode.core import document as files
from knode.core.ends import bundled_workflow
from knode.core.errors import KnodeError
from knode.core.workflow import Workflow

if TYPE_CHECKING:
    from knode.app.shell.tab import WorkflowTab
    from knode.app.window import MainWindow

SUFFIX, BUNDLE = ".knode", ".knodez"


class WindowFiles(QObject):
    """Opens files into tabs and saves them. Reading is done on a thread."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window = window

    # ---- opening

    def new(self) -> WorkflowTab:
        """A tab with an empty workflow."""
        return self.window.add_document(Document(Workflow()), trusted=True)

    def ask_open(self) -> None:
        """Ask which files to open."""
        dialog = self._dialog(self.tr("Open Workflows"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptOpen)
        dialog.filesSelected.connect(lambda names: self.open([Path(name) for name in names]))
        dialog.open()

    def open(self, paths: Sequence[Path]) -> None:
        """Open files, each in a tab; one that is open already comes to the front."""
        for path in paths:
            if not self.window.program.show_file(path):
                self._read(path)

    def open_example(self, path: Path) -> None:
        """Open a file as an untitled document: saving it asks where."""
        self._read(path, as_example=True)

    def open_template(self, path: Path) -> None:
        """Open a template as an untitled document that belongs to no folder yet."""

        def opened(workflow: Workflow) -> None:
            workflow.folder = None
            self.window.add_document(Document(workflow), trusted=True)

        in_background(lambda: files.load(path), opened, lambda error: self.window.tell(error.message, "error"))

    def _read(self, path: Path, *, as_example: bool = False) -> None:
        def failed(error: KnodeError) -> None:
            self.window.program.recent.remove(path.absolute())
            self.window.tell(error.message, "error")

        def opened(workflow: Workflow) -> None:
            # It may have been recovered, or opened twice, while this was read.
            if not as_example and self.window.program.show_file(path):
                return
            document = Document(workflow, None if as_example or is_bundle else path)
            if is_bundle:
                document.bundle = path.absolute()
                self.window.tell(self.tr("A bundle: it can be looked at, run on its held-out rows, and not saved."))
            if not as_example:
                self.window.program.recent.add(path)
            self.window.add_document(document, trusted=as_example or None)

        is_bundle = path.suffix == BUNDLE
        in_background(lambda: bundled_workflow(path) if is_bundle else files.load(path), opened, failed)

    # ---- saving

    def save(self) -> None:
        """Save the document in front; asks where when it has no file."""
        tab = self.window.tab
        if tab is not None:
            self.save_tab(tab, lambda: None)

    def ask_save(self) -> None:
        """Ask where to save the document in front."""
        tab = self.window.tab
        if tab is not None:
            self._ask_where(tab, lambda: None)

    def save_tab(self, tab: WorkflowTab, then: Callable[[], object]) -> None:
        """Save a document, then go on. Nothing goes on when it could not be saved, or the person thought again."""
        file = tab.session.document.file
        if file is None:
            self._ask_where(tab, then)
        elif self.save_to(tab, file):
            then()

    def save_to(self, tab: WorkflowTab, file: Path) -> bool:
        """Save a document to a file; whether it could be written."""
        try:
            tab.session.document.save(file)
        except KnodeError as error:
            self.window.tell(error.message, "error")
            return False
        self.window.program.recent.add(file)
        self.window.tell(self.tr("Saved {file}").format(file=file.name), "done")
        return True

    def _ask_where(self, tab: WorkflowTab, then: Callable[[], object]) -> None:
        def chosen(name: str) -> None:
            file = Path(name)
            if self.save_to(tab, file if file.suffix else file.with_suffix(SUFFIX)):
                then()

        dialog = self._dialog(self.tr("Save Workflow"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(SUFFIX.removeprefix("."))
        dialog.selectFile(tab.session.document.title + SUFFIX)
        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _dialog(self, title: str) -> QFileDialog:
        dialog = QFileDialog(self.window, title)
        dialog.setObjectName("fileDialog")
        dialog.setNameFilters([self.tr("Workflows (*.knode *.knodez)"), self.tr("All files (*)")])
        recent = self.window.program.recent.files()
        if recent:
            dialog.setDirectory(str(recent[0].parent))
        dialog.finished.connect(dialog.deleteLater)
        return dialog

    # ---- before something is lost

    def guard(self, tabs: Sequence[WorkflowTab], then: Callable[[], object]) -> None:
        """Ask about each document that is not saved, then go on, unless the person thinks again."""
        unsaved = [tab for tab in tabs if not tab.session.document.is_clean]
        if not unsaved:
            then()
            return
        if any(box.isVisible() for box in self.window.findChildren(QMessageBox, "unsaved")):
            return  # The question is being asked.
        tab, rest = unsaved[0], unsaved[1:]
        self.window.show_tab(tab)
        box = QMessageBox(self.window)
        box.setObjectName("unsaved")
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(self.tr("Save the changes to {name}?").format(name=tab.session.document.title))
        box.setInformativeText(self.tr("They are lost if you do not save them."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)

        def answered(button: int) -> None:
            box.deleteLater()
            if button == buttons.Save:
                self.save_tab(tab, lambda: self.guard(rest, then))
            elif button == buttons.Discard:
                self.guard(rest, then)

        box.finished.connect(answered)
        box.open()
