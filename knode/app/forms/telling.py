"""What the engine process says is wrong with a node, at the setting that it is about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from knode.app.forms.faults import Fault
from knode.core.setting_types import Place
from knode.host.protocol import Problem


def problem_text(problem: Problem) -> str:
    """What happened, and what to do."""
    hint = problem.hint if problem.hint and problem.hint not in problem.message else ""
    return f"{problem.message}\n{hint}".strip()


def problem_fault(problem: Problem | None, settings: Collection[str], stored: Mapping[str, Any]) -> Fault | None:
    """The problem at its setting: the one that it names, or the one that names its column; None when there is none."""
    if problem is None:
        return None
    if problem.setting:
        setting, *steps = problem.setting.split(".")
        place: Place = tuple(int(step) if step.isdigit() else step for step in steps)
        return Fault(setting, place, problem_text(problem)) if setting in settings else None
    if problem.column:
        for name in settings:
            found = _place_of(problem.column, stored.get(name))
            if found is not None:
                return Fault(name, found, problem_text(problem))
    return None


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
