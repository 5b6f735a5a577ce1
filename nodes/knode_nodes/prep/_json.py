"""JSON texts read, and values found in them by paths such as `address.city` or `items[0].price`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
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
    if is_absent(value) or (isinstance(value, str) and not value.strip()):
        return None
    if not isinstance(value, str):
        return value.tolist() if hasattr(value, "tolist") else value
    if value not in known:
        try:
            known[value] = json.loads(value)
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


def leaves(value: Any, depth: int, lists: bool, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """All values that hold no others, and what lies `depth` steps deep, with their paths; lists are values unless `lists`."""
    if depth and isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from leaves(inner, depth - 1, lists, (*path, str(key)))
    elif depth and lists and isinstance(value, list) and value:
        for place, inner in enumerate(value):
            yield from leaves(inner, depth - 1, lists, (*path, place))
    else:
        yield path, value


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
