"""The colours of the canvas, as Qt wants them, made from the theme and kept until it changes."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPen

from knode.app import theme
from knode.picture.style import kind_colour, pack_colour

NoteColour = Literal["yellow", "green", "blue", "red", "violet", "grey"]
NOTE_COLOURS: tuple[NoteColour, ...] = ("yellow", "green", "blue", "red", "violet", "grey")
THIN_BELOW = 0.62
"""The zoom below which wires are one pixel wide."""


class Colours:
    """The colours of one theme."""

    def __init__(self) -> None:
        self.palette = palette = theme.current().palette
        self.canvas = QColor(palette.canvas)
        self.card = QColor(palette.card)
        self.edge = QColor(palette.edge)
        self.shade = QColor(palette.shade)
        self.ink = QColor(palette.ink)
        self.muted = QColor(palette.muted)
        self.region = QColor(palette.region_edge)
        self.accent = QColor(theme.colour("accent"))
        self.done = QColor(palette.states["done"])
        self.failed = QColor(palette.states["failed"])
        self.running = QColor(palette.states["running"])
        self.waiting = QColor(palette.states[""])
        self.warning = QColor(theme.colour("warning"))
        self.faint = QColor(theme.colour("faint"))
        self.raised = QColor(theme.colour("raised"))
        self.border = QColor(theme.colour("border"))
        self.is_dark = self.canvas.lightness() < 128
        self.grid = mixed(self.muted, self.canvas, 0.35)
        self._kinds: dict[str, QColor] = {}
        self._packs: dict[str, QColor] = {}
        self._far: dict[str, QColor] = {}
        self._pens: dict[tuple[str, float], QPen] = {}

    def kind(self, name: str) -> QColor:
        """The colour of a port kind."""
        if name not in self._kinds:
            self._kinds[name] = QColor(kind_colour(self.palette, name))
        return self._kinds[name]

    def pack(self, name: str) -> QColor:
        """The colour of a pack."""
        if name not in self._packs:
            self._packs[name] = QColor(pack_colour(self.palette, name))
        return self._packs[name]

    def far_wire_pen(self, kind: str) -> QPen:
        """How wires are drawn that are seen from far."""
        key = kind, -1.0
        if key not in self._pens:
            self._pens[key] = QPen(mixed(self.kind(kind), self.canvas, 0.55), 0)
        return self._pens[key]

    def far_card(self, look: str) -> QColor:
        """How a node's rectangle is filled that is seen from far: `pack:prep`, `state:failed`, `off`."""
        if look not in self._far:
            area, _, name = look.partition(":")
            if area == "pack":
                self._far[look] = mixed(self.pack(name), self.card, 0.5)
            elif area == "state":
                self._far[look] = self.failed if name == "failed" else self.running
            else:
                self._far[look] = mixed(self.muted, self.canvas, 0.35)
        return self._far[look]

    def wire_pen(self, kind: str, zoom: float) -> QPen:
        """How a wire is drawn at a zoom of the screen's own pixels: far out one of them wide, which is three times as fast."""
        key = kind, 0.0 if zoom < THIN_BELOW else 1.0
        if key not in self._pens:
            pen = QPen(mixed(self.kind(kind), self.canvas, 0.82), 2.0)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if not key[1]:
                pen = QPen(mixed(self.kind(kind), self.canvas, 0.82), 0.0)
            self._pens[key] = pen
        return self._pens[key]

    def note(self, name: str) -> QColor:
        """The strong colour of a note or frame; grey for a name that is none."""
        strong = {
            "yellow": self.pack("prep"),
            "green": self.pack("learn"),
            "blue": self.running,
            "red": self.failed,
            "violet": self.kind("view"),
        }
        return strong.get(name, self.muted)

    def named(self, name: str) -> QColor:
        """A colour for feedback: `accent`, `region`, a state, or that of a note."""
        known = {"accent": self.accent, "region": self.region, "done": self.done, "failed": self.failed}
        return known.get(name) or self.note(name)


def mixed(over: QColor, under: QColor, part: float) -> QColor:
    """`part` of one colour on another, opaque."""
    rest = 1 - part
    return QColor.fromRgbF(
        over.redF() * part + under.redF() * rest,
        over.greenF() * part + under.greenF() * rest,
        over.blueF() * part + under.blueF() * rest,
    )


def faint(colour: QColor, opacity: float) -> QColor:
    """The colour, see-through."""
    made = QColor(colour)
    made.setAlphaF(opacity)
    return made
