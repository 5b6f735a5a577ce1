"""A small picture of the whole workflow in the corner of the canvas; clicked or dragged, it leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from knode.app.canvas.colours import faint, mixed

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

SIZE = QSize(190, 126)
MARGIN = 14
PADDING = 8.0
REDRAW_MS = 250


class Minimap(QWidget):
    """Floats over the lower right corner of a canvas; hidden while everything is in view.

    Its picture is drawn from the chunks of the overview, at most a few times a second.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._picture: QPixmap | None = None
        self._content = QRectF()
        self._wanted = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MS)
        self._timer.timeout.connect(self._refresh)
        self.setFixedSize(SIZE)
        self.setAccessibleName(self.tr("Minimap"))
        self.setToolTip(self.tr("Click or drag to look elsewhere"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        view.looked.connect(self._follow)
        view.canvas.content_changed.connect(self._note_change)
        view.installEventFilter(self)
        self._refresh()

    def set_wanted(self, wanted: bool) -> None:
        """Whether the person wants a minimap."""
        self._wanted = wanted
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._follow()
        return False

    # ---- following the canvas

    def _note_change(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _refresh(self) -> None:
        self._content = self._view.canvas.bounds()
        self._picture = None
        self._follow()
        self.update()

    def _follow(self) -> None:
        """Stand in the corner, and be there only when something is out of view."""
        self.move(self._view.width() - self.width() - MARGIN, self._view.height() - self.height() - MARGIN)
        seen = self._view.visible_rect()
        room = self._view.width() > 3 * self.width() and self._view.height() > 3 * self.height()
        hidden = self._content.isEmpty() or seen.contains(self._content) or not room or not self._wanted
        self.setVisible(not hidden)
        self.update()

    # ---- painting

    def _scale(self) -> tuple[float, QPointF]:
        """How scene units become pixels: a factor, and where the scene's origin is."""
        content = self._content.united(
            self._view.visible_rect().intersected(self._content.adjusted(-400, -400, 400, 400))
        )
        room = QRectF(self.rect()).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        factor = min(room.width() / max(1.0, content.width()), room.height() / max(1.0, content.height()))
        return factor, room.center() - content.center() * factor

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = self._view.canvas.colours
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(colours.border, 1))
        painter.setBrush(faint(mixed(colours.raised, colours.canvas, 0.8), 0.97))
        painter.drawRoundedRect(frame, 8, 8)
        factor, origin = self._scale()
        if self._picture is None or self._picture.devicePixelRatio() != self.devicePixelRatioF():
            self._picture = self._drawn(factor, origin)
        painter.drawPixmap(0, 0, self._picture)
        seen = self._view.visible_rect()
        window = QRectF(origin + seen.topLeft() * factor, seen.size() * factor).intersected(
            frame.adjusted(1, 1, -1, -1)
        )
        painter.setPen(QPen(colours.accent, 1.6))
        painter.setBrush(faint(colours.accent, 0.12))
        painter.drawRoundedRect(window, 3, 3)
        painter.end()

    def _drawn(self, factor: float, origin: QPointF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        canvas = self._view.canvas
        canvas.overview.refresh()
        painter = QPainter(picture)
        painter.translate(origin)
        painter.scale(factor, factor)
        painter.setPen(Qt.PenStyle.NoPen)
        for frame in canvas.annotations.frames.values():
            painter.fillRect(frame.rect, faint(canvas.colours.note(frame.colour), 0.2))
        for note in canvas.annotations.notes.values():
            painter.fillRect(note.rect, faint(canvas.colours.note(note.colour), 0.35))
        for chunk in canvas.overview.chunks(self._content):
            for look, path in chunk.cards.items():
                painter.setBrush(canvas.colours.far_card(look))
                painter.drawPath(path)
        painter.end()
        return picture

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._lead_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._lead_to(event.position())

    def _lead_to(self, pos: QPointF) -> None:
        factor, origin = self._scale()
        self._view.look((pos - origin) / factor, self._view.zoom)
