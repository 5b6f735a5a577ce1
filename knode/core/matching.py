"""How well a text that was typed matches a name: word starts, parts, letters in order, and with one slip of the finger."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

EXACT, BEGIN, WORDS, INITIALS, PART, LETTERS, SLIP = 100.0, 90.0, 82.0, 76.0, 64.0, 44.0, 40.0
"""Scores of the ways in which a text can match, the best first."""
SHORTEST_SLIP = 4
"""Below this many letters nearly everything is one slip away from everything."""
WORST_SPREAD = 3.0
"""Letters in order count only when the text around them is at most this many times as long."""
WORD_START = re.compile(r"(?<![^\W_])[^\W_]|(?<=[a-z0-9])[A-Z]")

SEPARATORS = str.maketrans("_-./&", "     ")
"""Names are the same whichever of these stands between their words: drop_duplicates, drop-duplicates, drop duplicates."""

Spans = tuple[tuple[int, int], ...]
"""The parts of a text that matched, as starts and ends."""


class Match(NamedTuple):
    """How well a text matches, from 0 to 100, and where."""

    score: float
    spans: Spans


@dataclass(frozen=True, slots=True)
class Text:
    """A name prepared for matching. `folded` is as long as `shown`, so that places in one are places in the other."""

    shown: str
    folded: str
    starts: tuple[int, ...]
    letters: int

    @classmethod
    def of(cls, shown: str) -> Text:
        """Prepare `shown`."""
        folded = fold(shown).translate(SEPARATORS)
        starts = tuple(match.start() for match in WORD_START.finditer(shown))
        return cls(shown, folded, starts, letters_of(folded))


def fold(text: str) -> str:
    """`text` in lower case and without accents, each character one."""
    if text.isascii():
        return text.lower()
    return "".join(_folded(character) for character in text)


def _folded(character: str) -> str:
    return unicodedata.normalize("NFKD", character)[0].lower()[0]


def letters_of(folded: str) -> int:
    """The set of letters in a text, as bits: a text lacking one of the query's cannot match."""
    found = 0
    for character in folded:
        found |= 1 << (ord(character) & 63)
    return found


class Query:
    """What was typed, prepared once for many texts.

    A `strict` one matches at the begins of words alone: of a text of several words, single ones that stand inside of other
    words, or of which only the letters are there, tell nothing.
    """

    def __init__(self, typed: str, *, strict: bool = False) -> None:
        self._strict = strict
        self.folded = " ".join(fold(typed).translate(SEPARATORS).split())
        self.words = [word.strip("()") or word for word in self.folded.split()]
        self.joined = self.folded.replace(" ", "")
        self.letters = letters_of(self.joined)

    def __bool__(self) -> bool:
        return bool(self.folded)

    def match(self, text: Text) -> Match | None:
        """How the whole query matches a text, None when it does not."""
        lacking = self.letters & ~text.letters
        if lacking:
            return None
        found = self._straight(text) or self._by_words(text) or self._by_initials(text)
        return found or (None if self._strict else self._by_letters(text))

    def may_slip(self, letters: int) -> bool:
        """Whether a text of these letters can be one slip away: at most one of the query's is not among them."""
        lacking = self.letters & ~letters
        return len(self.joined) >= SHORTEST_SLIP and lacking != self.letters and lacking.bit_count() < 2

    def slip(self, text: Text) -> Match | None:
        """How the query matches a word of the text when one letter is wrong, missing, too many, or two are swapped."""
        if not self.may_slip(text.letters):
            return None
        for start in text.starts:
            end = _slip_end(self.folded, text.folded, start)
            if end:
                return Match(SLIP - _length_penalty(text, len(self.folded)), ((start, end),))
        return None

    def _straight(self, text: Text) -> Match | None:
        place = text.folded.find(self.folded)
        if place < 0:
            return None
        size = len(self.folded)
        if place == 0:
            score = EXACT if size == len(text.folded) else BEGIN - _length_penalty(text, size)
            return Match(score, ((0, size),))
        at_word = next((start for start in text.starts if text.folded.startswith(self.folded, start)), None)
        if at_word is not None:
            return Match(WORDS - _length_penalty(text, size), ((at_word, at_word + size),))
        if size < 2 or self._strict:
            return None
        return Match(PART - _length_penalty(text, size), ((place, place + size),))

    def _by_words(self, text: Text) -> Match | None:
        """Each word of the query begins a word of the text, in any order."""
        if len(self.words) < 2:
            return None
        spans = []
        left = list(text.starts)
        for word in self.words:
            start = next((start for start in left if text.folded.startswith(word, start)), None)
            if start is None:
                return None
            left.remove(start)
            spans.append((start, start + len(word)))
        return Match(WORDS - 2 - _length_penalty(text, len(self.joined)), tuple(sorted(spans)))

    def _by_initials(self, text: Text) -> Match | None:
        """The query is begins of words one after the other: "rofi" for Row Filter."""
        if len(self.joined) < 2:
            return None
        spans = _begins(self.joined, text.folded, text.starts)
        if spans is None:
            return None
        skipped = len(text.starts) - len(spans)
        return Match(INITIALS - 2 * skipped - len(spans), spans)

    def _by_letters(self, text: Text) -> Match | None:
        if len(self.joined) < 3:
            return None
        places = _in_order(self.joined, text.folded)
        if places is None:
            return None
        spread = (places[-1] + 1 - places[0]) / len(places)
        if spread > WORST_SPREAD:
            return None
        return Match(LETTERS - 6 * (spread - 1) - _length_penalty(text, len(places)), _spans(places))


