"""What a session has logged: the newest lines, and which of them are to be seen."""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
)

from knode.app import icons
from knode.app.messages import worded
from knode.app.session import Session

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
KEPT = 10_000
FLUSH_MS = 100
LEVELS = ("info", "warning", "error")
ICONS = {"warning": ("warning", "warning"), "error": ("error", "danger")}
LINE_ROLE = Qt.ItemDataRole.UserRole


class LogModel(QAbstractTableModel):
    """The log of a session. Lines that come in quickly are shown together."""

    COLUMNS = ("Time", "Node", "Message")

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.lines: deque[Any] = deque()
        self._waiting: list[Any] = []
        self._flush = QTimer(self, interval=FLUSH_MS, singleShot=True)
        self._flush.timeout.connect(self.flush)
        session.logged.connect(self.add)

    @classmethod
    def of(cls, session: Session) -> LogModel:
        """The log of a session, begun now if it was not."""
        found = session.findChild(LogModel)
        return found if isinstance(found, LogModel) else cls(session)

    def add(self, line: object) -> None:
        self._waiting.append(line)
        if not self._flush.isActive():
            self._flush.start()

    def flush(self) -> None:
        """Show what has come in."""
        new, self._waiting = self._waiting[-KEPT:], []
        if not new:
            return
        surplus = len(self.lines) + len(new) - KEPT
        if surplus > 0:
            self.beginRemoveRows(ROOT, 0, surplus - 1)
            for _ in range(surplus):
                self.lines.popleft()
            self.endRemoveRows()
        self.beginInsertRows(ROOT, len(self.lines), len(self.lines) + len(new) - 1)
        self.lines.extend(new)
        self.endInsertRows()

    def clear(self) -> None:
        self.beginResetModel()
        self.lines.clear()
        self._waiting.clear()
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate("LogModel", self.COLUMNS[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return (clock(line.time), line.node or "", worded(line.text))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == 2:
            return worded(line.text)[:2_000]
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 0:
            return icons.icon(*ICONS.get(line.level, ("info", "faint")))
        return None


class LogFilter(QSortFilterProxyModel):
    """Hides lines below a level, of other nodes, or without a text."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._level = 0
        self._node = ""
        self._text = ""

    def choose(self, *, level: str | None = None, node: str | None = None, text: str | None = None) -> None:
        """Change what is to be seen."""
        self.beginFilterChange()
        if level is not None:
            self._level = LEVELS.index(level)
        if node is not None:
            self._node = node
        if text is not None:
            self._text = text.lower()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        line = self.sourceModel().index(row, 0).data(LINE_ROLE)
        rank = LEVELS.index(line.level) if line.level in LEVELS else 0
        return (
            rank >= self._level
            and (not self._node or line.node == self._node)
            and (not self._text or self._text in worded(line.text).lower() or self._text in (line.node or "").lower())
        )


def clock(seconds: float) -> str:
    """A time of day."""
    return datetime.fromtimestamp(seconds).strftime("%H:%M:%S")


def as_text(line: Any) -> str:
    """A line as it is copied."""
    return "\t".join((clock(line.time), line.level, line.node or "", worded(line.text)))
