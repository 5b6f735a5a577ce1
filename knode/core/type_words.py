"""The type of a column in plain words, for messages: text, whole number, date and time."""

from __future__ import annotations

from typing import Any

from knode.core.spec import column_type

NAMED = {
    "interval": "range",
    "int": "whole number",
    "uint": "whole number",
    "decimal": "exact decimal",
    "complex": "complex number",
    "period": "period",
    "date32": "date",
    "date64": "date",
    "time": "time of day",
    "list": "list",
    "large_list": "list",
    "struct": "record",
    "binary": "bytes",
    "object": "mixed",
}
BY_TYPE = {"datetime": "date and time"}


def type_words(dtype: Any) -> str:
    """The type of a column of a dtype, to be followed by "column"; the dtype itself where there is no word for it."""
    name, kind = str(dtype), column_type(dtype)
    zone = getattr(dtype, "tz", None) or (name.partition(", ")[2].rstrip("]") if name.startswith("datetime64") else "")
    if zone:
        return f"date and time ({zone})"
    word = None
    if kind in ("number", "datetime", "other"):
        word = next((words for start, words in NAMED.items() if name.lower().startswith(start)), None)
    return word or BY_TYPE.get(kind, name if kind == "other" else kind)


def words_apart(one: Any, other: Any) -> tuple[str, str]:
    """The types of two columns that do not fit together, with the dtypes where the words are the same."""
    words = type_words(one), type_words(other)
    return words if words[0] != words[1] else (f"{words[0]} ({one})", f"{words[1]} ({other})")
