"""What completion proposes, as a list: the word, and what it gives in a quiet colour beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from knode.app import theme
from knode.app.forms.code.language import Proposal

GAP = 18
"""Between a word and what it gives."""
Index = QModelIndex | QPersistentModelIndex


class Proposals(QAbstractListModel):
    """The proposals; `EditRole` is the word that is completed."""

    Whole = Qt.ItemDataRole.UserRole

    def __init__(self, proposals: Sequence[Proposal], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proposals = list(proposals)

    def put(self, proposals: Sequence[Proposal]) -> None:
        """Others instead."""
        if list(proposals) != self._proposals:
            self.beginResetModel()
            self._proposals = list(proposals)
            self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._proposals)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        proposal = self._proposals[index.row()]
        roles = {
            Qt.ItemDataRole.EditRole: proposal.text,
            Qt.ItemDataRole.DisplayRole: proposal.shown,
            Qt.ItemDataRole.ToolTipRole: proposal.about,
            self.Whole: proposal,
        }
        return roles.get(Qt.ItemDataRole(role)) if role <= self.Whole else None


class ProposalDelegate(QStyledItemDelegate):
    """Draws a word, and behind it what it gives."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        proposal: Proposal = index.data(Proposals.Whole)
        if not proposal.about:
            return
        selected = QStyle.StateFlag.State_Selected in option.state
        painter.save()
        painter.setFont(option.font)
        painter.setPen(option.palette.highlightedText().color() if selected else theme.colour("muted"))
        area = option.rect.adjusted(self._width(option, proposal.shown) + GAP, 0, -4, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, proposal.about)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        proposal: Proposal = index.data(Proposals.Whole)
        more = self._width(option, proposal.about) + GAP if proposal.about else 0
        return QSize(size.width() + more, size.height())

    def _width(self, option: QStyleOptionViewItem, text: str) -> int:
        width: int = option.fontMetrics.horizontalAdvance(text)
        return width + 6
