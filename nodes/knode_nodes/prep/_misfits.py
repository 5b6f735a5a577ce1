"""What does not fit in an expression: which call or comparison of it, what it takes instead, and how to convert what it has."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from knode_nodes.prep._elsewhere import instead
from knode_nodes.prep._sessions import reason, session
from knode_nodes.prep._syntax import Part, in_short, sql_of, walked

if TYPE_CHECKING:
    import duckdb

ARGUMENTS = re.compile(r"(?:no function matches .*? '|could not choose .*? call \")(.+?)\((.*?)\)['\"]", re.IGNORECASE)
COMPARED = re.compile(
    r"cannot (?:compare|mix) values of type (\S+) and (?:type )?(\S+?)(?: in BETWEEN.*| - .*)", re.IGNORECASE
)
MIXED = re.compile(r"cannot (?:mix values|combine types) of (?:type )?(\S+) and (\S+)(?: in (\w+))?", re.IGNORECASE)
UNREAD = re.compile(r"could not convert string ('.*') to (\w+)(?: when casting from source column (\S+))?", re.DOTALL)
UNREAD_DATE = re.compile(
    r"(?:invalid )?(date|timestamp|time) field (?:format|value out of range): \"(.*?)\"", re.DOTALL
)
NO_CAST = re.compile(r"unimplemented type for cast \((\w+).*? -> (\w+).*?\)")
SIGNS = {"~~": "LIKE", "!~~": "NOT LIKE", "~~*": "ILIKE", "!~~*": "NOT ILIKE"}
"""Operators by what DuckDB calls them."""
CONVERTED = {
    "text": ("DOUBLE", "TIMESTAMP"),
    "number": ("VARCHAR",),
    "boolean": ("BIGINT", "VARCHAR"),
    "date": ("VARCHAR",),
    "date and time": ("VARCHAR",),
    "time": ("VARCHAR",),
}
"""What a value can be made, by its kind: the most probable first."""
PLACES = ("first", "second", "third", "fourth", "fifth", "sixth")
SUCH_AS = {
    "number": "is no number: write one, such as 5",
    "boolean": "is neither true nor false: write one of them",
    "date": "is no date: write one, such as '2026-01-31'",
    "date and time": "is no date: write one, such as '2026-01-31'",
    "time": "is no time: write one, such as '12:30'",
}


@dataclass(frozen=True)
class Bench:
    """Where parts of an expression are tried: a session that has the table, and what its columns are called."""

    asked: duckdb.DuckDBPyConnection
    table: str
    names: Mapping[str, str]

    def kind(self, sql: str) -> str | None:
        """DuckDB's type of a part; None where it does not work."""
        import duckdb

        try:
            return str(self.asked.sql(f"SELECT {sql} FROM {self.table}").types[0])
        except duckdb.Error:
            return None

    def failure(self, sql: str) -> str:
        """Why a part does not work; empty where it does."""
        import duckdb

        try:
            self.asked.sql(f"SELECT {sql} FROM {self.table}")
        except duckdb.Error as error:
            return reason(error)[0]
        return ""

    def shown(self, part: Part) -> str:
        """A part as a person writes it, of a long one the begin."""
        return in_short(re.sub(r'"(\w+)"\(', r"\1(", self.named(sql_of(part))))

    def named(self, sql: str) -> str:
        """SQL with the names that a person knows."""
        return re.sub(r"\bcolumn_\d+\b", lambda found: _written(self.names.get(found[0], found[0])), sql)


def misfit(part: Part, bench: Bench) -> tuple[str, Part] | None:
    """What to say of the innermost part that does not fit, and that part; None where nothing is known to be said."""
    for one, hidden in reversed(list(walked(part))):
        if hidden or one["class"] not in ("FUNCTION", "COMPARISON", "BETWEEN"):
            continue
        failure = bench.failure(sql_of(one))
        if not failure:
            continue
        said = _of_call(one, failure, bench) if one["class"] == "FUNCTION" else _of_comparison(one, failure, bench)
        return (said, one) if said else None
    return None


