"""The help of a node taken apart: paragraphs, lists and examples, and the code in a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

EXAMPLE = re.compile(r"(?:^|(?<=\s))Example:\s*", re.MULTILINE)
ITEM = re.compile(r"(?:^|\n)\s*[-*] ")
CODE = re.compile(r"``([^`]+)``|`([^`]+)`")


class Block(NamedTuple):
    """One part of a help: the texts of a paragraph or an example are one, those of a list its items."""

    kind: Literal["paragraph", "list", "example"]
    texts: tuple[str, ...]


def blocks(text: str) -> Iterator[Block]:
    """The parts of a help, each text on one line."""
    for part in re.split(r"\n\s*\n", text.strip()):
        before, *after = EXAMPLE.split(part, maxsplit=1)
        lead, *items = ITEM.split(before)
        if lead.strip():
            yield Block("paragraph", (_line(lead),))
        if items:
            yield Block("list", tuple(map(_line, items)))
        for example in after:
            yield Block("example", (_line(example[:1].upper() + example[1:]),))


def spans(text: str) -> Iterator[tuple[bool, str]]:
    """The parts of a line, each with whether it is code."""
    end = 0
    for match in CODE.finditer(text):
        if match.start() > end:
            yield False, text[end : match.start()]
        yield True, match[1] or match[2]
        end = match.end()
    if end < len(text):
        yield False, text[end:]


def _line(text: str) -> str:
    return " ".join(text.split())
