"""The first part of a JSON file made whole: what was cut off is left out, and what is open is closed."""

from __future__ import annotations

import json
import re

from knode.api import DataError
from knode_nodes.io._json import JsonLayout, first_line_is_whole

TOKEN = re.compile(r'"(?:[^"\\]|\\.)*("?)|[\[\]{},]', re.DOTALL)
CLOSERS = {"[": "]", "{": "}"}


def mended(text: str, layout: JsonLayout) -> str:
    """The whole records in the beginning of a JSON text, as JSON. Raises DataError where it shows none.

    Of columns that stand one after another the beginning does not tell which there are.
    """
    if layout == "lines" or (layout == "auto" and first_line_is_whole(text)):
        return text[: text.rfind("\n") + 1]
    end, around = _last_whole(text)
    made = text[:end] + "".join(CLOSERS[opener] for opener in reversed(around))
    if layout == "columns" or (around == ["{", "["] and not _holds_records(made)):
        raise DataError("the beginning of the file does not tell its columns")
    return made


def _last_whole(text: str) -> tuple[int, list[str]]:
    """Where the last whole item ends of the outermost list that is not closed, and what is open there."""
    opened: list[str] = []
    commas: list[int | None] = []
    for found in TOKEN.finditer(text):
        token = found[0]
        if token in CLOSERS:
            opened.append(token)
            commas.append(None)
        elif token in ("]", "}"):
            del opened[-1:], commas[-1:]
        elif token == "," and commas:
            commas[-1] = found.start()
        elif token[0] == '"' and not found[1]:
            break
    for depth, (opener, comma) in enumerate(zip(opened, commas, strict=True), start=1):
        if opener == "[" and comma is not None:
            return comma, opened[:depth]
    raise DataError("the beginning of the file holds no whole record")


def _holds_records(text: str) -> bool:
    """Whether an open list in an object is one of records, or the rows below the names of columns."""
    data = json.loads(text)
    last = list(data.values())[-1]
    return isinstance(last[0], dict) or isinstance(data.get("columns"), list)
