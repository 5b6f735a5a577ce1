"""The catalogue and the habits of this process: read once, shared by quick add, library and help."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from knode.app import config
from knode.app.background import in_background
from knode.app.quick.ranking import Habits
from knode.core.catalogue import Catalogue
from knode.core.errors import KnodeError
from knode.core.registry import REGISTRY


@functools.cache
def catalogue() -> Catalogue:
    """The catalogue of all installed packs. Its first search reads it, if `warm_up` did not."""
    return Catalogue(REGISTRY)


def when_read(widget: QWidget, then: Callable[[], None]) -> None:
    """Call `then` once the catalogue is read: at once when it is, else after a thread has read it, if the widget lives."""
    if catalogue().is_read:
        then()
        return
    task = in_background(lambda: catalogue().entries, lambda _: then())
    widget.destroyed.connect(task.forget)


def habits() -> Habits:
    """The habits of the person whose config folder holds."""
    return _habits(config.folder())


@functools.cache
def _habits(folder: Path) -> Habits:
    return Habits()


class HabitNews(QObject):
    """Says that the habits have changed."""

    changed = Signal()


@functools.cache
def habit_news() -> HabitNews:
    """The one that speaks for this process."""
    return HabitNews()


def keep_habits() -> None:
    """Write the habits, off the GUI thread, and tell who shows them. That a folder cannot be written is told where
    preferences are kept."""
    habit_news().changed.emit()
    data, place = habits().as_json(), config.folder()

    def no_matter(error: KnodeError) -> None:
        return

    in_background(lambda: config.write(Habits.FILE, data, place), lambda _: None, no_matter)
