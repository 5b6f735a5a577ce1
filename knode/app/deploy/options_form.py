"""What may be chosen about a capture: parameters that production may set, and the names of its ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLabel, QVBoxLayout, QWidget

from knode.app.deploy.pieces import soft
from knode.app.forms.editors.inputs import LineEdit


class OptionsForm(QWidget):
    """Ticks for parameters, and a line for the name of each input and output."""

    edited = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticks: dict[str, QCheckBox] = {}
        self.lines: dict[str, LineEdit] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None
        self._shown: object = None

    def show_options(
        self, askable: Sequence[str], asked: Sequence[str], ends: Mapping[str, bool], names: Mapping[str, str]
    ) -> None:
        """Show what there is to choose. `ends` are the own names of inputs (True) and outputs, `names` others for them."""
        shown = (tuple(askable), tuple(asked), tuple(ends.items()), tuple(names.items()))
        if shown == self._shown:
            return
        self._shown = shown
        if self._inside is not None:
            self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(1, 1)
        self._add_ticks(grid, askable, asked)
        self._add_lines(grid, ends, names)
        self._column.addWidget(self._inside)

    def _add_ticks(self, grid: QGridLayout, askable: Sequence[str], asked: Sequence[str]) -> None:
        self.ticks = {}
        if not askable:
            return
        grid.addWidget(soft(self.tr("Production may set:")), 0, 0, 1, 2)
        for name in askable:
            tick = QCheckBox(name)
            tick.setChecked(name in asked)
            tick.toggled.connect(lambda _: self.edited.emit())
            self.ticks[name] = tick
            grid.addWidget(tick, grid.rowCount(), 0, 1, 2)

    def _add_lines(self, grid: QGridLayout, ends: Mapping[str, bool], names: Mapping[str, str]) -> None:
        self.lines = {}
        for end, enters in ends.items():
            line = LineEdit()
            line.setPlaceholderText(end)
            line.setText(names.get(end, end))
            title = self.tr("Name of the input") if enters else self.tr("Name of the output")
            line.setAccessibleName(title)
            line.editingFinished.connect(self._line_done)
            label = QLabel(title)
            label.setBuddy(line)
            self.lines[end] = line
            row = grid.rowCount()
            grid.addWidget(label, row, 0)
            grid.addWidget(line, row, 1)

    def asked(self) -> tuple[str, ...]:
        """The parameters that production may set."""
        return tuple(name for name, tick in self.ticks.items() if tick.isChecked())

    def names(self) -> dict[str, str]:
        """Ends that are to be called otherwise."""
        typed = {end: line.text().strip() for end, line in self.lines.items()}
        return {end: name for end, name in typed.items() if name and name != end}

    def _line_done(self) -> None:
        if self.sender() in self.lines.values():
            self.edited.emit()
