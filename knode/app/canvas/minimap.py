"""A small picture of the whole workflow in the corner of the canvas; clicked or dragged, it leads there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPen, QPixmap

from knode.app.canvas.colours import faint, mixed

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView

SIZE = QSize(190, 126)
MARGIN = 14
PADDING = 8.0
REDRAW_MS = 250


class Minimap(QObject):
    """Floats over the lower right corner of a canvas; gone while everything is in view.

    It is painted by the view and no widget: under a widget, Qt paints the whole view again at every step of a pan. Its
    picture is drawn from the chunks of the overview, at most a few times a second.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self._view = view
        self._picture: QPixmap | None = None
        self._content = QRectF()
        self._wanted = True
        self._is_held = False
        self._shown = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REDRAW_MS)
        self._timer.timeout.connect(self.refresh)
        view.looked.connect(self._follow)
        view.canvas.content_changed.connect(self._note_change)
        self.refresh()

    @property
    def is_shown(self) -> bool:
        """Whether it is there: something is out of view."""
        return self._shown

    @property
    def rect(self) -> QRect:
        """Where it is in the viewport; nowhere while it is not there."""
        if not self._shown:
            return QRect()
        room = self._view.viewport().rect()
        return QRect(room.right() - SIZE.width() - MARGIN, room.bottom() - SIZE.height() - MARGIN, *SIZE.toTuple())

    def corner(self, seen: QRectF) -> QRectF:
        """The part of the scene that it covers, while that much is seen and something is not."""
        room = self._view.viewport().rect()
        if not self._wanted or not _is_large(room) or seen.contains(self._view.canvas.bounds()):
            return QRectF()
        size = QPointF(SIZE.width() + MARGIN, SIZE.height() + MARGIN) / self._view.zoom
        return QRectF(seen.bottomRight() - size, seen.bottomRight())

    def set_wanted(self, wanted: bool) -> None:
        """Whether the person wants a minimap."""
        self._wanted = wanted
        self._follow()

    # ---- following the canvas

    def _note_change(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def refresh(self) -> None:
        """Draw the workflow anew."""
        self._content = self._view.canvas.bounds()
        self._picture = None
        self._follow()

    def _follow(self) -> None:
        """Be there only when something is out of view, and show what is in view."""
        before = self.rect
        room = self._view.viewport().rect()
        all_seen = self._content.isEmpty() or self._view.visible_rect().contains(self._content)
        self._shown = self._wanted and _is_large(room) and not all_seen
        for rect in (before, self.rect):
            if not rect.isEmpty():
                self._view.viewport().update(rect)

    # ---- painting

    def scale(self) -> tuple[float, QPointF]:
        """How scene units become pixels of the minimap: a factor, and where the scene's origin is."""
        room = QRectF(PADDING, PADDING, SIZE.width() - 2 * PADDING, SIZE.height() - 2 * PADDING)
        content = self._content
        factor = min(room.width() / max(1.0, content.width()), room.height() / max(1.0, content.height()))
        return factor, room.center() - content.center() * factor

    def paint(self, painter: QPainter) -> None:
        """Paint it in the coordinates of the viewport."""
        factor, origin = self.scale()
        ratio = self._view.viewport().devicePixelRatioF()
        if self._picture is None or self._picture.devicePixelRatio() != ratio:
            self._picture = self._drawn(factor, origin, ratio)
        place = self.rect
        painter.drawPixmap(place.topLeft(), self._picture)
        seen = self._view.visible_rect()
        window = QRectF(origin + QPointF(place.topLeft()) + seen.topLeft() * factor, seen.size() * factor)
        window = window.intersected(QRectF(place).adjusted(3, 3, -4, -4))
        accent = self._view.canvas.colours.accent
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.fillRect(window, faint(accent, 0.14))
        painter.setPen(QPen(accent, 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(window)

    def _drawn(self, factor: float, origin: QPointF, ratio: float) -> QPixmap:
        picture = QPixmap(SIZE * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        canvas = self._view.canvas
        colours = canvas.colours
        canvas.overview.refresh()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colours.border, 1))
        painter.setBrush(faint(mixed(colours.raised, colours.canvas, 0.8), 0.97))
        painter.drawRoundedRect(QRectF(0.5, 0.5, SIZE.width() - 1, SIZE.height() - 1), 8, 8)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.translate(origin)
        painter.scale(factor, factor)
        painter.setPen(Qt.PenStyle.NoPen)
        for frame in canvas.annotations.frames.values():
            painter.fillRect(frame.rect, faint(colours.note(frame.colour), 0.2))
        for note in canvas.annotations.notes.values():
            painter.fillRect(note.rect, faint(colours.note(note.colour), 0.35))
        for chunk in canvas.overview.chunks(self._content):
            for look, path in chunk.cards.items():
                painter.setBrush(colours.far_card(look))
                painter.drawPath(path)
        painter.end()
        return picture

    # ---- mouse

    def press(self, pos: QPointF) -> bool:
        """Take a press in the viewport, if it is on the minimap."""
        self._is_held = self.rect.contains(pos.toPoint())
        return self.drag(pos)

    def drag(self, pos: QPointF) -> bool:
        """Look where the mouse is, while it is held."""
        if self._is_held:
            factor, origin = self.scale()
            self._view.look((pos - QPointF(self.rect.topLeft()) - origin) / factor, self._view.zoom)
        return self._is_held

    def release(self) -> bool:
        """Let go; whether it was held."""
        was_held, self._is_held = self._is_held, False
        return was_held


def _is_large(room: QRect) -> bool:
    return room.width() > 3 * SIZE.width() and room.height() > 4 * SIZE.height()
