"""The view of the canvas: pans, zooms at the pointer, and hands mouse and keys to the gesture that is going on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSizeF, Qt, QTimer, QVariantAnimation, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QToolTip, QWidget

from knode.app.canvas import backdrop, tips, zooming
from knode.app.canvas.edge_pan import EdgePan
from knode.app.canvas.empty_hint import EmptyHint
from knode.app.canvas.geometry import MAX_ZOOM, MIN_ZOOM, PORT_REACH
from knode.app.canvas.minimap import Minimap
from knode.app.canvas.node_text import status_line
from knode.app.canvas.peek import PeekPopup
from knode.app.canvas.scene import CanvasScene
from knode.app.canvas.thumbnails import Thumbnails
from knode.app.session import Session
from knode.core.edits import Path

if TYPE_CHECKING:
    from knode.app.edit.gestures.gesture import Gesture

ANIMATION_MS = 180
SETTLE_MS = 140
"""After the last step of a zoom everything is painted once more, as well as can be."""
FIT_MARGIN = 40
SEEN_MARGIN = 24.0
SEE_MS = 150
"""When panels around have taken what room they need for a new node."""
MOST_TOLD = 5
MOST_REGIONS = 48
"""Parts to be painted beyond this many are painted as one."""


class CanvasView(QGraphicsView):
    """Looks at a scene.

    Responsibilities: where it looks and how near, animated or at once; panning; which gesture has the mouse; says when
    something is to be added or opened, and what is under the mouse.
    """

    add_requested = Signal(QPointF, object)
    """Quick add is wanted at a scene position, for a PortRef, a Link or None; `typed` holds what was typed."""
    opened = Signal(str)
    """A node was double clicked, or Enter pressed on it."""
    context_requested = Signal(QPoint, QPointF)
    """A context menu is wanted: global position, scene position."""
    looked = Signal()
    """The view looks elsewhere, or from another distance."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.canvas = CanvasScene(session, self)
        self.setScene(self.canvas)
        self._path = session.path
        self._looks: dict[Path, tuple[QPointF, float]] = {}
        self.gesture: Gesture | None = None
        self.gestures: list[type[Gesture]] = []
        self.typed = ""
        self.wheel_zooms = True
        """Whether the plain wheel of a mouse zooms; else it pans and Ctrl+wheel zooms."""
        self.is_animated = True
        self._backdrop = backdrop.Backdrop()
        self._pan_from: QPointF | None = None
        self._space = False
        self._space_used = False
        self._pointer = QPointF()
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(ANIMATION_MS)
        self._animation.valueChanged.connect(self._animate)
        self._settle_timer = QTimer(self)
        self._settle_timer.setSingleShot(True)
        self._settle_timer.setInterval(SETTLE_MS)
        self._settle_timer.timeout.connect(self._settle)
        self._flight: zooming.Flight | None = None
        self._dress()
        self.minimap = Minimap(self)
        self.peek = PeekPopup(self)
        self.thumbnails = Thumbnails(self)
        self.empty_hint = EmptyHint(self)
        self._edge_pan = EdgePan(self)
        session.revealed.connect(self.center_on)
        session.added.connect(lambda node: QTimer.singleShot(SEE_MS, self, lambda: self.see(node)))
        session.selection_changed.connect(self._describe)
        session.path_changed.connect(self._look_inside)

    def _dress(self) -> None:
        self.setAccessibleName(self.tr("Canvas"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.AnchorViewCenter)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAcceptDrops(True)

    def _describe(self) -> None:
        """Tell a screen reader what is selected, and how it stands."""
        nodes = self.canvas.graph.nodes
        chosen = [nodes[node] for node in self.session.selection[:MOST_TOLD] if node in nodes]
        told = [", ".join(part for part in (shape.title, status_line(shape)) if part) for shape in chosen]
        if len(self.session.selection) > MOST_TOLD:
            told.append(self.tr("%n node(s) in all", None, len(self.session.selection)))
        self.setAccessibleDescription("; ".join(told))

    def scene(self) -> CanvasScene:
        return self.canvas

    # ---- where it looks

    @property
    def zoom(self) -> float:
        """How many pixels a scene unit is."""
        return float(self.transform().m11())

    def scene_pos(self, viewport_pos: QPointF | QPoint) -> QPointF:
        """The scene position under a position in the viewport."""
        point = QPointF(viewport_pos)
        return self.viewportTransform().inverted()[0].map(point)

    def visible_rect(self) -> QRectF:
        """The part of the scene that is seen."""
        room = self.viewport().size()
        return QRectF(self.scene_pos(QPointF(0, 0)), self.scene_pos(QPointF(room.width(), room.height())))

    def _scale(self, zoom: float, centre: QPointF | None = None, held: tuple[QPointF, QPointF] | None = None) -> None:
        """Look from another distance, at a point, or with a point of the scene held at one of the viewport."""
        self.canvas.is_zooming = True
        self._settle_timer.start()
        # Everything is painted anew: moving the pixels first would be in vain.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setTransform(QTransform.fromScale(zoom, zoom))
        if centre is not None:
            self.centerOn(centre)
        if held is not None:
            away = self.viewportTransform().map(held[0]) - held[1]
            self.pan(-away.x(), -away.y())
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.MinimalViewportUpdate)

    def _settle(self) -> None:
        self._settle_timer.stop()
        self.canvas.is_zooming = False
        self.viewport().update()

    def look(self, centre: QPointF, zoom: float) -> None:
        """Look at a point from a distance, at once."""
        zoom = max(MIN_ZOOM, min(MAX_ZOOM, zoom))
        if zoom != self.zoom:
            self._scale(zoom, centre)
        else:
            self.centerOn(centre)
        self.looked.emit()

    def zoom_at(self, factor: float, viewport_pos: QPointF | QPoint) -> None:
        """Zoom, with what is under a position in the viewport staying there."""
        self.set_zoom(self.zoom * factor, viewport_pos)

    def set_zoom(self, zoom: float, viewport_pos: QPointF | QPoint | None = None) -> None:
        """Look from another distance, with a position in the viewport (its middle when not given) staying where it is."""
        self._animation.stop()
        zoom = max(MIN_ZOOM, min(MAX_ZOOM, zoom))
        if zoom == self.zoom:
            return
        fixed = QPointF(self.viewport().rect().center()) if viewport_pos is None else QPointF(viewport_pos)
        held = self.scene_pos(fixed)
        self._scale(zoom, held=(held, fixed))

    def step_zoom(self, steps: int) -> None:
        """Look from some steps nearer or farther, as the wheel does."""
        self.set_zoom(zooming.stepped(self.zoom, steps))

    def pan(self, dx: float, dy: float) -> None:
        """Move what is seen by pixels."""
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setValue(across.value() - round(dx))
        down.setValue(down.value() - round(dy))
        self.looked.emit()

    def fit(self, nodes: object = None, animated: bool = True) -> None:
        """Bring some nodes into view, or everything."""
        rect = self.canvas.bounds(nodes)  # type: ignore[arg-type]
        if rect.isEmpty():
            self._fly(QPointF(0, 0), 1.0, animated=animated)
            return
        room = self.viewport().rect()
        width, height = max(1, room.width() - 2 * FIT_MARGIN), max(1, room.height() - 2 * FIT_MARGIN)
        self._fly(rect.center(), min(width / rect.width(), height / rect.height(), 1.0), animated=animated)

    def zoom_to_selection(self) -> None:
        """Bring what is selected into view; everything when nothing is."""
        self.fit(self.session.selection or None)

    def center_on(self, node: str) -> None:
        """Bring a node into the middle, near enough to be read."""
        rect = self.canvas.node_rect(node)
        if not rect.isEmpty():
            self._fly(rect.center(), max(self.zoom, 0.8), animated=True)

    def see(self, node: str) -> None:
        """Bring a node into view, with the picture below it that it may have, moving no farther than that takes."""
        shape = self.canvas.graph.nodes.get(node)
        if shape is not None:
            self.bring_into_sight(shape.room)

    def bring_into_sight(self, place: QRectF, *, animated: bool = True) -> None:
        """Look no further away than needed to see a part of the scene."""
        rect, seen = place.adjusted(-SEEN_MARGIN, -SEEN_MARGIN, SEEN_MARGIN, SEEN_MARGIN), self.visible_rect()
        away = QPointF(
            _into(rect.left(), rect.right(), seen.left(), seen.right()),
            _into(rect.top(), rect.bottom(), seen.top(), seen.bottom()),
        )
        corner = self.minimap.corner(seen.translated(away))
        if corner.intersects(rect):
            away += QPointF(0, rect.bottom() - corner.top())
        if not away.isNull():
            self._fly(seen.center() + away, self.zoom, animated=animated)

    def _fly(self, centre: QPointF, zoom: float, *, animated: bool) -> None:
        self._animation.stop()
        if not animated or not self.is_animated or not self.isVisible():
            self.look(centre, zoom)
            self._settle()
            return
        self._flight = zooming.Flight(self.visible_rect().center(), self.zoom, centre, zoom)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.start()

    def _animate(self, part: float) -> None:
        if self._flight is not None:
            self.look(*self._flight.at(part))

    def _look_inside(self) -> None:
        """Another component is looked at: as it was last time, or as a whole."""
        self._animation.stop()
        self._looks[self._path] = self.visible_rect().center(), self.zoom
        self._path = self.session.path
        known = self._looks.get(self._path)
        if known is None:
            self.fit(animated=False)
        else:
            self.look(*known)

    # ---- painting

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        self._backdrop.paint(painter, QRectF(rect), self.canvas.colours)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        place = self.minimap.rect
        if place.isEmpty() or not self.viewportTransform().mapRect(QRectF(rect)).intersects(QRectF(place)):
            return
        painter.save()
        painter.resetTransform()
        self.minimap.paint(painter)
        painter.restore()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """The pixels of the minimap are moved along with all others, and have to be painted over."""
        super().scrollContentsBy(dx, dy)
        place = self.minimap.rect if hasattr(self, "minimap") else QRect()
        if not place.isEmpty():
            self.viewport().update(place)
            self.viewport().update(place.translated(dx, dy))

    def paintEvent(self, event: QPaintEvent) -> None:
        region = event.region()
        if region.rectCount() <= MOST_REGIONS:
            back = self.viewportTransform().inverted()[0]
            self.canvas.exposed = [back.mapRect(QRectF(rect).adjusted(-1, -1, 1, 1)) for rect in region]  # type: ignore[attr-defined]
        super().paintEvent(event)
        self.canvas.exposed = []

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.looked.emit()

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self._pointer = event.position()
        if self.gesture is not None:
            return
        if event.button() == Qt.MouseButton.LeftButton and self.minimap.press(event.position()):
            return
        if event.button() == Qt.MouseButton.MiddleButton or (
            self._space and event.button() == Qt.MouseButton.LeftButton
        ):
            self._start_pan(event.position())
            return
        for kind in self.gestures:
            self.gesture = kind.begin(self, event)
            if self.gesture is not None:
                return

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        if self._pan_from is not None:
            moved = event.position() - self._pan_from
            self._pan_from = event.position()
            self.pan(moved.x(), moved.y())
        elif self.minimap.drag(event.position()):
            return
        elif self.gesture is not None:
            self._edge_pan.watch(event)
            self.gesture.move(event)
        else:
            self._hover(self.scene_pos(event.position()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None:
            self._pan_from = None
            self._show_cursor()
        elif self.minimap.release():
            return
        elif self.gesture is not None and self.gesture.release(event):
            self._end_gesture()

    def _end_gesture(self) -> None:
        self.gesture = None
        self._edge_pan.stop()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            self.mousePressEvent(event)
            return
        pos = self.scene_pos(event.position())
        node = self.canvas.node_at(pos)
        if node is not None:
            self.opened.emit(node)
        elif self.canvas.annotation_at(pos) is None and self.canvas.link_at(pos) is None:
            self.request_add(pos)
        else:
            self.mousePressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.context_requested.emit(event.globalPos(), self.scene_pos(event.pos()))
        event.accept()

    def _start_pan(self, pos: QPointF) -> None:
        self._animation.stop()
        self._pan_from = pos
        self._space_used = self._space
        self._show_cursor()

    def _show_cursor(self) -> None:
        if self._pan_from is not None:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._space:
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.viewport().unsetCursor()

    def _hover(self, pos: QPointF) -> None:
        node = self.canvas.node_at(pos)
        link = None if node or self.canvas.port_at(pos) else self.canvas.link_at(pos, self.reach(5.0))
        self.canvas.hover(node, link)

    def _tip(self, event: QHelpEvent) -> None:
        pos = self.scene_pos(event.pos())
        port = self.canvas.port_at(pos, self.reach(PORT_REACH), implicit=self.canvas.lit is not None)
        node = self.canvas.node_at(pos)
        if port is not None:
            text = tips.port_tip(self.canvas, port)
            place = QRectF(self.canvas.port_pos(port) - QPointF(9, 9), QSizeF(18, 18))
        elif node is not None:
            text = tips.node_tip(self.canvas.graph.nodes[node], self.canvas.description(node))
            place = self.canvas.node_rect(node)
        else:
            text, place = "", QRectF()
        where = self.viewportTransform().mapRect(place).toAlignedRect()
        QToolTip.showText(event.globalPos(), text, self.viewport(), where)

    def reach(self, pixels: float) -> float:
        """How many scene units a distance on the screen is, and no fewer than at 100 %."""
        return pixels / min(1.0, self.zoom)

    @property
    def pointer(self) -> QPoint:
        """Where the mouse was last, in the viewport."""
        return self._pointer.toPoint()

    def leaveEvent(self, event: QEvent) -> None:
        self.canvas.hover(None, None)
        super().leaveEvent(event)

    # ---- wheel and touchpad

    def wheelEvent(self, event: QWheelEvent) -> None:
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control or (self.wheel_zooms and not zooming.is_touchpad(event)):
            self.set_zoom(zooming.wheel_zoom(self.zoom, event), event.position())
        else:
            moved = zooming.scrolled(event)
            self.pan(moved.x(), moved.y())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.zoom_at(1.0 + event.value(), event.position())
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            self._tip(event)
            return True
        return super().viewportEvent(event)

    # ---- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.gesture is not None:
            if key == Qt.Key.Key_Escape:
                self.gesture.cancel()
                self._end_gesture()
            else:
                self.gesture.key(event)
        elif key == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._space, self._space_used = True, False
                self._show_cursor()
        elif key == Qt.Key.Key_Tab:
            self.request_add(self.pointer_pos())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.session.selection:
            self.opened.emit(self.session.selection[-1])
        elif zooming.is_typing(event):
            self.request_add(self.pointer_pos(), typed=event.text())
        else:
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Space or event.isAutoRepeat():
            super().keyReleaseEvent(event)
            return
        was_held, self._space = self._space, False
        self._show_cursor()
        if was_held and not self._space_used and self.gesture is None:
            self.request_add(self.pointer_pos())

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab adds a node; Shift+Tab leaves the canvas."""
        return False if following else super().focusNextPrevChild(following)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.canvas.set_focused(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False
        self._show_cursor()
        self.canvas.set_focused(False)

    def pointer_pos(self) -> QPointF:
        """The scene position of the mouse, or the middle of the view when the mouse is elsewhere."""
        inside = self.viewport().rect().contains(self._pointer.toPoint()) and self.viewport().underMouse()
        return self.scene_pos(self._pointer) if inside else self.visible_rect().center()

    def request_add(self, pos: QPointF, origin: object = None, typed: str = "") -> None:
        """Ask for quick add at a scene position."""
        self.typed = typed
        self.add_requested.emit(pos, origin)


def _into(start: float, end: float, first: float, last: float) -> float:
    """How far what is seen from `first` to `last` must move to show from `start` to `end`, at least its beginning."""
    return min(start - first, max(0.0, end - last)) if start >= first else start - first
