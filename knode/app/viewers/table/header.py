"""The header of a table: name, type, what the values look like, and how rows are sorted and filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QHeaderView, QToolTip, QWidget

from knode.app import icons, theme
from knode.app.viewers.table.sparkline import paint_sparkline, summary
from knode.app.viewers.table.wording import JOINT

if TYPE_CHECKING:
    from knode.app.viewers.table.grid import TableGrid

PADDING = 8
ICON = 15
MARK = 13
SPARKLINE = 26
LEAST_WIDTH = 56


def fitting(facts: list[str], metrics: QFontMetrics, room: int) -> str:
    """The facts of a column in a line: where they have no room, the type goes first, as a sign stands for it."""
    text = JOINT.join(facts)
    if metrics.horizontalAdvance(text) > room and len(facts) > 1:
        text = JOINT.join(facts[1:])
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)


def told_apart(name: str, metrics: QFontMetrics, room: int) -> str:
    """The name of a column in a line, cut in its middle: names often differ at their ends."""
    return metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)


class ColumnHeader(QHeaderView):
    """The header of one pane. A click sorts, with shift beside other keys; the arrow or a right click opens the menu."""

    sort_wanted = Signal(int, bool)
    menu_wanted = Signal(int, QPoint)

    def __init__(self, grid: TableGrid, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = grid
        self._over = -1
        self.is_compact = False
        """Without bars, where there is room for a few rows only."""
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(LEAST_WIDTH)
        self.setMouseTracking(True)
        self.setStretchLastSection(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Columns"))
        self.customContextMenuRequested.connect(self._open_menu)
        self.sectionClicked.connect(self._click)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(100, 8 + line + 3 + line + 5 + (0 if self.is_compact else SPARKLINE + 5))

    # ---- painting

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        if section >= len(self._grid.columns):
            return
        painter.save()
        painter.setClipRect(rect)
        painter.fillRect(rect, theme.colour("hover" if section == self._over else "raised"))
        painter.setPen(theme.colour("border"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(theme.colour("strong_border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        self._paint_name(painter, rect, section)
        self._paint_facts(painter, rect, section)
        found = self._grid.statistics.get(section)
        if found is not None and not self.is_compact:
            place = QRectF(rect.left() + PADDING, rect.bottom() - 5 - SPARKLINE, rect.width() - 2 * PADDING, SPARKLINE)
            paint_sparkline(painter, place, found)
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, section: int) -> None:
        column = self._grid.columns[section]
        line = self.fontMetrics().height()
        top = rect.top() + 8
        icons.draw(
            painter, f"column-{column.type}", QRectF(rect.left() + PADDING, top, ICON, ICON), theme.colour("muted")
        )
        right = rect.right() - PADDING
        if section == self._over:
            right -= ICON
            icons.draw(painter, "chevron-down", QRectF(right, top, ICON, ICON), theme.colour("muted"), 2.0)
        painter.setFont(theme.font(self.font().pointSizeF(), 600))
        painter.setPen(theme.colour("ink"))
        left = rect.left() + PADDING + ICON + 5
        name = told_apart(column.name, painter.fontMetrics(), right - left)
        painter.drawText(left, top, right - left, line, int(Qt.AlignmentFlag.AlignVCenter), name)

    def _paint_marks(self, painter: QPainter, rect: QRect, section: int, top: int) -> int:
        """The signs at the right end, and where they begin."""
        right = rect.right() - PADDING
        for mark in reversed([*self._grid.marks(section)]):
            icon, _, number = mark.partition(":")
            if number:
                painter.setFont(theme.font(self.font().pointSizeF() - 2, 600))
                painter.setPen(theme.colour("accent"))
                painter.drawText(right - 7, top, 8, MARK, int(Qt.AlignmentFlag.AlignCenter), number)
                right -= 8
            icons.draw(painter, icon, QRectF(right - MARK, top, MARK, MARK), theme.colour("accent"), 2.2)
            right -= MARK + 2
        return right

    def _paint_facts(self, painter: QPainter, rect: QRect, section: int) -> None:
        line = self.fontMetrics().height()
        top = rect.top() + 8 + line + 3
        room = self._paint_marks(painter, rect, section, top + 1) - rect.left() - PADDING
        painter.setFont(theme.font(self.font().pointSizeF() - 1))
        painter.setPen(theme.colour("muted"))
        text = fitting(self._grid.facts(section), painter.fontMetrics(), room)
        painter.drawText(rect.left() + PADDING, top, room, line, int(Qt.AlignmentFlag.AlignVCenter), text)

    # ---- mouse

    def _click(self, section: int) -> None:
        extend = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.sort_wanted.emit(section, extend)

    def _open_menu(self, pos: QPoint) -> None:
        section = self.logicalIndexAt(pos)
        if section >= 0:
            self.menu_wanted.emit(section, self.mapToGlobal(pos))

    def _on_arrow(self, pos: QPoint) -> int:
        """The section whose arrow lies there, or -1."""
        section = self.logicalIndexAt(pos)
        if section < 0:
            return -1
        right = self.sectionViewportPosition(section) + self.sectionSize(section) - PADDING
        inside = right - ICON <= pos.x() <= right and 4 <= pos.y() <= 12 + ICON
        return section if inside else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:
        section = self._on_arrow(event.position().toPoint())
        if section >= 0 and event.button() == Qt.MouseButton.LeftButton:
            left = self.sectionViewportPosition(section)
            self.menu_wanted.emit(section, self.mapToGlobal(QPoint(left, self.height())))
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, section: int) -> None:
        if section != self._over:
            self._over = section
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            section = self.logicalIndexAt(event.pos())
            if 0 <= section < len(self._grid.columns):
                QToolTip.showText(event.globalPos(), self._tip(section), self)
            return True
        return super().viewportEvent(event)

    def _tip(self, section: int) -> str:
        column = self._grid.columns[section]
        found = self._grid.statistics.get(section)
        type_, *others = self._grid.facts(section)
        lines = [column.name, JOINT.join([type_ if type_ == column.dtype else f"{type_} ({column.dtype})", *others])]
        return "\n".join([*lines, *(summary(found) if found is not None else [])])
