"""Texts that stand in tables and are translated where they are shown: of actions, panels, preferences, kinds of columns."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import get_args

from knode.app.forms.parameter_card import card_shape
from knode.app.forms.shape import Entry, Shape, entries_of
from knode.app.forms.words import SPECIAL, choice, label
from knode.app.messages import TEXTS as MESSAGES
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
from knode.core.registry import REGISTRY
from knode.core.spec import ColumnType, Role
from knode.core.type_words import WORDS as TYPES
from knode.core.wanted import WORDS as WANTED
from tests.app.texts import Text

TRANSLATED = {
    "knode.app.actions:menu_title",
    "knode.app.actions:bind",
    "knode.app.actions:help",
    "knode.app.actions:title",
    "knode.app.comparing.comparison_window:how_words",
    "knode.app.deploy.signature_list:_item",
    "knode.app.forms.editors.choosing:summary",
    "knode.app.forms.editors.columns:_build_types",
    "knode.app.forms.faults:_translated",
    "knode.app.forms.words:choice",
    "knode.app.forms.words:help_text",
    "knode.app.forms.words:label",
    "knode.app.messages:_joint",
    "knode.app.messages:_kind",
    "knode.app.messages:_names",
    "knode.app.messages:_one",
    "knode.app.messages:where_worded",
    "knode.app.messages:worded",
    "knode.app.panels.log_model:headerData",
    "knode.app.panels.log_panel:_bar",
    "knode.app.panels.problems_panel:headerData",
    "knode.app.quick.library_tree:_rows",
    "knode.app.shell.menus:menu",
    "knode.app.shell.panels:title",
    "knode.app.shell.preferences_dialog:__init__",
    "knode.app.shell.preferences_dialog:_choice",
    "knode.app.shell.preferences_dialog:_field",
    "knode.app.viewers.table.grid:facts",
    "knode.app.viewers.table.wording:in_words",
    "knode.app.viewers.table.wording:type_called",
}
"""The functions that show words of the tables here, or the names, help and choices of settings."""


def texts() -> set[Text]:
    """All of them, with the contexts in which they are translated."""
    return {Text(context, word) for context, words in _tables() for word in words if word}


def choices() -> set[Text]:
    """The choices of settings. Those that are words may be translated; codes, such as encodings, need not be."""
    shapes = [shape for entry in _entries() for shape in _inside(entry.shape)]
    return {Text("Settings", choice(value)) for shape in shapes for value in shape.choices}


def labels() -> set[Text]:
    """What the settings of each node are called by their names alone; a node may call them more clearly in its own context."""
    return {Text(cls.type_id(), label(name)) for cls in REGISTRY.all() for name in cls.model_fields}


def _tables() -> Iterator[tuple[str, Iterable[str]]]:
    yield "Actions", [*ORDER, *_actions()]
    yield "ColumnRole", get_args(Role)
    yield "ColumnType", get_args(ColumnType)
    yield "TypeWords", TYPES
    yield "Comparison", get_args(How)
    yield "Faults", WANTED
    yield "LogModel", LogModel.COLUMNS
    yield "LogPanel", LEVEL_NAMES.values()
    yield "Message", MESSAGES
    yield "Panel", [place.text for place in PLACES]
    yield "Preferences", [*PAGES.values(), *CHOICES.values()]
    yield (
        "Preferences",
        [word or "" for info in Preferences.model_fields.values() for word in (info.title, info.description)],
    )
    yield "ProblemsModel", ProblemsModel.COLUMNS
    yield "Settings", [*SPECIAL.values(), *(label(entry.name) for entry in _entries()), *_choice_labels()]
    yield "Shelves", {cls.shelf for cls in REGISTRY.all()}
    yield "TableFilter", [word for pair in TEXT_WORDS.values() for word in pair]


def _actions() -> Iterator[str]:
    for module in MODULES:
        for action in importlib.import_module(module).ACTIONS:
            yield from (action.text, action.tip, action.when, *action.menu.split("/"))


def _choice_labels() -> Iterator[str]:
    """What choices are called whose own words are a library's."""
    for entry in _entries():
        yield from (text for shape in _inside(entry.shape) for _, text in shape.labels)


def _entries() -> Iterator[Entry]:
    """The settings of all nodes and of a parameter, with the fields in them."""
    tops = [entry for cls in REGISTRY.all() for entry in entries_of(cls)]
    for entry in [*tops, *card_shape("number").entries]:
        yield entry
        yield from (each for shape in _inside(entry.shape) for each in shape.entries)


def _inside(shape: Shape) -> Iterator[Shape]:
    yield shape
    for part in [*filter(None, [shape.item]), *(entry.shape for entry in shape.entries)]:
        yield from _inside(part)
