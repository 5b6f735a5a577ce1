"""Faults: what is wrong with the values in a form, said in words, each at the setting and the place inside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication

from knode.core.errors import quoted

Place = tuple[str | int, ...]


class Fault(NamedTuple):
    """What is wrong: at which setting ("" when several do not fit together), where inside it, and why."""

    setting: str
    place: Place
    text: str


def faults_of(error: ValidationError, known: Mapping[str, Any]) -> list[Fault]:
    """The faults that pydantic found, one for each place; of the readings of a union the first."""
    found: dict[tuple[str, Place], Fault] = {}
    for one in error.errors(include_url=False, include_input=True):
        location = tuple(one["loc"])
        setting = str(location[0]) if location and location[0] in known else ""
        place = tuple(step for step in location[1:] if not _is_reading(step))
        found.setdefault((setting, place), Fault(setting, place, _words(one)))
    return list(found.values())


def _is_reading(step: str | int) -> bool:
    """Steps that name a member of a union (`str`, `tuple[…]`) or a key, not a place in the value."""
    return isinstance(step, str) and (step in ("str", "int", "float", "bool", "[key]") or "[" in step)


def _words(error: Any) -> str:
    text = TEXTS.get(error["type"])
    facts = {name: quoted(value) if name == "given" else value for name, value in error.get("ctx", {}).items()}
    if text is not None:
        return QCoreApplication.translate("Faults", text).format(**facts)
    reason = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    return reason[:1].upper() + reason[1:] + "."


def _text(text: str) -> str:
    """Marks a text for translation."""
    return text


TEXTS = {
    "missing": _text("This must be given."),
    "greater_than": _text("This must be greater than {gt}."),
    "greater_than_equal": _text("This must be at least {ge}."),
    "less_than": _text("This must be less than {lt}."),
    "less_than_equal": _text("This must be at most {le}."),
    "int_parsing": _text("This must be a whole number."),
    "int_type": _text("This must be a whole number."),
    "int_from_float": _text("This must be a whole number."),
    "float_parsing": _text("This must be a number."),
    "float_type": _text("This must be a number."),
    "finite_number": _text("This must be a finite number."),
    "bool_parsing": _text("This must be yes or no."),
    "string_type": _text("This must be a text."),
    "string_too_short": _text("This must not be empty."),
    "string_too_long": _text("This must have at most {max_length} characters."),
    "string_pattern_mismatch": _text("This does not have the form that is wanted: {pattern}"),
    "literal_error": _text("This must be one of {expected}."),
}
"""What pydantic's errors are called here."""
