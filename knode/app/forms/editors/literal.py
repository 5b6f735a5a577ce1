"""How values of several types are written in one line: 30, yes as true, Bern, "30" for the text 30, and lists with commas."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from knode.app.forms.editors.number import parsed, shown
from knode.app.forms.shape import Scalar

WORDS = {"true": True, "false": False}


def read(text: str, scalars: Sequence[Scalar]) -> Any:
    """The value that a text stands for, of the types that there may be; in quotation marks it is a text in any case."""
    quoted = _unquoted(text.strip())
    if quoted is not None and "text" in scalars:
        return quoted
    if "boolean" in scalars and text.strip().lower() in WORDS:
        return WORDS[text.strip().lower()]
    number = parsed(text.strip(), whole="number" not in scalars)
    if not isinstance(number, str) and ("number" in scalars or "integer" in scalars) and "," not in text:
        return number
    return text


def _unquoted(text: str) -> str | None:
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    try:
        found = json.loads(text)
    except ValueError:
        return text[1:-1]
    return str(found)


def read_list(text: str, scalars: Sequence[Scalar]) -> list[Any]:
    """The values of a list with commas between; those in quotation marks may hold commas."""
    return [read(part.strip(), scalars) for part in _parts(text) if part.strip()]


def _parts(text: str) -> list[str]:
    parts, start, inside, escaped = [], 0, False, False
    for place, letter in enumerate(text):
        if escaped:
            escaped = False
        elif letter == "\\" and inside:
            escaped = True
        elif letter == '"' and (inside or not text[start:place].strip()):
            inside = not inside
        elif letter == "," and not inside:
            parts.append(text[start:place])
            start = place + 1
    return [*parts, text[start:]]


def write_or_nothing(value: Any, scalars: Sequence[Scalar]) -> str:
    """A value where there may be none, which an empty line stands for: an empty text is in quotation marks then."""
    return '""' if value == "" else write(value, scalars)


def write(value: Any, scalars: Sequence[Scalar]) -> str:
    """A value as `read` takes it."""
    if isinstance(value, list | tuple):
        return ", ".join(_in_list(one, scalars) for one in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return shown(value)
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no plain value")
    return value if read(value, scalars) == value else json.dumps(value, ensure_ascii=False)


def _in_list(value: Any, scalars: Sequence[Scalar]) -> str:
    text = write(value, scalars)
    is_plain = isinstance(value, str) and text == value
    needs_quotes = is_plain and ("," in text or '"' in text or text != text.strip() or not text)
    return json.dumps(text, ensure_ascii=False) if needs_quotes else text
