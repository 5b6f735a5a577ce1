"""The panels a window has: where each is docked, and the class that makes it, imported when it is first seen."""

from __future__ import annotations

import importlib
import importlib.util
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from knode.app.session import Session

Area = Literal["left", "right", "bottom"]


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """A panel: `made_by` is "module:class", called with the session."""

    name: str
    text: str
    icon: str
    area: Area
    made_by: str
    shown: bool = True
    """In the layout that a new window has."""
    width: int = 0
    """What it takes to be read, where that is more than its area has."""

    @property
    def title(self) -> str:
        """The title in the person's language."""
        return QCoreApplication.translate("Panel", self.text)

    def exists(self) -> bool:
        """Whether the module is there, without importing it."""
        module = self.made_by.partition(":")[0]
        parent = module.rpartition(".")[0]
        return importlib.util.find_spec(parent) is not None and importlib.util.find_spec(module) is not None

    def make(self, session: Session) -> QWidget:
        """A new panel for a session."""
        module, _, name = self.made_by.partition(":")
        made: QWidget = getattr(importlib.import_module(module), name)(session)
        return made


PLACES: tuple[PanelPlace, ...] = (
    PanelPlace("library", "Library", "library", "left", "knode.app.quick.library_panel:LibraryPanel"),
    PanelPlace("settings", "Settings", "settings", "right", "knode.app.forms.settings_form:SettingsForm"),
    PanelPlace("help", "Help", "help", "right", "knode.app.panels.help_panel:HelpPanel"),
    PanelPlace("deploy", "Deploy", "deploy", "right", "knode.app.deploy.deploy_panel:DeployPanel", False, 480),
    PanelPlace("try", "Try it", "try", "right", "knode.app.deploy.try_panel:TryPanel", False, 480),
    PanelPlace("history", "History", "history", "right", "knode.app.panels.history_panel:HistoryPanel", shown=False),
    PanelPlace("table", "Table", "table", "bottom", "knode.app.viewers.table.table_panel:TablePanel"),
    PanelPlace("view", "View", "view", "bottom", "knode.app.viewers.view.view_panel:ViewPanel"),
    PanelPlace("problems", "Problems", "warning", "bottom", "knode.app.panels.problems_panel:ProblemsPanel"),
    PanelPlace("log", "Log", "log", "bottom", "knode.app.panels.log_panel:LogPanel"),
    PanelPlace("queue", "Queue", "queue", "bottom", "knode.app.panels.queue_panel:QueuePanel"),
)


def existing() -> list[PanelPlace]:
    """The panels that this installation has."""
    return [place for place in PLACES if place.exists()]
