"""The columns of a stored table as a person sees them: row labels first where they say more than a number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from knode.core.spec import ColumnType, column_type

OBJECT_TYPES: Mapping[str, ColumnType] = {
    "bool": "boolean",
    "int": "number",
    "float": "number",
    "decimal": "number",
    "str": "text",
    "date": "datetime",
    "datetime": "datetime",
    "timedelta": "duration",
}


class Place(NamedTuple):
    """One column: its name, whether it is a row label, and the part of the manifest that says where its values are.

    `entry` is a column of the manifest, or for the labels of a range or a level its index (and `level`, which one).
    """

    name: str
    is_label: bool
    entry: Any
    level: int | None = None


def places(manifest: Mapping[str, Any]) -> list[Place]:
    """The columns of a table by its manifest."""
    return [*_labels(manifest["index"], manifest["rows"]), *_columns(manifest)]


def _columns(manifest: Mapping[str, Any]) -> Iterator[Place]:
    names = manifest["names"]
    titles = map(str, range(*names["range"])) if "range" in names else names["names"]
    for name, entry in zip(titles, manifest["columns"], strict=True):
        yield Place(str(name), False, entry)


def _labels(index: Mapping[str, Any], rows: int) -> list[Place]:
    if "levels" in index:
        names = [_title(name, f"level {number}") for number, name in enumerate(index["names"])]
        return [Place(name, True, index, level) for level, name in enumerate(names)]
    if "range" in index:
        is_plain = index["range"] == [0, rows, 1] and index["name"] is None
        return [] if is_plain else [Place(_title(index["name"], "index"), True, index)]
    return [Place(_title(index["name"], "index"), True, index["values"])]


def _title(name: object, otherwise: str) -> str:
    return otherwise if name is None else str(name)


def dtype_of(entry: Any) -> str:
    """The dtype of an entry as pandas names it, or the kind of its objects; "arrow" where only the data tells."""
    if isinstance(entry, Mapping):
        return "int64"
    kind, *rest = entry[2:]
    return _DTYPES.get(kind, _named)(kind, rest)


def _named(kind: str, rest: list[Any]) -> str:
    return str(rest[0]) if kind in ("masked", "period") else kind


def _numpy(kind: str, rest: list[Any]) -> str:
    import numpy as np

    return str(np.dtype(rest[0]).name)


_DTYPES: Mapping[str, Callable[[str, list[Any]], str]] = {
    "numpy": _numpy,
    "zoned": lambda kind, rest: f"datetime64[{rest[0]}, {rest[1]}]",
    "string": lambda kind, rest: "str" if rest[1] == "nan" else "string",
    "object": lambda kind, rest: f"object ({rest[0][0]})",
}


def type_of(entry: Any) -> ColumnType:
    """The type that a person sees for an entry."""
    if not isinstance(entry, Mapping) and entry[2] == "object":
        return OBJECT_TYPES.get(entry[3][0], "other")
    return column_type(dtype_of(entry))
