"""Lay nodes out: the engine process finds the places, the canvas shows the way there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEasingCurve, QObject, QVariantAnimation

from knode.app.canvas.geometry import WIDTH, Point
from knode.app.edit.commands.arrange import Arrange, levels
from knode.app.edit.doing import carry_out
from knode.app.edit.places import room, snapped
from knode.host import protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knode.app.canvas.view import CanvasView
    from knode.core.workflow import Link

GLIDE_MS = 260
MOST_GLIDING = 400
"""More nodes than this are there at once."""


def arrange(view: CanvasView, nodes: Sequence[str]) -> None:
    """Lay out some nodes, or all when none are given, around where they are."""
    session = view.session
    path, chosen = session.path, list(nodes) or list(session.workflow.nodes)
    before = {node: view.canvas.node_rect(node).topLeft().toTuple() for node in chosen}
    workflow, among = session.workflow, frozenset(chosen)
    links = [link for node in chosen for link in workflow.links_into(node) if link.source in among]

    def there(answer: protocol.Arranged) -> None:
        if session.path == path:
            _take(view, before, answer.places, {links[number]: points for number, points in answer.bends.items()})

    question = protocol.ArrangeParams(
        sizes={node: (WIDTH, room(workflow, node)) for node in chosen},
        links=tuple((link.source, link.target, *levels(workflow, link)) for link in links),
    )
    session.call(protocol.ARRANGE, question, there)


def _take(
    view: CanvasView, before: dict[str, Point], places: dict[str, Point], bends: dict[Link, tuple[Point, ...]]
) -> None:
    """Put the nodes where the layout wants them, with their upper left corner where it was."""
    workflow = view.session.workflow
    known = {node: point for node, point in places.items() if node in workflow}
    if not known:
        return
    left, top = min(before[node][0] for node in known), min(before[node][1] for node in known)
    x, y = snapped((left, top))
    corner = min(point[0] for point in known.values()), min(point[1] for point in known.values())
    dx, dy = x - corner[0], y - corner[1]
    wanted = {node: (point[0] + dx, point[1] + dy) for node, point in known.items()}
    moved = {link: [(across + dx, down + dy) for across, down in points] for link, points in bends.items()}
    if carry_out(view, Arrange(view.session.path, wanted, moved)) and len(wanted) <= MOST_GLIDING and view.is_animated:
        Glide(view, {node: before[node] for node in wanted}, wanted)


class Glide(QObject):
    """Shows nodes on their way to where the document has them already. A change of the document ends it."""

    def __init__(self, view: CanvasView, before: dict[str, Point], after: dict[str, Point]) -> None:
        super().__init__(view)
        self.view, self.before, self.after = view, before, after
        self._animation = QVariantAnimation(self)
        self._animation.setDuration(GLIDE_MS)
        self._animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._animation.setStartValue(0.0)
        self._animation.setEndValue(1.0)
        self._animation.valueChanged.connect(self._show)
        self._animation.finished.connect(self.deleteLater)
        view.session.document.changed.connect(self._stop)
        view.session.path_changed.connect(self._stop)
        self._animation.start()

    def _show(self, part: float) -> None:
        known = self.view.canvas.graph.nodes
        self.view.canvas.show_at(
            {
                node: (x + (self.after[node][0] - x) * part, y + (self.after[node][1] - y) * part)
                for node, (x, y) in self.before.items()
                if node in known
            }
        )

    def _stop(self) -> None:
        self._animation.stop()
        layout, known = self.view.session.workflow.layout, self.view.canvas.graph.nodes
        self.view.canvas.show_at({node: tuple(layout[node]) for node in self.after if node in known and node in layout})
        self.deleteLater()
