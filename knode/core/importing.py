"""Libraries that are imported by one thread at a time.

Parts of scikit-learn import each other. Where two threads begin with different parts each would wait for the other, so Python
gives one of them a module of which only half is there, and its import fails: nodes that run at the same time for the first time
would fail by chance.
"""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from typing import Any

TANGLED = ("sklearn", "scipy", "shap", "skops", "numba")
"""numba, which shap imports, imports scipy: of two threads that began with these each would wait for the other for good."""

_lock = threading.RLock()
_roots: set[str] = set()


def import_in_turn(*roots: str) -> None:
    """From now on let one thread at a time import these libraries and their parts, however they are imported."""
    with _lock:
        if not _roots:
            # All ways lead there, and only for what is not imported yet. The statement's own function is no place for it:
            # Qt's binding exchanges that while it imports, and what other threads import in that time would not wait.
            machinery: Any = importlib._bootstrap
            machinery._find_and_load = _in_turn(machinery._find_and_load)
        _roots.update(roots)


def _in_turn(real: Callable[..., Any]) -> Callable[..., Any]:
    """What finds and loads a module: a library is waited for before Python locks the first of its modules."""

    def in_turn(name: str, *others: Any) -> Any:
        if name.partition(".")[0] not in _roots:
            return real(name, *others)
        with _lock:
            return real(name, *others)

    return in_turn
