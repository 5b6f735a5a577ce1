"""Which columns of a table are shown: a list to tick, which is searched by name, and a way to a column that is far away."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QListWidget, QListWidgetItem, QWidget

from knode.app.forms.editors.inputs import TickDelegate
from knode.app.viewers.table.columns import Name
from knode.app.viewers.table.popup import PopupFrame

NAME = Qt.ItemDataRole.UserRole
WIDTH, LINES = 320, 14
"""Pixels, and lines of the list that are seen at once."""


class ColumnsForm(PopupFrame):
    """Ticks are the columns that are shown; Enter, or a double click, goes to one."""

    hide_wanted = Signal(list, bool)
    """The names of columns, and whether they are to be hidden."""
    column_wanted = Signal(tuple)

    def __init__(self, parent: QWidget, names: Sequence[Name], hidden: Iterable[Name]) -> None:
        super().__init__(parent, parent.tr("Columns"))
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(self.tr("Find a column"))
        self.field.setAccessibleName(self.tr("Find a column"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._find)
        self.field.installEventFilter(self)
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Columns that are shown"))
        self.list.setObjectName("columnList")
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        hidden = set(hidden)
        for name in names:
            self._add(name, name not in hidden)
        self.list.setCurrentRow(0)
        self.list.itemChanged.connect(self._ticked)
        self.list.itemActivated.connect(self._go)
        lines = min(LINES, len(names) + 1)
        self.list.setFixedHeight(lines * max(1, self.list.sizeHintForRow(0)) + 2 * self.list.frameWidth())
        self.none = QLabel(self.tr("No column has this in its name."), self)
        self.none.hide()
        self.buttons = self._make_buttons()
        for widget in (self.field, self.list, self.none, self.buttons):
            self.body.addWidget(widget)
        self.setMinimumWidth(WIDTH)
        self.setFocusProxy(self.field)

    def _add(self, name: Name, shown: bool) -> None:
        item = QListWidgetItem(" ".join(name[1].split()), self.list)
        item.setData(NAME, name)
        item.setToolTip(name[1])
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        for text, hidden in ((self.tr("Show All"), False), (self.tr("Hide All"), True)):
            button = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, hidden=hidden: self._set_all(hidden))
        return buttons

    def _items(self) -> Iterator[QListWidgetItem]:
        """Those that the search has found."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return (item for item in items if not item.isHidden())

    def _find(self, text: str) -> None:
        wanted = " ".join(text.lower().split())
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().lower())
        first = next(self._items(), None)
        self.list.setCurrentItem(first)  # type: ignore[arg-type]
        self.none.setVisible(first is None)

    def _set_all(self, hidden: bool) -> None:
        state = Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked
        changed = [item for item in self._items() if item.checkState() != state]
        self.list.blockSignals(True)
        for item in changed:
            item.setCheckState(state)
        self.list.blockSignals(False)
        self.list.viewport().update()
        self.hide_wanted.emit([item.data(NAME) for item in changed], hidden)

    def _ticked(self, item: QListWidgetItem) -> None:
        self.hide_wanted.emit([item.data(NAME)], item.checkState() == Qt.CheckState.Unchecked)

    def _go(self, item: QListWidgetItem) -> None:
        item.setCheckState(Qt.CheckState.Checked)  # A column that is hidden cannot be gone to.
        name = item.data(NAME)
        self.close()
        self.column_wanted.emit(tuple(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """From the field, arrows go to the list, and Enter to the column that is marked there."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._go(item)
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.list.setFocus()
                return True
        return super().eventFilter(watched, event)
