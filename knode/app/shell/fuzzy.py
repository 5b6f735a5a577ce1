"""How well a typed text fits a title: every letter in order, beginnings of words and runs count more."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

START, RUN, PLAIN, GAP = 8, 5, 1, 0.15


class Match(NamedTuple):
    """How well it fits, and which letters of the title were meant."""

    score: float
    letters: tuple[int, ...]


def match(typed: str, title: str) -> Match | None:
    """The match of `typed` in `title`, or None; spaces typed only divide words."""
    wanted, text = typed.lower().replace(" ", ""), title.lower()
    if not wanted:
        return Match(0, ())
    found = [made for start in _starts(text, wanted[0]) if (made := _from(wanted, text, start)) is not None]
    return max(found, default=None)


def ranked(typed: str, titles: Iterable[str]) -> list[tuple[int, Match]]:
    """The numbers of the titles that fit, the best first; equals keep their order."""
    found = [(number, made) for number, title in enumerate(titles) if (made := match(typed, title)) is not None]
    return sorted(found, key=lambda each: -each[1].score)


def _starts(text: str, letter: str) -> list[int]:
    """Where a match may begin: at the beginnings of words, or else at the first such letter."""
    places = [place for place, each in enumerate(text) if each == letter]
    return [place for place in places if _begins(text, place)] or places[:1]


def _begins(text: str, place: int) -> bool:
    return place == 0 or not text[place - 1].isalnum()


def _from(wanted: str, text: str, start: int) -> Match | None:
    letters = [start]
    score: float = START
    for letter in wanted[1:]:
        place = _next(text, letter, letters[-1] + 1)
        if place < 0:
            return None
        score += RUN if place == letters[-1] + 1 else START if _begins(text, place) else PLAIN
        score -= GAP * (place - letters[-1] - 1)
        letters.append(place)
    return Match(score - 0.02 * len(text), tuple(letters))


def _next(text: str, letter: str, after: int) -> int:
    """The very next letter, or one that begins a word, or any."""
    if text.startswith(letter, after):
        return after
    places = [place for place in range(after, len(text)) if text[place] == letter]
    return next((place for place in places if _begins(text, place)), places[0] if places else -1)
