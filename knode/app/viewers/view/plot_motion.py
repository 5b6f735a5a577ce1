"""A plot while it is moved: drawn anew where that is quick, or else its last picture, moved along, until it rests."""

from __future__ import annotations

import math
import time
from typing import Any, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

FRAME_MS = 40.0
"""What takes longer to draw is not drawn for every step of the mouse."""
LAID_OUT = 0.5
"""The share of the time that is left to drawing where the figure is not laid out."""
REST_MS = 140
END = 8.0
"""Pixels that words at marks may stand out at an end of an axis."""
LINE = 1.5
"""Pixels that the line of an axis takes within its box."""


class Inside(NamedTuple):
    """One pair of axes as they were drawn: their box in pixels of the figure, and the values at two of its corners."""

    axes: Any
    box: tuple[float, float, float, float]
    corners: Any


class PlotMotion(QWidget):
    """Lies over a canvas while its plot is panned or zoomed, and holds the layout: laid out anew at every step, the axes would
    jump with the length of the words at their marks.

    Where drawing is slow it shows the last picture of each plot at its new place, at once; the plot is drawn when it rests.
    """

    def __init__(self, canvas: Any) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        self._canvas = canvas
        self._layout: Any = None
        """What lays the figure out, while it does not."""
        self._held = False
        """The mouse is held: rest is no end."""
        self._cost = math.inf
        """Milliseconds that it takes to draw the plot while it is moved, as far as that is known."""
        self._drawn: list[Inside] = []
        self._picture: QImage | None = None
        self._words: dict[Any, list[tuple[float, float, float, float] | None]] = {}
        """By axes, the boxes around the words at their marks."""
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._rested)

    @property
    def moves(self) -> bool:
        """Whether the plot is being moved."""
        return self._layout is not None

    def begin(self, *, held: bool = False) -> None:
        """The plot is moved from now on: while the mouse is `held`, or until it rests."""
        self._held = self._held or held
        if self._layout is None:
            self._layout = self._canvas.figure.get_layout_engine()
            self._canvas.figure.set_layout_engine("none")
        self._rest.start()

    def end(self) -> None:
        """The plot has its place: draw it, laid out for it."""
        self._held = False
        self._rest.stop()
        if self._layout is not None:
            self._canvas.figure.set_layout_engine(self._layout)
            self._layout = None
            self._canvas.draw_idle()

    def forget(self) -> None:
        """Wait for nothing more; the canvas goes."""
        self._rest.stop()

    def instead(self) -> bool:
        """Show the last picture, moved along, if drawing is slow; False where the plot is to be drawn."""
        if not self.moves or self._cost <= FRAME_MS or not self._drawn:
            return False
        if self._picture is None:
            self._picture = _picture_of(self._canvas)
            self._words = {}
            self.setGeometry(self._canvas.rect())
            self.show()
        self._rest.start()
        self.update()
        return True

    def drew(self, milliseconds: float) -> None:
        """The plot has been drawn, which took so long."""
        self._cost = milliseconds if self.moves else min(self._cost, LAID_OUT * milliseconds)
        self._picture = None
        self.hide()
        self._drawn = [
            Inside(axes, axes.bbox.extents.tolist(), axes.transData.inverted().transform(axes.bbox.get_points()))
            for axes in self._canvas.figure.axes
            if min(axes.bbox.size) > 2 * LINE
        ]

    def _rested(self) -> None:
        if not self._held:
            self.end()
        elif self._picture is not None:
            self._canvas.draw()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        with QPainter(self) as painter:
            painter.drawImage(0, 0, self._picture)
            for inside in self._drawn:
                self._paint(painter, self._picture, inside)

    def _paint(self, painter: QPainter, picture: QImage, inside: Inside) -> None:
        """The inside of some axes at its new place, and where they were only panned the words at their marks."""
        now = inside.axes.transData.transform(inside.corners)
        old, new = self._rectangle(*inside.box), self._rectangle(*now[0], *now[1])
        if _near(old, new):
            return
        room = old.adjusted(LINE, 0, 0, -LINE)
        across, up = new.width() / old.width(), new.height() / old.height()
        target = new.adjusted(LINE * across, 0, 0, -LINE * up)
        shift = new.topLeft() - old.topLeft()
        strips = self._strips(inside.axes, old) if _near(old.translated(shift), new) else []
        ground = QColor(*(round(255 * part) for part in inside.axes.get_figure(root=True).get_facecolor()[:3]))
        for strip, way in ((room, shift), *((strip, QPointF(shift.x() * x, shift.y() * y)) for strip, x, y in strips)):
            painter.save()
            painter.setClipRect(strip)
            painter.fillRect(strip, ground)
            if strip is room:
                painter.drawImage(target, picture, _scaled(room, picture.devicePixelRatio()))
            else:
                painter.drawImage(way, picture)
            painter.restore()

    def _strips(self, axes: Any, box: QRectF) -> list[tuple[QRectF, int, int]]:
        """Where the words at the marks of both axes stand, and whether they go along sideways or upwards."""
        if axes not in self._words:
            self._words[axes] = [_around(axis) for axis in (axes.xaxis, axes.yaxis)]
        across, up = (None if words is None else self._rectangle(*words) for words in self._words[axes])
        found = []
        if across is not None:
            found.append((box.adjusted(-END, box.height() + LINE, END, across.bottom() - box.bottom()), 1, 0))
        if up is not None:
            found.append((box.adjusted(up.left() - box.left(), -END, -box.width() - LINE, END), 0, 1))
        return found

    def _rectangle(self, x0: float, y0: float, x1: float, y1: float) -> QRectF:
        """A box of the figure, whose pixels are counted from below, in this widget."""
        ratio, high = self._canvas.device_pixel_ratio, self._canvas.figure.bbox.height
        return QRectF(QPointF(x0, high - y1) / ratio, QPointF(x1, high - y0) / ratio)


def _around(axis: Any) -> tuple[float, float, float, float] | None:
    """The box around the words at the marks of an axis, in pixels of the figure."""
    boxes = [label.get_window_extent() for label in axis.get_ticklabels() if label.get_visible() and label.get_text()]
    if not boxes:
        return None
    return min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes)


def _near(one: QRectF, other: QRectF) -> bool:
    """Whether rectangles are the same, but for a part of a pixel."""
    ends = zip(one.getCoords(), other.getCoords(), strict=True)  # type: ignore[call-overload]
    return all(abs(left - right) < 0.5 for left, right in ends)


def _scaled(box: QRectF, ratio: float) -> QRectF:
    """A rectangle of a widget in the pixels of a picture."""
    return QRectF(box.topLeft() * ratio, box.size() * ratio)


def _picture_of(canvas: Any) -> QImage:
    """What is drawn on a canvas."""
    dots = canvas.buffer_rgba()
    picture = QImage(dots, dots.shape[1], dots.shape[0], QImage.Format.Format_RGBA8888)
    made = picture.convertToFormat(QImage.Format.Format_RGB32)
    made.setDevicePixelRatio(canvas.device_pixel_ratio)
    return made


def timed(draw: Any) -> float:
    """Milliseconds that drawing takes."""
    begun = time.perf_counter()
    draw()
    return 1000 * (time.perf_counter() - begun)
