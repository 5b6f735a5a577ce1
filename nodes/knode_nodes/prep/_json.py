"""JSON texts read, and values found in them by paths such as `address.city` or `items[0].price`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from knode.api import DataError, column_type, quoted, type_words
from knode_nodes.prep._columns import PORT
from knode_nodes.prep._texts import EXACT, is_absent, written

if TYPE_CHECKING:
    import pandas as pd

Path = tuple[str | int, ...]
STEP = re.compile(r'(?:^|\.)([^.\[\]"]+)|\[(\d{1,9})\]|\.?\["((?:[^"\\]|\\.)*)"\]')
PLAIN = re.compile(r'[^.\[\]"]+')


def parsed_path(text: str) -> Path:
    """The steps of a path: keys, and places in lists counted from 0. Raises ValueError where it is none."""
    steps: list[str | int] = []
    end = 0
    for found in STEP.finditer(text):
        if found.start() != end:
            break
        steps.append(int(found[2]) if found[2] else found[1] or json.loads(f'"{found[3]}"'))
        end = found.end()
    if not steps or end != len(text):
        raise ValueError(
            f'{text!r} is no path, at position {end + 1}: write it as address.city, items[0].price or ["a key with . in it"]'
        )
    return tuple(steps)


def path_text(path: Path) -> str:
    """A path as it is written."""
    made = ""
    for step in path:
        if isinstance(step, int):
            made += f"[{step}]"
        elif PLAIN.fullmatch(step):
            made += f".{step}" if made else step
        else:
            made += f"[{json.dumps(step, ensure_ascii=False)}]"
    return made


def read_column(column: pd.Series, *, lenient: bool) -> list[Any]:
    """(rows) dicts, lists and plain values; None where a row has none, or, if `lenient`, where it is no JSON."""
    import pandas as pd

    kind = column_type(column.dtype)
    if kind == "category":
        values = read_column(pd.Series(column.cat.categories, name=column.name), lenient=lenient)
        return [None if code < 0 else values[code] for code in column.cat.codes]
    if kind not in ("text", "other"):
        raise DataError(
            f"{quoted(column.name)} is a {type_words(column.dtype)} column and holds no JSON: choose a column of texts, "
            "dicts or lists",
            port=PORT,
            column=str(column.name),
        )
    known: dict[str, Any] = {}
    return [_read(value, known, column, row, lenient) for row, value in enumerate(column)]


def _read(value: Any, known: dict[str, Any], column: pd.Series, row: int, lenient: bool) -> Any:
    if not isinstance(value, str):
        return None if is_absent(value) else value.tolist() if hasattr(value, "tolist") else value
    if value not in known:
        try:
            known[value] = json.loads(value) if value.strip() else None
        except (ValueError, RecursionError) as error:
            if not lenient:
                raise _no_json(value, column, row, str(error)) from None
            known[value] = None
    return known[value]


def _no_json(value: str, column: pd.Series, row: int, reason: str) -> DataError:
    return DataError(
        f"{quoted(value)} in row {row} of {quoted(column.name)} is no JSON ({reason[:100]}): correct it, or let what cannot be "
        "read be missing",
        port=PORT,
        column=str(column.name),
        row=row,
    )


def at(value: Any, path: Path) -> Any:
    """What stands at a path; None for nothing."""
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, dict) else None
        if value is None:
            return None
    return value


class Leaves:
    """All values of rows that hold no others, and what lies `depth` steps deep; lists are values unless `lists`.

    By path, in the order in which they come up: (rows) values, None where a row has none; after `most` the paths alone.
    """

    def __init__(self, rows: Sequence[Any], depth: int, lists: bool, most: int) -> None:
        self.paths: list[Path] = []
        self.values: list[list[Any]] = []
        self._lists, self._most, self._count = lists, most, len(rows)
        whole = _Place(())
        for row, value in enumerate(rows):
            if value is not None:
                self._add(whole, value, depth, row)

    def _add(self, place: _Place, value: Any, depth: int, row: int) -> None:
        if depth and value and isinstance(value, dict):
            for key, inner in value.items():
                self._add(place.at(key if type(key) is str else str(key)), inner, depth - 1, row)
        elif depth and value and self._lists and isinstance(value, list):
            for number, inner in enumerate(value):
                self._add(place.at(number), inner, depth - 1, row)
        else:
            if place.values is None:
                place.values = self._begun(place.path)
            place.values[row] = value

    def _begun(self, path: Path) -> list[Any] | dict[int, Any]:
        self.paths.append(path)
        if len(self.paths) > self._most:
            return {}
        self.values.append([None] * self._count)
        return self.values[-1]


class _Place:
    """A place in values: its path, what lies within by key or number, and the values that stand there."""

    __slots__ = ("path", "values", "within")

    def __init__(self, path: Path) -> None:
        self.path = path
        self.within: dict[str | int, _Place] = {}
        self.values: Any = None

    def at(self, step: str | int) -> _Place:
        """The place within, a new one where there is none."""
        made = self.within.get(step)
        if made is None:
            made = self.within[step] = _Place((*self.path, step))
        return made


def as_text(value: Any) -> str | None:
    """A value as text; dicts and lists as JSON."""
    return None if value is None else written(value)


def as_column(values: list[Any]) -> pd.Series:
    """(rows) booleans, whole numbers or numbers where all are, or else texts; None is missing."""
    import pandas as pd

    kinds = {type(value) for value in values if value is not None}
    if kinds == {bool}:
        return pd.Series(pd.array(values, dtype="boolean"))
    if kinds == {int} and all(value is None or -(2**63) <= value < 2**63 for value in values):
        return pd.Series(pd.array(values, dtype="Int64"))
    if kinds and kinds <= {int, float} and all(type(value) is not int or abs(value) <= EXACT for value in values):
        return pd.Series([float("nan") if value is None else float(value) for value in values], dtype="float64")
    return pd.Series([as_text(value) for value in values], dtype="str")
