"""The grid of a table: row numbers, frozen columns, the other columns, and one scroll bar for all rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollBar, QWidget

from knode.app import theme
from knode.app.viewers.table.columns import Arrangement, Name, name_of
from knode.app.viewers.table.decoding import ColumnCells
from knode.app.viewers.table.loader import CHUNK
from knode.app.viewers.table.model import TableModel
from knode.app.viewers.table.pane import PADDING, TablePane
from knode.app.viewers.table.row_numbers import RowNumbers
from knode.app.viewers.table.selection import Block, Cell, between, moved
from knode.app.viewers.table.wording import JOINT, role_called, type_called
from knode.core.spec import ColumnSpec
from knode.host.table_protocol import ColumnStatistics

STEP_ROWS = 3
"""A notch of the wheel scrolls so many rows."""
NOTCH = 120
WIDEST, NARROWEST = 280, 84
SAMPLE_CELLS = 40
TYPICAL_LETTERS = 9
MOST_FROZEN = 0.6
"""Of the width, so that the columns beside them can be reached."""
STEPS: Mapping[Qt.Key, tuple[int, int]] = {
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
}
ALL = 2**31
COMPACT_HEIGHT = 210
"""Below, the header gives the room of its bars to rows."""
NO_BLOCK = Block(0, 0, ())


class TableGrid(QWidget):
    """Shows a table.

    Responsibilities: which rows are on the screen; the current cell and the selection; widths, order, hidden and frozen
    columns, kept in an Arrangement. What is asked of the engine process is its owner's.
    """

    sort_wanted = Signal(int, bool)
    column_menu_wanted = Signal(int, QPoint)
    cell_menu_wanted = Signal(QPoint)
    columns_seen = Signal()
    """Other columns are on the screen than before."""
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = TableModel(self)
        self.selection = QItemSelectionModel(self.model, self)
        self.arrangement = Arrangement()
        self.statistics: dict[int, ColumnStatistics] = {}
        self.specs: Mapping[str, ColumnSpec] = {}
        self.top = 0
        self.current: Cell | None = None
        self._anchor: Cell | None = None
        self._block = NO_BLOCK
        self._rest = 0
        self._seen: list[int] = []
        self._usual: dict[Name, int] = {}
        self.setFont(theme.figures(theme.font()))
        self.row_height = self.fontMetrics().height() + 9
        self._letter = self.fontMetrics().averageCharWidth()
        self._build()

    def _build(self) -> None:
        self.numbers = RowNumbers(self)
        self.frozen = TablePane(self, self.model, self.tr("Frozen columns"))
        self.main = TablePane(self, self.model, self.tr("Table"))
        self.frozen.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setAccessibleName(self.tr("Rows"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for widget in (self.numbers, self.frozen, self.main, self.bar):
            layout.addWidget(widget, 1 if widget is self.main else 0)
        self.setFocusProxy(self.main)
        self.bar.valueChanged.connect(self._scrolled)
        self.model.loader.loaded.connect(self.update_panes)
        self.main.horizontalScrollBar().valueChanged.connect(self._look_at_columns)
        for pane in (self.frozen, self.main):
            pane.header.sort_wanted.connect(self.sort_wanted)
            pane.header.menu_wanted.connect(self.column_menu_wanted)
            pane.header.sectionResized.connect(self._resized)
            pane.header.sectionMoved.connect(self._moved)
        theme.switch().changed.connect(self.update_panes)

    # ---- what is shown

    @property
    def columns(self) -> list[ColumnCells]:
        """The columns by number."""
        return self.model.columns

    @property
    def header_height(self) -> int:
        """Where the rows begin."""
        return self.main.header.height()

    def shown_columns(self) -> list[int]:
        """All columns from left to right, hidden ones left out."""
        return [*self.frozen.shown_columns(), *self.main.shown_columns()]

    def visible_columns(self) -> list[int]:
        """Those of them that are on the screen."""
        return [*self.frozen.visible_columns(), *self.main.visible_columns()]

    def arrange(self) -> None:
        """Give the columns the widths, the order and the places that the arrangement says."""
        names = [name_of(column) for column in self.columns]
        known = {name: place for place, name in enumerate(self.arrangement.order)}
        order = sorted(range(len(names)), key=lambda column: known.get(names[column], len(known) + column))
        widths = [self.arrangement.widths.get(name) or self._usual_width(column) for column, name in enumerate(names)]
        for pane, is_frozen in ((self.frozen, True), (self.main, False)):
            # What is moved and sized here is not the person's doing.
            pane.header.blockSignals(True)
            for place, column in enumerate(order):
                if pane.header.visualIndex(column) != place:
                    pane.header.moveSection(pane.header.visualIndex(column), place)
            for column, name in enumerate(names):
                hidden = name in self.arrangement.hidden or (name in self.arrangement.frozen) != is_frozen
                pane.set_column(column, None if hidden else widths[column])
            pane.header.blockSignals(False)
            pane.updateGeometries()
        self.settle()

    def _usual_width(self, column: int) -> int:
        """The width for a name, its facts and values of its type, worked out once for a name."""
        cells = self.columns[column]
        if name_of(cells) not in self._usual:
            self._usual[name_of(cells)] = self._width_for(column, cells)
        return self._usual[name_of(cells)]

    def _width_for(self, column: int, cells: ColumnCells) -> int:
        metrics, letter = self.fontMetrics(), self._letter
        name = metrics.horizontalAdvance(cells.name) * 1.12 + 15 + 5 + 2 * PADDING + 30
        small = QFontMetrics(theme.font(self.font().pointSizeF() - 1))
        missing = self.tr("{share} missing").format(share="99%")  # It is found out later.
        longest = max(map(small.horizontalAdvance, (JOINT.join(self.facts(column)), missing)))
        facts = longest + 2 * PADDING + 2
        values = letter * max(cells.letters, TYPICAL_LETTERS) * 1.1 + 2 * PADDING
        return int(max(NARROWEST, min(WIDEST, max(name, facts, values))))

    def fitting_width(self, column: int) -> int:
        """The width that the name and the cells on the screen need."""
        first = self.top // CHUNK
        found = [self.model.loader.get(column, chunk) or [] for chunk in (first, first + 1)]
        metrics = self.fontMetrics()
        texts = [text for cells in found for text in cells[: 2 * SAMPLE_CELLS] if text]
        widest = max((metrics.horizontalAdvance(text) for text in texts), default=0) + 2 * PADDING + 2
        name = metrics.horizontalAdvance(self.columns[column].name) * 1.1 + 42 + 2 * PADDING
        return int(max(NARROWEST, min(2 * WIDEST, max(widest, name))))

    def facts(self, column: int) -> list[str]:
        """What the header says of a column below its name: its type, its role, the share of missing values."""
        cells = self.columns[column]
        parts = [type_called(cells.dtype)]
        spec = self.specs.get(cells.name)
        if cells.is_label:
            parts.append(self.tr("row label"))
        elif spec is not None and spec.role != "feature":
            parts.append(role_called(spec.role))
        found = self.statistics.get(column)
        if found is not None and found.missing:
            share = found.missing / found.rows
            shown = f"{share:.0%}" if share >= 0.01 else "< 1%"
            parts.append(self.tr("{share} missing").format(share=shown))
        return parts

    def marks(self, column: int) -> Iterator[str]:
        """The signs of a column: how it is sorted (with the number of the key), filtered, frozen."""
        name = name_of(self.columns[column])
        keys = [key for key, _ in self.arrangement.sort]
        if name in self.arrangement.frozen:
            yield "pin"
        if any(name == each for each, _ in self.arrangement.filters):
            yield "filter"
        if name in keys:
            number = keys.index(name)
            arrow = "sort-down" if self.arrangement.sort[number][1] else "sort-up"
            yield f"{arrow}:{number + 1}" if len(keys) > 1 else arrow

    def _resized(self, column: int, old: int, new: int) -> None:
        if new and column < len(self.columns):
            self.arrangement.widths[name_of(self.columns[column])] = new
            self.settle()

    def _moved(self, *_: int) -> None:
        self.arrangement.order = [name_of(self.columns[column]) for column in self.shown_columns()]
        self.update_panes()

    # ---- rows on the screen

    @property
    def page(self) -> int:
        """How many whole rows fit."""
        return max(1, self.main.viewport().height() // self.row_height)

    def settle(self) -> None:
        """Follow a change of size, widths or rows."""
        rows = self.model.rowCount()
        self.bar.setPageStep(self.page)
        self.bar.setRange(0, max(0, rows - self.page))
        self.bar.setVisible(rows > self.page)
        self.numbers.settle()
        widths = sum(self.frozen.columnWidth(column) for column in self.frozen.shown_columns())
        self.frozen.setVisible(widths > 0)
        self.frozen.setFixedWidth(min(widths, int(self.width() * MOST_FROZEN)) if widths else 0)
        self.update_panes()
        self._look_at_columns()

    def _scrolled(self, value: int) -> None:
        self.top = value
        self.update_panes()

    def update_panes(self) -> None:
        """Paint anew."""
        for widget in (self.frozen.viewport(), self.main.viewport(), self.numbers):
            widget.update()

    def update_headers(self) -> None:
        """Paint the headers anew."""
        for pane in (self.frozen, self.main):
            pane.header.viewport().update()

    def _look_at_columns(self) -> None:
        seen = self.visible_columns()
        if seen != self._seen:
            self._seen = seen
            self.columns_seen.emit()

    def want_cells(self) -> None:
        """Have the cells on the screen read, then those before and after it."""
        rows = self.model.rowCount()
        first, last = self.top // CHUNK, min(rows - 1, self.top + self.page) // CHUNK
        beyond = [chunk for chunk in (last + 1, first - 1) if 0 <= chunk * CHUNK < rows]
        self.model.loader.want(self.visible_columns(), [*range(first, last + 1), *beyond])

    def row_names(self) -> list[str]:
        """The numbers of the rows on the screen."""
        order = self.model.order
        if order is None:
            return []
        return [f"{row:,}" for row in order.positions(self.top, self.page + 1).tolist()]

    def scroll_to_bar(self) -> None:
        """Show the rows where the scroll bar stands, which has not moved although the rows are others."""
        self._scrolled(self.bar.value())

    def show_row(self, row: int) -> None:
        """Scroll so far that a row is on the screen; one that is far away comes to its middle."""
        if row < self.top - self.page or row > self.top + 2 * self.page:
            self.bar.setValue(row - self.page // 2)
        elif row < self.top:
            self.bar.setValue(row)
        elif row >= self.top + self.page:
            self.bar.setValue(row - self.page + 1)

    def wheel(self, event: QWheelEvent) -> bool:
        """Scroll rows; False for a wheel that goes sideways."""
        delta = event.pixelDelta().y() * NOTCH // (STEP_ROWS * self.row_height) or event.angleDelta().y()
        if not delta or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        self._rest += delta * STEP_ROWS
        rows = int(self._rest / NOTCH)
        self._rest -= rows * NOTCH
        self.bar.setValue(self.bar.value() - rows)
        event.accept()
        return True

    # ---- the current cell and the selection

    @property
    def block(self) -> Block:
        """The selected cells."""
        return self._block

    def go_to(self, row: int, column: int, *, extend: bool = False) -> None:
        """Make a cell the current one; with `extend` select all between it and the one that was first."""
        rows = self.model.rowCount()
        if not 0 <= row < rows:
            return
        self.mark(Cell(row, column), extend=extend)
        pane = self.pane_of(column)
        pane.scrollTo(self.model.index(row, column))
        pane.setFocus()

    def mark(self, cell: Cell, *, extend: bool = False) -> None:
        """As `go_to`, wherever that is, and the keyboard stays where it is."""
        self._anchor = self._anchor if extend and self._anchor is not None else cell
        self.current = cell
        self._select(between(self._anchor, cell, self.shown_columns()))

    def pane_of(self, column: int) -> TablePane:
        """The pane that a column is in."""
        return self.frozen if column in self.frozen.shown_columns() else self.main

    def _select(self, block: Block) -> None:
        self._block = block
        chosen = QItemSelection()
        for column in block.columns:
            corners = self.model.index(block.first, column), self.model.index(block.end - 1, column)
            chosen.append(QItemSelectionRange(*corners))
        self.selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if self.current is not None:
            index = self.model.index(*self.current)
            self.selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.update_panes()
        self.selection_changed.emit()

    def forget_selection(self) -> None:
        """Nothing is selected: the rows are others."""
        self.current = self._anchor = None
        self._block = NO_BLOCK
        self.selection.clear()
        self.selection_changed.emit()

    def drag_to(self, pos: QPoint) -> None:
        """Select up to a place, which may lie outside: then rows or columns come in."""
        pane = self.frozen if self.frozen.isVisible() and pos.x() < self.main.x() else self.main
        place = pane.viewport().mapFrom(self, pos)
        row = self.top + place.y() // self.row_height
        column = pane.columnAt(max(0, min(place.x(), pane.viewport().width() - 1)))
        if self.current is not None:
            column = column if column >= 0 else self.current.column
            self.go_to(max(0, min(self.model.rowCount() - 1, row)), column, extend=True)

    def select_row(self, row: int, *, extend: bool = False) -> None:
        """Select all of a row, or with `extend` all rows up to it."""
        shown = self.shown_columns()
        if not shown or not 0 <= row < self.model.rowCount():
            return
        first = self._anchor.row if extend and self._anchor is not None else row
        self._anchor, self.current = Cell(first, shown[-1]), Cell(row, shown[0])
        self._select(between(self._anchor, self.current, shown))
        self.main.setFocus()

    def select_all(self) -> None:
        """Select every cell."""
        shown, rows = self.shown_columns(), self.model.rowCount()
        if shown and rows:
            self._anchor, self.current = Cell(rows - 1, shown[-1]), self.current or Cell(self.top, shown[0])
            self._select(Block(0, rows, tuple(shown)))

    def selected_rows(self, column: int, first: int, end: int) -> range:
        """Which rows of a span are selected in a column."""
        block = self._block
        if block.cells <= 1 or column not in block.columns:
            return range(0)
        return range(max(first, block.first), min(end, block.end))

    def is_row_selected(self, row: int) -> bool:
        """Whether any cell of a row is selected."""
        return bool(self._block.columns) and self._block.first <= row < self._block.end

    def has_focus(self) -> bool:
        """Whether the keyboard is here."""
        return self.frozen.hasFocus() or self.main.hasFocus()

    def would_move(self, event: QKeyEvent) -> bool:
        """Whether a key moves the current cell."""
        return self._step(event) is not None

    def key(self, event: QKeyEvent) -> bool:
        """Move the current cell; False for a key that does something else."""
        rows, shown = self.model.rowCount(), self.shown_columns()
        step = self._step(event)
        if step is None or not rows or not shown:
            return False
        start = self.current or Cell(self.top, shown[0])
        target = moved(start, *step, rows, shown) if self.current is not None else start
        self.go_to(*target, extend=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        return True

    def _step(self, event: QKeyEvent) -> tuple[int, int] | None:
        """How many rows down and columns to the right a key goes."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier:
            return None
        if key in STEPS:
            down, right = STEPS[key]
            return (down * ALL, right * ALL) if control else (down, right)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            far = -ALL if key == Qt.Key.Key_Home else ALL
            return (far if control else 0, far)
        if key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            return (-self.page if key == Qt.Key.Key_PageUp else self.page, 0)
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        compact = self.height() < COMPACT_HEIGHT
        if compact != self.main.header.is_compact:
            self.frozen.set_compact(compact)
            self.main.set_compact(compact)
            self.settle()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        for pane in (self.frozen, self.main):
            place = pane.viewport().mapFromGlobal(event.globalPos())
            index = pane.indexAt(place) if pane.viewport().rect().contains(place) else None
            if index is not None and index.isValid():
                if index.row() not in range(self._block.first, self._block.end):
                    self.go_to(index.row(), index.column())
                self.cell_menu_wanted.emit(event.globalPos())
