"""The scene of the canvas: what the session looks at, in layers, with hit tests and the feedback of gestures."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QLineF, QObject, QPointF, QRectF, QTimer, Signal
from PySide6.QtGui import QPainterPath, QPixmap
from PySide6.QtWidgets import QGraphicsScene

from knode.app import theme
from knode.app.canvas.annotation_layers import FrameLayer, NoteLayer
from knode.app.canvas.annotations import Annotations
from knode.app.canvas.colours import Colours
from knode.app.canvas.feedback import FeedbackItems, GhostItem
from knode.app.canvas.geometry import OVERVIEW_BELOW, PORT_REACH, Point, PortRef, around
from knode.app.canvas.graph import Graph
from knode.app.canvas.hits import BEND_REACH, WIRE_REACH, Direction, Hits
from knode.app.canvas.node_layer import NodeLayer, selection_outline
from knode.app.canvas.overview import Overview
from knode.app.canvas.sprites import SpriteCache
from knode.app.canvas.wire_layer import WireLayer
from knode.app.session import Session
from knode.core.edits import Change
from knode.core.workflow import Link

FRAME_MS = 16
PHASE_MS = 50
LARGE = 1_000
"""A workflow of so many nodes is set aside from the collection of garbage."""
MANY = 60
"""More rectangles than this are painted again as one."""
EXTENT = QRectF(-1e6, -1e6, 2e6, 2e6)
"""How far a canvas goes. It is the same for every workflow, so that the view need not follow each node that moves."""


class CanvasScene(QGraphicsScene):
    """Shows the workflow that the session looks at.

    Responsibilities: keeps shapes, statuses and selection in step with the session; asks for each part to be painted
    once; answers what lies where; shows what gestures want shown.
    """

    rebuilt = Signal()
    """Another workflow is shown, or the same one anew."""
    hover_changed = Signal()
    others_selected = Signal()
    """Other wires, notes or frames are selected."""
    content_changed = Signal()
    """Something of the workflow has another place or look."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setItemIndexMethod(QGraphicsScene.ItemIndexMethod.NoIndex)
        self.setSceneRect(EXTENT)
        self.session = session
        self.colours = Colours()
        self.sprites = SpriteCache()
        self.exposed: list[QRectF] = []
        self.phase = 0.0
        self.is_focused = True
        self.is_zooming = False
        self.is_carrying = False
        self.selected: frozenset[str] = frozenset(session.selection)
        self.selected_links: tuple[Link, ...] = ()
        self.selected_annotations: tuple[str, ...] = ()
        self._others_too = False
        self.hovered: str | None = None
        self.hovered_link: Link | None = None
        self.highlighted_link: Link | None = None
        self.lit: Mapping[PortRef, str | None] | None = None
        self._selection_path: QPainterPath | None = None
        self._dirty_statuses: dict[str, None] = {}
        self._running: set[str] = set()
        self._flush_timer = self._timer(FRAME_MS, self._flush_statuses, once=True)
        self._phase_timer = self._timer(PHASE_MS, self._advance, once=False)
        self.graph = Graph(session.workflow)
        self._show_workflow()
        for layer in (FrameLayer(self, 0), NoteLayer(self, 1), WireLayer(self, 2), NodeLayer(self, 3)):
            self.addItem(layer)
        self.feedback = FeedbackItems(self)
        session.document.changed.connect(self._follow)
        session.path_changed.connect(self._rebuild)
        session.selection_changed.connect(self._take_selection)
        session.statuses_changed.connect(self._note_statuses)
        theme.switch().changed.connect(self._recolour)

    def _timer(self, milliseconds: int, slot: object, *, once: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(milliseconds)
        timer.timeout.connect(slot)
        return timer

    # ---- following the session

    def _show_workflow(self) -> None:
        self.overview = Overview(self.graph)
        self.annotations = Annotations(self.graph)
        self.hits = Hits(self.graph, self.annotations)
        self._running.clear()
        for node in self.graph.nodes:
            self._take_status(node)
        self._tick_while_running()
        if len(self.graph.nodes) >= LARGE:
            _set_aside()

    def _rebuild(self) -> None:
        self.graph = Graph(self.session.workflow, straight=self.graph.straight)
        self._show_workflow()
        self.selected = frozenset(self.session.selection)
        self.selected_links, self.selected_annotations = (), ()
        self.hovered = self.hovered_link = self.highlighted_link = self.lit = self._selection_path = None
        self.update()
        self.rebuilt.emit()
        self.content_changed.emit()

    def _follow(self, changes: list[Change]) -> None:
        path = self.session.path
        if self.graph.workflow is not self.session.workflow:
            self._rebuild()
            return
        own = [change for change in changes if change.path == path]
        self.graph.follow(own)
        deeper = {change.path[len(path)] for change in changes if len(change.path) > len(path)}
        for component in deeper:
            self.graph.refresh_ports(component)
        for change in own:
            if change.kind == "node":
                self._take_status(change.key)
        self._tick_while_running()
        if any(change.kind == "annotation" for change in own):
            self.annotations.read()
        else:
            self.annotations.follow_nodes(change.key for change in own if change.kind in ("node", "place"))
        self.selected_links = tuple(link for link in self.selected_links if link in self.graph.wires)
        known = {*self.annotations.notes, *self.annotations.frames}
        self.selected_annotations = tuple(name for name in self.selected_annotations if name in known)
        self._paint_touched()

    def _paint_touched(self) -> None:
        """Ask for what has changed to be painted, in the overview too."""
        touched = self.graph.touched + self.annotations.touched
        self.overview.forget(self.graph.dirty_places)
        everything, self.graph.all_touched = self.graph.all_touched, False
        self.graph.touched, self.graph.dirty_places, self.annotations.touched = [], [], []
        self._selection_path = None
        if everything:
            self.update()
        else:
            self._ask(touched)
        if touched or everything:
            self.content_changed.emit()

    def _ask(self, rects: Sequence[QRectF]) -> None:
        if len(rects) > MANY:
            self.update(around(rects))
            return
        for rect in rects:
            self.update(rect)

    def paint_again(self) -> None:
        """Paint everything once more in the next frame, as this one had no time to."""
        QTimer.singleShot(0, self, self.update)

    def _note_statuses(self, steps: list[str]) -> None:
        self._dirty_statuses.update(dict.fromkeys(steps))
        if not self._flush_timer.isActive():
            self._flush_timer.start()

    def _flush_statuses(self) -> None:
        """Take in what has changed since the last frame, and paint it once."""
        prefix = "".join(f"{component}/" for component in self.session.path)
        steps, self._dirty_statuses = self._dirty_statuses, {}
        rects, places = [], []
        for step in steps:
            node = step[len(prefix) :]
            if step.startswith(prefix) and self._take_status(node):
                shape = self.graph.nodes[node]
                rects.append(shape.painted)
                places.append((shape.x, shape.y))
        self.overview.forget(places)
        self._ask(rects)
        self._tick_while_running()
        if rects:
            self.content_changed.emit()

    def _take_status(self, node: str) -> bool:
        shape = self.graph.nodes.get(node)
        if shape is None:
            self._running.discard(node)
            return False
        shape.status = self.session.statuses.get(self.session.step(node))
        shape.texts = None
        if shape.status is not None and shape.status.state == "running":
            self._running.add(node)
        else:
            self._running.discard(node)
        return True

    def set_picture(self, node: str, picture: QPixmap | None) -> None:
        """Show a picture of the node's view below it, or none."""
        if node in self.graph.nodes:
            self._ask(self.graph.set_picture(node, picture))

    def _tick_while_running(self) -> None:
        if not self._running:
            self._phase_timer.stop()
        elif not self._phase_timer.isActive():
            self._phase_timer.start()

    def _advance(self) -> None:
        """Move the bars of nodes that do not know how far they are."""
        self.phase = (self.phase + PHASE_MS / 2000) % 1.0
        if not any(view.transform().m11() >= OVERVIEW_BELOW for view in self.views()):
            return
        rects = []
        for node in self._running & self.graph.nodes.keys():
            shape = self.graph.nodes[node]
            if shape.status is not None and shape.status.fraction is None:
                rects.append(QRectF(shape.x, shape.rect.bottom() - 8, shape.rect.width(), 8))
        self._ask(rects)

    def _recolour(self) -> None:
        self.colours = Colours()
        self.sprites.clear()
        self.feedback.draft.refresh()
        self.update()
        self.content_changed.emit()

    def set_straight(self, straight: bool) -> None:
        """Draw wires as straight lines, or as curves."""
        if straight != self.graph.straight:
            self.graph.straight = straight
            self._rebuild()

    # ---- selection

    def select(self, nodes: Iterable[str], links: Iterable[Link] = (), annotations: Iterable[str] = ()) -> None:
        """Select these, and nothing else."""
        before, self._others_too = (self.selected_links, self.selected_annotations), True
        self.selected_links, self.selected_annotations = tuple(links), tuple(annotations)
        self.session.select(nodes)
        self._others_too = False
        if (self.selected_links, self.selected_annotations) != before:
            self.update()
            self.others_selected.emit()

    def _take_selection(self) -> None:
        before, self.selected = self.selected, frozenset(self.session.selection)
        if not self._others_too and (self.selected_links or self.selected_annotations):
            self.selected_links, self.selected_annotations = (), ()
            self.update()
            self.others_selected.emit()
        self._selection_path = None
        self.graph.node_index.raise_up(self.session.selection)
        changed = before ^ self.selected
        if len(changed) > MANY or self.selected_links or self.selected_annotations:
            self.update()
        else:
            self._ask([self.graph.nodes[node].painted for node in changed if node in self.graph.nodes])
        self.content_changed.emit()

    def selection_path(self) -> QPainterPath:
        """The selected cards, as they are seen from far."""
        if self._selection_path is None:
            shapes = [self.graph.nodes[node] for node in self.selected if node in self.graph.nodes]
            self._selection_path = selection_outline(shapes)
        return self._selection_path

    def set_focused(self, focused: bool) -> None:
        """Whether keys go to the canvas: the selection tells."""
        if focused != self.is_focused:
            self.is_focused = focused
            self._ask([self.graph.nodes[node].painted for node in self.selected if node in self.graph.nodes])

    # ---- what lies where

    def node_at(self, pos: QPointF) -> str | None:
        """The node whose card is there."""
        return self.hits.node_at(pos)

    def port_at(self, pos: QPointF, radius: float = PORT_REACH, *, implicit: bool = False) -> PortRef | None:
        """The nearest port within a radius; `implicit` as in `Hits.port_at`."""
        return self.hits.port_at(pos, radius, implicit=implicit)

    def link_at(self, pos: QPointF, radius: float = WIRE_REACH) -> Link | None:
        """The nearest wire within a radius."""
        return self.hits.link_at(pos, radius)

    def reroute_at(self, pos: QPointF, radius: float = BEND_REACH) -> tuple[Link, int] | None:
        """A reroute point and its place among those of its wire."""
        return self.hits.reroute_at(pos, radius)

    def annotation_at(self, pos: QPointF) -> str | None:
        """The note there, or the frame whose title or border is there."""
        return self.hits.annotation_at(pos)

    def links_crossing(self, line: QLineF) -> list[Link]:
        """The wires that a straight stroke crosses."""
        return self.hits.links_crossing(line)

    def neighbour(self, node: str, direction: Direction) -> str | None:
        """Where an arrow key leads from a node."""
        return self.hits.neighbour(node, direction)

    def nodes_in(self, rect: QRectF) -> list[str]:
        """The nodes that a rectangle touches."""
        return self.graph.nodes_in(rect)

    def node_rect(self, node: str) -> QRectF:
        """The card of a node; an empty rectangle for none."""
        shape = self.graph.nodes.get(node)
        return shape.rect if shape is not None else QRectF()

    def port_pos(self, ref: PortRef) -> QPointF:
        """The middle of a port."""
        return QPointF(*self.graph.port_point(self.graph.nodes[ref.node], ref.side, ref.port))

    def port_kind(self, ref: PortRef) -> str:
        """What a port carries."""
        plug = self.graph.nodes[ref.node].plug(ref.side, ref.port)
        return plug.kind if plug is not None else "variables"

    def description(self, node: str) -> str:
        """What kind of node it is, in a few words."""
        instance = self.graph.workflow.nodes[node]
        if instance.is_component and instance.workflow is not None:
            return QCoreApplication.translate(
                "CanvasTip", "Component of %n node(s)", None, len(instance.workflow.nodes)
            )
        cls = self.graph.workflow.registry.find(instance.type)
        return cls.title() if cls is not None else instance.type

    def frame_rect(self, name: str) -> QRectF:
        """The rectangle of a frame or note; an empty one for none."""
        return self.annotations.rect_of(name)

    def bounds(self, nodes: Iterable[str] | None = None) -> QRectF:
        """The rectangle around some nodes with the pictures below them, or around everything, notes and frames too."""
        if nodes is not None:
            return self.graph.room(nodes)
        return around(
            [rect for rect in (self.graph.room(self.graph.nodes), *self.annotations.bounds()) if not rect.isEmpty()]
        )

    # ---- what gestures show

    def show_at(self, places: Mapping[str, Point]) -> None:
        """Show nodes at other places for now, with wires and frames; the document is not touched."""
        self.graph.shift(places)
        self.annotations.follow_nodes(places)
        self._paint_touched()

    def ghost(self, nodes: Sequence[str]) -> GhostItem:
        """Nodes that follow the mouse; `drop` it when the gesture ends."""
        return GhostItem(self, nodes)

    def draft_link(self, start: QPointF, end: QPointF | None) -> None:
        """The wire that is being drawn; without an end it is gone."""
        self.feedback.draft.lead(start, end)

    def draft_style(self, ok: bool) -> None:
        """Whether the wire that is being drawn may end where it does."""
        self.feedback.draft.is_right = ok
        self.feedback.draft.refresh()

    def light_ports(self, fitting: Mapping[PortRef, str | None] | None) -> None:
        """Light up ports that fit (None) and dim those that do not (why not); None for all as ever."""
        self.lit = fitting
        self.update()

    def band(self, rect: QRectF | None) -> None:
        """The rubber band; None when there is none."""
        self.feedback.band(rect)

    def knife(self, line: QLineF | None) -> None:
        """The stroke that cuts wires; None when there is none."""
        self.feedback.knife(line)

    def guides(self, lines: Sequence[QLineF]) -> None:
        """Lines that tell with what a moved node is in line."""
        self.feedback.guides(lines)

    def highlight_link(self, link: Link | None) -> None:
        """Let one wire stand out, such as the one that a node will be spliced into."""
        before, self.highlighted_link = self.highlighted_link, link
        self._ask([self.graph.wires[one].painted for one in (before, link) if one in self.graph.wires])

    def highlight_nodes(self, nodes: Sequence[str], colour: str = "accent") -> None:
        """Show an area behind nodes, such as a captured region; none for no area."""
        self.feedback.marks(nodes, colour)

    def hover(self, node: str | None, link: Link | None) -> None:
        """What the mouse is on."""
        if (node, link) == (self.hovered, self.hovered_link):
            return
        rects = [self.graph.nodes[one].painted for one in (self.hovered, node) if one in self.graph.nodes]
        rects += [self.graph.wires[one].painted for one in (self.hovered_link, link) if one in self.graph.wires]
        self.hovered, self.hovered_link = node, link
        self._ask(rects)
        self.hover_changed.emit()


def _set_aside() -> None:
    """Keep the collector from walking all shapes again and again, which takes 100 ms in the midst of a drag.

    What was set aside before and is no longer needed is collected first.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
