"""The form of one column's filter, by its type: a range, a set of values, a text, or whether there is a value."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QWidget,
)

from knode.app import theme
from knode.app.viewers.table.decoding import ColumnCells
from knode.app.viewers.table.popup import PopupFrame
from knode.app.viewers.table.sparkline import shown_figure
from knode.core.errors import KnodeError
from knode.host.table_protocol import (
    ColumnStatistics,
    Filter,
    MissingFilter,
    RangeFilter,
    TextFilter,
    ValuesFilter,
)

MEASURES = frozenset({"number", "datetime", "duration"})
LIST_HEIGHT = 180
VALUE = Qt.ItemDataRole.UserRole
CUT = 500
"""A longer value is cut in the statistics, and cannot be asked for by its text."""


class FilterForm(PopupFrame):
    """Asks which rows to show by the values of a column. `applied` brings the filter, `cleared` says that there is none."""

    applied = Signal(object)
    cleared = Signal()

    def __init__(self, parent: QWidget, column: ColumnCells, number: int, now: Any = None) -> None:
        super().__init__(parent, parent.tr("Filter {column}").format(column=column.name))
        self._number = number
        self._now = now
        self._is_measure = column.type in MEASURES
        self.mode = QComboBox(self)
        self.mode.setAccessibleName(self.tr("Kind of filter"))
        self.inverted = QCheckBox(self.tr("All rows but these"), self)
        self.problem = QLabel(self)
        self.problem.setStyleSheet(f"color: {theme.current().ui.danger};")
        self.problem.setWordWrap(True)
        self.problem.hide()
        self._pages = QStackedWidget(self)
        self._build_pages()
        self._buttons = self._build_buttons()
        for widget in (self.mode, self._pages, self.inverted, self.problem, self._buttons):
            self.body.addWidget(widget)
        self.mode.currentIndexChanged.connect(self._turn_page)
        self._fill(now)
        self.setMinimumWidth(280)
        self.setFocusProxy(self.mode)

    # ---- parts

    def _build_pages(self) -> None:
        self.low, self.high, self.text = QLineEdit(self), QLineEdit(self), QLineEdit(self)
        self.low.setAccessibleName(self.tr("From"))
        self.high.setAccessibleName(self.tr("To"))
        self.text.setAccessibleName(self.tr("Text"))
        self.values = QListWidget(self)
        self.values.setAccessibleName(self.tr("Values"))
        self.values.setFixedHeight(LIST_HEIGHT)
        self._waiting = QListWidgetItem(self.tr("Looking at the values …"), self.values)
        self._waiting.setFlags(Qt.ItemFlag.NoItemFlags)
        span = QWidget(self)
        row = QHBoxLayout(span)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.low)
        row.addWidget(QLabel("–", span))
        row.addWidget(self.high)
        for page in (span, self.values, self.text, QWidget(self)):
            self._pages.addWidget(page)
        for title, name in self._modes():
            self.mode.addItem(title, name)
        for field in (self.low, self.high, self.text):
            field.returnPressed.connect(self.apply)

    def _modes(self) -> list[tuple[str, str]]:
        texts = [
            (self.tr("contains"), "contains"),
            (self.tr("starts with"), "starts"),
            (self.tr("equals"), "equals"),
            (self.tr("fits the pattern"), "pattern"),
        ]
        first = [(self.tr("is between"), "range")] if self._is_measure else [(self.tr("is one of"), "values")]
        return [*first, *([] if self._is_measure else texts), (self.tr("is missing"), "missing")]

    def _build_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        apply = buttons.addButton(self.tr("Apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        clear = buttons.addButton(self.tr("Clear"), QDialogButtonBox.ButtonRole.ResetRole)
        apply.clicked.connect(self.apply)
        clear.clicked.connect(self._clear)
        clear.setEnabled(self._now is not None)
        return buttons

    def _turn_page(self) -> None:
        pages = {"range": 0, "values": 1, "missing": 3}
        self._pages.setCurrentIndex(pages.get(self.mode.currentData(), 2))

    # ---- what is there

    def _fill(self, now: Any) -> None:
        """Show the filter that there is."""
        if isinstance(now, RangeFilter):
            self.low.setText("" if now.low is None else _typed(now.low))
            self.high.setText("" if now.high is None else _typed(now.high))
        if isinstance(now, TextFilter):
            self.text.setText(now.text)
        mode = "" if now is None else now.how if isinstance(now, TextFilter) else now.kind
        place = self.mode.findData(mode)
        self.mode.setCurrentIndex(max(0, place))
        self.inverted.setChecked(now is not None and now.inverted)
        self._turn_page()

    def show_statistics(self, found: ColumnStatistics) -> None:
        """Offer the values that there are, or show between which they lie."""
        self.values.takeItem(self.values.row(self._waiting))
        for field, name in ((self.low, "min"), (self.high, "max")):
            if name in found.figures:
                field.setPlaceholderText(shown_figure(found.figures[name]))
        chosen = self._now.values if isinstance(self._now, ValuesFilter) else ()
        for each in found.top:
            if len(each.text) <= CUT:
                self._offer(f"{each.text}  ({each.count:,})", each.text, each.text in chosen)
        if found.missing:
            self._offer(self.tr("missing  ({count:,})").format(count=found.missing), None, None in chosen)

    def show_error(self, error: KnodeError) -> None:
        """Say why there are no values to choose from."""
        self.values.takeItem(self.values.row(self._waiting))
        self.problem.setText(error.message)
        self.problem.show()

    def _offer(self, title: str, value: str | None, chosen: bool) -> None:
        item = QListWidgetItem(title, self.values)
        item.setData(VALUE, value)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        if value is None:
            font = item.font()
            font.setItalic(True)
            item.setFont(font)

    # ---- the filter

    def condition(self) -> Filter | None:
        """The filter that the form says, None while it says nothing."""
        mode, inverted = self.mode.currentData(), self.inverted.isChecked()
        if mode == "missing":
            return MissingFilter(column=self._number, inverted=inverted)
        if mode == "range":
            low, high = _bound(self.low.text()), _bound(self.high.text())
            if low is None and high is None:
                return None
            return RangeFilter(column=self._number, low=low, high=high, inverted=inverted)
        if mode == "values":
            values = tuple(item.data(VALUE) for item in self._checked())
            return ValuesFilter(column=self._number, values=values, inverted=inverted) if values else None
        if not self.text.text():
            return None
        return TextFilter(column=self._number, text=self.text.text(), how=mode, inverted=inverted)

    def _checked(self) -> list[QListWidgetItem]:
        items = [self.values.item(row) for row in range(self.values.count())]
        return [item for item in items if item.checkState() == Qt.CheckState.Checked]

    def apply(self) -> None:
        """Filter by what the form says."""
        condition = self.condition()
        if condition is None:
            self.problem.setText(self.tr("Say what to look for, or press Escape."))
            self.problem.show()
            self.adjustSize()
            return
        self.close()
        self.applied.emit(condition)

    def _clear(self) -> None:
        self.close()
        self.cleared.emit()


def _bound(text: str) -> float | str | None:
    """A bound as it was typed: a number, with separators of thousands or not, or the text of a date or duration."""
    text = text.strip()
    try:
        return float(text.replace(",", "")) if text else None
    except ValueError:
        return text


def _typed(value: float | str) -> str:
    return value if isinstance(value, str) else f"{value:.15g}"