def text_for_another(part: Part, bench: Bench) -> tuple[str, Part] | None:
    """What to say of a text that is compared with numbers or dates, and is none; with the part. None where there is none."""
    for one, hidden in walked(part):
        sides = [] if hidden else _sides(one)
        texts = [side for side in sides if side.get("literal", {}).get("kind") == "STRING"]
        other = next((side for side in sides if side["class"] != "CONSTANT"), None)
        if not texts or other is None:
            continue
        kind = bench.kind(sql_of(other))
        if kind is None or kind_of(kind) not in SUCH_AS:
            continue
        for text in texts:
            found = session().execute(f"SELECT TRY_CAST({sql_of(text)} AS {kind}) IS NULL").fetchone()
            if found and found[0]:
                subject = bench.shown(other)
                column = other["class"] == "COLUMN_REF"
                is_what = f"is a {kind_of(kind)} column" if column else f"gives a {kind_of(kind)}"
                return f"{subject} {is_what}, and the text {in_short(sql_of(text))} {SUCH_AS[kind_of(kind)]}", one
    return None


def in_words(text: str) -> str:
    """What DuckDB says of values and types, in the words of a table."""
    if found := UNREAD.search(text):
        kind = "whole number" if "INT" in found[2] else kind_of(found[2])
        what = "is neither true nor false" if kind == "boolean" else f"is no {kind}"
        return f"the text {in_short(found[1])}{f' of {found[3]}' if found[3] else ''} {what}"
    if found := UNREAD_DATE.search(text):
        example = {"date": "date such as 2026-01-31", "time": "time such as 12:30"}.get(found[1].lower())
        return f"the text '{in_short(found[2])}' is no {example or 'date and time such as 2026-01-31 12:30'}"
    if found := NO_CAST.search(text):
        return f"a {kind_of(found[1])} cannot be made a {kind_of(found[2])}"
    if found := MIXED.match(text):
        where = {"CASE": "if or CASE", "COALESCE": "coalesce"}.get((found[3] or "").upper(), "this")
        return (
            f"{where} has values of two kinds, {kind_of(found[1])} and {kind_of(found[2])}: make them one, such as "
            "CAST(… AS VARCHAR) for texts"
        )
    if found := ARGUMENTS.search(text):
        kinds = " and ".join(kind_of(one) for one in found[2].split(", ")) if found[2] else "nothing"
        return f"{found[1]} does not take {kinds}: convert it, such as CAST(… AS VARCHAR) or CAST(… AS DOUBLE)"
    if "'list_value(" in text:
        return "a list has values of one kind: make them one, such as CAST(… AS VARCHAR) for texts"
    return text


def is_written(text: str, part: Part) -> bool:
    """Whether what cannot be read is a text that stands in the expression itself, and not in a column."""
    found = UNREAD.search(text)
    if found is None or found[3]:
        return False
    return any(one.get("literal", {}).get("text") == found[1][1:-1] for one, _ in walked(part))


def kind_of(duckdb_type: str) -> str:
    """A type of DuckDB in plain words."""
    kinds = {
        "VARCHAR": "text",
        "STRING": "text",
        "BOOLEAN": "boolean",
        "BOOL": "boolean",
        "DATE": "date",
        "TIME": "time",
    }
    if duckdb_type == "INTERVAL":
        return "duration"
    if duckdb_type.endswith("]"):
        return "list"
    if duckdb_type.startswith("TIMESTAMP"):
        return "date and time"
    is_number = re.match(r"U?(TINY|SMALL|BIG|HUGE)?INT|DOUBLE|FLOAT|DECIMAL|NUMERIC|BIGNUM", duckdb_type)
    return "number" if is_number else kinds.get(duckdb_type.removesuffix("_LITERAL"), duckdb_type)


