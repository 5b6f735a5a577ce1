"""Text in a picture: how wide it is without a font at hand, where it breaks, and what may stand in XML."""

from __future__ import annotations

import re
import unicodedata
from xml.sax.saxutils import escape

NARROW = frozenset("iljtfrI.,:;'|!()[]{}/\\ -\"`")
WIDE = frozenset("mwMW@%—…ЖМФШЩЫЮжмфшщыю")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML cannot hold."""
BREAKS = re.compile(r"(?<=[\s_./-])")


def clean(text: str) -> str:
    """`text` as XML text."""
    return escape(FORBIDDEN.sub("\ufffd", text), {'"': "&quot;"})


def number(value: float) -> str:
    """A number as SVG has it: one decimal at most."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def width_of(text: str, size: float) -> float:
    """About how wide `text` is in a sans-serif font of `size`, rather too wide than too narrow."""
    return size * sum(_width(character) for character in text)


def _width(character: str) -> float:
    if character in NARROW:
        return 0.36
    if character in WIDE:
        return 0.92
    if ord(character) < 0x300:
        return 0.7 if character.isupper() else 0.57
    if unicodedata.combining(character) or unicodedata.category(character) in ("Cf", "Mn", "Me"):
        return 0.0
    return 1.05 if unicodedata.east_asian_width(character) in "WF" else 0.7


def clipped(text: str, size: float, room: float) -> str:
    """`text` on one line, cut with an ellipsis where it does not fit into `room`."""
    text = " ".join(text.split())
    if width_of(text, size) <= room:
        return text
    used, kept = width_of("…", size), 0
    for character in text:
        used += width_of(character, size)
        if used > room:
            break
        kept += 1
    return text[:kept].rstrip() + "…"


def shortened(text: str, size: float, room: float, end: str = "") -> str:
    """`text` on one line, cut in its middle where it does not fit into `room`; `end`, with which it ends, stays whole unless
    it takes nearly all of the room."""
    text, end = " ".join(text.split()), " ".join(end.split())
    if width_of(text, size) <= room:
        return text
    start = text.removesuffix(end)
    end = (" " if start.endswith(" ") else "") + (shortened(end, size, 0.8 * room) if end else "")
    start, left = start.rstrip(), room - width_of(f"…{end}", size)
    tail = len(start) - len(_fitting(start[::-1], size, left / 3))
    head = _fitting(start[:tail], size, left - width_of(start[tail:], size))
    return f"{head.rstrip()}…{start[tail:].lstrip()}{end}"


def _fitting(text: str, size: float, room: float) -> str:
    """As much of the beginning of `text` as fits into `room`."""
    for kept, character in enumerate(text):
        room -= width_of(character, size)
        if room < 0:
            return text[:kept]
    return text


def wrapped(text: str, size: float, room: float, lines: int) -> list[str]:
    """`text` on up to `lines` lines, the last one clipped."""
    made: list[str] = []
    left = " ".join(text.split())
    while left and len(made) < lines - 1 and width_of(left, size) > room:
        taken = ""
        for word in BREAKS.split(left):
            if width_of((taken + word).rstrip(), size) > room:
                break
            taken += word
        if not taken.strip():
            break
        made.append(taken.strip())
        left = left[len(taken) :].lstrip()
    return [*made, clipped(left, size, room)] if left else made
