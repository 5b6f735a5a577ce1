"""skops files in one form: skops writes addresses of objects and the time of day into them; they are taken out."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

State = dict[str, Any]
SCHEMA = "schema.json"
LOWEST_PROTOCOL = 2
"""What skops 0.14 writes. Older files are none of ours, and their rules for what is safe were laxer."""
WITHOUT_IDENTITY = frozenset({"JsonNode", "TypeNode", "FunctionNode"})
"""Values of which it does not matter whether two are one; whether they are depends on the interpreter's mood."""


def canonical(content: bytes) -> bytes:
    """The same skops file with its ids and names numbered in order of appearance, sets sorted and no time of day."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        schema = json.loads(source.read(SCHEMA))
        _forget_identities(schema)
        names = _renumber(schema)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as target:
            _write(target, SCHEMA, json.dumps(schema, separators=(",", ":")).encode())
            for old, new in names.items():
                _write(target, new, _without_padding(source.read(old)) if old.endswith(".npy") else source.read(old))
    return made.getvalue()


def _write(target: zipfile.ZipFile, name: str, content: bytes) -> None:
    # A ZipInfo made by hand has the date 1980-01-01.
    target.writestr(zipfile.ZipInfo(name), content)


def states(schema: Any) -> Iterator[State]:
    """All states in a schema, each before those it holds, in the order of the file."""
    waiting = [schema]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if "__loader__" in item:
                yield item
            waiting.extend(reversed(item.values()))
        elif isinstance(item, list):
            waiting.extend(reversed(item))


def names_in(content: bytes) -> set[str]:
    """The full names of the types and functions in a skops file."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        schema = json.loads(source.read(SCHEMA))
    return {f"{state['__module__']}.{state['__class__']}" for state in states(schema) if state.get("__module__")}


def _forget_identities(schema: State) -> None:
    for state in states(schema):
        if state["__loader__"] in WITHOUT_IDENTITY:
            state.pop("__id__", None)
        if state["__loader__"] == "SetNode":
            state["content"].sort(key=json.dumps)


def _renumber(schema: State) -> dict[str, str]:
    """Give ids and files their numbers; the new names of the files by the old ones."""
    numbers: dict[int, int] = {}
    names: dict[str, str] = {}
    for state in states(schema):
        if "__id__" in state:
            state["__id__"] = numbers.setdefault(state["__id__"], len(numbers) + 1)
        if "file" in state:
            old = state["file"]
            state["file"] = names.setdefault(old, f"{len(names)}.{old.rpartition('.')[2]}")
    return names


def _without_padding(content: bytes) -> bytes:
    """An array file with zeros between the fields of its records, where memory holds what was there before."""
    import numpy as np

    array = np.load(io.BytesIO(content), allow_pickle=False)
    if array.dtype.names is None:
        return content
    made = np.zeros(array.shape, array.dtype)
    for name in array.dtype.names:
        made[name] = array[name]
    file = io.BytesIO()
    np.save(file, made, allow_pickle=False)
    return file.getvalue()
