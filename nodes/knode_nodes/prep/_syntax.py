"""The text of an expression: taken apart by DuckDB's own parser, and held to what an expression may be."""

from __future__ import annotations

import contextlib
import functools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from knode.api import nearest, quoted
from knode_nodes.prep._elsewhere import in_other_words, instead
from knode_nodes.prep._sessions import reason, session

BEFORE = "SELECT ("
PLAINLY = {
    "wrong number of arguments provided to DATE": "date takes one value: write make_date(2026, 12, 31) to make a date of three",
    "chained comparisons": "two comparisons stand side by side: write AND or OR between them (|| joins texts)",
}
"""What the parser says, in other words."""
NO_FUNCTION = "there is no function"
EMPTY = "the expression is empty: write one, such as price * 2"
LONGEST = 100_000
CLASSES = frozenset(
    {
        "FUNCTION",
        "COLUMN_REF",
        "CONSTANT",
        "CAST",
        "CASE",
        "COMPARISON",
        "CONJUNCTION",
        "OPERATOR",
        "BETWEEN",
        "WINDOW",
        "LAMBDA",
        "COLLATE",
        "TYPE",
    }
)
"""What an expression is made of. Sub-queries, stars and parameters are something else."""
CLOCKS = frozenset(
    {
        "current_date",
        "current_time",
        "current_timestamp",
        "current_localtime",
        "current_localtimestamp",
        "localtime",
        "localtimestamp",
        "now",
        "today",
        "get_current_time",
        "get_current_timestamp",
        "transaction_timestamp",
        "age",
        "ago",
    }
)
DAYS = frozenset({"current_date", "today", "age"})
"""Of these the functions that ask for the day only."""
RANDOM = frozenset({"random", "uuid", "uuidv4", "uuidv7", "gen_random_uuid"})
FORBIDDEN = frozenset(
    {
        "getvariable",
        "setseed",
        "nextval",
        "currval",
        "setval",
        "txid_current",
        "stats",
        "vector_type",
        "write_log",
        "sleep_ms",
        "error",
        "in_search_path",
        "version",
        "user",
        "session_user",
        "get_block_size",
        "col_description",
        "obj_description",
        "shobj_description",
        "format_pg_type",
        "map_to_pg_oid",
        "map_type_id_to_pg_oid",
        "generate_subscripts",
        "regexp_split_to_table",
        "unnest",
        "parse_duckdb_log_message",
        "getenv",
    }
)
"""Functions that tell of the session, change it, or make several rows of one."""
FORBIDDEN_STARTS = ("pg_", "has_", "inet_", "current_", "json_serialize", "json_deserialize", "add_", "__", "read_")
NOWHERE = 2**63
COMPARED = frozenset(
    {
        "COMPARE_EQUAL",
        "COMPARE_NOTEQUAL",
        "COMPARE_LESSTHAN",
        "COMPARE_GREATERTHAN",
        "COMPARE_LESSTHANOREQUALTO",
        "COMPARE_GREATERTHANOREQUALTO",
    }
)
"""Comparisons that are missing where a side is; IS DISTINCT FROM is not."""
AT_THE_EDGES = re.compile(r"^[\s)]*[=<>!]+\s*|\s*[=<>!]+[\s(]*$")
"""The sign of a comparison, beside the one side of it that is left."""
NO_NAMES = re.compile(
    r"""(?<![\w"'])(and|or|between|null|unique|int|integer|float|boolean|char|nchar|varchar|time|where|offset)(?=\()""",
    re.IGNORECASE,
)
"""Functions elsewhere whose names the parser takes for something else."""
KINDS = ("scalar", "aggregate", "window")
BY_PARSER = {"coalesce": "scalar", "row": "scalar", "list_value": "scalar", "count_star": "aggregate"}
"""Functions that the parser itself makes of operators and brackets."""

Part = dict[str, Any]


class Mistake(Exception):
    """Something wrong in an expression, and where in it: a character counted from 0, None where that is not known."""

    def __init__(self, text: str, place: int | None = None, column: str | None = None) -> None:
        super().__init__(text)
        self.text, self.place, self.column = text, place, column


@dataclass(frozen=True)
class Name:
    """A name in an expression that may be a column: its parts between dots, and where it stands."""

    path: tuple[str, ...]
    place: int


@dataclass(frozen=True)
class Parsed:
    """An expression that is one: DuckDB's tree as JSON, the names in it, and what it looks at besides its row."""

    text: str
    tree: str
    names: tuple[Name, ...]
    window: str
    """A function that looks at other rows, by OVER; empty without one."""
    aggregate: str
    """A function that makes one value of all rows."""
    random: str
    clock: Literal["", "day", "moment"]
    """What it asks of the clock."""

    @property
    def looks_around(self) -> bool:
        """Whether a row alone does not tell the value."""
        return bool(self.window or self.aggregate or self.random)

    def part(self) -> Part:
        """The tree, to be changed at will."""
        made: Part = json.loads(self.tree)
        return made


