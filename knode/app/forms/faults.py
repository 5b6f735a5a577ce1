"""Faults: what is wrong with the values in a form, said in words, each at the setting and the place inside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

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
        return QCoreApplication.translate("Faults", str(text)).format(**facts)
    reason = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    return reason[:1].upper() + reason[1:] + "."


_ = QT_TRANSLATE_NOOP
TEXTS = {
    "missing": _("Faults", "This must be given."),
    "greater_than": _("Faults", "This must be greater than {gt}."),
    "greater_than_equal": _("Faults", "This must be at least {ge}."),
    "less_than": _("Faults", "This must be less than {lt}."),
    "less_than_equal": _("Faults", "This must be at most {le}."),
    "int_parsing": _("Faults", "This must be a whole number."),
    "int_type": _("Faults", "This must be a whole number."),
    "int_from_float": _("Faults", "This must be a whole number."),
    "float_parsing": _("Faults", "This must be a number."),
    "float_type": _("Faults", "This must be a number."),
    "finite_number": _("Faults", "This must be a finite number."),
    "bool_parsing": _("Faults", "This must be yes or no."),
    "string_type": _("Faults", "This must be a text."),
    "string_too_short": _("Faults", "This must not be empty."),
    "string_too_long": _("Faults", "This must have at most {max_length} characters."),
    "string_pattern_mismatch": _("Faults", "This does not have the form that is wanted: {pattern}"),
    "literal_error": _("Faults", "This must be one of {expected}."),
}
"""What pydantic's errors are called here."""
