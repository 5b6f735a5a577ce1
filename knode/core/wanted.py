"""What should stand in a setting where pydantic found something else, in words that messages and forms share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from pydantic import BaseModel, ValidationError

from knode.core.errors import QUOTE_LIMIT, in_json, quoted
from knode.core.numerals import amount
from knode.core.setting_types import Place, choices_of, inner_types, is_a, is_model, types_at
from knode.core.settings import Column, Columns, Secret

KEYS = 8
"""The most keys that are listed."""
OWN = ("value_error", "assertion_error")
"""The rules that a node's author wrote, with words of their own."""


class Wrong(NamedTuple):
    """One thing that pydantic found: its name of the rule, where, what stands there, and the rule's facts."""

    rule: str
    place: Place
    value: Any
    facts: Mapping[str, Any]
    text: str


class Wanted(NamedTuple):
    """What should stand at a place: words with names in braces, and what stands for the names."""

    words: str
    facts: Mapping[str, str]

    def __str__(self) -> str:
        return self.words.format(**self.facts)


def all_wrong(cls: type[BaseModel], error: ValidationError) -> list[Wrong]:
    """All that pydantic found wrong with the settings of a node, in its order."""
    return [_wrong(cls, one) for one in error.errors(include_url=False)]


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


def own_words(wrong: Wrong) -> str:
    """The text of a rule that a node's author wrote."""
    text = wrong.text.removeprefix("Value error, ").removeprefix("Assertion failed, ").rstrip(".")
    return text[:1].lower() + text[1:]


def all_wanted(cls: type[BaseModel], same: Sequence[Wrong]) -> list[Wanted]:
    """What should stand at the place of some wrong readings of one value: one of these."""
    first, readings = same[0], list(types_at(cls, same[0].place))
    outer = list(types_at(cls, first.place[:-1]))
    if Columns in readings or (first.rule == "extra_forbidden" and Columns in outer):
        return [Wanted(COLUMNS, {"names": _names(first.value), "example": '{"types": ["number"]}'})]
    wanted = {str(one): one for one in (_wanted(one, readings) for one in same)}
    if "a number" in wanted:
        wanted.pop("a whole number", None)
    return list(wanted.values())


def _wanted(one: Wrong, readings: Sequence[Any]) -> Wanted:
    if one.rule in EMPTY and one.facts["min_length"] == 1:
        return Wanted(EMPTY[one.rule], {})
    if one.rule in LIMITS:
        return Wanted(LIMITS[one.rule], {name: amount(value) for name, value in one.facts.items()})
    if one.rule == "literal_error":
        return Wanted(CHOICE, {"choices": ", ".join(quoted(each) for kind in readings for each in choices_of(kind))})
    if one.rule == "string_pattern_mismatch":
        return _formed(str(one.facts["pattern"]))
    if one.rule.startswith("model_"):
        return _object(readings)
    for kind, words in NAMES.items():
        if one.rule == "string_type" and any(is_a(reading, kind) for reading in readings):
            return Wanted(words, {})
    return Wanted(NOUNS.get(one.rule.partition("_")[0], OTHER), {})


def _object(readings: Sequence[Any]) -> Wanted:
    keys = [key for model in readings if is_model(model) for key in model.model_fields]
    return Wanted(OBJECT, {"keys": f"{', '.join(keys[:KEYS])}{' …' if len(keys) > KEYS else ''}"})


def _formed(pattern: str) -> Wanted:
    """What a text must be like that fits a regular expression."""
    if ending := re.fullmatch(r"(?:\\\.(\w+)(\w\?)?\$)", pattern):
        if not ending[2]:
            return Wanted(ENDING, {"ending": f".{ending[1]}"})
        return Wanted(ENDINGS, {"ending": f".{ending[1]}", "other": f".{ending[1]}{ending[2][0]}"})
    return Wanted(FORMED, {"pattern": pattern})


def _names(value: Any) -> str:
    """A list of column names as it is to be written: those that were given where there are some."""
    names = [value] if isinstance(value, str) else value
    is_names = isinstance(names, list) and names and all(isinstance(name, str) for name in names)
    shown = in_json(names) if is_names else ""
    return shown if 0 < len(shown) <= QUOTE_LIMIT else '["age", "income"]'


COLUMNS = '"*" for all columns, a list of names such as {names}, or an object with types or pattern, such as {example}'
CHOICE = "one of {choices}"
OBJECT = "an object with {keys}"
ENDING = "a text that ends in {ending}"
ENDINGS = "a text that ends in {ending} or {other}"
FORMED = "a text of the form {pattern}"
OTHER = "another value"
NAMES: dict[type, str] = {Column: "the name of one column", Secret: "the name of a secret"}
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
TABLES: tuple[Mapping[Any, str], ...] = (NAMES, NOUNS, LIMITS, EMPTY)
PHRASES = (COLUMNS, CHOICE, OBJECT, ENDING, ENDINGS, FORMED, OTHER)
WORDS = (*PHRASES, *(words for table in TABLES for words in table.values()))
"""All words that may be said, for their translation."""
