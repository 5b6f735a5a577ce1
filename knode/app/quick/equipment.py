"""What finding nodes adds to a canvas: quick add, drops, the search bar."""

from __future__ import annotations

from PySide6.QtCore import QObject

from knode.app.canvas.view import CanvasView
from knode.app.quick.dropping import DropFilter, Open
from knode.app.quick.finder import Finder
from knode.app.quick.node_search import NodeSearch
from knode.app.quick.searching import Found


class Equipment(QObject):
    """Belongs to one canvas, and goes with it."""

    def __init__(self, view: CanvasView, open_files: Open) -> None:
        super().__init__(view)
        self.view = view
        self.finder = Finder(view)
        self.drops = DropFilter(view, open_files)
        self.search = NodeSearch(view.session, view)
        self.search.visited.connect(self._show)

    @classmethod
    def of(cls, view: CanvasView, open_files: Open) -> Equipment:
        """The equipment of a canvas, made when it has none yet."""
        return view.findChild(cls) or cls(view, open_files)

    def _show(self, found: Found) -> None:
        """Bring what was found into view."""
        if found.is_node:
            self.view.center_on(found.key)
            return
        place = self.view.canvas.frame_rect(found.key)
        self.view.canvas.select((), annotations=[found.key])
        self.view.look(place.center(), self.view.zoom)
