"""What can be done with views, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knode.app.actions import Action, ActionTable
from knode.app.shell.called import calls_file
from knode.app.viewers.view.view_ports import views_of

if TYPE_CHECKING:
    from knode.app.viewers.view.view_panel import ViewPanel
    from knode.app.window import MainWindow

OPENS_VIEWS = "opens_views"
"""A canvas with this property has been connected."""
ACTIONS: tuple[Action, ...] = (
    Action(
        "views.show",
        "Show View",
        menu="Node",
        icon="view",
        tip="Show the plot, picture or page that the selected node gives",
        shortcuts={"knode": ("F9",), "knime": ("Shift+F10",)},
        when="a node with a view is selected",
    ),
    Action("views.beside", "Another View Beside", tip="Show a second view next to the one in front"),
    Action("views.detach", "Open View in Its Own Window", icon="detach"),
    Action("views.save", "Save View as a File…", icon="export", tip="Write the view as PNG, SVG or PDF"),
)


def bind(table: ActionTable, window: MainWindow) -> None:
    """Say what the actions do in a window."""

    def panel() -> ViewPanel | None:
        return window.show_panel("view")  # type: ignore[return-value]

    def show() -> None:
        found, session = panel(), window.session
        if found is not None and session is not None and session.selection:
            found.show_step(session.step(session.selection[-1]))

    def open_node(node: str) -> None:
        """A node that was double-clicked: its view comes to the front where it gives one and no table."""
        session = window.session
        if session is not None and not calls_file(session, node) and _gives_view_only(session.step(node)):
            show()

    def _gives_view_only(step: str) -> bool:
        from knode.app.viewers.tables_of import gives_table

        session = window.session
        return session is not None and bool(views_of(session, step)) and not gives_table(session, step)

    def follow() -> None:
        view = window.view
        if view is not None and not view.property(OPENS_VIEWS):
            view.setProperty(OPENS_VIEWS, True)
            view.opened.connect(open_node)

    def has_view() -> bool:
        session = window.session
        return session is not None and any(views_of(session, session.step(node)) for node in session.selection[-1:])

    def has_session() -> bool:
        return window.session is not None

    def on_panel(name: str) -> None:
        found = panel()
        if found is None:
            return
        if name == "beside":
            found.add_beside()
        elif name == "save":
            found.first.ask_file()
        elif found.first.view is not None:
            found.detach(found.first.view)

    window.tab_changed.connect(follow)
    table.bind("views.show", show, has_view)
    table.bind("views.beside", lambda: on_panel("beside"), has_session)
    table.bind("views.detach", lambda: on_panel("detach"), has_session)
    table.bind("views.save", lambda: on_panel("save"), has_session)
