"""Paints the parts of a node with vectors: card, ports, state light, marks. Screen sprites and exports both use it."""

from __future__ import annotations

import functools

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap

from knode.app import icons
from knode.app.canvas.colours import Colours, faint, mixed
from knode.app.canvas.geometry import HEIGHT, WIDTH
from knode.app.canvas.shapes import NodeShape, Plug
from knode.picture.glyphs import BADGES, OTHER_SHAPE, SHAPES

RADIUS = 9.0
TILE = QRectF(9, 12, 36, 36)
FAR_GLYPH = 42.0
"""The side of a glyph on a node that is seen from far away."""
TEXT_LEFT = 51.0
TEXT_WIDTH = WIDTH - TEXT_LEFT - 11
LIGHT_X, LIGHT_Y, LIGHT_RADIUS = WIDTH - 9.0, 0.0, 7.5
SIGNS = {
    **BADGES,
    "stale": "M0-2.9V0l2.1 1.5",
    "idle": "M0-3V.6M0 2.9v.01",
    "warning": "M0-2.6V.8M0 3v.01",
    "disabled": "M-2.6 2.6 2.6-2.6",
    "inactive": "M-3 0H-1.1M1.1 0H3",
    "bypass": "M-3.2 0H2M-.2-2.4 2.4 0-.2 2.4",
}
"""The sign of each light."""


@functools.cache
def port_path(kind: str) -> QPainterPath:
    """The outline of a port of a kind, around its middle."""
    return icons.read_path(SHAPES.get(kind, OTHER_SHAPE))


@functools.cache
def _sign(name: str) -> QPainterPath:
    return icons.read_path(SIGNS[name])


def paint_card(painter: QPainter, shape: NodeShape, colours: Colours) -> None:
    """The card with its icon, its upper left corner at the origin."""
    off = shape.mode != "run"
    if shape.form == "component":
        _outline(painter, QRectF(5, 5, WIDTH - 2, shape.height - 2), colours.card, QPen(colours.edge, 1.0))
    rect = QRectF(0.5, 0.5, WIDTH - 1, shape.height - 1)
    if not off and not colours.is_dark:
        _shadow(painter, rect, colours)
    edge = QPen(mixed(colours.muted, colours.card, 0.75) if off else colours.edge, 1.0)
    if off or shape.form == "placeholder":
        edge.setColor(colours.muted)
        edge.setStyle(Qt.PenStyle.DashLine)
    _outline(painter, rect, mixed(colours.card, colours.canvas, 0.45) if off else colours.card, edge, _radius(shape))
    tint = colours.muted if off or shape.form == "placeholder" else colours.pack(shape.pack)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faint(tint, 0.22 if colours.is_dark else 0.13))
    tile = TILE.translated(0, (shape.height - HEIGHT) / 2)
    painter.drawRoundedRect(tile, 8, 8)
    icons.draw(painter, shape.glyph, tile.adjusted(7, 7, -7, -7), tint)
    if shape.form == "component":
        _open_mark(painter, tile.bottomRight(), tint, colours)
    if shape.mode == "bypass":
        painter.setPen(QPen(colours.muted, 2, Qt.PenStyle.DotLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(6, shape.height - 4), QPointF(WIDTH - 6, shape.height - 4))


def paint_glyph(painter: QPainter, shape: NodeShape, colours: Colours) -> None:
    """The glyph of a node that is seen from far away, its upper left corner at the origin."""
    icons.draw(painter, shape.glyph, QRectF(0, 0, FAR_GLYPH, FAR_GLYPH), colours.ink)


def _open_mark(painter: QPainter, corner: QPointF, tint: QColor, colours: Colours) -> None:
    """At the icon of what can be opened: there is a workflow inside."""
    middle = corner - QPointF(6, 6)
    painter.setPen(QPen(tint, 1.1))
    painter.setBrush(colours.card)
    painter.drawEllipse(middle, 6.5, 6.5)
    icons.draw(painter, "chevron-right", QRectF(middle.x() - 3.9, middle.y() - 4.2, 8.4, 8.4), tint, 3.2)


def _radius(shape: NodeShape) -> float:
    return HEIGHT / 2.2 if shape.form in ("input", "output") else RADIUS


def _shadow(painter: QPainter, rect: QRectF, colours: Colours) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faint(colours.shade, 0.035))
    for spread in (3.0, 2.0, 1.0):
        painter.drawRoundedRect(
            rect.adjusted(-spread + 1, 1, spread - 1, spread + 0.5), RADIUS + spread, RADIUS + spread
        )


def _outline(painter: QPainter, rect: QRectF, fill: QColor, pen: QPen, radius: float = RADIUS) -> None:
    painter.setPen(pen)
    painter.setBrush(fill)
    painter.drawRoundedRect(rect, radius, radius)


