"""Named actions: the one table from which menus, toolbars, the command palette, keys and tests are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from knode.app import icons
from knode.core.errors import UnknownName

CONTEXT = "Actions"
"""Of the translations of actions' texts."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a person can do. `name` is `area.verb`, `text` what a menu says, in title case.

    `shortcuts` are keys in Qt's portable spelling by the keymap's name; a keymap that does not name the action leaves it
    with those of `knode`. `menu` is the menu it stands in, with `/` for menus in menus; "" for the palette only. `when` says
    when it can be done, for the palette. `checkable` actions are on or off. The keys of an action of the `canvas` count
    while the canvas has the keyboard, so that Delete or Ctrl+C do what they should in a field or a table.
    """

    name: str
    text: str
    menu: str = ""
    icon: str = ""
    tip: str = ""
    shortcuts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    when: str = ""
    checkable: bool = False
    scope: Literal["window", "canvas"] = "window"

    @property
    def title(self) -> str:
        """The text in the person's language."""
        return QCoreApplication.translate(CONTEXT, self.text)

    @property
    def help(self) -> str:
        """The tip in the person's language; the text where there is none."""
        return QCoreApplication.translate(CONTEXT, self.tip) if self.tip else self.title


class ActionTable(QObject):
    """The actions of one window.

    Responsibilities: holds a QAction for each action; says which can be done now; gives them the keys of a keymap. A part
    brings its actions with `add` and what they do with `bind`; an action that nobody bound is not offered.
    """

    changed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._actions: dict[str, Action] = {}
        self._made: dict[str, QAction] = {}
        self._enabled: dict[str, Callable[[], bool]] = {}

    def add(self, actions: Iterable[Action]) -> None:
        """Make actions known. Names are unique."""
        for action in actions:
            if action.name in self._actions:
                raise ValueError(f"there are two actions {action.name!r}")
            self._actions[action.name] = action

    def bind(self, name: str, handler: Callable[..., object], enabled: Callable[[], bool] | None = None) -> QAction:
        """Say what an action does, and when it can be done. A checkable one is given whether it is on."""
        action = self.get(name)
        made = QAction(action.title, self._window)
        made.setObjectName(name)
        made.setCheckable(action.checkable)
        made.setToolTip(action.help)
        made.setProperty("menu", menu_title(action.menu))
        made.setProperty("when", QCoreApplication.translate(CONTEXT, action.when) if action.when else "")
        if action.icon:
            made.setIcon(icons.icon(action.icon))
        if action.checkable:
            made.toggled.connect(lambda on: handler(on))
        else:
            made.triggered.connect(lambda: handler())
        if enabled is not None:
            self._enabled[name] = enabled
        self._made[name] = made
        if action.scope == "canvas":
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        else:
            self._window.addAction(made)
        return made

    def attach(self, canvas: QWidget) -> None:
        """Let the keys of the canvas's actions count in this one."""
        canvas.addActions([self._made[action.name] for action in self if action.scope == "canvas"])

    def get(self, name: str) -> Action:
        """An action by name. Raises UnknownName."""
        if name not in self._actions:
            raise UnknownName("action", name, self._actions)
        return self._actions[name]

    def qaction(self, name: str) -> QAction:
        """What a menu or toolbar holds. Raises UnknownName when nobody bound the action."""
        self.get(name)
        if name not in self._made:
            raise UnknownName("bound action", name, self._made)
        return self._made[name]

    def is_bound(self, name: str) -> bool:
        """Whether somebody said what the action does."""
        return name in self._made

    def __iter__(self) -> Iterator[Action]:
        """The bound actions, in the order in which they were made known."""
        return (action for action in self._actions.values() if action.name in self._made)

    def set_keys(self, keys: Callable[[Action], Iterable[str]]) -> None:
        """Give every action the keys that `keys` says."""
        for name, made in self._made.items():
            made.setShortcuts([QKeySequence(key) for key in keys(self._actions[name])])

    def refresh(self) -> None:
        """Find out which actions can be done now."""
        for name, can in self._enabled.items():
            self._made[name].setEnabled(can())
        self.changed.emit()

    def trigger(self, name: str) -> bool:
        """Do an action, if it can be done now; whether it was."""
        made = self.qaction(name)
        can = self._enabled.get(name)
        if can is not None and not can():
            return False
        made.setEnabled(True)  # It may not have been refreshed yet, and a disabled QAction does nothing without a word.
        made.trigger()
        return True


def menu_title(menu: str) -> str:
    """The way to a menu in the person's language: `Edit / Align`."""
    return " / ".join(QCoreApplication.translate(CONTEXT, part) for part in menu.split("/") if part)
