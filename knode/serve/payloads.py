"""JSON bodies as columns and back: records, columns, split, or a single row, and several inputs by name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import msgspec

from knode.core.errors import nearest
from knode.deploy.frames import Columns
from knode.serve.problems import Problem, malformed, wrong_value
from knode.serve.scoring import InputSpec

BOM = b"\xef\xbb\xbf"
PLAIN_NAME = re.compile(r"[A-Za-z_]\w*")
UNWRITABLE = re.compile(r'["\\\x00-\x1f]')
"""What msgspec takes in no name of a member of a type."""
MANY, FEW = 8, 200
"""From so many rows on, of no more columns, a type is made for them."""
MOST_SPARSE = 20
SMALL = 100_000
"""Of rows with different columns a table is made that has so many times the cells that came, and so many more."""
PLACE = re.compile(r"\(byte (\d+)\)")
NO_NUMBER = re.compile(rb"[\s:\[,-]*(NaN|Infinity)")
SCALARS = {str, int, float, bool, type(None)}
decode = msgspec.json.Decoder().decode


@dataclass(frozen=True, slots=True)
class Expected:
    """The columns that an input describes, in order, and whether absent ones are filled with missing values."""

    columns: tuple[str, ...]
    names: frozenset[str]
    fills: bool

    @classmethod
    def of(cls, spec: InputSpec) -> Expected:
        """What an input expects."""
        columns = tuple(column.name for column in spec.columns)
        return cls(columns, frozenset(columns), spec.policy["missing_column"] == "fill")


class Table:
    """The rows of one input: as columns, the shape that they came in, and the path in the body at which they stand."""

    __slots__ = ("columns", "path", "rows", "shape")

    def __init__(self, columns: Columns, rows: int, shape: str, path: str) -> None:
        self.columns = columns
        self.rows = rows
        self.shape = shape
        self.path = path

    def place(self, row: int | None, column: str | None) -> str:
        """The path of a cell in the body, as `$.rows[3].age`; of what would hold it where there is none."""
        if column not in self.columns:
            column = None
        at = "" if row is None else f"[{row}]"
        if self.shape == "row":
            return self.path + member(column)
        if self.shape == "columns":
            return f"{self.path}{member(column)}{at}"
        if self.shape == "split":
            cell = f"[{list(self.columns).index(column)}]" if column is not None and row is not None else ""
            return f"{self.path}.data{at}{cell}"
        return f"{self.path}{at}{member(column)}"


def member(name: str | None) -> str:
    """A member in a path; none for None."""
    if name is None:
        return ""
    return f".{name}" if PLAIN_NAME.fullmatch(name) else f"[{name!r}]"


def json_of(body: bytes) -> Any:
    """The JSON value of a body. Raises Problem: not UTF-8, not JSON, a number out of range, or nested too deeply."""
    try:
        return decode(body[3:] if body.startswith(BOM) else body)
    except RecursionError:
        raise malformed("The JSON is nested too deeply.") from None
    except UnicodeDecodeError as error:
        raise malformed(
            f"The body is not UTF-8: byte {_wrong_byte(body, error.start)} does not belong there."
        ) from None
    except msgspec.DecodeError as error:
        raise malformed(_what_is_wrong(body, str(error))) from None


def _what_is_wrong(body: bytes, said: str) -> str:
    """Why a body is no JSON, in words."""
    if not body.strip():
        return "The body is empty."
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return f"The body is not UTF-8: byte {error.start} does not belong there."
    start, where = len(BOM) * body.startswith(BOM), PLACE.search(said)
    word = NO_NUMBER.match(body, start + max(0, int(where[1]) - 2)) if where else None
    if word is not None:
        which = f"{word[1].decode()} (byte {word.start(1)})"
        return f"The body is no valid JSON, which knows no {which}: write null for a missing number."
    return f"The body is no valid JSON: {said.removeprefix('JSON is malformed: ').rstrip('.')}."


def _wrong_byte(body: bytes, within: int) -> int:
    """Where in the body the first byte stands that is no UTF-8; msgspec says it `within` the text that it read."""
    try:
        body.decode()
    except UnicodeDecodeError as error:
        return error.start
    return within


# ---- reading


def tables_of(value: Any, inputs: Mapping[str, Expected]) -> dict[str, Table]:
    """The rows of each input of a bundle. Raises Problem."""
    if type(value) is dict and len(value) == 1 and type(value.get("inputs")) is dict:
        return _several(value["inputs"], inputs)
    if len(inputs) != 1:
        names = ", ".join(inputs)
        raise wrong_value("$", f'{{"inputs": {{…}}}} with rows for each of the inputs {names}', value)
    name, expected = next(iter(inputs.items()))
    return {name: table_of(value, expected, "$", name)}


def _several(given: Mapping[str, Any], inputs: Mapping[str, Expected]) -> dict[str, Table]:
    for name in given:
        if name not in inputs:
            near = nearest(name[:100], inputs)
            known = f'"{near}"' if near else " or ".join(inputs)
            raise wrong_value(f"$.inputs{member(name)}", f"no input of this name, but {known}", given[name])
    for name in inputs:
        if name not in given:
            raise wrong_value("$.inputs", f'the input "{name}" as well', given)
    return {name: table_of(value, inputs[name], f"$.inputs{member(name)}", name) for name, value in given.items()}


def table_of(value: Any, expected: Expected, path: str, name: str) -> Table:
    """The rows of one input, in any of the shapes. Raises Problem."""
    if type(value) is not dict:
        return shaped("rows", value, expected, path, name)
    for key in SHAPES:
        held = value.get(key)
        # A cell is never an array or an object, so this is not a record with a column of that name.
        if type(held) is list or type(held) is dict:
            if len(value) > 1:
                other = next(other for other in value if other != key)
                raise wrong_value(f"{path}{member(other)}", f'nothing beside "{key}"', value[other])
            return shaped(key, held, expected, f"{path}.{key}", name)
        if len(value) == 1 and key in value and expected.names and key not in expected.names:
            return shaped(key, held, expected, f"{path}.{key}", name)
    return shaped("row", value, expected, path, name)


def shaped(shape: str, held: Any, expected: Expected, path: str, name: str) -> Table:
    """The rows of the input `name` in one shape. Raises Problem."""
    return _checked(SHAPES[shape](held, expected, path), expected, name)


def _checked(table: Table, expected: Expected, name: str) -> Table:
    """The table, after a look at cells of columns that are not described: the workflow itself looks at the others."""
    if table.columns.keys() != expected.names:
        if not table.rows and not table.columns:
            table.columns = {column: [] for column in expected.columns}
        for column in table.columns.keys() - expected.names:
            values = table.columns[column]
            if not set(map(type, values)) <= SCALARS:
                row = next(row for row, value in enumerate(values) if type(value) not in SCALARS)
                place = {"row": row, "column": column, "input": name}
                wanted = (
                    "a single value"
                    if table.columns.keys() & expected.names
                    else f"a column, or one of {', '.join((*SHAPES, 'inputs'))}"
                )
                raise wrong_value(table.place(row, column), wanted, values[row], **place)
    return table


def _row(value: Any, expected: Expected, path: str) -> Table:
    if type(value) is not dict:
        raise wrong_value(path, "an object, the row", value)
    return Table({name: [cell] for name, cell in value.items()}, 1, "row", path)


def _records(rows: Any, expected: Expected, path: str) -> Table:
    if type(rows) is not list:
        raise wrong_value(path, "an array of rows", rows)
    if not rows:
        return Table({}, 0, "rows", path)
    first = rows[0]
    if type(first) is not dict:
        # A list such as [0] would otherwise pass for a record of its own cells.
        raise wrong_value(f"{path}[0]", "an object, a row", first, row=0)
    try:
        columns = {name: [row[name] for row in rows] for name in first}
        # Every row has the names of the first one: it has others as well only if it has more.
        if sum(map(len, rows)) != len(first) * len(rows) or not first:
            columns = _ragged(rows, expected, path)
    except (KeyError, TypeError, IndexError):
        columns = _ragged(rows, expected, path)
    return Table(columns, len(rows), "rows", path)


def _ragged(rows: list[Any], expected: Expected, path: str) -> Columns:
    """Records that do not all have the same columns: an absent cell of a described column is as an absent column."""
    names: dict[str, None] = {}
    for place, row in enumerate(rows):
        if type(row) is not dict:
            raise wrong_value(f"{path}[{place}]", "an object, a row", row, row=place)
        names.update(dict.fromkeys(row))
    given = sum(map(len, rows))
    if len(names) * len(rows) > MOST_SPARSE * given + SMALL:
        raise Problem("too-large", f"The {len(rows):,} rows have {len(names):,} columns, most of them in few rows.")
    if not expected.fills:
        for name in filter(names.__contains__, expected.columns):
            for place, row in enumerate(rows):
                if name not in row:
                    raise _no_cell(f"{path}[{place}]", name, place)
    return {name: [row.get(name) for row in rows] for name in names}


def _no_cell(path: str, column: str, row: int) -> Problem:
    got = "no such column"
    entry = {"path": path + member(column), "row": row, "column": column, "expected": "a value", "got": got}
    return Problem("bad-rows", f'{path}: the column "{column}" is missing.', [entry])


def _columns(held: Any, expected: Expected, path: str) -> Table:
    if type(held) is not dict:
        raise wrong_value(path, "an object, an array of values for each column", held)
    rows: int | None = None
    for name, values in held.items():
        if type(values) is not list:
            raise wrong_value(path + member(name), "an array of values", values, column=name)
        rows = len(values) if rows is None else rows
        if len(values) != rows:
            raise wrong_value(path + member(name), f"{rows} values, as in the other columns", values, column=name)
    return Table(held, rows or 0, "columns", path)


def _split(held: Any, expected: Expected, path: str) -> Table:
    if type(held) is not dict or type(held.get("columns")) is not list or type(held.get("data")) is not list:
        raise wrong_value(path, 'an object with the arrays "columns" and "data"', held)
    names, data = held["columns"], held["data"]
    seen: set[str] = set()
    for place, name in enumerate(names):
        if type(name) is not str or name in seen:
            raise wrong_value(f"{path}.columns[{place}]", "a name that no other column has", name)
        seen.add(name)
    for place, row in enumerate(data):
        if type(row) is not list or len(row) != len(names):
            raise wrong_value(f"{path}.data[{place}]", f"an array of {len(names)} values", row, row=place)
    columns = {name: [row[place] for row in data] for place, name in enumerate(names)}
    return Table(columns, len(data), "split", path)


SHAPES: Mapping[str, Callable[[Any, Expected, str], Table]] = {
    "rows": _records,
    "columns": _columns,
    "split": _split,
    "row": _row,
}


# ---- writing


def records(columns: Columns) -> list[Any]:
    """Columns as records: dicts, or for many rows structs, which are made and written several times as fast."""
    names = tuple(columns)
    rows = len(columns[names[0]]) if names else 0
    if rows < MANY or len(names) > FEW or any(map(UNWRITABLE.search, names)):
        return [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return list(map(_row_type(names), *columns.values()))


@lru_cache(64)
def _row_type(names: tuple[str, ...]) -> type[msgspec.Struct]:
    """A struct whose members are written under these names."""
    fields = [f"column{place}" for place in range(len(names))]
    return msgspec.defstruct("Row", fields, rename=dict(zip(fields, names, strict=True)), gc=False)


def _one(columns: Columns) -> Any:
    """The one record; records where the workflow made other than one row of it."""
    rows = records(columns)
    return rows[0] if len(rows) == 1 else rows


def _as_split(columns: Columns) -> dict[str, Any]:
    return {"columns": list(columns), "data": list(zip(*columns.values(), strict=True))}


WRITERS: Mapping[str, Callable[[Columns], Any]] = {
    "rows": records,
    "columns": lambda columns: columns,
    "split": _as_split,
    "row": _one,
}
