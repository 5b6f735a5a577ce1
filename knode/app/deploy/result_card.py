"""What came of a deployment: where the bundle is, its hash, and what to do with it next."""

from __future__ import annotations

import shlex
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from knode.app import icons
from knode.app.deploy.pieces import ElidedLabel, Glyph, Section, copy_text, size_text, soft
from knode.app.forms.editors.buttons import IconButton
from knode.host.deploy_protocol import Written

CARD_HEIGHT = 220


class ResultCard(QFrame):
    """Shows a bundle that was written."""

    open_wanted = Signal(str)
    try_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", True)
        self.written: Written | None = None
        self.key = ""
        self.sign = Glyph("check", "success", 22)
        self.head = QLabel(wordWrap=True)
        self.head.setObjectName("pageHead")
        self.place, self.digest = ElidedLabel(), ElidedLabel()
        self.facts = soft("")
        self.said = soft("")
        self.command = ElidedLabel()
        self.card = QTextBrowser(openExternalLinks=False)
        self.card.setFixedHeight(CARD_HEIGHT)
        self.card.setAccessibleName(self.tr("Model card"))
        self.open_button = QPushButton(icons.icon("open"), self.tr("Open on canvas"), autoDefault=False)
        self.try_button = QPushButton(icons.icon("try"), self.tr("Try it"), autoDefault=False)
        self.open_button.clicked.connect(lambda: self.open_wanted.emit(self.file))
        self.try_button.clicked.connect(lambda: self.try_wanted.emit(self.trial_place))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        top = QHBoxLayout()
        top.addWidget(self.sign)
        top.addWidget(self.head, 1)
        column.addLayout(top)
        column.addWidget(self.facts)
        column.addLayout(self._lines())
        column.addWidget(self.said)
        buttons = QHBoxLayout()
        buttons.addWidget(self.try_button)
        buttons.addWidget(self.open_button)
        buttons.addStretch(1)
        column.addLayout(buttons)
        fold = Section(self.tr("Model card"), is_open=False)
        fold.body.addWidget(self.card)
        column.addWidget(fold)
        self.hide()

    def _lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        self.command_title = QLabel(self.tr("Serve it"))
        rows: list[tuple[QLabel, ElidedLabel]] = [
            (QLabel(self.tr("Place")), self.place),
            (QLabel("SHA-256"), self.digest),
            (self.command_title, self.command),
        ]
        self.copies = []
        for row, (title, label) in enumerate(rows):
            title.setObjectName("cardText")
            what = self.tr("Copy: {what}").format(what=title.text())
            button = IconButton("copy", what, lambda label=label: copy_text(label.whole))  # type: ignore[misc]
            self.copies.append(button)
            for position, widget in enumerate((title, label, button)):
                grid.addWidget(widget, row, position)
        return grid

    @property
    def file(self) -> str:
        """The bundle's file, "" where it is not on this machine."""
        return (self.written.file or "") if self.written is not None else ""

    @property
    def trial_place(self) -> str:
        """What the Try it panel opens: the file, or the address."""
        return self.file or (self.written.place if self.written is not None else "")

    def show_written(self, written: Written, target: str) -> None:
        """Show what was written."""
        self.written = written
        done = (
            self.tr("{name} {version} is deployed")
            if written.changed
            else self.tr("{name} {version} was there already")
        )
        self.head.setText(done.format(name=written.name, version=written.version))
        proved = self.tr("{size}, the same answers on {rows} held-out rows")
        self.facts.setText(proved.format(size=size_text(written.bytes), rows=f"{written.parity_rows:,}"))
        self.place.put(written.file or written.place)
        self.digest.put(written.sha256)
        command = serve_command(written, target)
        self.command.put(command)
        for widget in (self.command_title, self.command, self.copies[2]):
            widget.setVisible(bool(command))
        self.said.setText("\n".join(written.said))
        self.said.setVisible(bool(written.said))
        self.card.setMarkdown(written.card)
        self.open_button.setVisible(bool(written.file))
        self.try_button.setVisible(target != "s3")
        self.setAccessibleName(self.head.text())
        self.show()

    def focus_first(self) -> None:
        """The keyboard to the first button."""
        first: QWidget = self.try_button if self.try_button.isVisibleTo(self) else self.open_button
        first.setFocus()


def serve_command(written: Written, target: str) -> str:
    """The command that serves a bundle; "" where it is served already, or where the command line cannot reach it."""
    if not written.file:
        return ""
    path = Path(written.file)
    return shlex.join(["knode", "serve", str(path.parent if target == "folder" else path)])
