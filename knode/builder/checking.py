"""From what Python code says to what stands in the document: node types by name, settings as JSON data."""

from __future__ import annotations

import inspect
import os
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import BaseModel, create_model

from knode.core.errors import UnknownName, UsageError, quoted
from knode.core.node import Node
from knode.core.refusal import no_setting
from knode.core.registry import Registry
from knode.core.workflow import ParameterType


def node_class(registry: Registry, wanted: str | type[Node]) -> type[Node]:
    """The node class of a type id, of a class name that one pack only has, or the class itself, made known.

    Raises:
        UnknownName: no installed pack has it.
        UsageError: several packs have a node of that name, or the class says no pack.
    """
    if isinstance(wanted, str):
        return _by_name(registry, wanted)
    if not wanted.pack.isidentifier():
        raise UsageError(f'The node class {wanted.__name__} says no pack. Give it one: pack = "mine".')
    return registry.add(wanted)


def _by_name(registry: Registry, wanted: str) -> type[Node]:
    if "." in wanted:
        found = registry.find(wanted)
        if found is not None:
            return found
    known = {cls.type_id(): cls for cls in registry.all()}
    named = [type_id for type_id, cls in known.items() if cls.__name__ == wanted]
    if not named:
        raise UnknownName("node", wanted, known)
    if len(named) > 1:
        raise UsageError(f"Several packs have a node {quoted(wanted)}: {', '.join(named)}. Say which one.")
    return known[named[0]]


def json_settings(cls: type[Node], values: Mapping[str, Any], later: Mapping[str, Any], node: str) -> dict[str, Any]:
    """`values` as JSON data for the document.

    Args:
        cls: whose settings they are.
        values: settings that were given.
        later: settings that are bound, with a value to check as far as one is known, else None.
        node: the node's id, for messages.

    Raises:
        UnknownName: a setting that the node does not have.
        SettingError: a setting of the wrong type or out of range.
    """
    for name in (*values, *later):
        if name not in cls.model_fields:
            raise no_setting(cls, name, f"of node {quoted(node)}")
    plain = {name: os.fspath(value) if isinstance(value, os.PathLike) else value for name, value in values.items()}
    samples = {name: value for name, value in later.items() if value is not None}
    checked = _without(cls, later.keys() - samples.keys()).from_settings({**plain, **samples}, node=node)
    return checked.to_settings(set(plain))


def _without(cls: type[Node], names: Collection[str]) -> type[Node]:
    """The same class, in which settings whose value comes later may be absent."""
    absent = {name for name in names if cls.model_fields[name].is_required()}
    if not absent:
        return cls
    fields: dict[str, Any] = dict.fromkeys(absent, (Any, None))
    made: type[Node] = create_model(cls.__name__, __base__=cls, __module__=cls.__module__, **fields)
    return made


def type_of(value: Any) -> ParameterType:
    """The parameter type that a default value speaks for."""
    kinds: list[tuple[type, ParameterType]] = [(bool, "boolean"), (int, "integer"), (float, "number"), (str, "text")]
    return next((name for kind, name in kinds if isinstance(value, kind)), "any")


def help_text(cls: type[Node]) -> str:
    """The help of a node as plain text, with its settings."""
    lines = [f"{cls.title()} ({cls.type_id()})", "", inspect.cleandoc(cls.help())]
    lines += ["", "Settings:"] if cls.model_fields else []
    for name, info in cls.model_fields.items():
        given = (
            "must be given" if info.is_required() else f"default {_plain(info.get_default(call_default_factory=True))}"
        )
        lines.append(f"  {name}: {info.description or ''} ({given})")
    return "\n".join(lines)


def _plain(value: Any) -> str:
    """A default as one would write it as a setting."""
    return repr(value.model_dump(mode="json") if isinstance(value, BaseModel) else value)
