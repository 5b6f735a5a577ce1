"""The registry of editors: which class edits which kind of shape."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from knode.app.forms.editors.editor import Editor
from knode.app.forms.known import Known
from knode.app.forms.shape import Kind, Shape

E = TypeVar("E", bound=type[Editor])
Fits = Callable[[Shape], bool]
EDITORS: dict[Kind, list[tuple[Fits, type[Editor]]]] = {}
"""By kind, those that are choosy first."""


def edits(*kinds: Kind, when: Fits | None = None) -> Callable[[E], E]:
    """Says of an editor class which kinds it edits; with `when` only the shapes that it says so of."""

    def keep(cls: E) -> E:
        for kind in kinds:
            known = EDITORS.setdefault(kind, [])
            known.insert(0 if when else len(known), (when or _always, cls))
        return cls

    return keep


def _always(shape: Shape) -> bool:
    return True


def editor_class(shape: Shape) -> type[Editor]:
    """The class that edits a shape."""
    # Here, as the editors themselves import this module to register.
    importlib.import_module("knode.app.forms.editors.every")
    return next(cls for fits, cls in EDITORS[shape.kind] if fits(shape))


def editor_for(shape: Shape, known: Known, name: str, parent: QWidget | None = None) -> Editor:
    """An editor of a shape; `name` is what its value is called."""
    return editor_class(shape)(shape, known, name, parent)
