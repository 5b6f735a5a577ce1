"""Going to a row by its number."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from knode.app import theme
from knode.app.viewers.table.popup import PopupFrame


class RowField(PopupFrame):
    """A field for the number of a row of the whole table, counted from 0."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget, rows: int) -> None:
        super().__init__(parent, parent.tr("Go to row"))
        self._rows = rows
        self.field = QLineEdit(self)
        self.field.setAccessibleName(self.tr("Row"))
        self.field.setPlaceholderText(f"0 – {rows - 1:,}")
        self.field.returnPressed.connect(self._go)
        self.problem = QLabel(self)
        self.problem.setStyleSheet(f"color: {theme.current().ui.danger};")
        self.problem.hide()
        self.body.addWidget(self.field)
        self.body.addWidget(self.problem)
        self.setFocusProxy(self.field)

    def _go(self) -> None:
        try:
            row = int(self.field.text().replace(",", "").strip())
        except ValueError:
            row = -1
        if 0 <= row < self._rows:
            self.close()
            self.wanted.emit(row)
            return
        self.problem.setText(self.tr("A whole number from 0 to {last:,}").format(last=self._rows - 1))
        self.problem.show()
        self.adjustSize()
