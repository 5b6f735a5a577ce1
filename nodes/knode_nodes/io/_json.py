"""The layouts that tables have in JSON files, told apart and turned into columns of values."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from operator import itemgetter
from typing import Any, Literal

from knode.api import DataError, nearest, quoted
from knode_nodes.io._notes import Notes, listed

JsonLayout = Literal["auto", "records", "lines", "columns", "split"]
LAYOUT_LABELS = {
    "records": "list of objects (records)",
    "lines": "an object on each line (lines)",
    "columns": "an object of columns",
    "split": "columns and rows apart (split)",
}
Nested = Literal["columns", "text"]
DEEPEST = 20
QUOTED = '["'
HALVES = re.compile("[\ud800-\udfff]")
HALF_CHARACTERS = (
    'Texts hold halves of characters, such as "\\ud83d" alone: "\N{REPLACEMENT CHARACTER}" stands in their place.'
)


@dataclass(slots=True)
class Columns:
    """Columns of values by name, all of one length, and the row labels where the file has them."""

    values: dict[str, list[Any]] = field(default_factory=dict)
    index: list[Any] | None = None


def parsed(text: str, layout: JsonLayout, at: str, notes: Notes) -> tuple[Any, JsonLayout]:
    """The JSON data that stands at `at` in a text, and its layout; lines become a list.

    Raises:
        DataError: the text is no JSON, with its line.
    """
    if not text.strip():
        raise DataError("the file is empty")
    if layout == "lines":
        return _lines(text, notes), "lines"
    try:
        data = _data(text, notes)
    except json.JSONDecodeError as error:
        if layout == "auto" and error.msg == "Extra data" and first_line_is_whole(text):
            notes.guesses.append("layout lines")
            return _lines(text, notes), "lines"
        raise DataError(f"line {error.lineno:,}, column {error.colno:,} is no JSON: {_reason(error)}") from None
    except RecursionError:
        raise DataError("the JSON is nested too deep") from None
    data = _inside(data, at) if at else data
    if layout == "auto":
        layout = _layout(data)
        notes.guesses.append(f"layout {layout}")
    return data, layout


def _data(text: str, notes: Notes) -> Any:
    """What a JSON text says, without half characters (`"\\ud83d"`). Raises JSONDecodeError and RecursionError as json does.

    Pydantic's reader is the faster one. Python's tells where a text is wrong, and takes half characters.
    """
    from pydantic_core import from_json

    try:
        return from_json(text, cache_strings="keys")
    except ValueError:
        data = json.loads(text)
    whole, halves = HALVES.subn("\N{REPLACEMENT CHARACTER}", json.dumps(data, ensure_ascii=False))
    if not halves:
        return data
    if HALF_CHARACTERS not in notes.warnings:
        notes.warnings.append(HALF_CHARACTERS)
    return json.loads(whole)


def first_line_is_whole(text: str) -> bool:
    """Whether the first line that is not empty is JSON by itself."""
    begin = len(text) - len(text.lstrip())
    first = text[begin:].partition("\n")[0] if begin else text[: text.find("\n") + 1 or None]
    try:
        json.loads(first)
    except (json.JSONDecodeError, RecursionError):
        return False
    return True


def _lines(text: str, notes: Notes) -> list[Any]:
    quickly = _at_once(text)
    if quickly is not None:
        return quickly
    found: list[Any] = []
    # Not splitlines: JSON texts may hold other line ends of Unicode as they are.
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            found.append(_data(line, notes))
        except json.JSONDecodeError as error:
            raise DataError(
                f"line {number:,}, column {error.colno:,} is no JSON: {_reason(error)}", row=len(found)
            ) from None
        except RecursionError:
            raise DataError(f"the JSON in line {number:,} is nested too deep", row=len(found)) from None
    return found


def _at_once(text: str) -> list[Any] | None:
    """Lines that hold one object each; None where some line is otherwise, or no JSON to msgspec, which knows no infinity."""
    import msgspec

    plain = text.strip(" \t\r\n").replace("\r\n", "\n")
    ends = plain.count("\n")
    # Where all lines end between two objects, and there are as many of these, each has one: JSON has a comma between two
    # objects within another.
    if plain[:1] != "{" or plain.count("}\n{") != ends:
        return None
    try:
        found = msgspec.json.Decoder().decode_lines(plain)
    except (ValueError, RecursionError):
        return None
    return found if len(found) == ends + 1 else None


def _reason(error: json.JSONDecodeError) -> str:
    return error.msg[:1].lower() + error.msg[1:]


def _layout(data: Any) -> JsonLayout:
    if not isinstance(data, dict):
        return "records"
    if isinstance(data.get("columns"), list) and isinstance(data.get("data"), list):
        return "split"
    values = list(data.values())
    if values and (_are_lists(values) or _are_labelled(values)):
        return "columns"
    return "records"


def _are_lists(values: Sequence[Any]) -> bool:
    """Lists of values, not lists of records."""
    return all(isinstance(value, list) for value in values) and not all(
        value and isinstance(value[0], dict) for value in values
    )


def _are_labelled(values: Sequence[Any]) -> bool:
    """Columns as objects from row label to value: the same labels in all."""
    return all(isinstance(value, dict) and value.keys() == values[0].keys() for value in values) and not any(
        isinstance(item, dict) for value in values for item in value.values()
    )


def columns_of(data: Any, layout: JsonLayout, nested: Nested, notes: Notes) -> Columns:
    """The columns in JSON data of a known layout. Raises DataError when the data is not of that layout."""
    if layout == "split":
        return _split(data)
    if layout == "columns":
        return _by_column(data)
    return _records(found_records(data, notes), nested, notes)


def _inside(data: Any, at: str) -> Any:
    for step in at.split("."):
        if not isinstance(data, dict) or step not in data:
            known = list(data) if isinstance(data, dict) else []
            near = nearest(step, known)
            hint = f"did you mean {quoted(near)}?" if near else f"there are: {listed(known) or 'no names'}"
            raise DataError(f"the JSON has no {quoted(step)} (setting at); {hint}")
        data = data[step]
    return data


def found_records(data: Any, notes: Notes) -> Any:
    """The list of records in the file; of a larger object its only list of objects."""
    if not isinstance(data, dict):
        return data
    lists = [name for name, value in data.items() if _is_list_of_records(value)]
    if len(lists) == 1:
        notes.guesses.append(f"records in {quoted(lists[0])}")
        return data[lists[0]]
    if len(lists) > 1:
        raise DataError(f"the JSON has several lists of records ({listed(lists)}): say which in the setting at")
    notes.guesses.append("one record")
    if within := [".".join(path) for path in _lists_within(data)]:
        notes.remarks.append(
            f"Lists of records stand in {listed(within)}: to read one of them as rows, name it in the setting `at`."
        )
    return [data]


def _is_list_of_records(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def _lists_within(data: dict[str, Any], *path: str) -> Iterator[tuple[str, ...]]:
    """Where lists of records stand in objects within an object: the names that lead there, none with points in them."""
    for name, value in data.items():
        if "." in name or len(path) >= DEEPEST:
            continue
        if _is_list_of_records(value):
            yield *path, name
        elif isinstance(value, dict):
            yield from _lists_within(value, *path, name)


def _records(data: Any, nested: Nested, notes: Notes) -> Columns:
    if isinstance(data, dict):
        data = [data]
    if not isinstance(data, list):
        raise DataError(f"the JSON holds {quoted(data)}, no list of records")
    if data and not any(isinstance(one, dict | list) for one in data):
        return Columns({"value": data})
    uniform = _uniform(data)
    if uniform is not None:
        return Columns(uniform)
    flatten: Callable[[dict[str, Any]], dict[Any, Any]] = _Place().flat if nested == "columns" else dict
    values: dict[Any, list[Any]] = {}
    counts: dict[Any, int] = {}
    for row, one in enumerate(data):
        if not isinstance(one, dict):
            raise DataError(f"row {row:,} is no object of names and values but {quoted(one)}", row=row)
        for name, value in flatten(one).items():
            column = values.get(name)
            if column is None:
                column = values[name] = [None] * row
                counts[name] = 0
            column.append(value)
            counts[name] += 1
        if len(one) != len(values) or nested == "columns":
            for column in values.values():
                if len(column) <= row:
                    column.append(None)
    made: dict[str, list[Any]] = _named(values, notes) if nested == "columns" else values
    present = dict(zip(made, counts.values(), strict=True))
    lacking = {name: len(data) - count for name, count in present.items() if count < len(data)}
    if lacking:
        most = max(lacking, key=lambda name: lacking[name])
        notes.remarks.append(
            f"Not every record has {listed(lacking)}: missing values stand there "
            f"({lacking[most]:,} of {len(data):,} in {quoted(most)})."
        )
    return Columns(made)


def _uniform(data: list[Any]) -> dict[str, list[Any]] | None:
    """The columns of records that all have the same names and no objects within, as most files do."""
    if types_of(data) != {dict} or set(map(len, data)) != {len(data[0])}:
        return None
    names, inner = list(data[0]), types_of(chain.from_iterable(map(dict.values, data)))
    if not names or dict in inner:
        return None
    if list(chain.from_iterable(data)) == names * len(data):
        # In the order in which they lie in memory, and then by column.
        values = list(chain.from_iterable(map(dict.values, data)))
        return {name: values[place :: len(names)] for place, name in enumerate(names)}
    try:
        return {name: list(map(itemgetter(name), data)) for name in names}
    except KeyError:
        return None


def types_of(values: Iterable[Any]) -> set[type]:
    """The types of values in JSON data, where none is of a subclass."""
    return set(map(type, values))


@dataclass(slots=True, eq=False)
class _Place:
    """Where values stand in records: the names that lead there, and the places within."""

    path: tuple[str, ...] = ()
    inner: dict[str, _Place] = field(default_factory=dict)

    def at(self, name: str) -> _Place:
        """The place of that name within this one."""
        found = self.inner.get(name)
        if found is None:
            found = self.inner[name] = _Place((*self.path, name))
        return found

    def flat(self, record: Mapping[str, Any]) -> dict[_Place, Any]:
        """The values of a record that hold no others, by their places."""
        found: dict[_Place, Any] = {}
        for name, value in record.items():
            here = self.inner.get(name) or self.at(name)
            if isinstance(value, dict) and value and len(here.path) <= DEEPEST:
                found.update(here.flat(value))
            else:
                found[here] = None if value == {} else value
        return found


def _named(values: Mapping[_Place, list[Any]], notes: Notes) -> dict[str, list[Any]]:
    """The columns by name; where two places would make one name, those of keys with points in them have these in quotes."""
    names = {place: ".".join(place.path) for place in values}
    counts = Counter(names.values())
    if len(counts) < len(names):
        twice = [name for name, count in counts.items() if count > 1]
        names = {place: _quoted_path(place.path) if counts[name] > 1 else name for place, name in names.items()}
        notes.warnings.append(
            f"Keys with points in them and objects within objects make the same names ({listed(twice)}): such a key is "
            f"in quotes in the names of its columns, such as {next(name for name in names.values() if QUOTED in name)}."
        )
    mixed = [
        names[place] for place, column in values.items() if place.inner and any(value is not None for value in column)
    ]
    if mixed:
        notes.warnings.append(
            f"Some records have an object in {listed(mixed)}, others a single value: the values of the objects are in columns "
            "of their own, and missing values stand in their place."
        )
    return {names[place]: column for place, column in values.items()}


def _quoted_path(path: Sequence[str]) -> str:
    """The names that lead somewhere, as Flatten JSON writes them: those with points as `["a.b"]`."""
    steps = (f"{QUOTED}{json.dumps(name, ensure_ascii=False)[1:]}]" if "." in name else f".{name}" for name in path)
    return "".join(steps).removeprefix(".")


def _by_column(data: Any) -> Columns:
    if not isinstance(data, dict) or not all(isinstance(value, list | dict) for value in data.values()):
        raise DataError("the JSON is no object of columns, each a list of values")
    if any(isinstance(value, dict) for value in data.values()):
        return _labelled(data)
    lengths = {name: len(value) for name, value in data.items()}
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"{quoted(name)} has {count:,}" for name, count in list(lengths.items())[:5])
        raise DataError(f"the columns are not of one length: {shown} values")
    return Columns(data)


def _labelled(data: dict[str, Any]) -> Columns:
    wrong = next((name for name, value in data.items() if not isinstance(value, dict)), None)
    if wrong is not None:
        raise DataError(f"column {quoted(wrong)} has no row labels, others have", column=wrong)
    labels = list(dict.fromkeys(label for value in data.values() for label in value))
    columns = Columns({name: [value.get(label) for label in labels] for name, value in data.items()})
    if labels != [str(position) for position in range(len(labels))]:
        columns.index = labels
    return columns


def _split(data: Any) -> Columns:
    if (
        not isinstance(data, dict)
        or not isinstance(data.get("columns"), list)
        or not isinstance(data.get("data"), list)
    ):
        raise DataError('the JSON is no object with "columns" and "data"')
    names = [str(name) for name in data["columns"]]
    if len(set(names)) < len(names):
        raise DataError("two columns have the same name", column=next(name for name in names if names.count(name) > 1))
    for row, one in enumerate(data["data"]):
        if not isinstance(one, list) or len(one) != len(names):
            count = f"{len(one):,} values" if isinstance(one, list) else "no list"
            raise DataError(f"row {row:,} of the data has {count}, expected {len(names):,}", row=row)
    index = data.get("index")
    rows = len(data["data"])
    if index is not None and (not isinstance(index, list) or len(index) != rows):
        raise DataError(f'"index" does not have a label for each of the {rows:,} rows')
    columns = Columns({name: [one[place] for one in data["data"]] for place, name in enumerate(names)})
    columns.index = None if index == list(range(rows)) else index
    return columns
