"""The parts of the app that bring actions: each has a module with ACTIONS and `bind(table, window)`."""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING

from knode.app.actions import ActionTable

if TYPE_CHECKING:
    from knode.app.window import MainWindow

MODULES = (
    "knode.app.shell.actions",
    "knode.app.canvas.actions",
    "knode.app.edit.actions",
    "knode.app.quick.actions",
    "knode.app.viewers.actions",
    "knode.app.viewers.view.actions",
    "knode.app.deploy.actions",
    "knode.app.guide.actions",
    "knode.app.comparing.actions",
)


def collect(table: ActionTable, window: MainWindow) -> None:
    """Make the actions of all parts known, then say what they do."""
    found = [importlib.import_module(name) for name in MODULES if _exists(name)]
    for module in found:
        table.add(module.ACTIONS)
    for module in found:
        module.bind(table, window)


def _exists(name: str) -> bool:
    parent = name.rpartition(".")[0]
    return importlib.util.find_spec(parent) is not None and importlib.util.find_spec(name) is not None
