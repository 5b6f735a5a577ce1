"""Which keys do which action: a scheme (ours, or KNIME's habits) and the person's own changes to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence

from knode.app import config
from knode.app.actions import Action

NAME = "keys"
SCHEMES = {"knode": "knode", "knime": "KNIME"}


class Keymap(QObject):
    """The keys of all actions, shared by all windows and kept between starts."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        kept = config.read(NAME, {})
        self.scheme, self._own = _kept(kept if isinstance(kept, dict) else {})

    def keys(self, action: Action) -> list[str]:
        """The keys of an action in Qt's portable spelling."""
        if action.name in self._own:
            return list(self._own[action.name])
        return self.shipped(action)

    def shipped(self, action: Action) -> list[str]:
        """The keys that the scheme gives it; a scheme that says nothing of it has ours."""
        return list(action.shortcuts.get(self.scheme, action.shortcuts.get("knode", ())))

    def is_own(self, action: Action) -> bool:
        """Whether the person has changed its keys."""
        return action.name in self._own

    def choose(self, scheme: str) -> None:
        """Take another scheme; the person's own keys stay."""
        if scheme in SCHEMES and scheme != self.scheme:
            self.scheme = scheme
            self._keep()

    def bind(self, action: Action, keys: Sequence[str]) -> None:
        """Give an action other keys; [] for none."""
        if list(keys) == self.shipped(action):
            self._own.pop(action.name, None)
        else:
            self._own[action.name] = list(keys)
        self._keep()

    def reset(self, action: Action | None = None) -> None:
        """Give an action, or all, the keys of the scheme again."""
        if action is None:
            self._own.clear()
        else:
            self._own.pop(action.name, None)
        self._keep()

    def conflicts(self, action: Action, keys: Iterable[str], among: Iterable[Action]) -> list[Action]:
        """The other actions that have one of these keys already."""
        wanted = {normal(each) for each in keys}
        return [
            other
            for other in among
            if other.name != action.name and wanted & {normal(each) for each in self.keys(other)}
        ]

    def _keep(self) -> None:
        config.write(NAME, {"scheme": self.scheme, "own": self._own})
        self.changed.emit()


def normal(keys: str) -> str:
    """The one portable spelling of a key sequence."""
    return QKeySequence.fromString(keys).toString(QKeySequence.SequenceFormat.PortableText)


def _kept(data: dict[str, Any]) -> tuple[str, dict[str, list[str]]]:
    scheme = data.get("scheme")
    own = data.get("own")
    good = {
        str(name): [each for each in keys if isinstance(each, str)]
        for name, keys in (own.items() if isinstance(own, dict) else ())
        if isinstance(keys, list)
    }
    return (scheme if scheme in SCHEMES else "knode"), good
