"""What is wrong with a setting, in plain words: what should stand there, what stands there, and what to write instead."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from knode.core.errors import QUOTE_LIMIT, SettingError, UnknownName, in_json, nearest, quoted
from knode.core.numerals import amount, is_number, meant_number
from knode.core.setting_types import (
    Place,
    choices_of,
    holds_secret,
    inner_types,
    is_a,
    is_model,
    items_of,
    members,
    types_at,
)
from knode.core.settings import Column, Columns, Secret
from knode.core.synonyms import meant

COLUMNS = '"*" for all columns, a list of names such as {}, or an object with types or pattern, such as {{"types": ["number"]}}'
LISTED = 24
"""The most choices that a message lists."""
KEYS = 8
"""The most keys that a message lists."""


class Wrong(NamedTuple):
    """One thing that pydantic found: its name of the rule, where, what stands there, and the rule's facts."""

    rule: str
    place: Place
    value: Any
    facts: Mapping[str, Any]
    text: str


def refusal(cls: type[BaseModel], type_id: str, error: ValidationError, node: str | None) -> SettingError | UnknownName:
    """The error that a person is shown, of what pydantic found wrong with the settings of a node."""
    found = [_wrong(cls, one) for one in error.errors(include_url=False)]
    same = _at_one_place(found)
    first = same[0]
    if not first.place:
        return SettingError("", _own(first.text), node=node)
    *outer, name = first.place
    if first.rule == "extra_forbidden" and not outer:
        where = f"of node {quoted(node)}" if node else f"of {type_id}"
        return UnknownName("setting", str(name), cls.model_fields, where)
    field = cls.model_fields.get(str(first.place[0]))
    is_secret = field is not None and holds_secret(field.annotation)
    said = _Said(cls, same, is_secret)
    return SettingError(".".join(map(str, first.place)), said.reason(), node=node, value=said.got())


def _wrong(cls: type[BaseModel], found: Any) -> Wrong:
    """What pydantic found, without the steps of its place that name a member of a union and no place in the value."""
    place: list[str | int] = []
    kinds: list[Any] = [cls]
    for number, step in enumerate(found["loc"], 1):
        inner = [one for kind in kinds for one in inner_types(kind, step)]
        if inner or (number == len(found["loc"]) and found["type"] in ("extra_forbidden", "missing")):
            place.append(step)
            kinds = inner
    return Wrong(found["type"], tuple(place), found.get("input"), found.get("ctx", {}), found["msg"])


def _at_one_place(found: list[Wrong]) -> list[Wrong]:
    """The first of what is wrong; of a setting that may be read in several ways all that they want at the same place."""
    first = found[0]
    if not first.place:
        return [first]
    # The reading that got furthest is the one that was meant: a list that is one, with a wrong entry.
    within = [one for one in found if one.place[: len(first.place)] == first.place]
    furthest = max(within, key=lambda one: len(one.place))
    return [one for one in within if one.place == furthest.place]


def _own(text: str) -> str:
    """The text of a rule that a node's author wrote."""
    text = text.removeprefix("Value error, ").removeprefix("Assertion failed, ").rstrip(".")
    return text[:1].lower() + text[1:]


