"""The start page: new, open, recent files, examples, templates. From here to a result it is two clicks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from knode import __version__
from knode.app import icons
from knode.app.flow_layout import FlowLayout
from knode.app.resources import examples, templates
from knode.app.shell.gallery import ExampleCard
from knode.app.shell.pieces import flat_button, label, named
from knode.app.shell.recent import RecentFiles

GAP = 16


class StartPage(QScrollArea):
    """Shown in a tab of its own. `actions` are those that get a button, the first is the main one."""

    file_chosen = Signal(Path)
    example_chosen = Signal(Path)
    template_chosen = Signal(Path)

    def __init__(self, recent: RecentFiles, actions: list[QAction]) -> None:
        super().__init__()
        self.recent = recent
        self.setObjectName("startPage")
        self.setAccessibleName(self.tr("Start page"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        page = named(QWidget(), "startPageInside")
        row = QHBoxLayout(page)
        row.setContentsMargins(36, 36, 28, 36)
        row.setSpacing(32)
        row.addLayout(self._left(actions))
        row.addLayout(self._right(), 1)
        self.setWidget(page)
        recent.changed.connect(self.refresh)
        self.refresh()

    def _left(self, actions: list[QAction]) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(8)
        column.addWidget(label("knode", "pageTitle"))
        column.addWidget(label(self.tr("Visual data science · {version}").format(version=__version__), "pageText"))
        column.addSpacing(16)
        column.addStrut(220)
        for number, action in enumerate(actions):
            column.addWidget(_button(action, main=number == 0))
        column.addSpacing(20)
        column.addWidget(label(self.tr("Recent"), "pageHead"))
        self._files = QVBoxLayout()
        self._files.setSpacing(2)
        column.addLayout(self._files)
        column.addStretch()
        return column

    def _right(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(6)
        shown = [ExampleCard(file) for file in examples()]
        begun = [ExampleCard(file, self.tr("Template {name}")) for file in templates()]
        for card in shown:
            card.chosen.connect(self.example_chosen)
        for card in begun:
            card.chosen.connect(self.template_chosen)
        self.cards = [*shown, *begun]
        example = self.tr("Open one, press Run, look at the result. What you change is your own copy.")
        template = self.tr("Begin with one: choose your own file in its first node, then press Run.")
        self._section(column, self.tr("Examples"), example, shown)
        column.addSpacing(20)
        self._section(column, self.tr("Templates"), template, begun)
        column.addStretch()
        return column

    def _section(self, column: QVBoxLayout, title: str, text: str, cards: list[ExampleCard]) -> None:
        column.addWidget(label(title, "pageHead"))
        column.addWidget(label(text, "pageText", wraps=True))
        column.addSpacing(8)
        flow = FlowLayout(gap=GAP)
        for card in cards:
            flow.addWidget(card)
        column.addLayout(flow)

    def refresh(self) -> None:
        """Show the recent files as they are now."""
        while (item := self._files.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.setParent(None)
                widget.deleteLater()
        for file in self.recent.files():
            self._files.addWidget(self._file_button(file))
        if not self.recent.files():
            none = label(self.tr("Files that you open appear here."), "pageText", wraps=True)
            self._files.addWidget(none)

    def _file_button(self, file: Path) -> QToolButton:
        button = flat_button(str(file), "workflow")
        button.setText(file.stem)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setAccessibleName(self.tr("Open {file}").format(file=file.name))
        button.setMinimumWidth(220)
        button.setProperty("list", True)
        button.clicked.connect(lambda: self.file_chosen.emit(file))
        return button

    def forget(self) -> None:
        """Let no picture come any more: the page closes."""
        for card in self.cards:
            card.forget()


def _button(action: QAction, *, main: bool) -> QPushButton:
    button = QPushButton(icons.icon("new", "accent_ink") if main else action.icon(), action.text())
    button.setToolTip(action.toolTip())
    button.setProperty("main", main)
    button.clicked.connect(action.trigger)
    return button
