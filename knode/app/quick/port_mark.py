"""The mark of a port's kind, shaped and coloured as on the canvas."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QPainter, QPixmap

from knode.app import icons, theme
from knode.picture.glyphs import OTHER_SHAPE, SHAPES

SPAN = 14.0
"""The square around the middle in which the shapes lie."""


def port_pixmap(kind: str, size: int, ratio: float = 1.0) -> QPixmap:
    """The mark in a square of `size` device-independent pixels."""
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(size / 2, size / 2)
    painter.scale(size / SPAN, size / SPAN)
    painter.fillPath(icons.read_path(SHAPES.get(kind, OTHER_SHAPE)), theme.colour(f"kind:{kind}"))
    painter.end()
    return made


def as_html(pixmap: QPixmap, size: int) -> str:
    """A picture as an image of an HTML text."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pixmap.save(buffer, "PNG")
    encoded = bytes(data.toBase64().data()).decode()
    return f'<img width="{size}" height="{size}" src="data:image/png;base64,{encoded}">'