class _Said:
    """The words for what is wrong at one place."""

    def __init__(self, cls: type[BaseModel], same: Sequence[Wrong], is_secret: bool) -> None:
        self.first, self.same, self.is_secret = same[0], same, is_secret
        self.readings = list(types_at(cls, same[0].place))
        self.outer = list(types_at(cls, same[0].place[:-1]))
        field = cls.model_fields[str(same[0].place[0])] if len(same[0].place) == 1 else None
        self.default = field.default if field is not None and not field.is_required() else None
        self.may_be_left_out = field is not None and not field.is_required()

    def got(self) -> object:
        """What is quoted behind the reason; None where the reason says it, or it must not be said."""
        is_told = self.first.rule in ("missing", "extra_forbidden") or self._is_choice()
        return None if self.is_secret or is_told else self.first.value

    def reason(self) -> str:
        first = self.first
        if first.rule in ("value_error", "assertion_error"):
            return _own(first.text)
        if first.rule == "missing":
            return "it must be given"
        if first.rule == "extra_forbidden":
            return self._unknown_key()
        if Columns in self.readings:
            return f"it must be {COLUMNS.format(self._names())}"
        if self._is_choice():
            return self._choice()
        instead = self._instead()
        hint = f": write {instead}" if instead and len(instead) <= QUOTE_LIMIT else self._example()
        return f"it must be {self._wanted()}{hint}{self._null()}"

    # ---- choices and keys

    def _is_choice(self) -> bool:
        return all(one.rule == "literal_error" for one in self.same)

    def _choice(self) -> str:
        choices = [choice for one in self.readings for choice in choices_of(one)]
        value = self.first.value
        near = meant(value, choices) if value is None or isinstance(value, str | int | float) else None
        absent = f"there is no choice {_shown(value)}" if not self.is_secret else "there is no such choice"
        hint = f"did you mean {quoted(near)}? " if near else ""
        listed = ", ".join(quoted(choice) for choice in choices[:LISTED])
        more = f" … ({len(choices):,} in all)" if len(choices) > LISTED else ""
        return f"{absent}; {hint}" + f"{'The' if hint else 'the'} choices are {listed}{more}"

    def _unknown_key(self) -> str:
        name = str(self.first.place[-1])
        if Columns in self.outer:
            near = nearest(name, Columns.model_fields)
            hint = f"did you mean {quoted(near)}? Write" if near else "write"
            return f"a choice of columns has no {quoted(name)}; {hint} {COLUMNS.format(self._names())}"
        known = [key for model in self.outer if is_model(model) for key in model.model_fields]
        near = nearest(name, known)
        hint = f"did you mean {quoted(near)}?" if near else f"known: {', '.join(known)}"
        return f"there is none of this name ({hint})"

    def _names(self) -> str:
        value = self.first.value
        names = [value] if isinstance(value, str) else value
        is_names = isinstance(names, list) and names and all(isinstance(name, str) for name in names)
        shown = in_json(names) if is_names else ""
        return shown if 0 < len(shown) <= QUOTE_LIMIT else '["age", "income"]'

    # ---- what should stand there

    def _wanted(self) -> str:
        wanted = list(dict.fromkeys(self._noun(one) for one in self.same))
        if "a number" in wanted and "a whole number" in wanted:
            wanted.remove("a whole number")
        *others, last = wanted
        return f"{', '.join(others)} or {last}" if others else last

    def _noun(self, one: Wrong) -> str:
        if one.rule in EMPTY and one.facts["min_length"] == 1:
            return EMPTY[one.rule]
        if one.rule in LIMITS:
            return LIMITS[one.rule].format(**{name: amount(value) for name, value in one.facts.items()})
        if one.rule == "literal_error":
            return " or ".join(quoted(choice) for kind in self.readings for choice in choices_of(kind))
        if one.rule == "string_pattern_mismatch":
            return _formed(str(one.facts["pattern"]))
        if one.rule.startswith("model_"):
            return self._object()
        if one.rule == "string_type" and any(is_a(kind, Column) for kind in self.readings):
            return "the name of one column"
        if one.rule == "string_type" and any(is_a(kind, Secret) for kind in self.readings):
            return "the name of a secret"
        kind = one.rule.partition("_")[0]
        return NOUNS.get(kind, "another value")

    def _object(self) -> str:
        keys = [key for model in self.readings if is_model(model) for key in model.model_fields]
        return f"an object with {', '.join(keys[:KEYS])}{' …' if len(keys) > KEYS else ''}"

    # ---- what to write instead

    def _instead(self) -> str:
        """What the person may have meant, as it is to be written; empty where that cannot be told."""
        if self.is_secret or len({one.rule.partition("_")[0] for one in self.same}) > 1:
            return ""
        value, rule = self.first.value, self.first.rule
        if rule.startswith(("int", "float", "finite")):
            return meant_number(value, whole=rule.startswith("int"))
        if rule in ("less_than", "less_than_equal") and 2 <= value <= 100 and self._limit() == 1:
            return f"{amount(value / 100)} for {amount(value)} %"
        if rule == "string_type":
            return self._text(value)
        if rule in ("list_type", "tuple_type", "set_type", "frozen_set_type"):
            return self._list(value)
        if rule.startswith("model_"):
            return self._entry(value)
        return ""

    def _limit(self) -> float:
        return float(self.first.facts.get("lt", self.first.facts.get("le", math.inf)))

    def _text(self, value: Any) -> str:
        if isinstance(value, list | tuple) and len(value) == 1 and isinstance(value[0], str):
            return quoted(value[0])
        return f'"{in_json(value)}"' if isinstance(value, int | float) else ""

    def _list(self, value: Any) -> str:
        items = [one for kind in self.readings for item in items_of(kind) for one in members(item)]
        if isinstance(value, str) and value and any(is_a(item, str) for item in items):
            return in_json([value])
        if isinstance(value, str) and any(item in (int, float) for item in items):
            parts = [
                meant_number(part.strip(), whole=int in items) or part.strip() for part in re.split(r"[;,\s]+", value)
            ]
            return f"[{', '.join(parts)}]" if all(re.fullmatch(r"[+-]?[\d.]+", part) for part in parts) else ""
        if (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and any(item in (int, float) for item in items)
        ):
            return in_json([value])
        if isinstance(value, dict) and value and any(is_model(item) for item in items):
            return in_json([value])
        if isinstance(value, str) and value:
            made = next((entry for item in items if is_model(item) and (entry := _of_text(item, value))), "")
            return f"[{made}]" if made else ""
        return ""

    def _entry(self, value: Any) -> str:
        if isinstance(value, str) and value:
            return next((made for model in self.readings if is_model(model) and (made := _of_text(model, value))), "")
        return ""

    def _example(self) -> str:
        """The default as an example of a number."""
        has_number = is_number(self.default, whole=False)
        wants_one = self.first.rule.startswith(("int_parsing", "int_type", "float"))
        return f", such as {amount(self.default)}" if has_number and wants_one and self.first.value is not None else ""

    def _null(self) -> str:
        """What to do with a null, which is no value here."""
        if self.first.value is not None or self.is_secret:
            return ""
        return ", not null" + ("; leave the setting out to have its default" if self.may_be_left_out else "")


