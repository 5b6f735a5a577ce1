"""Deploying and trying as named actions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP
from PySide6.QtWidgets import QFileDialog

from knode.app.actions import Action, ActionTable
from knode.app.deploy.ends import pointed_at

if TYPE_CHECKING:
    from knode.app.deploy.deploy_panel import DeployPanel
    from knode.app.deploy.try_panel import TryPanel
    from knode.app.session import Session
    from knode.app.window import MainWindow


def _(context: str, text: str) -> str:
    """The text, which translators find by its mark."""
    return str(QT_TRANSLATE_NOOP(context, text))


MENU = "Run"
ACTIONS: tuple[Action, ...] = (
    Action(
        "deploy.this",
        _("Actions", "Deploy This…"),
        MENU,
        "deploy",
        _("Actions", "See what production needs of the selected nodes, and bring it there as a bundle"),
        {"knode": ("Ctrl+Alt+D",)},
        _("Actions", "a node is selected, or the workflow has a Capture End"),
    ),
    Action(
        "deploy.try",
        _("Actions", "Try a Bundle…"),
        MENU,
        "try",
        _("Actions", "Ask a bundle about one row, and see why it answers so"),
        {"knode": ("Ctrl+Alt+B",)},
    ),
)


def bind(table: ActionTable, window: MainWindow) -> None:
    """Say what the actions do in a window."""
    window.docks.docks["deploy"].made.connect(lambda panel: connect_deploy(window, panel))
    table.bind("deploy.this", lambda: deploy_this(window), lambda: _can_deploy(window.session))
    table.bind("deploy.try", lambda: choose_bundle(window), lambda: window.session is not None)


def _can_deploy(session: Session | None) -> bool:
    return session is not None and bool(pointed_at(session))


def deploy_this(window: MainWindow) -> None:
    """Show the Deploy panel for what is selected; with nothing selected, for the only Capture End."""
    session = window.session
    panel = window.show_panel("deploy")
    if session is None or panel is None:
        return
    panel.show_for(pointed_at(session))  # type: ignore[attr-defined]


def connect_deploy(window: MainWindow, panel: DeployPanel) -> None:
    """Let a new panel light up its region, open bundles, and have them tried."""
    session = panel.session
    panel.region_shown.connect(lambda steps: _light_up(window, session, steps))
    panel.node_chosen.connect(session.reveal)
    panel.open_wanted.connect(lambda file: window.files.open([Path(file)]))
    panel.try_wanted.connect(lambda place, key: try_bundle(window, place, key))


def _light_up(window: MainWindow, session: Session, steps: tuple[str, ...]) -> None:
    """The captured nodes of the component that is looked at; a component for what is captured inside it."""
    if window.session is not session or window.view is None:
        return
    depth = len(session.path)
    paths = [step.split("/") for step in steps]
    here = dict.fromkeys(path[depth] for path in paths if tuple(path[:depth]) == session.path and len(path) > depth)
    window.view.canvas.highlight_nodes(list(here), "region")


def try_bundle(window: MainWindow, place: str, key: str = "") -> None:
    """Show the Try it panel with a bundle: a file, or the address of one that is served."""
    panel: TryPanel | None = window.show_panel("try")  # type: ignore[assignment]
    if panel is not None:
        panel.open(place, key)


def choose_bundle(window: MainWindow) -> None:
    """Show the Try it panel, and ask which bundle where none is open yet."""
    panel: TryPanel | None = window.show_panel("try")  # type: ignore[assignment]
    if panel is None or panel.trial is not None:
        return
    folder = panel.session.document.folder
    title = window.tr("Try a bundle")
    dialog = QFileDialog(window, title, str(folder or ""), window.tr("Bundles (*.knodez)"))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(panel.open)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
