"""What a setting takes and what it is by default, in words."""

from __future__ import annotations

import types
import typing
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from PySide6.QtCore import QCoreApplication

from knode.app.forms import words
from knode.core.settings import Column, Columns, Secret

LONGEST = 60
Labels = tuple[tuple[str, str], ...]


def type_text(field: FieldInfo) -> str:
    """The values that a setting takes, with its limits."""
    return _of(field.annotation, labels_of(field)) + _limits(field)


def labels_of(field: FieldInfo) -> Labels:
    """What choices of a setting are called on screen."""
    extra = field.json_schema_extra
    labels = extra.get("labels") if isinstance(extra, dict) else None
    return tuple((value, str(label)) for value, label in labels.items()) if isinstance(labels, dict) else ()


def default_text(value: Any, labels: Labels = ()) -> str:
    """A default as a person would write it; "" for an empty one."""
    if isinstance(value, BaseModel):
        value = value.model_dump(mode="json")
    if value == "*":
        return QCoreApplication.translate("Help", "all")
    if value is None or (value != 0 and not value):
        return ""
    if isinstance(value, list | tuple):
        return _short(", ".join(words.choice(one, labels) for one in value))
    return _short(words.choice(value, labels)) if isinstance(value, str | int | float) else _short(str(value))


def _of(annotation: Any, labels: Labels = ()) -> str:
    tell = QCoreApplication.translate
    origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType):
        return _either(arguments)
    if origin is Literal:
        return _short(" | ".join(words.choice(one, labels) for one in arguments))
    if origin in (tuple, list):
        return tell("Help", "list")
    if origin is dict:
        return tell("Help", "pairs")
    return {
        Columns: tell("Help", "columns"),
        Column: tell("Help", "column"),
        Secret: tell("Help", "name of a secret"),
        bool: tell("Help", "yes or no"),
        int: tell("Help", "whole number"),
        float: tell("Help", "number"),
        str: tell("Help", "text"),
    }.get(annotation, tell("Help", "value"))


def _either(arguments: tuple[Any, ...]) -> str:
    parts = dict.fromkeys(_of(one) for one in arguments if one is not type(None))
    joined = QCoreApplication.translate("Help", " or ").join(parts)
    if type(None) in arguments:
        return QCoreApplication.translate("Help", "{value}, may be empty").format(value=joined)
    return joined


def _limits(field: FieldInfo) -> str:
    signs = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<"}
    found = [
        f"{sign} {limit:,}"
        for name, sign in signs.items()
        for part in field.metadata
        if (limit := getattr(part, name, None)) is not None
    ]
    return f", {', '.join(found)}" if found else ""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