NOUNS = {
    "string": "a text",
    "int": "a whole number",
    "float": "a number",
    "finite": "a finite number",
    "bool": "true or false",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "frozen": "a list",
    "dict": "an object with a value for each name",
    "mapping": "an object with a value for each name",
    "none": "null",
    "date": "a date",
    "datetime": "a date and time",
}
"""What should stand where pydantic's rules of these families are broken."""
LIMITS = {
    "greater_than": "greater than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than": "less than {lt}",
    "less_than_equal": "at most {le}",
    "multiple_of": "a multiple of {multiple_of}",
    "string_too_short": "a text of at least {min_length} characters",
    "string_too_long": "a text of at most {max_length} characters",
    "too_short": "a list of at least {min_length} entries",
    "too_long": "a list of at most {max_length} entries",
    "int_parsing_size": "a whole number of fewer digits",
}

EMPTY = {"string_too_short": "a text that is not empty", "too_short": "a list that is not empty"}


def _shown(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else in_json(value)


def _formed(pattern: str) -> str:
    """What a text must be like that fits a regular expression."""
    if ending := re.fullmatch(r"(?:\\\.(\w+)(\w\?)?\$)", pattern):
        endings = [ending[1]] if not ending[2] else [ending[1], f"{ending[1]}{ending[2][0]}"]
        return f"a text that ends in {' or '.join(f'.{one}' for one in endings)}"
    return f"a text of the form {pattern}"


def _of_text(model: Any, text: str) -> str:
    """An entry of a list, as it is to be written, of a text that stands there in its place."""
    name, field = next(iter(model.model_fields.items()))
    return in_json({name: text}) if any(is_a(kind, str) for kind in members(field.annotation)) else ""
