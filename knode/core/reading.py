"""What the settings of a node tell: the columns that it names, and the secrets that it wants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from knode.core.node import Node
from knode.core.settings import Column, Columns, Secret


def named_columns(node: Node) -> set[str]:
    """The columns that a node's settings name one by one; all, types and patterns name none."""
    found = set(node.mentions())
    for value in _values(node):
        if isinstance(value, Column) and value:
            found.add(str(value))
        elif isinstance(value, Columns) and value.by == "names":
            found.update(value.names)
    return found


def secrets(node: Node) -> set[str]:
    """The names of the secrets that a node asks for when it runs."""
    return {str(value) for value in _values(node) if isinstance(value, Secret) and value}


def _values(value: Any) -> Iterator[Any]:
    """All values in settings, those within lists and models included."""
    yield value
    if isinstance(value, BaseModel) and not isinstance(value, Columns):
        for name in type(value).model_fields:
            yield from _values(getattr(value, name))
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _values(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _values(item)
