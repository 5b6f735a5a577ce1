"""The question whether code that came with a workflow may run, with the code in sight."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from knode.app import theme
from knode.app.shell.pieces import Sign, fit_to_screen, label
from knode.app.shell.trust import Code

SHOWN = 200_000


class TrustDialog(QDialog):
    """Lists the nodes with code on the left, their code on the right. Escape, and the default, is no."""

    trusted = Signal()
    folder_trusted = Signal()

    def __init__(self, code: list[Code], file: Path | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = code
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Trust this workflow?"))
        self.resize(820, 520)
        fit_to_screen(self)
        head = QHBoxLayout()
        sign = Sign("lock", "warning", 28)
        head.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(label(self._question(), wraps=True), 1)
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addLayout(head)
        column.addLayout(self._code(), 1)
        column.addWidget(self._buttons(file))

    def _question(self) -> str:
        unknown = sum(not each.known for each in self.code)
        said = self.tr(
            "This workflow contains nodes that run code of its own, or that no installed pack knows. Such code can read "
            "and change your files. Nothing of it has run. Trust it only if you know where it comes from."
        )
        return said + (" " + self.tr("Nodes of unknown packs: {count}.").format(count=unknown) if unknown else "")

    def _code(self) -> QHBoxLayout:
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Nodes with code"))
        self.list.setFixedWidth(240)
        self.list.ensurePolished()  # Else rows are measured without the style sheet.
        for each in self.code:
            self.list.addItem(f"{each.step}\n{each.type}")
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.tr("Code of the node"))
        self.text.setFont(theme.font(10, mono=True))
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)
        row = QHBoxLayout()
        row.addWidget(self.list)
        row.addWidget(self.text, 1)
        return row

    def _show(self, row: int) -> None:
        self.text.setPlainText(self.code[row].text[:SHOWN] if 0 <= row < len(self.code) else "")

    def _buttons(self, file: Path | None) -> QDialogButtonBox:
        box = QDialogButtonBox()
        no = box.addButton(self.tr("Do not run it"), QDialogButtonBox.ButtonRole.RejectRole)
        once = box.addButton(self.tr("Trust this workflow"), QDialogButtonBox.ButtonRole.AcceptRole)
        once.clicked.connect(self.trusted)
        if file is not None:
            folder = box.addButton(self.tr("Trust its folder"), QDialogButtonBox.ButtonRole.AcceptRole)
            folder.setToolTip(str(file.parent))
            folder.clicked.connect(self.folder_trusted)
        for button in box.buttons():
            if isinstance(button, QPushButton):
                button.setAutoDefault(button is no)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        no.setDefault(True)
        no.setFocus()
        return box
