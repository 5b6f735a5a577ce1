"""Drag nodes, notes and frames; select them by clicks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Self

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent

from knode.app.canvas.feedback import GhostItem
from knode.app.canvas.geometry import PortRef
from knode.app.edit import in_place
from knode.app.edit.commands.frames import JoinFrame
from knode.app.edit.commands.nodes import MoveNodes
from knode.app.edit.commands.pieces import Duplicate
from knode.app.edit.commands.rewire import Splice, spliced
from knode.app.edit.doing import carry_out, chosen
from knode.app.edit.draft import Together
from knode.app.edit.gestures.gesture import ALT, CONTROL, SHIFT, Gesture, holds, is_double, is_left
from knode.app.edit.places import frames
from knode.app.edit.snapping import Snap, Snapper
from knode.core.errors import LinkRefused
from knode.core.workflow import Link

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView
    from knode.app.edit.command import Command


class DragItems(Gesture):
    """Drags what is selected: nodes, notes, frames with their nodes.

    It snaps unless Shift is held. Ctrl drags copies, Alt copies that are fed as the originals are. A single loose node
    that is dropped on a wire goes into it; nodes dropped in a frame join it. A click selects: Shift adds, Ctrl toggles;
    a double click edits a note or a frame's title.
    """

    def __init__(self, view: CanvasView, press: QMouseEvent, hit: str | Link) -> None:
        super().__init__(view, press)
        self.hit = hit
        self.nodes: tuple[str, ...] = ()
        self.notes: dict[str, QRectF] = {}
        self.ghost: GhostItem | None = None
        self.snapper: Snapper | None = None
        self.into: Link | None = None
        self.was_selected = self._is_selected()
        self.edits = is_double(press)

    @classmethod
    def begin(cls, view: CanvasView, press: QMouseEvent) -> Self | None:
        """On a node, a note, a frame or a wire."""
        if not is_left(press):
            return None
        pos = view.scene_pos(press.position())
        hit: str | Link | None = view.canvas.node_at(pos)
        if hit is None:
            note = view.canvas.annotation_at(pos)
            link = view.canvas.link_at(pos)
            hit = note if note is not None and (link is None or note in view.canvas.annotations.notes) else link or note
        return None if hit is None else cls(view, press, hit)

    # ---- what is selected

    def _is_selected(self) -> bool:
        now = chosen(self.view)
        return self.hit in now.nodes or self.hit in now.annotations or self.hit in now.links

    def _select(self, event: QMouseEvent) -> None:
        """Let the selection be what a click means."""
        now = chosen(self.view)
        adds, toggles = holds(event, SHIFT), holds(event, CONTROL)
        groups: list[list[str | Link]] = [list(now.nodes), list(now.links), list(now.annotations)]
        mine = 1 if isinstance(self.hit, Link) else 0 if self.hit in self.workflow else 2
        if not (adds or toggles):
            groups = [[], [], []]
        if toggles and self.was_selected:
            groups[mine].remove(self.hit)
        elif self.hit not in groups[mine]:
            groups[mine].append(self.hit)
        nodes, links, notes = groups
        self.canvas.select(
            [one for one in nodes if isinstance(one, str)],
            links=[one for one in links if isinstance(one, Link)],
            annotations=[one for one in notes if isinstance(one, str)],
        )

    def click(self, pos: QPointF, event: QMouseEvent) -> None:
        self._select(event)
        if self.edits and isinstance(self.hit, str) and self.hit not in self.workflow:
            in_place.edit_annotation(self.view, self.hit)

    # ---- dragging

    def drag(self, pos: QPointF, event: QMouseEvent) -> None:
        if self.ghost is None:
            self._lift(event)
        assert self.ghost is not None
        snap = self._snap(pos, event)
        self.ghost.set_offset(snap.offset.x(), snap.offset.y())
        self.canvas.guides(snap.lines)
        self.canvas.band(_around(self.notes.values()).translated(snap.offset) if self.notes else None)
        self.into = None if self._copies(event) else self._wire_below(pos)
        self.canvas.highlight_link(self.into)
        shape = Qt.CursorShape.DragCopyCursor if self._copies(event) else Qt.CursorShape.SizeAllCursor
        self.view.viewport().setCursor(shape)

    def _lift(self, event: QMouseEvent) -> None:
        """Find out what moves: the selection, when what was pressed is in it."""
        if not self.was_selected and not isinstance(self.hit, Link):
            self.canvas.select(*(([self.hit],) if self.hit in self.workflow else ((), (), [self.hit])))
        now = chosen(self.view)
        framed = [node for frame in frames(self.workflow) if frame["id"] in now.annotations for node in frame["nodes"]]
        self.nodes = tuple(dict.fromkeys([*now.nodes, *(node for node in framed if node in self.workflow)]))
        shapes = self.canvas.annotations.notes
        self.notes = {note: self.canvas.frame_rect(note) for note in now.annotations if note in shapes}
        if self.hit in self.nodes and isinstance(self.hit, str):
            self.snapper = Snapper(self.canvas, self.hit, frozenset(self.nodes), self.view.visible_rect())
        self.ghost = self.canvas.ghost(self.nodes)

    def _snap(self, pos: QPointF, event: QMouseEvent) -> Snap:
        offset = pos - self.start
        if holds(event, SHIFT):
            return Snap(offset)
        if self.snapper is not None:
            return self.snapper.snap(offset, self.view.zoom)
        return Snap(QPointF(round(offset.x() / 16) * 16, round(offset.y() / 16) * 16))

    def _copies(self, event: QMouseEvent) -> bool:
        return holds(event, CONTROL) or holds(event, ALT)

    def _wire_below(self, pos: QPointF) -> Link | None:
        """The wire that the one dragged node would go into."""
        if len(self.nodes) != 1 or self.notes:
            return None
        link = self.canvas.link_at(pos, 10.0 * self.reach)
        if link is None:
            return None
        try:
            spliced(self.workflow, self.nodes[0], link)
        except LinkRefused:
            return None
        return link

    def clear(self) -> None:
        if self.ghost is not None:
            self.ghost.drop()
        self.canvas.guides([])
        self.canvas.band(None)
        self.canvas.highlight_link(None)
        self.view.viewport().unsetCursor()

    # ---- dropping

    def finish(self, pos: QPointF, event: QMouseEvent) -> None:
        if self.ghost is None:
            self._lift(event)
            self.clear()
        offset = self._snap(pos, event).offset
        if self._copies(event):
            self._duplicate(offset, linked=holds(event, ALT))
        elif (link := self._wire_below(pos)) is not None:
            node = self.nodes[0]
            self.do(Splice(self.session.path, node, link, self._place_into(node, link, offset)))
        elif self.nodes or self.notes:
            self.do(self._moved(pos, offset))

    def _place(self, node: str, offset: QPointF) -> tuple[float, float]:
        corner = self.canvas.node_rect(node).topLeft() + offset
        return corner.x(), corner.y()

    def _place_into(self, node: str, link: Link, offset: QPointF) -> tuple[float, float]:
        """Where it was dropped, at the height at which the wire that comes in is level."""
        before, _ = spliced(self.workflow, node, link)
        source = self.canvas.port_pos(PortRef(before.source, "out", before.source_port))
        entry = self.canvas.port_pos(PortRef(node, "in", before.target_port))
        x, _ = self._place(node, offset)
        return x, self.canvas.node_rect(node).y() + source.y() - entry.y()

    def _duplicate(self, offset: QPointF, *, linked: bool) -> None:
        command = Duplicate(self.session.path, (*self.nodes, *self.notes), (offset.x(), offset.y()), linked=linked)
        carry_out(self.view, command, command.made)

    def _moved(self, pos: QPointF, offset: QPointF) -> Command:
        path = self.session.path
        places = {node: self._place(node, offset) for node in self.nodes}
        notes = {note: (rect.x() + offset.x(), rect.y() + offset.y()) for note, rect in self.notes.items()}
        move = MoveNodes(path, places, notes)
        frame = self._frame_below(pos)
        if frame is None:
            return move
        return Together(path, (move, JoinFrame(path, frame, self.nodes)), move.text)

    def _frame_below(self, pos: QPointF) -> str | None:
        """The frame that the dragged nodes are dropped in, when none of them is in a frame."""
        known = frames(self.workflow)
        if not self.nodes or any(node in frame["nodes"] for frame in known for node in self.nodes):
            return None
        inside = [
            frame for frame in known if not frame.get("collapsed") and self.canvas.frame_rect(frame["id"]).contains(pos)
        ]
        return str(inside[0]["id"]) if inside else None


def _around(rects: Iterable[QRectF]) -> QRectF:
    found = QRectF()
    for rect in rects:
        found = found.united(rect)
    return found
