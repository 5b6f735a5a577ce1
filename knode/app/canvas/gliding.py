"""Nodes that glide to their new places when a layout, or undo of it, moves them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from knode.app.canvas.geometry import Point

if TYPE_CHECKING:
    from knode.app.canvas.scene import CanvasScene

GLIDE_MS = 260
MOST = 400
"""More nodes than this jump: their way could not be shown at a steady pace."""


class Glide(QObject):
    """Shows nodes on their way from where they were to where the document has them."""

    def __init__(self, canvas: CanvasScene) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._from: dict[str, Point] = {}
        self._to: dict[str, Point] = {}
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(GLIDE_MS)
        self._animation.setEasingCurve(QEasingCurve.Type.InOutCubic)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.valueChanged.connect(self._show)

    @property
    def is_on(self) -> bool:
        """Whether nodes are on their way."""
        return self._animation.state() == QVariantAnimation.State.Running

    def start(self, before: Mapping[str, Point]) -> None:
        """Begin at these places; the document already has the new ones."""
        self.finish()
        nodes = self._canvas.graph.nodes
        moved = {node: place for node, place in before.items() if node in nodes}
        self._to = {node: (nodes[node].x, nodes[node].y) for node in moved}
        self._from = {node: place for node, place in moved.items() if place != self._to[node]}
        if self._from and len(self._from) <= MOST:
            self._show(0.0)
            self._animation.start()

    def finish(self) -> None:
        """Show the nodes at the end of their way, now."""
        if self.is_on:
            self._animation.stop()
            self._show(1.0)

    def _show(self, part: float) -> None:
        places = {}
        for node, (x, y) in self._from.items():
            if node in self._canvas.graph.nodes:
                to_x, to_y = self._to[node]
                places[node] = x + (to_x - x) * part, y + (to_y - y) * part
        self._canvas.show_at(places)
