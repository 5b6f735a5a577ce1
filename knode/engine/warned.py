"""What the runs of an inside say: each text told once, with the runs that gave it."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from typing import Literal

Level = Literal["warning", "info"]
MANY = 3
"""So many runs are named for what they say."""
MOST = 200
"""So many different texts of a level are kept."""
NUMBERED = re.compile(r"(\w+) (\d+(?: \(.*\))?)", re.DOTALL)
"""A run such as iteration 3 (region = North)."""


@dataclass(slots=True)
class Given:
    """How many runs said something, and the first of them: their numbers, at which place in what they said, and names."""

    count: int = 0
    first: list[tuple[int, int, str]] = field(default_factory=list)


class Warned:
    """Gathers what all runs warn of or tell, for a person who wants to read each text once. Safe from any thread."""

    def __init__(self) -> None:
        self._named = self._runs = 0
        self._given: dict[tuple[Level, str], Given] = {}
        self._lock = threading.Lock()

    def of(self, name: str) -> RunWarned:
        """What a run of this name says. It is told in the order in which this is asked for."""
        with self._lock:
            self._named += 1
            return RunWarned(self, self._named, name)

    def begin(self) -> None:
        """One more run begins; one that never does is not counted."""
        with self._lock:
            self._runs += 1

    def add(self, number: int, place: int, name: str, said: tuple[Level, str]) -> None:
        """A run says something for the first time."""
        with self._lock:
            if said not in self._given and sum(level == said[0] for level, _ in self._given) == MOST:
                return
            given = self._given.setdefault(said, Given())
            given.count += 1
            given.first = sorted([*given.first, (number, place, name)])[:MANY]

    def texts(self) -> list[tuple[Level, str]]:
        """What a person is told, warnings first, in the order of the runs: `in 3 of 12 iterations (1, 4, 9): fit: few rows`."""
        with self._lock:
            texts = sorted(self._given.items(), key=lambda item: (item[0][0] == "info", item[1].first[0]))
            return [(level, f"{_where(given, self._runs)}: {text}") for (level, text), given in texts]


class RunWarned:
    """What one run says."""

    def __init__(self, warned: Warned, number: int, name: str) -> None:
        self._warned = warned
        self._number = number
        self._name = name
        self._said: set[tuple[Level, str]] = set()

    def begin(self) -> None:
        """The run begins."""
        self._warned.begin()

    def warn(self, text: str) -> None:
        """The run warns of something."""
        self._say("warning", text)

    def info(self, text: str) -> None:
        """The run tells something."""
        self._say("info", text)

    def _say(self, level: Level, text: str) -> None:
        if (level, text) not in self._said:
            self._said.add((level, text))
            self._warned.add(self._number, len(self._said), self._name, (level, text))


def _where(given: Given, runs: int) -> str:
    names = [name for _, _, name in given.first]
    if given.count == 1:
        return names[0]
    words, shown = _worded(names)
    if given.count == runs:
        return f"in all {runs:,} {words}"
    rest = f" and {given.count - len(shown):,} more" if given.count > len(shown) else ""
    between = "; " if any("," in one for one in shown) else ", "
    return f"in {given.count:,} of {runs:,} {words} ({between.join(shown)}{rest})"


def _worded(names: list[str]) -> tuple[str, list[str]]:
    """What runs of these names are called, and their names without that word where they have it in common."""
    numbered = [found.groups() for found in map(NUMBERED.fullmatch, names) if found]
    words = {word for word, _ in numbered}
    if len(numbered) < len(names) or len(words) > 1:
        return "runs", names
    return f"{words.pop()}s", [rest for _, rest in numbered]