def mentioned(texts: Iterable[str]) -> set[str]:
    """The columns that expressions name, and what stands before a point in a name; nothing of those that cannot be read."""
    found: set[str] = set()
    for text in texts:
        with contextlib.suppress(Mistake):
            for name in parsed(text).names:
                found |= {name.path[0], ".".join(name.path)}
    return found


@functools.lru_cache(maxsize=1024)
def parsed(text: str) -> Parsed:
    """The expression in `text`. Raises Mistake when it is none, or calls what does not exist or must not be called."""
    if not text.strip():
        raise Mistake(EMPTY)
    if len(text) > LONGEST:
        raise Mistake(f"the expression has {len(text):,} characters, the most are {LONGEST:,}")
    tree = _tree(text)
    if tree.get("function_name") == "row" and not tree["arguments"]:
        raise Mistake(EMPTY)  # A comment alone.
    names: list[Name] = []
    found = dict.fromkeys(("window", "aggregate", "random"), "")
    clocks = set()
    for part, bound in walked(tree):
        _check_class(part, text)
        _check_comparison(part, text)
        if part["class"] == "COLUMN_REF" and part["column_names"][0] not in bound:
            names.append(Name(tuple(part["column_names"]), place_of(part, text)))
            clocks.add(part["column_names"][0].lower())
        elif part["class"] in ("FUNCTION", "WINDOW"):
            name = part["function_name"].lower()
            kind = "window" if part["class"] == "WINDOW" else _kind(name, part, text)
            clocks.add(name)
            if kind:
                found[kind] = found[kind] or name
    clock = "moment" if clocks & CLOCKS - DAYS else "day" if clocks & DAYS else ""
    return Parsed(text, json.dumps(tree), tuple(names), found["window"], found["aggregate"], found["random"], clock)  # type: ignore[arg-type]


def walked(tree: Part) -> Iterator[tuple[Part, frozenset[str]]]:
    """All parts of a tree that have a class, with the names that a function of a list gives to its elements there."""
    waiting: list[tuple[Any, frozenset[str]]] = [(tree, frozenset())]
    while waiting:
        value, bound = waiting.pop()
        if isinstance(value, list):
            waiting.extend((one, bound) for one in reversed(value))
        elif isinstance(value, dict):
            if "class" in value:
                yield value, bound
            if value.get("class") == "LAMBDA":
                bound = bound | {part["column_names"][0] for part, _ in walked(value["lhs"]) if "column_names" in part}
            waiting.extend((one, bound) for one in reversed(list(value.values())))


def sql_of(part: Part) -> str:
    """The SQL of a tree that may have been changed."""
    frame = json.loads(_serialized("1"))
    frame["statements"][0]["node"]["select_list"] = [part]
    row = session().execute("SELECT json_deserialize_sql(?)", [json.dumps(frame)]).fetchone()
    return str(row[0]).removeprefix("SELECT ") if row else ""


def _tree(text: str) -> Part:
    try:
        told = json.loads(_serialized(text))
    except RecursionError:
        raise Mistake("the expression is nested too deeply: write it as several, one after the other") from None
    if told["error"]:
        raise _of_parser(told, text)
    # Brackets that close what they did not open make more of it than one expression.
    node, plain = told["statements"][0]["node"], json.loads(_serialized("1"))["statements"][0]["node"]
    chosen = node.get("select_list", [])
    if len(chosen) != 1 or {**node, "select_list": []} != {**plain, "select_list": []}:
        raise Mistake("this is more than one expression: look for a bracket or a comma too many")
    tree: Part = chosen[0]
    return tree


@functools.lru_cache(maxsize=64)
def _serialized(text: str) -> str:
    import duckdb

    try:
        # The line break ends a comment.
        row = session().execute("SELECT json_serialize_sql(?)", [f"{BEFORE}{text}\n)"]).fetchone()
    except duckdb.Error as error:
        raise Mistake(reason(error)[0]) from None
    return str(row[0]) if row else ""


def _of_parser(told: Part, text: str) -> Mistake:
    message = str(told.get("error_message", "")).split("\n")[0]
    if told.get("error_type") != "parser":
        return Mistake("this is no expression: write one, such as price * 2, without SELECT")
    if call := _called(text):
        return call
    place = _character(int(told.get("position") or NOWHERE), text)
    if place is not None and place >= len(text):
        return Mistake("the expression ends too early: something is missing at its end", len(text))
    message = message[:1].lower() + message[1:] if message[1:2].islower() else message
    if plain := next((words for start, words in PLAINLY.items() if message.startswith(start)), None):
        return Mistake(plain, place)
    meant = in_other_words(text)
    return Mistake(f"{message}; {meant}" if meant else message, place)


