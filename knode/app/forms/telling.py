"""What the engine process says is wrong with a node, at the setting that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from knode.app.forms.editors.editor import Place
from knode.app.forms.faults import Fault
from knode.app.forms.shape import Kind, Shape
from knode.app.messages import worded
from knode.core.errors import quoted
from knode.host.protocol import Problem

NOTHING_CHOSEN = re.compile(
    r"(?:No (?:column|condition|formula)\b.* is (?:chosen|set)|There is no rule|Nothing is to be computed)\b"
)
"""How a node begins that misses a choice; it is not known which."""
ONE: tuple[Kind, ...] = ("column",)
SEVERAL: tuple[Kind, ...] = ("columns", "names", "rows", "list", "mapping")
PLACE = re.compile(r" \[[^\]]*\]$")
NODE = re.compile(r'^Node "[^"]*" \([^)]*\): ')
"""How an error begins that names its node."""
SHORT = 3
"""Letters of words that name nothing."""
EMPTY: tuple[Any, ...] = ("", [], {})
HERE = " in the node's settings"


def problem_text(problem: Problem, steps: tuple[str, ...] = ()) -> str:
    """What happened, and what to do; of one of `steps`, whose form it stands in, without their names."""
    return worded(_told(problem, steps))


def _told(problem: Problem, steps: tuple[str, ...]) -> str:
    if not problem.what or problem.node not in steps:
        hint = problem.hint if problem.hint and problem.hint not in problem.message else ""
        return f"{problem.message}\n{hint}".strip()
    if problem.what == "It must be given.":
        return "This must be given."
    hint = without_place(problem.hint)
    what = NODE.sub("", problem.what)
    # What a node says of its settings before it runs has no full stop; here it stands alone.
    text = (what[:1].upper() + what[1:].replace(HERE, "")).rstrip(".") + ("" if what[-1:] in "?!…" else ".")
    text += _where(problem)
    return text if hint.rstrip(".") in problem.what else f"{text}\n{hint}"


def without_place(hint: str) -> str:
    """What to do, without the port, column and row that stand behind the last sentence of an error; in English."""
    return PLACE.sub("", hint)


def _where(problem: Problem) -> str:
    """Column and row, unless they are named already."""
    facts = {"column": problem.column, "row": problem.row}
    told = [
        f"{name} {quoted(fact)}"
        for name, fact in facts.items()
        if fact is not None and str(fact) not in problem.what and quoted(fact) not in problem.what
    ]
    return f" [{', '.join(told)}]" if told else ""


def problem_fault(
    problem: Problem | None,
    shapes: Mapping[str, Shape],
    values: Mapping[str, Any],
    steps: tuple[str, ...] = (),
    *,
    doubtful: bool = False,
) -> Fault | None:
    """The problem at its setting: the one that it names, that names its column, or that it wants to be chosen; None when
    there is none. `shapes` and `values` are those of the settings, by name; `doubtful` says that what is wrong with a column
    may turn out to be right."""
    if problem is None:
        return None
    text = problem_text(problem, steps)
    if doubtful and problem.column:
        text += "\n" + QCoreApplication.translate(
            "Faults", "Only the first rows were looked at so far: a run may find it right."
        )
    if problem.setting:
        setting, *inner = problem.setting.split(".")
        place: Place = tuple(int(step) if step.isdigit() else step for step in inner)
        return Fault(setting, place, text) if setting in shapes else None
    if problem.column:
        for name in shapes:
            found = _place_of(problem.column, values.get(name))
            if found is not None:
                return Fault(name, found, text)
        for name, shape in shapes.items():
            for found in _expressions_with(problem.column, shape, values.get(name)):
                return Fault(name, found, text)
    return (
        next((Fault(*found, text) for found in _unchosen(problem, shapes, values)), None)
        if problem.node in steps
        else None
    )


def _unchosen(problem: Problem, shapes: Mapping[str, Shape], values: Mapping[str, Any]) -> Iterator[tuple[str, Place]]:
    """The settings, or the fields of their rows, where nothing is chosen, if that is what the node misses."""
    if not NOTHING_CHOSEN.match(problem.what):
        return
    kinds = ONE if "the column's name" in problem.what else SEVERAL if "the columns" in problem.what else ONE + SEVERAL
    is_of_row = " is chosen for " in problem.what
    words = [word for word in re.findall("[a-z]+", problem.what) if len(word) > SHORT]
    for name, shape in shapes.items():
        if "column" not in words and not name.startswith(tuple(words)):
            continue  # Such as a rule: the list of these bears its name.
        value = values.get(name)
        if shape.kind in kinds and value in EMPTY and not is_of_row:
            yield name, ()
        for number, row in enumerate(value if shape.kind == "rows" and isinstance(value, list) else ()):
            for entry in shape.item.entries if shape.item is not None else ():
                if entry.shape.kind in kinds and isinstance(row, dict) and row.get(entry.name, "") in EMPTY:
                    yield name, (number, entry.name)


def _expressions_with(column: str, shape: Shape, value: Any) -> Iterator[Place]:
    """Where in a value an expression names a column."""
    named = re.compile(rf"(?<!\w){re.escape(column)}(?!\w)")
    if shape.kind == "code" and isinstance(value, str) and named.search(value):
        yield ()
    for number, row in enumerate(value if shape.kind == "rows" and isinstance(value, list) else ()):
        for entry in shape.item.entries if shape.item is not None else ():
            code = row.get(entry.name) if entry.shape.kind == "code" and isinstance(row, dict) else None
            if isinstance(code, str) and named.search(code):
                yield number, entry.name


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
