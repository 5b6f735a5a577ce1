"""A picture, SVG or PNG: sharp at every zoom, moved with the mouse or the arrow keys."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget

STEP = 1.25
MOST, LEAST = 40.0, 0.05
MARGIN = 12
MOVE = 40.0


class PictureView(QWidget):
    """Shows a picture, fitted in at first."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        self.scale = 1.0
        """Beyond the size that fits in."""
        self.offset = QPointF()
        self._svg: QSvgRenderer | None = None
        self._image = QImage()
        self._grabbed: QPointF | None = None

    def show_svg(self, content: bytes) -> bool:
        """Show SVG; False when it is none."""
        self._image = QImage()
        self._svg = QSvgRenderer(QByteArray(content), self)
        self._svg.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        self.home()
        return self._svg.isValid()

    def show_image(self, image: QImage) -> bool:
        """Show a picture that has been decoded; False when it could not be."""
        self._svg, self._image = None, image
        self.home()
        return not image.isNull()

    def natural_size(self) -> QSizeF:
        """The size of the picture itself."""
        return QSizeF(self._svg.defaultSize()) if self._svg is not None else QSizeF(self._image.size())

    def home(self) -> None:
        """Fit it in again."""
        self.scale, self.offset = 1.0, QPointF()
        self.update()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Larger or smaller, with what is `at` staying where it is."""
        before = self.scale
        self.scale = min(MOST, max(LEAST, self.scale * factor))
        fixed = (at or QRectF(self.rect()).center()) - QRectF(self.rect()).center()
        self.offset = fixed - (fixed - self.offset) * (self.scale / before)
        self.update()

    def shown_rect(self) -> QRectF:
        """Where the picture is in the widget."""
        size = self.natural_size()
        if size.isEmpty():
            return QRectF()
        room = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        fitted = size.scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio) * self.scale
        center = QRectF(self.rect()).center() + self.offset
        return QRectF(center - QPointF(fitted.width() / 2, fitted.height() / 2), fitted)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self.shown_rect()
        if self._svg is not None:
            self._svg.render(painter, place)
        elif not self._image.isNull():
            painter.drawImage(place, self._image)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        self.zoom(STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grabbed = event.position() - self.offset
        self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self.offset = event.position() - self._grabbed
            self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grabbed = None
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: QPointF(MOVE, 0),
            Qt.Key.Key_Right: QPointF(-MOVE, 0),
            Qt.Key.Key_Up: QPointF(0, MOVE),
            Qt.Key.Key_Down: QPointF(0, -MOVE),
        }
        key = Qt.Key(event.key())
        if key in moves:
            self.offset += moves[key]
            self.update()
        elif event.text() in ("+", "="):
            self.zoom(STEP)
        elif event.text() == "-":
            self.zoom(1 / STEP)
        elif event.text() == "0":
            self.home()
        else:
            super().keyPressEvent(event)