def _of_call(part: Part, failure: str, bench: Bench) -> str:
    name = part["function_name"]
    arguments = [one["expression"] for one in part["arguments"]]
    shown = [bench.shown(one) for one in arguments]
    if here := instead(name, shown, exactly=True):
        return f"{name} does not take {_counted(len(shown))}: {here}"
    counts = _counts(name)
    if counts and not any(fewest <= len(arguments) <= most for fewest, most, _ in counts):
        return _wrong_count(name, len(arguments), counts)
    found = ARGUMENTS.match(failure)
    if found is None:
        return ""
    kinds = [kind_of(one) for one in found[2].split(", ")] if found[2] else []
    if len(kinds) != len(arguments):
        return ""
    return _of_types(name, arguments, kinds, bench)


def _of_types(name: str, arguments: Sequence[Part], kinds: Sequence[str], bench: Bench) -> str:
    shown = [bench.shown(one) for one in arguments]
    sign = SIGNS.get(name, name)
    meant = _meant(name, kinds, shown)
    called = sign if name.isidentifier() else f'"{sign}"'
    conversion = next(_conversions(name, arguments, kinds, bench), None)
    if not name.isidentifier() or conversion is None:
        ways = [*meant, *([_call(name, conversion[1])] if conversion else [])]
        hint = f"write {', or '.join(ways)}" if ways else f"it takes {_taken(name, len(arguments)) or 'others'}"
        of_what = " and ".join(f"{kind} ({text})" for kind, text in zip(kinds, shown, strict=True))
        return f"{called} does not take {of_what}: {hint}"
    places, written, target = conversion
    position = f" as its {PLACES[places[0]]} argument" if len(arguments) > 1 and places[0] < len(PLACES) else ""
    given = ", ".join(shown[place] for place in places)
    return (
        f"{called} takes a {kind_of(target)}{position}, and {given} {'is' if len(places) == 1 else 'are'} "
        f"{'a ' if len(places) == 1 else ''}{kinds[places[0]]}: write {_call(name, written)}"
    )


def _conversions(
    name: str, arguments: Sequence[Part], kinds: Sequence[str], bench: Bench
) -> Iterator[tuple[tuple[int, ...], list[str], str]]:
    """Which arguments to convert so that the call works: their places, all arguments as they are written then, and the type."""
    sql = [sql_of(one) for one in arguments]
    shown = [bench.shown(one) for one in arguments]
    single = [(place,) for place in range(len(arguments))]
    free = [place for place, one in enumerate(arguments) if one["class"] != "CONSTANT"]
    together = [tuple(place for place in free if kinds[place] == kind) for kind in dict.fromkeys(kinds)]
    for places in (*single, *(places for places in together if len(places) > 1)):
        for target in CONVERTED.get(kinds[places[0]], ()):
            tried = [f"CAST({one} AS {target})" if place in places else one for place, one in enumerate(sql)]
            if bench.kind(_call(name, tried)) is not None:
                yield (
                    places,
                    [_cast(one, target) if place in places else one for place, one in enumerate(shown)],
                    target,
                )


def _cast(shown: str, target: str) -> str:
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", shown)
    return f"'{shown}'" if is_number and target == "VARCHAR" else f"CAST({shown} AS {target})"


def _call(name: str, arguments: Sequence[str]) -> str:
    if name.isidentifier():
        return f"{name}({', '.join(arguments)})"
    sign = SIGNS.get(name, name)
    return f"{arguments[0]} {sign} {arguments[1]}" if len(arguments) == 2 else f"{sign}{arguments[0]}"


def _meant(name: str, kinds: Sequence[str], shown: Sequence[str]) -> list[str]:
    """What a person means who gives an operator something else than it takes, as other languages write it so."""
    if len(shown) != 2:
        return []
    text, dated = "text" in kinds, "date" in kinds or "date and time" in kinds
    if name in ("+", "-") and dated and kinds[1] == "number":
        return [f"{shown[0]} {name} {shown[1]} * INTERVAL 1 DAY"]
    if name == "+" and dated and "time" in kinds:
        return [f"{shown[0]}::DATE + {shown[1]}" if kinds[1] == "time" else f"{shown[1]}::DATE + {shown[0]}"]
    if name == "-" and list(kinds) == ["time", "time"]:
        return [f"date_diff('minute', {shown[1]}, {shown[0]})"]
    word = {"&&": "AND", "&": "||" if text else "AND", "|": "||" if text else "OR", "+": "||" if text else ""}.get(
        name, ""
    )
    return [f"{shown[0]} {word} {shown[1]}"] if word else []


