"""Paints the nodes that lie in the part to be painted, as sprites and words in whole pixels of the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPainterPath, QPen

from knode.app.canvas import node_painter
from knode.app.canvas.colours import mixed
from knode.app.canvas.geometry import VARIABLES_X, WIDTH, PortRef
from knode.app.canvas.layer import Layer, box
from knode.app.canvas.node_painter import LIGHT_X, LIGHT_Y, TEXT_LEFT, light_of
from knode.app.canvas.node_text import LINE_SIZE, TITLE_SIZE, font, line_colour, text_places, texts_of
from knode.app.canvas.shapes import NodeShape, Plug
from knode.core.ports import VARIABLES_PORT

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

    from knode.app.canvas.scene import CanvasScene
    from knode.app.canvas.sprites import Sprite

LINE_FROM = 0.6
"""The zoom from which the second line can be read, and is written."""

LINE_IN_MOTION = 0.9
"""The same while the view zooms; from there on ports are painted then, too."""
FEW = 200
"""Up to so many selected nodes have a broad outline from far away; that of more is as thin as can be, and fast."""


GLYPHS_FROM, MOST_GLYPHS = 0.18, 500
"""From far away nodes have their glyphs from a zoom on at which these can be told apart, in workflows of up to so many nodes:
more would cost a frame too much."""


class NodeLayer(Layer):
    """All nodes."""

    def paint_overview(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        colours = self.canvas.colours
        whole = exposed[0]
        for rect in exposed[1:]:
            whole = whole.united(rect)
        chunks = self.canvas.overview.chunks(whole)
        painter.setPen(Qt.PenStyle.NoPen)
        for chunk in chunks:
            for look, path in chunk.cards.items():
                painter.setBrush(colours.far_card(look))
                painter.drawPath(path)
        if self.canvas.selected and not self.canvas.is_carrying:
            few = len(self.canvas.selected) <= FEW
            painter.setPen(QPen(colours.accent, 2.4 / zoom) if few else Qt.PenStyle.NoPen)
            painter.setBrush(mixed(colours.accent, colours.card, 0.6))
            painter.drawPath(self.canvas.selection_path())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colours.card, 0))
        for chunk in chunks:
            if not chunk.crosses.isEmpty():
                painter.drawPath(chunk.crosses)
        if zoom >= GLYPHS_FROM and len(self.canvas.graph.nodes) <= MOST_GLYPHS:
            self._paint_glyphs(painter, whole, zoom)

    def _paint_glyphs(self, painter: QPainter, exposed: QRectF, zoom: float) -> None:
        nodes = self.canvas.graph.nodes
        painter.save()
        brush = _NodeBrush(self.canvas, painter, zoom)
        for shape in map(nodes.__getitem__, self.canvas.graph.node_index.meeting(box(exposed))):
            # A cross says already what a node is that failed.
            if not shape.hidden and light_of(shape) != "failed":
                brush.glyph(shape)
        painter.restore()

    def paint_detail(self, painter: QPainter, exposed: list[QRectF], zoom: float) -> None:
        found: dict[str, None] = {}
        for rect in exposed:
            found.update(dict.fromkeys(self.canvas.graph.node_index.meeting(box(rect))))
        painter.save()
        brush = _NodeBrush(self.canvas, painter, zoom)
        nodes = self.canvas.graph.nodes
        for node in found:
            shape = nodes[node]
            if not shape.hidden:
                brush.paint(shape)
        painter.restore()


def selection_outline(shapes: list[NodeShape]) -> QPainterPath:
    """The cards of some nodes as one path."""
    path = QPainterPath()
    for shape in shapes:
        path.addRect(shape.x, shape.y, WIDTH, shape.height)
    return path


class _NodeBrush:
    """Paints nodes, one after the other, at one zoom on one screen."""

    def __init__(self, canvas: CanvasScene, painter: QPainter, zoom: float) -> None:
        world = painter.worldTransform()
        self.canvas = canvas
        self.painter = painter
        self.zoom = zoom
        self.left, self.top = world.m31(), world.m32()
        self.with_ports = zoom >= LINE_IN_MOTION or not canvas.is_zooming
        self._known: dict[object, Sprite] = {}
        device = painter.device()
        self.ratio = device.devicePixelRatioF()
        painter.resetTransform()
        self.title_font = _scaled(font(TITLE_SIZE, 600), TITLE_SIZE * zoom, device.logicalDpiY())
        self.line_font = _scaled(font(LINE_SIZE), LINE_SIZE * zoom, device.logicalDpiY())
        self.with_line = zoom >= (LINE_IN_MOTION if canvas.is_zooming else LINE_FROM)

    def paint(self, shape: NodeShape) -> None:
        """Paint one node."""
        canvas, x, y, height = self.canvas, shape.x, shape.y, shape.height
        colours = canvas.colours
        key = ("card", shape.form, shape.pack, shape.glyph, shape.mode, height)
        self._sprite(key, x, y, (WIDTH, height), 8.0, lambda painter: node_painter.paint_card(painter, shape, colours))
        picture = canvas.graph.picture_of(shape)
        if picture is not None:
            self._picture(shape, picture)
        if shape.id in canvas.selected:
            self._ring(shape, "accent" if canvas.is_focused else "unfocused")
        elif shape.id == canvas.hovered:
            self._ring(shape, "hover")
        self._texts(shape)
        status = shape.status
        if status is not None and status.state == "running":
            self._progress(shape)
        if self.with_ports:
            self._ports(shape)
        light = light_of(shape)
        if light:
            self._light(light, x + LIGHT_X, y + LIGHT_Y)
        if status is not None and status.warnings and light != "failed":
            self._light("warning", x + LIGHT_X - (17.0 if light else 0.0), y + LIGHT_Y)

    def glyph(self, shape: NodeShape) -> None:
        """Paint the glyph of a node that is seen from far away, in the middle of its rectangle."""
        colours, side = self.canvas.colours, node_painter.FAR_GLYPH
        x, y = shape.x + (WIDTH - side) / 2, shape.y + (shape.height - side) / 2
        key, size = ("glyph", shape.glyph), (side, side)
        self._sprite(key, x, y, size, 1.0, lambda painter: node_painter.paint_glyph(painter, shape, colours))

    def _ports(self, shape: NodeShape) -> None:
        canvas, x, y = self.canvas, shape.x, shape.y
        for plug in shape.inputs:
            self._port(shape, "in", plug, x, y + plug.y)
        for plug in shape.outputs:
            self._port(shape, "out", plug, x + WIDTH, y + plug.y)
        if shape.variables or (canvas.lit is not None and PortRef(shape.id, "in", VARIABLES_PORT.name) in canvas.lit):
            implicit = Plug(VARIABLES_PORT.name, VARIABLES_PORT.kind, 0.0, not shape.variables, True, True)
            self._port(shape, "in", implicit, x + VARIABLES_X, y)

    def _sprite(self, key: object, x: float, y: float, size: tuple[float, float], margin: float, paint: object) -> None:
        sprite = self._known.get(key)
        if sprite is None:
            sprite = self.canvas.sprites.get(key, size, margin, self.zoom, self.ratio, paint)  # type: ignore[arg-type]
            self._known[key] = sprite
        ratio, offset = self.ratio, sprite.offset
        left = round((x * self.zoom + self.left) * ratio) / ratio - offset
        top = round((y * self.zoom + self.top) * ratio) / ratio - offset
        self.painter.drawPixmap(QPointF(left, top), sprite.pixmap)

    def _picture(self, shape: NodeShape, picture: QPixmap) -> None:
        rect, colours = shape.picture_rect, self.canvas.colours
        key = "picture", picture.cacheKey()
        self._sprite(
            key,
            rect.left(),
            rect.top(),
            (rect.width(), rect.height()),
            2.0,
            lambda painter: node_painter.paint_picture(painter, picture, rect.size(), colours),
        )

    def _ring(self, shape: NodeShape, how: str) -> None:
        colours = self.canvas.colours
        colour = colours.accent if how == "accent" else mixed(colours.accent, colours.muted, 0.45)
        width = 1.2 if how == "hover" else 2.2
        key = ("ring", shape.form in ("input", "output"), how, shape.height)
        size = (WIDTH, shape.height)
        self._sprite(
            key, shape.x, shape.y, size, 6.0, lambda painter: node_painter.paint_ring(painter, shape, colour, width)
        )

    def _port(self, shape: NodeShape, side: str, plug: Plug, x: float, y: float) -> None:
        colours, lit = self.canvas.colours, self.canvas.lit
        missing = node_painter.missing(plug) and side == "in"
        look = ""
        if lit is not None:
            ref = PortRef(shape.id, side, plug.name)  # type: ignore[arg-type]
            look = "" if ref not in lit else "lit" if lit[ref] is None else "dim"
        key = ("port", plug.kind, plug.free, missing, look)
        kind, free = plug.kind, plug.free
        self._sprite(
            key,
            x,
            y,
            (0.0, 0.0),
            12.0,
            lambda painter: node_painter.paint_port(painter, kind, free, colours, missing=missing, look=look),
        )

    def _light(self, name: str, x: float, y: float) -> None:
        colours = self.canvas.colours
        self._sprite(
            ("light", name), x, y, (0.0, 0.0), 9.0, lambda painter: node_painter.paint_light(painter, name, colours)
        )

    def _texts(self, shape: NodeShape) -> None:
        texts = shape.texts
        if texts is None:
            texts = shape.texts = texts_of(shape)
        painter, zoom, colours = self.painter, self.zoom, self.canvas.colours
        left = (shape.x + TEXT_LEFT) * zoom + self.left
        with_line = self.with_line and bool(texts.line)
        places, below = text_places(texts, shape.y + shape.height / 2, with_line=with_line)
        painter.setFont(self.title_font)
        painter.setPen(colours.ink if shape.mode == "run" else colours.muted)
        for text, y in zip(texts.title, places, strict=True):
            painter.drawText(QPointF(left, y * zoom + self.top), text)
        if with_line:
            painter.setFont(self.line_font)
            painter.setPen(line_colour(shape, colours))
            painter.drawText(QPointF(left, below * zoom + self.top), texts.line)

    def _progress(self, shape: NodeShape) -> None:
        painter = self.painter
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(shape.x * self.zoom + self.left, shape.y * self.zoom + self.top)
        painter.scale(self.zoom, self.zoom)
        node_painter.paint_progress(painter, shape, self.canvas.colours, self.canvas.phase)
        painter.restore()


def _scaled(base: QFont, pixels: float, dpi: int) -> QFont:
    """A font of a height in pixels that need not be whole."""
    made = QFont(base)
    made.setPointSizeF(max(1.0, pixels * 72.0 / dpi))
    return made
