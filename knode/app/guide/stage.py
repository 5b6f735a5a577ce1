"""What the guide looks at: the window, the workflow in front, and where on screen things are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QToolButton, QWidget

from knode.app.canvas.shapes import known_ports
from knode.app.canvas.view import CanvasView
from knode.core.workflow import Workflow

if TYPE_CHECKING:
    from knode.app.window import MainWindow

EMPTY = Workflow()


class Stage:
    """Answers the guide's questions about a window. All answers are of this moment."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.opened: set[str] = set()
        """Nodes that were double clicked since the step began."""
        self._selected_before: str | None = None
        self._watched: CanvasView | None = None

    def begin(self) -> None:
        """A step begins: what is done from now on counts for it."""
        self.opened = set()
        self._selected_before = self.selected()
        view = self.window.view
        if view is not None and view is not self._watched:
            view.opened.connect(lambda node: self.opened.add(node))
            self._watched = view

    @property
    def workflow(self) -> Workflow:
        """The workflow in front; an empty one when there is none."""
        session = self.window.session
        return session.workflow if session is not None else EMPTY

    # ---- what is there

    def sources(self) -> list[str]:
        """Nodes that give a table and take nothing: readers and example data."""
        return [node for node in self.workflow.nodes if self._is_source(node)]

    def linked(self, type_id: str, *ports: str) -> list[str]:
        """Nodes of a type whose inputs are all connected."""
        return [
            node
            for node, instance in self.workflow.nodes.items()
            if instance.type == type_id and set(ports) <= {link.target_port for link in self.workflow.links_into(node)}
        ]

    def learners(self) -> list[str]:
        """Nodes that fit a model to predict with, connected with a table."""
        found = []
        for node, instance in self.workflow.nodes.items():
            cls = self.workflow.registry.find(instance.type)
            if cls is not None and cls.fits and "target" in cls.model_fields and self.workflow.links_into(node):
                found.append(node)
        return found

    def has_target(self, node: str) -> bool:
        """Whether a learner knows what to predict."""
        instance = self.workflow.nodes[node]
        return bool(instance.settings.get("target")) or "target" in instance.bindings

    def is_done(self, node: str) -> bool:
        """Whether a node has its result."""
        session = self.window.session
        status = session.status(node) if session is not None else None
        return status is not None and status.state == "done"

    def selected(self) -> str | None:
        """The node that was selected last."""
        session = self.window.session
        return session.selection[-1] if session is not None and session.selection else None

    def was_looked_at(self, node: str) -> bool:
        """Whether the person turned to a node since the step began, and its table can be seen."""
        turned = node in self.opened or (self.selected() == node != self._selected_before)
        return turned and self.shows("table")

    def shows(self, panel: str) -> bool:
        """Whether a panel can be seen."""
        return self.panel(panel) is not None

    def _is_source(self, node: str) -> bool:
        cls = self.workflow.registry.find(self.workflow.nodes[node].type)
        if cls is None or cls.boundary is not None:
            return False
        ports = known_ports(self.workflow, node)
        return ports is not None and not ports.inputs and any(port.kind == "table" for port in ports.outputs)

    # ---- where it is, on the window

    def panel(self, name: str) -> QRect | None:
        """The rectangle of a panel; None when it cannot be seen."""
        dock = self.window.docks.docks.get(name)
        seen = dock is not None and dock.isVisible() and not dock.visibleRegion().isEmpty()
        return self._on_window(dock) if dock is not None and seen and dock.window() is self.window else None

    def canvas(self) -> QRect | None:
        """The rectangle of the canvas in front."""
        view = self.window.view
        return self._on_window(view) if view is not None else None

    def node(self, node: str) -> QRect | None:
        """The card of a node on the canvas; the canvas where it is out of sight."""
        view = self.window.view
        if view is None:
            return None
        card = view.mapFromScene(view.canvas.node_rect(node)).boundingRect()
        seen = card.intersected(view.viewport().rect())
        return self._on_window(view, seen.adjusted(-6, -6, 6, 6)) if not seen.isEmpty() else self.canvas()

    def button(self, action: str) -> QRect | None:
        """The button of an action in the toolbar."""
        for button in self.window.findChildren(QToolButton):
            default = button.defaultAction()
            if default is not None and default.objectName() == action and button.isVisible():
                return self._on_window(button)
        return None

    def _on_window(self, widget: QWidget | CanvasView, part: QRect | None = None) -> QRect:
        inside = widget.rect() if part is None else part
        return QRect(widget.mapTo(self.window, inside.topLeft()), inside.size())
