"""How near two names are: slips of the finger between them, and words that one has of the other."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
"""The words of a name: roc, curve of roc_curve; Row, Filter of RowFilter."""
SHORTEST = 3
"""Letters: a shorter word stands in too many names to mean one of them."""
LOOKED_AT = 8
LONGEST = 200
"""Letters of a name that are compared."""


def near(name: str, known: Iterable[str]) -> str | None:
    """The name in `known` that is a slip of the finger or two away from `name`, or else has its words or lends it its own."""
    folded: dict[str, str] = {}
    for one in known:
        for form in (one, one.rpartition(".")[2]):
            folded.setdefault(fold(form), one)
    typed = fold(name)
    if typed in folded:
        return folded[typed]
    # Of thousands of columns only the likeliest are looked at closely.
    likely = difflib.get_close_matches(typed[:LONGEST], folded, n=LOOKED_AT, cutoff=0.5)
    by_slips = [(slips(typed, one), place) for place, one in enumerate(likely) if len(one) <= LONGEST]
    fewest, place = min(by_slips, default=(LONGEST, 0))
    if by_slips and fewest <= allowed(typed, likely[place]):
        return folded[likely[place]]
    sharing = [one for one in folded.values() if shares_words(name, one)]
    return min(sharing, key=lambda one: abs(len(one) - len(name)), default=None)


def fold(name: str) -> str:
    """A name without what is often mistaken: capitals, and what stands between its words."""
    return " ".join(re.split(r"[\s_-]+", name.casefold()))


def allowed(one: str, other: str) -> int:
    """How many slips may lie between two names, by the shorter one."""
    size = min(len(one), len(other))
    return 1 if size < 6 else 2 if size < 12 else 3


def slips(one: str, other: str) -> int:
    """The letters to change, leave out, put in, or swap with their neighbours, to make one of the other.

    Source: the restricted distance of Damerau (Communications of the ACM 7, 1964).
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one):
        before, above, row = row, before, [place + 1]
        for column, wanted in enumerate(other):
            cost = min(row[column] + 1, before[column + 1] + 1, before[column] + (letter != wanted))
            swapped = place and column and letter == other[column - 1] and wanted == one[place - 1]
            row.append(min(cost, above[column - 1] + 1) if swapped else cost)
    return row[-1]


def shares_words(one: str, other: str) -> bool:
    """Whether all words of one name stand in the other, the last of them perhaps only begun."""
    first, second = ([word.casefold() for word in WORDS.findall(name)] for name in (one, other))
    return _has(second, first) or _has(first, second)


def _has(words: list[str], wanted: list[str]) -> bool:
    long = any(len(word) >= SHORTEST for word in wanted)
    *whole, last = wanted or [""]
    begun = any(word.startswith(last) if len(last) >= SHORTEST else word == last for word in words)
    return long and begun and all(word in words for word in whole)
