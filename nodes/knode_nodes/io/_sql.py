"""SQL as text: names in quotes, parameters to be bound, and whether a statement only reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from knode.api import DataError, nearest, quoted

PIECES = re.compile(
    r"""
      '(?:[^'\\]|''|\\.)*' | "(?:[^"]|"")*" | `[^`]*` | \$(\w*)\$.*?\$\1\$    # texts and names in quotes
    | --[^\n]* | /\*.*?\*/                                                    # comments
    | ::                                                                      # a cast
    | (?<![\w:]):(?P<name>[A-Za-z_]\w*)
    """,
    re.VERBOSE | re.DOTALL,
)
READING = ("SELECT", "WITH", "VALUES", "FROM", "TABLE", "SHOW", "DESCRIBE", "DESC", "EXPLAIN", "PRAGMA", "(")
PRAGMAS = re.compile(r"PRAGMA\s+[\w.]+\s*(\(\s*[\w.'\"]+\s*\)\s*)?;?\s*$", re.IGNORECASE)


def name(text: str, mark: str = '"') -> str:
    """A name in the quotes of the database."""
    return f"{mark}{text.replace(mark, mark * 2)}{mark}"


def bare(query: str) -> str:
    """The query without comments before it, nor a semicolon at its end."""
    text = query.strip()
    while True:
        rest = re.sub(r"\A(--[^\n]*(\n|\Z)|/\*.*?\*/)\s*", "", text, flags=re.DOTALL)
        if rest == text:
            return text.rstrip("; \t\r\n")
        text = rest


def check_reading(query: str) -> str:
    """The query as it is sent. Raises DataError for one that may change something."""
    text = bare(query)
    if not text:
        raise DataError("the query is empty")
    first = re.match(r"\(|\w*", text)
    word = first[0].upper() if first else ""
    if word not in READING or (word == "PRAGMA" and not PRAGMAS.match(text)):
        raise DataError(
            f"a query begins with SELECT or WITH, this one with {quoted(text[:20])}: Database Reader only reads. To write "
            "a table use Database Writer"
        )
    return text


def bound(query: str, given: Mapping[str, Any], mark: Callable[[str, int], str]) -> tuple[str, list[Any]]:
    """The query with its `:name` parameters as the driver marks them, and the values in order of their first mention.

    Raises:
        DataError: a parameter has no value, or a value no parameter.
    """
    order: list[str] = []

    def replaced(match: re.Match[str]) -> str:
        found = match["name"]
        if found is None:
            return match[0]
        if found not in given:
            near = nearest(found, given)
            hint = f"did you mean {quoted(near)}?" if near else "give it in the setting parameters"
            raise DataError(f"the query has a parameter :{found} without a value; {hint}")
        if found not in order:
            order.append(found)
        return mark(found, order.index(found) + 1)

    text = PIECES.sub(replaced, query)
    unused = next((one for one in given if one not in order), None)
    if unused is not None:
        raise DataError(f"the query has no parameter :{unused}, but parameters has a value for it")
    return text, [given[one] for one in order]


def escaped_for_alchemy(query: str) -> str:
    """The query for SQLAlchemy's `text`, which would take each `:name` for a parameter, in quotes too."""
    return PIECES.sub(lambda match: match[0] if match["name"] else match[0].replace(":", r"\:"), query)
