"""The page of keys in the preferences: every action, its keys, and what else has them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from knode.app import icons
from knode.app.actions import Action, menu_title
from knode.app.keymap import SCHEMES, Keymap
from knode.app.shell.fuzzy import match
from knode.app.shell.pieces import label

NAME = Qt.ItemDataRole.UserRole


class KeysPage(QWidget):
    """Choose the scheme; select an action, press its new keys."""

    def __init__(self, keymap: Keymap, actions: list[Action]) -> None:
        super().__init__()
        self.keymap = keymap
        self.actions_by_name = {action.name: action for action in actions}
        column = QVBoxLayout(self)
        column.addLayout(self._head())
        column.addWidget(self._list(), 1)
        column.addLayout(self._editor())
        column.addWidget(self._said())
        keymap.changed.connect(self.refresh)
        self.refresh()
        self.list.setCurrentIndex(self.list.model().index(0, 0))

    def _head(self) -> QHBoxLayout:
        self.scheme = QComboBox()
        self.scheme.setAccessibleName(self.tr("Keys as in"))
        for name, title in SCHEMES.items():
            self.scheme.addItem(title, name)
        self.scheme.setCurrentIndex(self.scheme.findData(self.keymap.scheme))
        self.scheme.currentIndexChanged.connect(lambda _: self.keymap.choose(self.scheme.currentData()))
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Find an action"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(self.tr("Find an action"))
        self.search.textChanged.connect(self._filter)
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Keys as in")))
        row.addWidget(self.scheme)
        row.addWidget(self.search, 1)
        return row

    def _list(self) -> QTreeWidget:
        self.list = QTreeWidget()
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setColumnCount(3)
        self.list.setHeaderLabels([self.tr("Action"), self.tr("Keys"), ""])
        self.list.setAccessibleName(self.tr("Actions and their keys"))
        for action in self.actions_by_name.values():
            item = QTreeWidgetItem()
            item.setData(0, NAME, action.name)
            if action.icon:
                item.setIcon(0, icons.icon(action.icon))
            self.list.addTopLevelItem(item)
        self.list.header().resizeSection(0, 270)
        self.list.header().resizeSection(1, 150)
        self.list.currentItemChanged.connect(lambda *_: self._chosen())
        return self.list

    def _editor(self) -> QHBoxLayout:
        self.keys = QKeySequenceEdit()
        self.keys.setAccessibleName(self.tr("New keys"))
        self.keys.setMaximumSequenceLength(1)
        self.keys.setClearButtonEnabled(True)
        self.keys.editingFinished.connect(self._bind)
        self.keys.keySequenceChanged.connect(lambda _: self._warn())
        reset = QPushButton(icons.icon("reset"), self.tr("As shipped"))
        reset.setAutoDefault(False)
        reset.clicked.connect(lambda: self.keymap.reset(self.action()))
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("Press the new keys:")))
        row.addWidget(self.keys, 1)
        row.addWidget(reset)
        return row

    def _said(self) -> QLabel:
        self.said = label("", wraps=True)
        self.said.setMinimumHeight(34)
        return self.said

    def action(self) -> Action | None:
        """The action that is selected."""
        item = self.list.currentItem()
        return self.actions_by_name[item.data(0, NAME)] if item is not None else None

    def refresh(self) -> None:
        """Show the keys as they are now."""
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            assert item is not None
            action = self.actions_by_name[item.data(0, NAME)]
            item.setText(0, f"{menu}: {action.title}" if (menu := menu_title(action.menu)) else action.title)
            item.setText(1, ", ".join(_native(keys) for keys in self.keymap.keys(action)))
            item.setText(2, self.tr("changed") if self.keymap.is_own(action) else "")
        self._chosen()

    def _filter(self, typed: str) -> None:
        for row in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(row)
            assert item is not None
            item.setHidden(match(typed, item.text(0)) is None and typed.lower() not in item.text(1).lower())

    def _chosen(self) -> None:
        action = self.action()
        keys = self.keymap.keys(action) if action is not None else []
        self.keys.blockSignals(True)
        self.keys.setKeySequence(QKeySequence.fromString(keys[0]) if keys else QKeySequence())
        self.keys.blockSignals(False)
        self._warn()

    def _typed(self) -> list[str]:
        keys = self.keys.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        return [keys] if keys else []

    def _warn(self) -> None:
        """Say which other actions have these keys."""
        action = self.action()
        others = self.keymap.conflicts(action, self._typed(), self.actions_by_name.values()) if action else []
        names = ", ".join(other.title for other in others)
        self.said.setText(
            self.tr("Also the keys of: {actions}. Neither would work.").format(actions=names) if others else ""
        )

    def _bind(self) -> None:
        action = self.action()
        if action is not None and self._typed() != self.keymap.keys(action)[:1]:
            self.keymap.bind(action, self._typed())


def _native(keys: str) -> str:
    return QKeySequence.fromString(keys).toString(QKeySequence.SequenceFormat.NativeText)
