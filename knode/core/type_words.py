"""The type of a column in plain words, for messages: text, whole number, date and time."""

from __future__ import annotations

import re
from typing import Any

from knode.core.spec import column_type

NAMED = {
    ("interval",): "range",
    ("int", "uint", "<i", ">i", "<u", ">u"): "whole number",
    ("decimal",): "decimal",
    ("complex", "<c", ">c"): "complex number",
    ("period",): "period",
    ("date32", "date64"): "date",
    ("time32", "time64"): "time of day",
    ("month_day_nano_interval",): "calendar duration",
    ("list", "large_list", "fixed_size_list"): "list",
    ("struct",): "record",
    ("map",): "map",
    ("binary", "large_binary", "fixed_size_binary"): "bytes",
    ("dictionary",): "dictionary-coded",
    ("null",): "blank",
    ("sparse",): "sparse",
    ("object",): "mixed",
}
"""Words by what the name of a dtype starts with, where the type that a person sees does not say enough."""
BY_TYPE = {"datetime": "date and time"}
WORDS = {*NAMED.values(), *BY_TYPE.values(), "text", "number", "boolean", "category", "duration"}
"""All words for types."""
ZONE = re.compile(r"(?:datetime64|timestamp)\[\w+, (?:tz=)?([^\]]+)\]")


def type_words(dtype: Any) -> str:
    """The type of a column of a dtype, to be followed by "column"; the dtype itself where there is no word for it."""
    name, kind = str(dtype), column_type(dtype)
    zone = ZONE.match(name)
    if zone:
        return f"date and time ({zone[1]})"
    word = None
    if kind in ("number", "datetime", "other"):
        word = next((words for starts, words in NAMED.items() if name.lower().startswith(starts)), None)
    return word or BY_TYPE.get(kind, name if kind == "other" else kind)


def words_apart(one: Any, other: Any) -> tuple[str, str]:
    """The types of two columns that do not fit together, with the dtypes where the words are the same."""
    words = type_words(one), type_words(other)
    return words if words[0] != words[1] else (f"{words[0]} ({one})", f"{words[1]} ({other})")
