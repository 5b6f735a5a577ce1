"""Pictures of what is painted again and again, kept for the zoom at hand, so that a node costs a few copies of pixels."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPixmap

BYTES = 48 * 1024 * 1024
"""Of pixels that are kept; those not used for longest go first."""


class Sprite:
    """A picture and how far left of and above the origin it begins, in device-independent pixels."""

    __slots__ = ("bytes", "offset", "pixmap")

    def __init__(self, pixmap: QPixmap, offset: float) -> None:
        self.pixmap = pixmap
        self.offset = offset
        self.bytes = pixmap.width() * pixmap.height() * 4


class SpriteCache:
    """Sprites by what they show, the zoom and the screen's scale."""

    def __init__(self, limit: int = BYTES) -> None:
        self._sprites: OrderedDict[Hashable, Sprite] = OrderedDict()
        self._bytes = 0
        self._limit = limit

    def get(
        self,
        key: Hashable,
        size: tuple[float, float],
        margin: float,
        zoom: float,
        ratio: float,
        paint: Callable[[QPainter], None],
    ) -> Sprite:
        """The sprite of a thing of `size` scene units with `margin` around; painted with its corner at the origin."""
        full = key, zoom, ratio
        known = self._sprites.get(full)
        if known is not None:
            self._sprites.move_to_end(full)
            return known
        made = _painted(size, margin, zoom, ratio, paint)
        self._sprites[full] = made
        self._bytes += made.bytes
        while self._bytes > self._limit and len(self._sprites) > 1:
            _, gone = self._sprites.popitem(last=False)
            self._bytes -= gone.bytes
        return made

    def clear(self) -> None:
        """Forget all, as after a change of theme."""
        self._sprites.clear()
        self._bytes = 0


def _painted(
    size: tuple[float, float], margin: float, zoom: float, ratio: float, paint: Callable[[QPainter], None]
) -> Sprite:
    scale = zoom * ratio
    border = math.ceil(margin * scale)
    pixmap = QPixmap(math.ceil(size[0] * scale) + 2 * border, math.ceil(size[1] * scale) + 2 * border)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(border, border))
    painter.scale(scale, scale)
    paint(painter)
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return Sprite(pixmap, border / ratio)
