"""What may be tuned in a workflow that a node holds: its parameters, and settings of its nodes that may become some."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from knode.app.edit.commands.parameters import bound_to
from knode.app.forms.shape import MISSING, Entry, Proposal, Shape, entries_of, parameter_shape
from knode.core.node import Node
from knode.core.settings import matters
from knode.core.title import title_of
from knode.core.workflow import Instance, Workflow

FAR = 10
"""The proposed range goes from a tenth of the present value to ten times it."""
ORDERS = 50
"""A range whose end is so many times its start is searched by orders of magnitude."""
LARGEST = 1e15
UNTUNED = ("seed", "task")
"""Settings that make no model better."""
NUMBERS = ("integer", "number")
STRUCTURED = ("list", "mapping")
"""Kinds whose values are written as JSON; they are proposed once somebody has made a parameter of them."""
FILLED = ("mapping", "rows", "list", "column", "columns")
"""Kinds of settings of which an empty one says nothing; other empty ones let the node choose."""


@dataclass(frozen=True)
class Tunable:
    """A number, truth value or choice that may be tuned: what it may be, and what it is now.

    `name` is that of its parameter, which it is still to be bound to where `is_free`.
    """

    name: str
    node: str
    setting: str
    title: str
    shape: Shape
    value: Any
    is_free: bool

    def proposal(self) -> Proposal:
        """What a form proposes."""
        return Proposal(self.name, self.title, self.is_free, tuple(_searched(self.shape, self.value).items()))


def tunable_in(inside: Workflow, taken: frozenset[str]) -> tuple[Tunable, ...]:
    """The parameters first; then the settings that are bound to none, numbers before choices, under names that are neither
    theirs nor `taken`."""
    bound = [one for name in inside.parameters if name not in taken for one in _parameter(inside, name)]
    free = sorted(_free(inside), key=lambda one: one.shape.kind not in NUMBERS)
    names = [one.setting for one in free]
    used = {*inside.parameters, *taken}
    for one in free:
        clear = names.count(one.setting) == 1 and one.setting not in used
        name = one.setting if clear else re.sub(r"\W", "_", f"{one.node}_{one.setting}")
        if name.isidentifier() and name not in used:
            used.add(name)
            bound.append(replace(one, name=name))
    return tuple(bound)


def _parameter(inside: Workflow, name: str) -> Iterator[Tunable]:
    """A parameter with the limits of the first setting that is bound to it."""
    parameter = inside.parameters[name]
    shape, value, title = parameter_shape(parameter), parameter.default, parameter.description
    for instance, setting in bound_to(inside, name):
        cls = inside.registry.find(instance.type)
        entry = next((one for one in _entries(cls) if one.name == setting), None)
        if entry is not None:
            shape = _without_needs(cls, instance, entry)
            value = instance.settings.get(setting, entry.default) if value is None else value
            title = _title(instance, setting)
            break
    if _may_be_tuned(shape):
        yield Tunable(name, "", "", title, _plain(shape), _sound(value), is_free=False)
    elif _plain(shape).kind in STRUCTURED:
        yield Tunable(name, "", "", title, _plain(shape), _written(value), is_free=False)


def _free(inside: Workflow) -> Iterator[Tunable]:
    for instance in inside.nodes.values():
        cls = inside.registry.find(instance.type)
        for entry in _entries(cls):
            shape = _without_needs(cls, instance, entry)
            if entry.name not in (*instance.bindings, *UNTUNED) and _may_be_tuned(shape):
                value = _sound(instance.settings.get(entry.name, None if entry.required else entry.default))
                title = _title(instance, entry.name)
                yield Tunable("", instance.id, entry.name, title, _plain(shape), value, is_free=True)


def _without_needs(cls: type[Node] | None, instance: Instance, entry: Entry) -> Shape:
    """The shape of a setting without the choices beside which another setting, which is empty, comes to matter.

    So custom is no proposal for weights of classes where nobody has written these.
    """
    if _plain(entry.shape).kind != "choice":
        return entry.shape
    entries = _entries(cls)
    values = {one.name: instance.settings.get(one.name, one.default) for one in entries}
    waiting = [one for one in entries if entry.name in one.when and one.name not in instance.bindings]
    waiting = [one for one in waiting if one.shape.kind in FILLED and values[one.name] in (MISSING, None, "", [], {})]

    def needs(choice: Any) -> bool:
        chosen = {**values, entry.name: choice}
        return any(matters(one.when, chosen) and not matters(one.when, values) for one in waiting)

    plain = _plain(entry.shape)
    return replace(plain, choices=tuple(one for one in plain.choices if not needs(one)))


def _entries(cls: type[Node] | None) -> tuple[Entry, ...]:
    return () if cls is None else entries_of(cls)


def _title(instance: Instance, setting: str) -> str:
    return f"{instance.label or title_of(instance.type)}: {setting}"


def _sound(value: Any) -> Any:
    """A value of a file as a form can start from it; None for one that is none of these, or out of all reason."""
    is_number = isinstance(value, int | float)
    return value if isinstance(value, str) or (is_number and abs(value) < LARGEST) else None


def _written(value: Any) -> str:
    """A list or mapping as JSON, empty for none."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | tuple | dict) and value else ""


def _may_be_tuned(shape: Shape) -> bool:
    plain = _plain(shape)
    return plain.kind in (*NUMBERS, "boolean") or (plain.kind == "choice" and len(plain.choices) > 1)


def _plain(shape: Shape) -> Shape:
    return shape.item if shape.kind == "optional" and shape.item is not None else shape


def _searched(shape: Shape, value: Any) -> dict[str, Any]:
    """How it is searched, as a form asks for it: `kind`, and `values` or the ends of a range."""
    if shape.kind == "boolean":
        return {"kind": "values", "values": (False, True)}
    if shape.kind == "choice":
        return {"kind": "values", "values": tuple(one for one in shape.choices if one is not None)}
    if shape.kind in STRUCTURED:
        return {"kind": "values", "values": (value,) if value else ()}
    is_whole = shape.kind == "integer"
    now = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    low, high = (_whole if is_whole else _range)(shape, now)
    kind = "whole number" if is_whole else "number"
    return {"kind": kind, "lowest": float(low), "highest": float(high), "log": low > 0 and high / low >= ORDERS}


def _whole(shape: Shape, now: float | None) -> tuple[float, float]:
    """From a tenth of what it is now to ten times it, and at least ten numbers, as far as it may be these."""
    least = -math.inf if shape.minimum is None else shape.minimum + shape.above
    most = math.inf if shape.maximum is None else shape.maximum - shape.below
    now = max(2.0, least) if now is None else now
    low = max(least, now // FAR if now >= FAR else min(now, 1))
    return low, max(low, min(most, max(now * FAR, low + FAR - 1)))


def _range(shape: Shape, now: float | None) -> tuple[float, float]:
    """From a tenth of what it is now to ten times it, as far as it may be these."""
    least = -math.inf if shape.minimum is None else shape.minimum
    most = math.inf if shape.maximum is None else shape.maximum
    now = min(max(now or 1 / FAR, least), most)
    low, high = (min(max(end, least), most) for end in sorted((now / FAR, now * FAR)))
    if shape.above and low == least:
        low = (least + now) / 2
    if shape.below and high == most:
        high = (most + now) / 2
    return round(low, 12), round(high, 12)
