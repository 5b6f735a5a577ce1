"""What can be done with the table in front, by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from knode.app.actions import Action, ActionTable
from knode.app.shell.called import calls_file
from knode.app.viewers.tables_of import gives_table

if TYPE_CHECKING:
    from knode.app.viewers.table.viewer import TableViewer
    from knode.app.window import MainWindow

OPENS_TABLES = "opens_tables"
"""A canvas with this property has been connected."""
WHEN = "a table is shown"
ACTIONS: tuple[Action, ...] = (
    Action(
        "table.show",
        "Show Table",
        menu="Node",
        icon="table",
        tip="Show the table that the selected node gives",
        shortcuts={"knode": ("F8",), "knime": ("Shift+F6",)},
        when="a node is selected",
        scope="canvas",
    ),
    Action("table.find", "Find in Table", tip="Find a text in the table in front", when=WHEN),
    Action("table.go_to_row", "Go to Row", tip="Go to a row of the table by its number", when=WHEN),
    Action("table.show_all_rows", "Clear Filters of the Table", when=WHEN),
    Action("table.export", "Export Table", icon="export", tip="Write the rows and columns shown to a file", when=WHEN),
    Action("table.detach", "Open Table in Its Own Window", icon="detach", when=WHEN),
)


def bind(table: ActionTable, window: MainWindow) -> None:
    """Let the actions work on the panel of tables."""

    def panel() -> Any:
        return window.show_panel("table")

    def on_viewer(do: Callable[[TableViewer], object]) -> Callable[[], None]:
        def act() -> None:
            found = panel()
            if found is not None and found.viewer is not None:
                do(found.viewer)

        return act

    def open_node(node: str) -> None:
        """A node that was double-clicked: its settings come to the front, and its table where it gives one."""
        session = window.session
        if session is None or session.workflow.instance(node).workflow is not None or calls_file(session, node):
            return
        window.show_panel("settings")
        step = session.step(node)
        found = panel() if gives_table(session, step) else None
        if found is not None:
            found.show_step(step)

    def follow() -> None:
        view = window.view
        if view is not None and not view.property(OPENS_TABLES):
            view.setProperty(OPENS_TABLES, True)
            view.opened.connect(open_node)

    def has_session() -> bool:
        return window.session is not None

    def has_selection() -> bool:
        return window.session is not None and bool(window.session.selection)

    window.tab_changed.connect(follow)
    table.bind("table.show", panel, has_selection)
    table.bind("table.find", on_viewer(lambda viewer: viewer.go_to_field()), has_session)
    table.bind("table.go_to_row", on_viewer(lambda viewer: viewer.ask_row()), has_session)
    table.bind("table.show_all_rows", on_viewer(lambda viewer: viewer.show_all_rows()), has_session)
    table.bind("table.export", on_viewer(lambda viewer: viewer.ask_export()), has_session)
    table.bind("table.detach", on_viewer(lambda viewer: viewer.detach_wanted.emit()), has_session)
