"""An expression joined with the columns of a table: its SQL, and the dtype of what it gives, before any row is looked at."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knode.api import nearest, quoted
from knode_nodes.prep._exchange import shape_of
from knode_nodes.prep._misfits import Bench, in_words, misfit, text_for_another
from knode_nodes.prep._missing import may_be_missing
from knode_nodes.prep._sessions import called, reason, session
from knode_nodes.prep._syntax import CLOCKS, Mistake, Name, Parsed, Part, parsed, place_of, sql_of, walked

if TYPE_CHECKING:
    import pyarrow as pa

TABLE = "the_rows"
ROW = "row_0"
"""The column that counts the rows."""
NOT_A_NUMBER = frozenset(
    {"/", "sqrt", "ln", "log", "log2", "log10", "acos", "asin", "pow", "power", "**", "^", "fdiv", "fmod"}
)
"""Functions that may give a NaN, which DuckDB takes for the largest number, and a table for a missing one."""
ARITHMETIC = NOT_A_NUMBER | frozenset(
    {"+", "-", "*", "abs", "round", "floor", "ceil", "ceiling", "sign", "exp", "trunc"}
)
NOTHING = frozenset({"missing", "none", "nan", "na"})
"""What other programs write for a missing value."""
BY_ROW = frozenset({"row_number", "lag", "lead", "ntile"})


@dataclass(frozen=True)
class Given:
    """A column that an expression mentions: its name in SQL, its own name, its type, and whether values may be missing."""

    label: str
    name: str
    type: pa.DataType
    missing: bool


@dataclass(frozen=True)
class Bound:
    """What is to be asked for the value of an expression, and the dtype that it has."""

    sql: str
    dtype: str
    zone: str


def resolved(expression: Parsed, columns: Collection[str]) -> dict[str, str]:
    """The names of an expression that are columns: as they are written, and as the table writes them. Raises Mistake."""
    found = {}
    for name in expression.names:
        written = name.path[0]
        if len(name.path) > 1 and ".".join(name.path) in columns:
            raise _absent(name, columns, expression.text)
        lowered = written.lower()
        close = [written] if written in columns else [column for column in columns if column.lower() == lowered]
        if len(close) == 1:
            found[written] = close[0]
        elif len(close) > 1:
            raise Mistake(
                f"{quoted(written)} may be {' or '.join(map(quoted, close))}: write it as in the table", name.place
            )
        elif not (lowered in CLOCKS and len(name.path) == 1):
            raise _absent(name, columns, expression.text)
    return found


def _absent(name: Name, columns: Collection[str], text: str) -> Mistake:
    whole = ".".join(name.path)
    if whole in columns:
        return Mistake(f"write the column {whole} in double quotes, as its name has a dot: {quoted(whole)}", name.place)
    near = nearest(whole, columns)
    shown = ", ".join(list(columns)[:8])
    hint = f"did you mean {quoted(near)}?" if near else f"the table has: {shown or 'no columns'}"
    if whole.lower() in NOTHING:
        hint = "what is missing is asked for by IS NULL, such as amount IS NULL, and written NULL"
    if text[name.place : name.place + 1] == '"':
        hint += f"{'' if near else '.'} A text stands in single quotes: {in_single_quotes(whole)}"
    return Mistake(f"there is no column {quoted(whole)}; {hint}", name.place, whole)


def in_single_quotes(text: str) -> str:
    """A text as SQL writes it, of one that may be long only its begin."""
    shown = text if len(text) <= 40 else f"{text[:39]}…"
    return "'" + shown.replace("'", "''") + "'"


@functools.lru_cache(maxsize=1024)
def bound(text: str, columns: tuple[tuple[str, Given], ...], missing_on_failure: bool) -> Bound:
    """What to ask DuckDB. Raises Mistake where the types do not fit.

    Args:
        text: the expression.
        columns: what it mentions, by the name written there.
        missing_on_failure: a row for which the value cannot be told has none.
    """
    expression = parsed(text)
    given = dict(columns)
    zone = called(next((one.type.tz for one in given.values() if getattr(one.type, "tz", None)), "UTC"))
    part = expression.part()
    is_missing = missing_on_failure or may_be_missing(part, lambda one: _may_miss(one, given))
    decimals = _has_decimals(part, given)
    _rename(part, given)
    _order_ties(part)
    if not decimals:
        _make_floats(part)
    sql, kind = _typed(part, given, zone, text)
    shape = shape_of(kind, missing=is_missing, decimals=decimals, zone=zone)
    if shape is None:
        raise Mistake(
            f"it gives values of the type {kind}, which a table does not hold: take a part of it, or to_json(…)"
        )
    made = shape.sql.format(sql)
    return Bound(f"TRY({made})" if missing_on_failure and not expression.looks_around else made, shape.dtype, zone)


def _may_miss(part: Part, given: dict[str, Given]) -> bool:
    name = part["column_names"]
    return name[0].lower() not in CLOCKS if name[0] not in given else given[name[0]].missing or len(name) > 1


def _has_decimals(part: Part, given: dict[str, Given]) -> bool:
    if any(str(one.type).startswith("decimal") for one in given.values()):
        return True
    return any(one["type_name"].upper() in ("DECIMAL", "NUMERIC") for one, _ in walked(part) if one["class"] == "TYPE")


def _rename(part: Part, given: dict[str, Given]) -> None:
    for one, hidden in walked(part):
        if one["class"] == "COLUMN_REF" and one["column_names"][0] in given.keys() - hidden:
            one["column_names"][0] = given[one["column_names"][0]].label


def _order_ties(part: Part) -> None:
    """Rows that a window does not order stay in the order of the table, where the order of rows decides."""
    for one, _ in list(walked(part)):
        if one["class"] == "WINDOW" and (one["function_name"].lower() in BY_ROW or "ROWS" in one["start"] + one["end"]):
            row = {"type": "ORDER_DEFAULT", "null_order": "ORDER_DEFAULT", "expression": _example(ROW)}
            one["orders"].append(row)


def _make_floats(part: Part) -> None:
    """1.5 is a float, as in pandas, and no exact decimal with limits of its own."""
    for one, _ in list(walked(part)):
        if one["class"] == "CONSTANT" and one.get("literal", {}).get("kind") == "NUMERIC":
            text = one["literal"]["text"]
            one["literal"]["text"] = text if "e" in text.lower() else f"{text}e0"


def _typed(part: Part, given: dict[str, Given], zone: str, text: str) -> tuple[str, str]:
    """The SQL of a tree, and DuckDB's name of the type of its values."""
    import duckdb
    import pyarrow as pa

    try:
        asked = session(zone)
    except ValueError:
        raise Mistake(f"the time zone {quoted(zone)} is not known here; convert to one such as Europe/Zurich") from None
    fields = [pa.field(one.label, one.type) for one in given.values()]
    asked.register(TABLE, pa.schema([pa.field(ROW, pa.int64()), *fields]).empty_table())
    names = {one.label: one.name for one in given.values()}
    bench = Bench(asked, TABLE, names)
    # Infinite numbers make more of them, and spans of time cannot be asked whether they are numbers.
    floats = any(str(one.type) in ("double", "float") for one in given.values())
    makers = ((ARITHMETIC,) if floats else ()) + (NOT_A_NUMBER, frozenset())
    failure = None
    for sql in dict.fromkeys(sql_of(_guarded(part, names)) for names in makers):
        try:
            kind = str(asked.sql(f"SELECT {sql} AS made FROM {TABLE}").types[0])
        except duckdb.Error as error:
            failure = error
        else:
            _check(text_for_another(part, bench), text)
            return sql, kind
    _check(misfit(part, bench), text)
    raise Mistake(said(failure, names))


