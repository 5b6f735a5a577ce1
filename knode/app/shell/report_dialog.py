"""The dialog that makes a report of a problem: shows all that it will hold before anything is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QTabWidget, QVBoxLayout

from knode.app import theme
from knode.app.panels.log_model import LogModel
from knode.app.shell.pieces import fit_to_screen, label
from knode.app.shell.report import packed, report
from knode.core.document import write_atomically
from knode.core.errors import KnodeError

if TYPE_CHECKING:
    from knode.app.window import MainWindow

NAME = "knode-report.zip"


class ReportDialog(QDialog):
    """One tab a file of the report; what the person writes is one of them."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.window_shown = window
        self.setObjectName("report")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Report a Problem"))
        self.resize(720, 560)
        fit_to_screen(self)
        self.words = QPlainTextEdit()
        self.words.setPlaceholderText(self.tr("What did you do, what happened, what did you expect?"))
        self.words.setAccessibleName(self.tr("What happened"))
        self.words.setMaximumHeight(110)
        self.words.setTabChangesFocus(True)
        self.files = QTabWidget()
        self.files.setAccessibleName(self.tr("Content of the report"))
        for name, text in self._content().items():
            shown = QPlainTextEdit(text)
            shown.setReadOnly(True)
            shown.setFont(theme.font(9.5, mono=True))
            shown.setAccessibleName(name)
            self.files.addTab(shown, name)
        column = QVBoxLayout(self)
        column.addWidget(
            label(self.tr("This is all that the report holds: no data, no values of settings, no paths."), wraps=True)
        )
        column.addWidget(self.files, 1)
        column.addWidget(self.words)
        column.addWidget(self._buttons())

    def _content(self) -> dict[str, str]:
        session = self.window_shown.session
        lines = LogModel.of(session).lines if session is not None else ()
        workflow = session.document.workflow if session is not None else None
        return report(workflow, lines, self.words.toPlainText(), self.window_shown.program.mishaps.kept)

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        save = box.addButton(self.tr("Save the report…"), QDialogButtonBox.ButtonRole.AcceptRole)
        save.setDefault(True)
        box.accepted.connect(self._ask_where)
        box.rejected.connect(self.reject)
        return box

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the Report"))
        dialog.setObjectName("fileDialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(NAME)
        dialog.fileSelected.connect(lambda name: self.write(Path(name)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write(self, file: Path) -> None:
        """Write the report and close."""
        try:
            write_atomically(file, packed(self._content()))
        except KnodeError as error:
            self.window_shown.tell(error.message, "error")
            return
        self.window_shown.tell(self.tr("The report is in {file}").format(file=file.name), "done")
        self.accept()
