"""The notes and frames of a workflow as they lie on the canvas."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF

from knode.app.canvas.geometry import HEIGHT, WIDTH
from knode.app.canvas.grid_index import GridIndex

if TYPE_CHECKING:
    from knode.app.canvas.graph import Graph

FRAME_PADDING = 24.0
FRAME_TITLE = 30.0
EMPTY_FRAME = QRectF(0, 0, 240, 140)
NOTE_LEAST = 48.0


@dataclass(slots=True, eq=False)
class NoteShape:
    """A note: `text` is Markdown."""

    id: str
    rect: QRectF
    text: str
    colour: str


@dataclass(slots=True, eq=False)
class FrameShape:
    """A frame: its rectangle lies around its nodes; a collapsed one is a card in their place."""

    id: str
    rect: QRectF
    title: str
    colour: str
    nodes: tuple[str, ...]
    collapsed: bool

    @property
    def title_rect(self) -> QRectF:
        """Where its title stands, by which it is held."""
        if self.collapsed:
            return QRectF(self.rect)
        return QRectF(self.rect.left(), self.rect.top(), self.rect.width(), FRAME_TITLE)


class Annotations:
    """The notes and frames of a workflow.

    Responsibilities: reads them from the document, keeps frames around their nodes, says what lies where. `touched`
    collects the rectangles to paint again.
    """

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.notes: dict[str, NoteShape] = {}
        self.frames: dict[str, FrameShape] = {}
        self.note_index: GridIndex[str] = GridIndex(1024.0)
        self.touched: list[QRectF] = []
        self._frames_of: dict[str, list[str]] = {}
        self.read()

    def read(self) -> None:
        """Read all of them again; there are few."""
        self._touch_all()
        self.notes.clear()
        self.frames.clear()
        self._frames_of.clear()
        self.note_index = GridIndex(1024.0)
        for data in self.graph.workflow.annotations:
            if data.get("kind") == "frame":
                self._put_frame(data)
            else:
                self._put_note(data)
        self._fold()
        self._touch_all()

    def _put_note(self, data: dict[str, Any]) -> None:
        rect = QRectF(
            float(data.get("x", 0)),
            float(data.get("y", 0)),
            max(NOTE_LEAST, float(data.get("width", 240))),
            max(NOTE_LEAST, float(data.get("height", 120))),
        )
        text = data.get("text", "")
        lines = "\n".join(text) if isinstance(text, list) else str(text)
        note = NoteShape(str(data["id"]), rect, lines, str(data.get("colour", "yellow")))
        self.notes[note.id] = note
        self.note_index.put(note.id, (rect.left(), rect.top(), rect.right(), rect.bottom()))

    def _put_frame(self, data: dict[str, Any]) -> None:
        nodes = tuple(str(node) for node in data.get("nodes", ()))
        title, colour = str(data.get("title", "")), str(data.get("colour", "grey"))
        frame = FrameShape(str(data["id"]), QRectF(), title, colour, nodes, bool(data.get("collapsed", False)))
        self.frames[frame.id] = frame
        frame.rect = self._around(frame)
        for node in nodes:
            self._frames_of.setdefault(node, []).append(frame.id)

    def _around(self, frame: FrameShape) -> QRectF:
        inside = self.graph.room(frame.nodes)
        if inside.isEmpty():
            return QRectF(EMPTY_FRAME)
        if frame.collapsed:
            return QRectF(inside.left(), inside.top(), WIDTH, HEIGHT)
        return inside.adjusted(-FRAME_PADDING, -FRAME_PADDING - FRAME_TITLE, FRAME_PADDING, FRAME_PADDING)

    def _fold(self) -> None:
        """Hide what lies in collapsed frames."""
        folded: dict[str, tuple[str, QRectF]] = {}
        members: dict[str, str] = {}
        for frame in self.frames.values():
            if frame.collapsed and any(node in self.graph.nodes for node in frame.nodes):
                folded[frame.id] = frame.title, QRectF(frame.rect)
                members.update(dict.fromkeys(frame.nodes, frame.id))
        self.graph.fold(folded, members)

    def follow_nodes(self, nodes: Iterable[str]) -> None:
        """Nodes have moved, come or gone: the frames around them follow."""
        changed = {frame for node in nodes for frame in self._frames_of.get(node, ())}
        for name in changed:
            frame = self.frames[name]
            rect = self._around(frame)
            if rect != frame.rect:
                self.touched.append(outer(frame.rect))
                frame.rect = rect
                self.touched.append(outer(rect))
        if any(self.frames[name].collapsed for name in changed):
            self._fold()

    def _touch_all(self) -> None:
        self.touched += [outer(note.rect) for note in self.notes.values()]
        self.touched += [outer(frame.rect) for frame in self.frames.values()]

    # ---- reading

    def rect_of(self, name: str) -> QRectF:
        """The rectangle of a note or frame; an empty one for none."""
        found = self.notes.get(name) or self.frames.get(name)
        return QRectF(found.rect) if found is not None else QRectF()

    def bounds(self) -> list[QRectF]:
        """The rectangles of all."""
        return [*(note.rect for note in self.notes.values()), *(frame.rect for frame in self.frames.values())]


def outer(rect: QRectF) -> QRectF:
    """With room for the border and the ring."""
    return rect.adjusted(-6, -6, 6, 6)
