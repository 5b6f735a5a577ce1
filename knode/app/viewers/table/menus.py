"""The menus of a table: of a column, and of cells."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from knode.app import icons
from knode.app.viewers.table.columns import Arrangement, Name


class ColumnVerbs(Protocol):
    """What can be done with a column; a TableViewer does it."""

    def sort_column(self, name: Name, descending: bool | None) -> object:
        """Sort by it alone, or with None by nothing."""
        ...

    def filter_column(self, name: Name) -> object:
        """Show the form of its filter."""
        ...

    def drop_filter(self, name: Name | None) -> object:
        """Take its filter away."""
        ...

    def describe_column(self, name: Name) -> object:
        """Show its statistics."""
        ...

    def freeze_column(self, name: Name, frozen: bool) -> object:
        """Keep it at the left, or not."""
        ...

    def hide_column(self, name: Name, hidden: bool) -> object:
        """Show it, or not."""
        ...

    def fit_column(self, name: Name) -> object:
        """Make it as wide as what it shows."""
        ...


def column_menu(parent: QWidget, verbs: ColumnVerbs, name: Name, now: Arrangement) -> QMenu:
    """What can be done with one column."""
    menu = _menu(parent, parent.tr("Column {name}").format(name=name[1]))
    add = _adder(menu)
    add(parent.tr("Sort Ascending"), "sort-up", lambda: verbs.sort_column(name, False))
    add(parent.tr("Sort Descending"), "sort-down", lambda: verbs.sort_column(name, True))
    if any(name == key for key, _ in now.sort):
        add(parent.tr("Do Not Sort"), "", lambda: verbs.sort_column(name, None))
    menu.addSeparator()
    add(parent.tr("Filter …"), "filter", lambda: verbs.filter_column(name))
    if any(name == each for each, _ in now.filters):
        add(parent.tr("Clear Filter"), "", lambda: verbs.drop_filter(name))
    add(parent.tr("Statistics …"), "info", lambda: verbs.describe_column(name))
    menu.addSeparator()
    frozen = name in now.frozen
    text = parent.tr("Unfreeze") if frozen else parent.tr("Freeze at the Left")
    add(text, "pin", lambda: verbs.freeze_column(name, not frozen))
    add(parent.tr("Hide"), "", lambda: verbs.hide_column(name, True))
    add(parent.tr("Fit Width"), "fit", lambda: verbs.fit_column(name))
    return menu


def cell_menu(parent: QWidget, copy: Callable[[bool], None], select_all: Callable[[], None]) -> QMenu:
    """What can be done with the selected cells."""
    menu = _menu(parent, parent.tr("Cells"))
    add = _adder(menu)
    add(parent.tr("Copy"), "copy", lambda: copy(False))
    add(parent.tr("Copy with Column Names"), "", lambda: copy(True))
    add(parent.tr("Select All"), "", select_all)
    return menu


def _menu(parent: QWidget, title: str) -> QMenu:
    menu = QMenu(title, parent)
    menu.setAccessibleName(title)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def _adder(menu: QMenu) -> Callable[[str, str, Callable[[], object]], QAction]:
    def add(text: str, icon: str, handler: Callable[[], object]) -> QAction:
        action = menu.addAction(text)
        if icon:
            action.setIcon(icons.icon(icon))
        action.triggered.connect(lambda: handler())
        return action

    return add
