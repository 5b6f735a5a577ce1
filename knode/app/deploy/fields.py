"""Fields for the values of one row: a line, or a list to choose from, as the column's type has it."""

from __future__ import annotations

import datetime
import re
from typing import Any

from PySide6.QtCore import QCoreApplication, QDate, Signal
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QMenu, QWidget, QWidgetAction

from knode.app.forms.editors.buttons import IconButton, pop_up
from knode.app.forms.editors.editor import set_faulty
from knode.app.forms.editors.inputs import ComboBox, LineEdit
from knode.host.try_protocol import Field

WHOLE = re.compile(r"[+-]?\d+")


class RowField(QWidget):
    """Edits one value of a row; an empty field is a missing value."""

    edited = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.field = field
        self.column = field.column
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(2)

    def value(self) -> Any:
        """The value as JSON; what is no value of the column stays the text that was typed, for the bundle to refuse."""
        raise NotImplementedError

    def put(self, value: Any) -> None:
        """Show a value."""
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with the value before the bundle is asked; "" for nothing."""
        if self.value() is None and not self.column.nullable:
            return QCoreApplication.translate("RowField", "It must be given.")
        return ""

    def mark(self, problem: str) -> None:
        """Show what is wrong; "" when nothing is."""
        set_faulty(self.focusProxy() or self, bool(problem))
        self.setToolTip(problem)


class LineField(RowField):
    """A line of text, of digits, or a moment."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line = LineEdit()
        self.line.setAccessibleName(self.column.name)
        self.line.setPlaceholderText(QCoreApplication.translate("RowField", "missing"))
        self.line.textEdited.connect(lambda: self.edited.emit())
        self.row.addWidget(self.line, 1)
        self.setFocusProxy(self.line)

    def value(self) -> Any:
        text = self.line.text().strip()
        return text or None

    def put(self, value: Any) -> None:
        self.line.put("" if value is None else str(value))


class NumberField(LineField):
    """A number; its range in training stands in the tool tip."""

    def value(self) -> Any:
        text = self.line.text().strip()
        if not text:
            return None
        if WHOLE.fullmatch(text):
            return int(text)
        try:
            return float(text)
        except ValueError:
            return text

    def problem(self) -> str:
        if isinstance(self.value(), str):
            return QCoreApplication.translate("RowField", "This is no number.")
        return super().problem()


class MomentField(LineField):
    """A date and time, as ISO 8601, or picked from a calendar."""

    def __init__(self, field: Field) -> None:
        super().__init__(field)
        self.line.setPlaceholderText("YYYY-MM-DD")
        pick = QCoreApplication.translate("RowField", "Pick a day for {column}").format(column=self.column.name)
        self.button = IconButton("column-datetime", pick, self._pick)
        self.row.addWidget(self.button)

    def problem(self) -> str:
        value = self.value()
        if value is not None:
            try:
                datetime.datetime.fromisoformat(str(value))
            except ValueError:
                return QCoreApplication.translate(
                    "RowField", "This is no date: write 2026-01-31 or 2026-01-31T12:30:00."
                )
        return super().problem()

    def _pick(self) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        shown = QDate.fromString(self.line.text()[:10], "yyyy-MM-dd")
        if shown.isValid():
            calendar.setSelectedDate(shown)
        calendar.activated.connect(lambda day: self._picked(menu, day))
        calendar.clicked.connect(lambda day: self._picked(menu, day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        pop_up(menu, self.button)

    def _picked(self, menu: QMenu, day: QDate) -> None:
        self.line.put(day.toString("yyyy-MM-dd") + self.line.text()[10:])
        menu.close()
        self.edited.emit()


class ChoiceField(RowField):
    """One of the values that are known; where the column is text, any other may be typed."""

    def __init__(self, field: Field, choices: tuple[Any, ...]) -> None:
        super().__init__(field)
        self.choices: list[Any] = [*([None] if self.column.nullable else []), *choices]
        self.combo = ComboBox()
        self.combo.setAccessibleName(self.column.name)
        self.combo.setEditable(self.column.type == "text")
        for choice in self.choices:
            self.combo.addItem(self._named(choice), choice)
        self.combo.activated.connect(lambda: self.edited.emit())
        self.combo.editTextChanged.connect(lambda _: self.edited.emit())
        self.row.addWidget(self.combo, 1)
        self.setFocusProxy(self.combo)

    def _named(self, choice: Any) -> str:
        if choice is None:
            return QCoreApplication.translate("RowField", "(missing)")
        if isinstance(choice, bool):
            yes, no = QCoreApplication.translate("RowField", "yes"), QCoreApplication.translate("RowField", "no")
            return yes if choice else no
        return str(choice)

    def value(self) -> Any:
        text = self.combo.currentText()
        for choice in self.choices:
            if self._named(choice) == text:
                return choice
        return text or None

    def put(self, value: Any) -> None:
        named = self._named(value)
        place = self.combo.findText(named)
        if place < 0:
            self.choices.append(value)
            self.combo.addItem(named, value)
            place = self.combo.count() - 1
        self.combo.setCurrentIndex(place)


def field_for(field: Field) -> RowField:
    """A field for a column."""
    kind = field.column.type
    if kind == "boolean":
        return ChoiceField(field, (True, False))
    if field.choices:
        return ChoiceField(field, field.choices)
    return {"number": NumberField, "datetime": MomentField}.get(kind, LineField)(field)
