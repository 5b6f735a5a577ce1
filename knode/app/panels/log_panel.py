"""The log panel: what nodes and the engine say, by level, node and text."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QModelIndex, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from knode.app.panels.log_model import LEVELS, LINE_ROLE, LogFilter, LogModel, as_text, clock
from knode.app.session import Session
from knode.app.shell.pieces import flat_button

LEVEL_NAMES = {"info": "Everything", "warning": "Warnings", "error": "Errors"}
ROOM = 44
"""Pixels beside a time: the sign of the level, and the margins."""
LETTERS = 20
"""Of a node's name, until the column is made wider."""


class LogPanel(QWidget):
    """Shows the log of a session; a double click selects the node that said it."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.model = LogModel.of(session)
        self.filter = LogFilter(self)
        self.filter.setSourceModel(self.model)
        self.list = self._list()
        self._was_seen = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._bar())
        column.addWidget(self.list)
        self.model.rowsInserted.connect(self._follow)
        session.selection_changed.connect(self._selection_changed)

    def _bar(self) -> QHBoxLayout:
        self.level = QComboBox()
        self.level.setAccessibleName(self.tr("Least level shown"))
        for level in LEVELS:
            self.level.addItem(QCoreApplication.translate("LogPanel", LEVEL_NAMES[level]), level)
        self.level.currentIndexChanged.connect(lambda _: self.filter.choose(level=self.level.currentData()))
        self.text = QLineEdit(placeholderText=self.tr("Find in the log"), clearButtonEnabled=True)
        self.text.setAccessibleName(self.tr("Find in the log"))
        self.text.textChanged.connect(lambda typed: self.filter.choose(text=typed))
        self.selected_only = QCheckBox(self.tr("Selected node only"))
        self.selected_only.toggled.connect(self._selection_changed)
        clear = flat_button(self.tr("Empty the log"), "delete")
        clear.clicked.connect(self.model.clear)
        bar = QHBoxLayout()
        bar.setContentsMargins(8, 4, 8, 4)
        bar.setSpacing(8)
        for widget in (self.level, self.text, self.selected_only, clear):
            bar.addWidget(widget)
        bar.setStretch(1, 1)
        return bar

    def _list(self) -> QTreeView:
        view = QTreeView(rootIsDecorated=False, uniformRowHeights=True)
        view.setAccessibleName(self.tr("Log"))
        view.setModel(self.filter)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics = view.fontMetrics()
        view.header().resizeSection(0, metrics.horizontalAdvance(clock(0)) + ROOM)
        view.header().resizeSection(1, metrics.averageCharWidth() * LETTERS)
        view.activated.connect(self._jump)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        copy = QAction(self.tr("Copy"), view)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy)
        view.addAction(copy)
        return view

    def copy(self) -> None:
        """Put the chosen lines on the clipboard, or all that are shown."""
        rows = self.list.selectionModel().selectedRows()
        if not rows:
            rows = [self.filter.index(row, 0) for row in range(self.filter.rowCount())]
        lines = [as_text(index.data(LINE_ROLE)) for index in sorted(rows, key=lambda index: index.row())]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _jump(self, index: QModelIndex) -> None:
        step = index.siblingAtColumn(0).data(LINE_ROLE).node
        if step:
            self.session.reveal(step)

    def _follow(self) -> None:
        """Stay at the end, unless the person has scrolled up."""
        bar = self.list.verticalScrollBar()
        if bar.value() >= bar.maximum() - 2:
            self.list.scrollToBottom()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_seen:
            self._was_seen = True
            self.list.scrollToBottom()

    def _selection_changed(self) -> None:
        chosen = self.session.selection
        only = self.selected_only.isChecked() and bool(chosen)
        self.filter.choose(node=self.session.step(chosen[-1]) if only else "")