def _called(text: str) -> Mistake | None:
    """What is to be said of a function that the parser knows by its name for something else."""
    first = NO_NAMES.search(text)
    if first is None:
        return None
    try:
        parsed(NO_NAMES.sub(r'"\1"', text))
    except Mistake as mistake:
        if mistake.text.startswith(NO_FUNCTION):
            return Mistake(mistake.text, first.start())
    return None


def _check_class(part: Part, text: str) -> None:
    if part["class"] in CLASSES:
        return
    names = {"SUBQUERY": "a query in a query", "STAR": "a star", "PARAMETER": "a parameter"}
    what = names.get(part["class"], part["class"].lower().replace("_", " "))
    raise Mistake(f"{what} has no place in an expression; SQL Query takes whole queries", place_of(part, text))


def _check_comparison(part: Part, text: str) -> None:
    """A comparison with NULL is missing whatever stands on the other side; a CASE that has one has no place of its own."""
    place = _character(part.get("query_location", NOWHERE), text)
    if part["class"] != "COMPARISON" or part["type"] not in COMPARED or place is None:
        return
    end = _character(part["query_location"] + part["query_location_length"], text)
    for side in ("right", "left"):
        if part[side].get("literal", {}).get("kind") != "NULL_LITERAL":
            continue
        null = place_of(part[side], text)
        other = text[place:null] if side == "right" else text[null + len("NULL") : end]
        other = in_short(AT_THE_EDGES.sub("", other))
        asked = "is not null" if part["type"] == "COMPARE_NOTEQUAL" else "is null"
        raise Mistake(f"{in_short(text[place:end])} is always missing: write {other} {asked}", place)


def in_short(text: str) -> str:
    """A part of an expression on one line, of a long one only the begin."""
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"


def _kind(name: str, part: Part, text: str) -> str:
    """Why a function needs more than its row. Raises Mistake when it does not exist or is not for an expression."""
    kinds = functions()
    if part.get("schema") not in ("", "main"):
        hint = f"write {name}(…)" if name in kinds else "write a function by its name alone, such as round(…)"
        raise Mistake(f"there is no function {quoted(part['schema'] + '.' + name)}: {hint}", place_of(part, text))
    if name in FORBIDDEN or (name.startswith(FORBIDDEN_STARTS) and name not in CLOCKS):
        raise Mistake(f"the function {quoted(name)} has no place in an expression", place_of(part, text))
    if name in RANDOM:
        return "random"
    if name not in kinds:
        raise Mistake(f"{NO_FUNCTION} {quoted(name)}{_hint(name, part)}", place_of(part, text))
    if kinds[name] == "window":
        raise Mistake(f"{name} needs to know over which rows: write {name}(…) over (order by …)", place_of(part, text))
    return "aggregate" if kinds[name] == "aggregate" else ""


def _hint(name: str, part: Part) -> str:
    if here := instead(name, shown_arguments(part)):
        return f": {here}"
    near = nearest(name, [known for known in functions() if known[0].isalpha()])
    return f"; did you mean {quoted(near)}?" if near else ""


def shown_arguments(part: Part) -> list[str]:
    """The arguments of a call as they can be written. A column in [ ], as Alteryx has it, is that column."""
    found = []
    for one in part["arguments"]:
        expression = one["expression"]
        in_brackets = expression["class"] == "FUNCTION" and expression["function_name"] == "list_value"
        if in_brackets and [inner["expression"]["class"] for inner in expression["arguments"]] == ["COLUMN_REF"]:
            expression = expression["arguments"][0]["expression"]
        found.append(in_short(sql_of(expression)))
    return found


@functools.cache
def functions() -> dict[str, str]:
    """All functions by name, with what they are: scalar, aggregate or window."""
    rows = session().execute(
        "SELECT lower(function_name), function_type FROM duckdb_functions() "
        "WHERE function_type IN ('scalar', 'macro', 'aggregate', 'window')"
    )  # fmt: skip
    found: dict[str, str] = {}
    for name, kind in rows.fetchall():
        found[name] = min(found.get(name, "window"), kind if kind in KINDS else "scalar", key=KINDS.index)
    return found | BY_PARSER


def place_of(part: Part, text: str) -> int:
    """Where a part stands in the text: a character counted from 0."""
    return _character(int(part.get("query_location", NOWHERE)), text) or 0


def _character(position: int, text: str) -> int | None:
    """A position in bytes after BEFORE, as one in characters."""
    if position >= NOWHERE or position < len(BEFORE):
        return None
    return len(text.encode()[: position - len(BEFORE)].decode(errors="ignore"))
