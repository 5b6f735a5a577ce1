"""What the engine process says is wrong with a node, at the setting that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from knode.app.forms.editors.editor import Place
from knode.app.forms.faults import Fault
from knode.app.forms.shape import Kind, Shape
from knode.core.errors import quoted
from knode.host.protocol import Problem

NOTHING_CHOSEN = re.compile(
    r"(?:No (?:column|condition|formula)\b.* is (?:chosen|set)|There is no rule|Nothing is to be computed)\b(?! for )"
)
"""How a node begins that misses a choice; it is not known which."""
ONE: tuple[Kind, ...] = ("column",)
SEVERAL: tuple[Kind, ...] = ("columns", "names", "rows", "list", "mapping")
PLACE = re.compile(r" \[[^\]]*\]$")
HERE = " in the node's settings"


def problem_text(problem: Problem, steps: tuple[str, ...] = ()) -> str:
    """What happened, and what to do; of one of `steps`, whose form it stands in, without their names."""
    if not problem.what or problem.node not in steps:
        hint = problem.hint if problem.hint and problem.hint not in problem.message else ""
        return f"{problem.message}\n{hint}".strip()
    if problem.what == "It must be given.":
        return QCoreApplication.translate("Faults", "This must be given.")
    hint = PLACE.sub("", problem.hint)
    text = problem.what.replace(HERE, "") + _where(problem)
    return text if hint.rstrip(".") in problem.what else f"{text}\n{hint}"


def _where(problem: Problem) -> str:
    """Column and row, unless they are named already."""
    facts = {"column": problem.column, "row": problem.row}
    told = [
        f"{name} {quoted(fact)}" for name, fact in facts.items() if fact is not None and str(fact) not in problem.what
    ]
    return f" [{', '.join(told)}]" if told else ""


def problem_fault(
    problem: Problem | None, shapes: Mapping[str, Shape], values: Mapping[str, Any], steps: tuple[str, ...] = ()
) -> Fault | None:
    """The problem at its setting: the one that it names, that names its column, or that it wants to be chosen; None when
    there is none. `shapes` and `values` are those of the settings, by name."""
    if problem is None:
        return None
    text = problem_text(problem, steps)
    if problem.setting:
        setting, *inner = problem.setting.split(".")
        place: Place = tuple(int(step) if step.isdigit() else step for step in inner)
        return Fault(setting, place, text) if setting in shapes else None
    if problem.column:
        for name in shapes:
            found = _place_of(problem.column, values.get(name))
            if found is not None:
                return Fault(name, found, text)
    empty = next(_unchosen(problem, shapes, values), None) if problem.node in steps else None
    return None if empty is None else Fault(empty, (), text)


def _unchosen(problem: Problem, shapes: Mapping[str, Shape], values: Mapping[str, Any]) -> Iterator[str]:
    """The settings where nothing is chosen, if that is what the node misses."""
    if not NOTHING_CHOSEN.match(problem.what):
        return
    kinds = ONE if "the column's name" in problem.what else SEVERAL if "the columns" in problem.what else ONE + SEVERAL
    for name, shape in shapes.items():
        value = values.get(name)
        if shape.kind in kinds and (value in ("", [], {}) or (isinstance(value, dict) and value.get("names") == [])):
            yield name


def _place_of(column: str, value: Any) -> Place | None:
    """Where in a value a column is named."""
    if value == column:
        return ()
    if isinstance(value, dict):
        steps = [*value.items()]
    elif isinstance(value, list):
        steps = [*enumerate(value)]
    else:
        return None
    for step, one in steps:
        found = _place_of(column, one)
        if found is not None:
            return (step, *found)
    return None
