"""Paints frames, behind everything, and notes, whose Markdown is laid out once and kept as a sprite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPen,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from knode.app import icons
from knode.app.canvas.annotations import FrameShape, NoteShape, outer
from knode.app.canvas.colours import Colours, faint, mixed
from knode.app.canvas.layer import Layer, box
from knode.app.canvas.node_text import font

if TYPE_CHECKING:
    pass

NOTE_PADDING = 10.0
HEADING_SIZES = (17, 15, 13)
FRAME_RADIUS = 12.0
READABLE = 0.25
"""The zoom from which the title of a frame is drawn at a size of its own."""

LARGEST_SPRITE = 4_000_000
"""Pixels of a note beyond which it is painted anew each time: a picture of it would fill the memory."""


class FrameLayer(Layer):
    """All frames, those around others behind them."""

    def paint_overview(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        self.paint_detail(painter, exposed, zoom)

    def paint_detail(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frames = [
            frame
            for frame in self.canvas.annotations.frames.values()
            if any(outer(frame.rect).intersects(rect) for rect in exposed)
        ]
        for frame in sorted(frames, key=lambda frame: -frame.rect.width() * frame.rect.height()):
            paint_frame(
                painter, frame, self.canvas.colours, zoom, selected=frame.id in self.canvas.selected_annotations
            )


def paint_frame(painter: QPainter, frame: FrameShape, colours: Colours, zoom: float, *, selected: bool = False) -> None:
    """A frame with its title; a collapsed one as a stack of cards that tells how many nodes are in it."""
    strong = colours.note(frame.colour)
    edge = QPen(colours.accent, 2.2) if selected else QPen(mixed(strong, colours.canvas, 0.5), 1.2)
    if frame.collapsed:
        _paint_folded(painter, frame, colours, edge)
        return
    painter.setPen(edge)
    painter.setBrush(faint(strong, 0.08))
    painter.drawRoundedRect(frame.rect, FRAME_RADIUS, FRAME_RADIUS)
    title = frame.title_rect.adjusted(14, 4, -10, 0)
    written = font(13, 600)
    if zoom < 0.8:
        written = font(round(13 * min(2.4, 0.8 / max(zoom, READABLE))), 600)
        height = written.pixelSize() * 1.4
        title = QRectF(title.left(), max(title.top(), title.bottom() - height), title.width(), height)
    painter.setFont(written)
    painter.setPen(mixed(strong, colours.ink, 0.65))
    text = QFontMetricsF(written).elidedText(frame.title, Qt.TextElideMode.ElideRight, title.width())
    painter.drawText(title, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)


def _paint_folded(painter: QPainter, frame: FrameShape, colours: Colours, edge: QPen) -> None:
    strong = colours.note(frame.colour)
    for shift in (6.0, 3.0, 0.0):
        painter.setPen(edge)
        painter.setBrush(mixed(strong, colours.card, 0.14))
        painter.drawRoundedRect(frame.rect.translated(shift, shift).adjusted(0, 0, -6, -6), 9, 9)
    place = frame.rect.adjusted(14, 8, -16, -10)
    painter.setPen(mixed(strong, colours.ink, 0.65))
    painter.setFont(font(12, 600))
    title = QFontMetricsF(font(12, 600)).elidedText(frame.title, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, title)
    painter.setPen(colours.muted)
    painter.setFont(font(10))
    count = QCoreApplication.translate("FrameItem", "%n node(s)", None, len(frame.nodes))
    painter.drawText(place, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, count)
    mark = QRectF(frame.rect.right() - 28, frame.rect.center().y() - 11, 16, 16)
    icons.draw(painter, "chevron-right", mark, colours.muted)


class NoteLayer(Layer):
    """All notes."""

    def paint_overview(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        canvas = self.canvas
        for note in self._found(exposed):
            strong = canvas.colours.note(note.colour)
            painter.setPen(QPen(mixed(strong, canvas.colours.canvas, 0.5), 0))
            painter.setBrush(mixed(strong, canvas.colours.canvas, 0.22))
            painter.drawRect(note.rect)
            if note.id in canvas.selected_annotations:
                _paint_note_ring(painter, note, canvas.colours, 2.2 / zoom)

    def paint_detail(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        world, ratio = painter.worldTransform(), painter.device().devicePixelRatioF()
        canvas = self.canvas
        for note in self._found(exposed):
            painter.save()
            painter.resetTransform()
            self._paint_sprite(painter, note, zoom, ratio, world.map(note.rect.topLeft()))
            painter.restore()
            if note.id in canvas.selected_annotations:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                _paint_note_ring(painter, note, canvas.colours, 2.2)

    def _paint_sprite(self, painter: QPainter, note: NoteShape, zoom: float, ratio: float, corner: QPointF) -> None:
        colours = self.canvas.colours
        size = note.rect.width(), note.rect.height()
        if size[0] * size[1] * (zoom * ratio) ** 2 > LARGEST_SPRITE:
            painter.translate(corner)
            painter.scale(zoom, zoom)
            paint_note(painter, note, colours, QRectF(0, 0, *size))
            return
        key = "note", note.text, note.colour, size
        sprite = self.canvas.sprites.get(
            key, size, 4.0, zoom, ratio, lambda inner: paint_note(inner, note, colours, QRectF(0, 0, *size))
        )
        left, top = (round(value * ratio) / ratio - sprite.offset for value in (corner.x(), corner.y()))
        painter.drawPixmap(QPointF(left, top), sprite.pixmap)

    def _found(self, exposed: list[QRectF]) -> list[NoteShape]:
        found: dict[str, None] = {}
        for rect in exposed:
            found.update(dict.fromkeys(self.canvas.annotations.note_index.meeting(box(rect))))
        return [self.canvas.annotations.notes[name] for name in found]


def _paint_note_ring(painter: QPainter, note: NoteShape, colours: Colours, width: float) -> None:
    painter.setPen(QPen(colours.accent, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(note.rect.adjusted(-2, -2, 2, 2), 8, 8)


def paint_note(painter: QPainter, note: NoteShape, colours: Colours, rect: QRectF) -> None:
    """A note with its text, in a rectangle."""
    strong = colours.note(note.colour)
    painter.setPen(QPen(mixed(strong, colours.canvas, 0.42), 1.0))
    painter.setBrush(mixed(strong, colours.card, 0.16))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    document = note_document(note.text, rect.width() - 2 * NOTE_PADDING, colours.accent)
    painter.save()
    painter.translate(rect.left() + NOTE_PADDING, rect.top() + NOTE_PADDING)
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(0, 0, rect.width() - 2 * NOTE_PADDING, rect.height() - 2 * NOTE_PADDING)
    context.palette = _text_palette(colours.ink, colours.accent)
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)
    painter.restore()


def note_document(text: str, width: float, link: QColor) -> QTextDocument:
    """The Markdown of a note, laid out, links in a colour. Pictures and raw HTML in it are not loaded."""
    document = QTextDocument()
    document.setDefaultFont(font(12))
    document.setDocumentMargin(0)
    document.setTextWidth(width)
    features = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
    document.setMarkdown(text, features)
    document.setIndentWidth(18)
    _restyle(document, link)
    document.setPageSize(QSizeF(width, -1))
    return document


def _restyle(document: QTextDocument, link: QColor) -> None:
    """Headings in sizes that suit a note, and links in a colour that can be read in both themes."""
    block = document.begin()
    while block.isValid():
        level = block.blockFormat().headingLevel()
        if level:
            size = QTextCharFormat()
            size.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)
            size.setProperty(QTextCharFormat.Property.FontPixelSize, HEADING_SIZES[min(level, 3) - 1])
            _merge(document, block.position(), block.length() - 1, size)
        for start, length in [(one.start, one.length) for one in block.textFormats() if one.format.isAnchor()]:
            colour = QTextCharFormat()
            colour.setForeground(link)
            _merge(document, block.position() + start, length, colour)
        block = block.next()


def _merge(document: QTextDocument, start: int, length: int, style: QTextCharFormat) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(style)


def _text_palette(ink: QColor, accent: QColor) -> QPalette:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, ink)
    palette.setColor(QPalette.ColorRole.Link, accent)
    return palette
