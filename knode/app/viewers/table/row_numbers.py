"""The numbers of the rows at the left of a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from knode.app import theme

if TYPE_CHECKING:
    from knode.app.viewers.table.grid import TableGrid

PADDING = 8


class RowNumbers(QWidget):
    """Paints where each row stands in the whole table, counted from 0. A click selects the row."""

    def __init__(self, grid: TableGrid) -> None:
        super().__init__(grid)
        self._grid = grid
        self.setAccessibleName(self.tr("Row numbers"))

    def settle(self) -> None:
        """Be as wide as the largest number needs."""
        source = self._grid.model.source
        most = source.rows if source is not None else 0
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(f"{most:,}") + 2 * PADDING)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        grid = self._grid
        painter.fillRect(self.rect(), theme.colour("raised"))
        head = grid.header_height
        painter.setPen(theme.colour("strong_border"))
        painter.drawLine(0, head - 1, self.width(), head - 1)
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        painter.setFont(theme.figures(theme.font(self.font().pointSizeF() - 1)))
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for row, name in enumerate(grid.row_names()):
            top = head + row * grid.row_height
            chosen = grid.is_row_selected(grid.top + row)
            if chosen:
                painter.fillRect(0, top, self.width() - 1, grid.row_height - 1, theme.colour("selection"))
            painter.setPen(theme.colour("ink" if chosen else "muted"))
            painter.drawText(0, top, self.width() - PADDING, grid.row_height - 1, flags, name)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._grid.top + (int(event.position().y()) - self._grid.header_height) // self._grid.row_height
        extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.button() == Qt.MouseButton.LeftButton and event.position().y() > self._grid.header_height:
            self._grid.select_row(row, extend=extend)
