"""What can be done with the view of the canvas, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from knode.app.actions import Action, ActionTable
from knode.app.canvas.picture_dialog import ask_picture

if TYPE_CHECKING:
    from knode.app.canvas.view import CanvasView
    from knode.app.window import MainWindow

ACTIONS: tuple[Action, ...] = (
    Action(
        "view.fit",
        "Fit All",
        menu="View",
        icon="fit",
        tip="Bring the whole workflow into view",
        shortcuts={"knode": ("Home", "Ctrl+0")},
        scope="canvas",
    ),
    Action(
        "view.zoom_to_selection",
        "Zoom to Selection",
        menu="View",
        tip="Bring the selected nodes into view",
        shortcuts={"knode": ("Shift+Home",)},
        scope="canvas",
    ),
    Action("view.zoom_in", "Zoom In", menu="View", icon="zoom-in", shortcuts={"knode": ("Ctrl++", "Ctrl+=")}),
    Action("view.zoom_out", "Zoom Out", menu="View", icon="zoom-out", shortcuts={"knode": ("Ctrl+-",)}),
    Action("view.actual_size", "Actual Size", menu="View", tip="Zoom to 100 %", shortcuts={"knode": ("Ctrl+1",)}),
    Action(
        "file.export_picture",
        "Export Picture…",
        "File",
        "export",
        "Save the workflow, or what is selected, as SVG or PNG",
    ),
)


def bind(table: ActionTable, window: MainWindow) -> None:
    """Let the actions work on the canvas that the window shows."""

    def on_view(do: Callable[[CanvasView], object]) -> Callable[[], None]:
        def act() -> None:
            if window.view is not None:
                do(window.view)

        return act

    def there_is_one() -> bool:
        return window.view is not None

    table.bind("view.fit", on_view(lambda view: view.fit()), there_is_one)
    table.bind("view.zoom_to_selection", on_view(lambda view: view.zoom_to_selection()), there_is_one)
    table.bind("view.zoom_in", on_view(lambda view: view.step_zoom(2)), there_is_one)
    table.bind("view.zoom_out", on_view(lambda view: view.step_zoom(-2)), there_is_one)
    table.bind("view.actual_size", on_view(lambda view: view.set_zoom(1.0)), there_is_one)
    table.bind("file.export_picture", on_view(lambda view: ask_picture(view, window.tell)), there_is_one)
