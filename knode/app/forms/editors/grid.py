"""The editor of small tables typed by hand."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from knode.app.forms.editors import literal
from knode.app.forms.editors.buttons import AddButton, IconButton
from knode.app.forms.editors.editor import Editor, Marks
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Scalar, Shape

SCALARS: tuple[Scalar, ...] = ("text", "integer", "number", "boolean")
LINES = 8
EMPTY = 3, 3
"""Rows and columns that wait to be filled where there are none yet."""


class CellTable(QTableWidget):
    """Cells that take what is pasted from a spreadsheet and are emptied by Delete."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif event.key() == Qt.Key.Key_Delete:
            self.fill([[""] for _ in self.selectedItems()], self.selectedItems())
        else:
            super().keyPressEvent(event)

    def fill(self, texts: list[list[str]], items: list[QTableWidgetItem]) -> None:
        """Write a text into each of the items, as one change."""
        with QSignalBlocker(self):
            for item, text in zip(items, texts, strict=True):
                item.setText(text[0])
        if items:
            self.itemChanged.emit(items[-1])

    def paste(self, text: str) -> None:
        """Write lines with tabs between their cells from the present cell on; the table grows as needed."""
        lines = [line.split("\t") for line in text.rstrip("\r\n").splitlines()]
        row, column = max(0, self.currentRow()), max(0, self.currentColumn())
        if not lines:
            return
        with QSignalBlocker(self):
            self.setRowCount(max(self.rowCount(), row + len(lines)))
            self.setColumnCount(max(self.columnCount(), column + max(map(len, lines))))
            for down, line in enumerate(lines):
                for right, cell in enumerate(line):
                    self.setItem(row + down, column + right, QTableWidgetItem(cell))
        self.itemChanged.emit(self.item(row, column))


@edits("grid")
class GridEditor(Editor):
    """Rows of plain values in cells. An empty cell is a missing value, one with "" an empty text.

    Empty rows and columns at the end are there to be filled; only those that the value had are kept.
    """

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.table = CellTable()
        self.table.setAccessibleName(name)
        self.table.setTabKeyNavigation(False)  # Else Tab would never leave it.
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.table.horizontalHeader().setDefaultSectionSize(84)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.itemChanged.connect(lambda: self.edited.emit(False))
        self._least = 0, 0
        known.changed.connect(self._name_columns)
        buttons = QHBoxLayout()
        buttons.addWidget(AddButton(self.tr("Row"), lambda: self._resize(1, 0)))
        buttons.addWidget(AddButton(self.tr("Column"), lambda: self._resize(0, 1)))
        buttons.addStretch(1)
        buttons.addWidget(IconButton("delete", self.tr("Remove the rows of the chosen cells"), self._remove_rows))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.table)
        layout.addLayout(buttons)
        self.setFocusProxy(self.table)
        self.set_value([])

    def value(self) -> list[list[Any]]:
        cells = [
            [self._cell(row, column) for column in range(self.table.columnCount())]
            for row in range(self.table.rowCount())
        ]
        filled = [
            (down + 1, right + 1) for down, row in enumerate(cells) for right, one in enumerate(row) if one is not None
        ]
        rows = max([self._least[0], *(down for down, _ in filled)])
        columns = max([self._least[1], *(right for _, right in filled)])
        return [row[:columns] for row in cells[:rows]]

    def _cell(self, row: int, column: int) -> Any:
        item = self.table.item(row, column)
        return literal.read(item.text(), SCALARS) if item is not None and item.text() else None

    def set_value(self, value: Any) -> None:
        if not all(isinstance(row, list | tuple) for row in value):
            raise TypeError("this is no list of rows")
        self._least = len(value), max((len(row) for row in value), default=0)
        with QSignalBlocker(self.table):
            self.table.clearContents()
            self.table.setRowCount(self._least[0] or EMPTY[0])
            self.table.setColumnCount(self._least[1] or EMPTY[1])
            for down, row in enumerate(value):
                for right, cell in enumerate(row):
                    self.table.setItem(down, right, QTableWidgetItem(literal.write_or_nothing(cell, SCALARS)))
        self._fit()
        self._name_columns()

    def _name_columns(self) -> None:
        """The columns are called in the head as they are in the table that comes of them."""
        names = self.known.names() if self.value() else []
        count = self.table.columnCount()
        self.table.setHorizontalHeaderLabels([*names, *(str(one + 1) for one in range(len(names), count))][:count])

    def mark(self, marks: Marks) -> list[str]:
        return [self._placed(place, text) for place, text in marks]

    def _placed(self, place: tuple[str | int, ...], text: str) -> str:
        numbers = [step + 1 for step in place if isinstance(step, int)]
        if not numbers:
            return text
        return self.tr("Row {row}: {text}").format(row=numbers[0], text=text)

    def _resize(self, rows: int, columns: int) -> None:
        with QSignalBlocker(self.table):
            self.table.setRowCount(max(1, self.table.rowCount() + rows))
            self.table.setColumnCount(max(1, self.table.columnCount() + columns))
        self._fit()
        self._name_columns()
        self.table.setFocus()

    def _remove_rows(self) -> None:
        rows = sorted({index.row() for index in self.table.selectedIndexes()}, reverse=True)
        with QSignalBlocker(self.table):
            for row in rows:
                self.table.removeRow(row)
        self._least = min(self._least[0], self.table.rowCount()), self._least[1]
        self._fit()
        if rows:
            self.edited.emit(False)

    def _fit(self) -> None:
        lines = min(LINES, self.table.rowCount())
        self.table.setVisible(self.table.rowCount() > 0 and self.table.columnCount() > 0)
        self.table.setFixedHeight(26 * lines + 32)
