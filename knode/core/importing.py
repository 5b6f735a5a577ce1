"""Libraries that are imported by one thread at a time.

Parts of scikit-learn import each other. Where two threads begin with different parts each would wait for the other, so Python
gives one of them a module of which only half is there, and its import fails: nodes that run at the same time for the first time
would fail by chance.
"""

from __future__ import annotations

import builtins
import importlib
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import Any

TANGLED = ("sklearn", "scipy", "shap", "skops", "numba")
"""numba, which shap imports, imports scipy: of two threads that began with these each would wait for the other for good."""

_lock = threading.RLock()
_roots: set[str] = set()


def import_in_turn(*roots: str) -> None:
    """From now on let one thread at a time import these libraries and their parts, however they are imported."""
    with _lock:
        if not _roots:
            builtins.__import__ = _statement(builtins.__import__)
            importlib.import_module = _function(importlib.import_module)
        _roots.update(roots)


def _statement(real: Callable[..., Any]) -> Callable[..., Any]:
    """What import statements call. A library is waited for before Python locks the first of its modules."""

    def in_turn(
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: Sequence[str] | None = (),
        level: int = 0,
    ) -> Any:
        whole = ((globals or {}).get("__package__") or "") if level else name
        if whole.partition(".")[0] not in _roots:
            return real(name, globals, locals, fromlist, level)
        with _lock:
            return real(name, globals, locals, fromlist, level)

    return in_turn


def _function(real: Callable[..., Any]) -> Callable[..., Any]:
    """The same for `importlib.import_module`."""

    def in_turn(name: str, package: str | None = None) -> Any:
        whole = (package or "") if name.startswith(".") else name
        if whole.partition(".")[0] not in _roots:
            return real(name, package)
        with _lock:
            return real(name, package)

    return in_turn
