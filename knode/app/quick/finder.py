"""Quick add on a canvas: opens the popup where it is wanted, and puts what is chosen into the workflow."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QPointF

from knode.app.canvas.geometry import PortRef
from knode.app.canvas.view import CanvasView
from knode.app.edit.words import translate
from knode.app.quick.inserting import Beside, Sight, add_beside, carry_out, fits, insertion
from knode.app.quick.quick_add import QuickAdd
from knode.app.quick.shelf import catalogue, habits
from knode.core.catalogue import Entry, Hit, Side
from knode.core.edits import Change
from knode.core.workflow import Link, Workflow

BESIDE_POINTER = QPoint(10, -24)


class Finder(QObject):
    """Serves one canvas.

    Responsibilities: opens quick add when the canvas asks for it; adds and connects what was chosen, as one step; counts
    the links that the person makes, so that what usually follows comes first the next time.
    """

    def __init__(self, view: CanvasView) -> None:
        super().__init__(view)
        self.view = view
        self.session = view.session
        self.popup: QuickAdd | None = None
        self._beside: Beside = None
        self._at = QPointF()
        self._counted: set[Link] = set()
        Sight(self.session, self._middle)
        view.add_requested.connect(self.open)
        self.session.document.changed.connect(self._count)

    def _middle(self) -> tuple[float, float]:
        centre = self.view.visible_rect().center()
        return centre.x(), centre.y()

    # ---- the popup

    def open(self, at: QPointF, beside: Beside = None) -> None:
        """Ask which node is wanted at a point of the scene: connected with a port, put into a link, or free."""
        self._at, self._beside = at, beside
        popup = QuickAdd(self._found(beside), self.view, context=self._context(beside), kind=self._kind(beside))
        popup.chosen.connect(self._add)
        popup.closed.connect(self._closed)
        self.popup = popup
        if isinstance(beside, PortRef):
            self._draft(beside, at)
        place = self.view.viewport().mapToGlobal(self.view.mapFromScene(at))
        popup.open_at(place + BESIDE_POINTER, self.view.typed)

    def _closed(self) -> None:
        self.popup = None
        self.view.canvas.draft_link(QPointF(), None)

    def _draft(self, ref: PortRef, at: QPointF) -> None:
        """Keep the wire that was dropped in sight, so that one sees what will be connected."""
        end = self.view.canvas.port_pos(ref)
        start, end = (end, at) if ref.side == "out" else (at, end)
        self.view.canvas.draft_link(start, end)

    def _found(self, beside: Beside) -> _Find:
        return _Find(self.session.workflow, beside, self.session.selection)

    def _context(self, beside: Beside) -> str:
        """In words, what the new node will be connected with."""
        workflow = self.session.workflow
        if isinstance(beside, Link):
            source, target = workflow.instance(beside.source).title, workflow.instance(beside.target).title
            return self.tr("Between {source} and {target}").format(source=source, target=target)
        if isinstance(beside, PortRef):
            text = self.tr("After {node} · {port}") if beside.side == "out" else self.tr("Before {node} · {port}")
            return text.format(node=workflow.instance(beside.node).title, port=beside.port)
        return ""

    def _kind(self, beside: Beside) -> str:
        if isinstance(beside, Link):
            beside = PortRef(beside.source, "out", beside.source_port)
        return self.view.canvas.port_kind(beside) if isinstance(beside, PortRef) else ""

    # ---- adding

    def _add(self, entry: Entry, stays: bool) -> None:
        """Add what was chosen. Where the popup stays open, the next node follows this one."""
        at = self._at.x(), self._at.y()
        if self._beside is None:
            made = add_beside(self.session, entry, at)
        else:
            command = insertion(self.session.workflow, self.session.path, entry, at, self._beside)
            made = carry_out(self.session, command)
        if made is not None and stays:
            self._beside = None
            self.view.canvas.draft_link(QPointF(), None)
            if self.popup is not None:
                self.popup.show_found(self._found(None), translate("Finder", "After {node}").format(node=entry.name))

    # ---- habits

    def _count(self, changes: list[Change]) -> None:
        """Count new links, each once, however often it is undone and done again."""
        for change in changes:
            if change.kind == "links" and change.path == self.session.path:
                for link in set(change.after or ()) - set(change.before or ()) - self._counted:
                    self._counted.add(link)
                    self._count_link(self.session.workflow, link)

    def _count_link(self, workflow: Workflow, link: Link) -> None:
        if link.source in workflow and link.target in workflow:
            habits().count_link(workflow.nodes[link.source].type, workflow.nodes[link.target].type)


class _Find:
    """Finds nodes that fit, the likeliest first."""

    def __init__(self, workflow: Workflow, beside: Beside, selection: tuple[str, ...]) -> None:
        entries = catalogue().entries
        self._among = entries if beside is None else [one for one in entries if fits(workflow, one, beside)]
        self._type, self._side = _neighbour(workflow, beside, selection)

    def __call__(self, typed: str) -> list[Hit]:
        return habits().ranked(catalogue().search(typed, self._among), self._type, self._side)


def _neighbour(workflow: Workflow, beside: Beside, selection: tuple[str, ...]) -> tuple[str | None, Side]:
    """The type that the new node will be connected with, and on which side of the new one that is."""
    side: Side = "in"
    if isinstance(beside, PortRef):
        node, side = beside.node, "in" if beside.side == "out" else "out"
    elif isinstance(beside, Link):
        node = beside.source
    else:
        node = selection[-1] if selection else ""
    return (workflow.nodes[node].type if node in workflow else None), side
