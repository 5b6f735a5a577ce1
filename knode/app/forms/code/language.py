"""The languages of code settings: their words, how their parts look, and a light check."""

from __future__ import annotations

import ast
import builtins
import keyword
import re
import warnings
from dataclasses import dataclass
from typing import NamedTuple

from knode.app.forms.code.functions import FUNCTIONS

LIMIT = 200_000
"""Longer texts are not checked: that would hold the window up."""


class Squiggle(NamedTuple):
    """Something wrong in a text: where it begins, how long it is, and why."""

    start: int
    length: int
    text: str


class Proposal(NamedTuple):
    """What completion proposes: the text, how it is shown, and what it is."""

    text: str
    shown: str
    about: str = ""


@dataclass(frozen=True)
class Language:
    """How a language is written."""

    name: str
    keywords: frozenset[str]
    functions: frozenset[str]
    comment: str
    ignores_case: bool = False

    @property
    def proposals(self) -> list[Proposal]:
        """What completion proposes besides the columns."""
        if not self.ignores_case:
            return [Proposal(word, word) for word in sorted(self.keywords | self.functions, key=str.lower)]
        words = [Proposal(word, word) for word in self.keywords]
        return sorted([*words, *(Proposal(*one) for one in FUNCTIONS)], key=lambda one: one.text.lower())

    def is_keyword(self, word: str) -> bool:
        """Whether a word belongs to the language."""
        return (word.upper() if self.ignores_case else word) in self.keywords

    def is_function(self, word: str) -> bool:
        """Whether a word is a function that is always there."""
        return (word.upper() if self.ignores_case else word) in self.functions

    def column(self, name: str) -> str:
        """A column's name as it stands in this language."""
        if self.name == "python":
            return repr(name)
        is_plain = re.fullmatch(r"[a-z_][a-z0-9_]*", name) and name not in RESERVED and not self.is_keyword(name)
        return name if is_plain else '"' + name.replace('"', '""') + '"'

    def squiggles(self, text: str) -> list[Squiggle]:
        """What a light check finds wrong."""
        if not text.strip() or len(text) > LIMIT:
            return []
        return _python_squiggles(text) if self.name == "python" else _bracket_squiggles(text, self.comment)


SQL_WORDS = """SELECT FROM WHERE GROUP BY ORDER HAVING LIMIT OFFSET DISTINCT AS ON USING JOIN INNER LEFT RIGHT FULL OUTER
CROSS UNION ALL EXCEPT INTERSECT WITH RECURSIVE CASE WHEN THEN ELSE END AND OR NOT IN IS NULL LIKE ILIKE BETWEEN EXISTS
ASC DESC TRUE FALSE CAST OVER PARTITION WINDOW ROWS RANGE VALUES INSERT INTO UPDATE SET DELETE CREATE TABLE VIEW DROP"""
EXPRESSION_WORDS = """CASE WHEN THEN ELSE END AND OR NOT IN IS NULL LIKE ILIKE BETWEEN TRUE FALSE CAST TRY_CAST AS OVER
PARTITION ORDER BY ASC DESC NULLS ROWS RANGE PRECEDING FOLLOWING UNBOUNDED CURRENT ROW INTERVAL DATE TIMESTAMP DISTINCT
LAMBDA"""
RESERVED_WORDS = """all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
default deferrable desc describe distinct do else end except false fetch for foreign from group having in initially intersect
into lambda lateral leading limit not null offset on only or order pivot pivot_longer pivot_wider placing primary qualify
references returning select show some summarize symmetric table then to trailing true union unique unpivot using variadic when
where window with"""
RESERVED = frozenset(RESERVED_WORDS.split())
"""Words that are no names of columns in SQL unless in double quotes."""
FUNCTION_NAMES = frozenset(one.name.upper() for one in FUNCTIONS)
PYTHON_FUNCTIONS = frozenset(name for name in dir(builtins) if not name.startswith("_") and name[0].islower())

LANGUAGES = {
    "sql": Language("sql", frozenset(SQL_WORDS.split()), FUNCTION_NAMES, "--", ignores_case=True),
    "python": Language("python", frozenset(keyword.kwlist), PYTHON_FUNCTIONS, "#"),
    "expression": Language("expression", frozenset(EXPRESSION_WORDS.split()), FUNCTION_NAMES, "--", ignores_case=True),
}


def _python_squiggles(text: str) -> list[Squiggle]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return [_of_syntax_error(text, error)]
    except (ValueError, RecursionError, MemoryError) as error:
        return [Squiggle(0, 1, str(error) or type(error).__name__)]
    return []


def _of_syntax_error(text: str, error: SyntaxError) -> Squiggle:
    lines = text.split("\n")
    number = min(max(1, error.lineno or 1), len(lines))
    line = lines[number - 1]
    place = min(max(0, (error.offset or 1) - 1), max(0, len(line) - 1))
    is_here = error.end_lineno == error.lineno and error.end_offset is not None
    end = error.end_offset - 1 if is_here and error.end_offset else place + 1
    start = sum(len(one) + 1 for one in lines[: number - 1]) + place
    return Squiggle(start, max(1, end - place), f"{number}: {error.msg}")


def line_squiggle(text: str, number: int, reason: str) -> Squiggle:
    """Under what stands in a line; in the last one where there are not so many."""
    lines = text.split("\n")
    place = min(max(1, number), len(lines)) - 1
    indent = len(lines[place]) - len(lines[place].lstrip())
    start = sum(len(line) + 1 for line in lines[:place]) + indent
    return Squiggle(start, max(1, len(lines[place]) - indent), reason)


PAIRS = {")": "(", "]": "[", "}": "{"}
_PARTS = re.compile(r"'(?:[^'\\]|\\.|'')*'|\"(?:[^\"\\]|\\.|\"\")*\"|`[^`]*`|['\"`]|[()\[\]{}]|(?P<comment>--|#)[^\n]*")


def _bracket_squiggles(text: str, comment: str) -> list[Squiggle]:
    """Brackets and quotation marks without a partner."""
    waiting: list[tuple[str, int]] = []
    for match in _PARTS.finditer(text):
        part = match.group()
        if part in ("(", "[", "{"):
            waiting.append((part, match.start()))
        elif part in PAIRS:
            if not waiting or waiting.pop()[0] != PAIRS[part]:
                return [Squiggle(match.start(), 1, part)]
        elif part in ("'", '"', "`"):
            return [Squiggle(match.start(), 1, part)]
    return [Squiggle(place, 1, part) for part, place in waiting[-1:]]
