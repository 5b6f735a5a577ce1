"""The canvas as an SVG or PNG file, of everything or of some nodes, by the code that paints the screen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter, QPicture

from knode.app.canvas import node_painter
from knode.app.canvas.annotation_layers import paint_frame, paint_note
from knode.app.canvas.geometry import VARIABLES_X, WIDTH, around
from knode.app.canvas.node_painter import LIGHT_X, LIGHT_Y, light_of
from knode.app.canvas.node_text import paint_texts, texts_of
from knode.app.canvas.scene import CanvasScene
from knode.app.canvas.shapes import NodeShape, Plug
from knode.core.document import write_atomically
from knode.core.errors import UsageError
from knode.core.ports import VARIABLES_PORT

MARGIN = 24.0
SCALE = 2.0
MOST_PIXELS = 120_000_000
"""Of a PNG; a larger workflow is drawn smaller."""
FORMATS = (".svg", ".png")


class Drawing(NamedTuple):
    """What was drawn, to be made a file of on any thread: strokes, their extent, title and background."""

    strokes: QPicture
    rect: QRectF
    title: str
    back: QColor


def drawn(canvas: CanvasScene, nodes: Iterable[str] | None = None) -> Drawing:
    """Everything, or some nodes and the wires between them. Raises UsageError when there is nothing."""
    chosen = None if nodes is None else set(nodes)
    if canvas.bounds(chosen).isEmpty():
        raise UsageError("There is nothing to draw: the workflow is empty.")
    rect = _extent(canvas, chosen)
    strokes = QPicture()
    painter = QPainter(strokes)
    paint_all(painter, canvas, rect, chosen, 1.0)
    painter.end()
    title = canvas.graph.workflow.name or QCoreApplication.translate("Export", "Workflow")
    return Drawing(strokes, rect, title, canvas.colours.canvas)


def save_drawing(drawing: Drawing, file: Path) -> None:
    """Write it as the file's ending says. Raises UsageError."""
    if file.suffix.lower() not in FORMATS:
        raise UsageError(f"{file.name} is no name for a picture: let it end in .svg or .png.")
    make = _svg if file.suffix.lower() == ".svg" else _png
    write_atomically(file, make(drawing))


def save_picture(canvas: CanvasScene, file: Path, nodes: Iterable[str] | None = None) -> None:
    """Write a picture of everything, or of some nodes, at once. Raises UsageError."""
    save_drawing(drawn(canvas, nodes), file)


def _extent(canvas: CanvasScene, chosen: set[str] | None) -> QRectF:
    rect = canvas.bounds(chosen)
    shapes = [shape for node, shape in canvas.graph.nodes.items() if chosen is None or node in chosen]
    rects = [rect, *(shape.painted for shape in shapes)]
    return around([one for one in rects if not one.isEmpty()]).adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)


def _svg(drawing: Drawing) -> bytes:
    from PySide6.QtSvg import QSvgGenerator

    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)
    generator.setSize(drawing.rect.size().toSize())
    generator.setViewBox(QRectF(QPointF(0, 0), drawing.rect.size()))
    generator.setTitle(drawing.title)
    painter = QPainter(generator)
    painter.translate(-drawing.rect.topLeft())
    drawing.strokes.play(painter)
    painter.end()
    buffer.close()
    return bytes(content.data())


def _png(drawing: Drawing) -> bytes:
    rect = drawing.rect
    scale = min(SCALE, (MOST_PIXELS / (rect.width() * rect.height())) ** 0.5)
    image = QImage(round(rect.width() * scale), round(rect.height() * scale), QImage.Format.Format_RGB32)
    image.fill(drawing.back)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(scale, scale)
    painter.translate(-rect.topLeft())
    drawing.strokes.play(painter)
    painter.end()
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())


def paint_all(painter: QPainter, canvas: CanvasScene, rect: QRectF, chosen: set[str] | None, zoom: float) -> None:
    """Paint frames, notes, wires and nodes with vectors, whatever the zoom of the screen."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(rect, canvas.colours.canvas)
    frames = [one for one in canvas.annotations.frames.values() if chosen is None or set(one.nodes) & chosen]
    for frame in sorted(frames, key=lambda frame: -frame.rect.width() * frame.rect.height()):
        paint_frame(painter, frame, canvas.colours, max(1.0, zoom))
    if chosen is None:
        for note in canvas.annotations.notes.values():
            paint_note(painter, note, canvas.colours, note.rect)
    _paint_wires(painter, canvas, chosen)
    for node, shape in canvas.graph.nodes.items():
        if not shape.hidden and (chosen is None or node in chosen):
            painter.save()
            painter.translate(shape.x, shape.y)
            paint_node(painter, shape, canvas)
            painter.restore()


def _paint_wires(painter: QPainter, canvas: CanvasScene, chosen: set[str] | None) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for link, wire in canvas.graph.wires.items():
        if not wire.hidden and (chosen is None or (link.source in chosen and link.target in chosen)):
            painter.setPen(canvas.colours.wire_pen(wire.kind, 1.0))
            painter.drawPath(wire.path)


def paint_node(painter: QPainter, shape: NodeShape, canvas: CanvasScene) -> None:
    """A whole node with vectors, its corner at the origin."""
    colours = canvas.colours
    node_painter.paint_card(painter, shape, colours)
    paint_texts(painter, shape, texts_of(shape), colours)
    node_painter.paint_progress(painter, shape, colours, canvas.phase)
    picture = canvas.graph.picture_of(shape)
    if picture is not None:
        painter.save()
        painter.translate(shape.picture_rect.topLeft() - shape.rect.topLeft())
        node_painter.paint_picture(painter, picture, shape.picture_rect.size(), colours)
        painter.restore()
    for plug in shape.inputs:
        _port(painter, canvas, plug, QPointF(0, plug.y), is_input=True)
    for plug in shape.outputs:
        _port(painter, canvas, plug, QPointF(WIDTH, plug.y), is_input=False)
    if shape.variables:
        implicit = Plug(VARIABLES_PORT.name, VARIABLES_PORT.kind, 0.0, False, True, True)
        _port(painter, canvas, implicit, QPointF(VARIABLES_X, 0), is_input=True)
    _lights(painter, shape, canvas)


def _lights(painter: QPainter, shape: NodeShape, canvas: CanvasScene) -> None:
    light = light_of(shape)
    names = [light] if light else []
    if shape.status is not None and shape.status.warnings and light != "failed":
        names.append("warning")
    for place, name in enumerate(names):
        painter.save()
        painter.translate(LIGHT_X - 17.0 * place, LIGHT_Y)
        node_painter.paint_light(painter, name, canvas.colours)
        painter.restore()


def _port(painter: QPainter, canvas: CanvasScene, plug: Plug, place: QPointF, *, is_input: bool) -> None:
    painter.save()
    painter.translate(place)
    missing = is_input and node_painter.missing(plug)
    node_painter.paint_port(painter, plug.kind, plug.free, canvas.colours, missing=missing)
    painter.restore()
