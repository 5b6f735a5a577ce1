"""Icons: stroked paths in a square of 24 by 24, drawn in the theme's colours at any size and scale."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPainterPath, QPen, QPixmap, QTransform

from knode.app import theme
from knode.app.glyphs import UI_GLYPHS
from knode.core.node import Node
from knode.picture.glyphs import GLYPHS

SIZE = 24.0
STROKE = 1.7
_TOKEN = re.compile(r"([MmLlHhVvCcSsAaZz])|(-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?)")
_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


def icon(name: str, colour: str = "ink") -> QIcon:
    """An icon by name, in a colour of the theme that holds when it is painted. Raises KeyError."""
    path(name)
    return QIcon(_GlyphEngine(name, colour))


def node_icon(cls: type[Node] | None) -> QIcon:
    """The icon of a node class in the colour of its pack; that of a placeholder for None."""
    return icon(glyph_of(cls), f"pack:{cls.pack}" if cls else "muted")


def glyph_of(cls: type[Node] | None) -> str:
    """The name of the glyph that stands for a node class."""
    if cls is None:
        return "placeholder"
    return next((name for name in (cls.icon, cls.pack) if name in GLYPHS), "other")


@functools.cache
def path(name: str) -> QPainterPath:
    """The path of a glyph, to be stroked in a square of 24 by 24. Raises KeyError."""
    return read_path(UI_GLYPHS.get(name) or GLYPHS[name])


def pixmap(name: str, size: int, colour: QColor, ratio: float = 1.0) -> QPixmap:
    """A glyph as a picture of `size` device-independent pixels."""
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw(painter, name, QRectF(0, 0, size, size), colour)
    painter.end()
    return made


def draw(painter: QPainter, name: str, place: QRectF, colour: QColor, width: float = STROKE) -> None:
    """Stroke a glyph into a square."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place.topLeft())
    painter.scale(place.width() / SIZE, place.height() / SIZE)
    painter.setPen(_pen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path(name))
    painter.restore()


def _pen(colour: QColor, width: float) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)


class _GlyphEngine(QIconEngine):
    """Paints a glyph anew at each size, so that it is sharp at every scale and follows the theme."""

    def __init__(self, name: str, colour: str) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        side = min(rect.width(), rect.height())
        square = QRectF(0, 0, side, side)
        square.moveCenter(QRectF(rect).center())
        name = "faint" if mode == QIcon.Mode.Disabled else self._colour
        draw(painter, self._name, square, theme.colour(name))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        made = QPixmap(size)
        if made.isNull():  # A widget without room asks for no pixels.
            return made
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        return _GlyphEngine(self._name, self._colour)


# ---- paths as SVG writes them


def read_path(text: str) -> QPainterPath:
    """The path that an SVG `d` attribute describes: the commands M L H V C S A Z, absolute and relative."""
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    control = QPointF()
    for command, numbers in _commands(text):
        control = _step(made, command, numbers, control)
    return made


def _commands(text: str) -> Iterator[tuple[str, list[float]]]:
    command = ""
    numbers: list[float] = []
    for letter, number in _TOKEN.findall(text):
        if letter:
            command = letter
            numbers = []
            if command in "Zz":
                yield "Z", []
        else:
            numbers.append(float(number))
            if len(numbers) == _ARGUMENTS[command.upper()]:
                yield command, numbers
                numbers = []
                command = {"M": "L", "m": "l"}.get(command, command)


def _step(made: QPainterPath, command: str, numbers: list[float], control: QPointF) -> QPointF:
    """Add one command to the path; the control point that a following S mirrors."""
    here = made.currentPosition()
    start = here if command.islower() else QPointF()
    points = [QPointF(x, y) + start for x, y in zip(numbers[::2], numbers[1::2], strict=False)]
    match command.upper():
        case "M":
            made.moveTo(points[0])
        case "L":
            made.lineTo(points[0])
        case "H":
            made.lineTo(QPointF(start.x() + numbers[0], here.y()))
        case "V":
            made.lineTo(QPointF(here.x(), start.y() + numbers[0]))
        case "C":
            made.cubicTo(*points)
            return points[1]
        case "S":
            made.cubicTo(here * 2 - control, points[0], points[1])
            return points[0]
        case "A":
            _arc(made, numbers, QPointF(numbers[5], numbers[6]) + start)
        case "Z":
            made.closeSubpath()
    return made.currentPosition()


def _arc(made: QPainterPath, numbers: list[float], end: QPointF) -> None:
    """An elliptical arc, by its centre: SVG 1.1, appendix F.6.5. Our glyphs' axes are not turned."""
    rx, ry, _, large, sweep = numbers[:5]
    start = made.currentPosition()
    half = (start - end) / 2
    x, y = half.x(), half.y()
    grow = max(1.0, ((x / rx) ** 2 + (y / ry) ** 2) ** 0.5)
    rx, ry = rx * grow, ry * grow
    below = (rx * y) ** 2 + (ry * x) ** 2
    factor = (max(0.0, (rx * ry) ** 2 - below) / below) ** 0.5 if below else 0.0
    factor = -factor if large == sweep else factor
    centre = QPointF(factor * rx * y / ry, -factor * ry * x / rx) + (start + end) / 2
    box = QRectF(centre.x() - rx, centre.y() - ry, 2 * rx, 2 * ry)
    scaled = QTransform().scale(1 / rx, 1 / ry)
    first, last = (_degrees(scaled.map(point - centre)) for point in (start, end))
    span = last - first
    if sweep and span > 0:
        span -= 360
    if not sweep and span < 0:
        span += 360
    made.arcTo(box, first, span)


def _degrees(direction: QPointF) -> float:
    """Qt's angle of a direction: counter-clockwise on a screen whose y grows downwards."""
    return math.degrees(math.atan2(-direction.y(), direction.x()))
