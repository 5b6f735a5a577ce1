"""What makes a canvas one that can be edited: gestures, context menus, entering components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QTimer
from PySide6.QtWidgets import QMenu

from knode.app.edit.doing import chosen
from knode.app.edit.gestures import GESTURES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knode.app.actions import ActionTable
    from knode.app.canvas.view import CanvasView

NODE = (
    "run.to-here", "table.show", "views.show", "", "node.rename", "node.swap", "node.disable", "node.bypass", "",
    "component.enter", "file.open-called", "component.unpack", "component.share", "component.make", "component.loop",
    "component.try", "component.validate", "component.optimize", "frame.add", "frame.leave", "",
    "deploy.this", "", "wire.series", "wire.detach", "edit.straighten", "",
    "edit.cut", "edit.copy", "edit.duplicate", "edit.duplicate-linked", "edit.delete", "edit.delete-heal", "", "quick.help",
)  # fmt: skip
PORT = ("table.show", "run.to-here")
WIRE = ("wire.insert", "wire.unbend", "", "edit.delete")
NOTE = ("node.rename", "", "colour.yellow", "colour.green", "colour.blue", "colour.red", "colour.violet", "colour.grey",
        "", "edit.copy", "edit.duplicate", "edit.delete")  # fmt: skip
FRAME = ("node.rename", "frame.collapse", "frame.dissolve", "", "colour.yellow", "colour.green", "colour.blue",
         "colour.red", "colour.violet", "colour.grey")  # fmt: skip
CANVAS = ("quick.add", "edit.paste", "note.add", "component.insert", "", "select.all", "edit.arrange", "view.fit", "",
          "component.leave", "run.all")  # fmt: skip


class Editing(QObject):
    """Belongs to one canvas, and goes with it.

    Responsibilities: gives the canvas its gestures; opens the context menu of what is under the mouse, with the actions
    that can be done; enters a component that is double clicked, and opens the file that a node calls.
    """

    def __init__(self, view: CanvasView, table: ActionTable) -> None:
        super().__init__(view)
        self.view = view
        self.table = table
        self.menu: QMenu | None = None
        view.gestures = list(GESTURES)
        view.opened.connect(self._open)
        view.canvas.others_selected.connect(table.refresh)
        view.context_requested.connect(self.show_menu)

    @classmethod
    def of(cls, view: CanvasView, table: ActionTable) -> Editing:
        """The editing of a canvas, made when it has none yet."""
        return view.findChild(cls) or cls(view, table)

    def _open(self, node: str) -> None:
        session = self.view.session
        if session.workflow.instance(node).workflow is not None:
            session.set_path((*session.path, node))
        elif self.table.is_bound("file.open-called"):
            # Others who are told of the node first: then another tab may be in front.
            QTimer.singleShot(0, self, lambda: self.table.trigger("file.open-called"))

    # ---- context menus

    def show_menu(self, at: QPoint, pos: QPointF) -> None:
        """Open the menu of what lies at a scene position; what is not selected is, first."""
        if self.view.gesture is not None:
            return
        names = self._names(pos)
        self.table.refresh()
        menu = QMenu(self.view)
        menu.setObjectName("canvasMenu")
        menu.setToolTipsVisible(True)
        self._fill(menu, names)
        if menu.isEmpty():
            menu.deleteLater()
            return
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(at)

    def _names(self, pos: QPointF) -> Sequence[str]:
        canvas = self.view.canvas
        now = chosen(self.view)
        port = canvas.port_at(pos)
        if (node := port.node if port else canvas.node_at(pos)) is not None:
            if node not in now.nodes:
                canvas.select([node])
            return PORT if port else NODE
        note = canvas.annotation_at(pos)
        link = None if note in canvas.annotations.notes else canvas.link_at(pos)
        if link is not None:
            canvas.select((), links=[link])
            return WIRE
        if note is not None:
            if note not in now.annotations:
                canvas.select((), annotations=[note])
            return NOTE if note in canvas.annotations.notes else FRAME
        canvas.select(())
        return CANVAS

    def _fill(self, menu: QMenu, names: Sequence[str]) -> None:
        """The actions that are bound and can be done; a line between groups that are there."""
        is_line = False
        for name in names:
            if not name:
                is_line = bool(menu.actions())
            elif self.table.is_bound(name) and self.table.qaction(name).isEnabled():
                if is_line:
                    menu.addSeparator()
                is_line = False
                menu.addAction(self.table.qaction(name))
