"""The guided first workflow, as an action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.app.actions import Action, ActionTable

if TYPE_CHECKING:
    from knode.app.window import MainWindow

ACTIONS: tuple[Action, ...] = (
    Action(
        "guide.start",
        "First Workflow, Step by Step",
        "Help",
        "try",
        "Hints beside your own work, from data to deployment; leave them at any time",
    ),
)


def bind(table: ActionTable, window: MainWindow) -> None:
    """Start the coach of a window, made when it is first wanted."""

    def start() -> None:
        from knode.app.guide.coach import Coach

        found = window.findChild(Coach)
        coach = found if found is not None else Coach(window)
        coach.start()

    table.bind("guide.start", start)
