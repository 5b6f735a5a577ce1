"""Menus and the toolbar, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton

from knode.app import icons
from knode.app.actions import CONTEXT, ActionTable
from knode.app.shell.pieces import named

ORDER = (
    "File",
    "Edit",
    "Node",
    "Run",
    "Deploy",
    "View",
    "Help",
)
"""The menus that come first, in this order; others of parts stand before Help."""
TOOLBAR = (
    "run.all", "run.to-here", "run.selected", "run.cancel", "run.pause", "run.fresh", "run.auto", "",
    "edit.undo", "edit.redo", "", "view.zoom_out", "view.zoom_in", "view.fit", "canvas.arrange", "edit.arrange",
    "", "deploy.this", "", "view.palette", "view.theme",
)  # fmt: skip
LAST = ("file.preferences", "file.close", "file.quit")
"""Actions that stand last in their menu, behind a line."""
MAIN = "run.all"
"""The button that has its text beside its icon."""


class Menus:
    """The menu bar of a window. A menu appears with its first action."""

    def __init__(self, window: QMainWindow, table: ActionTable) -> None:
        self.window = window
        self.menus: dict[str, QMenu] = {}
        tops = {action.menu.partition("/")[0] for action in table if action.menu}
        known = [name for name in ORDER[:-1] if name in tops]
        for name in [*known, *sorted(tops - set(ORDER)), ORDER[-1]]:
            self.menu(name)
        ordered = sorted(table, key=lambda action: action.name in LAST)
        for action in ordered:
            if action.menu:
                self._add(action.menu, action.name, table.qaction(action.name))

    def menu(self, path: str) -> QMenu:
        """The menu at a path such as `View/Layout`, made if need be."""
        if path not in self.menus:
            parent, _, name = path.rpartition("/")
            title = QCoreApplication.translate(CONTEXT, name)
            made = self.menu(parent).addMenu(title) if parent else self.window.menuBar().addMenu(title)
            made.setObjectName(f"menu.{path}")
            made.setToolTipsVisible(True)
            self.menus[path] = made
        return self.menus[path]

    def _add(self, path: str, name: str, action: QAction) -> None:
        """Actions of another area than the one before stand behind a line."""
        menu = self.menu(path)
        before = [each for each in menu.actions() if each.objectName()]
        if before and (_area(before[-1].objectName()) != _area(name) or name == LAST[0]):
            menu.addSeparator()
        menu.addAction(action)


def _area(name: str) -> str:
    return name.partition(".")[0]


def make_toolbar(window: QMainWindow, table: ActionTable) -> QToolBar:
    """The toolbar: the actions of TOOLBAR that somebody bound, "" a line between groups."""
    bar = QToolBar(QCoreApplication.translate("MainWindow", "Toolbar"), window)
    bar.setObjectName("toolbar")
    bar.setMovable(False)
    bar.setIconSize(QSize(20, 20))
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    known = {action.name for action in table}
    for name in TOOLBAR:
        if name == MAIN:
            bar.addWidget(_main_button(table.qaction(name)))
        elif name in known:
            bar.addAction(table.qaction(name))
            bar.widgetForAction(table.qaction(name)).setFocusPolicy(Qt.FocusPolicy.TabFocus)
        elif not name and bar.actions() and not bar.actions()[-1].isSeparator():
            bar.addSeparator()
    return bar


def _main_button(action: QAction) -> QToolButton:
    """The button that stands out: its icon has the colour of its text, not that of the action in menus."""
    button = named(QToolButton(), "main")
    button.setText(action.text())
    button.setToolTip(action.toolTip())
    button.setEnabled(action.isEnabled())
    button.setIcon(icons.icon("run", "accent_ink"))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.clicked.connect(action.trigger)
    action.enabledChanged.connect(button.setEnabled)
    return button