def _of_comparison(part: Part, failure: str, bench: Bench) -> str:
    found = COMPARED.match(failure)
    if found is None:
        return ""
    sides = {kind_of(bench.kind(sql_of(side)) or ""): bench.shown(side) for side in reversed(_sides(part))}
    text = sides.get("text")
    one, other = kind_of(found[1]), kind_of(found[2])
    both = f"{sides.get(one, one)} is a {one} and {sides.get(other, other)} a {other}: they cannot be compared"
    if text is not None and "number" in (one, other):
        return f"{both}; write CAST({text} AS DOUBLE), or the number in quotes if it is a text"
    if text is not None and "boolean" in (one, other):
        return f"{both}; write CAST({text} AS BOOLEAN)"
    date = sides.get("date and time") or sides.get("date")
    return (
        f"{both}; write a date such as DATE '2026-01-31', or take a part of it, such as year({date})" if date else both
    )


def _sides(part: Part) -> list[Part]:
    """What is compared in a part; empty where it compares nothing."""
    if part["class"] == "COMPARISON":
        return [part["left"], part["right"]]
    if part["class"] == "BETWEEN":
        return [part["input"], part["lower"], part["upper"]]
    found: list[Part] = part["children"] if part.get("type") in ("COMPARE_IN", "COMPARE_NOT_IN") else []
    return found


def _wrong_count(name: str, given: int, counts: Sequence[tuple[int, float, str]]) -> str:
    numbers = sorted({count for fewest, most, _ in counts for count in (fewest, most)})
    takes = "at least " if numbers[-1] == float("inf") else ""
    finite = [str(int(count)) for count in numbers if count != float("inf")]
    finite = finite[:1] if takes else finite
    form = max(counts, key=lambda count: len(count[2]))[2]
    such = f", {name}({form})" if form else ""
    plural = "" if finite == ["1"] else "s"
    return f"{name} takes {takes}{' or '.join(finite)} argument{plural}{such}, and here {_are(given)}"


def _are(count: int) -> str:
    return {0: "is none", 1: "is 1"}.get(count, f"are {count}")


def _counted(count: int) -> str:
    return f"{count} argument{'' if count == 1 else 's'}"


@functools.lru_cache(maxsize=256)
def _counts(name: str) -> tuple[tuple[int, float, str], ...]:
    """How many arguments a function takes, at least and at most, and what they are called, for each of its forms."""
    rows = session().execute(
        "SELECT DISTINCT parameters, varargs FROM duckdb_functions() WHERE lower(function_name) = ? AND function_type <> "
        "'table'", [name.lower()],
    )  # fmt: skip
    return tuple(
        (len(names), float("inf") if more else len(names), "" if _plain(names) else ", ".join(names))
        for names, more in rows.fetchall()
    )


def _plain(names: Sequence[str]) -> bool:
    return any(re.fullmatch(r"(col|arg)\d+", name) for name in names)


@functools.lru_cache(maxsize=256)
def _taken(name: str, count: int) -> str:
    """The kinds of values that a function takes, in words, for so many arguments."""
    rows = session().execute(
        "SELECT parameter_types FROM duckdb_functions() WHERE lower(function_name) = ? AND len(parameters) = ?",
        [name.lower(), count],
    )
    forms = {" and ".join(kind_of(one or "value").lower() for one in types) for (types,) in rows.fetchall()}
    return " or ".join(sorted(forms)[:3])


def _written(name: str) -> str:
    return name if name.isidentifier() else '"' + name.replace('"', '""') + '"'
