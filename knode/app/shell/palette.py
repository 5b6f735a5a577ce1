"""The command palette: type a few letters of what you want to do, Enter does it."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QAction, QColor, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from knode.app import theme
from knode.app.shell.fuzzy import Match, ranked

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
MATCH_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_HEIGHT = 30
SIZE = QSize(560, 380)


class CommandModel(QAbstractListModel):
    """The actions that fit what was typed, the best first; those used last come first while nothing is typed."""

    def __init__(self, actions: list[QAction], recent: list[str], parent: QObject) -> None:
        super().__init__(parent)
        order = {name: number for number, name in enumerate(recent)}
        self._all = sorted(actions, key=lambda each: (order.get(each.objectName(), len(order)), title_of(each)))
        self._titles = [title_of(each) for each in self._all]
        self._shown: list[tuple[int, Match]] = []
        self.search("")

    def search(self, typed: str) -> None:
        """Show what fits."""
        self.beginResetModel()
        found = ranked(typed, self._titles)
        self._shown = sorted(found, key=lambda each: not self._all[each[0]].isEnabled())
        self.endResetModel()

    def action(self, row: int) -> QAction:
        return self._all[self._shown[row][0]]

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        enabled = self.action(index.row()).isEnabled()
        return Qt.ItemFlag.ItemIsSelectable | (Qt.ItemFlag.ItemIsEnabled if enabled else Qt.ItemFlag.NoItemFlags)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        number, match = self._shown[index.row()]
        action = self._all[number]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._titles[number]
        if role == Qt.ItemDataRole.DecorationRole:
            return action.icon()
        if role == Qt.ItemDataRole.UserRole:
            return _aside(action)
        return match.letters if role == MATCH_ROLE else None


def title_of(action: QAction) -> str:
    """What the palette calls an action: its menu and its text."""
    text = action.text().replace("&", "")
    menu = action.property("menu")
    return f"{menu}: {text}" if menu else text


def _aside(action: QAction) -> str:
    """What stands beside an action: its keys, or when it could be done."""
    if not action.isEnabled() and action.property("when"):
        return QCoreApplication.translate("CommandPalette", "when {this}").format(this=action.property("when"))
    return action.shortcut().toString(action.shortcut().SequenceFormat.NativeText)


class CommandDelegate(QStyledItemDelegate):
    """Draws a command: icon, title with the typed letters marked, keys at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, theme.colour("selection"))
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        square = QRect(rect.left() + 10, rect.top() + 6, 18, 18)
        mode = QIcon.Mode.Normal if enabled else QIcon.Mode.Disabled
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, square, Qt.AlignmentFlag.AlignCenter, mode)
        ink = theme.colour("ink" if enabled else "faint")
        self._title(painter, rect.adjusted(38, 0, -8, 0), index, ink)
        painter.setPen(theme.colour("muted" if enabled else "faint"))
        keys = index.data(Qt.ItemDataRole.UserRole)
        painter.drawText(rect.adjusted(0, 0, -12, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, keys)

    def _title(self, painter: QPainter, rect: QRect, index: Index, ink: QColor) -> None:
        title, marked = index.data(), set(index.data(MATCH_ROLE) or ())
        plain, bold = painter.font(), painter.font()
        bold.setBold(True)
        left = rect.left()
        accent = theme.colour("accent") if ink == theme.colour("ink") else ink
        for number, letter in enumerate(title):
            painter.setFont(bold if number in marked else plain)
            painter.setPen(accent if number in marked else ink)
            painter.drawText(QRect(left, rect.top(), 40, rect.height()), Qt.AlignmentFlag.AlignVCenter, letter)
            left += painter.fontMetrics().horizontalAdvance(letter)
        painter.setFont(plain)


class CommandPalette(QFrame):
    """The popup. It closes when it loses the keyboard."""

    def __init__(self, window: QWidget, actions: list[QAction], recent: list[str]) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        self.recent = recent
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(self.tr("Command palette"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Type what you want to do"))
        self.field.setAccessibleName(self.tr("Command"))
        self.model = CommandModel(actions, recent, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(CommandDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("Commands that fit"))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._do)
        self.list.clicked.connect(self._do)
        self.field.installEventFilter(self)
        self._first()

    def pop_up(self) -> None:
        """Show it at the top of the window, ready to be typed into."""
        window = self._window
        self.resize(SIZE.boundedTo(window.size()))
        top = window.mapToGlobal(window.rect().topLeft())
        self.move(top.x() + (window.width() - self.width()) // 2, top.y() + 60)
        self.show()
        self.field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}.get(
                Qt.Key(event.key())
            )
            if step is not None:
                self._step(step)
                return True
        return False

    def _search(self, typed: str) -> None:
        self.model.search(typed)
        self._first()

    def _first(self) -> None:
        self.list.setCurrentIndex(self.model.index(0))

    def _step(self, by: int) -> None:
        last = self.model.rowCount() - 1
        row = min(max(self.list.currentIndex().row() + by, 0), last)
        self.list.setCurrentIndex(self.model.index(row))

    def _do(self) -> None:
        index = self.list.currentIndex()
        if not index.isValid() or not self.model.action(index.row()).isEnabled():
            return
        action = self.model.action(index.row())
        name = action.objectName()
        self.recent[:] = [name, *(each for each in self.recent if each != name)][:20]
        self.close()
        action.trigger()
