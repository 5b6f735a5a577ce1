"""What is wrong with a setting, in plain words: what should stand there, what stands there, and what to write instead."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError

from knode.core.errors import QUOTE_LIMIT, SettingError, UnknownName, in_json, nearest, quoted
from knode.core.numerals import amount, is_number, meant_number
from knode.core.setting_types import choices_of, holds_secret, is_a, is_model, items_of, members, types_at
from knode.core.settings import Columns
from knode.core.synonyms import meant
from knode.core.wanted import OWN, Wrong, all_wanted, all_wrong, own_words

LISTED = 24
"""The most choices that a message lists."""


def refusal(cls: type[BaseModel], type_id: str, error: ValidationError, node: str | None) -> SettingError | UnknownName:
    """The error that a person is shown, of what pydantic found wrong with the settings of a node."""
    found = all_wrong(cls, error)
    same = _at_one_place(found)
    first = same[0]
    if not first.place:
        return SettingError("", own_words(first), node=node)
    *outer, name = first.place
    if first.rule == "extra_forbidden" and not outer:
        where = f"of node {quoted(node)}" if node else f"of {type_id}"
        return no_setting(cls, str(name), where)
    field = cls.model_fields.get(str(first.place[0]))
    is_secret = field is not None and holds_secret(field.annotation)
    said = _Said(cls, same, is_secret)
    return SettingError(".".join(map(str, first.place)), said.reason(), node=node, value=said.got())


def no_setting(cls: type[BaseModel], name: str, where: str, more: Iterable[str] = ()) -> UnknownName:
    """The error for a setting that the node class does not have, nor among `more`; one that it once had is told as that."""
    gone: Mapping[str, str] = getattr(cls, "gone", {})
    return UnknownName("setting", name, [*cls.model_fields, *more], where, now=gone.get(name, ""))


def _at_one_place(found: list[Wrong]) -> list[Wrong]:
    """The first of what is wrong; of a setting that may be read in several ways all that they want at the same place."""
    first = found[0]
    if not first.place:
        return [first]
    # The reading that got furthest is the one that was meant: a list that is one, with a wrong entry.
    within = [one for one in found if one.place[: len(first.place)] == first.place]
    furthest = max(within, key=lambda one: len(one.place))
    return [one for one in within if one.place == furthest.place]


class _Said:
    """The words for what is wrong at one place."""

    def __init__(self, cls: type[BaseModel], same: Sequence[Wrong], is_secret: bool) -> None:
        self.first, self.same, self.is_secret = same[0], same, is_secret
        self.wanted = all_wanted(cls, same)
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
        if first.rule in OWN:
            return own_words(first)
        if first.rule == "missing":
            return "it must be given"
        if first.rule == "extra_forbidden":
            return self._unknown_key()
        if Columns in self.readings:
            return f"it must be {self._wanted()}"
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
            return f"a choice of columns has no {quoted(name)}; {hint} {self._wanted()}"
        known = [key for model in self.outer if is_model(model) for key in model.model_fields]
        near = nearest(name, known)
        hint = f"did you mean {quoted(near)}?" if near else f"known: {', '.join(known)}"
        return f"there is none of this name ({hint})"

    # ---- what should stand there

    def _wanted(self) -> str:
        *others, last = map(str, self.wanted)
        return f"{', '.join(others)} or {last}" if others else last

    # ---- what to write instead

    def _instead(self) -> str:
        """What the person may have meant, as it is to be written; empty where that cannot be told."""
        if self.is_secret or len({one.rule.partition("_")[0] for one in self.same}) > 1:
            return ""
        value, rule = self.first.value, self.first.rule
        if rule.startswith(("int", "float", "finite")):
            return meant_number(value, whole=rule.startswith("int"))
        if rule in ("less_than", "less_than_equal") and self._limit() == 1:
            # A number may have come as text.
            percent = float(value)
            return f"{amount(percent / 100)} for {amount(percent)} %" if 2 <= percent <= 100 else ""
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


def _shown(value: Any) -> str:
    return quoted(value) if isinstance(value, str) else in_json(value)


def _of_text(model: Any, text: str) -> str:
    """An entry of a list, as it is to be written, of a text that stands there in its place."""
    name, field = next(iter(model.model_fields.items()))
    return in_json({name: text}) if any(is_a(kind, str) for kind in members(field.annotation)) else ""
