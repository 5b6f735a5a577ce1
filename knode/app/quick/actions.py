"""Finding nodes, as actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.app.actions import Action, ActionTable
from knode.app.quick.equipment import Equipment
from knode.app.quick.library_panel import LibraryPanel

if TYPE_CHECKING:
    from knode.app.window import MainWindow

ACTIONS: tuple[Action, ...] = (
    Action(
        "quick.add",
        "Add Node…",
        "Edit",
        "add",
        "Find a node by any name and add it; Tab, Space or typing on the canvas does the same",
        {"knode": ("Ctrl+Space",)},
        "a workflow is open",
    ),
    Action(
        "quick.find",
        "Find in Workflow…",
        "Edit",
        "search",
        "Find nodes and notes by any text in them, inside components too",
        {"knode": ("Ctrl+F",)},
        "a workflow is open",
        scope="canvas",
    ),
    Action(
        "quick.find-next",
        "Find Next",
        shortcuts={"knode": ("F3",)},
        when="a workflow is open",
    ),
    Action(
        "quick.find-previous",
        "Find Previous",
        shortcuts={"knode": ("Shift+F3",)},
        when="a workflow is open",
    ),
    Action(
        "quick.library",
        "Search Library",
        "View",
        "library",
        "The library of all nodes, ready to type in",
        {"knode": ("Ctrl+L",)},
        "a workflow is open",
    ),
    Action(
        "quick.help",
        "Help of the Node",
        "Help",
        "help",
        "What the selected node does and how it is set",
        {"knode": ("F1",)},
        "a workflow is open",
    ),
)


def bind(table: ActionTable, window: MainWindow) -> None:
    """Let the actions work on the canvas in front, and equip every canvas when it comes to the front."""
    finding = _Finding(window)
    window.tab_changed.connect(finding.equipment)
    table.bind("quick.add", finding.add, finding.is_open)
    table.bind("quick.find", finding.find, finding.is_open)
    table.bind("quick.find-next", lambda: finding.step(1), finding.is_open)
    table.bind("quick.find-previous", lambda: finding.step(-1), finding.is_open)
    table.bind("quick.library", finding.search_library, finding.is_open)
    table.bind("quick.help", lambda: window.show_panel("help"), finding.is_open)


class _Finding:
    """The actions, for one window."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window

    def is_open(self) -> bool:
        return self.window.view is not None

    def equipment(self) -> Equipment | None:
        """That of the canvas in front; None when no workflow is."""
        view = self.window.view
        return None if view is None else Equipment.of(view, self.window.files.open)

    def add(self) -> None:
        found = self.equipment()
        if found is not None:
            found.view.setFocus()
            found.view.request_add(found.view.pointer_pos())

    def find(self) -> None:
        found = self.equipment()
        if found is not None:
            found.search.open()

    def step(self, by: int) -> None:
        found = self.equipment()
        if found is not None and found.search.field.text():
            found.search.step(by)
        else:
            self.find()

    def search_library(self) -> None:
        panel = self.window.show_panel("library")
        if isinstance(panel, LibraryPanel):
            panel.field.setFocus()
            panel.field.selectAll()
