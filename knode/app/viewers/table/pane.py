"""One pane of a table's grid: paints the cells that are on the screen, whatever the number of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from knode.app import theme
from knode.app.viewers.table.header import ColumnHeader
from knode.app.viewers.table.loader import CHUNK
from knode.app.viewers.table.model import TableModel

if TYPE_CHECKING:
    from knode.app.viewers.table.grid import TableGrid

PADDING = 8
FAR = 1_000_000
"""Beyond what any screen shows; rows further away are said to lie there, as Qt counts pixels in 32 bits."""


class _NoRows(TableModel):
    """Given to the view's own header of rows, which would hold a few bytes for each of them."""


class TablePane(QTableView):
    """A QTableView whose rows are all of one height, so that where a row is follows from its number.

    The grid that it belongs to scrolls, selects and moves the current cell; two panes of one grid go together.
    """

    def __init__(self, grid: TableGrid, model: TableModel, name: str) -> None:
        super().__init__(grid)
        self._grid = grid
        self._table = model
        self._edge: int | None = None
        self.setAccessibleName(name)
        self.header = ColumnHeader(grid, self)
        self.setHorizontalHeader(self.header)
        self.setModel(model)
        self.setSelectionModel(grid.selection)
        self.verticalHeader().setModel(_NoRows(self))
        self.verticalHeader().hide()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    # ---- geometry

    def set_column(self, column: int, width: int | None) -> None:
        """Give a column a width, or with None hide it. What is so already costs nothing, as tables may be very wide."""
        if self.header.isSectionHidden(column) != (width is None):
            self.header.setSectionHidden(column, width is None)
        if width is not None and self.header.sectionSize(column) != width:
            self.header.resizeSection(column, width)

    def shown_columns(self) -> list[int]:
        """The columns of this pane from left to right."""
        header = self.header
        order = (header.logicalIndex(place) for place in range(header.count()))
        return [column for column in order if not header.isSectionHidden(column)]

    def visible_columns(self) -> list[int]:
        """Those of them that are on the screen."""
        header, width = self.header, self.viewport().width()
        found = []
        place = max(0, header.visualIndexAt(0))
        while place < header.count() and header.sectionPosition(header.logicalIndex(place)) - header.offset() < width:
            column = header.logicalIndex(place)
            if not header.isSectionHidden(column):
                found.append(column)
            place += 1
        return found

    def row_top(self, row: int) -> int:
        """Where a row begins, in the pane."""
        rows = max(-FAR, min(FAR, row - self._grid.top))
        return rows * self._grid.row_height

    def visualRect(self, index: QModelIndex | QPersistentModelIndex) -> QRect:
        if not index.isValid() or self.isColumnHidden(index.column()):
            return QRect()
        column = index.column()
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        return QRect(left, self.row_top(index.row()), width, self._grid.row_height)

    def indexAt(self, pos: QPoint) -> QModelIndex:
        row = self._grid.top + pos.y() // self._grid.row_height
        column = self.columnAt(pos.x())
        if column < 0 or not 0 <= row < self._table.rowCount():
            return QModelIndex()
        return self._table.index(row, column)

    def scrollTo(
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        if not index.isValid():
            return
        self._grid.show_row(index.row())
        if self.isColumnHidden(index.column()):
            return
        left, width = self.columnViewportPosition(index.column()), self.columnWidth(index.column())
        bar, room = self.horizontalScrollBar(), self.viewport().width()
        if left < 0 or width > room:
            bar.setValue(bar.value() + left)
        elif left + width > room:
            bar.setValue(bar.value() + left + width - room)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        return self.currentIndex()

    def keyboardSearch(self, search: str) -> None:
        """Typing finds nothing here: Qt would walk over every row."""

    def sizeHintForColumn(self, column: int) -> int:
        return self._grid.fitting_width(column)

    def set_compact(self, compact: bool) -> None:
        """Show the header without bars, or with them."""
        self.header.is_compact = compact
        self.updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grid.settle()

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        area = event.rect()
        painter.fillRect(area, theme.colour("panel"))
        grid = self._grid
        height = grid.row_height
        first = grid.top + max(0, area.top() // height)
        bottom = min(area.bottom(), grid.main.viewport().height() - 1)
        end = min(self._table.rowCount(), grid.top + bottom // height + 1)
        columns = self.visible_columns()
        self._edge = columns[-1] if self is grid.frozen and columns else None
        self._paint_lines(painter, first, end, columns)
        for column in columns:
            self._paint_column(painter, column, first, end)
        self._paint_current(painter)
        painter.end()
        grid.want_cells()

    def _paint_lines(self, painter: QPainter, first: int, end: int, columns: list[int]) -> None:
        if not columns:
            return
        height = self._grid.row_height
        last = columns[-1]
        right = self.columnViewportPosition(last) + self.columnWidth(last)
        painter.setPen(theme.colour("border"))
        for row in range(first, end):
            bottom = self.row_top(row) + height - 1
            painter.drawLine(0, bottom, right - 1, bottom)

    def _paint_column(self, painter: QPainter, column: int, first: int, end: int) -> None:
        grid, height = self._grid, self._grid.row_height
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        chosen = grid.selected_rows(column, first, end)
        if chosen:
            top = self.row_top(chosen.start)
            painter.fillRect(left, top, width, len(chosen) * height - 1, theme.colour("selection"))
        painter.setPen(theme.colour("strong_border" if column == self._edge else "border"))
        bottom = self.row_top(end) - 1
        painter.drawLine(left + width - 1, self.row_top(first), left + width - 1, bottom)
        text = _CellPainter(painter, self.fontMetrics(), self._table, column, width, height)
        for row in range(first, end):
            text.paint(row, left, self.row_top(row))

    def _paint_current(self, painter: QPainter) -> None:
        index = self.currentIndex()
        place = self.visualRect(index)
        if not index.isValid() or place.isNull():
            return
        focused = self._grid.has_focus()
        painter.setPen(theme.colour("accent" if focused else "strong_border"))
        painter.drawRect(place.adjusted(0, 0, -1, -2))
        if focused:
            painter.drawRect(place.adjusted(1, 1, -2, -3))

    # ---- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._grid.go_to(index.row(), index.column(), extend=extend)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._grid.drag_to(self.viewport().mapTo(self._grid, event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def contextMenuEvent(self, event: object) -> None:
        """The grid's own menu; a right click goes to the cell below first."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._grid.wheel(event):
            super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._grid.key(event):
            QWidget.keyPressEvent(self, event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._grid.update_panes()
        return super().event(event)


class _CellPainter:
    """Paints the cells of one column, one after the other."""

    def __init__(
        self, painter: QPainter, metrics: QFontMetrics, table: TableModel, column: int, width: int, height: int
    ) -> None:
        self._painter = painter
        self._metrics = metrics
        self._loader = table.loader
        self._column = column
        self._room = width - 2 * PADDING
        self._height = height
        self._widest = metrics.maxWidth() or 1
        right = table.columns[column].right_aligned
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._flags = int(side | Qt.AlignmentFlag.AlignVCenter) | int(Qt.TextFlag.TextSingleLine)
        self._elide = Qt.TextElideMode.ElideLeft if right else Qt.TextElideMode.ElideRight
        self._missing = table.tr("missing")
        self._ink, self._faint = theme.colour("ink"), theme.colour("faint")
        painter.setPen(self._ink)

    def paint(self, row: int, left: int, top: int) -> None:
        """Paint a cell, or nothing while its text is not there."""
        cells = self._loader.get(self._column, row // CHUNK)
        if cells is None or row % CHUNK >= len(cells):
            return
        text = cells[row % CHUNK]
        place = (left + PADDING, top, self._room, self._height - 1)
        if text is None:
            self._paint_missing(place)
        elif text:
            self._painter.drawText(*place, self._flags, self._fitted(text))

    def _fitted(self, text: str) -> str:
        if len(text) * self._widest <= self._room or self._metrics.horizontalAdvance(text) <= self._room:
            return text
        return self._metrics.elidedText(text, self._elide, self._room)

    def _paint_missing(self, place: tuple[int, int, int, int]) -> None:
        font = self._painter.font()
        font.setItalic(True)
        self._painter.setFont(font)
        self._painter.setPen(self._faint)
        self._painter.drawText(*place, self._flags, self._fitted(self._missing))
        font.setItalic(False)
        self._painter.setFont(font)
        self._painter.setPen(self._ink)
