"""A form for one row of a bundle's inputs, filled from held-out rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from knode.app.deploy.fields import RowField, field_for
from knode.app.deploy.pieces import FormWidget, Glyph, soft
from knode.app.forms.editors.buttons import IconButton
from knode.core.spec import ColumnSpec
from knode.host.try_protocol import Trial

Inputs = dict[str, dict[str, Any]]


class RowForm(FormWidget):
    """Fields for all columns of all inputs; steps through the example rows."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[tuple[str, str], RowField] = {}
        self.place = 0
        self._examples: tuple[Mapping[str, Mapping[str, Any]], ...] = ()
        self.where = soft("")
        self.where.setWordWrap(False)
        self.back = IconButton("chevron-left", self.tr("Example row before"), lambda: self.step(-1))
        self.forth = IconButton("chevron-right", self.tr("Next example row"), lambda: self.step(1))
        self.area = QScrollArea(widgetResizable=True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self.where)
        bar.addStretch(1)
        bar.addWidget(self.back)
        bar.addWidget(self.forth)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(bar)
        column.addWidget(self.area, 1)

    def show_trial(self, trial: Trial) -> None:
        """Fields for another bundle, filled from its first example row."""
        self.fields, self._examples, self.place = {}, trial.examples, 0
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 2, 6, 6)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(2, 1)
        for name, fields in trial.inputs.items():
            if len(trial.inputs) > 1:
                head = QLabel(name)
                head.setObjectName("cardTitle")
                grid.addWidget(head, grid.rowCount(), 0, 1, 3)
            for field in fields:
                self._add(grid, name, field_for(field))
        grid.setRowStretch(grid.rowCount(), 1)
        self.area.setWidget(inside)
        self._show_example()

    def _add(self, grid: QGridLayout, name: str, field: RowField) -> None:
        column = field.column
        field.edited.connect(self._changed)
        label = QLabel(column.name)
        label.setToolTip(_known_of(column))
        label.setBuddy(field)
        row = grid.rowCount()
        grid.addWidget(Glyph(f"column-{column.type}", "muted", 14), row, 0)
        grid.addWidget(label, row, 1)
        grid.addWidget(field, row, 2)
        self.fields[name, column.name] = field

    def step(self, by: int) -> None:
        """Fill in the next example row, or one before."""
        if self._examples:
            self.place = (self.place + by) % len(self._examples)
            self._show_example()

    def put(self, inputs: Mapping[str, Mapping[str, Any]]) -> None:
        """Fill in a row."""
        for (name, column), field in self.fields.items():
            field.put(inputs.get(name, {}).get(column))
            field.mark("")

    def inputs(self) -> Inputs:
        """The row as it stands on screen."""
        found: Inputs = {}
        for (name, column), field in self.fields.items():
            found.setdefault(name, {})[column] = field.value()
        return found

    def changed(self) -> list[str]:
        """The columns that differ from the example row."""
        if not self._examples:
            return []
        example = self._examples[self.place]
        return [
            column
            for (name, column), field in self.fields.items()
            if field.value() != example.get(name, {}).get(column)
        ]

    def check(self) -> bool:
        """Mark the fields that cannot be sent; whether there are none. The first of them gets the keyboard."""
        wrong = {field: problem for field in self.fields.values() if (problem := field.problem())}
        for field in self.fields.values():
            field.mark(wrong.get(field, ""))
        for field in wrong:
            field.setFocus()
            self.area.ensureWidgetVisible(field)
            break
        return not wrong

    def mark(self, column: str, problem: str) -> None:
        """Show what the bundle said of a column."""
        for (_, name), field in self.fields.items():
            if name == column:
                field.mark(problem)
                self.area.ensureWidgetVisible(field)

    def _show_example(self) -> None:
        count = len(self._examples)
        for button in (self.back, self.forth):
            button.setEnabled(count > 1)
        if self._examples:
            self.put(self._examples[self.place])
            self.where.setText(self.tr("Held-out row {place} of {count}").format(place=self.place + 1, count=count))
        else:
            self.where.setText(self.tr("No example rows came with it"))
        self.edited.emit()

    def _changed(self) -> None:
        field = self.sender()
        if isinstance(field, RowField):
            field.mark(field.problem())
        self.edited.emit()


def _known_of(column: ColumnSpec) -> str:
    span = f", {column.range[0]:g} – {column.range[1]:g}" if column.range is not None else ""
    return f"{column.name}: {column.dtype}{span}"
