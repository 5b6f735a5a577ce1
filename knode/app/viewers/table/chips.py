"""Chips above a table: one for each filter, to change it or take it away."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from knode.app import icons, theme
from knode.app.viewers.table.columns import Arrangement, Name
from knode.app.viewers.table.wording import in_words


class FilterChips(QWidget):
    """A row of chips; hidden when there is no filter."""

    change_wanted = Signal(object, QPoint)
    """The Name of a filter's column, and where to show its form."""
    drop_wanted = Signal(object)
    """The Name of a column; None for the text that rows must hold."""
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(8, 0, 8, 6)
        self._row.setSpacing(6)
        self.hide()

    def show_filters(self, arrangement: Arrangement) -> None:
        """Make a chip for each filter."""
        while (item := self._row.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for name, condition in arrangement.filters:
            self._row.addWidget(self._chip(in_words(name[1], condition), name))
        if arrangement.text:
            self._row.addWidget(self._chip(self.tr("rows with “{text}”").format(text=arrangement.text), None))
        if len(arrangement.filters) + bool(arrangement.text) > 1:
            self._row.addWidget(self._clear_button())
        self._row.addStretch(1)
        self.setVisible(bool(arrangement.filters or arrangement.text))

    def _chip(self, text: str, name: Name | None) -> QFrame:
        chip = QFrame(self)
        chip.setObjectName("filter-chip")
        ui = theme.current().ui
        chip.setStyleSheet(
            f"#filter-chip {{ background: {ui.selection}; border: 1px solid {ui.strong_border}; border-radius: 10px; }}"
        )
        row = QHBoxLayout(chip)
        row.setContentsMargins(8, 1, 2, 1)
        row.setSpacing(2)
        if name is None:
            row.addWidget(QLabel(text, chip))
        else:
            change = _flat_button(chip, text)
            change.setToolTip(self.tr("Change this filter"))
            change.clicked.connect(lambda: self.change_wanted.emit(name, chip.mapToGlobal(QPoint(0, chip.height()))))
            row.addWidget(change)
        drop = _flat_button(chip, "")
        drop.setIcon(icons.icon("close", "muted"))
        drop.setIconSize(QSize(12, 12))
        drop.setToolTip(self.tr("Take this filter away"))
        drop.setAccessibleName(self.tr("Take away: {filter}").format(filter=text))
        drop.clicked.connect(lambda: self.drop_wanted.emit(name))
        row.addWidget(drop)
        return chip

    def _clear_button(self) -> QToolButton:
        button = _flat_button(self, self.tr("Clear all"))
        button.clicked.connect(self.clear_wanted)
        return button


def _flat_button(parent: QWidget, text: str) -> QToolButton:
    button = QToolButton(parent)
    button.setText(text)
    button.setAutoRaise(True)
    return button
