"""The types that may stand at a place within the settings of a node."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel

from knode.core.settings import Secret

Place = tuple[str | int, ...]


def types_at(cls: type[BaseModel], place: Place) -> Iterator[Any]:
    """The types that may stand at a place in the settings."""
    kinds: list[Any] = [cls]
    for step in place:
        kinds = [inner for kind in kinds for inner in inner_types(kind, step)]
    yield from kinds


def inner_types(kind: Any, step: str | int) -> Iterator[Any]:
    """The types that may stand one step further: at a field, a name or a place in a list; none where there is no such step."""
    if is_model(kind):
        field = kind.model_fields.get(step)
        yield from members(field.annotation) if field is not None else ()
        return
    origin, args = typing.get_origin(kind), items_of(kind)
    if origin is dict:
        yield from members(args[1])
    elif args and isinstance(step, int):
        yield from members(args[step] if step < len(args) else args[-1])


def items_of(kind: Any) -> list[Any]:
    """The types of the entries of a list."""
    return [one for one in typing.get_args(kind) if one is not ...]


def members(annotation: Any) -> Iterator[Any]:
    """The types of a union; of any other type itself."""
    if typing.get_origin(annotation) is typing.Annotated:
        annotation = typing.get_args(annotation)[0]
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        for member in typing.get_args(annotation):
            yield from members(member)
    elif annotation is not type(None):
        yield annotation


def choices_of(kind: Any) -> tuple[Any, ...]:
    """What a type lets choose from; nothing of a type that is no choice."""
    return typing.get_args(kind) if typing.get_origin(kind) is Literal else ()


def is_model(kind: Any) -> bool:
    """Whether it is an object with named fields."""
    return is_a(kind, BaseModel)


def is_a(kind: Any, wanted: type) -> bool:
    """Whether it is a class of this sort."""
    return isinstance(kind, type) and issubclass(kind, wanted)


def holds_secret(annotation: Any) -> bool:
    """Whether the name of a secret may stand somewhere in it."""
    return annotation is Secret or any(holds_secret(member) for member in typing.get_args(annotation))