def paint_port(
    painter: QPainter, kind: str, free: bool, colours: Colours, *, missing: bool = False, look: str = ""
) -> None:
    """A port around the origin: filled when a wire is at it, hollow when free, of a warning when something must come in.

    `look` is "lit" for one that a wire being drawn may end at, "dim" for one that it may not.
    """
    colour = mixed(colours.kind(kind), colours.card, 0.3) if look == "dim" else colours.kind(kind)
    path = port_path(kind)
    if look == "lit":
        painter.setPen(QPen(colours.accent, 1.5))
        painter.setBrush(faint(colours.accent, 0.25))
        painter.drawEllipse(QPointF(0, 0), 9.5, 9.5)
    painter.scale(0.86, 0.86)
    if free:
        painter.setPen(QPen(colours.warning if missing else colour, 1.9))
        painter.setBrush(colours.card)
    else:
        painter.setPen(QPen(colours.card, 1.6))
        painter.setBrush(colour)
    painter.drawPath(path)


def light_of(shape: NodeShape) -> str:
    """Which light a node shows; "" for none, as it has nothing to say that its card does not."""
    if shape.mode != "run":
        return shape.mode
    status = shape.status
    if status is None:
        return ""
    if status.state == "done" and status.reused:
        return "reused"
    if status.state == "ready":
        return "stale" if status.stale else "ready"
    return status.state


def paint_light(painter: QPainter, name: str, colours: Colours) -> None:
    """A state's light around the origin; states differ in form and sign as well as in colour."""
    colour = {
        "done": colours.done,
        "reused": colours.done,
        "failed": colours.failed,
        "running": colours.running,
        "warning": colours.warning,
        "stale": colours.warning,
        "idle": colours.warning,
    }.get(name, colours.waiting)
    hollow = name in ("reused", "stale", "ready", "idle", "disabled", "bypass", "inactive")
    painter.setPen(QPen(colour, 1.6) if hollow else QPen(colours.card, 1.6))
    painter.setBrush(colours.card if hollow else colour)
    painter.drawPath(_light_form(name))
    if name in SIGNS:
        pen = QPen(colour if hollow else colours.card, 1.7)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(_sign(name))


@functools.cache
def _light_form(name: str) -> QPainterPath:
    path = QPainterPath()
    r = LIGHT_RADIUS - 0.8
    if name == "ready":
        path.addEllipse(QPointF(0, 0), 4.2, 4.2)
    elif name in ("warning", "idle"):
        path.addRoundedRect(QRectF(-r, -r, 2 * r, 2 * r), 3, 3)
    elif name == "failed":
        a = r * 0.46
        path = icons.read_path(f"M{-a}{-r}H{a}L{r}{-a}V{a}L{a} {r}H{-a}L{-r} {a}V{-a}Z")
    else:
        path.addEllipse(QPointF(0, 0), r, r)
    return path


def paint_ring(painter: QPainter, shape: NodeShape, colour: QColor, width: float = 2.0) -> None:
    """The ring of a selected node around its card, whose corner is the origin."""
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    radius = _radius(shape) + 3
    painter.drawRoundedRect(QRectF(-3, -3, WIDTH + 6, shape.height + 6), radius, radius)


def paint_progress(painter: QPainter, shape: NodeShape, colours: Colours, phase: float) -> None:
    """The bar at the lower edge of a running node; one that does not know how far it is has a part that moves."""
    status = shape.status
    if status is None or status.state != "running":
        return
    track = QRectF(8, shape.height - 6, WIDTH - 16, 3)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(faint(colours.running, 0.22))
    painter.drawRoundedRect(track, 1.5, 1.5)
    if status.fraction is None:
        part = track.width() * 0.3
        track = QRectF(track.left() + (track.width() - part) * phase, track.top(), part, track.height())
    else:
        track.setWidth(max(3.0, track.width() * min(1.0, status.fraction)))
    painter.setBrush(colours.running)
    painter.drawRoundedRect(track, 1.5, 1.5)


def paint_picture(painter: QPainter, picture: QPixmap, size: QSizeF, colours: Colours) -> None:
    """The picture of a view on a card of its own, whose corner is the origin."""
    rect = QRectF(QPointF(0, 0), size)
    _outline(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), colours.card, QPen(colours.edge, 1.0), 6.0)
    room = rect.adjusted(4, 4, -4, -4)
    shown = QSizeF(picture.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRectF(QPointF(0, 0), shown)
    place.moveCenter(room.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(place, picture, QRectF(picture.rect()))


def missing(plug: Plug) -> bool:
    """Whether an input must have a wire and has none."""
    return plug.free and not plug.optional
