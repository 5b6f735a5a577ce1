"""The canvas behind everything: a dotted grid that thins out and fades away as one goes far."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from knode.app.canvas.colours import Colours, faint
from knode.app.canvas.geometry import GRID

LEAST_PIXELS = 15.0
ROWS = 24
"""Pictures of rows that are kept: more than a wheel has steps."""
FADE_FROM, FADE_TO = 0.45, 0.15
"""Zooms between which the grid fades."""


class Backdrop:
    """Paints the grid, row by row, from a picture of one row."""

    def __init__(self) -> None:
        self._rows: dict[tuple[object, ...], QPixmap] = {}

    def paint(self, painter: QPainter, rect: QRectF, colours: Colours) -> None:
        """Paint the part of the canvas in `rect`."""
        world = painter.worldTransform()
        zoom = world.m11()
        painter.fillRect(rect, colours.canvas)
        strength = min(1.0, (zoom - FADE_TO) / (FADE_FROM - FADE_TO))
        if strength <= 0:
            return
        step = GRID
        while step * zoom < LEAST_PIXELS:
            step *= 2
        painter.save()
        painter.resetTransform()
        device = world.mapRect(rect)
        ratio = painter.device().devicePixelRatioF()
        row = self._row_of(device.width(), step * zoom, ratio, strength, colours)
        size = 1.5
        x = world.m31() + math.floor(rect.left() / step) * step * zoom
        line = math.floor(rect.top() / step)
        painter.setClipRect(device)
        while (y := world.m32() + line * step * zoom) <= device.bottom() + size:
            painter.drawPixmap(QPointF(x - size / 2, round((y - size / 2) * ratio) / ratio), row)
            line += 1
        painter.restore()

    def _row_of(self, width: float, step: float, ratio: float, strength: float, colours: Colours) -> QPixmap:
        wanted = math.ceil(width / 256 + 1) * 256
        key = step, ratio, round(strength, 2), colours.canvas.rgb()
        known = self._rows.get(key)
        if known is not None and known.width() >= wanted * ratio:
            return known
        row = QPixmap(math.ceil(wanted * ratio), math.ceil(2 * ratio))
        row.fill(Qt.GlobalColor.transparent)
        row.setDevicePixelRatio(ratio)
        painter = QPainter(row)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(faint(colours.grid, strength))
        for number in range(math.ceil(wanted / step)):
            painter.drawEllipse(QRectF(number * step, 0, 1.5, 1.5))
        painter.end()
        if len(self._rows) >= ROWS:
            self._rows.clear()
        self._rows[key] = row
        return row
