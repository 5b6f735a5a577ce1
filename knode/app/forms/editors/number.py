"""Editors of numbers: a box with steps, and a slider where both limits are near."""

from __future__ import annotations

import math
from typing import Any

from PySide6.QtCore import QRectF, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QValidator, QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QLabel, QSizePolicy, QWidget

from knode.app import icons, theme
from knode.app.forms.editors.editor import Editor
from knode.app.forms.editors.inputs import LineEdit, Slider
from knode.app.forms.editors.registry import edits
from knode.app.forms.known import Known
from knode.app.forms.shape import Shape

MOST = 16_777_215
"""Qt's own widest."""
BOX, BOTH = 96, 112
"""Pixels of a box beside a slider, and those without which there is no room for both."""
NOTCHES = 100
"""Of a slider for numbers with decimals; whole numbers have one each, up to as many."""


class NumberBox(QAbstractSpinBox):
    """A box for a number of any size and precision. What is typed stays, also where it is no number or beyond a limit."""

    typed = Signal()
    stepped = Signal()

    def __init__(self, shape: Shape, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shape = shape
        self._line = LineEdit()
        self.setLineEdit(self._line)
        self._line.setTextMargins(4, 0, 0, 0)
        self._line.setPlaceholderText(self.tr("Number"))
        self._line.textEdited.connect(self.typed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def number(self) -> int | float | str:
        """The number on screen; the text itself where it is none."""
        return parsed(self._line.text(), whole=self._shape.kind == "integer")

    def put(self, value: Any) -> None:
        """Show a number, or the text that stands in its place."""
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise TypeError(f"{value!r} is no number")
        if self.number() != value or not self._line.text():
            self._line.put(value if isinstance(value, str) else shown(value))

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        return QValidator.State.Acceptable, text, place

    def stepBy(self, steps: int) -> None:
        number = self.number()
        if isinstance(number, str):
            number = self._shape.minimum or 0
        self._line.setText(shown(self._limited(number + steps * self.step(number))))
        self._line.selectAll()
        self.stepped.emit()

    def step(self, number: float) -> int | float:
        """One for whole numbers; for others the second digit that counts."""
        if self._shape.kind == "integer":
            return 1
        return 10.0 ** (math.floor(math.log10(abs(number))) - 1) if number else 0.1

    def stepEnabled(self) -> QAbstractSpinBox.StepEnabledFlag:
        number, flags = self.number(), QAbstractSpinBox.StepEnabledFlag.StepNone
        if isinstance(number, str) or self._shape.maximum is None or number < self._shape.maximum:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepUpEnabled
        if isinstance(number, str) or self._shape.minimum is None or number > self._shape.minimum:
            flags |= QAbstractSpinBox.StepEnabledFlag.StepDownEnabled
        return flags

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        enabled = self.stepEnabled()
        for name, flag, middle in (
            ("chevron-up", self.StepEnabledFlag.StepUpEnabled, 0.3),
            ("chevron-down", self.StepEnabledFlag.StepDownEnabled, 0.7),
        ):
            place = QRectF(self.width() - 16, self.height() * middle - 4.5, 9, 9)
            can = self.isEnabled() and bool(enabled & flag)
            icons.draw(painter, name, place, theme.colour("muted" if can else "border"), 2.6)
        painter.end()

    def _limited(self, number: float) -> float:
        whole = self._shape.kind == "integer"
        number = number if whole else float(f"{number:.12g}")
        low, high = self._shape.minimum, self._shape.maximum
        if low is not None and (number < low or (self._shape.above and number <= low)):
            return low if not self._shape.above else _current(self.number(), number)
        if high is not None and (number > high or (self._shape.below and number >= high)):
            return high if not self._shape.below else _current(self.number(), number)
        return number

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def _current(present: int | float | str, otherwise: float) -> float:
    return otherwise if isinstance(present, str) else present


def parsed(text: str, *, whole: bool = False) -> int | float | str:
    """The number that a text stands for, with a point or a comma before its decimals; the text itself where it is none."""
    plain = text.strip()
    try:
        return int(plain)
    except ValueError:
        pass
    try:
        number = float(plain if "." in plain else plain.replace(",", ".", 1))
    except ValueError:
        return text
    return text if whole or not math.isfinite(number) else number


def shown(number: int | float) -> str:
    """A number as a person writes it: 0.1, 1000, 1e-07."""
    return str(int(number)) if isinstance(number, float) and number.is_integer() and abs(number) < 1e15 else str(number)


@edits("integer", "number")
class NumberEditor(Editor):
    """A number, with its unit."""

    wide = False

    def __init__(self, shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> None:
        super().__init__(shape, known, name, parent)
        self.box = NumberBox(shape)
        self.box.setAccessibleName(f"{name} ({shape.unit})" if shape.unit else name)
        self.box.typed.connect(lambda: self._tell(True))
        self.box.stepped.connect(lambda: self._tell(True))
        self.slider = _slider(shape) if _has_near_limits(shape) else None
        widgets: list[QWidget] = [self.box]
        if shape.unit:
            widgets.append(QLabel(shape.unit))
        if self.slider is not None:
            self.slider.setAccessibleName(self.tr("{name}, slider").format(name=name))
            self.slider.valueChanged.connect(self._slide)
            self.box.setMaximumWidth(BOX)
            widgets.append(self.slider)
        self.row(*widgets)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.slider is not None:
            has_room = self.width() >= BOTH
            self.slider.setVisible(has_room)
            self.box.setMaximumWidth(BOX if has_room else MOST)

    def value(self) -> int | float | str:
        return self.box.number()

    def set_value(self, value: Any) -> None:
        self.box.put(value)
        self._follow()

    def _tell(self, typing: bool) -> None:
        self._follow()
        self.edited.emit(typing)

    def _follow(self) -> None:
        number = self.box.number()
        if self.slider is None or isinstance(number, str):
            return
        with QSignalBlocker(self.slider):
            self.slider.setValue(round((number - self._low) / self._notch))

    def _slide(self, notch: int) -> None:
        number = self._low + notch * self._notch
        self.box.put(round(number) if self.shape.kind == "integer" else float(f"{number:.6g}"))
        self.edited.emit(True)

    @property
    def _low(self) -> float:
        return self.shape.minimum or 0

    @property
    def _notch(self) -> float:
        return _span(self.shape) / NOTCHES if self.shape.kind == "number" else 1


def _span(shape: Shape) -> float:
    assert shape.minimum is not None
    assert shape.maximum is not None
    return shape.maximum - shape.minimum


def _has_near_limits(shape: Shape) -> bool:
    """A slider over thousands of values hits none of them."""
    return shape.minimum is not None and shape.maximum is not None and 0 < _span(shape) <= NOTCHES


def _slider(shape: Shape) -> Slider:
    made = Slider(Qt.Orientation.Horizontal)
    notches = NOTCHES if shape.kind == "number" else int(_span(shape))
    made.setRange(int(shape.above), notches - int(shape.below))
    made.setPageStep(max(1, notches // 10))
    made.setMinimumWidth(36)
    return made
