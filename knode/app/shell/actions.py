"""What the window can do: files, runs, panels, layouts, looks."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from knode.app import theme
from knode.app.actions import Action, ActionTable
from knode.app.session import Session
from knode.app.shell.called import calls_file, open_called
from knode.app.shell.panels import PLACES

if TYPE_CHECKING:
    from knode.app.window import MainWindow


def _keys(ours: str = "", knime: str = "") -> dict[str, tuple[str, ...]]:
    """Keys of the two schemes, several divided by a space."""
    found = {"knode": tuple(ours.split()), "knime": tuple(knime.split())}
    return {scheme: keys for scheme, keys in found.items() if keys}


FILE, EDIT, RUN, VIEW, HELP = "File", "Edit", "Run", "View", "Help"
ACTIONS: tuple[Action, ...] = (
    Action("file.new", "New Workflow", FILE, "new", shortcuts=_keys("Ctrl+N")),
    Action("file.open", "Open…", FILE, "open", shortcuts=_keys("Ctrl+O")),
    Action("file.save", "Save", FILE, "save", shortcuts=_keys("Ctrl+S")),
    Action("file.save-as", "Save As…", FILE, "save", shortcuts=_keys("Ctrl+Shift+S")),
    Action(
        "file.open-called",
        "Open the Called Workflow",
        "Node",
        "open",
        "Open the workflow file that the selected node calls",
        when="a node that calls a workflow file is selected",
    ),
    Action("file.start-page", "Start Page", FILE, "star"),
    Action("file.new-window", "New Window", FILE, "detach", shortcuts=_keys("Ctrl+Shift+N")),
    Action("file.preferences", "Preferences…", FILE, "settings", shortcuts=_keys("Ctrl+,")),
    Action("file.close", "Close Tab", FILE, "close", shortcuts=_keys("Ctrl+W")),
    Action("file.quit", "Quit", FILE, "", shortcuts=_keys("Ctrl+Q")),
    Action("edit.undo", "Undo", EDIT, "undo", shortcuts=_keys("Ctrl+Z")),
    Action("edit.redo", "Redo", EDIT, "redo", shortcuts=_keys("Ctrl+Shift+Z Ctrl+Y", "Ctrl+Y")),
    Action(
        "run.all",
        "Run All",
        RUN,
        "run",
        "Run every node that has no result yet",
        _keys("F5", "Shift+F7"),
    ),
    Action(
        "run.to-here",
        "Run to Here",
        RUN,
        "run-to",
        "Run the last node selected and what it needs",
        _keys("F6", "F7"),
        "a node is selected",
    ),
    Action(
        "run.selected",
        "Run Selected",
        RUN,
        "run-selected",
        "Run all selected nodes and what they need",
        _keys("Shift+F6", "Ctrl+F7"),
        "nodes are selected",
    ),
    Action(
        "run.fresh",
        "Run Fresh",
        RUN,
        "run-fresh",
        "Compute the selected nodes again, or all, though they have results",
        _keys("Ctrl+Shift+F5"),
    ),
    Action("run.cancel", "Cancel Run", RUN, "stop", "", _keys("Shift+F5", "Shift+F9"), "something is running"),
    Action(
        "run.pause",
        "Pause Run",
        RUN,
        "pause",
        "Let no further node start",
        _keys("Ctrl+F5"),
        "something is running",
        checkable=True,
    ),
    Action(
        "run.auto",
        "Run by Itself",
        RUN,
        "auto-run",
        "Run after every change",
        _keys("Ctrl+Alt+F5"),
        checkable=True,
    ),
    Action("run.restart-engine", "Restart the Engine", RUN, "reset"),
    Action("view.palette", "Command Palette…", VIEW, "search", "", _keys("Ctrl+Shift+P")),
    Action(
        "view.theme",
        "Light or Dark",
        VIEW,
        "theme",
        "Change between light and dark",
        _keys("Ctrl+Alt+T"),
    ),
    Action("view.next-tab", "Next Tab", VIEW, "chevron-right", "", _keys("Ctrl+Tab Ctrl+PgDown")),
    Action("view.previous-tab", "Previous Tab", VIEW, "chevron-left", "", _keys("Ctrl+Shift+Tab Ctrl+PgUp")),
    Action("view.next-panel", "Next Panel", VIEW, "", "Give the keyboard to the next panel", _keys("Ctrl+F6")),
    Action(
        "view.previous-panel",
        "Previous Panel",
        VIEW,
        "",
        "Give the keyboard to the panel before",
        _keys("Ctrl+Shift+F6"),
    ),
    Action("view.canvas", "Go to the Canvas", VIEW, "workflow", "", _keys("Ctrl+E")),
    Action("view.full-screen", "Full Screen", VIEW, "fit", "", _keys("F11"), checkable=True),
    Action("layout.reset", "Reset the Layout", "View/Layout", "layout"),
    Action("layout.save", "Save the Layout…", "View/Layout", "save"),
    Action("layout.manage", "Saved Layouts…", "View/Layout", "layout", when="a layout is saved"),
    *(Action(f"panel.{place.name}", place.text, "View/Panels", place.icon) for place in PLACES),
    Action("help.report", "Report a Problem…", HELP, "warning"),
    Action("help.about", "About knode", HELP, "info"),
)


def bind(table: ActionTable, window: MainWindow) -> None:
    """Say what they do in a window."""
    _bind_files(table, window)
    _bind_edits(table, window)
    _bind_runs(table, window)
    _bind_view(table, window)


def _bind_files(table: ActionTable, window: MainWindow) -> None:
    files = window.files

    def calls() -> bool:
        session = window.session
        return session is not None and bool(session.selection) and calls_file(session, session.selection[-1])

    table.bind("file.new", files.new)
    table.bind("file.open", files.ask_open)
    table.bind("file.save", files.save, lambda: window.session is not None)
    table.bind("file.save-as", files.ask_save, lambda: window.session is not None)
    table.bind("file.open-called", lambda: open_called(window), calls)
    table.bind("file.start-page", window.show_start_page)
    table.bind("file.new-window", window.program.new_window)
    table.bind("file.preferences", window.show_preferences)
    table.bind("file.close", window.close_tab, lambda: window.tabs.count() > 0)
    table.bind("file.quit", window.program.quit)


def _bind_edits(table: ActionTable, window: MainWindow) -> None:
    def can(name: str) -> bool:
        return window.session is not None and bool(getattr(window.session.document.stack, name)())

    def act(name: str) -> None:
        if window.session is not None:
            getattr(window.session.document, name)()

    table.bind("edit.undo", lambda: act("undo"), lambda: can("canUndo"))
    table.bind("edit.redo", lambda: act("redo"), lambda: can("canRedo"))


def _bind_runs(table: ActionTable, window: MainWindow) -> None:
    def session() -> Session:
        assert window.session is not None
        return window.session

    def steps(last_only: bool = False) -> list[str]:
        chosen = session().selection[-1:] if last_only else session().selection
        return [session().step(node) for node in chosen]

    def is_open() -> bool:
        return window.session is not None and bool(window.session.document.workflow.nodes)

    def is_selected() -> bool:
        return window.session is not None and bool(window.session.selection)

    def is_running() -> bool:
        return window.session is not None and window.session.run_state.running

    def pause(on: bool) -> None:
        if on != session().run_state.paused:
            session().pause() if on else session().resume()

    def auto(on: bool) -> None:
        if on != session().auto_run:
            session().auto_run = on
            if on:
                session().run()

    table.bind("run.all", lambda: session().run(), is_open)
    table.bind("run.to-here", lambda: session().run(steps(last_only=True)), is_selected)
    table.bind("run.selected", lambda: session().run(steps()), is_selected)
    table.bind("run.fresh", lambda: session().run(steps(), fresh=True), is_open)
    table.bind("run.cancel", lambda: session().cancel(), is_running)
    table.bind("run.pause", pause, is_running)
    table.bind("run.auto", auto, lambda: window.session is not None)
    table.bind("run.restart-engine", lambda: session().restart_engine(), lambda: window.session is not None)


def _bind_view(table: ActionTable, window: MainWindow) -> None:
    def other_theme() -> None:
        window.program.preferences.set(theme="light" if theme.current().name == "dark" else "dark")

    many = lambda: window.tabs.count() > 1  # noqa: E731
    table.bind("view.palette", window.show_palette)
    table.bind("view.theme", other_theme)
    table.bind("view.next-tab", lambda: window.step_tab(1), many)
    table.bind("view.previous-tab", lambda: window.step_tab(-1), many)
    table.bind("view.next-panel", lambda: window.step_panel(1), lambda: window.view is not None)
    table.bind("view.previous-panel", lambda: window.step_panel(-1), lambda: window.view is not None)
    table.bind("view.canvas", window.focus_canvas, lambda: window.view is not None)
    table.bind("view.full-screen", lambda on: window.showFullScreen() if on else window.showNormal())
    for name in window.docks.docks:
        table.bind(f"panel.{name}", functools.partial(window.show_panel, name))
    table.bind("layout.reset", window.layouts.reset)
    table.bind("layout.save", window.layouts.ask_save)
    table.bind("layout.manage", window.layouts.ask_choose, lambda: bool(window.layouts.names()))
    table.bind("help.report", window.show_report)
    table.bind("help.about", window.show_about)