def _length_penalty(text: Text, matched: int) -> float:
    return min(6.0, (len(text.folded) - matched) * 0.2)


def _begins(query: str, folded: str, starts: Sequence[int]) -> Spans | None:
    """Spans at word starts, in order, that spell the query; the longest begin of each word first."""
    if not query:
        return ()
    for number, start in enumerate(starts):
        longest = 0
        while longest < len(query) and folded[start + longest : start + longest + 1] == query[longest]:
            longest += 1
        for size in range(longest, 0, -1):
            rest = _begins(query[size:], folded, starts[number + 1 :])
            if rest is not None:
                return ((start, start + size), *rest)
    return None


def _in_order(query: str, folded: str) -> list[int] | None:
    """Places of the query's letters in order, or None. The last run back to the front draws them together."""
    place = -1
    for letter in query:
        place = folded.find(letter, place + 1)
        if place < 0:
            return None
    places = [place]
    for letter in reversed(query[:-1]):
        places.append(folded.rfind(letter, 0, places[-1]))
    return places[::-1]


def _spans(places: list[int]) -> Spans:
    spans: list[tuple[int, int]] = []
    for place in places:
        if spans and spans[-1][1] == place:
            spans[-1] = (spans[-1][0], place + 1)
        else:
            spans.append((place, place + 1))
    return tuple(spans)


def _slip_end(query: str, folded: str, start: int) -> int:
    """Where the begin of a word ends that is one slip away from the query; 0 when there is none."""
    size = len(query)
    for length in (size, size + 1, size - 1):
        word = folded[start : start + length]
        if len(word) == length and _one_slip(query, word):
            return start + length
    return 0


def _one_slip(one: str, other: str) -> bool:
    """Whether two texts differ by one letter: changed, left out, put in, or swapped with its neighbour."""
    if one[:1] != other[:1]:
        return False  # The first letter is hardly ever wrong, and holding to it keeps nonsense out.
    same = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if same is None:
        return abs(len(one) - len(other)) == 1
    if len(one) == len(other):
        swapped = one[same : same + 2] == other[same : same + 2][::-1] and one[same + 2 :] == other[same + 2 :]
        return swapped or one[same + 1 :] == other[same + 1 :]
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[same + 1 :] == shorter[same:]
