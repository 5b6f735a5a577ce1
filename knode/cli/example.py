"""The example of a node as it stands in a file, and in Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from knode.core.node import Node
from knode.core.registry import snake_case

BROAD = 80
"""As many characters of an example stand in a line."""


def settings_of(cls: type[Node]) -> dict[str, Any]:
    """The settings that its author shows it with; none for a node that works as it is."""
    return dict(cls.example.settings) if cls.example else {}


def as_python(cls: type[Node]) -> str:
    """The line of Python that adds the example to a workflow; over several lines where it is long."""
    given = [f"{name}={_written(value, _python, 4, len(name))}" for name, value in settings_of(cls).items()]
    line = f"w.add({', '.join([_python(cls.__name__), *given])})"
    if len(line) <= BROAD and "\n" not in line:
        return line
    return "\n".join([f"w.add(\n    {_python(cls.__name__)},", *(f"    {one}," for one in given), ")"])


def as_file(cls: type[Node]) -> str:
    """The example as it stands among the nodes of a workflow file."""
    settings = settings_of(cls)
    block = {"type": cls.type_id()} | ({"settings": settings} if settings else {})
    name = f"{_json(snake_case(cls.__name__))}: "
    return name + _written(block, _json, used=len(name))


def _written(value: Any, flat: Callable[[Any], str], indent: int = 0, used: int = 0) -> str:
    """Data as text, with what fits into a line on one, of which so much is `used`; `flat` writes it so."""
    line = flat(value)
    if len(line) + indent + used <= BROAD or not isinstance(value, dict | list):
        return line
    room = " " * (indent + 2)
    if isinstance(value, dict):
        names = [f"{flat(key)}: " for key in value]
        parts = [
            name + _written(one, flat, indent + 2, len(name)) for name, one in zip(names, value.values(), strict=True)
        ]
    else:
        parts = [_written(one, flat, indent + 2) for one in value]
    opened, closed = "{}" if isinstance(value, dict) else "[]"
    return f"{opened}\n{room}" + f",\n{room}".join(parts) + f"\n{' ' * indent}{closed}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _python(value: Any) -> str:
    """JSON data as Python writes it, but with double quotes."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_python(key)}: {_python(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_python, value)) + "]"
    return _json(value) if isinstance(value, str) else repr(value)