def _check(found: tuple[str, Part] | None, text: str) -> None:
    if found is not None:
        raise Mistake(found[0], place_of(found[1], text))


def said(error: Exception | None, names: dict[str, str]) -> str:
    """What DuckDB says, with the names that a person knows."""
    text = reason(error)[0] if error else ""
    text = in_words(text.replace("_LITERAL", "").replace(f"{TABLE}.", ""))
    return re.sub(r'"?\bcolumn_(\d+)\b"?', lambda match: quoted(names.get(f"column_{match[1]}", match[0])), text)


def _guarded(part: Part, makers: frozenset[str], *, in_numbers: bool = True) -> Part:
    """The tree, in which what is not a number is missing where it is compared or chosen by.

    Within arithmetic it stays: there it stands for a missing value, as in a table.
    """
    name = part.get("function_name", "").lower() if part.get("class") == "FUNCTION" else ""
    arithmetic = name in ARITHMETIC
    made = {key: _guarded_in(value, makers, in_numbers=arithmetic) for key, value in part.items()}
    if in_numbers or name not in makers:
        return made
    frame = _example("CASE WHEN isnan(x) THEN NULL ELSE x END")
    frame["case_checks"][0]["when_expr"]["arguments"][0]["expression"] = made
    return {**frame, "else_expr": made}


def _guarded_in(value: Any, makers: frozenset[str], *, in_numbers: bool) -> Any:
    if isinstance(value, list):
        return [_guarded_in(one, makers, in_numbers=in_numbers) for one in value]
    return _guarded(value, makers, in_numbers=in_numbers) if isinstance(value, dict) else value


def _example(text: str) -> Part:
    made: Part = json.loads(parsed(text).tree)
    return made
