"""Texts that stand in tables and are translated where they are shown: of actions, panels, preferences, kinds of columns."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import get_args

from knode.app.forms.words import SPECIAL
from knode.app.panels.log_model import LogModel
from knode.app.panels.log_panel import LEVEL_NAMES
from knode.app.panels.problems_panel import ProblemsModel
from knode.app.shell.areas import MODULES
from knode.app.shell.menus import ORDER
from knode.app.shell.panels import PLACES
from knode.app.shell.preferences import Preferences
from knode.app.shell.preferences_dialog import CHOICES, PAGES
from knode.app.viewers.table.wording import TEXT_WORDS
from knode.core.comparison import How
from knode.core.spec import ColumnType
from tests.app.texts import Text

TRANSLATED = {
    "knode.app.actions:_menu_title",
    "knode.app.actions:bind",
    "knode.app.actions:help",
    "knode.app.actions:title",
    "knode.app.comparing.comparison_window:how_words",
    "knode.app.forms.editors.choosing:summary",
    "knode.app.forms.editors.columns:_build_types",
    "knode.app.forms.faults:_words",
    "knode.app.forms.words:choice",
    "knode.app.forms.words:help_text",
    "knode.app.forms.words:label",
    "knode.app.panels.log_model:headerData",
    "knode.app.panels.log_panel:_bar",
    "knode.app.panels.problems_panel:headerData",
    "knode.app.shell.menus:menu",
    "knode.app.shell.panels:title",
    "knode.app.shell.preferences_dialog:__init__",
    "knode.app.shell.preferences_dialog:_choice",
    "knode.app.shell.preferences_dialog:_field",
    "knode.app.viewers.table.wording:in_words",
}
"""The functions that show words of the tables here, or names, help and choices of settings, which are their pack's."""


def texts() -> set[Text]:
    """All of them, with the contexts in which they are translated."""
    return {Text(context, word) for context, words in _tables() for word in words if word}


def _tables() -> Iterator[tuple[str, Iterable[str]]]:
    yield "Actions", [*ORDER, *_actions()]
    yield "ColumnType", get_args(ColumnType)
    yield "Comparison", get_args(How)
    yield "LogModel", LogModel.COLUMNS
    yield "LogPanel", LEVEL_NAMES.values()
    yield "Panel", [place.text for place in PLACES]
    yield "Preferences", [*PAGES.values(), *CHOICES.values()]
    yield (
        "Preferences",
        [word or "" for info in Preferences.model_fields.values() for word in (info.title, info.description)],
    )
    yield "ProblemsModel", ProblemsModel.COLUMNS
    yield "Settings", SPECIAL.values()
    yield "TableFilter", [word for pair in TEXT_WORDS.values() for word in pair]


def _actions() -> Iterator[str]:
    for module in MODULES:
        for action in importlib.import_module(module).ACTIONS:
            yield from (action.text, action.tip, action.when, *action.menu.split("/"))
